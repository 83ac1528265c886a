"""What a ledger keeps, adds and refuses, in both stores."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from servanda.folder import load, read_papers
from servanda.ledger import KeyUsed, Ledger, LedgerError, NoAgreement, Refused, open_ledger
from servanda.record import COLUMNS, report_from, write_parquet
from tests.ledger.papers import FIRST, HEADER, NOON, SECOND, agreement, lines, papers, row


def kept(ledger: Ledger) -> list[str]:
    """Return the ids of the reports of the agreement."""
    return [one.id for one in ledger.reports_since("test", 0)]


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    """A ledger with one agreement of two reports."""
    assert ledger.take_in(papers(FIRST, SECOND), "Ann", NOON).new == 2
    return ledger


def test_what_is_there_counts_once(filled: Ledger) -> None:
    """A row that comes again with the same words counts once, and only what is new is added."""
    third = FIRST.replace("r1", "r3")
    taken = filled.take_in(papers(SECOND, third, FIRST), "Ben", NOON + 5)
    assert (taken.new, taken.known, kept(filled)) == (1, 2, ["r1", "r2", "r3"])
    assert filled.papers("test")["reports.csv"] == lines(HEADER, FIRST, SECOND, third)


def test_the_same_words_may_be_spelt_otherwise(filled: Ledger) -> None:
    """A row whose cells mean the same is the same row, in any order of columns."""
    header = "stance,id,act,by,quantity,published,speaker"
    taken = filled.take_in(
        papers("asserts,r1,free  captives,North,4.0,2025-01-05,Ann", header=header), "Ben", NOON
    )
    assert (taken.new, taken.known) == (0, 1)


def test_other_words_under_one_id_are_refused_and_nothing_stays(filled: Ledger) -> None:
    """A batch with a row that would write over another is refused whole, and the message says what to do."""
    before = filled.papers("test")
    changed = papers(FIRST.replace("r1", "r9"), SECOND.replace(",3,", ",5,")) | {"accounts.toml": b"[a]\n"}
    with pytest.raises(Refused, match=r'line 3: "r2" .* "replaces"'):
        filled.take_in(changed, "Ben", NOON)
    with pytest.raises(Refused, match=r'row 2: "r2"'):
        filled.append("test", [row("r9"), row("r2")], "Ben", NOON)
    assert (filled.papers("test"), kept(filled)) == (before, ["r1", "r2"])


def test_a_row_that_cannot_be_read_is_not_appended(filled: Ledger) -> None:
    """Rows are validated first, and a batch with a bad one is refused whole."""
    for bad, words in (
        (row(quantity="four"), "no quantity"),
        (row(note="\x00"), "character"),
        ({"colour": "red"}, "no column"),
    ):
        with pytest.raises(Refused, match=words):
            filled.append("test", [row("r9"), bad], "Ben", NOON)
    assert kept(filled) == ["r1", "r2"]


def test_rows_without_an_id_get_free_ones(filled: Ledger) -> None:
    """A row without an id gets one that nobody has, also within its own batch."""
    filled.append("test", [row("r3")], "Ben", NOON)
    added = filled.append("test", [row(), row("r5"), row()], "Ben", NOON)
    assert added.ids == ("r4", "r5", "r6")


def test_a_key_writes_once(filled: Ledger) -> None:
    """The same key with the same rows gives the first's ids and writes nothing; with other rows it is an error."""
    first = filled.append("test", [row(), row()], "Ben", NOON, key="k")
    again = filled.append("test", [row(), row()], "Cem", NOON + 9, key="k")
    assert (first.is_new, again.is_new, first.ids) == (True, False, again.ids)
    with pytest.raises(KeyUsed, match='"k"'):
        filled.append("test", [row()], "Ben", NOON, key="k")
    assert len(kept(filled)) == 4


def test_rows_stand_in_the_manner_of_their_file(ledger: Ledger) -> None:
    """What is added is written as the file writes: its columns, its order, its quotation marks and line ends."""
    header = '"stance","id","act","published"'
    data = f'{header}\r\n"asserts","r1","free captives","2025-01-05"'.encode()
    ledger.take_in({"agreement.md": agreement(), "reports.csv": data}, "Ann", NOON)
    added = {"id": "r2", "act": "free captives", "stance": "denies", "published": "2025-01-06"}
    ledger.append("test", [added], "Ben", NOON)
    assert (
        ledger.papers("test")["reports.csv"] == data + b'\r\n"denies","r2","free captives","2025-01-06"\r\n'
    )


