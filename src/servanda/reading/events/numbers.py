"""Numbers as news writes them: digits, words, dozens, halves, shares, and round words such as "hundreds"."""

from __future__ import annotations

import re
from collections.abc import Iterable

from servanda.record.report import Range

LARGEST = 1e15
"""The largest number that is read, as in a record."""

GAP = r"(?:[ \t\u00a0\u2009\u202f]{1,3}|[ \t]?\r?\n[ \t]{0,8})"
"""What stands between two words of one phrase: spaces, or the end of a line."""

FLAGS = re.ASCII | re.IGNORECASE
"""How every pattern of this room is matched, so that no sign outside ASCII stands for a letter."""

_SMALL_NUMBERS = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
ONES = {word: number for number, word in enumerate(_SMALL_NUMBERS)}
TENS = {
    word: 10 * number
    for number, word in enumerate(
        ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], start=2
    )
}
_SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_AFTER_DIGITS = {
    "": 1.0, "dozen": 12.0, "hundred": 100.0, **_SCALES, "mn": 1e6, "mln": 1e6, "bn": 1e9, "tn": 1e12
}  # fmt: skip
ROUND: dict[str, tuple[float, float | None]] = {
    "tens": (10, 99), "dozens": (12, 99), "scores": (20, 99), "hundreds": (100, 999),
    "thousands": (1e3, 999_999), "millions": (1e6, 999_999_999), "billions": (1e9, None),
}  # fmt: skip
_SHARES = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10}


def any_of(words: Iterable[str]) -> str:
    """Return the pattern of any of some words, the longest first."""
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


_JOIN = rf"(?:{GAP}|-)"
_END = r"(?![a-z])"
_SMALL = rf"(?:{any_of(TENS)}(?:{_JOIN}{any_of(list(ONES)[1:10])}{_END})?|{any_of(ONES)}){_END}"
_HUNDREDS = rf"(?:(?:{_SMALL}|an?){_JOIN}hundred{_END}(?:{GAP}(?:and{GAP})?{_SMALL})?|{_SMALL})"
_SCALED = rf"(?:{_HUNDREDS}|an?){_JOIN}{any_of(_SCALES)}{_END}"
_WORDS = rf"(?:{_SCALED}(?:{GAP}(?:and{GAP})?(?:{_SCALED}|{_HUNDREDS}))*|{_HUNDREDS})"
_DIGITS = r"(?:\d{1,3}(?:[,\u00a0\u202f]\d{3})+|\d+)(?:\.\d+)?"
_GROUPED = (
    rf"(?:half{GAP}an?{GAP}{any_of(('dozen', 'hundred', *_SCALES))}"
    rf"|(?:{_SMALL}|\d+){GAP}and{GAP}a{GAP}half(?:{GAP}{any_of(_SCALES)})?"
    rf"|(?:{_SMALL}|an?){GAP}dozen"
    rf"|an?{GAP}couple(?={GAP}(?:of|more)\b)){_END}"
)
_ROUNDED = rf"{any_of(ROUND)}{_END}(?:{GAP}of{GAP}{any_of(ROUND)}{_END})?"
_SHARE = (
    rf"(?:(?:one|an?|two|three|four){_JOIN}(?:third|quarter|fifth|tenth)s?(?={GAP}of\b)"
    rf"|half(?={GAP}(?:of|the|its|their|those)\b)){_END}"
)

COUNT = rf"(?:{_WORDS}|{_DIGITS})"
"""A plain number as a pattern: in digits or words, no more."""

NUMBER = (
    rf"(?:{_ROUNDED}|{_SHARE}|{_GROUPED}|{_WORDS}"
    rf"|{_DIGITS}(?:{GAP}?{any_of(filter(None, _AFTER_DIGITS))}{_END})?)"
)
"""A number as a pattern, to be matched with `FLAGS`; it says nothing of what may stand around it."""

_PARTS = re.compile(r"[\s\u00a0\u2009\u202f-]+")
_PLAIN = re.compile(rf"({_DIGITS}){GAP}?([a-z]*)", FLAGS)


def number_of(text: str) -> Range | None:
    """Read a number that matches `NUMBER`; None where it is none, or larger than a record holds.

    A round word stands for at least two of it and for fewer than the next round word: "hundreds" is 200 to 999,
    as records have it.
    """
    words = _words(text)
    if not words:
        return None
    if words[0] in ROUND:
        return _round(words)
    plain = _PLAIN.fullmatch(text.strip())
    exact = _exact(words) if plain is None else _digits(plain[1], plain[2].lower())
    return None if exact is None or exact > LARGEST else Range(exact, exact)


def share_of(text: str) -> float | None:
    """Read "half", "a third", "two-thirds" as so many in the hundred; None where it is no such share."""
    words = _words(text)
    parts = _SHARES.get(words[-1].rstrip("s")) if 0 < len(words) <= 2 else None
    if parts is None:
        return None
    return round(100 * (ONES.get(words[0], 1) if len(words) == 2 else 1) / parts, 6)


def _words(text: str) -> list[str]:
    return [word.lower() for word in _PARTS.split(text) if word]


def _digits(digits: str, scale: str) -> float | None:
    plain = re.sub(r"[,\u00a0\u202f]", "", digits)
    times = _AFTER_DIGITS.get(scale)
    return None if times is None or len(plain) > 24 else float(plain) * times


def _round(words: list[str]) -> Range | None:
    outer, inner = words[0], words[-1]
    if inner not in ROUND or len(words) > 3:
        return None
    (least, most), (base, _) = ROUND[outer], ROUND[inner]
    if len(words) == 1:
        return Range(2.0 * least, None if most is None else float(most))
    return Range(2.0 * least * base, None if most is None else float((most + 1) * base - 1))


def _exact(words: list[str]) -> float | None:
    """Add up the words of an exact number: scales take what stands before them."""
    total, now = 0.0, 0.0
    for word in words:
        if word in ("a", "an"):
            now = now or 1.0
        elif word == "couple":
            now = 2.0
        elif word.isdecimal() and len(word) <= 16:
            now += float(word)
        elif word in ONES or word in TENS:
            now += ONES.get(word, TENS.get(word, 0))
        elif word == "half":
            now += 0.5
        elif word in ("hundred", "dozen"):
            now *= _AFTER_DIGITS[word]
        elif word in _SCALES:
            total, now = total + now * _SCALES[word], 0.0
        elif word != "and":
            return None
    return total + now
