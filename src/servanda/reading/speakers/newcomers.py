"""Newcomers: figures that a text tells by a description alone."""

from __future__ import annotations

from servanda.reading.speakers.cast import Figure, FigureKind
from servanda.reading.speakers.lexicon import given_names
from servanda.reading.speakers.naming import Phrase, right_of
from servanda.reading.speakers.text import Text
from servanda.reading.speakers.vocabulary import DETERMINERS, NAMELESS, OTHERS, PEOPLES, gender_of, singular
from servanda.reading.speakers.wording import Wording


class Newcomers:
    """The figures of one text that sources describe.

    Attributes:
        wordings: the words that describe each.
    """

    def __init__(self, text: Text) -> None:
        self._text = text
        self.wordings: dict[Figure, Wording] = {}
        self._lone: dict[str, Figure] = {}

    def figure(self, found: Wording) -> Figure:
        """Return a new figure for the words of a source that name nobody known."""
        text, head = self._text, found.head
        if self._is_lone_name(found):
            return self._lone.setdefault(
                text.words[head], Figure("person", text.words[head], given_names().get(text.words[head], ""))
            )
        first, end = found.core
        kind: FigureKind = (
            "body"
            if found.kind in ("body", "document", "outlet") or self._is_name_of_body(found)
            else "people"
        )
        figure = Figure(kind, self._name(found), gender_of(text.words[head]), found.is_plural)
        first += first < head and text.words[first].casefold() in DETERMINERS
        figure.phrases.append(Phrase(first, max(min(end, right_of(text, head)), head + 1), head))
        figure.heads.add(singular(text.words[head]))
        self.wordings[figure] = found
        return figure

    def _is_lone_name(self, found: Wording) -> bool:
        """Say whether a source is a name that the text tells nothing else of: "Lopez"."""
        text, head = self._text, found.head
        first, end = found.core
        word = text.words[head]
        return (
            found.kind == "other"
            and text.is_capital(head)
            and first == head
            and end == head + 1
            and word.istitle()
            and not found.is_plural
        )

    def _is_name_of_body(self, found: Wording) -> bool:
        sign = self._text.signs.get(found.head)
        if found.kind != "other" or (sign is not None and sign.kind in ("people", "demonym")):
            return False
        return self._text.kinds[found.head] == "PROPN" or not found.is_plural

    def _name(self, found: Wording) -> str:
        """Return the words of a source, with a small letter where only the sentence asks for a great one."""
        text = self._text
        first, end = found.core
        if found.kind == "body" and end == found.head + 1 < found.end and first + 1 >= found.head:
            end = found.end if text.words[end] in ("that", "which") else end
        written = text.written(first, end)
        written = written.removesuffix("’s").removesuffix("'s").strip() or written
        is_common = (
            text.kinds[first] != "PROPN"
            and text.words[first].lower() not in PEOPLES
            and first not in text.signs
            and not text.words[first].isupper()
        )
        small = written[0].lower() + written[1:]
        if text.words[first].casefold() in (*DETERMINERS, *OTHERS, *NAMELESS):
            return small if first not in text.signs else written
        return (
            small
            if (is_common and text.begins(first) and first != found.head)
            or (is_common and text.begins(first) and found.kind == "person")
            else written
        )
