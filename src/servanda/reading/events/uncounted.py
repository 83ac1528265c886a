"""Numbers that count nothing: dates, hours, ages, odds, labels and items of lists."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from servanda.reading.events.counted import NAMED_TIMES
from servanda.reading.events.figures import Figure
from servanda.reading.events.lookup import Words
from servanda.reading.events.numbers import FLAGS, GAP, ONES, any_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_MONTH_BEFORE = re.compile(
    rf"\b(?:jan(?:uary|\.)?|feb(?:ruary|\.)?|mar(?:ch|\.)?|apr(?:il|\.)?|may|june?|july?|aug(?:ust|\.)?"
    rf"|sept?(?:ember|\.)?|oct(?:ober|\.)?|nov(?:ember|\.)?|dec(?:ember|\.)?)"
    rf"{GAP}(?:the{GAP})?(?:\d{{1,2}}(?:st|nd|rd|th)?,?(?:{GAP}(?:and|to){GAP}|[-–]|{GAP}))?$",
    FLAGS,
)
_TIME_AFTER = re.compile(
    rf"{GAP}?(?:[ap]\.?m\b|o['’]clock\b|(?:GMT|UTC)\b|hours{GAP}(?:GMT|UTC|local))"
    rf"|{GAP}(?:of{GAP})?(?:jan(?:uary)?|feb(?:ruary)?|march|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    rf"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b(?!{GAP}have\b)",
    FLAGS,
)
_AGE_AFTER = re.compile(
    rf"(?:{GAP}(?:and|or|to){GAP}\d+)?{GAP}(?:years?|months?)(?:{GAP}|-)(?:old|of{GAP}age)\b|{GAP}?-?year-old",
    FLAGS,
)
_AGE_BEFORE = re.compile(
    rf"\b(?:aged?|ages|age{GAP}of|turned|turning)(?:{GAP}(?:between|under|over|from))?{GAP}$", FLAGS
)
_LABELS = (
    "phase", "stage", "day", "step", "channel", "article", "resolution", "chapter", "section", "annex",
    "clause", "point", "paragraph", "page", "flight", "route", "highway", "number", "group", "batch", "round",
    "part", "gate", "zone", "area", "category", "version", "figure", "table", "protocol", "pier", "ward",
    "district", "unit", "item", "line", "class", "act", "scene", "episode", "volume", "no", "nos",
)  # fmt: skip
_NEAR = 24
_LABEL = re.compile(rf"(?:\b{any_of(_LABELS)}\.?|№){GAP}?$", FLAGS)
_ITEM = re.compile(r"(?:^|\n)[ \t]*$")
_ODDS_AFTER = re.compile(
    rf"{GAP}in{GAP}(?:\d{{1,3}}|{any_of(list(ONES)[2:])})\b(?!{GAP}(?:second|minute|hour|day|week|month|year)s?\b)",
    FLAGS,
)
_ODDS_BEFORE = re.compile(rf"\b(?:\d|{any_of(list(ONES)[1:10])}){GAP}in{GAP}$", FLAGS)
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")


def counts(words: Words, figure: Figure, first: int, last: int) -> bool:
    """Say whether a number counts something, from its first token to its last."""
    if figure.money or figure.is_share:
        return True
    return not (
        _is_dated(words, figure, first, last)
        or _is_odds(words.text, figure)
        or _is_year_or_label(words, figure, first, last)
        or _is_pronoun_or_name(words.doc, figure, first, last)
    )


def _is_dated(words: Words, figure: Figure, first: int, last: int) -> bool:
    """Say whether a number is a part of a date, an hour or an age."""
    text, place, end = words.text, figure.first, figure.last
    near = max(0, place - _NEAR)
    if _MONTH_BEFORE.search(text, near, place) or _AGE_BEFORE.search(text, near, figure.digits):
        return True
    if _TIME_AFTER.match(text, end) or _AGE_AFTER.match(text, end):
        return True
    return _is_bare_age(words.doc, first, last)


def _is_odds(text: str, figure: Figure) -> bool:
    """Say whether a number is a part of odds: "one in four"."""
    is_small = figure.quantity.low < 10 and figure.first == figure.digits
    if is_small and _ODDS_AFTER.match(text, figure.last):
        return True
    return _ODDS_BEFORE.search(text, max(0, figure.first - _NEAR), figure.digits) is not None


def _is_year_or_label(words: Words, figure: Figure, first: int, last: int) -> bool:
    """Say whether a number is a year, the number of a day, a channel and the like, or of an item of a list."""
    doc, text, place, end = words.doc, words.text, figure.first, figure.last
    near, number = max(0, place - _NEAR), doc[last]
    if text[end : end + 1] in (".", ")") and text[place].isdigit() and _ITEM.search(text, near, place):
        return True
    has_noun = number.dep_ in ("nummod", "quantmod", "compound") and number.head.i > last
    if _YEAR.fullmatch(text, figure.digits, end) and not (
        has_noun and _counts_like_year(figure, number.head)
    ):
        return True
    if has_noun and doc[last + 1].pos_ != "NUM":
        return False
    return _LABEL.search(text, near, place) is not None or _is_label(doc, first)


def _is_pronoun_or_name(doc: Doc, figure: Figure, first: int, last: int) -> bool:
    number = doc[last]
    if number.lower_ == "one" and figure.first == figure.digits and first == last:
        return not _counts_one(doc, last)
    return first > 0 and _is_named_by(doc, first, number)


def _is_named_by(doc: Doc, first: int, number: Token) -> bool:
    """Say whether a number in words is a part of a name: "Ground Zero", "the Big Four"."""
    if not (number.text[:1].isupper() and number.text.isalpha()):
        return False
    return number.head.pos_ == "PROPN" or (doc[first - 1].pos_ == "PROPN" and not doc[first - 1].is_punct)


def _counts_like_year(figure: Figure, noun: Token) -> bool:
    """Say whether a number that looks like a year counts its noun after all: "2000 prisoners", "about 1950 trucks"."""
    is_bound = figure.first < figure.digits and figure.quantity.low > 0
    return noun.tag_ in ("NNS", "NNPS") and (is_bound or figure.quantity.low % 100 == 0)


def _is_label(doc: Doc, first: int) -> bool:
    """Say whether a number is a part of the name before it, as in "Channel 12"."""
    token = doc[first]
    before = doc[first - 1] if first else None
    return before is not None and before.pos_ == "PROPN" and token.head.i == before.i and token.dep_ in (
        "nummod", "appos", "npadvmod", "nmod"
    ) and before.lower_ not in NAMED_TIMES  # fmt: skip


def _is_bare_age(doc: Doc, first: int, last: int) -> bool:
    """Say whether a number stands between commas after a name, as the age of whoever bears it."""
    if first < 2 or last + 1 >= len(doc) or doc[first - 1].text != ",":
        return False
    return (
        doc[first - 2].pos_ == "PROPN" and doc[last + 1].text in (",", ".", ")", ";") and doc[first].is_digit
    )


def _counts_one(doc: Doc, place: int) -> bool:
    """Say whether "one" is a number, and no pronoun: "one hostage", "one of the hostages"."""
    token = doc[place]
    following = doc[place + 1].lower_ if place + 1 < len(doc) else ""
    if following in ("another", "day", "time", "thing", "side", "way", "side", "reason"):
        return False
    if place and doc[place - 1].lower_ in ("no", "any", "every", "each", "this", "that", "which", "the"):
        return False
    return (token.dep_ == "nummod" and token.head.i > place) or following == "of"
