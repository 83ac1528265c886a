"""Which reports of the record may tell the same as a row that is none yet, and what they agree in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from operator import attrgetter

from servanda.clock import Span
from servanda.record.cells import Row, told_by
from servanda.record.matter import act_key
from servanda.record.report import Report

DAY = 86_400

COMPARED = ("event", "to", "quantity", "kind", "place", "stance", "speaker", "source", "wire", "link")
"""What is compared beside act, actors and day."""


_words = attrgetter(*(one.name for one in fields(Report) if one.name not in ("id", "recorded", "line")))


def is_same(one: Report, other: Report) -> bool:
    """Say whether two reports say the very same, whatever their ids and whenever they were recorded."""
    return bool(_words(one) == _words(other))


@dataclass(frozen=True)
class Likeness:
    """A report that may tell the same as a row.

    Attributes:
        same: of `COMPARED`, those in which both say the same.
        apart: the seconds that lie between what the two tell of; nought where it may be one moment.
        is_same_words: it says the very same in every cell.
    """

    report: Report
    same: tuple[str, ...]
    apart: int
    is_same_words: bool


def likely_same(row: Row, reports: Iterable[Report], zone: str) -> tuple[Likeness, ...]:
    """Return the reports of the same act by the same actors that happened within a day of it, best first.

    The very same words come first, then those that agree in most, then the nearest in time. A report that does not
    say when it happened is taken to tell of when it was said.
    """
    told, _ = told_by({**row, "id": "r1", "recorded": ""}, zone)
    when = _when(told)
    found = []
    for report in reports:
        apart = _apart(when, _when(report))
        if apart <= DAY and set(report.by) == set(told.by) and act_key(report.act) == act_key(told.act):
            same = tuple(name for name in COMPARED if row[name] and _agree(told, report, name))
            found.append(Likeness(report, same, apart, is_same(told, report)))
    return tuple(
        sorted(found, key=lambda one: (not one.is_same_words, -len(one.same), one.apart, one.report.order))
    )


def _when(report: Report) -> Span:
    return report.happened or report.said


def _apart(one: Span, other: Span) -> int:
    return max(0, other.first - one.last, one.first - other.last)


def _agree(one: Report, other: Report, name: str) -> bool:
    first, second = getattr(one, name), getattr(other, name)
    if isinstance(first, str):
        return bool(first) and act_key(first) == act_key(second)
    return bool(first) and first == second
