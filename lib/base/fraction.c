#include "fraction.h"

/* b > 0; positive. */
static struct wide common_divisor(struct wide a, struct wide b) {
    while (childplan__wide_sign(b) != 0) {
        struct wide rest;
        (void)childplan__wide_floor_divide(a, b, &rest);
        a = b;
        b = rest;
    }
    return a;
}

struct fraction childplan__fraction_reduced(struct fraction a) {
    struct wide divisor = common_divisor(a.numerator, a.denominator);
    return (struct fraction){childplan__wide_floor_divide(a.numerator, divisor, NULL),
                             childplan__wide_floor_divide(a.denominator, divisor, NULL)};
}

/* Brings two fractions to their least common denominator: 1, or 0 where they do not fit. */
static int32_t join(struct fraction *a, struct fraction *b) {
    struct wide divisor = common_divisor(a->denominator, b->denominator);
    struct wide to_a = childplan__wide_floor_divide(b->denominator, divisor, NULL);
    struct wide to_b = childplan__wide_floor_divide(a->denominator, divisor, NULL);
    int32_t fits = childplan__wide_multiply(a->numerator, to_a, &a->numerator) &
                   childplan__wide_multiply(b->numerator, to_b, &b->numerator) &
                   childplan__wide_multiply(a->denominator, to_a, &a->denominator);
    b->denominator = a->denominator;
    return fits;
}

static int32_t add(struct fraction a, struct fraction b, struct fraction *ret) {
    int32_t fits = join(&a, &b);
    fits &= childplan__wide_add(a.numerator, b.numerator, &a.numerator);
    if (fits) {
        *ret = a;
    }
    return fits;
}

int32_t childplan__fraction_add(struct fraction a, struct fraction b, struct fraction *ret) {
    return add(a, b, ret) || add(childplan__fraction_reduced(a), childplan__fraction_reduced(b), ret);
}

static int32_t multiply(struct fraction a, struct fraction b, struct fraction *ret) {
    struct fraction product;
    if (!childplan__wide_multiply(a.numerator, b.numerator, &product.numerator) ||
        !childplan__wide_multiply(a.denominator, b.denominator, &product.denominator)) {
        return 0;
    }
    *ret = product;
    return 1;
}

int32_t childplan__fraction_multiply(struct fraction a, struct fraction b, struct fraction *ret) {
    if (multiply(a, b, ret)) {
        return 1;
    }
    a = childplan__fraction_reduced(a);
    b = childplan__fraction_reduced(b);
    struct fraction first = childplan__fraction_reduced((struct fraction){a.numerator, b.denominator});
    struct fraction second = childplan__fraction_reduced((struct fraction){b.numerator, a.denominator});
    return multiply(first, second, ret);
}

static int32_t between(struct fraction start, struct fraction end, int32_t elapsed, int32_t total,
                       struct fraction *ret) {
    int32_t fits = join(&start, &end);
    fits &= childplan__wide_multiply(start.numerator, childplan__wide((int64_t)total - elapsed), &start.numerator) &
            childplan__wide_multiply(end.numerator, childplan__wide(elapsed), &end.numerator);
    fits &= childplan__wide_add(start.numerator, end.numerator, &start.numerator) &
            childplan__wide_multiply(start.denominator, childplan__wide(total), &start.denominator);
    if (fits) {
        *ret = start;
    }
    return fits;
}

int32_t childplan__fraction_between(struct fraction start, struct fraction end, int32_t elapsed, int32_t total,
                                    struct fraction *ret) {
    return between(start, end, elapsed, total, ret) ||
           between(childplan__fraction_reduced(start), childplan__fraction_reduced(end), elapsed, total, ret);
}
