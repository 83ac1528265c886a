"""The forms in which news writes times: patterns, each under the name of its kind."""

from __future__ import annotations

import re

from servanda.reading.events.calendar import MONTHS, WEEKDAYS
from servanda.reading.events.numbers import COUNT, FLAGS, GAP, ONES, TENS, any_of

_ORDINAL_WORDS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
    "twentieth",
)  # fmt: skip
ORDINALS = {word: number for number, word in enumerate(_ORDINAL_WORDS, start=1)} | {
    "thirtieth": 30,
    "fortieth": 40,
    "fiftieth": 50,
    "final": -1,
    "last": -1,
}
"""Ordinal words and their numbers; the last of all is -1."""

SHORT_MONTHS = {name[:3]: number for name, number in MONTHS.items()} | {"sept": 9}

TRUCE = (
    "truce", "ceasefire", "cease-fire", "deal", "agreement", "accord", "pact", "pause", "implementation", "framework",
    "exchange",
)  # fmt: skip
"""What a text calls an agreement whose days it counts."""

_WEEKDAY = any_of(WEEKDAYS)
_MONTH = rf"(?:{any_of(MONTHS)}\b|{any_of(SHORT_MONTHS)}\b\.?)"
_YEAR = r"(?:19|20)\d\d(?![\d%]|,\d{3}|\.\d)"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?(?![\d%:]|[.,]\d)"
_ORDINAL = rf"(?:\d{{1,3}}(?:st|nd|rd|th)|(?:(?:twenty|thirty|forty|fifty)-)?{any_of(ORDINALS)})"
_NAMED_PHASE = rf"(?:{_ORDINAL}{GAP}(?:[a-z\d]+(?:-[a-z]+)*{GAP})?(?:phase|stage)|(?:phase|stage){GAP}(?:{COUNT}|[ivx]+))\b"
_UNIT = r"(?:minute|hour|day|week|month|year)s?\b"
_MANY = rf"(?:{COUNT}|an?{GAP}couple{GAP}of|an?)"
_LENGTH = rf"{_MANY}(?:{GAP}|-)(?:full{GAP})?{_UNIT}"
_PART = rf"(?:{GAP}(?:early{GAP})?(?:morning|afternoon|evening|night))"
_ZONE = rf"(?:{GAP}?\(?(?:local{GAP}time|GMT|UTC|E[SDE]?[SD]?T|P[SD]T|CES?T|BST|IST|MSK)\b\)?)"

