"""How far long work is, and how it is stopped."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from typing import Any, Optional

from . import constants, signatures
from .errors import Error, Findings
from .library import library
from .values import decode

# Given the phase ("loading", "reading", "committing", "computing" or "writing") and the share of it that is done, from
# 0.0 to 1.0; anything true as the answer stops the work.
Progress = Callable[[str, float], Any]

_PHASES = {
    "loading": constants.PHASE_LOADING,
    "reading": constants.PHASE_READING,
    "committing": constants.PHASE_COMMITTING,
    "computing": constants.PHASE_COMPUTING,
    "writing": constants.PHASE_WRITING,
}
_WORDS = {number: word for word, number in _PHASES.items()}


def phase_name(phase: str, language: str = "en") -> str:
    """A phase in words: phase_name("reading", "vi") is "đọc báo cáo"; language: en or vi."""
    languages = {"en": constants.ENGLISH, "vi": constants.VIETNAMESE}
    if language not in languages:
        raise ValueError(f"there is no language {language!r}; there are en and vi")
    if phase not in _PHASES:
        raise ValueError(f"there is no phase {phase!r}; there are {', '.join(_PHASES)}")
    return decode(library.childplan_phase_name(_PHASES[phase], languages[language])) or ""


class Teller:
    """Tells the caller's function how far a call of the library is. What that raises waits until the call has
    returned, and so does an interrupt from the keyboard: Python would lose it between the library and the function."""

    def __init__(self, given: Optional[Progress]) -> None:
        self._given = given
        self._raised: Optional[BaseException] = None
        self._interrupted = False
        self._listens = False
        self._handler: Any = None
        self.function = signatures.ProgressFn(self._tell) if given is not None else signatures.ProgressFn()

    def call(self, function: Callable[..., int], *arguments: Any) -> int:
        """Calls the library. finish() is to follow."""
        if self._given is None or threading.current_thread() is not threading.main_thread():
            return function(*arguments)
        self._handler = handler = signal.getsignal(signal.SIGINT)
        if not callable(handler):
            return function(*arguments)
        signal.signal(signal.SIGINT, self._interrupt)
        try:
            return function(*arguments)
        finally:
            signal.signal(signal.SIGINT, handler)
            self._guard(self._answer_interrupt)

    def finish(self, status: int, findings: Findings) -> None:
        """Raises what the function raised, or else Error unless the status is OK or ABSENT."""
        raised, self._raised = self._raised, None
        if raised is not None:
            try:
                raise raised
            finally:
                del raised  # it knows this frame
        if status == constants.ERROR_STOPPED:
            raise Error(status, [])
        findings.check(status)

    def _tell(self, context: Optional[int], phase: int, done: int, total: int) -> int:
        def ask() -> bool:
            assert self._given is not None
            self._answer_interrupt()
            return bool(self._given(_WORDS[phase], done / total))

        return int(self._guard(ask) or self._raised is not None)

    def _guard(self, work: Callable[[], Optional[bool]]) -> bool:
        """Keeps what the work raises."""
        try:
            try:
                self._listens = True
                return bool(work())
            finally:
                self._listens = False
        except BaseException as error:
            self._raised = error
            return False

    def _interrupt(self, number: int, frame: Any) -> None:
        self._interrupted = True
        if self._listens:
            self._answer_interrupt(frame)

    def _answer_interrupt(self, frame: Any = None) -> None:
        if self._interrupted:
            self._interrupted = False
            self._handler(signal.SIGINT, frame)
