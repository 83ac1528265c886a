"""Sentences: what the engine tells, as forms with values, so that it can be said in any tongue.

Every form is written as a literal, as `say("…")` or `plural("…", "…", number)`, where translators' tools find it.
`str` says a sentence in English; `said` says it in another tongue.
"""

from servanda.sentences.sentence import SILENCE, Sentence, plural, said, say
from servanda.sentences.tongue import ENGLISH, English, Tongue
from servanda.sentences.value import (
    Day,
    Hour,
    Joined,
    Names,
    Numeral,
    Value,
    day_of,
    hour_of,
    names_of,
)

__all__ = [
    "ENGLISH",
    "SILENCE",
    "Day",
    "English",
    "Hour",
    "Joined",
    "Names",
    "Numeral",
    "Sentence",
    "Tongue",
    "Value",
    "day_of",
    "hour_of",
    "names_of",
    "plural",
    "said",
    "say",
]
