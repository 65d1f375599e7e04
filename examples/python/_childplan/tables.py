"""Tables of other libraries as columns, and columns as an Arrow stream, in the standard library alone."""

from __future__ import annotations

import ctypes
import datetime
import errno
import itertools
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from ctypes import POINTER, c_char_p, c_void_p, cast, pointer
from decimal import Decimal
from typing import Any, Optional

from . import signatures
from .signatures import ArrowArray, ArrowArrayStream, ArrowSchema

Columns = dict[str, list[Any]]

_FLAG_NULLABLE = 2


def is_missing(cell: Any) -> bool:
    """None, NaN, NaT and pandas.NA."""
    if cell is None:
        return True
    try:
        return bool(cell != cell)
    except TypeError:  # pandas.NA is neither
        return True


def columns_of(data: Any) -> Columns:
    """Columns by name of a mapping of columns, a pandas or polars frame, an Arrow table, or an iterable of records
    (mappings). What is missing is None."""
    if is_pandas(data):
        data = data.reset_index(drop=all(name is None for name in data.index.names))
        columns = {str(name): data[name].astype(object).tolist() for name in data.columns}
    elif isinstance(data, Mapping):
        columns = {name: list(column) for name, column in data.items()}
    elif hasattr(data, "to_pydict"):
        columns = data.to_pydict()
    elif hasattr(data, "to_dict"):
        columns = data.to_dict(as_series=False)
    else:
        columns = _columns_of_records(data)
    if len({len(column) for column in columns.values()}) > 1:
        raise ValueError("the columns differ in length")
    return {name: [_plain(cell) for cell in column] for name, column in columns.items()}


def _plain(cell: Any) -> Any:
    if is_missing(cell):
        return None
    numpy = sys.modules.get("numpy")
    return cell.item() if numpy and isinstance(cell, (numpy.bool_, numpy.number)) else cell


def _columns_of_records(records: Iterable[Any]) -> Columns:
    rows = list(records)
    for row in rows:
        if not isinstance(row, Mapping):
            raise TypeError(f"a table or records (mappings of column to value) were expected, not {type(row).__name__}")
    names = dict.fromkeys(itertools.chain.from_iterable(rows))
    return {name: [row.get(name) for row in rows] for name in names}


def is_pandas(data: Any) -> bool:
    pandas = sys.modules.get("pandas")
    return pandas is not None and isinstance(data, pandas.DataFrame)


def take_stream(data: Any) -> tuple[Any, Any]:
    """A pointer to an Arrow stream over the data, and what must live as long as it is used. Whatever has an Arrow
    stream gives its own; the others are made into columns. pandas is among those: its own stream would make a column of
    the row labels."""
    if not is_pandas(data) and hasattr(data, "__arrow_c_stream__"):
        capsule = data.__arrow_c_stream__()
        address = _capsule_pointer(capsule, b"arrow_array_stream")
        return cast(address, POINTER(ArrowArrayStream)), capsule
    stream = ArrowArrayStream()
    _fill_stream(stream, columns_of(data))
    return pointer(stream), stream


_capsule_pointer = ctypes.PYFUNCTYPE(c_void_p, ctypes.py_object, c_char_p)(("PyCapsule_GetPointer", ctypes.pythonapi))


# Columns as Arrow arrays.


class _Array:
    """A column as Arrow lays it out: a bit for each cell that holds something, then the cells."""

    def __init__(self, cells: Sequence[Any]) -> None:
        kinds = {type(cell) for cell in cells if cell is not None}
        if kinds <= {int} and all(cell is None or -(2**63) <= cell < 2**63 for cell in cells):
            self.format = b"l"
            self.buffers = [_bits(cells), (ctypes.c_int64 * len(cells))(*(cell or 0 for cell in cells))]
        elif kinds == {float}:
            self.format = b"g"
            self.buffers = [_bits(cells), (ctypes.c_double * len(cells))(*(cell or 0.0 for cell in cells))]
        else:
            self.format = b"U"
            texts = [b"" if cell is None else text_of(cell).encode() for cell in cells]
            ends = itertools.accumulate(map(len, texts), initial=0)
            data = ctypes.create_string_buffer(b"".join(texts))
            self.buffers = [_bits(cells), (ctypes.c_int64 * (len(cells) + 1))(*ends), data]


