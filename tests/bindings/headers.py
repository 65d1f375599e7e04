"""What the public headers declare, read from them after the preprocessor, as the ctypes types that would fit."""

from __future__ import annotations

import ctypes
import re
import subprocess
from pathlib import Path
from typing import Any, Optional

from pycparser import c_ast, c_parser
from support import CC

HEADERS = ("childplan.h", "arrow.h")

_SIMPLE = {
    "void": None,
    "int": ctypes.c_int,
    "double": ctypes.c_double,
    "size_t": ctypes.c_size_t,
    "int32_t": ctypes.c_int32,
    "int64_t": ctypes.c_int64,
    "uint8_t": ctypes.c_uint8,
    "uint32_t": ctypes.c_uint32,
    "childplan_status": ctypes.c_int32,
}


def _run(include: Path, text: str, *options: str) -> str:
    command = [*CC, "-std=c99", "-I", str(include), *options, "-x", "c", "-"]
    return subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout


def preprocessed(include: Path) -> str:
    """The headers as a foreign function interface reads them: no directives, nothing else changed."""
    return _run(include, "".join(f"#include <childplan/{name}>\n" for name in HEADERS), "-E", "-P")


def constants(include: Path) -> dict[str, int]:
    """Every CHILDPLAN_* with a value, without the prefix."""
    includes = "".join(f"#include <childplan/{name}>\n" for name in HEADERS)
    defined = re.findall(r"#define (CHILDPLAN_\w+) \S", _run(include, includes, "-E", "-dM"))
    names = [name for name in defined if name != "CHILDPLAN_API"]
    probe = includes + "probe\n" + "".join(f"{name}\n" for name in names)
    values = _run(include, probe, "-E", "-P").rpartition("probe\n")[2].split("\n")
    return {name.removeprefix("CHILDPLAN_"): _number(value) for name, value in zip(names, values)}


def _number(text: str) -> int:
    plain = re.sub(r"(?<=\d)[LlUu]+", "", text)
    if not re.fullmatch(r"[-+() \dx]+", plain):
        raise ValueError(f"not a number: {text}")
    return int(eval(plain))


class Declarations:
    """functions: name to (returned type, parameter types). structures: name to [(field, type)]. callbacks: name to
    type. A handle is the type of `opaque` of that name."""

    def __init__(self, text: str, opaque: Any) -> None:
        self._opaque = opaque
        self.functions: dict[str, tuple[Any, list[Any]]] = {}
        self.structures: dict[str, list[tuple[str, Any]]] = {}
        self.callbacks: dict[str, Any] = {}
        for node in c_parser.CParser().parse(text).ext:
            self._take(node)

    def _take(self, node: Any) -> None:
        is_ours = (node.name or "").startswith("childplan_")
        if isinstance(node, c_ast.Typedef) and is_ours and isinstance(node.type, c_ast.PtrDecl):
            self.callbacks[node.name] = self._callback(node.type.type)
        elif isinstance(node, c_ast.Decl) and isinstance(node.type, c_ast.FuncDecl) and is_ours:
            returned, parameters = self._signature(node.type)
            self.functions[node.name] = returned, parameters
        elif isinstance(node, c_ast.Decl) and isinstance(node.type, c_ast.Struct) and node.type.decls:
            self.structures[node.type.name] = [(field.name, self._type(field.type)) for field in node.type.decls]

    def _signature(self, function: Any) -> tuple[Any, list[Any]]:
        parameters = [self._type(parameter.type) for parameter in (function.args.params if function.args else [])]
        return self._type(function.type), [] if parameters == [None] else parameters

    def _callback(self, function: Any) -> Any:
        returned, parameters = self._signature(function)
        # Bytes with their size beside them need no NUL, so ctypes must not look for one.
        for index, parameter in enumerate(parameters[:-1]):
            if parameter is ctypes.c_char_p and parameters[index + 1] is ctypes.c_size_t:
                parameters[index] = ctypes.POINTER(ctypes.c_char)
        return ctypes.CFUNCTYPE(returned, *parameters)

    def _type(self, node: Any) -> Any:
        if isinstance(node, c_ast.PtrDecl):
            return self._pointer(node.type)
        if isinstance(node.type, c_ast.Struct):
            return getattr(self._opaque, node.type.name)
        name = " ".join(node.type.names)
        if name in self.callbacks:
            return self.callbacks[name]
        return _SIMPLE[name] if name in _SIMPLE else getattr(self._opaque, name)

    def _pointer(self, target: Any) -> Any:
        if isinstance(target, c_ast.FuncDecl):
            return self._callback(target)
        names: Optional[list[str]] = getattr(getattr(target, "type", None), "names", None)
        if names == ["void"]:
            return ctypes.c_void_p
        if names == ["char"]:
            return ctypes.c_char_p if "const" in target.quals else ctypes.POINTER(ctypes.c_char)
        return ctypes.POINTER(self._type(target))
