"""A ledger of reports that contradict one another, as columns, as reports, and as a table in a file."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt

from bench.workloads.agreement import (
    DAY,
    ENTRY,
    GATE,
    ONE_LASTS,
    TWO_LASTS,
    Wording,
    agreement_text,
    wordings,
)
from bench.workloads.zones import Seconds
from servanda.clock import Span
from servanda.record import SOURCE_COLUMNS, STANCES, Range, Report, Source, write_reports

SEED = 1_648
END = ENTRY + (ONE_LASTS + TWO_LASTS) * DAY
PER_DEED = 3
"""How many reports there are of one deed, on average."""

SOURCES = (
    Source("North office", kind="office", affiliation="North", speaks_for="North", reliability="C"),
    Source("South office", kind="office", affiliation="South", speaks_for="South", reliability="C"),
    Source("West office", kind="office", affiliation="West", speaks_for="West", reliability="C"),
    Source("Oslo envoy", kind="office", speaks_for="Oslo", reliability="B"),
    Source("Watch", kind="monitor", affiliation="monitor", reliability="A"),
    Source("Ann", reliability="B"),
    Source("Ben", reliability="C"),
    Source("Radio", kind="outlet", own_reporting=True, reliability="B"),
    Source("Gazette", kind="outlet", reliability="C"),
    Source("Herald", kind="outlet", leans="South", reliability="D"),
    Source("Northern Wire", kind="wire", leans="North", reliability="C"),
    Source("World Wire", kind="wire", reliability="B"),
)
TELLERS = (
    ("North office", "", ""), ("South office", "", ""), ("West office", "", ""), ("Oslo envoy", "", ""),
    ("Ann", "", ""), ("Ben", "", ""), ("", "Radio", ""), ("", "Gazette", ""), ("", "Herald", ""),
    ("", "Gazette", "World Wire"), ("", "Herald", "World Wire"), ("", "Gazette", "Northern Wire"),
)  # fmt: skip
"""Who tells a report: its speaker, or the outlet that carries it and the wire that the outlet carries."""

_TELLING = (0.07, 0.07, 0.07, 0.08, 0.14, 0.12, 0.13, 0.10, 0.08, 0.06, 0.04, 0.04)
PLACES = ("", "Hill", "Shore", "Bridge")
_STANCE = {"asserts": 0.82, "denies": 0.1, "partly denies": 0.04, "promises": 0.02, "declares": 0.02}

Column = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Ledger:
    """Reports as columns, by when they were published. Each is a number for each report; -1 is blank.

    Attributes:
        clauses: how many clauses the agreement has.
        event: which event it is about; "e7" is the name of 7.
        deed: the place of its act in `wordings(clauses)`.
        teller, place, stance: the place in `TELLERS`, `PLACES` and the record's `STANCES`.
        quantity: how many it tells of.
        happened, said, published: in seconds since 1970-01-01 UTC.
        replaces: the row that it corrects; the row at place 7 has the id "r7".
    """

    clauses: int
    event: Column
    deed: Column
    teller: Column
    place: Column
    stance: Column
    quantity: Column
    happened: Seconds
    said: Seconds
    published: Seconds
    replaces: Column

    def __len__(self) -> int:
        return len(self.event)

    @cached_property
    def text(self) -> str:
        """The agreement that the reports are about."""
        return agreement_text(self.clauses, _levy(len(self), self.clauses))

    def reports(self) -> list[Report]:
        """Return the reports as values."""
        clauses = wordings(self.clauses)
        columns = (
            self.event, self.deed, self.teller, self.place, self.stance, self.quantity,
            self.happened, self.said, self.published, self.replaces,
        )  # fmt: skip
        rows = zip(*(column.tolist() for column in columns), strict=True)
        return [_report(f"r{place}", clauses, row) for place, row in enumerate(rows)]

    def write_folder(self, folder: Path) -> None:
        """Write the agreement, the reports and the sources as an agreement folder."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "agreement.md").write_text(self.text, encoding="utf-8")
        (folder / "reports.csv").write_text(write_reports(self.reports(), "UTC"), encoding="utf-8")
        (folder / "sources.csv").write_text(sources_text(), encoding="utf-8")


