"""The measuring runs, and whoever is measured beside us finds what we find."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest

import servanda
from bench import ours, reference
from bench.parts.answered import PEERS
from bench.peers.peer import Peer
from bench.workloads.ledger import END, SOURCES, make_ledger
from bench.workloads.requests import Requests, make_requests
from bench.workloads.updates import KINDS, updates
from bench.workloads.zones import WEEK, week_after
from tests.case_files import ROOT

BY_CALENDAR = [peer for peer in PEERS if peer.by_calendar]


@pytest.fixture(scope="module")
def figures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The figures of the quick measuring."""
    path = tmp_path_factory.mktemp("bench") / "figures.json"
    words = [sys.executable, "-m", "bench", "--quick", "--json", str(path)]
    found = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stderr
    for title in (
        "Each request is answered",
        "Where every clause stands",
        "One more report",
        "As of a random",
    ):
        assert title in found.stdout
    figures: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return figures


def test_no_measurement_fails(figures: dict[str, Any]) -> None:
    """At small sizes every measurement gives a figure, or says that a peer is not installed or cannot be asked."""
    rows = [row for part in figures["parts"].values() for row in part]
    assert [row for row in rows if "failure" in row] == []
    reasons = {row["not_run"] for row in rows if "not_run" in row}
    assert reasons <= {"not installed", "it counts in seconds, not by the calendar"}
    assert set(figures["parts"]) == {"a", "b", "c", "d", "e", "f", "g"}


def test_all_peers_find_the_same_violations(figures: dict[str, Any]) -> None:
    """Whoever answers the same question finds the same requests violated, in every zone and from a file too."""
    rows = [row for row in figures["parts"]["a"] if "violations" in row]
    assert {row["who"] for row in rows} >= {"servanda", "plain Python loop"}
    assert {(row["zone"], row["origin"]) for row in rows} == {
        ("UTC", "memory"), ("Europe/Berlin", "memory"), ("UTC", "CSV file"),
    }  # fmt: skip
    assert {row["differing"] for row in rows} == {0}
    assert all(row["violations"] > 0 for row in rows)


def test_the_row_engine_finds_the_same_standing(figures: dict[str, Any]) -> None:
    """Every clause has the same state and numbers on each of six accounts as the row engine gives it."""
    rows = {row["who"]: row for row in figures["parts"]["b"]}
    assert rows["the row engine"]["answers"] == rows["servanda"]["clauses"] * 6
    assert rows["the row engine"]["differing"] == 0


def test_a_retraction_shuts_the_gate(figures: dict[str, Any]) -> None:
    """Each report about the gate shuts the phase behind it or opens it again."""
    rows = [row for row in figures["parts"]["c"] if row["kind"] == KINDS[-1]]
    assert rows
    assert all(row["changed"] == row["updates"] for row in rows)


@pytest.mark.parametrize("peer", BY_CALENDAR, ids=lambda peer: peer.name)
@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Africa/Casablanca"])
def test_a_peer_counts_by_the_calendar(peer: Peer, zone: str) -> None:
    """Where clocks change between a request and its deadline, the deadline stays at the same hour of the day."""
    if not peer.is_installed:
        pytest.skip(f"{peer.name} is not installed")
    requests = make_requests(20_000, "dense", zone)
    asked = {
        name: moment
        for name, is_answer, moment in zip(requests.ids, requests.is_answer, requests.moments, strict=True)
        if not is_answer
    }
    due = dict(zip(asked, week_after(np.array(list(asked.values())), zone).tolist(), strict=True))
    answered = dict(zip(requests.ids[requests.is_answer], requests.moments[requests.is_answer], strict=True))
    late = [n for n in asked if due[n] < requests.horizon and answered.get(n, due[n] + 1) > due[n]]
    assert peer.prepare(requests)().tolist() == sorted(late)


@pytest.mark.parametrize(
    ("before", "turn", "by"),
    [("2025-03-23T02:30", "2025-03-30T01:00Z", 0), ("2025-03-29T12:00", "2025-03-30T01:00Z", -3600),
     ("2025-10-19T02:30", "2025-10-26T01:00Z", 0), ("2025-10-22T12:00", "2025-10-26T01:00Z", 3600)],
)  # fmt: skip
def test_ours_counts_by_the_calendar(before: str, turn: str, by: int) -> None:
    """An answer is in time up to the same hour a week on, and late a second after it, over both changes of the clock."""
    zone = "Europe/Berlin"
    asked = int(datetime.fromisoformat(before).replace(tzinfo=ZoneInfo(zone)).timestamp())
    assert asked < datetime.fromisoformat(turn).timestamp() <= asked + WEEK + 3600
    due = asked + WEEK + by
    assert week_after(np.array([asked]), zone).tolist() == [due]
    requests = Requests(
        np.array([1, 2, 3, 1, 2]), np.array([False] * 3 + [True] * 2), np.array([asked] * 3 + [due, due + 1]),
        int(datetime(2025, 12, 1, tzinfo=UTC).timestamp()), zone,
    )  # fmt: skip
    found = ours.answered(requests.ids, requests.is_answer, requests.moments, requests.horizon, zone)
    assert found.tolist() == [2, 3]
    for peer in BY_CALENDAR:
        if peer.is_installed:
            assert peer.prepare(requests)().tolist() == [2, 3], peer.name


def test_the_drawn_agreement_and_its_record_can_be_read(tmp_path: Path) -> None:
    """The agreement of the measuring has no problem, and its record reads back as it was drawn."""
    ledger = make_ledger(300, 60)
    ledger.write_folder(tmp_path)
    folder = servanda.load(tmp_path)
    assert folder.problems == ()
    assert len(folder.agreement.clauses) == 60
    assert list(folder.reports) == ledger.reports()
    assert set(folder.standing(END).of("levy-0").every) == {
        "cautious",
        "generous",
        "North",
        "South",
        "West",
        "Oslo",
    }


@pytest.mark.parametrize("kind", KINDS)
def test_an_added_report_tells_what_a_new_book_tells(kind: str) -> None:
    """Reports added one by one leave a book where one that had them all along stands."""
    ledger = make_ledger(150, 12)
    book, other = (made.Book(ledger.text, SOURCES, ledger) for made in (ours, reference))
    for update in updates(ledger, kind, 3):
        book.add(update.report)
        other.reports.append(update.report)
        assert book.outline(END, END) == other.outline(END, END)
