"""A visit: one request for a page, understood."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from servanda.agreement import Translation
from servanda.columns import Counts, Margin
from servanda.standing import PhaseStanding, Standing
from servanda.web.desk import Desk
from servanda.web.fault import BadQuestion, NotHere
from servanda.web.language import Language
from servanda.web.library import Library
from servanda.web.once import once
from servanda.web.question import Address, Question, question_of
from servanda.web.tongue import speech_of


@dataclass(frozen=True)
class Visit:
    """What a page is asked for.

    Attributes:
        path: the parts of the path that name things, such as the agreement and the clause.
        now: the seconds of the moment of the request.
        reviewer: who acted last from the same browser; blank where nobody has.
        wants_json: the answer is for a program.
        origin: the server's own address, before every path.
    """

    library: Library
    language: Language
    address: Address
    path: Mapping[str, str]
    now: int
    reviewer: str = ""
    wants_json: bool = False
    origin: str = ""

    @property
    def parameters(self) -> Mapping[str, str]:
        """The parameters of the address."""
        return self.address.parameters

    @once
    def desk(self) -> Desk:
        """The agreement that is asked about."""
        return self.library.desk(self.path["agreement"])

    @once
    def translation(self) -> Translation | None:
        """The agreement's text in the reader's language, as the viewer may see it; None where there is none."""
        folder = self.desk.folder
        found = folder.translations.get(self.language.code)
        return None if found is None else found.seen_by(self.desk.agreement)

    @once
    def speech(self) -> Language:
        """The reader's language; in it names are called as the translation of the agreement asked about calls them."""
        return self.speech_about(self.desk) if "agreement" in self.path else self.language

    def speech_about(self, desk: Desk) -> Language:
        """Return the reader's language with the names of an agreement."""
        return speech_of(self.language, desk.folder.translations, desk.agreement)

    @once
    def question(self) -> Question:
        """The moment, knowledge and account that are asked about."""
        return question_of(self.parameters, self.desk.zone, self.now)

    @once
    def part(self) -> int:
        """Which part of the text is asked about, from 1."""
        return self.number("part", 1, most=len(self.desk.parts))

    @once
    def standing(self) -> Standing:
        """Where the agreement stands; with a large record, the clauses of the part that is asked about."""
        return self._standing(self.question)

    def standing_at(self, at: int, known: int | None) -> Standing:
        """Say where the agreement stands on the account asked about, at another moment."""
        return self._standing(Question(at, known, self.question.account))

    def margins(self, clauses: tuple[str, ...]) -> dict[str, Margin]:
        """Return what stands beside some clauses of a large record."""
        return self.library.asked(self.desk, self.question, lambda: self.desk.margins(self.question, clauses))

    def counts(self) -> Counts | None:
        """Return how many clauses of a large record stand how; None on an account of a user's own."""
        return self.desk.counts(self.question)

    def phases(self) -> tuple[PhaseStanding, ...]:
        """Return where the phases of a large record stand."""
        return self.library.asked(self.desk, self.question, lambda: self.desk.phases(self.question))

    def about(self, *clauses: str) -> Standing:
        """Say where the agreement stands; with a large record, only some clauses.

        Raises:
            NotHere: there is no such clause, or the viewer may not see it.
        """
        for id_ in clauses:
            self._check_clause(id_)
        if not self.desk.is_large:
            return self.standing
        return self._asked(lambda: self.desk.excerpt(self.question, clauses))

    def _standing(self, question: Question) -> Standing:
        if not self.desk.is_large:
            return self.library.standing(self.desk.id, question)
        clauses = tuple(id_ for stretch in self.desk.parts[self.part - 1] for id_ in stretch.clauses)
        return self._asked(lambda: self.desk.excerpt(question, clauses))

    def _asked(self, ask: Callable[[], Standing]) -> Standing:
        return self.library.asked(self.desk, self.question, ask)

    def _check_clause(self, id_: str) -> None:
        if id_ not in self.desk.agreement.clauses:
            raise NotHere(
                "“{agreement}” has no clause “{clause}”.",
                "The text of the agreement shows all its clauses.",
                agreement=self.desk.id,
                clause=id_[:80],
            )

    def number(self, name: str, otherwise: int, least: int = 1, most: int = 10**9) -> int:
        """Return a whole number of the address.

        Raises:
            BadQuestion: it is none, or out of bounds.
        """
        given = self.parameters.get(name, "").strip()
        if not given:
            return otherwise
        if not (given.isascii() and given.isdigit() and least <= int(given[:12]) <= most):
            raise BadQuestion(
                "“{text}” cannot be the {name} here.",
                "Write a whole number from {least} to {most}.",
                text=given[:40],
                name=name,
                least=str(least),
                most=str(most),
            )
        return int(given)