def test_a_row_that_its_file_has_no_column_for_stands_beside_it(filled: Ledger) -> None:
    """Where the header lacks a column that a row needs, the row stands in JSON lines beside the file, and is read."""
    filled.append("test", [row("r3", place="Rafah")], "Ben", NOON)
    files = filled.papers("test")
    assert files["reports.csv"] == lines(HEADER, FIRST, SECOND)
    assert b'"place": "Rafah"' in files["reports.jsonl"]
    assert [one.id for one in filled.folder("test").reports] == ["r1", "r2", "r3"]


def test_an_agreement_without_a_record_gets_one(ledger: Ledger) -> None:
    """The first row of an agreement without a record makes a file with every column."""
    ledger.take_in({"agreement.md": agreement()}, "Ann", NOON)
    ledger.append("test", [row("r1")], "Ben", NOON)
    assert ledger.papers("test")["reports.csv"].startswith(",".join(COLUMNS).encode() + b"\nr1,")


def test_documents_are_kept_in_versions(filled: Ledger) -> None:
    """A new version of a document takes the place of the one before, which stays in the ledger."""
    sources = b"name,affiliation\nAnn,North\n"
    filled.take_in(papers(FIRST) | {"sources.csv": sources}, "Ben", NOON)
    filled.take_in(papers(FIRST) | {"sources.csv": sources + b"Ben,South\n"}, "Ben", NOON)
    assert filled.papers("test")["sources.csv"].endswith(b"Ben,South\n")
    found = filled.store.query("SELECT count(*) FROM papers WHERE name = 'sources.csv'")
    assert found == [(2,)]


def test_another_zone_is_refused(filled: Ledger) -> None:
    """The zone in which the reports were read cannot change under them."""
    with pytest.raises(Refused, match="zone UTC"):
        filled.take_in({"agreement.md": agreement(zone="Asia/Beirut")}, "Ben", NOON)


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({}, NoAgreement),
        ({"agreement.md": b"words"}, NoAgreement),
        ({"agreement.md": agreement(), "../x": b""}, Refused),
    ],
)
def test_papers_that_make_no_agreement_are_refused(
    ledger: Ledger, given: dict[str, bytes], error: type[LedgerError]
) -> None:
    """Papers need an agreement with an id, and names that stay inside a folder."""
    with pytest.raises(error):
        ledger.take_in(given, "Ann", NOON)
    assert ledger.agreements() == []


@pytest.mark.parametrize(
    "ask",
    [
        lambda ledger: ledger.papers("none"),
        lambda ledger: ledger.folder("none"),
        lambda ledger: ledger.reports_since("none", 0),
        lambda ledger: ledger.append("none", [row()], "Ann", NOON),
    ],
)
def test_no_such_agreement_is_said(filled: Ledger, ask: Callable[[Ledger], object]) -> None:
    """Asked for an agreement that it does not have, a ledger names those that it has."""
    with pytest.raises(NoAgreement, match='"none"; it has: test'):
        ask(filled)


def test_agreements_are_listed(filled: Ledger) -> None:
    """Each agreement is listed with its name, its reports and when something last came in."""
    filled.take_in({"agreement.md": agreement("other")}, "Ann", NOON + 1)
    filled.append("test", [row()], "Ben", NOON + 7)
    assert [(one.id, one.reports, one.recorded) for one in filled.agreements()] == [
        ("other", 0, NOON + 1),
        ("test", 3, NOON + 7),
    ]


def test_what_came_in_since_is_told_with_who_recorded_it(filled: Ledger) -> None:
    """Numbers grow, and asked from one on, a ledger gives what came after it, of which sort, on whose hand and when."""
    last = filled.reports_since("test", 0)[-1].number
    given = [
        row("r3", replaces="r1"),
        row("r4", "0", replaces="r2"),
        row("r5", finding="happened"),
        row("r6"),
    ]
    filled.append("test", given, "Ben", NOON + 5)
    found = filled.reports_since("test", last)
    assert [(one.id, one.what) for one in found] == [
        ("r3", "correction"), ("r4", "retraction"), ("r5", "finding"), ("r6", "report"),
    ]  # fmt: skip
    assert {(one.recorder, one.recorded) for one in found} == {("Ben", NOON + 5)}
    assert [one.number for one in found] == sorted({one.number for one in found})
    assert found[0].number > last


def test_the_times_are_kept_as_seconds(filled: Ledger) -> None:
    """Beside the cells stand the first and last second of each time, and when the row was recorded."""
    given = row("r3", happened="2025-01-01..2025-01-02", said="2025-01-12T10:00", recorded="2025-01-13T00:00")
    filled.take_in(papers(header=",".join(COLUMNS)), "Ann", NOON)
    filled.append("test", [given], "Ben", NOON)
    report = report_from({column: given.get(column, "") for column in COLUMNS}, "UTC")
    names = (
        "happened_first, happened_last, said_first, said_last, published_first, published_last, recorded_at"
    )
    (found,) = filled.store.query(f"SELECT {names} FROM reports WHERE id = 'r3'")
    assert report.happened is not None
    assert found == (
        report.happened.first, report.happened.last, report.said.first, report.said.last, report.published.first,
        report.published.last, report.recorded,
    )  # fmt: skip


