/* The words on the sheets. {0}, {1} are filled in. */
#ifndef CHILDPLAN_LIB_EXCHANGE_SHEET_WORDS_H
#define CHILDPLAN_LIB_EXCHANGE_SHEET_WORDS_H

#include <childplan/output.h>

/* The columns of a sheet of rows. */
enum sheet_column {
    SHEET_UNIT,
    SHEET_INDICATOR,
    SHEET_NUMERATOR,
    SHEET_DENOMINATOR,
    SHEET_VALUE,
    SHEET_LOW,
    SHEET_HIGH,
    SHEET_EXPECTED,
    SHEET_REPORTED,
    SHEET_CARRIED,
    SHEET_TARGET,
    SHEET_BY,
    SHEET_PATH,
    SHEET_STATUS,
    SHEET_GAP,
    SHEET_PERIODS_LEFT,
    SHEET_PACE,
    SHEET_NOTES,
    SHEET_COLUMNS
};

/* What may be said of a row. */
enum sheet_note { NOTE_UNCERTAIN, NOTE_NO_DENOMINATOR, NOTE_UNKNOWN_TARGET, NOTE_ASPIRATION, NOTE_OR_MORE, NOTE_COUNT };

/* The columns of an entry form, and of its CSV. */
enum form_column {
    FORM_UNIT,
    FORM_PERIOD,
    FORM_ELEMENT,
    FORM_NAME,
    FORM_RULE,
    FORM_BEFORE,
    FORM_REPORTED,
    FORM_VALUE,
    FORM_NOTE,
    FORM_COLUMNS
};

struct sheet_words {
    const char *headings[SHEET_COLUMNS];
    const char *notes[NOTE_COUNT];
    const char *legend[8]; /* ended by NULL */
    const char *no_rows;
    const char *stamp; /* {0} the library's version */
    const char *plan_digest;
    const char *reports_digest;

    const char *form_sheet; /* a sheet's name */
    const char *form_title;
    const char *form_submitted;
    const char *form_unit;   /* {0} name, {1} level */
    const char *form_period; /* {0} */
    const char *form_help;
    const char *form_headings[FORM_COLUMNS];
    const char *yes;
    const char *no;
    const char *rule_flag;
    const char *rule_whole;   /* a whole number */
    const char *rule_decimal; /* a number to {0} decimal places */
    const char *rule_from;    /* {0} lowest */
    const char *rule_range;   /* {0} lowest, {1} highest */
    const char *rule_part_of; /* {0} name */
    const char *rule_date;
    const char *rule_title; /* of the message about a wrong entry, at most 32 characters */
};

const struct sheet_words *childplan__sheet_words(int32_t language);

#endif
