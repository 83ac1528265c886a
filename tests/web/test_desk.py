"""An agreement at hand follows what changes in its folder or ledger, and answers as if all were drawn anew."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from servanda.ledger import open_ledger
from servanda.standing import standing_data
from servanda.web import application, library_of_folders, library_of_ledger
from servanda.web import desk as desk_room
from servanda.web.library import Library
from servanda.web.question import Question
from tests.ledger.papers import FIRST, SECOND, papers, row

AT = 1_737_000_000
WHOLE = Question(AT, None, "cautious")


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look for changes at every question, not once a second."""
    monkeypatch.setattr(desk_room, "PAUSE", 0.0)


def written(folder: Path, files: dict[str, bytes]) -> Path:
    folder.mkdir(exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


def done(library: Library) -> float:
    return library.standing("test", WHOLE).of("c").first.progress.done.least


def test_a_report_added_to_a_folder_counts(tmp_path: Path) -> None:
    """A row that somebody adds to the file is heard at the next question, as if all had been drawn with it."""
    folder = written(tmp_path / "test", papers(FIRST))
    library = library_of_folders([folder])
    before = library.desk("test").look()
    assert done(library) == 4
    with (folder / "reports.csv").open("ab") as file:
        file.write(SECOND.encode() + b"\n")
    assert library.desk("test").look() == before + 1
    assert done(library) == 7
    anew = library_of_folders([folder]).standing("test", WHOLE)
    assert standing_data(library.standing("test", WHOLE)) == standing_data(anew)


def test_a_changed_text_or_an_earlier_row_taken_away_begins_anew(tmp_path: Path) -> None:
    """Where more changes than rows at the end, the new text and record count."""
    folder = written(tmp_path / "test", papers(FIRST, SECOND))
    library = library_of_folders([folder])
    assert done(library) == 7
    written(folder, papers(SECOND))
    assert done(library) == 3
    text = (folder / "agreement.md").read_bytes()
    (folder / "agreement.md").write_bytes(text.replace(b"10 captives", b"12 captives"))
    assert library.standing("test", WHOLE).of("c").first.progress.of == 12


def test_a_ledger_is_followed(tmp_path: Path) -> None:
    """What another program appends to a ledger is heard, and the answer is that of the whole ledger."""
    address = f"sqlite:///{tmp_path / 'ledger.db'}"
    with open_ledger(address, create=True) as ledger, open_ledger(address) as other:
        ledger.take_in(papers(FIRST), "Ann", 0)
        library = library_of_ledger(ledger)
        assert (library.ids, done(library)) == (("test",), 4)
        version = library.desk("test").look()
        other.append("test", [row("r2", "3")], "Ben", 1)
        assert done(library) == 7
        assert library.desk("test").look() == version + 1
        other.take_in({**papers(FIRST), "sources.csv": b"name,affiliation\nAnn,North\n"}, "Ben", 2)
        assert library.desk("test").folder.sources.named("Ann") is not None


def test_a_ledger_without_agreements_has_a_start_page(tmp_path: Path) -> None:
    """Where there is nothing yet, the start page says so."""
    with open_ledger(f"sqlite:///{tmp_path / 'ledger.db'}", create=True) as ledger:
        library = library_of_ledger(ledger)
        with TestClient(application(library, ["testserver"]), headers={"accept": "text/html"}) as client:
            assert "There is no agreement here yet." in client.get("/").text
            assert client.get("/?format=json").json() == {"agreements": [], "links": []}


def test_an_unchanged_agreement_is_answered_from_what_was_drawn(tmp_path: Path) -> None:
    """The same question again gives the same value, without drawing it again."""
    library = library_of_folders([written(tmp_path / "test", papers(FIRST))])
    assert library.standing("test", WHOLE) is library.standing("test", WHOLE)


def test_agreements_that_hang_on_one_another_are_answered_together(tmp_path: Path) -> None:
    """An agreement that waits for another stands as the other lets it."""
    for name, more in (("first", ""), ("second", 'link #first "The first": comes before this\n')):
        text = papers(FIRST, id=name)["agreement.md"].decode().replace("clause #c", f"{more}clause #c", 1)
        written(tmp_path / name, {"agreement.md": text.encode(), "reports.csv": papers(FIRST)["reports.csv"]})
    library = library_of_folders([tmp_path])
    alone = library_of_folders([tmp_path / "second"])
    assert library.standing("second", WHOLE).of("c").state == "not yet in force"
    assert alone.standing("second", WHOLE).of("c").state == "in force"
