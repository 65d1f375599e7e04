"""What was wrong: diagnostics of the library as Python objects, and the exception that carries them."""

from __future__ import annotations

from ctypes import byref
from dataclasses import dataclass
from typing import Any, Optional

from . import constants
from .library import Handle, library
from .signatures import Diagnostics
from .values import decode, written

_SEVERITIES = {
    constants.SEVERITY_NOTE: "note",
    constants.SEVERITY_WARNING: "warning",
    constants.SEVERITY_ERROR: "error",
}
_SHOWN = 10


@dataclass(frozen=True)
class Diagnostic:
    """One thing the library found. str() is the line a program prints: "plan.yaml:3:5: error: …"."""

    file: Optional[str]
    """As the caller named it; None where there is none."""
    line: Optional[int]
    """From 1; None where it is unknown. Of a table or an Arrow stream: the row."""
    column: Optional[int]
    """In Unicode characters, from 1; None where it is unknown."""
    severity: str
    """"error", "warning" or "note"."""
    code: int
    """One of constants.DIAGNOSTIC_*, whose numbers keep their meaning."""
    message: str
    """In English, with the suggestion, without the position."""
    suggestion: Optional[str]
    """The nearest known name."""
    arguments: tuple[str, ...]
    """What the message is about: names, numbers, the offending text."""
    message_vi: str
    """The message in Vietnamese."""
    text: str
    text_vi: str
    """The whole line in Vietnamese."""

    def __str__(self) -> str:
        return self.text


class Error(Exception):
    """The library refused something. Nothing was changed by the call that raised it."""

    status: int
    """constants.ERROR_REFUSED, ERROR_FILE, ERROR_USAGE, ERROR_OVERFLOW, ERROR_NO_MEMORY, ERROR_STOPPED or ERROR_UNSUPPORTED."""
    diagnostics: list[Diagnostic]
    """Everything that was found: errors, and warnings beside them."""

    def __init__(self, status: int, diagnostics: list[Diagnostic]) -> None:
        super().__init__(status, diagnostics)
        self.status = status
        self.diagnostics = diagnostics

    def __str__(self) -> str:
        errors = [diagnostic for diagnostic in self.diagnostics if diagnostic.severity == "error"] or self.diagnostics
        if not errors:
            return decode(library.childplan_status_string(self.status)) or ""
        lines = [str(diagnostic) for diagnostic in errors[:_SHOWN]]
        if len(errors) > _SHOWN:
            lines.append(f"… and {len(errors) - _SHOWN} more in .diagnostics")
        return "\n".join(lines)


class Findings:
    """A list of diagnostics for calls of the library to add to."""

    def __init__(self) -> None:
        self.pointer = Diagnostics()
        check(library.childplan_diagnostics_new(byref(self.pointer)))
        self._handle = Handle(self.pointer, library.childplan_diagnostics_free)

    def read(self) -> list[Diagnostic]:
        return [_read(self.pointer, index) for index in range(library.childplan_diagnostics_count(self.pointer))]

    def check(self, status: int) -> None:
        check(status, self)


def check(status: int, findings: Optional[Findings] = None) -> None:
    """Raises Error unless the status is OK or ABSENT."""
    if status not in (constants.OK, constants.ABSENT):
        raise Error(status, findings.read() if findings else [])


def _read(findings: Any, index: int) -> Diagnostic:
    count = library.childplan_diagnostics_argument_count(findings, index)
    arguments = (decode(library.childplan_diagnostics_argument(findings, index, number)) for number in range(count))
    message, line = library.childplan_diagnostics_message, library.childplan_diagnostics_format
    return Diagnostic(
        file=decode(library.childplan_diagnostics_file(findings, index)),
        line=library.childplan_diagnostics_file_line(findings, index) or None,
        column=library.childplan_diagnostics_file_column(findings, index) or None,
        severity=_SEVERITIES[library.childplan_diagnostics_severity(findings, index)],
        code=library.childplan_diagnostics_code(findings, index),
        message=written(message, findings, index, constants.ENGLISH),
        suggestion=decode(library.childplan_diagnostics_suggestion(findings, index)),
        arguments=tuple(argument or "" for argument in arguments),
        message_vi=written(message, findings, index, constants.VIETNAMESE),
        text=written(line, findings, index, constants.ENGLISH),
        text_vi=written(line, findings, index, constants.VIETNAMESE),
    )
