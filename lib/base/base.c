#include <childplan/base.h>

#ifndef CHILDPLAN_VERSION
#define CHILDPLAN_VERSION "0.1.0"
#endif

const char *childplan_version_string(void) {
    return CHILDPLAN_VERSION;
}

const char *childplan_status_string(childplan_status status) {
    static const char *const names[] = {
        [CHILDPLAN_OK] = "ok",
        [CHILDPLAN_ABSENT] = "absent",
        [CHILDPLAN_ERROR_NO_MEMORY] = "out of memory",
        [CHILDPLAN_ERROR_USAGE] = "wrong call",
        [CHILDPLAN_ERROR_FILE] = "file error",
        [CHILDPLAN_ERROR_REFUSED] = "input refused",
        [CHILDPLAN_ERROR_OVERFLOW] = "overflow of 64 bits",
        [CHILDPLAN_ERROR_STOPPED] = "stopped by the caller",
        [CHILDPLAN_ERROR_UNSUPPORTED] = "not in this build of the library",
    };
    if (status < 0 || (size_t)status >= sizeof(names) / sizeof(names[0])) {
        return "unknown status";
    }
    return names[status];
}
