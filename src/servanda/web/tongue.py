"""The engine's sentences in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from servanda.sentences import Joined, Sentence, Value, said
from servanda.web.language import ENGLISH, Language


@dataclass(frozen=True)
class Told:
    """A sentence as a reader gets it, and the code of the language that it is in."""

    text: str
    lang: str


@dataclass(frozen=True)
class Spoken:
    """How sentences are said in a language.

    Attributes:
        names: the names of those who take part, as the agreement's translation has them.
    """

    language: Language
    names_here: Mapping[str, str] = field(default_factory=dict)

    def form(self, form: str, /) -> str:
        """Return the template that stands for an English one."""
        return self.language.form(form)

    def plural(self, one: str, many: str, count: float, /) -> str:
        """Return the template for so many that stands for a pair of English ones."""
        return self.language.plural(one, many, count)

    def own(self, words: str, /) -> str:
        """Return a name in the reader's language where it has one; what is written the other way, set apart."""
        return self.language.apart(self.names_here.get(words, words))

    def number(self, number: float, /) -> str:
        """Return a number."""
        return self.language.number(number)

    def numeral(self, number: int, /) -> str:
        """Return the digits of a whole number."""
        return str(number)

    def day(self, seconds: int, zone: str, /, *, with_year: bool) -> str:
        """Return a day."""
        return self.language.day(seconds, zone) if with_year else self.language.day_of_year(seconds, zone)

    def hour(self, seconds: int, zone: str, /, *, with_year: bool) -> str:
        """Return a moment."""
        return self.language.moment(seconds, zone, with_year=with_year)

    def names(self, names: Sequence[str], joined: Joined, /) -> str:
        """Return names, joined."""
        match joined:
            case "and" | "series":
                return self.language.names(names)
            case "or":
                return self.language.choices(names)
            case "semicolons":
                return self.language.text("; ").join(names)
            case _:
                return self.language.text(", ").join(names)


def told(value: Value, tongue: Spoken) -> Told:
    """Return a sentence in a reader's language, or in English where its form has not been translated."""
    is_said = (
        tongue.language.code == ENGLISH or not isinstance(value, Sentence) or tongue.language.has(value.form)
    )
    if not is_said or (isinstance(value, str) and value):
        return Told(str(value), ENGLISH)
    return Told(said(value) if tongue.language.code == ENGLISH else said(value, tongue), tongue.language.code)
