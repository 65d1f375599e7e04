"""Finds the shared library, declares its functions and owns its objects."""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import sys
import weakref
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from .signatures import FUNCTIONS

CHECKOUT = Path(__file__).resolve().parents[3]
BUILD_FOLDERS = ("build", "builddir")


def file_names(platform: str) -> list[str]:
    """What the library with SONAME 0 is called: by meson with each compiler, on each system."""
    if platform == "win32":
        return ["childplan-0.dll", "libchildplan-0.dll"]
    if platform == "darwin":
        return ["libchildplan.0.dylib"]
    return ["libchildplan.so.0"]


def candidates(environment: Mapping[str, str], platform: str, checkout: Path) -> Iterator[str]:
    """Where the library may be, best first: what CHILDPLAN_LIBRARY names (a file, or the folder it is in) and nothing
    else; or a build folder of the checkout; or wherever the system's loader looks."""
    names = file_names(platform)
    chosen = environment.get("CHILDPLAN_LIBRARY")
    if chosen and os.path.isdir(chosen):
        yield from (os.path.join(chosen, name) for name in names)
        return
    if chosen:
        yield chosen
        return
    for folder in BUILD_FOLDERS:
        yield from (str(path) for path in (checkout / folder / "lib" / name for name in names) if path.is_file())
    yield from names
    found = ctypes.util.find_library("childplan")
    if found:
        yield found


def open_library(paths: Iterator[str]) -> ctypes.CDLL:
    """Loads the first of the paths that can be loaded. Raises ImportError."""
    reasons = []
    for path in paths:
        try:
            return declare(ctypes.CDLL(path))
        except OSError as error:
            reasons.append(f"  {path}: {error}")
    raise ImportError(
        "The childplan library was not found. Install it, build it in the folder build of the checkout, or name it in "
        "CHILDPLAN_LIBRARY. Tried:\n" + "\n".join(reasons)
    )


def declare(loaded: ctypes.CDLL) -> ctypes.CDLL:
    for name, (returned, parameters) in FUNCTIONS.items():
        try:
            function = getattr(loaded, name)
        except AttributeError:
            raise ImportError(f"The childplan library {loaded._name} is too old: it has no {name}.") from None
        function.restype = returned
        function.argtypes = parameters
    return loaded


library = open_library(candidates(os.environ, sys.platform, CHECKOUT))


class Handle:
    """Owns an object of the library: frees it once nothing refers to this any more, and what it needs only after it.
    So a plan may be dropped while rows, or arrays that look into them, still live."""

    __slots__ = ("pointer", "__weakref__")

    def __init__(self, pointer: Any, free: Callable[[Any], None], *needs: Any) -> None:
        self.pointer = pointer
        # The registry of finalizers holds `needs`, so that even in a cycle of garbage they go last. At the end of the
        # program nothing is freed: an array may still be read, and the system takes it all.
        weakref.finalize(self, _free, free, pointer, needs).atexit = False


def _free(free: Callable[[Any], None], pointer: Any, needs: tuple[Any, ...]) -> None:
    free(pointer)
