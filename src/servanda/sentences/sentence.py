"""A sentence: its form, with named fields, and the values that stand in them."""

from __future__ import annotations

from dataclasses import dataclass

from servanda.sentences.tongue import ENGLISH, Tongue
from servanda.sentences.value import Day, Hour, Names, Numeral, Value


@dataclass(frozen=True, slots=True)
class Sentence:
    """What can be said in any tongue. As a string it is English; two are equal where form and values are.

    Attributes:
        form: an English template, such as "{duty}: was due by {day}"; of a plural, that for one.
        values: what stands in its fields, by their names.
        many: of a plural, the template for more than one; else blank.
        count: of a plural, the number that chooses between the two.
    """

    form: str
    values: tuple[tuple[str, Value], ...] = ()
    many: str = ""
    count: float = 0

    def __str__(self) -> str:
        return said(self)

    def __bool__(self) -> bool:
        """Whether it says anything."""
        return bool(self.form)

    def value(self, field: str) -> Value | None:
        """Return what stands in a field; None where it has no such field."""
        for name, value in self.values:
            if name == field:
                return value
        return None


SILENCE = Sentence("")
"""Says nothing."""


def say(form: str, /, **values: Value) -> Sentence:
    """Return a sentence.

    Args:
        form: its English template, always written here in full as a literal, so that translators' tools find it.
    """
    return Sentence(form, tuple(values.items()))


def plural(one: str, many: str, number: float | Numeral, /, **values: Value) -> Sentence:
    """Return a sentence whose form hangs on a number, which is also its field `{number}`.

    Args:
        one, many: its English templates for one and for more, both literals as in `say`. They are alike where
            English makes no difference and other tongues do.
    """
    count = number.number if isinstance(number, Numeral) else number
    return Sentence(one, (("number", number), *values.items()), many, count)


def said(value: Value, tongue: Tongue = ENGLISH) -> str:
    """Say a sentence, or any value of one, in a tongue."""
    match value:
        case str():
            return tongue.own(value)
        case Sentence(form, values, many, count):
            template = tongue.plural(form, many, count) if many else tongue.form(form)
            return template.format_map({name: said(one, tongue) for name, one in values})
        case Day(seconds, zone, with_year):
            return tongue.day(seconds, zone, with_year=with_year)
        case Hour(seconds, zone, with_year):
            return tongue.hour(seconds, zone, with_year=with_year)
        case Names(names, joined):
            return tongue.names([said(name, tongue) for name in names], joined)
        case Numeral(number):
            return tongue.numeral(number)
        case _:
            return tongue.number(value)
