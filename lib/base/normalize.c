/* Unicode NFC in memory of our own: libutf8proc's one-call functions take theirs from malloc. */
#include "text.h"

#include <string.h>
#include <utf8proc.h>

static int32_t is_continuation(unsigned char byte) {
    return (byte & 0xC0) == 0x80;
}

/* The length of a plain character that begins here, 0 where none does: one of the ranges in which every character is
   NFC and none combines with another. These are ASCII to Latin Extended-B and IPA, Latin Extended Additional (with the
   letters of Vietnamese nearly all there are, told without a call) and most of the general punctuation. */
static size_t plain_size(const char *text, size_t size) {
    const unsigned char *at = (const unsigned char *)text;
    if (at[0] < 0x80) {
        return 1;
    }
    if (at[0] >= 0xC2 && at[0] < 0xCC && size >= 2 && is_continuation(at[1])) {
        return 2;
    }
    if (at[0] == 0xE1 && size >= 3 && at[1] >= 0xB8 && at[1] <= 0xBB && is_continuation(at[2])) {
        return 3;
    }
    utf8proc_int32_t character;
    utf8proc_ssize_t length = utf8proc_iterate(at, (utf8proc_ssize_t)size, &character);
    return length > 0 && character >= 0x2010 && character <= 0x205E ? (size_t)length : 0;
}

int32_t childplan__is_nfc(const char *text, size_t size) {
    for (size_t at = 0; at < size;) {
        size_t length = plain_size(text + at, size - at);
        if (length == 0) {
            return 0;
        }
        at += length;
    }
    return 1;
}

#define ROOM_ON_STACK 256

/* Characters being normalised: in `few` until they outgrow it. */
struct characters {
    const struct allocator *allocator;
    utf8proc_int32_t *items;
    size_t count;
    size_t capacity;
    utf8proc_int32_t *grown; /* NULL while in `few` */
    utf8proc_int32_t few[ROOM_ON_STACK];
};

static void begin(struct characters *characters, const struct allocator *allocator) {
    characters->allocator = allocator;
    characters->items = characters->few;
    characters->count = 0;
    characters->capacity = ROOM_ON_STACK;
    characters->grown = NULL;
}

static void end(struct characters *characters) {
    childplan__release(characters->allocator, characters->grown);
}

static childplan_status make_room(struct characters *characters, size_t needed) {
    if (needed <= characters->capacity) {
        return CHILDPLAN_OK;
    }
    size_t capacity = characters->grown ? characters->capacity : 0;
    childplan_status status =
        childplan__reserve(characters->allocator, &characters->grown, &capacity, needed, sizeof(*characters->grown));
    if (status != CHILDPLAN_OK) {
        return status;
    }
    if (characters->items == characters->few) {
        memcpy(characters->grown, characters->few, characters->count * sizeof(*characters->few));
    }
    characters->items = characters->grown;
    characters->capacity = capacity;
    return CHILDPLAN_OK;
}

/* Appends one character, decomposed. */
static childplan_status decompose(struct characters *characters, utf8proc_int32_t character) {
    enum { LONGEST_DECOMPOSITION = 32 };
    childplan_status status = make_room(characters, characters->count + LONGEST_DECOMPOSITION);
    if (status != CHILDPLAN_OK) {
        return status;
    }
    int boundary = UTF8PROC_BOUNDCLASS_START;
    utf8proc_ssize_t added = utf8proc_decompose_char(character, characters->items + characters->count,
                                                     LONGEST_DECOMPOSITION, UTF8PROC_COMPOSE, &boundary);
    if (added < 0 || added > LONGEST_DECOMPOSITION) {
        return CHILDPLAN_ERROR_REFUSED;
    }
    characters->count += (size_t)added;
    return CHILDPLAN_OK;
}

static childplan_status decompose_all(struct characters *characters, const char *text, size_t size) {
    for (size_t at = 0; at < size;) {
        utf8proc_int32_t character;
        utf8proc_ssize_t length =
            utf8proc_iterate((const utf8proc_uint8_t *)text + at, (utf8proc_ssize_t)(size - at), &character);
        if (length <= 0) {
            return CHILDPLAN_ERROR_REFUSED;
        }
        at += (size_t)length;
        childplan_status status = decompose(characters, character);
        if (status != CHILDPLAN_OK) {
            return status;
        }
    }
    return CHILDPLAN_OK;
}

