/* JSON on its way into a page: nothing in it can end the element that it stands in. */
#ifndef CHILDPLAN_EXAMPLES_REPORT_JSON_H
#define CHILDPLAN_EXAMPLES_REPORT_JSON_H

#include <childplan/childplan.h>
#include <stdio.h>

struct json {
    FILE *file;
    int follows; /* 1 where the next value or name stands after another */
};

/* '{' or '[', and what closes it. */
void json_open(struct json *json, char bracket);
void json_close(struct json *json, char bracket);
void json_name(struct json *json, const char *name);
/* NULL is null. */
void json_text(struct json *json, const char *text);
void json_number(struct json *json, int64_t number);
void json_null(struct json *json);
/* A number, or a text, that is already written as JSON writes it. */
void json_raw(struct json *json, const char *text);

/* A childplan_write_fn into a FILE for the library's JSON, in which '<' stands in texts only. */
childplan_status json_pass(void *file, const char *bytes, size_t size);

/* Text of HTML, or of an attribute in double quotes. */
void html_text(FILE *file, const char *text);

#endif
