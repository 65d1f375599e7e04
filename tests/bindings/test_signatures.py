"""The Python wrapper's declarations against the headers."""

from __future__ import annotations

import ctypes
import re
import types
import unittest
from typing import Any, Mapping

import headers
from support import INCLUDE, SOURCE

from _childplan import constants, library, signatures

# What the wrapper declares and has no use for.
UNUSED = {
    "childplan_plan_options_new_with_allocator": "Python does not hand out its memory",
    "childplan_date_format": "datetime.date does it",
    "childplan_diagnostics_clear": "a new list for each call",
    "childplan_diagnostics_count_of": "the list is read whole",
    "childplan_plan_find_level": "childplan_plan_look_up also names the nearest id",
    "childplan_plan_find_unit": "the same",
    "childplan_plan_find_element": "the same",
    "childplan_plan_find_indicator": "the same",
    "childplan_plan_find_rate": "the same",
    "childplan_rollup_options_set_digest": "a stamp says which reports it is of",
    "childplan_reporting_get": "the columns are read in place",
    "childplan_reporting_plan": "the Python object knows its plan",
    "childplan_rollup_get": "the columns are read in place",
    "childplan_rollup_plan": "the Python object knows its plan",
    "childplan_partial_plan": "the same",
    "childplan_comparison_part_text": "the parts are fractions",
    "childplan_panel_text": "the figures are fractions",
    "childplan_explanation_rollup": "the JSON holds all of an explanation",
    "childplan_explanation_counted": "the same",
    "childplan_explanation_node_count": "the same",
    "childplan_explanation_column": "the same",
    "childplan_explanation_get": "the same",
    "childplan_explanation_text": "the same",
    "childplan_explanation_item_name": "the same",
    "childplan_explanation_kind_name": "the same",
    "childplan_explanation_file": "the same",
    "childplan_explanation_sentence": "the same",
    "childplan_reason_text": "a sentence says it",
}

TEXT = headers.preprocessed(INCLUDE)


def differences(
    functions: Mapping[str, Any], text: str = TEXT, structures: Any = signatures, numbers: Any = constants
) -> list[str]:
    """What in the wrapper's declarations does not fit the headers' text."""
    declared = headers.Declarations(text, structures)
    found = [f"{name} is not wrapped" for name in declared.functions.keys() - functions.keys()]
    found += [f"{name} is in no header" for name in functions.keys() - declared.functions.keys()]
    for name in declared.functions.keys() & functions.keys():
        returned, parameters = functions[name]
        if returned is not declared.functions[name][0]:
            found.append(f"{name} returns {declared.functions[name][0]}, not {returned}")
        if len(parameters) != len(declared.functions[name][1]):
            found.append(f"{name} has {len(declared.functions[name][1])} parameters, not {len(parameters)}")
        for index, (wanted, given) in enumerate(zip(declared.functions[name][1], parameters)):
            if wanted is not given:
                found.append(f"{name}: parameter {index + 1} is {wanted}, not {given}")
    for name, fields in declared.structures.items():
        if [tuple(field) for field in getattr(structures, name)._fields_] != fields:
            found.append(f"struct {name} has other fields")
    wanted_numbers = headers.constants(INCLUDE)
    given_numbers = {name: value for name, value in vars(numbers).items() if name.isupper()}
    for name in wanted_numbers.keys() | given_numbers.keys():
        if wanted_numbers.get(name) != given_numbers.get(name):
            found.append(f"{name} is {wanted_numbers.get(name)}, not {given_numbers.get(name)}")
    return found


def changed(name: str, returned: Any, parameters: list[Any]) -> dict[str, Any]:
    return {**signatures.FUNCTIONS, name: (returned, parameters)}


class Signatures(unittest.TestCase):
    def test_all_fit(self) -> None:
        self.assertEqual(differences(signatures.FUNCTIONS), [])

    def test_there_are_many(self) -> None:
        self.assertGreater(len(signatures.FUNCTIONS), 120)
        self.assertGreater(len(headers.constants(INCLUDE)), 200)

    def test_the_library_has_been_told(self) -> None:
        for name, (returned, parameters) in signatures.FUNCTIONS.items():
            function = getattr(library.library, name)
            self.assertEqual((function.restype, function.argtypes), (returned, parameters), name)

    def test_each_is_used(self) -> None:
        folder = SOURCE / "examples" / "python" / "_childplan"
        files = [file for file in folder.glob("*.py") if file.name != "signatures.py"]
        text = "".join(file.read_text(encoding="utf-8") for file in [*files, folder.parent / "childplan.py"])
        used = set(re.findall(r"library\.(childplan_\w+)", text))
        self.assertEqual(signatures.FUNCTIONS.keys() - used, UNUSED.keys())
        self.assertEqual(used - signatures.FUNCTIONS.keys(), set())

    def test_each_constant_is_pinned_by_the_headers(self) -> None:
        self.assertEqual(constants.ERROR_REFUSED, 5)
        self.assertEqual(constants.NO_DATE, -(2**31))


