"""What is due, by whom, and what is overdue."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from servanda.agreement import Clause
from servanda.clock import Length
from servanda.sentences import Value
from servanda.standing import Duty, Standing, Variant, moment_text, number_data

FIELDS = ("by", "when", "clause", "bearer", "quantity", "duty", "reading")


class BadSpan(ValueError):
    """A span of time is none. Its message says how to write one."""


@dataclass(frozen=True)
class Falling:
    """An open duty that is overdue or falls due.

    Attributes:
        readings: the readings on which it does, to be said; none where it does on all.
        data: the same as data.
    """

    duty: Duty
    readings: tuple[Value, ...]
    data: dict[str, Any]


def end_of_span(standing: Standing, within: str) -> int:
    """Return the moment that lies a span such as 36h, 14d or 6w after the moment asked about, in seconds.

    Raises:
        BadSpan: it is no span of hours, days or weeks.
    """
    match = re.fullmatch(r"(\d{1,5})([hdw])", within.strip())
    if match is None:
        raise BadSpan(f'"{within}" is no span of time; write hours, days or weeks, such as 36h, 14d or 6w')
    unit = {"h": "hour", "d": "day", "w": "week"}[match[2]]
    return Length(int(match[1]), unit).after(standing.at, standing.agreement.title.zone)


def due_data(standing: Standing, until: int) -> dict[str, Any]:
    """Return what falls due by a moment, in seconds, with the moment asked about."""
    at = moment_text(standing.at, standing.agreement.title.zone)
    return {"at": at, "due": list(falling_due(standing, until))}


def due_rows(found: Iterable[dict[str, Any]]) -> Iterator[tuple[Any, ...]]:
    """Yield the table of what falls due, its header first."""
    yield FIELDS
    for one in found:
        yield tuple(one[name] for name in FIELDS)


def falling_due(standing: Standing, until: int) -> Iterator[dict[str, Any]]:
    """Yield the open duties that are overdue or fall due by a moment, the oldest first, as data."""
    return (one.data for one in falling(standing, until))


def falling(standing: Standing, until: int) -> Iterator[Falling]:
    """Yield the open duties that are overdue or fall due by a moment, the oldest first."""
    found: dict[tuple[Any, ...], tuple[dict[str, Any], Duty, list[Variant]]] = {}
    for one in standing.clauses:
        for variant in one.variants:
            for duty in variant.duties:
                if _is_open(duty, one.clause) and duty.due is not None and duty.due.last <= until:
                    entry = _entry(standing, one.clause.id, duty)
                    _, _, variants = found.setdefault(tuple(entry.values()), (entry, duty, []))
                    if variant not in variants:
                        variants.append(variant)
    for entry, duty, variants in sorted(found.values(), key=lambda each: _order(each[0])):
        is_on_all = 1 < len(variants) == len(standing.of(entry["clause"]).variants)
        told = [] if is_on_all else [variant for variant in variants if variant.label]
        reading = " / ".join(variant.label for variant in told)
        yield Falling(duty, tuple(variant.which for variant in told), {**entry, "reading": reading})


def _order(entry: dict[str, Any]) -> tuple[str, str, str]:
    return entry["by"], entry["clause"], entry["duty"]


def _is_open(duty: Duty, clause: Clause) -> bool:
    if clause.heading or clause.norm != "must":
        return False
    return duty.state == "in force" or (duty.state == "violated" and not duty.met)


def _entry(standing: Standing, clause: str, duty: Duty) -> dict[str, Any]:
    assert duty.due is not None
    missing = None if duty.amount is None else number_data(duty.amount - duty.done.least)
    when = "violated" if duty.state == "violated" else ("overdue" if duty.overdue else "due")
    return {
        "by": moment_text(duty.due.last, standing.agreement.title.zone), "when": when, "clause": clause,
        "bearer": " and ".join(duty.bearers), "quantity": missing, "duty": duty.label,
    }  # fmt: skip
