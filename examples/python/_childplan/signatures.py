"""The C interface as ctypes sees it: handles, structures, callbacks and the type of every public function.

tests/bindings/test_signatures.py compares all of it with the headers.
"""

from __future__ import annotations

import ctypes
from ctypes import CFUNCTYPE, POINTER as P, Structure, c_void_p
from ctypes import c_double as f64, c_int32 as i32, c_int64 as i64, c_size_t as size, c_uint8 as u8, c_uint32 as u32
from typing import Any

Status = i32
Text = ctypes.c_char_p  # const char *
Buffer = P(ctypes.c_char)  # char *


class childplan_diagnostics(Structure):
    """Opaque, as all handles. One type each, so that ctypes refuses a handle of another kind."""


class childplan_plan_options(Structure):
    pass


class childplan_plan(Structure):
    pass


class childplan_reports(Structure):
    pass


class childplan_import(Structure):
    pass


class childplan_rollup_options(Structure):
    pass


class childplan_rollup(Structure):
    pass


class childplan_output(Structure):
    pass


class childplan_reporting_options(Structure):
    pass


class childplan_reporting(Structure):
    pass


class childplan_explanation(Structure):
    pass


class childplan_partial(Structure):
    pass


class childplan_data_check_options(Structure):
    pass


class childplan_comparison(Structure):
    pass


class childplan_panel(Structure):
    pass


Diagnostics = P(childplan_diagnostics)
PlanOptions = P(childplan_plan_options)
Plan = P(childplan_plan)
Reports = P(childplan_reports)
Import = P(childplan_import)
RollupOptions = P(childplan_rollup_options)
Rollup = P(childplan_rollup)
Output = P(childplan_output)
ReportingOptions = P(childplan_reporting_options)
Reporting = P(childplan_reporting)
Explanation = P(childplan_explanation)
Partial = P(childplan_partial)
DataCheckOptions = P(childplan_data_check_options)
Comparison = P(childplan_comparison)
Panel = P(childplan_panel)

AllocateFn = CFUNCTYPE(c_void_p, c_void_p, c_void_p, size)
ResolveFn = CFUNCTYPE(Status, c_void_p, Text, P(Text), P(size))
ProgressFn = CFUNCTYPE(i32, c_void_p, i32, i64, i64)
WriteFn = CFUNCTYPE(Status, c_void_p, P(ctypes.c_char), size)


class ArrowSchema(Structure):
    """The Arrow C data interface: what a column is."""


class ArrowArray(Structure):
    """The Arrow C data interface: what a column holds."""


class ArrowArrayStream(Structure):
    """The Arrow C stream interface."""


ReleaseSchemaFn = CFUNCTYPE(None, P(ArrowSchema))
ReleaseArrayFn = CFUNCTYPE(None, P(ArrowArray))
GetSchemaFn = CFUNCTYPE(ctypes.c_int, P(ArrowArrayStream), P(ArrowSchema))
GetNextFn = CFUNCTYPE(ctypes.c_int, P(ArrowArrayStream), P(ArrowArray))
GetLastErrorFn = CFUNCTYPE(Text, P(ArrowArrayStream))
ReleaseStreamFn = CFUNCTYPE(None, P(ArrowArrayStream))

ArrowSchema._fields_ = [
    ("format", Text),
    ("name", Text),
    ("metadata", Text),
    ("flags", i64),
    ("n_children", i64),
    ("children", P(P(ArrowSchema))),
    ("dictionary", P(ArrowSchema)),
    ("release", ReleaseSchemaFn),
    ("private_data", c_void_p),
]

ArrowArray._fields_ = [
    ("length", i64),
    ("null_count", i64),
    ("offset", i64),
    ("n_buffers", i64),
    ("n_children", i64),
    ("buffers", P(c_void_p)),
    ("children", P(P(ArrowArray))),
    ("dictionary", P(ArrowArray)),
    ("release", ReleaseArrayFn),
    ("private_data", c_void_p),
]

ArrowArrayStream._fields_ = [
    ("get_schema", GetSchemaFn),
    ("get_next", GetNextFn),
    ("get_last_error", GetLastErrorFn),
    ("release", ReleaseStreamFn),
    ("private_data", c_void_p),
]

