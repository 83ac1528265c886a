"""The language that a briefing is written in, as far as a briefing needs one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal, Protocol

from servanda.sentences import Value

Kind = Literal["account", "norm", "stance", "state"]
"""What a word of the system is: words that are one in English may be several elsewhere."""


class Language(Protocol):
    """One language: English messages are its keys.

    Every part of the house that has a fuller one can hand it in; a briefing asks no more of it than this.
    """

    @property
    def code(self) -> str:
        """Its code, such as "ar" or "pt-BR"."""

    @property
    def direction(self) -> str:
        """Which way it is written: "ltr" or "rtl"."""

    @property
    def called(self) -> Mapping[str, str]:
        """What names are called in it; "phase one" is that of a phase, "#talks" what a clause says."""

    def said(self, sentence: Value, /) -> str:
        """Return what the engine says; words of the record in it are printable, and set apart where they need it."""

    def text(self, message: str, **values: object) -> str:
        """Return a message with its values, each in the field of its name."""

    def count(self, one: str, many: str, number: float, **values: object) -> str:
        """Return a message in the form for a number; `{number}` stands for the number in figures."""

    def word(self, kind: Kind, word: str, /) -> str:
        """Return a word of the system."""

    def number(self, value: float) -> str:
        """Return a number for reading."""

    def day(self, seconds: int, zone: str) -> str:
        """Return the day of a moment."""

    def moment(self, seconds: int, zone: str) -> str:
        """Return the day of a moment with its hour."""

    def names(self, names: Sequence[str]) -> str:
        """Return names as a list for reading."""
