#ifdef _WIN32
#include <windows.h>

#include <shellapi.h>
#else
#define _DEFAULT_SOURCE
#include <sys/ioctl.h>
#include <unistd.h>
#endif

#include "terminal.h"

#include <stdlib.h>

#ifdef _WIN32
void terminal_begin(int *argc, char ***argv) {
    DWORD mode;
    HANDLE output = GetStdHandle(STD_OUTPUT_HANDLE);
    SetConsoleOutputCP(CP_UTF8);
    if (GetConsoleMode(output, &mode)) {
        SetConsoleMode(output, mode | ENABLE_VIRTUAL_TERMINAL_PROCESSING);
    }
    int count;
    wchar_t **wide = CommandLineToArgvW(GetCommandLineW(), &count);
    char **texts = wide ? calloc((size_t)count + 1, sizeof(*texts)) : NULL;
    for (int i = 0; texts && i < count; i++) {
        int size = WideCharToMultiByte(CP_UTF8, 0, wide[i], -1, NULL, 0, NULL, NULL);
        texts[i] = malloc((size_t)size);
        if (!texts[i]) {
            return;
        }
        WideCharToMultiByte(CP_UTF8, 0, wide[i], -1, texts[i], size, NULL, NULL);
    }
    if (texts) {
        *argc = count;
        *argv = texts;
    }
}

static int is_terminal(void) {
    DWORD mode;
    return GetConsoleMode(GetStdHandle(STD_OUTPUT_HANDLE), &mode) != 0;
}

int terminal_shows_errors(void) {
    DWORD mode;
    return GetConsoleMode(GetStdHandle(STD_ERROR_HANDLE), &mode) != 0;
}

static int terminal_columns(void) {
    CONSOLE_SCREEN_BUFFER_INFO info;
    return GetConsoleScreenBufferInfo(GetStdHandle(STD_OUTPUT_HANDLE), &info)
               ? info.srWindow.Right - info.srWindow.Left + 1
               : 0;
}
#else
void terminal_begin(int *argc, char ***argv) {
    (void)argc;
    (void)argv;
}

static int is_terminal(void) {
    return isatty(STDOUT_FILENO);
}

int terminal_shows_errors(void) {
    return isatty(STDERR_FILENO);
}

static int terminal_columns(void) {
    struct winsize size;
    return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}
#endif

int terminal_has_color(void) {
    const char *no_color = getenv("NO_COLOR");
    return is_terminal() && (!no_color || !*no_color);
}

int terminal_width(void) {
    const char *said = getenv("COLUMNS");
    int columns = said ? atoi(said) : 0;
    if (columns <= 0) {
        columns = terminal_columns();
    }
    if (columns <= 0) {
        return 80;
    }
    return columns < 60 ? 60 : columns > 1000 ? 1000 : columns;
}
