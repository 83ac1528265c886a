"""The laws of review, on drawn sequences of acts: each place tells the same, and no report comes twice.

They are tried on a few examples here, and on as many as SERVANDA_EXAMPLES says.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.ledger import open_ledger
from servanda.record import Report
from servanda.review import Act, LedgerReviewing, NotAReport, ReviewError, Reviewing
from tests.generated import examples
from tests.ledger.papers import NOON
from tests.postgresql import Server
from tests.review.places import START, Place, papers, place_at, row

NUMBERS = count(1)
IDS = st.sampled_from(["d1", "d2", "d3", "d4", "d5", "d9"])
CELL = st.sampled_from(
    ["", "3", "many", "first", "r1", "r5", "asserts", "2025-01-09", "a,b", 'q"', "x\ny", "é"]
)
ROWS = st.builds(
    lambda base, cells: {**base, **cells},
    st.sampled_from([row(), *({k: v for k, v in one.items() if k != "id"} for one in START)]),
    st.dictionaries(
        st.sampled_from(["id", "event", "quantity", "published", "note", "stance", "place"]), CELL, max_size=2
    ),
)
WORDS = st.one_of(
    st.tuples(st.just("file"), st.lists(ROWS, max_size=2)),
    st.tuples(st.just("confirm"), IDS),
    st.tuples(st.just("correct"), IDS, st.dictionaries(st.sampled_from(["id", "quantity", "stance", "place"]), CELL, max_size=2)),
    st.tuples(st.just("merge"), IDS, st.sampled_from(["r1", "r2", "r3", "r4", "first", "raid", ""])),
    st.tuples(st.just("refuse"), IDS, st.sampled_from(["", "a copy"])),
)  # fmt: skip


@pytest.fixture(scope="module")
def addresses(tmp_path_factory: pytest.TempPathFactory, postgresql_server: Server) -> Iterator[list[str]]:
    """A ledger in a file and one in a server."""
    with postgresql_server.database() as address:
        yield [f"sqlite:///{tmp_path_factory.mktemp('ledger') / 'ledger.db'}", address]


def play(port: Reviewing, words: list[Any]) -> list[Any]:
    """Do what the words say, and return what came of each."""
    told: list[Any] = []
    for at, (what, *more) in enumerate(words, start=NOON):
        try:
            told.append(
                port.file(more[0], "reader", at) if what == "file" else getattr(port, what)(*more, "Ben", at)
            )
        except NotAReport as error:
            told.append(error.faults)
        except ReviewError as error:
            told.append(str(error))
    return told


def told_of(reports: dict[str, Report]) -> dict[str, Report]:
    """Return the reports that came of reviews, which are recorded at the same moment everywhere."""
    return {id_: report for id_, report in reports.items() if id_ not in {one["id"] for one in START}}


def check_one_for_one(place: Place, told: list[Any]) -> None:
    """Look whether the record holds what the reviews say: one report for each, and none twice."""
    drafts, reports = place.port.drafts(), place.reports
    assert [act for act in told if isinstance(act, Act)] == list(drafts.acts)
    start = {one["id"] for one in START}
    came = Counter(act.report for act in drafts.acts if act.what in ("confirmed", "corrected"))
    merged = {act.report for act in drafts.acts if act.what == "merged"}
    assert set(came.values()) <= {1}
    assert set(reports) == start | set(came) | merged
    assert {act.what == "refused" for act in drafts.acts if not act.report} <= {True}
    assert place.read().problems == ()
    table = io.StringIO(place.files()["reports.csv"].decode(), newline="")
    assert Counter(line["id"] for line in csv.DictReader(table)) == dict.fromkeys(reports, 1)


@examples(12)
@given(words=st.lists(WORDS, min_size=3, max_size=14))
def test_every_place_tells_the_same_and_no_report_comes_twice(
    addresses: list[str], tmp_path_factory: pytest.TempPathFactory, words: list[Any]
) -> None:
    """Whatever is done, a folder and both stores answer alike, hold the same, and have one report for each act."""
    words = [("file", [row(), row(quantity="4"), {"act": "attack", "by": "North"}]), *words]
    folder = tmp_path_factory.mktemp("place") / "test"
    name = f"drawn{next(NUMBERS)}"
    files = papers()
    with place_at(folder, files) as first:
        told = play(first.port, words)
        check_one_for_one(first, told)
        drafts, rows = first.port.drafts(), first.reports
        kept = {file: first.files().get(file) for file in ("drafts.csv", "reviews.csv")}
    files["agreement.md"] = files["agreement.md"].replace(b"#test", f"#{name}".encode())
    for address in addresses:
        with open_ledger(address, create=True) as ledger:
            ledger.take_in(files, "Ann", NOON)
            port = LedgerReviewing(ledger, name)
            place = Place(port, partial(ledger.folder, name), partial(ledger.papers, name))
            assert play(port, words) == told
            assert port.drafts() == drafts
            assert told_of(place.reports) == told_of(rows)
            assert {file: place.files().get(file) for file in kept} == kept
            check_one_for_one(place, told)
            ledger.check()


def test_the_law_can_fail(tmp_path: Path) -> None:
    """A report that comes twice, or one that is missing, is seen."""
    with place_at(tmp_path / "test", papers()) as place:
        told = play(place.port, [("file", [row()]), ("confirm", "d1")])
        check_one_for_one(place, told)
        record = tmp_path / "test" / "reports.csv"
        whole = record.read_bytes()
        last = whole.splitlines(keepends=True)[-1]
        for wrong in (whole + last, whole.removesuffix(last), whole + last.replace(b"r4", b"r5")):
            record.write_bytes(wrong)
            with pytest.raises(AssertionError):
                check_one_for_one(place, told)
