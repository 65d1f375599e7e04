/* What standard C cannot ask of a terminal; for POSIX and Windows. */
#ifndef CHILDPLAN_EXAMPLES_TERMINAL_H
#define CHILDPLAN_EXAMPLES_TERMINAL_H

/* To be called first: on Windows it makes the arguments and the console UTF-8, elsewhere they are already. */
void terminal_begin(int *argc, char ***argv);

/* 1 where the standard output is a terminal and the environment does not say NO_COLOR. */
int terminal_has_color(void);

/* 1 where the standard error is a terminal. */
int terminal_shows_errors(void);

/* Columns of the standard output: COLUMNS of the environment, else the terminal's, else 80; 60 to 1000. */
int terminal_width(void);

#endif