ALL_FORMS = {
    "iso": r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d)?(?!\d)",
    "mdy": (
        rf"(?:{_WEEKDAY},?{GAP})?(?P<m1>{_MONTH}){GAP}(?:the{GAP})?(?P<d1>{_DAY})"
        rf"(?:(?:{GAP}?[-–]{GAP}?|{GAP}(?:and|to|through){GAP})(?P<e1>{_DAY})(?!{GAP}[a-z]+s\b))?"
        rf"(?:,?{GAP}(?:of{GAP})?(?P<y1>{_YEAR}))?"
    ),
    "dmy": (
        rf"(?:{_WEEKDAY},?{GAP})?(?:the{GAP})?(?P<d2>{_DAY})(?:(?:{GAP}?[-–]{GAP}?|{GAP}(?:and|to){GAP})(?P<e2>{_DAY}))?"
        rf"{GAP}(?:of{GAP})?(?P<m2>{_MONTH})(?:,?{GAP}(?P<y2>{_YEAR}))?"
    ),
    "numeric": r"(?<![\d/.])(?P<n1>\d{1,2})[/.](?P<n2>\d{1,2})[/.](?P<n3>(?:19|20)\d\d)(?![\d/])",
    "monthyear": rf"(?:(?:early|late|mid)(?:{GAP}|-))?(?P<m3>{_MONTH}),?{GAP}(?:of{GAP})?(?P<y3>{_YEAR})",
    "agreedday": (
        rf"(?:the{GAP})?(?:day{GAP}(?P<day>{COUNT})|(?P<nth>{_ORDINAL}){GAP}day)\b"
        rf"(?:,?{GAP}(?:of|in){GAP}(?:the{GAP}|its{GAP})?(?P<inside>{_NAMED_PHASE})"
        rf"|{GAP}of{GAP}(?:the{GAP}|its{GAP}|a{GAP})?(?P<what>(?:[a-z-]+{GAP}){{0,2}}?{any_of(TRUCE)}\b|[a-z-]+))?"
    ),
    "phase": (
        rf"(?:(?:the{GAP})?(?P<edge>end|close|conclusion|completion|expiry|expiration|start|beginning|launch|opening|middle)"
        rf"{GAP}of{GAP})?(?:the{GAP})?(?P<named>{_NAMED_PHASE})"
        rf"(?:{GAP}(?:of{GAP}the{GAP}[a-z-]+{GAP})?(?P<does>ends?|ended|expires?|expired|concludes?|concluded|finishes|is{GAP}over"
        rf"|was{GAP}over|is{GAP}completed?|starts?|started|begins?|began|opens?)\b)?"
    ),
    "clock": (
        rf"(?:(?P<hour>\d{{1,2}})(?:[:.](?P<minute>[0-5]\d))?{GAP}?(?P<half>[ap])(?:m\b|\.{GAP}?m\b\.?)"
        rf"|(?<![\d:.])(?P<hour24>[01]?\d|2[0-3]):(?P<minute24>[0-5]\d)(?![:\d])(?:{GAP}?(?:hours|hrs|h)\b)?"
        rf"|(?P<noon>noon|midday|midnight)\b)(?P<zone>{_ZONE})?"
    ),
    "weekday": (
        rf"(?:(?P<which>last|next|this{GAP}coming|this{GAP}past|this|the{GAP}following|the{GAP}previous|the{GAP}coming){GAP})?"
        rf"(?:(?:early|late){GAP})?(?P<weekday>{_WEEKDAY})\b{_PART}?"
    ),
    "relative": (
        rf"(?:the{GAP}day{GAP}before{GAP}yesterday|the{GAP}day{GAP}after{GAP}tomorrow"
        rf"|(?:today|yesterday|tomorrow)\b{_PART}?|tonight|overnight"
        rf"|this{GAP}(?:morning|afternoon|evening)|last{GAP}(?:night|evening))\b"
    ),
    "other": (
        rf"(?:(?:the|that){GAP}(?:same|next|following|previous){GAP}(?:day|night|morning|week|month|year)|that{GAP}(?:day|night|week)"
        rf"|the{GAP}day{GAP}(?:before|after)|{_LENGTH}{GAP}(?:earlier|later))\b(?!{GAP}than)"
    ),
    "stretch": (
        rf"(?:the{GAP}(?P<side>past|last|previous|next|coming)(?:{GAP}(?P<many>{COUNT}|few|several|couple{GAP}of))?"
        rf"|(?P<bare>past|last|next|coming){GAP}(?P<some>{COUNT}|few|several)|recent){GAP}(?P<unit>{_UNIT})(?!{GAP}of\b)"
    ),
    "around": (
        rf"(?:(?P<bit>earlier|later|early|late){GAP})?(?P<step>this{GAP}coming|this{GAP}past|this|last|next|the(?={GAP}weekend)"
        rf"|the{GAP}past(?={GAP}weekend)|the{GAP}coming(?={GAP}weekend)){GAP}(?P<period>weekend|week|month|year)\b(?!-|{GAP}of\b)"
    ),
    "ago": rf"(?:more{GAP}than{GAP}|over{GAP})?(?P<agolength>{_LENGTH}){GAP}ago\b",
    "offset": (
        rf"(?P<offlength>{_LENGTH}){GAP}(?P<off>ahead{GAP}of|before|prior{GAP}to|earlier{GAP}than|after|following|later{GAP}than"
        rf"|behind|from)(?:{GAP}(?:the{GAP})?(?P<plan>schedule[d]?(?:{GAP}[a-z]+)?|plan(?:ned)?\b(?:{GAP}[a-z]+)?|time|now"
        rf"|(?:start|due){GAP}date|deadline))?\b"
    ),
    "length": (
        rf"(?P<how>within|in|for){GAP}(?:(?:the{GAP})?(?P<coming>next|coming){GAP}|about{GAP}|some{GAP}|nearly{GAP}|up{GAP}to{GAP}"
        rf"|at{GAP}least{GAP}|more{GAP}than{GAP}|over{GAP}|just{GAP}|around{GAP})?(?P<lasting>{_LENGTH})(?!['’]|{GAP}ago\b)"
    ),
    "decade": r"(?:the\s)?(?P<tens>(?:19|20)\d0)['’]?s\b",
    "month": (
        rf"(?:(?P<whichmonth>last|next|this|early|late|mid|the{GAP}following|the{GAP}previous)(?:{GAP}|-))?"
        rf"(?P<month>{any_of(MONTHS)})\b(?!{GAP}\d|{GAP}of\b)"
    ),
    "yearalone": rf"(?<![\w.,/:$€£-])(?P<year>{_YEAR})(?![\w]|[-–/]\d)",
}  # fmt: skip
"""For each kind of time, how it is written; the first that fits at a place is taken."""

FORMS = re.compile(
    r"(?<![\w$€£#])(?:" + "|".join(f"(?P<{kind}_>{form})" for kind, form in ALL_FORMS.items()) + ")", FLAGS
)
"""Any of the forms; the kind is the name of the last group that closed, without its underscore."""

OPENERS = frozenset(
    (
        *WEEKDAYS, *MONTHS, *SHORT_MONTHS, *(f"{name}." for name in SHORT_MONTHS), *ORDINALS, *ONES, *TENS,
        *["a", "an", "the", "that", "this", "last", "next", "past", "previous", "coming", "following", "recent", "early", "earlier", "late", "later", "mid", "day", "phase", "stage", "end", "close", "conclusion", "completion", "expiry", "expiration", "start", "beginning", "launch", "opening", "middle", "noon", "midday", "midnight", "today", "yesterday", "tomorrow", "tonight", "overnight", "more", "over", "within", "in", "for", "hundred"],
    )
)  # fmt: skip
"""The words, in small letters, with one of which every form begins that begins with no digit."""

FULL_DATE = re.compile(
    rf"(?<!\w)(?:(?P<m1>{_MONTH}){GAP}(?P<d1>{_DAY}),?{GAP}(?P<y1>{_YEAR})"
    rf"|(?P<d2>{_DAY}){GAP}(?:of{GAP})?(?P<m2>{_MONTH}),?{GAP}(?P<y2>{_YEAR}))",
    FLAGS,
)
"""A date with its year."""


def month_number(text: str) -> int:
    """Return the number of a month as it is written, whole or cut short."""
    return SHORT_MONTHS.get(text.lower().rstrip(".")[:4], 0) or SHORT_MONTHS[text.lower()[:3]]


def ordinal_number(text: str) -> int:
    """Return the number of an ordinal in words or digits; -1 is the last of all."""
    word = text.lower()
    if word[0].isdigit():
        return int(word[:-2])
    if word in ORDINALS:
        return ORDINALS[word]
    tens, _, ones = word.partition("-")
    return {"twenty": 20, "thirty": 30, "forty": 40, "fifty": 50}[tens] + ORDINALS[ones]
