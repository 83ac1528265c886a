"""What a number counts: its noun, the words that narrow it, the unit of a measure, and per what."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from servanda.reading.events.lookup import Words
from servanda.reading.events.numbers import FLAGS, GAP

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

NAMED_TIMES = frozenset((
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february",
    "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "jan",
    "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec", "today", "yesterday",
    "tomorrow", "tonight",
))  # fmt: skip

TIME_UNITS = {
    "second": "seconds", "minute": "minutes", "hour": "hours", "day": "days", "night": "nights", "week": "weeks",
    "month": "months", "year": "years", "decade": "decades", "century": "centuries", "hr": "hours", "min": "minutes",
}  # fmt: skip
_MEASURES = {
    **TIME_UNITS,
    "km": "kilometres", "kilometre": "kilometres", "kilometer": "kilometres", "m": "metres", "metre": "metres",
    "meter": "metres", "mile": "miles", "yard": "yards", "foot": "feet", "ft": "feet", "inch": "inches",
    "cm": "centimetres", "centimetre": "centimetres", "centimeter": "centimetres", "mm": "millimetres",
    "kg": "kilograms", "kilogram": "kilograms", "kilo": "kilograms", "ton": "tonnes", "tonne": "tonnes",
    "litre": "litres", "liter": "litres", "gallon": "gallons", "barrel": "barrels", "acre": "acres",
    "hectare": "hectares", "dunam": "dunams", "degree": "degrees", "percent": "percent", "%": "percent",
    "megawatt": "megawatts", "mph": "miles an hour", "kph": "kilometres an hour",
    "dollar": "dollars", "euro": "euros", "pound": "pounds", "shekel": "shekels", "rupee": "rupees", "yen": "yen",
    "cent": "cents", "ruble": "roubles", "rouble": "roubles", "franc": "francs", "dinar": "dinars", "riyal": "riyals",
}  # fmt: skip
MEASURES = {**_MEASURES, **{plural: plural for plural in _MEASURES.values()}} | {
    "kilometers": "kilometres", "meters": "metres", "kilos": "kilograms", "tons": "tonnes", "liters": "litres",
    "centimeters": "centimetres", "kms": "kilometres", "hrs": "hours", "mins": "minutes", "rubles": "roubles",
}  # fmt: skip
_OF_GOODS = frozenset(("tonnes", "kilograms", "litres", "gallons", "barrels"))

_PLURALS = {
    "man": "men", "woman": "women", "child": "children", "person": "persons", "people": "persons", "foot": "feet",
    "serviceman": "servicemen", "servicewoman": "servicewomen", "policeman": "policemen", "life": "lives",
    "gunman": "gunmen", "fisherman": "fishermen", "wife": "wives", "knife": "knives", "aircraft": "aircraft",
    "personnel": "personnel", "police": "police", "dead": "dead", "wounded": "wounded", "injured": "injured",
}  # fmt: skip
_SKIPPED = frozenset((
    "more", "additional", "other", "further", "extra", "such", "remaining", "last", "first", "next", "new",
    "of",
))  # fmt: skip
_INTO = frozenset(("of", "out"))
_GROUPS = frozenset(
    ["groups", "teams", "batches", "rows", "pairs", "packs", "waves", "millions", "thousands", "hundreds"]
)
_NUMBERS = frozenset(("number", "toll", "total", "tally", "count"))
_GLUED = frozenset(("HYPH", "POS"))
_PERCENT = re.compile(rf"{GAP}?(?:%|percent\b|per{GAP}cent\b)", FLAGS)
_RATE = re.compile(
    rf"\b(?:(?:for{GAP})?(?:each|every){GAP}(?P<each>[a-z]+)"
    rf"|(?:per|a|an){GAP}(?P<a>second|minute|hour|day|night|week|month|year)\b(?!{GAP}(?:later|ago|earlier|before|after|long|ahead|prior))"
    rf"|per{GAP}(?P<per>[a-z]+)"
    rf"|(?P<often>hourly|daily|nightly|weekly|monthly|yearly|annually))\b",
    FLAGS,
)
_NO_RATE = frozenset(("cent", "other", "of", "one", "side", "time"))
_FARTHEST, _NEAREST = 60, 28
_STOP = re.compile(r"[.;:,!?()\n\d]")
_OFTEN = {
    "hourly": "hour", "daily": "day", "nightly": "night", "weekly": "week", "monthly": "month", "yearly": "year",
    "annually": "year",
}  # fmt: skip
_DAILY_BEFORE = re.compile(rf"\b(?P<often>daily|weekly|monthly|hourly){GAP}(?:[a-z]+{GAP})?$", FLAGS)


@dataclass(frozen=True)
class Counted:
    """What a number counts.

    Attributes:
        unit: its noun in the plural, or the unit of a measure; blank where the text names none.
        kind: the words that narrow the noun, as they stand.
        noun: the token of the noun; -1 where there is none.
        is_measure: it is a length, a weight, a time, a share or money, not so many of a thing.
    """

    unit: str = ""
    kind: str = ""
    noun: int = -1
    is_measure: bool = False


def counted(words: Words, last: int) -> Counted:
    """Return what a number counts that ends with token `last`: the noun that it stands before, or is a part of."""
    doc = words.doc
    end, place = len(doc), last + 1
    while place < end and doc[place].lower_ in ("more", "additional", "other", "further", "extra", "such"):
        place += 1
    if place < end and doc[place].lower_ in _INTO:
        place = _inside(doc, place)
    noun = noun_from(doc, place) if 0 <= place < end else -1
    if noun < 0:
        return Counted()
    while place < noun and doc[place].lower_ in _SKIPPED:
        place += 1
    return _named(words, place, noun)


def counted_before(doc: Doc, first: int) -> Counted:
    """Return what a number counts whose phrase begins with token `first` and which no noun follows.

    That is the noun before it in "the bodies of at least 34", and the one that is numbered in "the number of trucks rose
    to 640".
    """
    if first >= 2 and doc[first - 1].lower_ == "of":
        noun = doc[first - 2]
        if noun.tag_ == "NNS" and noun.lower_ not in _GROUPS:
            return Counted(in_plural(noun), "", noun.i)
    return Counted()


def numbered(words: Words, place: int) -> Counted:
    """Return what is numbered in the sentence of a token: "trucks" of "the number of trucks rose to 640"."""
    doc = words.doc
    sentence = doc[place].sent
    for token in sentence:
        if token.lower_ in _NUMBERS and token.i + 2 < sentence.end and doc[token.i + 1].lower_ == "of":
            return counted(words, token.i)
    return Counted()


def percent_after(text: str, place: int) -> int:
    """Return the character after "percent" or its sign that stands at `place`; `place` itself where none does."""
    found = _PERCENT.match(text, place)
    return found.end() if found else place


def per_what(words: Words, first: int, end: int) -> str:
    """Return per what an amount is told: "day" of "600 trucks a day", "hostage" of "30 for each hostage".

    Args:
        first, end: the characters of its number, or up to the end of its noun.
    """
    text = words.text
    before = _DAILY_BEFORE.search(text, max(0, first - 24), first)
    if before is not None:
        return _OFTEN.get(before["often"].lower(), "")
    last = min(len(text), end + _FARTHEST)
    stop = _STOP.search(text, end, last)
    found = _RATE.search(text, end, stop.start() if stop else last)
    if found is None or (found["a"] and found.start() - end > _NEAREST):
        return ""
    often = found["often"]
    word: str = _OFTEN[often.lower()] if often else found["a"] or found["per"] or found["each"]
    if found["each"]:
        noun = noun_from(words.doc, words.token_at(found.start("each")))
        word = words.doc[noun].lemma_ if noun >= 0 else word
    return "" if word.lower() in _NO_RATE else word.lower()


def in_plural(token: Token) -> str:
    """Return a noun in the plural, in small letters unless it is a name; persons are "persons", as in a record."""
    word = token.text if token.pos_ == "PROPN" and token.text[:1].isupper() else token.lower_
    if word.lower() in _PLURALS:
        return _PLURALS[word.lower()]
    if token.tag_ not in ("NN", "NNP") or word.endswith("s"):
        return word
    if word.endswith("y") and word[-2:-1] not in tuple("aeiou"):
        return word[:-1] + "ies"
    return word + ("es" if word.endswith(("x", "z", "ch", "sh")) else "s")


def _inside(doc: Doc, place: int) -> int:
    """Step into "of the", to the first word of what a number is of; -1 where that is no thing counted."""
    end = min(len(doc), place + 8)
    while place < end:
        token = doc[place]
        if token.pos_ == "PRON" and token.tag_ not in ("PRP$", "DT"):
            return -1
        is_left_over = token.pos_ in ("DET", "NUM") or token.tag_ in ("PRP$", "DT", "PDT", "CD", "HYPH")
        if not (
            is_left_over or token.lower_ in ("of", "out", "some", "about", "nearly", "roughly", "around")
        ):
            return place
        place += 1
    return -1


def noun_from(doc: Doc, place: int) -> int:
    """Return the noun of the phrase whose first word is at `place`; -1 where there is none."""
    noun, end = -1, min(len(doc), place + 10)
    for i in range(place, end):
        token = doc[i]
        pos, tag = token.pos_, token.tag_
        if token.lower_ in NAMED_TIMES:
            break
        if pos == "NOUN" or pos == "PROPN":
            noun = i
            if token.head.i <= i and not _is_joined(doc, i):
                break
        elif tag in _GLUED or pos == "ADJ" or tag in ("NN", "NNS") or _is_narrowing(token):
            if noun >= 0 and tag not in _GLUED and not noun < token.head.i:
                break
        elif not (pos in ("ADV", "CCONJ", "PUNCT") and noun < 0 and _leads_on(doc, i)):
            break
    return noun


def _is_joined(doc: Doc, i: int) -> bool:
    """Say whether a noun goes on with a hyphen or an 's, whatever the parse has made of it."""
    return i + 2 < len(doc) and doc[i + 1].tag_ in _GLUED