def _bits(cells: Sequence[Any]) -> ctypes.Array[Any]:
    bits = bytearray(len(cells) // 8 + 1)
    for row, cell in enumerate(cells):
        if cell is not None:
            bits[row // 8] |= 1 << row % 8
    return ctypes.create_string_buffer(bytes(bits))


def text_of(cell: Any) -> str:
    """A cell as a CSV file would hold it."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat()
    if isinstance(cell, datetime.date):
        return cell.isoformat()
    if isinstance(cell, Decimal):
        return format(cell, "f")
    if isinstance(cell, float):
        return format(Decimal(cell), "f")  # all its digits: nobody can tell what it was rounded from
    return str(cell)  # 12, a pandas.Period …


class _Export:
    """What an exported structure points to, alive until it is released."""

    alive: dict[int, "_Export"] = {}
    numbers = itertools.count(1)

    def __init__(self, *parts: Any) -> None:
        self.parts = parts
        self.number = next(self.numbers)
        self.alive[self.number] = self


def _release(structure: Any) -> None:
    """Ends an exported structure, with what it is made of."""
    exported = structure.contents
    for index in range(getattr(exported, "n_children", 0)):  # a stream has none
        child = exported.children[index]
        if child.contents.release:
            child.contents.release(child)
    number = exported.private_data
    exported.release = type(exported.release)()
    _Export.alive.pop(number, None)


_release_schema = signatures.ReleaseSchemaFn(_release)
_release_array = signatures.ReleaseArrayFn(_release)
_release_stream = signatures.ReleaseStreamFn(_release)


def _fill_stream(stream: ArrowArrayStream, columns: Columns) -> None:
    arrays = {name: _Array(cells) for name, cells in columns.items()}
    rows = max(map(len, columns.values()), default=0)
    stream.get_schema = _get_schema
    stream.get_next = _get_next
    stream.get_last_error = _get_last_error
    stream.release = _release_stream
    stream.private_data = _Export(arrays, rows, iter([True])).number


def _parts(stream: Any) -> tuple[Any, ...]:
    return _Export.alive[stream.contents.private_data].parts


def _schema(format: bytes, name: bytes, children: Sequence[ArrowSchema] = ()) -> ArrowSchema:
    pointers = (POINTER(ArrowSchema) * len(children))(*map(pointer, children))
    schema = ArrowSchema(format=format, name=name, flags=_FLAG_NULLABLE, n_children=len(children), children=pointers)
    schema.release = _release_schema
    schema.private_data = _Export(format, name, children, pointers).number
    return schema


def _array(length: int, buffers: Sequence[Any], children: Sequence[ArrowArray] = ()) -> ArrowArray:
    pointers = (POINTER(ArrowArray) * len(children))(*map(pointer, children))
    addresses = (c_void_p * len(buffers))(*(None if buffer is None else ctypes.addressof(buffer) for buffer in buffers))
    array = ArrowArray(length=length, null_count=-1 if buffers[0] else 0, n_buffers=len(buffers), buffers=addresses)
    array.n_children, array.children = len(children), pointers
    array.release = _release_array
    array.private_data = _Export(buffers, addresses, children, pointers).number
    return array


def _answering(fill: Callable[[Any, Any], None]) -> Callable[[Any, Any], int]:
    """Nothing may be raised into C."""

    def answer(stream: Any, out: Any) -> int:
        try:
            fill(stream, out)
        except Exception:
            return errno.ENOMEM
        return 0

    return answer


@signatures.GetSchemaFn
@_answering
def _get_schema(stream: Any, out: Any) -> None:
    arrays, _, _ = _parts(stream)
    out[0] = _schema(b"+s", b"", [_schema(array.format, name.encode()) for name, array in arrays.items()])


@signatures.GetNextFn
@_answering
def _get_next(stream: Any, out: Any) -> None:
    arrays, rows, batches = _parts(stream)
    if next(batches, None) is None:
        ctypes.memset(out, 0, ctypes.sizeof(ArrowArray))
    else:
        out[0] = _array(rows, [None], [_array(rows, array.buffers) for array in arrays.values()])


@signatures.GetLastErrorFn
def _get_last_error(stream: Any) -> Optional[bytes]:
    return None
