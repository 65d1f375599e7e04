/* "Did you mean …?": the known name nearest to a wrong one. */
#include "text.h"

#include <string.h>
#include <utf8proc.h>

/* Names longer than this are not compared: nobody mistypes them, they paste something else. */
#define LONGEST 96
#define MOST_NAMES 20000

/* A name's characters as they stand, and folded: no case, no Vietnamese marks. */
struct letters {
    size_t count;
    utf8proc_int32_t plain[LONGEST];
    size_t folded_count;
    utf8proc_int32_t folded[LONGEST];
};

/* The first character of what is left when case and marks are taken off; a mark alone leaves nothing. */
static size_t fold(utf8proc_int32_t character, utf8proc_int32_t *ret) {
    if (character < 0x80) {
        *ret = character >= 'A' && character <= 'Z' ? character - 'A' + 'a' : character;
        return 1;
    }
    if (character == 0x0110 || character == 0x0111) {
        *ret = 'd';
        return 1;
    }
    utf8proc_int32_t parts[32];
    int boundary = UTF8PROC_BOUNDCLASS_START;
    utf8proc_ssize_t count = utf8proc_decompose_char(
        character, parts, 32, UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK, &boundary);
    if (count <= 0) {
        return 0;
    }
    *ret = parts[0];
    return 1;
}

/* Returns 0 where the name is not UTF-8 or has more than `most` characters. */
static int32_t read_letters(const char *text, size_t size, size_t most, struct letters *ret) {
    ret->count = 0;
    ret->folded_count = 0;
    for (size_t at = 0; at < size;) {
        utf8proc_int32_t character;
        utf8proc_ssize_t length =
            utf8proc_iterate((const utf8proc_uint8_t *)text + at, (utf8proc_ssize_t)(size - at), &character);
        if (length <= 0 || ret->count >= most) {
            return 0;
        }
        at += (size_t)length;
        ret->plain[ret->count++] = character;
        ret->folded_count += fold(character, &ret->folded[ret->folded_count]);
    }
    return 1;
}

static size_t least(size_t a, size_t b) {
    return a < b ? a : b;
}

/*
 * Insertions, deletions, replacements and swaps of neighbours between a and b; anything over `most` is given as most +
 * 1. Only the band in which the distance can stay within `most` is filled.
 */
static size_t distance(const utf8proc_int32_t *a, size_t a_count, const utf8proc_int32_t *b, size_t b_count,
                       size_t most) {
    size_t rows[3][LONGEST + 1];
    size_t *before = rows[0];
    size_t *last = rows[1];
    size_t *row = rows[2];
    size_t over = most + 1;
    if ((a_count > b_count ? a_count - b_count : b_count - a_count) > most) {
        return over;
    }
    for (size_t j = 0; j <= b_count; j++) {
        before[j] = over;
        last[j] = least(j, over);
    }
    for (size_t i = 1; i <= a_count; i++) {
        size_t from = i > most ? i - most : 1;
        size_t to = least(b_count, i + most);
        for (size_t j = 0; j <= b_count && j < from; j++) {
            row[j] = j == 0 ? least(i, over) : over;
        }
        size_t smallest = row[0];
        for (size_t j = from; j <= to; j++) {
            size_t cost = a[i - 1] == b[j - 1] ? 0 : 1;
            size_t best = least(last[j - 1] + cost, least(last[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                best = least(best, before[j - 2] + 1);
            }
            row[j] = least(best, over);
            smallest = least(smallest, row[j]);
        }
        for (size_t j = to + 1; j <= b_count; j++) {
            row[j] = over;
        }
        if (smallest > most) {
            return over;
        }
        size_t *free_row = before;
        before = last;
        last = row;
        row = free_row;
    }
    return last[b_count];
}

struct search {
    struct letters wrong;
    struct letters name;
    size_t most;       /* the folded distance to stay within */
    size_t plain_most; /* the plain distance to beat among those of the same folded one */
    const char *nearest;
};

static void consider(struct search *search, const char *name) {
    const struct letters *wrong = &search->wrong;
    size_t size = strlen(name);
    size_t longest = least(LONGEST, wrong->count + search->most + LONGEST / 2);
    if (size + search->most < wrong->folded_count || !read_letters(name, size, longest, &search->name)) {
        return;
    }
    const struct letters *letters = &search->name;
    size_t found = distance(wrong->folded, wrong->folded_count, letters->folded, letters->folded_count, search->most);
    size_t longer = wrong->folded_count > letters->folded_count ? wrong->folded_count : letters->folded_count;
    /* Where every letter would change, nothing is alike. */
    if (found > search->most || (found > 0 && found >= longer)) {
        return;
    }
    size_t plain = distance(wrong->plain, wrong->count, letters->plain, letters->count, LONGEST);
    if (search->nearest && found == search->most && plain >= search->plain_most) {
        return;
    }
    search->most = found;
    search->plain_most = plain;
    search->nearest = name;
}

const char *childplan__nearest(const char *wrong, size_t size, size_t count,
                               const char *(*name_of)(const void *context, size_t index), const void *context) {
    struct search search = {.nearest = NULL};
    if (!read_letters(wrong, size, LONGEST, &search.wrong) || search.wrong.folded_count == 0) {
        return NULL;
    }
    size_t third = search.wrong.folded_count / 3;
    search.most = third < 1 ? 1 : third;
    for (size_t i = 0; i < count && i < MOST_NAMES; i++) {
        const char *name = name_of(context, i);
        if (name) {
            consider(&search, name);
        }
    }
    return search.nearest;
}

static const char *name_in_list(const void *context, size_t index) {
    const char *const *names = context;
    return names[index];
}

const char *childplan__nearest_of(const char *wrong, size_t size, size_t count, const char *const *names) {
    return childplan__nearest(wrong, size, count, name_in_list, names);
}
