"""What goes in comes out, byte for byte."""

from __future__ import annotations

import itertools
import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from servanda.folder import load, papers_of, read_papers
from servanda.ledger import Ledger
from servanda.ledger.reading import clean
from servanda.record import COLUMNS, Report
from tests.case_files import ROOT
from tests.ledger.papers import HEADER, NOON, agreement, row

EXAMPLES = sorted(path.parent for path in (ROOT / "examples").glob("*/agreement.md"))
FEW = settings(
    deadline=None,
    max_examples=int(os.environ.get("SERVANDA_EXAMPLES", "40")),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
NUMBERS = itertools.count()

cells = st.one_of(
    st.sampled_from(
        ["", "r1", "r2", "act", "North", "asserts", "2025-01-05", "2025-01-05..2025-01-07", "3", "1,900"]
    ),
    st.text(max_size=6),
    st.sampled_from(['"', '"a"', '"a\nb"', "'", " r1 ", "\x00", "\ufeff", "\u2028", "a\rb", '"open']),
)
endings = st.sampled_from(["\n", "\r\n", "\r", "\n\n", ""])
names = st.one_of(st.sampled_from([*COLUMNS, "own"]), st.text(max_size=3))


@st.composite
def tables(draw: st.DrawFn) -> bytes:
    """A CSV file in any manner: of columns in any order, some unknown or doubled; of rows, most of which can be read."""
    header = draw(st.permutations(["id", "act", "stance", "published", *draw(st.lists(names, max_size=3))]))
    good = {"act": "free", "stance": "asserts", "published": "2025-01-05"}
    text = draw(st.sampled_from(["", "\ufeff", "\n", " \r\n"])) + ",".join(header) + draw(endings)
    quote = draw(st.sampled_from(["{}", '"{}"', " {}"]))
    for number in range(draw(st.integers(0, 6))):
        values = {**good, "id": f"r{number}"}
        found = [values.get(name, "") if draw(st.integers(0, 9)) else draw(cells) for name in header]
        text += ",".join(
            quote.format(cell) for cell in found[: draw(st.integers(len(found) - 1, len(found) + 1))]
        )
        text += draw(endings)
    return text.encode("utf-8", "surrogatepass") + draw(
        st.sampled_from([b"", b"\xff", b'"', b"\xef\xbb\xbf"])
    )


objects = st.dictionaries(
    st.one_of(st.sampled_from(COLUMNS), st.text(max_size=3)),
    st.one_of(cells, st.none(), st.integers(), st.booleans(), st.lists(cells, max_size=2)),
    max_size=5,
)


@st.composite
def objects_a_line(draw: st.DrawFn) -> bytes:
    """A file of JSON lines in any manner."""
    good = {"act": "free", "stance": "asserts", "published": "2025-01-05"}
    found = b""
    for number in range(draw(st.integers(0, 5))):
        one = {"id": f"r{number}", **good, **draw(objects)}
        text = json.dumps(
            one, ensure_ascii=draw(st.booleans()), separators=draw(st.sampled_from([None, (",", ":")]))
        )
        found += text.encode("utf-8", "surrogatepass") + draw(
            st.sampled_from([b"\n", b"\r\n", b"", b"\n\n", b" \n"])
        )
    return found


def came_back(ledger: Ledger, **files: bytes) -> str:
    """Take files in under a new id, and see that they come back the same; return the id."""
    id_ = f"n{next(NUMBERS)}"
    given_ = {"agreement.md": agreement(id_), **{f"reports.{form}": data for form, data in files.items()}}
    ledger.take_in(given_, "Ann", NOON)
    assert ledger.papers(id_) == given_
    again = ledger.take_in(given_, "Ann", NOON)
    assert again.new == 0
    assert ledger.papers(id_) == given_
    kept = {clean({"id": report.id})["id"] for report in read_papers(given_, Path(id_)).reports}
    assert {one.id for one in ledger.reports_since(id_, 0)} == kept
    return id_


@pytest.mark.parametrize("path", EXAMPLES, ids=[path.name for path in EXAMPLES])
def test_every_example_comes_back_the_same(ledger: Ledger, path: Path) -> None:
    """The files of an example come back byte for byte, and the folder reads as it does on disk."""
    given_ = papers_of(path)
    id_ = ledger.take_in(given_, "Ann", NOON).agreement
    assert ledger.papers(id_) == given_
    assert [one.id for one in ledger.folder(id_).reports] == [one.id for one in load(path).reports]


@given(st.one_of(st.binary(max_size=80), tables()))
@FEW
def test_any_csv_comes_back_the_same(ledger: Ledger, data: bytes) -> None:
    """Any bytes as a record in CSV come back the same, and the reports in them are in the ledger."""
    came_back(ledger, csv=data)


@given(st.one_of(st.binary(max_size=80), objects_a_line()))
@FEW
def test_any_json_lines_come_back_the_same(ledger: Ledger, data: bytes) -> None:
    """Any bytes as a record in JSON lines come back the same, and the reports in them are in the ledger."""
    came_back(ledger, jsonl=data)


@given(tables(), objects_a_line())
@FEW
def test_two_files_come_back_the_same(ledger: Ledger, first: bytes, second: bytes) -> None:
    """A record in two files comes back in two files."""
    came_back(ledger, csv=first, jsonl=second)


@given(tables(), st.integers(0, 400))
@example(b'id,act,stance,published\n,,"\n"\nr1,free,asserts\n,free,asserts\rr3,free,asserts,2025-01-05\n', 2)
@FEW
def test_a_file_that_has_grown_comes_back_the_same(ledger: Ledger, data: bytes, cut: int) -> None:
    """A file taken in, and again when whole lines have been added to its end, comes back as it is then."""
    lines = data.splitlines(keepends=True)
    id_ = came_back(ledger, csv=b"".join(lines[: cut % (len(lines) + 1)]))
    whole = {"agreement.md": agreement(id_), "reports.csv": data}
    before = {report.id: report for report in ledger.folder(id_).reports}
    after = {report.id: report for report in read_papers(whole, Path(id_)).reports}
    if all(id in after and after[id] == _unrecorded(report) for id, report in before.items()):
        ledger.take_in(whole, "Ann", NOON)
        assert {one.id for one in ledger.folder(id_).reports} == set(after)


@pytest.mark.parametrize(
    "versions",
    [
        [{"reports.jsonl": b"not an object\r"}],
        [{"reports.csv": f'{HEADER}\nr1\u2028"a,"b\n'.encode()}],
        [{"reports.csv": f'{HEADER}\n"r1'.encode()}, {"reports.csv": f'{HEADER}\n"r1\n'.encode()}],
    ],
    ids=[
        "a carriage return in JSON lines",
        "an open row with a line separator",
        "an open row that got an end",
    ],
)
def test_no_row_is_added_inside_another(ledger: Ledger, versions: list[dict[str, bytes]]) -> None:
    """A row that is added is read back, whatever the last line of the file is, and however often the file came."""
    for files in versions:
        ledger.take_in({"agreement.md": agreement(), **files}, "Ann", NOON)
    ledger.append("test", [row("x1")], "Ben", NOON)
    assert [report.id for report in ledger.folder("test").reports] == ["x1"]


def _unrecorded(report: Report) -> Report:
    return replace(report, recorded=None) if report.recorded == NOON else report


@given(st.one_of(st.binary(max_size=80), tables()), st.booleans())
@FEW
def test_what_is_appended_is_read_back_and_changes_nothing_before_it(
    ledger: Ledger, data: bytes, has_note: bool
) -> None:
    """After any file, rows that are added stand after its bytes, or beside it, and are read back as they were given."""
    id_ = came_back(ledger, csv=data)
    before = [report.id for report in ledger.folder(id_).reports]
    note = {"note": 'a "note"\nof two lines\rand more'} if has_note else {}
    given_ = [row("x1", **note), row("x2", kind="a, b")]
    ledger.append(id_, given_, "Ben", NOON)
    files = ledger.papers(id_)
    assert files["reports.csv"].startswith(data)
    found = {report.id: report for report in ledger.folder(id_).reports}
    assert [*before, "x1", "x2"] == list(found)
    assert [found["x1"].note, found["x2"].kind] == [note.get("note", ""), "a, b"]
