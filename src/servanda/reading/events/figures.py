"""Figures: numbers in a text with the words that bound them, such as "at least 34" and "between 30 and 40"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from servanda.reading.events.numbers import FLAGS, GAP, NUMBER, ONES, ROUND, TENS, any_of, number_of, share_of
from servanda.record.report import Range


@dataclass(frozen=True)
class Figure:
    """A number in a text, with what bounds it.

    Attributes:
        first, end: its characters, with those of its bounds.
        digits: the first character of the number itself.
        last: the character after the number itself, or after the second where there are two.
        money: the unit that a sign before it tells, such as "dollars".
        is_share: it is in hundredths: "half", "two-thirds", "10 percent".
        is_about: the text says that it is not exact.
        is_more: it comes on top of others: "another five", "three more".
        is_total: the text calls it a total.
    """

    first: int
    end: int
    digits: int
    last: int
    quantity: Range
    money: str = ""
    is_share: bool = False
    is_about: bool = False
    is_more: bool = False
    is_total: bool = False


_BOUNDS = {
    "low": (
        "at least", "no fewer than", "no less than", "not fewer than", "not less than", "a minimum of", "more than",
        "over", "above", "upward of", "upwards of", "in excess of", "greater than", "exceeding",
    ),
    "high": (
        "at most", "up to", "no more than", "not more than", "a maximum of", "as many as", "as much as",
        "not exceeding", "at the most",
    ),
    "under": ("fewer than", "less than", "under", "below", "short of"),
    "near": ("nearly", "almost", "close to", "just under", "just short of", "just below", "approaching"),
    "about": (
        "about", "around", "some", "roughly", "approximately", "an estimated", "estimated", "circa", "an average of",
        "on average", "in the region of",
    ),
    "more": ("another", "an additional", "additional", "a further", "an extra", "a fresh"),
    "total": ("a total of", "total of", "in total", "in all", "a cumulative"),
    "": ("just", "only", "well", "slightly", "the", "already"),
}  # fmt: skip
OPENERS = frozenset(
    (
        *ONES,
        *TENS,
        *ROUND,
        "a",
        "an",
        "half",
        "nis",
        "us$",
        "a$",
        "au$",
        "ca$",
        "c$",
        "nz$",
        "$",
        "€",
        "£",
        "₪",
        "¥",
        "₹",
    )
)
"""The words, in small letters, with one of which every number begins that begins with no digit."""

_MEANING = {word: kind for kind, words in _BOUNDS.items() for word in words}
_BEFORE = re.compile(
    rf"(?<![\w-])(?P<word>{any_of(word.replace(' ', GAP) for word in _MEANING)}){GAP}$", FLAGS
)
_WINDOW = 32

_MONEY = {
    "$": "dollars",
    "€": "euros",
    "£": "pounds",
    "₪": "shekels",
    "¥": "yen",
    "₹": "rupees",
    "nis": "shekels",
}
_SIGN = rf"(?:(?:US|AU?|CA?|NZ)?[$€£₪¥₹]{GAP}?|NIS{GAP}?)"
_NOT_AFTER = r"(?:(?![\w/]|[.,:]\d|-[a-z]|['’]s\b)|(?=(?:km|kg|m|cm|mm|ft|mph|kph|k)\b))"
_FIGURE = re.compile(
    rf"(?<![\w.,/:#])(?<!\w[-–])(?P<sign>{_SIGN})?(?P<number>{NUMBER}(?:[mk]\b(?<=\d[mk]))?){_NOT_AFTER}",
    FLAGS,
)
_DIGIT = re.compile(r"(?<![\w.,])[$€£₪¥₹\d]", re.ASCII)
_SECOND = re.compile(
    rf"(?:{GAP}?(?P<dash>[-–]){GAP}?|{GAP}(?P<word>to|or|and){GAP})"
    rf"(?P<sign>{_SIGN})?(?P<number>{NUMBER}){_NOT_AFTER}",
    FLAGS,
)
_BETWEEN = re.compile(rf"(?<!\w)(?P<word>between|from|either|by){GAP}(?:{_SIGN})?$", FLAGS)
_AFTER = re.compile(rf"\+|{GAP}(?:or{GAP}(?P<word>more|so|fewer|less)|(?P<plus>plus))\b", FLAGS)
_SCALE = re.compile(r"[\s-]*(?:thousand|million|billion|trillion|bn|mn|mln)$", FLAGS)


def figures(text: str, openings: Iterable[int]) -> Iterator[Figure]:
    """Find the numbers of a text with their bounds, in their order; what each counts is not asked here.

    "At least n" and "more than n" have no upper bound; "up to n", "nearly n" and "almost n" reach from nought to n, and
    "fewer than n" to one below; "about n" is n, and said to be so. Records write them in this manner.

    Args:
        openings: where words stand with which a number may begin, one of `OPENERS`; digits are found without them.
    """
    places = {found.start() for found in _DIGIT.finditer(text)}
    place = 0
    for opening in sorted(places.union(openings)):
        if opening >= place and (found := _FIGURE.match(text, opening)) is not None:
            figure, place = _figure(text, found)
            if figure is not None:
                yield figure


def _figure(text: str, found: re.Match[str]) -> tuple[Figure | None, int]:
    """Return the figure that begins with a number, and where to look on."""
    written, end = found["number"], found.end()
    share = share_of(written)
    quantity = Range(share, share) if share is not None else _value(written, found["sign"])
    if quantity is None:
        return None, end
    sign = (found["sign"] or "").strip().lower()
    money = _MONEY.get(sign, "") or _MONEY.get(sign[-1:], "")
    figure = Figure(found.start(), end, found.start("number"), end, quantity, money, share is not None)
    second = _SECOND.match(text, end) if share is None else None
    if second is not None:
        both = _from_to(text, found, second)
        if both is not None:
            figure = replace(figure, quantity=both, end=second.end(), last=second.end())
            if second["word"] and (opening := _opening(text, found.start())) is not None:
                figure = replace(figure, first=opening.start())
        elif second["dash"]:
            return None, second.end()
    return _bounded(text, figure), figure.last


def _value(written: str, sign: str | None) -> Range | None:
    """Read a number; behind a sign of money, "m" and "k" are millions and thousands."""
    if written[-1] in "mMkK" and written[-2:-1].isdigit():
        plain = number_of(written[:-1])
        if plain is None or not sign:
            return plain
        times = 1e6 if written[-1] in "mM" else 1e3
        return number_of(f"{plain.low * times:.0f}")
    return number_of(written)


def _opening(text: str, first: int) -> re.Match[str] | None:
    return _BETWEEN.search(text, max(0, first - 12), first)


def _from_to(text: str, found: re.Match[str], second: re.Match[str]) -> Range | None:
    """Return the range from one number to a second; None where the two are no range."""
    one, other = number_of(found["number"]), number_of(second["number"])
    if one is None or other is None or other.high is None:
        return None
    scale = _SCALE.search(second["number"])
    if scale is not None and _SCALE.search(found["number"]) is None and one.low < 1000:
        one = number_of(found["number"] + " " + scale[0].strip(" -\t\n")) or one
    opening = _opening(text, found.start())
    if second["word"] and second["word"].lower() == "and":
        if opening is None or opening["word"].lower() != "between":
            return None
    elif (
        opening is not None
        and opening["word"].lower() in ("by", "from")
        and _is_change(text, opening.start())
    ):
        return None
    return Range(one.low, other.high) if one.low < other.high else None


_CHANGE = re.compile(
    r"\b(?:rose|risen|rises?|rising|increas\w+|grew|grown|jump\w*|climb\w*|fell|fallen|falls?|drop\w*|declin\w+|cut"
    r"|rais\w+|reduc\w+|lower\w*|doubl\w+|went|gone|up|down)\b[^.;]{0,40}$",
    FLAGS,
)


def _is_change(text: str, place: int) -> bool:
    return _CHANGE.search(text, max(0, place - 60), place) is not None


def _bounded(text: str, figure: Figure) -> Figure:
    """Take in the words before and after a number that bound it."""
    kinds: list[str] = []
    first = figure.first
    for _ in range(3):
        before = _BEFORE.search(text, max(0, first - _WINDOW), first)
        if before is None:
            break
        kind = _MEANING[" ".join(before["word"].lower().split())]
        first = before.start()
        if kind:
            kinds.append(kind)
            figure = replace(figure, first=first)
    after = _AFTER.match(text, figure.end)
    if after is not None and not (after["word"] is None and kinds):
        word = (after["word"] or "more").lower()
        kinds.append({"more": "low", "so": "about"}.get(word, "high"))
        figure = replace(figure, end=after.end())
    return replace(
        figure,
        quantity=_within(figure.quantity, kinds),
        is_about=bool({"about", "near"} & set(kinds)),
        is_more="more" in kinds,
        is_total="total" in kinds,
    )


def _within(quantity: Range, kinds: list[str]) -> Range:
    """Return a quantity under the bounds that are told of it."""
    low, high = quantity.low, quantity.high
    if "low" in kinds:
        high = None
    if {"high", "near", "under"} & set(kinds) and high is not None:
        if "under" in kinds and high >= 1 and float(high).is_integer():
            high -= 1
        low = 0.0
    return Range(low, high)
