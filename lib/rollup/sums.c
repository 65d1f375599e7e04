#include "sums.h"

#include "../base/bits.h"
#include "../base/threads.h"
#include "../base/wide.h"
#include "lanes.h"

static struct sums sums_of(const struct frame *frame, const struct contribution *contribution) {
    int32_t missing = contribution->expected && !contribution->reported;
    struct sums sums = {.numerator = contribution->numerator,
                        .denominator = contribution->denominator,
                        .missing_size = contribution->size,
                        .contributing = contribution->contributes,
                        .expected = contribution->expected,
                        .reported = contribution->reported,
                        .carried = contribution->carried,
                        .missing_contributing = missing && contribution->contributes,
                        .missing_carried = missing && contribution->carried,
                        .missing_unknown = contribution->size_unknown};
    if (!missing && frame->bounds == BOUNDS_RATIO) {
        sums.sure_numerator = contribution->numerator;
        sums.sure_denominator = contribution->denominator;
    }
    return sums;
}

/* The numerators of two subtrees: 1, or 0 on overflow. */
static int32_t combine_numerators(enum aggregate over_units, struct sums *into, const struct sums *from) {
    if (from->contributing == 0 || over_units == AGGREGATE_COUNT) {
        return 1;
    }
    if (into->contributing == 0) {
        into->numerator = from->numerator;
    } else if (over_units == AGGREGATE_MAX) {
        into->numerator = from->numerator > into->numerator ? from->numerator : into->numerator;
    } else if (over_units == AGGREGATE_MIN) {
        into->numerator = from->numerator < into->numerator ? from->numerator : into->numerator;
    } else {
        return childplan__add(into->numerator, from->numerator, &into->numerator);
    }
    return 1;
}

int32_t childplan__combine_sums(enum aggregate over_units, struct sums *into, const struct sums *from) {
    int32_t fits = combine_numerators(over_units, into, from) &
                   childplan__add(into->denominator, from->denominator, &into->denominator) &
                   childplan__add(into->sure_denominator, from->sure_denominator, &into->sure_denominator) &
                   childplan__add(into->missing_size, from->missing_size, &into->missing_size);
    if (over_units == AGGREGATE_SUM) {
        fits &= childplan__add(into->sure_numerator, from->sure_numerator, &into->sure_numerator);
    }
    into->contributing += from->contributing;
    into->expected += from->expected;
    into->reported += from->reported;
    into->carried += from->carried;
    into->missing_contributing += from->missing_contributing;
    into->missing_carried += from->missing_carried;
    into->missing_unknown += from->missing_unknown;
    return fits;
}

childplan_status childplan__sums_of_unit(const struct frame *frame, int32_t unit, struct sums *ret_sums) {
    struct contribution contribution;
    childplan_status status = childplan__contribution(frame, unit, &contribution);
    *ret_sums = sums_of(frame, &contribution);
    return status;
}

childplan_status childplan__sum_up(enum aggregate over_units, const struct tree *tree, struct sums *sums) {
    for (int32_t slot = tree->slot_count - 1; slot > 0; slot--) {
        if (!childplan__combine_sums(over_units, &sums[tree->slot_parent[slot]], &sums[slot])) {
            return CHILDPLAN_ERROR_OVERFLOW;
        }
    }
    return CHILDPLAN_OK;
}

/* The units of a word: side by side as far as that can be, the others one by one. */
static childplan_status add_word(const struct frame *frame, const struct tree *tree, size_t word, uint64_t units,
                                 struct sums *sums) {
    uint64_t left = units;
    uint64_t taken = 0;
    if (frame->takes_lanes && childplan__add_lanes(frame, tree, word, units, sums, &taken) != CHILDPLAN_OK) {
        return CHILDPLAN_ERROR_OVERFLOW;
    }
    for (left &= ~taken; left != 0;) {
        int32_t unit = (int32_t)(word * WORD_BITS + childplan__take_bit(&left));
        struct sums own;
        if (childplan__sums_of_unit(frame, unit, &own) != CHILDPLAN_OK ||
            !childplan__combine_sums(frame->over_units, &sums[tree->slot_of[unit]], &own)) {
            return CHILDPLAN_ERROR_OVERFLOW;
        }
    }
    return CHILDPLAN_OK;
}

/* Words that one thread adds before it turns from one frame to the next: as many as units share a tile, whose cells are
   read once for all frames. */
#define WORDS_AT_ONCE 4
/* A thread has at least so many words, or it is not worth its start. */
#define WORDS_A_THREAD 8

/* A pass over the units, of which each thread takes a share. */
struct pass {
    const struct tally *tallies;
    size_t count;
    const uint64_t *units; /* a bit each; NULL: all */
    size_t unit_count;
    size_t words;
    int32_t threads;
    size_t slots;       /* of all tallies */
    size_t *first_slot; /* by tally, among those */
    struct sums *own;   /* of the threads but the first: those slots */
    uint8_t *too_large; /* by thread, by tally */
    const struct steps *steps;
    size_t stopped; /* by the caller; shared by the threads */
};

static struct sums *sums_of_thread(const struct pass *pass, int32_t thread, size_t tally) {
    return thread == 0 ? pass->tallies[tally].sums
                       : &pass->own[(size_t)(thread - 1) * pass->slots + pass->first_slot[tally]];
}

