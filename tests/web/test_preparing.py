"""A server does what the first readers of a large record would wait for before it takes them."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from bench.workloads.ledger import END, make_ledger, sources_text
from servanda.ledger import open_ledger
from servanda.record import write_reports
from servanda.web import application, library_of_ledger, prepare
from servanda.web import desk as desk_room
from tests.ledger.papers import FIRST, papers

CLAUSES, REPORTS = 540, 900


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A ledger with one agreement of many clauses and reports, and one of few."""
    made = make_ledger(REPORTS, CLAUSES)
    large = {
        "agreement.md": made.text.encode(), "sources.csv": sources_text().encode(),
        "reports.csv": write_reports(made.reports(), "UTC").encode(),
    }  # fmt: skip
    path = f"sqlite:///{tmp_path_factory.mktemp('large') / 'ledger.db'}"
    with open_ledger(path, create=True) as ledger:
        ledger.take_in(large, "bench", END)
        ledger.take_in(papers(FIRST), "Ann", 0)
    return path


def test_a_large_record_is_laid_out_before_the_first_reader(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each step of it is told, a small record is not read yet, and the pages then say what they would have said."""
    monkeypatch.setattr(desk_room, "LARGE", REPORTS // 2)
    with open_ledger(address) as ledger:
        library, told = library_of_ledger(ledger), list[str]()
        prepare(library, told.append)
        assert [line.rpartition(" after ")[0] or line for line in told] == [
            f"many: reading {REPORTS:,} reports",
            f"many: laying them out under {CLAUSES:,} clauses",
            "many: drawing the first pages",
            "many: ready",
        ]
        assert {desk.id: desk.version for desk in library} == {"many": 1, "test": 0}
        ready, anew = (
            TestClient(application(one, ["testserver"])) for one in (library, library_of_ledger(ledger))
        )
        for path in (
            "/many?at=2025-06-01&part=9",
            "/many/clauses/levy-0?at=2025-06-01",
            "/many/record?sort=act",
        ):
            assert ready.get(path).text == anew.get(path).text


def test_a_large_page_names_the_phases_as_a_small_one_does(
    address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the phases stand is the same whether the record is kept as an archive or not."""
    with open_ledger(address) as ledger:
        small = library_of_ledger(ledger, ["many"])
        page = TestClient(application(small, ["testserver"])).get("/many?at=2025-06-01&account=North").text
        monkeypatch.setattr(desk_room, "LARGE", REPORTS // 2)
        large = library_of_ledger(ledger, ["many"])
        other = TestClient(application(large, ["testserver"])).get("/many?at=2025-06-01&account=North").text
    phases = [text.partition('<ul class="phases">')[2].partition("</ul>")[0] for text in (page, other)]
    assert "phase one" in phases[0]
    assert phases[0] == phases[1]


def test_of_many_clauses_one_is_named_in_a_search(address: str) -> None:
    """The form of the record has a field for the clause where a choice among all would be longer than the page."""
    with open_ledger(address) as ledger:
        client = TestClient(application(library_of_ledger(ledger), ["testserver"]))
        many, few = (client.get(path).text for path in ("/many/record?clause=levy-7", "/test/record"))
    assert '<input id="clause" name="clause" value="levy-7"' in many
    assert '<select id="clause" name="clause">' in few
