"""Partial results: a rollup in parts, for reports that are too many for one machine."""

from __future__ import annotations

from ctypes import byref
from typing import TYPE_CHECKING, Any, Optional

from . import constants, signatures
from .errors import Findings
from .library import Handle, library
from .rows import Rows, stream_capsule
from .tables import take_stream
from .values import encode

if TYPE_CHECKING:
    import pyarrow

    from .plan import Plan


class Partial:
    """What some units bring to a rollup. Parts are added in any order, and give rows once every unit of the plan is in:
    those that Plan.rollup gives for all the reports. Made by Plan.partial() and Plan.read_partial()."""

    def __init__(self, plan: Plan, pointer: Any) -> None:
        self._plan = plan
        self._handle: Optional[Handle] = Handle(pointer, library.childplan_partial_free, plan._handle)

    @property
    def _pointer(self) -> Any:
        if self._handle is None:
            raise ValueError("this partial result is closed")
        return self._handle.pointer

    def close(self) -> None:
        """Ends this partial result. Rows and streams got from it live on."""
        self._handle = None

    def __enter__(self) -> Partial:
        return self

    def __exit__(self, *exception: object) -> None:
        self.close()

    def __repr__(self) -> str:
        if self._handle is None:
            return "<Partial, closed>"
        return f"<Partial of {self._plan.id}: {self.unit_count} of {len(self._plan.unit_ids)} units>"

    @property
    def unit_count(self) -> int:
        """How many units are in it."""
        return int(library.childplan_partial_unit_count(self._pointer))

    def __contains__(self, unit: str) -> bool:
        index = self._plan._find(constants.KIND_UNIT, unit)
        return bool(library.childplan_partial_has_unit(self._pointer, index))

    @property
    def missing(self) -> list[str]:
        """The units that are not in it. Where nothing came from them, what is expected of them still counts: add
        plan.partial(plan.reports(), partial.missing, …)."""
        pointer, has_unit = self._pointer, library.childplan_partial_has_unit
        return [id for index, id in enumerate(self._plan.unit_ids) if not has_unit(pointer, index)]

    def add(self, other: Partial) -> None:
        """Adds another part. Raises Error where they do not belong together: another plan, other options, a unit that is
        in already."""
        findings = Findings()
        findings.check(library.childplan_partial_add(self._pointer, other._pointer, findings.pointer))

    def rows(self) -> Rows:
        """The rows, once every unit is in. Their stamp has no digest of the reports, as nobody has seen them all."""
        pointer, findings = signatures.Rollup(), Findings()
        findings.check(library.childplan_partial_rows(self._pointer, byref(pointer), findings.pointer))
        return Rows(self._plan._twin(), pointer, findings.read())

    # From process to process

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """The Arrow stream of childplan_partial_to_arrow as a capsule."""
        pointer = self._pointer
        return stream_capsule(lambda stream: library.childplan_partial_to_arrow(pointer, 0, stream))

    def to_arrow(self) -> pyarrow.Table:
        """A pyarrow.Table: sums, with plan, options and units in the metadata."""
        import pyarrow

        return pyarrow.table(self)

    def to_bytes(self) -> bytes:
        """The same as an Arrow IPC stream, compressed. Needs pyarrow."""
        import pyarrow

        sink = pyarrow.BufferOutputStream()
        options = pyarrow.ipc.IpcWriteOptions(compression="lz4")
        with pyarrow.RecordBatchReader.from_stream(self) as batches:
            with pyarrow.ipc.new_stream(sink, batches.schema, options=options) as writer:
                for batch in batches:
                    writer.write_batch(batch)
        return bytes(sink.getvalue())


def read_partial(plan: Plan, data: Any, name: str) -> Partial:
    """See Plan.read_partial."""
    if isinstance(data, (bytes, bytearray, memoryview)):
        import pyarrow

        data = pyarrow.ipc.open_stream(data)
    pointer, findings, encoded, of = signatures.Partial(), Findings(), encode(name), plan._pointer
    stream, owner = take_stream(data)
    findings.check(library.childplan_partial_from_arrow(of, encoded, stream, byref(pointer), findings.pointer))
    del owner
    return Partial(plan._twin(), pointer)
