"""Texts of a plan as they are compared and read as numbers."""

import unicodedata
from fractions import Fraction


def nfc(value):
    """"text is compared in Unicode NFC"."""
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, list):
        return [nfc(item) for item in value]
    return {nfc(key): nfc(item) for key, item in value.items()}


def number(text):
    """A number of the plan; "`%` may be written where `per` is 100"."""
    return Fraction(text.strip().rstrip("%").strip())