class Breaks(unittest.TestCase):
    """Each kind of mistake is found."""

    def found(self, *arguments: Any, **others: Any) -> str:
        """The one difference that a change makes."""
        (found,) = set(differences(*arguments, **others)) - set(differences(signatures.FUNCTIONS))
        return found

    def test_a_function_not_wrapped(self) -> None:
        functions = {k: v for k, v in signatures.FUNCTIONS.items() if k != "childplan_rollup_get"}
        self.assertEqual(self.found(functions), "childplan_rollup_get is not wrapped")

    def test_a_new_function_of_the_library(self) -> None:
        text = TEXT + "childplan_status childplan_rollup_explain(const childplan_rollup *rollup, size_t row);"
        self.assertEqual(self.found(signatures.FUNCTIONS, text), "childplan_rollup_explain is not wrapped")

    def test_a_function_there_is_not(self) -> None:
        self.assertIn("is in no header", self.found(changed("childplan_rollup_explain", None, [])))

    def test_a_wrong_parameter(self) -> None:
        given = changed("childplan_status_string", signatures.Text, [ctypes.c_int64])
        self.assertIn("childplan_status_string: parameter 1 is", self.found(given))

    def test_a_handle_of_another_kind(self) -> None:
        given = changed("childplan_plan_id", signatures.Text, [signatures.Reports])
        self.assertIn("childplan_plan_id: parameter 1 is", self.found(given))

    def test_text_that_would_be_written_to(self) -> None:
        given = changed("childplan_plan_digest", ctypes.c_size_t, [signatures.Plan, signatures.Text, ctypes.c_size_t])
        self.assertIn("childplan_plan_digest: parameter 2 is", self.found(given))

    def test_a_value_for_a_pointer(self) -> None:
        returned, parameters = signatures.FUNCTIONS["childplan_import_commit"]
        given = changed("childplan_import_commit", returned, [parameters[0], ctypes.c_int64, *parameters[2:]])
        self.assertIn("childplan_import_commit: parameter 2 is", self.found(given))

    def test_a_parameter_too_few_or_too_many(self) -> None:
        returned, parameters = signatures.FUNCTIONS["childplan_rollup_find"]
        for given in (parameters[:-1], [*parameters, ctypes.c_int32]):
            self.assertIn("has 5 parameters", self.found(changed("childplan_rollup_find", returned, given)))

    def test_a_wrong_returned_type(self) -> None:
        returned, parameters = signatures.FUNCTIONS["childplan_rollup_row_count"]
        given = changed("childplan_rollup_row_count", ctypes.c_int32, parameters)
        self.assertIn("childplan_rollup_row_count returns", self.found(given))

    def test_a_wrong_callback(self) -> None:
        returned, parameters = signatures.FUNCTIONS["childplan_rollup_write"]
        wrong = ctypes.CFUNCTYPE(ctypes.c_int32, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int32)
        given = changed("childplan_rollup_write", returned, [*parameters[:2], wrong, parameters[3]])
        self.assertIn("childplan_rollup_write: parameter 3 is", self.found(given))

    def test_a_structure_with_other_fields(self) -> None:
        wrong = types.SimpleNamespace(**vars(signatures))
        wrong.ArrowArrayStream = type("ArrowArrayStream", (ctypes.Structure,), {"_fields_": [("a", ctypes.c_int)]})
        self.assertIn("struct ArrowArrayStream has other fields", differences(signatures.FUNCTIONS, structures=wrong))

    def test_constants(self) -> None:
        for change in ({"ERROR_REFUSED": 6}, {"NO_SUCH": 1}, {"COLUMN_GAP": None}):
            numbers = types.SimpleNamespace(**{**vars(constants), **change})
            self.assertIn(next(iter(change)), self.found(signatures.FUNCTIONS, numbers=numbers))


if __name__ == "__main__":
    unittest.main()