def sources_text() -> str:
    """Return the table of sources as CSV."""
    lines = [",".join(SOURCE_COLUMNS)]
    for one in SOURCES:
        own = "yes" if one.own_reporting else ""
        cells = (
            one.name,
            one.kind,
            one.affiliation,
            one.leans,
            one.speaks_for,
            own,
            one.reliability,
            "",
            "",
            "",
        )
        lines.append(",".join(cells))
    return "\n".join(lines) + "\n"


def make_ledger(reports: int, clauses: int) -> Ledger:
    """Make so many reports of what was done, and not done, under an agreement of so many clauses, from the seed."""
    draw = np.random.default_rng(SEED)
    deeds = _deeds(draw, max(2, reports // PER_DEED - 2), clauses)
    extra = np.bincount(
        draw.integers(0, len(deeds.event), reports - len(deeds.event) - 2), minlength=len(deeds.event)
    )
    of = np.repeat(np.arange(len(deeds.event)), 1 + extra)
    count = len(of)
    first = np.searchsorted(of, of)
    teller = draw.choice(len(TELLERS), count, p=_TELLING)
    is_correction = (first < np.arange(count)) & (draw.random(count) < 0.015)
    teller = np.where(is_correction, teller[first], teller)
    stance = draw.choice([STANCES.index(name) for name in _STANCE], count, p=list(_STANCE.values()))
    stance = np.where(is_correction, STANCES.index("asserts"), stance)
    said = deeds.moment[of] + draw.integers(0, 2 * DAY, count)
    said = np.where(is_correction, np.maximum(said, said[first]) + 3600, said)
    published = said + _delay(draw, count)
    published = np.where(is_correction, np.maximum(published, published[first] + 3600), published)
    made = Ledger(
        clauses, deeds.event[of], deeds.deed[of], teller, deeds.place[of], stance,
        _figures(draw, deeds.amount[of], stance), deeds.moment[of], said, published, np.where(is_correction, first, -1),
    )  # fmt: skip
    return _in_order(_with_gate(made))


@dataclass(frozen=True)
class _Deeds:
    event: Column
    deed: Column
    moment: Seconds
    amount: Column
    place: Column


def _deeds(draw: np.random.Generator, count: int, clauses: int) -> _Deeds:
    """Draw what was done: a fifth incidents, two fifths payments, two fifths requests and their answers."""
    words = wordings(clauses)
    incidents, payments = count // 5, count * 2 // 5
    asked = round((count - incidents - payments) / 2)
    ban = draw.choice(_places_of(words, "ban"), incidents)
    levy = draw.choice([n for n in _places_of(words, "levy") if words[n].id != GATE], payments)
    ask = draw.choice(_places_of(words, "ask"), asked)
    phases = np.array([one.phase for one in words])
    begun = ENTRY + draw.integers(0, 350 * DAY, asked)
    fate = draw.random(asked)
    late = 7 * DAY + draw.integers(DAY, 14 * DAY, asked)
    replied = begun + np.where(fate < 0.02, late, draw.integers(DAY // 8, 6 * DAY, asked))
    is_answered = fate < 0.99
    of = np.concatenate([ban, levy])
    names = np.arange(incidents + payments + asked)
    moment = np.concatenate([_moments(draw, phases[of]), begun, replied[is_answered]])
    deed = np.concatenate([of, ask, ask[is_answered] + 1])
    event = np.concatenate([names, names[-asked:][is_answered]])
    amount = np.where(np.isin(deed, levy), draw.integers(1, 21, len(deed)), -1)
    place = np.where(np.isin(deed, ban), draw.integers(0, len(PLACES), len(deed)), 0)
    return _Deeds(event, deed, moment, amount, place)


def _moments(draw: np.random.Generator, phases: Column) -> Seconds:
    first = np.where(phases == 2, ONE_LASTS, 0)
    days = np.where(phases == 1, ONE_LASTS, np.where(phases == 2, TWO_LASTS, ONE_LASTS + TWO_LASTS))
    found: Seconds = ENTRY + ((first + draw.random(len(phases)) * days) * DAY).astype(np.int64)
    return found


def _delay(draw: np.random.Generator, count: int) -> Seconds:
    fate = draw.random(count)
    soon, later, late = (
        draw.integers(0, DAY // 4, count),
        draw.integers(0, 5 * DAY, count),
        draw.integers(10, 90, count),
    )
    return np.where(fate < 0.85, soon, np.where(fate < 0.95, later, late * DAY))


def _figures(draw: np.random.Generator, amount: Column, stance: Column) -> Column:
    """Return the figures told: a tenth too low, one in twenty too high, and none where something is only denied."""
    fate = draw.random(len(amount))
    told = np.where(fate < 0.1, np.maximum(amount // 2, 1), np.where(fate < 0.15, amount * 2, amount))
    denies = np.isin(stance, [STANCES.index("denies"), STANCES.index("partly denies")])
    return np.where((amount < 0) | denies, -1, told)


def _with_gate(made: Ledger) -> Ledger:
    """Add the two gates, each told of by one voice."""
    gate = next(n for n, one in enumerate(wordings(made.clauses)) if one.id == GATE)
    days = ENTRY + np.array([40, 80]) * DAY
    two = np.full(2, -1)
    ann, asserts = TELLERS.index(("Ann", "", "")), STANCES.index("asserts")
    events = made.event.max() + np.array([1, 2])

    def joined(column: Column, more: Column) -> Column:
        return np.concatenate([column, more])

    return Ledger(
        made.clauses, joined(made.event, events), joined(made.deed, two * 0 + gate), joined(made.teller, two * 0 + ann),
        joined(made.place, two * 0), joined(made.stance, two * 0 + asserts), joined(made.quantity, two * 0 + 1),
        joined(made.happened, days), joined(made.said, days), joined(made.published, days), joined(made.replaces, two),
    )  # fmt: skip


def _in_order(made: Ledger) -> Ledger:
    order = np.argsort(made.published, kind="stable")
    now_at = np.empty(len(order), dtype=np.int64)
    now_at[order] = np.arange(len(order))
    replaces = np.where(made.replaces < 0, -1, now_at[made.replaces])[order]
    return Ledger(
        made.clauses, made.event[order], made.deed[order], made.teller[order], made.place[order], made.stance[order],
        made.quantity[order], made.happened[order], made.said[order], made.published[order], replaces,
    )  # fmt: skip


def _places_of(words: list[Wording], kind: str) -> list[int]:
    return [place for place, one in enumerate(words) if one.kind == kind]


def _levy(reports: int, clauses: int) -> int:
    """Return how much a staged clause asks for: somewhat less than what is paid under it."""
    payments = reports / PER_DEED * 2 / 5
    return max(4, round(0.9 * 10.5 * payments / (clauses / 3)))


def _report(id_: str, clauses: list[Wording], row: tuple[int, ...]) -> Report:
    event, deed, teller, place, stance, quantity, happened, said, published, replaces = row
    speaker, source, wire = TELLERS[teller]
    return Report(
        id_, clauses[deed].act, STANCES[stance], Span(said, said), Span(published, published),
        event=f"e{event}", by=(clauses[deed].bearer,), measure="" if quantity < 0 else "count",
        quantity=None if quantity < 0 else Range(float(quantity), float(quantity)), place=PLACES[place],
        happened=Span(happened, happened), source=source, wire=wire, speaker=speaker,
        replaces="" if replaces < 0 else f"r{replaces}",
    )  # fmt: skip
