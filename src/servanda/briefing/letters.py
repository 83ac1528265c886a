"""What of a text can be printed: no control codes, and nothing that turns the words around it."""

from __future__ import annotations

import unicodedata

FIRST_STRONG, END = "\u2068", "\u2069"
"""The marks between which text keeps its own direction and does not disturb its surroundings."""

TO_RIGHT, TO_LEFT = "\u200e", "\u200f"
"""The marks that count as a letter of one direction, and show nothing."""

_KEPT = frozenset("\u00ad\u061c\u200b\u200c\u200d\u200e\u200f")
"""Format characters that shape or part words, and reach no further than their neighbours."""

_WORDLESS = "\ufffd"
"""What stands for a code that is no character."""


def printable(text: str) -> str:
    """Return a text as it can be printed, on one line.

    Control codes and line ends become spaces; codes that are no character become U+FFFD; marks that turn, embed or
    isolate what follows are left out, since a text could reach with them beyond its own end.

    >>> printable("a\\x07b\\u202ec")
    'a bc'
    """
    return (
        "".join(_printed(letter) for letter in text) if not text.isascii() or not text.isprintable() else text
    )


def _printed(letter: str) -> str:
    category = unicodedata.category(letter)
    if category in ("Cc", "Zl", "Zp"):
        return " "
    if category in ("Cs", "Co", "Cn"):
        return _WORDLESS
    return "" if category == "Cf" and letter not in _KEPT else letter


def apart(text: str, direction: str) -> str:
    """Return a printable text, set apart where any of its letters is written against a direction."""
    shown = printable(text)
    return f"{FIRST_STRONG}{shown}{END}" if turns(shown, direction) else shown


def plain(text: str) -> str:
    """Return a text without the marks that set parts of it apart."""
    return text.replace(FIRST_STRONG, "").replace(END, "")


def turns(text: str, direction: str) -> bool:
    """Say whether any letter of a text is written in the other direction than "ltr" or "rtl"."""
    other = ("R", "AL") if direction == "ltr" else ("L",)
    return any(unicodedata.bidirectional(letter) in other for letter in text)


def is_rightward(text: str, direction: str) -> bool:
    """Say whether a text is written from right to left: as its first letter is, or as its surroundings are."""
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        if kind in ("L", "R", "AL"):
            return kind != "L"
    return direction == "rtl"
