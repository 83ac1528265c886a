"""A report: one statement by a speaker, carried by a source, about an act."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from servanda.clock import Span

Stance = Literal[
    "asserts", "denies", "partly denies", "promises", "threatens", "predicts", "demands", "declares"
]
Certainty = Literal["certain", "likely", "reported", "possible"]
Measure = Literal["count", "total", "level", ""]
Question = Literal["happened", "who", "required", "forbidden", "excused", ""]

STANCES: tuple[Stance, ...] = (
    "asserts", "denies", "partly denies", "promises", "threatens", "predicts", "demands", "declares",
)  # fmt: skip
CERTAINTIES: tuple[Certainty, ...] = ("certain", "likely", "reported", "possible")
MEASURES: tuple[Measure, ...] = ("count", "total", "level")
QUESTIONS: tuple[Question, ...] = ("happened", "who", "required", "forbidden", "excused")

COLUMNS: tuple[str, ...] = (
    "id", "event", "clause", "act", "by", "to", "measure", "quantity", "unit", "kind", "place", "happened", "said",
    "published", "recorded", "source", "wire", "speaker", "affiliation", "named", "stance", "certainty", "finding",
    "answers", "replaces", "note", "link",
)  # fmt: skip
"""The columns of a record, in order. `docs/record.md` explains each."""


@dataclass(frozen=True, order=True)
class Range:
    """A quantity from `low` to `high`, both included; `high` is None where it has no bound."""

    low: float
    high: float | None

    def __str__(self) -> str:
        low = f"{self.low:,.15g}"
        if self.high is None:
            return f"at least {low}"
        return low if self.low == self.high else f"{low} to {self.high:,.15g}"


@dataclass(frozen=True)
class Report:
    """One row of the record.

    Attributes:
        event: what it is about; reports of one event share it, and so do the acts of one exchange.
        clauses: the clauses it is about, where the recorder said so.
        act: what was done, in the words of the clause it may be about.
        by, to: who did it, and to whom. A joint act names all its actors.
        measure: a count of this event, a running total, or a level; blank where nothing is counted.
        kind: a narrower kind than the act's own; such a row is a part.
        happened: when, as far as it tells; None where it does not.
        said, published: when it was said, and when it became public.
        recorded: when this ledger took it in; None in a file that does not say.
        finding: the question on which a verifier's word is a finding; else blank.
        answers: what a withholding or suspension answers: an event or a clause.
        replaces: the id of the same speaker's earlier report that this one corrects.
        line: its line in the file, for messages.
    """

    id: str
    act: str
    stance: Stance
    said: Span
    published: Span
    event: str = ""
    clauses: tuple[str, ...] = ()
    by: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    measure: Measure = ""
    quantity: Range | None = None
    unit: str = ""
    kind: str = ""
    place: str = ""
    happened: Span | None = None
    recorded: int | None = None
    source: str = ""
    wire: str = ""
    speaker: str = ""
    affiliation: str = ""
    named: str = ""
    certainty: Certainty = "certain"
    finding: Question = ""
    answers: str = ""
    replaces: str = ""
    note: str = ""
    link: str = ""
    line: int = field(default=0, compare=False)

    @property
    def in_percent(self) -> bool:
        """Whether its quantity is in hundredths of a whole."""
        return self.unit in ("%", "percent")

    @property
    def public(self) -> int:
        """The moment from which it counts as known: the later of said and published."""
        return max(self.said.last, self.published.last)

    @property
    def order(self) -> tuple[Span, Span, str]:
        """What makes one report later than another: when it was said, then published, then its id."""
        return (self.said, self.published, self.id)
