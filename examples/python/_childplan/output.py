"""What rows and forms are written with: output settings, and the way into a file or to bytes."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from ctypes import byref
from typing import Any, Optional

from . import constants, signatures
from .errors import Findings, check
from .library import Handle, library
from .progress import Progress, Teller
from .values import PathText, encode_path

_LANGUAGES = {"en": constants.ENGLISH, "vi": constants.VIETNAMESE}


def new_output(format: int, language: str) -> Handle:
    """Settings for a format in a language."""
    if language not in _LANGUAGES:
        raise ValueError(f"there is no language {language!r}; there are en and vi")
    pointer = signatures.Output()
    check(library.childplan_output_new(byref(pointer)))
    handle = Handle(pointer, library.childplan_output_free)
    check(library.childplan_output_set_format(pointer, format))
    check(library.childplan_output_set_language(pointer, _LANGUAGES[language]))
    return handle


def write(
    to_callback: Callable[[Any], int],
    to_file: Callable[[bytes, Any], int],
    path: Optional[PathText],
    output: Any,
    progress: Optional[Progress] = None,
) -> Optional[bytes]:
    """Writes into a file or, without a path, gives the bytes. output: the settings, which get the progress."""
    findings, teller = Findings(), Teller(progress)
    check(library.childplan_output_set_progress(output, teller.function, None))
    if path is not None:
        teller.finish(teller.call(to_file, encode_path(path), findings.pointer), findings)
        return None
    pieces: list[bytes] = []

    @signatures.WriteFn
    def take(context: Optional[int], piece: Any, size: int) -> int:
        pieces.append(ctypes.string_at(piece, size))
        return constants.OK

    teller.finish(teller.call(to_callback, take), findings)
    return b"".join(pieces)
