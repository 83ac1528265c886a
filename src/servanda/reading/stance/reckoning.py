"""Reckoning: what has been gathered of a stance on the way from an event up to the words that govern it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from servanda.reading.stance.scope import Clause
from servanda.reading.stance.words import HEDGES, MODALS, Kind
from servanda.record.report import Certainty

if TYPE_CHECKING:
    from spacy.tokens import Token

Mode = Literal[
    "fact", "future", "required", "intended", "agreed", "promised", "threatened", "warned", "predicted", "demanded"
]  # fmt: skip
"""How the event stands to what is: it is told as a fact, or as one to come, asked for, promised and so on."""

WEAK: frozenset[Mode] = frozenset({"fact", "future", "required", "intended"})
"""Modes that a word further up may put another in the place of."""

SPEECH: frozenset[Kind] = frozenset({
    "says", "denies", "commits", "demands", "threatens", "warns", "trusts", "objects",
})  # fmt: skip
"""Acts of speech: who did not say it has not said the opposite."""

MODES: dict[Kind, Mode] = {
    "commits": "promised", "consents": "agreed", "intends": "intended", "threatens": "threatened", "warns": "warned",
    "predicts": "predicted", "trusts": "predicted", "hopes": "predicted", "demands": "demanded",
}  # fmt: skip

DOUBT: dict[Kind, Certainty] = {
    "doubts": "likely", "predicts": "likely", "trusts": "likely", "hopes": "possible", "believes": "likely", "seems": "likely",
    "maybe": "possible", "touches": "possible",
}  # fmt: skip

HEARSAY: frozenset[Kind] = frozenset(
    {"says", "denies", "commits", "consents", "demands", "threatens", "warns", "believes"}
)
"""Kinds by which somebody else's word or mind is told."""

ANNOUNCING = frozenset({"declare", "announce", "proclaim", "hereby", "announcement", "declaration"})


