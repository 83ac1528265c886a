"""The words of one text as the search for speakers needs them, looked up once."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from servanda.reading.speakers.lexicon import plain
from servanda.reading.speakers.sides import Sides, Sign
from servanda.reading.speakers.vocabulary import PARTICLES

if TYPE_CHECKING:
    from spacy.tokens import Doc

OPENING, CLOSING = "“„«", "”»"

HEADLINE = 0.6
"""A line with a greater share of its longer words in capitals is a headline, where capitals tell no names."""


class Text:
    """The words of a text by number: how they are written, their kinds, sentences, paragraphs, quotes and signs."""

    def __init__(self, doc: Doc, sides: Sides) -> None:
        self.doc = doc
        self.whole = doc.text
        self.sides = sides
        self.words = [plain(token.text) for token in doc]
        self.kinds = [token.pos_ for token in doc]
        self.starts = [token.idx for token in doc]
        self.signs: dict[int, Sign] = sides.signs(self.words)
        self.sentence = self._sentences()
        self.paragraph, self.quoted = self._paragraphs()
        self.told = self._told()
        self.headlines = self._headlines()
        self.proper = frozenset(
            word
            for at, (word, kind) in enumerate(zip(self.words, self.kinds, strict=True))
            if kind == "PROPN" and word[0].isupper() and not self.begins(at)
        )

    def __len__(self) -> int:
        return len(self.words)

    def at(self, character: int) -> int:
        """Return the number of the word that a character stands in, or of the last one before it."""
        return max(0, bisect_right(self.starts, character) - 1)

    def end(self, word: int) -> int:
        """Return the character after a word."""
        return self.starts[word] + len(self.words[word])

    def written(self, first: int, end: int) -> str:
        """Return words as the text has them, on one line."""
        return " ".join(self.whole[self.starts[first] : self.end(end - 1)].split())

    def is_capital(self, at: int) -> bool:
        """Say whether a word begins with a capital that is not there for the sentence alone."""
        word, kind = self.words[at], self.kinds[at]
        if not word[0].isupper() or kind in ("PRON", "DET", "ADP", "CCONJ", "SCONJ", "PUNCT", "SPACE"):
            return False
        if kind == "PROPN" or at in self.signs or word in self.proper:
            return True
        return kind in ("NOUN", "ADJ", "X", "VERB") and not self.begins(at)

    def begins(self, at: int) -> bool:
        """Say whether a word is the first of a sentence, a line or a quotation."""
        if at == 0 or self.sentence[at] != self.sentence[at - 1]:
            return True
        before = self.words[at - 1]
        return before in ('"', "“", "'", "‘", ":", "•", "—") or "\n" in before

    def runs(self) -> list[tuple[int, int]]:
        """Return the runs of capitalised words, with the small words inside names."""
        found, at = [], 0
        while at < len(self):
            if not self.is_capital(at):
                at += 1
                continue
            end = self._run_end(at)
            found.append((at, end))
            at = end
        return found

    def _run_end(self, at: int) -> int:
        end = at + 1
        while end < len(self):
            if self.is_capital(end):
                end += 1
                continue
            ahead = end
            while ahead < len(self) and (self.words[ahead] in PARTICLES or self._is_joint(ahead)):
                ahead += 1
            if end < ahead < min(end + 5, len(self)) and self.is_capital(ahead):
                end = ahead + 1
                continue
            if end + 1 < len(self) and self._is_joint(end) and self._is_second_half(end + 1):
                end += 2
                continue
            break
        return end

    def _is_second_half(self, at: int) -> bool:
        """Say whether a small word after a hyphen is part of a name: "Ki-moon", and not "Smith-led"."""
        return self.doc[at].tag_ in ("NNP", "NN") and at - 2 not in self.signs and self.words[at].isalpha()

    def _is_joint(self, at: int) -> bool:
        """Say whether a hyphen joins the words on both its sides."""
        return (
            self.words[at] == "-"
            and self.end(at - 1) == self.starts[at]
            and at + 1 < len(self)
            and self.starts[at + 1] == self.end(at)
        )

    def _sentences(self) -> list[int]:
        number, found = 0, []
        for token in self.doc:
            number += bool(token.is_sent_start)
            found.append(number)
        return found

    def _told(self) -> list[int]:
        """Number the sentences that the article tells itself: those that begin in a quotation do not count."""
        number, found, before = 0, [], -1
        for sentence, quoted in zip(self.sentence, self.quoted, strict=True):
            if sentence != before and not quoted:
                number += 1
            before = sentence
            found.append(number)
        return found

    def _paragraphs(self) -> tuple[list[int], list[bool]]:
        """Number the paragraphs, and say of each word whether it is inside double quotation marks."""
        number, inside, numbers, quoted = 0, False, [], []
        for word in self.words:
            if "\n" in word:
                number, inside = number + 1, False
            if word in OPENING or (word == '"' and not inside):
                inside = True
            elif word in CLOSING or word == '"':
                inside = False
            numbers.append(number)
            quoted.append(inside)
        return numbers, quoted

    def _headlines(self) -> frozenset[int]:
        """Return the paragraphs that are written as headlines."""
        small: dict[int, int] = {}
        great: dict[int, int] = {}
        for word, paragraph in zip(self.words, self.paragraph, strict=True):
            if len(word) > 3 and word.isalpha():
                side = great if word[0].isupper() else small
                side[paragraph] = side.get(paragraph, 0) + 1
        return frozenset(
            p for p, count in great.items() if count > 2 and count / (count + small.get(p, 0)) > HEADLINE
        )
