"""An agreement with a large record is answered a few clauses at a time, and says the same as when all is drawn."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from servanda.ledger import open_ledger
from servanda.web import application, library_of_folders, library_of_ledger, prepare
from servanda.web import desk as desk_room
from tests.case_files import ROOT
from tests.ledger.papers import FIRST, papers, row
from tests.web.addresses import AT, addresses

SHALIT = ROOT / "examples" / "shalit-2011"
PAGES = {name: path for name, path in addresses().items() if name not in ("start", "draft")}
STATE = re.compile(r'<article class="margin (state-[a-z-]+)-edge" id="([\w-]+)">')


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """A client of the pages about the exchange of 2011, whose record is taken for a large one."""
    monkeypatch.setattr(desk_room, "LARGE", 10)
    said: list[str] = []
    library = library_of_folders([SHALIT])
    prepare(library, said.append)
    assert said[0] == "shalit-2011: reading 39 reports"
    with TestClient(application(library, ["testserver"]), headers={"accept": "text/html"}) as client:
        yield client


def test_the_text_says_the_same_of_a_large_record(large: TestClient, client: TestClient) -> None:
    """Beside every clause stands the state that the whole drawing gives, on each account."""
    for account in ("cautious", "generous", "Israel"):
        asked = {"at": AT, "account": account}
        found, whole = (one.get("/shalit-2011", params=asked).text for one in (large, client))
        assert len(STATE.findall(whole)) > 10
        assert STATE.findall(found) == STATE.findall(whole)


@pytest.mark.parametrize("form", ["html", "json", "csv"])
def test_every_page_of_a_large_record_is_there(large: TestClient, form: str) -> None:
    """Whatever is asked of a large record is answered, in every form."""
    for path in PAGES.values():
        assert large.get(path, params={"at": AT, "format": form}).status_code == 200, path


def test_the_reasons_of_a_clause_are_the_same(large: TestClient, client: TestClient) -> None:
    """A clause's own page tells the same states, duties, events and reports."""
    for clause in ("women", "men", "passage"):
        asked = {"at": AT, "format": "json"}
        found, whole = (
            one.get(f"/shalit-2011/clauses/{clause}", params=asked).json() for one in (large, client)
        )
        assert found == whole


def test_pages_and_papers_of_a_part_know_all_phases(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the clauses of a part hang on few of the phases, what is drawn of the whole still has its beginning."""
    monkeypatch.setattr(desk_room, "LARGE", 1)
    library = library_of_folders([ROOT / "examples" / "bangsamoro-2014"])
    with TestClient(application(library, ["testserver"]), headers={"accept": "text/html"}) as asked:
        for path in (
            "/timeline",
            "/exchange",
            "/due",
            "/changes",
            "/calendar.ics",
            "/changes.atom",
            "/report.pdf",
        ):
            answer = asked.get(f"/bangsamoro-2014{path}", params={"at": "2016-03-01", "since": "2016-01-01"})
            assert answer.status_code == 200, path


def test_what_there_is_not_is_told_kindly(large: TestClient) -> None:
    """A clause, an account or a part that there is not has its status code here too."""
    for path, status in (
        ("/clauses/none", 404),
        ("?account=nobody", 400),
        ("?part=9", 400),
        ("/record/none", 404),
    ):
        assert large.get(f"/shalit-2011{path}").status_code == status


def test_a_report_more_counts_in_a_large_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What comes into a ledger while a large record is shown is counted at the next question."""
    monkeypatch.setattr(desk_room, "LARGE", 0)
    monkeypatch.setattr(desk_room, "PAUSE", 0.0)
    with open_ledger(f"sqlite:///{tmp_path / 'ledger.db'}", create=True) as ledger:
        ledger.take_in(papers(FIRST), "Ann", 0)
        with TestClient(application(library_of_ledger(ledger), ["testserver"])) as asked:
            words = {"at": "2025-01-18", "format": "json"}
            assert asked.get("/test/clauses/c", params=words).json()["progress"]["done"] == [4, 4]
            ledger.append("test", [row("r2", "3")], "Ben", 1)
            assert asked.get("/test/clauses/c", params=words).json()["progress"]["done"] == [7, 7]
            assert asked.get("/test/record?format=json").json()["total"] == 2
