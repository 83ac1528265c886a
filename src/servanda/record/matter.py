"""What an agreement is about: for each act, whose interest its telling serves and who can verify it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from servanda.agreement import Agreement, Clause, terms, terms_of
from servanda.record.report import Report


def act_key(act: str) -> str:
    """Return an act's words as they are compared: single spaces, no case."""
    return " ".join(act.casefold().split())


Deed = Literal["act", "refusal", "leave"]
"""What an act is to its clauses: what they are about, the refusal of it, or leave for it."""


def refusal_of(act: str) -> str:
    """Return the words of refusing an act, as they are compared."""
    return f"refuse to {act_key(act)}"


def leave_of(act: str) -> str:
    """Return the words of giving leave for an act, as they are compared."""
    return f"give leave to {act_key(act)}"


def acts_of(clause: Clause) -> tuple[str, str, str]:
    """Return the acts by which something may be told of a clause, as they are compared: its own, the refusal of it, leave for it."""
    return act_key(clause.act), refusal_of(clause.act), leave_of(clause.act)


@dataclass(frozen=True)
class Matter:
    """One act that clauses are about.

    Attributes:
        clauses: the clauses about it; those of a heading and of its parts share their act.
        forbidden: its doing is an incident, not a performance.
        joint: it is one act of several actors, so each of them must agree that it was done.
        counted: its doing has a number.
        verifiers: whose finding settles it.
        apart: kinds that share nothing, so that parts add up.
        excluded: kinds that count under none of its clauses.
        places: the places the clauses name; narrower ones are parts.
        sides: the parties of the agreement.
        deed: what the act is to its clauses.
        favoured: of leave, those whose act it allows.
        behind: who answers for whom: a bearer, and another whose acts count as its own.
    """

    clauses: tuple[Clause, ...]
    bearers: tuple[str, ...]
    forbidden: bool = False
    joint: bool = False
    counted: bool = False
    verifiers: frozenset[str] = frozenset()
    apart: frozenset[str] = frozenset()
    excluded: frozenset[str] = frozenset()
    places: frozenset[str] = frozenset()
    sides: frozenset[str] = frozenset()
    deed: Deed = "act"
    favoured: frozenset[str] = frozenset()
    behind: frozenset[tuple[str, str]] = frozenset()

    def whose(self, actors: tuple[str, ...]) -> frozenset[str]:
        """Return those whose act it is when some have done it: themselves, and who answers for them."""
        return frozenset(actors).union(bearer for bearer, other in self.behind if other in actors)


@dataclass(frozen=True)
class Matters:
    """The acts of one agreement, by their words."""

    agreement: Agreement

    @cached_property
    def by_act(self) -> dict[str, Matter]:
        """Each act that a clause is about, the refusal of each right, and the leave that a clause asks for."""
        acts: dict[str, list[Clause]] = {}
        refusals: dict[str, list[Clause]] = {}
        leaves: dict[str, list[Clause]] = {}
        for clause in self.agreement.clauses.values():
            acts.setdefault(act_key(clause.act), []).append(clause)
            if clause.is_right:
                refusals.setdefault(refusal_of(clause.act), []).append(clause)
            if any(isinstance(term, terms.Leave) for term in clause.terms):
                leaves.setdefault(leave_of(clause.act), []).append(clause)
        sides = frozenset(self.agreement.parties)
        found = {
            words: Matter(tuple(clauses), (), forbidden=True, sides=sides, deed="refusal")
            for words, clauses in refusals.items()
        }
        found |= {
            words: Matter(tuple(clauses), (), sides=sides, deed="leave", favoured=self._actors(clauses))
            for words, clauses in leaves.items()
        }
        return found | {act: self._matter(clauses) for act, clauses in acts.items()}

    def of(self, report: Report) -> Matter:
        """Return the matter of a report's act; one without clauses where none is about it."""
        return self.by_act.get(act_key(report.act)) or Matter((), (), sides=frozenset(self.agreement.parties))

    def clauses_of(self, report: Report) -> tuple[Clause, ...]:
        """Return the clauses that a report is about: their act, by one of their bearers, and named if any is."""
        return tuple(clause for clause in self.of(report).clauses if self.concerns(clause, report))

    def touched(self, report: Report) -> tuple[Clause, ...]:
        """Return the clauses that a report is about, or tells the refusal of, or leave for."""
        matter = self.of(report)
        if matter.deed == "act":
            return self.clauses_of(report)
        return tuple(c for c in matter.clauses if not report.clauses or c.id in report.clauses)

    def concerns(self, clause: Clause, report: Report) -> bool:
        """Say whether a report is about a clause."""
        if act_key(clause.act) != act_key(report.act):
            return False
        if report.by and not set(report.by) & self.agreement.actors(clause):
            return False
        named = report.clauses
        return not named or clause.id in named or (clause.part_of or "") in named

    def actors(self, report: Report) -> tuple[str, ...]:
        """Return who did what a report tells; all the bearers where a joint act names only some."""
        matter = self.of(report)
        if matter.joint and set(report.by) <= set(matter.bearers):
            return matter.bearers
        return tuple(sorted(report.by)) or (matter.bearers if len(matter.bearers) == 1 else ())

    def _actors(self, clauses: list[Clause]) -> frozenset[str]:
        return frozenset(name for clause in clauses for name in self.agreement.actors(clause))

    @cached_property
    def _measures(self) -> frozenset[str]:
        """The clauses whose number others go by: a base, or what longer time is earned with."""
        found = []
        for item in self.agreement.termed:
            for term in terms_of(item):
                match term:
                    case terms.Base(clause) | terms.Earned(clause=clause):
                        found.append(clause)
                    case _:
                        pass
        return frozenset(found)

    def _matter(self, clauses: list[Clause]) -> Matter:
        every = [term for clause in clauses for term in clause.terms]
        counting = {kind for t in every if isinstance(t, terms.CountingOnly) for kind in t.kinds}
        apart = {kind for t in every if isinstance(t, terms.CountingApart) for kind in t.kinds}
        bearers = tuple(dict.fromkeys(name for clause in clauses for name in self.agreement.bearers(clause)))
        is_measure = any(clause.id in self._measures for clause in clauses)
        return Matter(
            tuple(clauses),
            bearers,
            forbidden=all(clause.norm in ("must not", "should not") for clause in clauses),
            joint=any(clause.jointly for clause in clauses),
            counted=any(isinstance(t, terms.Amount | terms.Ratio) for t in every)
            or bool(counting | apart)
            or is_measure,
            verifiers=frozenset(
                n for t in every if isinstance(t, terms.VerifiedBy | terms.FulfilledWhen) for n in t.names
            ),
            apart=frozenset(act_key(kind) for kind in counting | apart),
            excluded=frozenset(
                act_key(k) for t in every if isinstance(t, terms.NotCounting) for k in t.kinds
            ),
            places=frozenset(act_key(t.place) for t in every if isinstance(t, terms.At)),
            sides=frozenset(self.agreement.parties),
            behind=frozenset(
                (bearer, name)
                for clause in clauses
                for term in terms_of(clause)
                if isinstance(term, terms.AnswersFor)
                for name in term.names
                for bearer in self.agreement.bearers(clause)
            ),
        )
