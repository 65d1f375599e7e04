"""Texts, dates and periods between Python and the library."""

from __future__ import annotations

import ctypes
import datetime
import functools
import os
from decimal import Context, Decimal, Inexact, InvalidOperation
from typing import Any, Callable, Optional, Union

from . import constants
from .library import library

# A date: datetime.date (or a kind of it, as pandas.Timestamp), or text as "2025-06-30".
Date = Union[datetime.date, str]
# A period: text as "2025-H1" in any spelling the library takes, or a year as a number.
Period = Union[str, int]
PathText = Union[str, "os.PathLike[str]"]

_EPOCH = datetime.date(1970, 1, 1).toordinal()
# Never rounds, whatever the program has made of its own context.
_EXACTLY = Context(prec=100, traps=[Inexact, InvalidOperation])


def encode(text: str) -> bytes:
    """Text for a `const char *`, which ends at the first NUL: one within the text would cut it short."""
    if not isinstance(text, str):
        raise TypeError(f"text was expected, not {type(text).__name__}")
    if "\0" in text:
        raise ValueError("there is a NUL character within the text")
    return text.encode()


def encode_path(path: PathText) -> bytes:
    encoded = os.fsencode(path)
    if b"\0" in encoded:
        raise ValueError("there is a NUL character within the path")
    return encoded


def decode(text: Optional[bytes]) -> Optional[str]:
    return None if text is None else text.decode(errors="replace")


def written(function: Callable[..., int], *arguments: Any) -> str:
    """What a function writes by the text convention of base.h."""
    buffer = ctypes.create_string_buffer(200)
    needed = function(*arguments, buffer, len(buffer))
    if needed >= len(buffer):
        buffer = ctypes.create_string_buffer(needed + 1)
        function(*arguments, buffer, len(buffer))
    return buffer.raw[:needed].decode(errors="replace")


def to_day(date: Optional[Date]) -> int:
    if date is None or date != date:  # pandas.NaT
        return constants.NO_DATE
    if isinstance(date, str):
        text, day = encode(date), ctypes.c_int32()
        if library.childplan_date_parse(text, len(text), day) != constants.OK:
            raise ValueError(f"{date!r} is not a date; expected one as '2025-06-30'")
        return day.value
    if isinstance(date, datetime.datetime):
        date = date.date()
    if isinstance(date, datetime.date):
        return date.toordinal() - _EPOCH
    if hasattr(date, "astype"):  # numpy.datetime64
        return to_day(date.astype("datetime64[D]").item())
    raise TypeError(f"a date was expected, not {type(date).__name__}")


def from_day(day: int) -> Optional[datetime.date]:
    return None if day == constants.NO_DATE else datetime.date.fromordinal(day + _EPOCH)


def to_period(period: Period) -> int:
    text, code = encode(str(period)), ctypes.c_int64()
    if library.childplan_period_parse(text, len(text), code) != constants.OK:
        raise ValueError(
            f"{period!r} is not a period; expected one as '2025', '2025-H1', '2025-Q3', '2025-04' or 'plan'"
        )
    return code.value


@functools.lru_cache(maxsize=1000)
def from_period(code: int) -> str:
    return written(library.childplan_period_format, code)


def exact(whole: int, decimals: int) -> Union[int, Decimal]:
    """A whole number of 10^-decimals."""
    return Decimal(whole).scaleb(-decimals, _EXACTLY) if decimals else whole


def to_whole(value: Any, decimals: int) -> int:
    """The whole number of 10^-decimals that is exactly the value. Raises ValueError where none is."""
    number = value.item() if hasattr(value, "item") else value  # numpy's numbers
    if not isinstance(number, (int, float, Decimal)):
        raise TypeError(f"a number was expected, not {type(value).__name__}")
    try:
        scaled = Decimal(number).scaleb(decimals, _EXACTLY)
        whole = int(scaled)
    except (ArithmeticError, ValueError):  # inexact; no number at all
        whole, scaled = 0, Decimal(1)
    if whole != scaled or not -(2**63) <= whole < 2**63:
        raise ValueError(f"{value!r} is not exactly a 64-bit figure with {decimals} decimals")
    return whole