def _is_narrowing(token: Token) -> bool:
    """Say whether a participle narrows the noun after it: "wounded captives", not "18 serving long sentences"."""
    if token.tag_ not in ("VBN", "VBG"):
        return False
    return token.tag_ == "VBN" or token.dep_ in ("amod", "compound", "nmod")


def _leads_on(doc: Doc, i: int) -> bool:
    """Say whether an adverb, a comma or an "and" stands between words that narrow one noun."""
    token, following = doc[i], doc[i + 1] if i + 1 < len(doc) else None
    if following is None or (following.pos_ != "ADJ" and following.tag_ not in ("VBN", "VBG")):
        return False
    if token.pos_ == "ADV":
        return True
    before = doc[i - 1]
    return token.text in (",", "and", "or") and (
        before.pos_ == "ADJ" or (before.tag_ == "VBN" and before.dep_ == "amod")
    )


def _named(words: Words, first: int, noun: int) -> Counted:
    doc, token = words.doc, words.doc[noun]
    measure = MEASURES.get(token.lower_) if token.pos_ != "PROPN" or noun == first else None
    kind = words.text[doc[first].idx : token.idx].strip(" ,-\t\n\r")
    if measure is None:
        return Counted(in_plural(token), " ".join(kind.split()), noun)
    if measure in _OF_GOODS and noun + 2 < len(doc) and doc[noun + 1].lower_ == "of":
        goods = noun_from(doc, noun + 2)
        if goods >= 0:
            kind = words.text[doc[noun + 2].idx : doc[goods].idx + len(doc[goods])]
    return Counted(measure, " ".join(kind.split()), noun, is_measure=measure not in _OF_GOODS)
