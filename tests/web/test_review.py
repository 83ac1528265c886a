"""Drafts are confirmed, corrected, merged and refused by forms, each by somebody who is named, in folders and ledgers."""

from __future__ import annotations

import csv
import html
import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from servanda.folder import load, papers_of
from servanda.ledger import open_ledger
from servanda.review import FolderReviewing
from servanda.web import application, library_of_folders, library_of_ledger
from servanda.web.library import Library
from tests.case_files import ROOT
from tests.web.conftest import DRAFT

ID = "shalit-2011"
DRAFTS = [{**DRAFT, "quantity": str(number)} for number in (27, 26, 25, 24, 23)]
MOMENT = 1_319_000_000

Asked = tuple[TestClient, Library]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The example of 2011 with five drafts that wait."""
    shutil.copytree(ROOT / "examples" / ID, tmp_path / ID)
    FolderReviewing(tmp_path / ID).file(DRAFTS, "a reader", MOMENT)
    return tmp_path / ID


@pytest.fixture(params=["folder", "ledger"])
def asked(request: pytest.FixtureRequest, folder: Path, tmp_path: Path) -> Iterator[Asked]:
    """A client of the pages, and their library, over a folder and over a ledger."""
    if request.param == "folder":
        library = library_of_folders([folder])
        with TestClient(application(library, ["testserver"]), headers={"accept": "text/html"}) as made:
            yield made, library
    else:
        with open_ledger(f"sqlite:///{tmp_path / 'ledger.db'}", create=True) as ledger:
            ledger.take_in(papers_of(folder), "Ann", MOMENT)
            library = library_of_ledger(ledger)
            with TestClient(application(library, ["testserver"]), headers={"accept": "text/html"}) as made:
                yield made, library


def sent(asked: Asked, draft: str, **fields: str) -> int:
    """Send the form of a draft, and return the status of the answer."""
    return (
        asked[0]
        .post(f"/{ID}/review/{draft}", data={"by": "Ann", **fields}, follow_redirects=False)
        .status_code
    )


def test_each_act_does_what_it_says_and_names_who_did_it(asked: Asked) -> None:
    """Confirmed and corrected drafts are in the record, merged ones under an event, refused ones only in the history."""
    client, library = asked
    before = {report.id for report in library.desk(ID).folder.reports}
    assert sent(asked, "d1", act="confirm") == 303
    assert sent(asked, "d2", act="correct", **{"cell-quantity": "28"}) == 303
    assert sent(asked, "d3", act="merge", into="s05") in (303, 400)
    assert sent(asked, "d4", act="refuse", reason="told twice") == 303
    drafts = library.desk(ID).drafts()
    acts = {act.draft: act for act in drafts.acts}
    assert {acts[one].by for one in ("d1", "d2", "d4")} == {"Ann"}
    assert acts["d2"].changed["quantity"] == ("26", "28")
    assert acts["d4"].reason == "told twice"
    client.get(f"/{ID}/review")
    library.desk(ID).look()
    fresh = {report.id: report for report in library.desk(ID).folder.reports if report.id not in before}
    assert {acts["d1"].report, acts["d2"].report} <= set(fresh)
    quantity = fresh[acts["d2"].report].quantity
    assert quantity is not None
    assert quantity.low == 28
    page = client.get(f"/{ID}/review").text
    assert "told twice" in page
    assert page.count("Ann") >= 3


def test_an_act_leads_to_the_next_draft_and_says_what_was_done(asked: Asked) -> None:
    """After an act the oldest of those that wait is shown, with word of what was done and a name typed once."""
    client, _ = asked
    answer = client.post(f"/{ID}/review/d1", data={"by": "Ann", "act": "confirm"})
    assert answer.status_code == 200
    assert re.search(r"<h1>Draft d2</h1>", answer.text)
    assert re.search(r'role="status">d1 was confirmed by Ann', answer.text)
    assert 'name="by" value="Ann"' in answer.text


def test_nothing_is_done_twice(asked: Asked) -> None:
    """Who acts on a draft that somebody has acted on is told who did what, and the record has it once."""
    client, library = asked
    assert sent(asked, "d1", act="confirm") == 303
    number = len(library.desk(ID).folder.reports)
    again = client.post(f"/{ID}/review/d1", data={"by": "Ben", "act": "refuse", "reason": "no"})
    assert again.status_code == 409
    assert "confirmed" in again.text
    assert "Ann" in again.text
    assert len(library.desk(ID).folder.reports) == number


@pytest.mark.parametrize(
    ("draft", "fields", "status"),
    [
        ("d1", {"act": "confirm", "by": " "}, 400), ("d1", {"act": "refuse", "reason": ""}, 400), ("d1", {"act": "burn"}, 400),
        ("d1", {"act": "correct", "cell-happened": "someday"}, 400), ("d1", {"act": "merge", "into": "nothing"}, 400),
        ("d9", {"act": "confirm"}, 404), ("d1", {}, 400), ("d1", {"act": "confirm", "by": "\x00"}, 400),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_told_and_leaves_all_as_it_was(
    asked: Asked, draft: str, fields: dict[str, str], status: int
) -> None:
    """A form that lacks a name or a reason, or holds what no report can, does nothing."""
    assert sent(asked, draft, **fields) == status
    assert not asked[1].desk(ID).drafts().acts


def test_a_draft_is_filed_by_a_form(asked: Asked) -> None:
    """What a form holds waits as a draft; it counts for nothing yet."""
    client, library = asked
    number = len(library.desk(ID).folder.reports)
    cells = {f"cell-{column}": cell for column, cell in DRAFT.items()}
    assert client.post(f"/{ID}/review", data={"by": "Ann", **cells}).status_code == 200
    waiting = library.desk(ID).drafts().waiting
    assert (len(waiting), waiting[-1].by, waiting[-1].row["act"]) == (6, "Ann", DRAFT["act"])
    assert len(library.desk(ID).folder.reports) == number
    assert client.post(f"/{ID}/review", data={"by": "Ann"}).status_code == 400


def test_the_words_of_the_text_stand_beside_the_cells(asked: Asked, folder: Path) -> None:
    """The page of a draft quotes the words with their file and the scores, as text only; JSON and CSV have them too."""
    client, library = asked
    words = "“We freed <b>27</b>,” a spokesman said."
    more = {"words": words, "file": "day.txt", "spans": "3-40", "scores": "c1=0.9"}
    library.desk(ID).review(lambda port: port.file([{**DRAFT, **more}], "a reader", MOMENT))
    page = client.get(f"/{ID}/review/d6").text
    (quoted,) = re.findall(r"<blockquote[^>]*>(.*?)</blockquote>", page, re.DOTALL)
    assert html.unescape(quoted) == words
    assert "<b>27" not in page
    assert "day.txt" in page
    assert re.search(r"90\s*%", page)
    assert client.get(f"/{ID}/review/d6?format=json").json()["words"] == words
    table = list(csv.reader(io.StringIO(client.get(f"/{ID}/review/d6?format=csv").text)))
    assert ["words", words] in table
    assert "<blockquote" not in client.get(f"/{ID}/review/d1").text
    assert client.post(f"/{ID}/review/d6", data={"by": "Ann", "act": "confirm"}).status_code == 200
    assert words not in (folder / "reports.csv").read_text(encoding="utf-8")


def test_the_drafts_of_one_file_are_looked_at_together(asked: Asked) -> None:
    """With a file in the address only its drafts are listed, in every form, and after an act the next of them comes."""
    client, library = asked
    files = ("a & b.txt", "other.txt", "a & b.txt")
    rows = [{**DRAFT, "quantity": str(number), "file": file} for number, file in enumerate(files)]
    library.desk(ID).review(lambda port: port.file(rows, "a reader", MOMENT))
    address = f"/{ID}/review?file=a+%26+b.txt"
    assert [one["draft"] for one in client.get(f"{address}&format=json").json()["waiting"]] == ["d6", "d8"]
    table = csv.DictReader(io.StringIO(client.get(f"{address}&format=csv").text))
    assert [one["draft"] for one in table] == ["d6", "d8"]
    page = client.get(address).text
    assert "Only drafts that were read in “a &amp; b.txt”" in page
    assert ("d7" in page, "d1" in page) == (False, False)
    assert "1 other draft of this file waits" in client.get(f"/{ID}/review/d6").text
    one = client.get(f"/{ID}/review/d6?file=a+%26+b.txt").text
    assert re.search(r'rel="next"[^>]*/review/d8\?file=a', one)
    answer = client.post(f"/{ID}/review/d6?file=a+%26+b.txt", data={"by": "Ann", "act": "confirm"})
    assert re.search(r"<h1>Draft d8</h1>", answer.text)
    last = client.post(
        f"/{ID}/review/d8?file=a+%26+b.txt", data={"by": "Ann", "act": "refuse", "reason": "no"}
    )
    assert "No draft waits." in last.text
    assert "All drafts" in last.text
    assert len(library.desk(ID).drafts().waiting) == 6


def test_a_program_acts_too(asked: Asked) -> None:
    """Whoever accepts JSON is told what was done."""
    answer = asked[0].post(
        f"/{ID}/review/d1", data={"by": "Ann", "act": "confirm"}, headers={"accept": "application/json"}
    )
    assert (answer.status_code, answer.json()["what"], answer.json()["by"]) == (201, "confirmed", "Ann")


@pytest.mark.parametrize(
    "headers", [{"origin": "https://elsewhere.example"}, {"sec-fetch-site": "cross-site"}]
)
def test_a_form_of_another_site_does_nothing(asked: Asked, headers: dict[str, str]) -> None:
    """A page elsewhere cannot make a reader's browser act."""
    client, library = asked
    answer = client.post(f"/{ID}/review/d1", data={"by": "Ann", "act": "confirm"}, headers=headers)
    assert answer.status_code == 403
    assert not library.desk(ID).drafts().acts