def test_a_blank_cell_is_recorded_when_it_was_taken_in(filled: Ledger) -> None:
    """What the ledger held by a time leaves out what it took in later, and the cell in the file stays blank."""
    filled.append("test", [row("r3")], "Ben", NOON + 86400)
    folder = filled.folder("test")
    done = [
        folder.standing("2025-01-15", recorded=at).of("c").first.progress.done.least
        for at in (NOON - 1, NOON, NOON + 86400)
    ]
    assert done == [0, 7, 9]
    assert b"2025-01-12" in filled.papers("test")["reports.csv"]


@pytest.mark.parametrize("table", ["reports", "lines", "papers", "batches", "manners"])
@pytest.mark.parametrize("act", ["UPDATE {} SET number = 0", "DELETE FROM {}"])
def test_the_database_itself_refuses_to_change_what_is_kept(filled: Ledger, table: str, act: str) -> None:
    """A row that is in the ledger can be neither changed nor taken out, whoever asks."""
    with pytest.raises(LedgerError, match="stays as it is"):
        filled.store.run(act.format(table))
    assert kept(filled) == ["r1", "r2"]


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
def test_reports_come_out_in_any_form(filled: Ledger, form: str) -> None:
    """All reports in one file of another form are the same reports, and go in again as known."""
    filled.append("test", [row("r3", note="a, b")], "Ben", NOON)
    files = filled.papers("test", form)
    assert set(files) == {"agreement.md", f"reports.{form}"}
    read = read_papers(files, Path("test"))
    assert read.problems == ()
    assert read.reports == read_papers(filled.papers("test"), Path("test")).reports
    assert filled.take_in(files, "Ann", NOON).known == 3


def test_parquet_comes_back_the_same(ledger: Ledger, tmp_path: Path) -> None:
    """A Parquet file comes back byte for byte; with a row added it is made anew, and a row that cannot be read stays."""
    blank = dict.fromkeys(COLUMNS, "")
    data = write_parquet(COLUMNS, [blank | row("r1"), blank | row("r2", "many"), blank | row("r3")])
    given = {"agreement.md": agreement(), "reports.parquet": data}
    taken = ledger.take_in(given, "Ann", NOON)
    assert (taken.new, taken.unread, ledger.papers("test")) == (2, 1, given)
    ledger.append("test", [row("r4")], "Ben", NOON)
    for name, file in ledger.papers("test").items():
        (tmp_path / name).write_bytes(file)
    read = load(tmp_path)
    assert [one.id for one in read.reports] == ["r1", "r3", "r4"]
    assert [problem.name for problem in read.problems] == ["bad-quantity"]


def test_bytes_that_are_no_parquet_come_back_the_same(ledger: Ledger) -> None:
    """A Parquet file that cannot be read is a problem, and is kept as it is."""
    given = {"agreement.md": agreement(), "reports.parquet": b"PAR1 no"}
    ledger.take_in(given, "Ann", NOON)
    assert ledger.papers("test") == given
    assert [problem.name for problem in ledger.folder("test").problems] == ["not-parquet"]


def test_two_writers_at_once_lose_nothing(address: str) -> None:
    """Two who write to one agreement at once both get their rows in, under ids and numbers of their own."""
    with open_ledger(address, create=True) as ledger:
        ledger.take_in(papers(), "Ann", NOON)
    failed: list[BaseException] = []

    def write(name: str) -> None:
        try:
            with open_ledger(address, wait=60) as ledger:
                for _ in range(15):
                    ledger.append("test", [row(), row()], name, NOON)
        except BaseException as error:
            failed.append(error)

    writers = [threading.Thread(target=write, args=(name,)) for name in ("Ann", "Ben", "Cem")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    assert failed == []
    with open_ledger(address) as ledger:
        found = ledger.reports_since("test", 0)
        assert len({one.id for one in found}) == len({one.number for one in found}) == len(found) == 90
        assert len(ledger.folder("test").reports) == 90


def test_two_who_make_a_ledger_at_once_make_one(address: str) -> None:
    """Openers that find no tables at the same moment end with one ledger, of one version."""
    failed: list[BaseException] = []

    def make() -> None:
        try:
            open_ledger(address, create=True, wait=60).close()
        except BaseException as error:
            failed.append(error)

    makers = [threading.Thread(target=make) for _ in range(6)]
    for maker in makers:
        maker.start()
    for maker in makers:
        maker.join()
    assert failed == []
    with open_ledger(address) as ledger:
        assert ledger.store.query("SELECT number FROM migrations ORDER BY number") == [(1,), (2,), (3,)]