static void add_words(const struct pass *pass, int32_t thread, size_t tally, size_t from, size_t end) {
    const struct tally *of = &pass->tallies[tally];
    uint8_t *too_large = &pass->too_large[(size_t)thread * pass->count + tally];
    struct sums *sums = sums_of_thread(pass, thread, tally);
    for (size_t word = from; word < end && !*too_large && !of->frame->is_empty; word++) {
        uint64_t units =
            pass->units == NULL ? childplan__bits_between(0, pass->unit_count - word * WORD_BITS) : pass->units[word];
        *too_large = units != 0 && add_word(of->frame, of->tree, word, units, sums) != CHILDPLAN_OK;
    }
}

/* The first thread is the caller's; the others are about as far. */
static int32_t goes_on(struct pass *pass, int32_t thread, size_t word, size_t end) {
    if (thread == 0 && pass->steps != NULL && childplan__steps_reach(pass->steps, word, end) != CHILDPLAN_OK) {
        childplan__shared_write(&pass->stopped, 1);
    }
    return !childplan__shared_read(&pass->stopped);
}

static void add_share(void *context, int32_t thread) {
    struct pass *pass = context;
    size_t end = pass->words * (size_t)(thread + 1) / (size_t)pass->threads;
    size_t from = pass->words * (size_t)thread / (size_t)pass->threads;
    while (from < end && goes_on(pass, thread, from, end)) {
        size_t next = (from / WORDS_AT_ONCE + 1) * WORDS_AT_ONCE;
        next = next < end ? next : end;
        for (size_t i = 0; i < pass->count; i++) {
            add_words(pass, thread, i, from, next);
        }
        from = next;
    }
}

/* Adds the threads' sums of a tally, always in the order of their units. */
static void join_tally(const struct pass *pass, size_t tally) {
    const struct tally *of = &pass->tallies[tally];
    int32_t fits = !pass->too_large[tally];
    for (int32_t thread = 1; thread < pass->threads && fits; thread++) {
        const struct sums *own = sums_of_thread(pass, thread, tally);
        fits = !pass->too_large[(size_t)thread * pass->count + tally];
        for (int32_t slot = 0; slot < of->tree->slot_count && fits; slot++) {
            int32_t is_nothing = own[slot].contributing == 0 && own[slot].expected == 0;
            fits = is_nothing || childplan__combine_sums(of->frame->over_units, &of->sums[slot], &own[slot]);
        }
    }
    *of->too_large = !fits;
}

static int32_t threads_for(const struct sources *sources, size_t words) {
    size_t most = words / WORDS_A_THREAD;
    return most < (size_t)sources->threads ? (most < 1 ? 1 : (int32_t)most) : sources->threads;
}

/* Room for what the threads find. */
static childplan_status make_room(struct pass *pass, const struct allocator *allocator) {
    pass->too_large = childplan__allocate(allocator, (size_t)pass->threads * pass->count, 1);
    pass->first_slot = childplan__allocate(allocator, pass->count, sizeof *pass->first_slot);
    if (pass->too_large == NULL || pass->first_slot == NULL) {
        return CHILDPLAN_ERROR_NO_MEMORY;
    }
    for (size_t i = 0; i < pass->count; i++) {
        pass->first_slot[i] = pass->slots;
        pass->slots += (size_t)pass->tallies[i].tree->slot_count;
    }
    if (pass->threads > 1) {
        pass->own = childplan__allocate(allocator, (size_t)(pass->threads - 1), pass->slots * sizeof *pass->own);
    }
    return pass->threads == 1 || pass->own != NULL ? CHILDPLAN_OK : CHILDPLAN_ERROR_NO_MEMORY;
}

childplan_status childplan__sum_units(const struct tally *tallies, size_t count, const uint64_t *units) {
    struct pass pass = {.tallies = tallies, .count = count, .units = units};
    if (count == 0) {
        return CHILDPLAN_OK;
    }
    const struct sources *sources = tallies[0].frame->sources;
    pass.unit_count = (size_t)sources->plan->unit_count;
    pass.words = childplan__words_for(sources->plan->unit_count);
    pass.threads = threads_for(sources, pass.words);
    pass.steps = sources->steps;
    childplan_status status = make_room(&pass, sources->allocator);
    if (status == CHILDPLAN_OK) {
        childplan__threads_run(pass.threads, add_share, &pass);
        status = pass.stopped ? CHILDPLAN_ERROR_STOPPED : CHILDPLAN_OK;
        for (size_t i = 0; i < count && status == CHILDPLAN_OK; i++) {
            join_tally(&pass, i);
        }
    }
    childplan__release(sources->allocator, pass.own);
    childplan__release(sources->allocator, pass.first_slot);
    childplan__release(sources->allocator, pass.too_large);
    return status;
}

childplan_status childplan__sum_trees(const struct tally *tallies, size_t count) {
    childplan_status status = childplan__sum_units(tallies, count, NULL);
    for (size_t i = 0; i < count && status == CHILDPLAN_OK; i++) {
        const struct tally *of = &tallies[i];
        if (!*of->too_large) {
            *of->too_large = childplan__sum_up(of->frame->over_units, of->tree, of->sums) != CHILDPLAN_OK;
        }
    }
    return status;
}
