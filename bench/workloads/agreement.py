"""An agreement of many clauses: prohibitions, staged obligations, and requests with their answers by name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

PARTIES = ("North", "South", "West")
ENTRY = int(datetime(2025, 1, 1, tzinfo=UTC).timestamp())
DAY = 86_400
ONE_LASTS, TWO_LASTS = 120, 240
"""The days of each phase."""

GATE = "levy-0"
"""The clause that opens phase two: its two gates are told of by one voice only."""

_HEAD = """# {count} clauses

```servanda
agreement #many "An agreement of {count} clauses"
  in force 2025-01-01 00:00 UTC
  day 1 is the day of entry
  within is inclusive
party North, South, West
mediator Oslo
monitor Watch
phase one: from entry for {one} days
phase two: from end of phase one for {two} days
  opens when #{gate} is fulfilled
clause #{gate}: North must open 2 gates in phase one
  verified by Watch
  1 by day 50
  1 by day 100
"""


@dataclass(frozen=True)
class Wording:
    """A clause of the agreement.

    Attributes:
        act: its words as a report gives them.
        phase: 1 or 2; 0 where it belongs to none.
        kind: "ban", "levy", "ask" or "reply".
    """

    id: str
    act: str
    bearer: str
    phase: int
    kind: str


def wordings(clauses: int) -> list[Wording]:
    """Return the clauses: a third prohibitions, a third staged, and the rest requests, each with its answer."""
    third, sixth = clauses // 3, clauses // 6
    found = [Wording(f"ban-{n}", f"raid ward {n}", _party(n), (1, 2, 0)[n % 3], "ban") for n in range(third)]
    found.append(Wording(GATE, "open gates", "North", 1, "levy"))
    found += [Wording(f"levy-{n}", f"pay levy {n}", _party(n), 1 + n % 2, "levy") for n in range(1, third)]
    for n in range(sixth):
        found.append(Wording(f"ask-{n}", f"request pass {n}", _party(n + 1), 0, "ask"))
        found.append(Wording(f"reply-{n}", f"grant pass {n}", _party(n), 0, "reply"))
    return found


def agreement_text(clauses: int, levy: int) -> str:
    """Return the agreement as Markdown.

    Args:
        clauses: how many; a multiple of six.
        levy: how much each staged clause asks for in all.
    """
    head = _HEAD.format(count=clauses, one=ONE_LASTS, two=TWO_LASTS, gate=GATE)
    rest = "\n".join(_lines(one, levy) for one in wordings(clauses) if one.id != GATE)
    return f"{head}{rest}\n```\n"


def _lines(one: Wording, levy: int) -> str:
    number = one.id.rpartition("-")[2]
    phase = ("", " in phase one", " in phase two")[one.phase]
    to = PARTIES[(PARTIES.index(one.bearer) + 1) % len(PARTIES)]
    match one.kind:
        case "ban":
            return f'clause #{one.id}: {one.bearer} must not raid "ward {number}"{phase}'
        case "levy":
            of = "" if one.phase == 1 else " of phase two"
            stages = (f"  {max(1, levy // 4)} by day {day}{of}" for day in (20, 50))
            head = f'clause #{one.id}: {one.bearer} must pay {max(4, levy)} "levy {number}" to {to}{phase}'
            return "\n".join((head, *stages, f"  rest by day 90{of}"))
        case "ask":
            return f'clause #{one.id}: {one.bearer} may request "pass {number}"'
        case _:
            return (
                f'clause #{one.id}: {one.bearer} must grant "pass {number}" to {to}\n'
                f"  answers #ask-{number} by name within 7 days"
            )


def _party(number: int) -> str:
    return PARTIES[number % len(PARTIES)]
