#include "progress_bar.h"

#include "terminal.h"

#include <stdio.h>
#include <time.h>

/* What is done sooner needs no bar. */
#define MOMENT 400
#define WIDTH 40
#define LINE_SIZE 160

static int64_t milliseconds(void) {
    struct timespec now;
    return timespec_get(&now, TIME_UTC) == TIME_UTC ? (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000 : 0;
}

void progress_bar_begin(struct progress_bar *bar, int32_t language) {
    *bar = (struct progress_bar){.language = language, .is_shown = terminal_shows_errors(), .begun = milliseconds()};
}

static void draw(struct progress_bar *bar) {
    char line[LINE_SIZE];
    char done[WIDTH + 1];
    for (int i = 0; i < WIDTH; i++) {
        done[i] = i < bar->percent * WIDTH / 100 ? '#' : '.';
    }
    done[WIDTH] = '\0';
    int size = snprintf(line, sizeof(line), "\r[%s] %3d%% %s", done, bar->percent,
                        childplan_phase_name(bar->phase, bar->language));
    fprintf(stderr, "%s%*s", line, bar->drawn > size ? bar->drawn - size : 0, "");
    fflush(stderr);
    bar->drawn = size;
}

int32_t progress_bar_tell(void *context, int32_t phase, int64_t done, int64_t total) {
    struct progress_bar *bar = context;
    int percent = (int)(100.0 * (double)done / (double)total);
    if (!bar->is_shown || (phase == bar->phase && percent == bar->percent) || milliseconds() - bar->begun < MOMENT) {
        return 0;
    }
    bar->phase = phase;
    bar->percent = percent;
    draw(bar);
    return 0;
}

void progress_bar_end(struct progress_bar *bar) {
    if (bar->drawn > 0) {
        fprintf(stderr, "\r%*s\r", bar->drawn, "");
        bar->drawn = 0;
    }
}