def test_a_server_that_takes_no_acts_says_so(folder: Path) -> None:
    """Where acts are not taken there is no form, and a form that is sent anyway does nothing."""
    library = library_of_folders([folder], takes_acts=False)
    with TestClient(application(library, ["testserver"]), headers={"accept": "text/html"}) as client:
        assert "<button name" not in client.get(f"/{ID}/review/d1").text
        assert client.post(f"/{ID}/review/d1", data={"by": "Ann", "act": "confirm"}).status_code == 403
    assert not load(folder).acts


def test_a_draft_that_a_viewer_may_not_see_leaves_no_trace(tmp_path: Path) -> None:
    """A draft from a confidential source, or about a hidden clause, is there for those who may see it only."""
    shutil.copytree(ROOT / "examples/lebanon-2024", tmp_path / "lebanon-2024")
    cells = {
        "act": "tell",
        "by": "Israel",
        "stance": "asserts",
        "clause": "tell-us",
        "published": "2024-12-01",
    }
    FolderReviewing(tmp_path / "lebanon-2024").file([cells], "a reader", MOMENT)
    for viewer, status in ((None, 404), ("Israel", 200)):
        library = library_of_folders([tmp_path / "lebanon-2024"], viewer)
        with TestClient(application(library, ["testserver"]), headers={"accept": "text/html"}) as client:
            assert client.get("/lebanon-2024/review/d1").status_code == status
            assert ("tell-us" in client.get("/lebanon-2024/review?format=json").text) == (viewer is not None)