# Each public function: what it returns, and its parameters.
FUNCTIONS: dict[str, tuple[Any, list[Any]]] = {
    "childplan_version_string": (Text, []),
    "childplan_status_string": (Text, [Status]),
    "childplan_diagnostics_new": (Status, [P(Diagnostics)]),
    "childplan_diagnostics_free": (None, [Diagnostics]),
    "childplan_diagnostics_clear": (None, [Diagnostics]),
    "childplan_diagnostics_count": (size, [Diagnostics]),
    "childplan_diagnostics_count_of": (size, [Diagnostics, i32]),
    "childplan_diagnostics_severity": (i32, [Diagnostics, size]),
    "childplan_diagnostics_code": (i32, [Diagnostics, size]),
    "childplan_diagnostics_file": (Text, [Diagnostics, size]),
    "childplan_diagnostics_file_line": (u32, [Diagnostics, size]),
    "childplan_diagnostics_file_column": (u32, [Diagnostics, size]),
    "childplan_diagnostics_argument_count": (size, [Diagnostics, size]),
    "childplan_diagnostics_argument": (Text, [Diagnostics, size, size]),
    "childplan_diagnostics_suggestion": (Text, [Diagnostics, size]),
    "childplan_diagnostics_message": (size, [Diagnostics, size, i32, Buffer, size]),
    "childplan_diagnostics_format": (size, [Diagnostics, size, i32, Buffer, size]),
    "childplan_date_parse": (Status, [Text, size, P(i32)]),
    "childplan_date_format": (size, [i32, Buffer, size]),
    "childplan_period_parse": (Status, [Text, size, P(i64)]),
    "childplan_period_of": (i64, [i32, i32, i32]),
    "childplan_period_format": (size, [i64, Buffer, size]),
    "childplan_period_kind": (i32, [i64]),
    "childplan_period_year": (i32, [i64]),
    "childplan_period_last_year": (i32, [i64]),
    "childplan_period_number": (i32, [i64]),
    "childplan_plan_options_new": (Status, [P(PlanOptions)]),
    "childplan_plan_options_new_with_allocator": (Status, [AllocateFn, c_void_p, P(PlanOptions)]),
    "childplan_plan_options_free": (None, [PlanOptions]),
    "childplan_plan_options_set_resolver": (Status, [PlanOptions, ResolveFn, c_void_p]),
    "childplan_plan_options_set_size_limit": (Status, [PlanOptions, i64]),
    "childplan_plan_options_set_upholding": (Status, [PlanOptions, i32]),
    "childplan_plan_options_add_units": (
        Status,
        [PlanOptions, size, P(Text), P(Text), P(Text), P(Text), P(i32), P(i32), P(Text), P(Text)],
    ),
    "childplan_plan_load_file": (Status, [Text, PlanOptions, P(Plan), Diagnostics]),
    "childplan_plan_load_memory": (Status, [Text, Text, size, PlanOptions, P(Plan), Diagnostics]),
    "childplan_plan_free": (None, [Plan]),
    "childplan_plan_check": (Status, [Plan, Diagnostics]),
    "childplan_plan_id": (Text, [Plan]),
    "childplan_plan_title": (Text, [Plan]),
    "childplan_plan_signed_by": (Text, [Plan]),
    "childplan_plan_issued": (i32, [Plan]),
    "childplan_plan_issuer": (i32, [Plan]),
    "childplan_plan_upheld": (Plan, [Plan]),
    "childplan_plan_first_year": (i32, [Plan]),
    "childplan_plan_last_year": (i32, [Plan]),
    "childplan_plan_digest": (size, [Plan, Buffer, size]),
    "childplan_plan_item_count": (size, [Plan, i32]),
    "childplan_plan_item_id": (Text, [Plan, i32, size]),
    "childplan_plan_item_text": (Text, [Plan, i32, size]),
    "childplan_plan_item_issued": (i32, [Plan, i32, size]),
    "childplan_plan_period_days": (Status, [Plan, i64, P(i32), P(i32)]),
    "childplan_plan_look_up": (Status, [Plan, i32, Text, P(i32), Diagnostics]),
    "childplan_plan_level_count": (size, [Plan]),
    "childplan_plan_level_id": (Text, [Plan, i32]),
    "childplan_plan_level_name": (Text, [Plan, i32]),
    "childplan_plan_find_level": (i32, [Plan, Text]),
    "childplan_plan_unit_count": (size, [Plan]),
    "childplan_plan_unit_id": (Text, [Plan, i32]),
    "childplan_plan_unit_name": (Text, [Plan, i32, i32]),
    "childplan_plan_unit_level": (i32, [Plan, i32, i32]),
    "childplan_plan_unit_parent": (i32, [Plan, i32, i32]),
    "childplan_plan_unit_is_alive": (i32, [Plan, i32, i32]),
    "childplan_plan_find_unit": (i32, [Plan, Text]),
    "childplan_plan_element_count": (size, [Plan]),
    "childplan_plan_element_id": (Text, [Plan, i32]),
    "childplan_plan_element_name": (Text, [Plan, i32]),
    "childplan_plan_element_definition": (Text, [Plan, i32]),
    "childplan_plan_element_decimals": (i32, [Plan, i32]),
    "childplan_plan_element_frequency": (i32, [Plan, i32]),
    "childplan_plan_element_check_of": (i32, [Plan, i32]),
    "childplan_plan_element_plausible": (Status, [Plan, i32, i32, P(i64)]),
    "childplan_plan_find_element": (i32, [Plan, Text]),
    "childplan_plan_indicator_count": (size, [Plan]),
    "childplan_plan_indicator_id": (Text, [Plan, i32]),
    "childplan_plan_indicator_name": (Text, [Plan, i32]),
    "childplan_plan_indicator_source": (Text, [Plan, i32]),
    "childplan_plan_indicator_definition": (Text, [Plan, i32]),
    "childplan_plan_indicator_per": (i64, [Plan, i32]),
    "childplan_plan_indicator_is_ratio": (i32, [Plan, i32]),
    "childplan_plan_indicator_has_unit": (i32, [Plan, i32, i32, i32]),
    "childplan_plan_find_indicator": (i32, [Plan, Text]),
    "childplan_plan_rate_count": (size, [Plan]),
    "childplan_plan_rate_id": (Text, [Plan, i32]),
    "childplan_plan_rate_name": (Text, [Plan, i32]),
    "childplan_plan_rate_source": (Text, [Plan, i32]),
    "childplan_plan_rate_decimals": (i32, [Plan, i32]),
    "childplan_plan_find_rate": (i32, [Plan, Text]),
    "childplan_plan_rate_value_count": (size, [Plan, i32]),
    "childplan_plan_rate_value_from": (i32, [Plan, i32, size]),
    "childplan_plan_rate_value": (Status, [Plan, i32, size, P(i64)]),
    "childplan_plan_rate_value_source": (Text, [Plan, i32, size]),
    "childplan_plan_rate_on": (Status, [Plan, i32, i32, P(i64)]),
    "childplan_plan_status_count": (size, [Plan]),
    "childplan_plan_status_id": (Text, [Plan, i32]),
    "childplan_plan_status_name": (Text, [Plan, i32, i32]),
    "childplan_plan_status_color": (Text, [Plan, i32]),
    "childplan_reports_new": (Status, [Plan, P(Reports)]),
    "childplan_reports_free": (None, [Reports]),
    "childplan_reports_fact_count": (size, [Reports]),
    "childplan_reports_digest": (size, [Reports, Buffer, size]),
    "childplan_reports_set_origins": (Status, [Reports, i32]),
    "childplan_reports_get": (Status, [Reports, i32, i64, i32, i32, P(i64), P(i32)]),
    "childplan_data_check_options_new": (Status, [P(DataCheckOptions)]),
    "childplan_data_check_options_free": (None, [DataCheckOptions]),
    "childplan_data_check_options_set_checks": (Status, [DataCheckOptions, i32]),
    "childplan_data_check_options_set_known_by": (Status, [DataCheckOptions, i32]),
    "childplan_data_check_options_set_since": (Status, [DataCheckOptions, i32]),
    "childplan_data_check_options_set_outliers": (Status, [DataCheckOptions, i32, i32]),
    "childplan_data_check_options_set_jump": (Status, [DataCheckOptions, i32]),
    "childplan_data_check_options_set_floor": (Status, [DataCheckOptions, i64]),
    "childplan_data_check_options_set_copies": (Status, [DataCheckOptions, i32, i32]),
    "childplan_data_check_options_set_limit": (Status, [DataCheckOptions, i32]),
    "childplan_reports_check": (Status, [Reports, DataCheckOptions, Diagnostics]),
    "childplan_import_new": (Status, [Reports, P(Import)]),
    "childplan_import_free": (None, [Import]),
    "childplan_import_set_decimal_comma": (Status, [Import, i32]),
    "childplan_import_set_threads": (Status, [Import, i32]),
    "childplan_import_set_lenient": (Status, [Import, i32]),
    "childplan_phase_name": (Text, [i32, i32]),
    "childplan_plan_options_set_progress": (Status, [PlanOptions, ProgressFn, c_void_p]),
    "childplan_import_set_progress": (Status, [Import, ProgressFn, c_void_p]),
    "childplan_rollup_options_set_progress": (Status, [RollupOptions, ProgressFn, c_void_p]),
    "childplan_reporting_options_set_progress": (Status, [ReportingOptions, ProgressFn, c_void_p]),
    "childplan_output_set_progress": (Status, [Output, ProgressFn, c_void_p]),
    "childplan_import_also_serves": (Status, [Import, Plan]),
    "childplan_import_read_file": (Status, [Import, Text, Diagnostics]),
    "childplan_import_read_memory": (Status, [Import, Text, Text, size, Diagnostics]),
    "childplan_import_add_value": (Status, [Import, i32, i64, i32, i64, i32, Diagnostics]),
    "childplan_import_add_values": (Status, [Import, size, P(i32), P(i64), P(i32), P(i64), P(i32), Diagnostics]),
    "childplan_import_add_withdrawal": (Status, [Import, i32, i64, i32, i32, Diagnostics]),
    "childplan_import_commit": (Status, [Import, P(i64), P(i64), Diagnostics]),
    "childplan_rollup_options_new": (Status, [P(RollupOptions)]),
    "childplan_rollup_options_free": (None, [RollupOptions]),
    "childplan_rollup_options_add_period": (Status, [RollupOptions, i64]),
    "childplan_rollup_options_add_unit": (Status, [RollupOptions, i32]),
    "childplan_rollup_options_add_level": (Status, [RollupOptions, i32]),
    "childplan_rollup_options_add_indicator": (Status, [RollupOptions, i32]),
    "childplan_rollup_options_set_structure": (Status, [RollupOptions, i32]),
    "childplan_rollup_options_set_known_by": (Status, [RollupOptions, i32]),
    "childplan_rollup_options_set_until": (Status, [RollupOptions, i32]),
    "childplan_rollup_options_set_threads": (Status, [RollupOptions, i32]),
    "childplan_rollup_options_set_digest": (Status, [RollupOptions, i32]),
    "childplan_rollup_compute": (Status, [Reports, RollupOptions, P(Rollup), Diagnostics]),
    "childplan_rollup_free": (None, [Rollup]),
    "childplan_rollup_plan": (Plan, [Rollup]),
    "childplan_rollup_until": (i32, [Rollup]),
    "childplan_rollup_structure": (i32, [Rollup]),
    "childplan_rollup_known_by": (i32, [Rollup]),
    "childplan_stamp_name": (Text, [i32]),
    "childplan_rollup_stamp": (size, [Rollup, i32, Buffer, size]),
    "childplan_rollup_row_count": (size, [Rollup]),
    "childplan_rollup_int32_column": (Status, [Rollup, i32, P(P(i32)), P(P(u8))]),
    "childplan_rollup_int64_column": (Status, [Rollup, i32, P(P(i64)), P(P(u8))]),
    "childplan_rollup_double_column": (Status, [Rollup, i32, P(P(f64)), P(P(u8))]),
    "childplan_rollup_get": (Status, [Rollup, size, i32, P(i64)]),
    "childplan_rollup_text": (size, [Rollup, size, i32, Buffer, size]),
    "childplan_rollup_find": (Status, [Rollup, i32, i64, i32, P(size)]),
    "childplan_plan_indicator_counted": (i32, [Plan, i32]),
    "childplan_plan_indicator_grows": (i32, [Plan, i32]),
    "childplan_plan_target_get": (Status, [Plan, i32, i64, i32, i32, i32, P(i64)]),
    "childplan_plan_target_figure": (Status, [Plan, i32, i64, i32, i32, i32, P(i64), P(i64)]),
    "childplan_plan_target_text": (size, [Plan, i32, i64, i32, i32, i32, Buffer, size]),
    "childplan_plan_task_indicator_count": (size, [Plan, size]),
    "childplan_plan_task_indicator": (i32, [Plan, size, size]),
    "childplan_plan_task_lead_count": (size, [Plan, size]),
    "childplan_plan_task_lead_level": (i32, [Plan, size, size]),
    "childplan_plan_task_lead_unit": (i32, [Plan, size, size]),
    "childplan_plan_task_cadence": (i32, [Plan, size]),
    "childplan_rollup_options_set_live": (Status, [RollupOptions, i32]),
    "childplan_rollup_refresh": (Status, [Rollup, Reports, Diagnostics]),
    "childplan_rollup_task_standing": (Status, [Rollup, i32, i64, size, P(i32)]),
    "childplan_rollup_task_count": (Status, [Rollup, i32, i64, size, i32, P(i32)]),
    "childplan_plan_due_days": (i32, [Plan]),
    "childplan_reporting_state_name": (Text, [i32, i32]),
    "childplan_reporting_options_new": (Status, [P(ReportingOptions)]),
    "childplan_reporting_options_free": (None, [ReportingOptions]),
    "childplan_reporting_options_add_period": (Status, [ReportingOptions, i64]),
    "childplan_reporting_options_add_unit": (Status, [ReportingOptions, i32]),
    "childplan_reporting_options_add_level": (Status, [ReportingOptions, i32]),
    "childplan_reporting_options_add_element": (Status, [ReportingOptions, i32]),
    "childplan_reporting_options_set_frequency": (Status, [ReportingOptions, i32]),
    "childplan_reporting_options_set_structure": (Status, [ReportingOptions, i32]),
    "childplan_reporting_options_set_known_by": (Status, [ReportingOptions, i32]),
    "childplan_reporting_options_set_until": (Status, [ReportingOptions, i32]),
    "childplan_reporting_options_set_cells": (Status, [ReportingOptions, i32]),
    "childplan_reporting_compute": (Status, [Reports, ReportingOptions, P(Reporting), Diagnostics]),
    "childplan_reporting_free": (None, [Reporting]),
    "childplan_reporting_plan": (Plan, [Reporting]),
    "childplan_reporting_until": (i32, [Reporting]),
    "childplan_reporting_structure": (i32, [Reporting]),
    "childplan_reporting_known_by": (i32, [Reporting]),
    "childplan_reporting_row_count": (size, [Reporting]),
    "childplan_reporting_column_name": (Text, [i32]),
    "childplan_reporting_int32_column": (Status, [Reporting, i32, P(P(i32)), P(P(u8))]),
    "childplan_reporting_int64_column": (Status, [Reporting, i32, P(P(i64)), P(P(u8))]),
    "childplan_reporting_double_column": (Status, [Reporting, i32, P(P(f64)), P(P(u8))]),
    "childplan_reporting_get": (Status, [Reporting, size, i32, P(i64)]),
    "childplan_reporting_text": (size, [Reporting, size, i32, Buffer, size]),
    "childplan_reporting_find": (Status, [Reporting, i32, i64, P(size)]),
    "childplan_reporting_rate": (Status, [Reporting, size, i32, P(i64), P(i64)]),
    "childplan_reporting_cell_count": (size, [Reporting]),
    "childplan_reporting_cells_of": (Status, [Reporting, size, P(size), P(size)]),
    "childplan_reporting_cell_get": (Status, [Reporting, size, i32, P(i64)]),
    "childplan_reporting_cell_text": (size, [Reporting, size, i32, Buffer, size]),
    "childplan_comparison_make": (
        Status,
        [Reports, RollupOptions, Reports, RollupOptions, P(Comparison), Diagnostics],
    ),
    "childplan_comparison_free": (None, [Comparison]),
    "childplan_comparison_reading": (Rollup, [Comparison, i32]),
    "childplan_comparison_facts_left": (size, [Comparison, i32]),
    "childplan_comparison_row_count": (size, [Comparison]),
    "childplan_comparison_unit": (Text, [Comparison, size]),
    "childplan_comparison_period": (i64, [Comparison, size]),
    "childplan_comparison_indicator": (Text, [Comparison, size]),
    "childplan_comparison_row": (Status, [Comparison, size, i32, P(size)]),
    "childplan_comparison_changed": (i32, [Comparison, size, i32, i32]),
    "childplan_comparison_part": (Status, [Comparison, size, i32, i32, P(i64), P(i64)]),
    "childplan_comparison_part_text": (size, [Comparison, size, i32, i32, Buffer, size]),
    "childplan_breaks_find": (Status, [Reports, RollupOptions, i32, i32, P(i64), size, P(u8), Diagnostics]),
    "childplan_panel_make": (Status, [Reports, RollupOptions, i32, i32, i64, i64, P(Panel), Diagnostics]),
    "childplan_panel_free": (None, [Panel]),
    "childplan_panel_figure": (Status, [Panel, i32, i32, i32, P(i64), P(i64)]),
    "childplan_panel_text": (size, [Panel, i32, i32, i32, Buffer, size]),
    "childplan_panel_structure": (i32, [Panel]),
    "childplan_panel_is_break": (i32, [Panel]),
    "childplan_panel_unit_count": (size, [Panel]),
    "childplan_panel_unit": (i32, [Panel, size]),
    "childplan_panel_unit_share": (i32, [Panel, size]),
    "childplan_panel_unit_move": (i32, [Panel, size]),
    "childplan_rollup_to_arrow": (Status, [Rollup, i64, P(ArrowArrayStream)]),
    "childplan_import_read_arrow": (Status, [Import, Text, P(ArrowArrayStream), Diagnostics]),
    "childplan_form_row_count": (size, [Plan, i32, i64]),
    "childplan_form_write": (Status, [Plan, Reports, i32, i64, Output, WriteFn, c_void_p]),
    "childplan_form_write_file": (Status, [Plan, Reports, i32, i64, Output, Text, Diagnostics]),
    "childplan_output_has_format": (i32, [i32]),
    "childplan_partial_compute": (Status, [Reports, RollupOptions, P(i32), size, P(Partial), Diagnostics]),
    "childplan_partial_free": (None, [Partial]),
    "childplan_partial_plan": (Plan, [Partial]),
    "childplan_partial_unit_count": (size, [Partial]),
    "childplan_partial_has_unit": (i32, [Partial, i32]),
    "childplan_partial_add": (Status, [Partial, Partial, Diagnostics]),
    "childplan_partial_rows": (Status, [Partial, P(Rollup), Diagnostics]),
    "childplan_partial_to_arrow": (Status, [Partial, i64, P(ArrowArrayStream)]),
    "childplan_partial_from_arrow": (Status, [Plan, Text, P(ArrowArrayStream), P(Partial), Diagnostics]),
    "childplan_output_new": (Status, [P(Output)]),
    "childplan_output_free": (None, [Output]),
    "childplan_output_set_format": (Status, [Output, i32]),
    "childplan_output_set_names": (Status, [Output, i32]),
    "childplan_output_set_safe_cells": (Status, [Output, i32]),
    "childplan_output_set_language": (Status, [Output, i32]),
    "childplan_output_set_color": (Status, [Output, i32]),
    "childplan_output_set_width": (Status, [Output, i32]),
    "childplan_output_set_compact": (Status, [Output, i32]),
    "childplan_output_set_pace": (Status, [Output, i32]),
    "childplan_rollup_write": (Status, [Rollup, Output, WriteFn, c_void_p]),
    "childplan_rollup_write_file": (Status, [Rollup, Output, Text, Diagnostics]),
    "childplan_explanation_make": (
        Status,
        [Reports, RollupOptions, i32, i64, i32, P(Explanation), Diagnostics],
    ),
    "childplan_explanation_free": (None, [Explanation]),
    "childplan_explanation_rollup": (Rollup, [Explanation]),
    "childplan_explanation_counted": (Rollup, [Explanation]),
    "childplan_explanation_node_count": (size, [Explanation]),
    "childplan_explanation_column": (Status, [Explanation, i32, P(P(i32))]),
    "childplan_explanation_get": (Status, [Explanation, i32, i32, P(i64)]),
    "childplan_explanation_text": (size, [Explanation, i32, i32, Buffer, size]),
    "childplan_explanation_item_name": (Text, [i32]),
    "childplan_explanation_kind_name": (Text, [i32]),
    "childplan_explanation_file": (Text, [Explanation, i32]),
    "childplan_reason_text": (Text, [i32, i32]),
    "childplan_explanation_sentence": (size, [Explanation, i32, i32, Buffer, size]),
    "childplan_explanation_write_json": (Status, [Explanation, i32, WriteFn, c_void_p]),
}
