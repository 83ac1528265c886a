"""English said plainly, in either direction: what the charts are drawn with here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from servanda.clock import moment_of, show_day
from servanda.sentences import Value, said
from servanda.standing import number_text


@dataclass(frozen=True)
class Plain:
    """A language whose messages are the English ones."""

    direction: str = "ltr"

    def text(self, message: str, **values: object) -> str:
        """Return the message itself."""
        return message.format(**values)

    def count(self, one: str, many: str, number: float, **values: object) -> str:
        """Return one of the two forms."""
        return (one if number == 1 else many).format(number=self.number(number), **values)

    def word(self, kind: Literal["ground"], word: str) -> str:
        """Return the word itself."""
        return word if kind else ""

    def state(self, state: str) -> str:
        """Return the word itself."""
        return state

    def phase(self, name: str) -> str:
        """Return its name."""
        return f"phase {name}"

    @property
    def called(self) -> dict[str, str]:
        """Return nothing: names stay as they are."""
        return {}

    def account(self, name: str) -> str:
        """Return its name."""
        return name

    def said(self, sentence: Value) -> str:
        """Return it in English."""
        return said(sentence)

    def apart(self, text: str) -> str:
        """Return the text itself."""
        return text

    def number(self, value: float) -> str:
        """Return the number with commas."""
        return number_text(value)

    def day(self, seconds: int, zone: str) -> str:
        """Return the day."""
        return " ".join(show_day(moment_of(seconds, zone)).split()[:3])

    def names(self, names: list[str]) -> str:
        """Return the names with commas."""
        return ", ".join(names)
