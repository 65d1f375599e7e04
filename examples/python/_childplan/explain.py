"""Why a number is what it is: a row taken apart, down to the lines of the reports."""

from __future__ import annotations

import json
from collections.abc import Iterator
from ctypes import byref
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from . import constants, signatures
from .errors import Diagnostic, Findings, check
from .library import Handle, library

if TYPE_CHECKING:
    from .reports import Reports

Node = dict[str, Any]

_LANGUAGES = {"en": constants.ENGLISH, "vi": constants.VIETNAMESE}


class Explanation:
    """The nodes of an explanation, in Python's own memory: each a dict with "kind", "parent", "end", "unit", "text" (its
    sentence) and what else explain.h says of its kind; figures are exact. Made by Plan.explain()."""

    def __init__(self, row: Node, nodes: list[Node], diagnostics: list[Diagnostic]) -> None:
        self.row = row
        """The row, with the columns of the JSON output."""
        self.nodes = nodes
        self.diagnostics = diagnostics

    def __len__(self) -> int:
        return len(self.nodes)

    def __getitem__(self, node: int) -> Node:
        return self.nodes[node]

    def below(self, node: int = 0) -> Iterator[int]:
        """The nodes next below one."""
        child = node + 1
        while child < self.nodes[node]["end"]:
            yield child
            child = self.nodes[child]["end"]

    def of_kind(self, kind: str) -> list[Node]:
        """All nodes of a kind: "placed", "fact", …"""
        return [node for node in self.nodes if node["kind"] == kind]

    def __str__(self) -> str:
        lines, depths = [], []
        for node in self.nodes:
            depths.append(0 if node["parent"] < 0 else depths[node["parent"]] + 1)
            lines.append("  " * depths[-1] + node["text"])
        return "\n".join(lines)


def explain(reports: Reports, options: Any, place: tuple[int, int, int], language: str) -> Any:
    """An Explanation; None where there is no such row."""
    pointer, findings, pieces = signatures.Explanation(), Findings(), []

    def take(_: Any, bytes: Any, size: int) -> int:
        pieces.append(bytes[:size])
        return constants.OK

    with reports._lock:
        status = library.childplan_explanation_make(
            reports._pointer, options, *place, byref(pointer), findings.pointer
        )
        findings.check(status)
    if status == constants.ABSENT:
        return None
    handle = Handle(pointer, library.childplan_explanation_free)
    check(
        library.childplan_explanation_write_json(pointer, _LANGUAGES[language], signatures.WriteFn(take), None)
    )
    del handle
    read = json.loads(b"".join(pieces), parse_float=Decimal)
    return Explanation(read["rollup"]["rows"][0], read["nodes"], findings.read())