@dataclass
class Reckoning:
    """What has been gathered so far.

    Attributes:
        positive: the event is said to be, not denied.
        partly: only a part of it is denied.
        settled: it is told in passing or taken for granted, so that what stands above does not touch it.
        relayed: somebody else than the speaker is told to have said it.
        is_own_intent: the speaker or the speaker's side intends it.
        announced: a word above it declares or announces it.
        used: the places of the words that have denied it already.
        told: the act of speech passed last; a "not" above it means that it was not said.
    """

    positive: bool = True
    partly: bool = False
    mode: Mode = "fact"
    certainty: Certainty = "certain"
    settled: bool = False
    relayed: bool = False
    announced: bool = False
    is_own_intent: bool = False
    told: tuple[Kind, Token] | None = None
    negation: list[Token] = field(default_factory=list)
    hedges: list[Token] = field(default_factory=list)
    conditions: list[Token] = field(default_factory=list)
    used: set[int] = field(default_factory=set)

    def take(self, clause: Clause, *, negates: bool = True) -> None:
        """Take the words of one clause into account, the modals inside the negation."""
        if self.settled:
            return
        self.conditions.extend(clause.conditions)
        if self.told is None:
            for modal in clause.modals:
                self._take_modal(modal, clause)
        for word, group in clause.hedges:
            self._take_hedge(word, group)
        if clause.partly:
            self._take_part(clause)
        if negates and not (self.partly and clause.partly):
            for word in clause.negation:
                self.negate(word)

    def govern(self, kind: Kind, word: Token, *, is_nested: bool, is_open: bool) -> None:
        """Put what has been gathered under a governing word.

        Args:
            is_nested: the word tells what another than the speaker says or thinks.
            is_open: what it governs is no finished fact: an infinitive, a noun, or a clause about what is to come.
        """
        if is_nested and kind in HEARSAY:
            self.relayed = True
        elif kind in ("denies", "disputes", "doubts"):
            self.relayed = False
        if self.settled:
            return
        if word.lemma_.lower() in ANNOUNCING:
            self.announced = True
        if kind in ("denies", "objects", "disputes", "doubts"):
            self.turn(word)
        elif kind == "fails":
            self.negate(word)
        elif kind == "knows":
            self.settled = True
        if kind in MODES and is_open and self.mode in WEAK:
            self.mode = MODES[kind]
        if kind in ("maybe", "touches") and is_open and word.tag_ not in ("VBD", "VBN"):
            self.foresee()
        if kind in DOUBT:
            self.doubt(DOUBT[kind], word)
        if kind != "does":
            self.told = (kind, word) if kind in SPEECH else None

    def negate(self, word: Token) -> None:
        """Turn the event round; above an act of speech, leave it open. A word counts once."""
        if self.settled or word.i in self.used:
            return
        self.used.add(word.i)
        if self.told is None:
            self.turn(word)
            return
        kind, speech = self.told
        if kind in ("denies", "objects"):
            self.positive = not self.positive
        if kind == "objects" and self.mode in WEAK:
            self.mode = "intended"
        self.leave_open(word, speech)

    def turn(self, word: Token) -> None:
        """Turn the event round."""
        self.positive = not self.positive
        self.negation.append(word)

    def leave_open(self, *words: Token) -> None:
        """Leave open whether it is so."""
        if self.settled:
            return
        self.mode = (
            "fact" if self.mode in ("promised", "threatened", "demanded", "required", "agreed") else self.mode
        )
        self.doubt("possible", *words)
        self.told = None

    def ask(self, *marks: Token) -> None:
        """Make it a question, which says neither yes nor no."""
        if self.settled:
            return
        self.positive = True
        self.leave_open(*marks)
        self.settled = True

    def doubt(self, certainty: Certainty, *words: Token) -> None:
        """Make it no surer than this."""
        if self.settled:
            return
        order: tuple[Certainty, ...] = ("certain", "likely", "reported", "possible")
        self.certainty = max(self.certainty, certainty, key=order.index)
        self.hedges.extend(words)

    def doubt_by(self, cue: Iterable[Token]) -> None:
        """Take the words of a cue that is a hedge itself: "reportedly"."""
        for word in cue:
            for group, words in HEDGES.items():
                if word.lower_ in words and word not in self.hedges and word.pos_ == "ADV":
                    self._take_hedge(word, group)

    def foresee(self) -> None:
        """Make a plain fact one that is to come."""
        if self.mode == "fact" and not self.settled:
            self.mode = "future"

    def require(self, verb: Token | None = None) -> None:
        """Make it one that ought to be; of "has to", what is not required may still be."""
        if self.settled:
            return
        if self.mode in ("fact", "future"):
            self.mode = "required"
        if verb is not None:
            self.told = ("demands", verb)

    def _take_modal(self, modal: Token, clause: Clause) -> None:
        low = modal.lower_
        if low in MODALS["possible"]:
            if clause.negation and low in ("can", "ca", "could"):
                return
            self.doubt("possible", modal)
            if not clause.is_perfect:
                self.foresee()
        elif low in MODALS["required"]:
            if clause.is_perfect:
                self.turn(modal)
                self.doubt("likely")
            else:
                self.require()
        elif low == "would" and clause.is_perfect:
            self.turn(modal)
            self.doubt("likely")
        else:
            self.foresee()

    def _take_hedge(self, word: Token, group: str) -> None:
        if group == "planned":
            self.foresee()
        elif group == "reported":
            self.doubt("reported", word)
        elif group == "likely":
            self.doubt("likely", word)
        else:
            self.doubt("possible", word)

    def _take_part(self, clause: Clause) -> None:
        if (
            clause.negation
            or not self.positive
            or any(word.lower_ in ("not", "only") for word in clause.partly)
        ):
            self.partly = True
            self.negation.extend(word for word in clause.partly if word not in self.negation)