/* The canonical combining class, 0 to 255: marks that stand together are sorted by it, stably. */
static size_t class_of(utf8proc_int32_t character) {
    return (size_t)utf8proc_get_property(character)->combining_class & 0xFF;
}

static void sort_few_marks(utf8proc_int32_t *marks, size_t count) {
    for (size_t i = 1; i < count; i++) {
        utf8proc_int32_t mark = marks[i];
        size_t at = i;
        while (at > 0 && class_of(marks[at - 1]) > class_of(mark)) {
            marks[at] = marks[at - 1];
            at--;
        }
        marks[at] = mark;
    }
}

/* A counting sort, so that a hostile run of marks costs no more than its length. */
static childplan_status sort_many_marks(const struct allocator *allocator, utf8proc_int32_t *marks, size_t count) {
    size_t place[257] = {0};
    utf8proc_int32_t *sorted = childplan__allocate(allocator, count, sizeof(*sorted));
    if (!sorted) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    for (size_t i = 0; i < count; i++) {
        place[class_of(marks[i]) + 1]++;
    }
    for (size_t k = 1; k <= 256; k++) {
        place[k] += place[k - 1];
    }
    for (size_t i = 0; i < count; i++) {
        sorted[place[class_of(marks[i])]++] = marks[i];
    }
    memcpy(marks, sorted, count * sizeof(*marks));
    childplan__release(allocator, sorted);
    return CHILDPLAN_OK;
}

static childplan_status sort_marks(struct characters *characters) {
    enum { FEW = 32 };
    for (size_t first = 0; first < characters->count;) {
        size_t after = first;
        while (after < characters->count && class_of(characters->items[after]) != 0) {
            after++;
        }
        size_t count = after - first;
        if (count > FEW) {
            childplan_status status = sort_many_marks(characters->allocator, characters->items + first, count);
            if (status != CHILDPLAN_OK) {
                return status;
            }
        } else if (count > 1) {
            sort_few_marks(characters->items + first, count);
        }
        first = after + 1;
    }
    return CHILDPLAN_OK;
}

/* Composes what was decomposed and sorted, and copies it to the arena as UTF-8. */
static childplan_status compose(struct characters *characters, struct arena *arena, char **ret_text, size_t *ret_size) {
    /* One more for the NUL that utf8proc_reencode writes. */
    childplan_status status = make_room(characters, characters->count + 1);
    if (status != CHILDPLAN_OK) {
        return status;
    }
    utf8proc_ssize_t size =
        utf8proc_reencode(characters->items, (utf8proc_ssize_t)characters->count, UTF8PROC_COMPOSE | UTF8PROC_STABLE);
    if (size < 0) {
        return CHILDPLAN_ERROR_REFUSED;
    }
    char *copy = childplan__arena_copy_text(arena, (const char *)characters->items, (size_t)size);
    if (!copy) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    *ret_text = copy;
    *ret_size = (size_t)size;
    return CHILDPLAN_OK;
}

static childplan_status normalize(struct arena *arena, const char *text, size_t size, char **ret_text,
                                  size_t *ret_size) {
    struct characters characters;
    begin(&characters, arena->allocator);
    childplan_status status = decompose_all(&characters, text, size);
    if (status == CHILDPLAN_OK) {
        status = sort_marks(&characters);
    }
    if (status == CHILDPLAN_OK) {
        status = compose(&characters, arena, ret_text, ret_size);
    }
    end(&characters);
    return status;
}

childplan_status childplan__nfc(struct arena *arena, const char *text, size_t size, char **ret_text, size_t *ret_size) {
    size_t normal_size = size;
    char *normal = NULL;
    if (childplan__is_nfc(text, size)) {
        normal = childplan__arena_copy_text(arena, text, size);
        if (!normal) {
            return CHILDPLAN_ERROR_NO_MEMORY;
        }
    } else {
        childplan_status status = normalize(arena, text, size, &normal, &normal_size);
        if (status != CHILDPLAN_OK) {
            return status;
        }
    }
    *ret_text = normal;
    if (ret_size) {
        *ret_size = normal_size;
    }
    return CHILDPLAN_OK;
}
