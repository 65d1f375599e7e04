/**
 * @file
 * libchildplan: follow a plan from its units' reports, exactly. This header includes the rest.
 */
#ifndef CHILDPLAN_CHILDPLAN_H
#define CHILDPLAN_CHILDPLAN_H

#include "arrow.h"
#include "base.h"
#include "check.h"
#include "compare.h"
#include "data_check.h"
#include "diagnostics.h"
#include "explain.h"
#include "forms.h"
#include "output.h"
#include "panel.h"
#include "partial.h"
#include "period.h"
#include "plan.h"
#include "progress.h"
#include "rates.h"
#include "reporting.h"
#include "reports.h"
#include "rollup.h"
#include "targets.h"
#include "tasks.h"

#endif
