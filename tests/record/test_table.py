"""Tables in and out."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.record import (
    CERTAINTIES,
    COLUMNS,
    MEASURES,
    QUESTIONS,
    STANCES,
    Range,
    Report,
    lines_of,
    pieces,
    read_record,
    read_reports,
    read_sources,
    write_parquet,
    write_reports,
)
from tests.builders import ZONE, report

GAZA = (Path(__file__).parents[2] / "examples/gaza-2025/reports.csv").read_bytes()
PIECE = GAZA[:6000]


def csv_of(*rows: str, header: str = "id,act,stance,published,quantity") -> bytes:
    return "\n".join([header, *rows]).encode()


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["r.csv", "r.jsonl"]))
def test_any_bytes_are_read_without_an_error(data: bytes, file: str) -> None:
    """Whatever the bytes are, reading a table gives rows and problems and never raises."""
    for problem in (*read_reports(data, file, ZONE)[1], *read_sources(data, file)[1]):
        assert problem.file == file
        assert problem.line >= 1


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet='[]{}":,0123456789eE+-.aid \n\\u', max_size=200))
def test_anything_like_json_is_read_without_an_error(words: str) -> None:
    """JSON lines with wrong, deep or odd values are problems and never errors."""
    read_reports(b'{"id": ' + words.encode() + b"}", "r.jsonl", ZONE)


@pytest.mark.parametrize("depth", [10, 600, 3000, 100_000])
def test_deep_lists_in_a_cell_are_no_error(depth: int) -> None:
    """A cell of lists within lists is read or refused, however deep."""
    read_reports(b'{"id": ' + b"[" * depth + b"]" * depth + b"}", "r.jsonl", ZONE)


@settings(max_examples=80, deadline=None)
@given(st.integers(0, len(PIECE) - 1), st.binary(max_size=4), st.integers(0, 40))
def test_a_damaged_record_is_read_without_an_error(place: int, put: bytes, cut: int) -> None:
    """The Gaza record with some bytes changed or cut out still reads, with problems."""
    data = PIECE[:place] + put + PIECE[place + cut :]
    read_reports(data, "r.csv", ZONE)


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 30))
def test_a_bad_row_loses_only_itself(number: int) -> None:
    """A row with an impossible quantity is left out and named by its line; all the others stay."""
    rows = [f"r{n},free captives,asserts,2025-01-02,{'many' if n == number else n}" for n in range(1, 31)]
    reports, problems = read_reports(csv_of(*rows), "r.csv", ZONE)
    assert [one.id for one in reports] == [f"r{n}" for n in range(1, 31) if n != number]
    assert [(one.name, one.line) for one in problems] == [("bad-quantity", number + 1)]


@pytest.mark.parametrize(
    ("row", "name"),
    [
        (",free,asserts,2025-01-02,", "no-id"),
        ("r1,,asserts,2025-01-02,", "no-act"),
        ("r1,free,asserts,,", "no-date"),
        ("r1,free,asserts,2025-02-30,", "bad-time"),
        ("r1,free,mumbles,2025-01-02,", "unknown-stance"),
        ("r1,free,,2025-01-02,", "unknown-stance"),
        ("r1,free,asserts,2025-01-02,..", "bad-quantity"),
        ("r1,free,asserts,2025-01-02,5..3", "bad-quantity"),
        ("r1,free,asserts,2025-01-02,-1", "bad-quantity"),
        ("r1,free,asserts,2025-01-02,nan", "bad-quantity"),
        ("r1,free,asserts,2025-01-02,1e99", "bad-quantity"),
        ("r1,free,asserts,2025-01-02,1,2", "too-many-cells"),
    ],
)
def test_each_bad_cell_has_a_name(row: str, name: str) -> None:
    """What no report can say is a problem with a stable name, and says how to mend it."""
    reports, problems = read_reports(csv_of(row, "r2,free,asserts,2025-01-02,3"), "r.csv", ZONE)
    assert [one.id for one in reports] == ["r2"]
    assert [one.name for one in problems] == [name]
    assert problems[0].mend


@pytest.mark.parametrize(
    ("column", "cell", "name"),
    [
        ("said", "2025-01-03", "said-after-published"),
        ("recorded", "soon", "bad-time"),
        ("certainty", "sure", "unknown-certainty"),
        ("measure", "sum", "unknown-measure"),
        ("finding", "whether", "unknown-finding"),
        ("replaces", "r9", "replaces-nothing"),
        ("colour", "red", "unknown-column"),
    ],
)
def test_each_bad_column_has_a_name(column: str, cell: str, name: str) -> None:
    """A cell outside its column's words is named as what it is."""
    data = csv_of(f"r1,free,asserts,2025-01-02,{cell}", header=f"id,act,stance,published,{column}")
    assert [one.name for one in read_reports(data, "r.csv", ZONE)[1]] == [name]


def test_an_id_given_twice_is_told() -> None:
    """Two different rows of one id are a problem; the same row twice is none."""
    row = "r1,free,asserts,2025-01-02,"
    reports, problems = read_reports(csv_of(row + "3", row + "3"), "r.csv", ZONE)
    assert (len(reports), problems) == (1, [])
    assert [p.name for p in read_reports(csv_of(row + "3", row + "4"), "r.csv", ZONE)[1]] == ["id-twice"]


def test_text_that_is_not_utf_8_is_told() -> None:
    """Bytes that are no UTF-8 are named by their line, and the rows are read all the same."""
    reports, problems = read_reports(csv_of("r1,free,asserts,2025-01-02,3") + b"\n\xff", "r.csv", ZONE)
    assert len(reports) == 1
    assert ("not-utf-8", 3) in [(p.name, p.line) for p in problems]


def test_a_huge_cell_is_a_bad_row() -> None:
    """A row that the table reader gives up on is named, and the next is read."""
    data = csv_of("r1," + "x" * 140_000 + ",asserts,2025-01-02,3", "r2,free,asserts,2025-01-02,3")
    reports, problems = read_reports(data, "r.csv", ZONE)
    assert [one.id for one in reports] == ["r2"]
    assert [(one.name, one.line) for one in problems] == [("bad-row", 2)]


def test_json_lines_say_the_same_as_a_table() -> None:
    """One object a line reads as the same report; lists are several names, null is blank."""
    row = {
        "id": "r1",
        "act": "free",
        "stance": "asserts",
        "published": "2025-01-02",
        "by": ["North", "South"],
    }
    line = json.dumps(row | {"quantity": 3, "note": None})
    reports, problems = read_reports(f"\n{line}\n".encode(), "r.jsonl", ZONE)
    assert problems == []
    assert (reports[0].by, reports[0].quantity, reports[0].note) == (("North", "South"), Range(3, 3), "")
    wrong = read_reports(b'[]\n{"colour": 1}', "r.jsonl", ZONE)[1]
    assert [(one.line, one.name) for one in wrong] == [(1, "bad-row"), (2, "no-id"), (2, "unknown-column")]


def test_a_line_separator_inside_json_ends_no_line() -> None:
    """A line of JSON may hold any separator but the newline itself."""
    line = '{"id": "r1", "act": "free", "stance": "asserts", "published": "2025-01-02", "note": "a\u2028b"}'
    reports, problems = read_reports(line.encode(), "r.jsonl", ZONE)
    assert (len(reports), problems) == (1, [])


def test_a_source_that_cannot_be_read_is_told() -> None:
    """A source needs a name, and its reliability is a letter from A to F."""
    data = (
        b"name,reliability,own_reporting,seen_by,aliases,affiliation\n,A\nx,Z\ny,B,yes,North; South,z,none\n"
    )
    table, problems = read_sources(data, "s.csv")
    assert [p.name for p in problems] == ["no-name", "unknown-reliability"]
    assert (table[0].name, table[0].own_reporting, table[0].seen_by) == ("y", True, ("North", "South"))
    assert (table[0].aliases, table[0].affiliation) == (("z",), "")


WORDS = st.text(alphabet="abc é#\"',\r\n-", max_size=6).map(str.strip)
NAMES = st.lists(st.sampled_from(["North", "South", "a b"]), unique=True, max_size=2).map("; ".join)
DAYS = st.integers(1, 28).map(lambda day: f"2025-03-{day:02}")
TIMES = st.one_of(
    st.just(""), DAYS, DAYS.map(lambda d: f"{d}T02:30"), DAYS.map(lambda d: f"2025-01-05..{d}T11:15")
)
NUMBERS = st.floats(0, 1e15, allow_nan=False).map(repr)
QUANTITIES = st.one_of(st.just(""), NUMBERS, NUMBERS.map(lambda n: f"{n}.."), NUMBERS.map(lambda n: f"..{n}"))


@st.composite
def reports_of_any_sort(draw: st.DrawFn) -> Report:
    cells = {
        name: draw(WORDS)
        for name in ("event", "clause", "unit", "kind", "place", "source", "note", "answers")
    }
    cells |= {"happened": draw(TIMES), "quantity": draw(QUANTITIES), "to": draw(NAMES)}
    cells |= {"stance": draw(st.sampled_from(STANCES)), "certainty": draw(st.sampled_from(CERTAINTIES))}
    cells |= {"measure": draw(st.sampled_from(MEASURES)), "finding": draw(st.sampled_from(QUESTIONS))}
    cells |= {"said": draw(DAYS), "recorded": draw(st.sampled_from(["", "2025-03-04T01:02:03"]))}
    return report(f"r{draw(st.integers(0, 9))}", by=draw(NAMES), **cells)


@settings(max_examples=80, deadline=None)
@given(
    st.lists(reports_of_any_sort(), max_size=4, unique_by=lambda one: one.id),
    st.sampled_from(["UTC", "Asia/Jerusalem"]),
)
def test_what_is_written_reads_back_the_same(reports: list[Report], zone: str) -> None:
    """Writing reports and reading them gives the same reports, in any zone."""
    found, problems = read_reports(write_reports(reports, zone).encode(), "r.csv", zone)
    assert found == reports
    assert problems == []


def test_the_gaza_record_reads_back_the_same() -> None:
    """The whole Gaza record, written and read, is the same record."""
    zone = "Asia/Jerusalem"
    reports, problems = read_reports(GAZA, "r.csv", zone)
    assert problems == []
    assert read_reports(write_reports(reports, zone).encode(), "r.csv", zone)[0] == reports
    assert write_reports([], zone).strip() == ",".join(COLUMNS)


HEADER = b"id,act,stance,published,replaces\n"


def test_files_of_one_record_are_one_record() -> None:
    """A row counts once over all files; other words under its id are a problem; a row may replace one of another file."""
    first = HEADER + b"r1,free,asserts,2025-01-05,\nr2,free,asserts,2025-01-05,\n"
    second = (
        HEADER + b"r1,free,asserts,2025-01-05,\nr2,free,denies,2025-01-05,\nr3,free,asserts,2025-01-05,r1\n"
    )
    reports, problems = read_record([("a.csv", first), ("b.csv", second)], "UTC")
    assert [report.id for report in reports] == ["r1", "r2", "r3"]
    assert [(problem.file, problem.line, problem.name) for problem in problems] == [("b.csv", 3, "id-twice")]
    assert "line 3 of a.csv" in problems[0].cause


def test_a_row_that_replaces_nothing_in_any_file_is_a_problem() -> None:
    """What is to be replaced is looked for in every file."""
    files = [("a.csv", HEADER + b"r1,free,asserts,2025-01-05,r9\n"), ("b.csv", HEADER)]
    assert [problem.name for problem in read_record(files, "UTC")[1]] == ["replaces-nothing"]


def test_the_pieces_of_a_file_are_the_file() -> None:
    """Each piece says which lines it is, and together they are all of them."""
    data = b'\xef\xbb\xbf\r\nid,act\r\n"r1","a\nb"\r\n\nr2,a,b,c\nr3'
    found = list(pieces(data, "reports.csv", COLUMNS, []))
    lines = lines_of(data, "reports.csv")
    assert b"".join(b"".join(lines[one.first - 1 : one.last]) for one in found) == data
    assert [one.header for one in found if one.header] == [("id", "act")]
    assert [one.row["id"] for one in found if one.row] == ["r1", "r3"]


def test_parquet_says_the_same_as_csv() -> None:
    """Rows in Parquet are the same reports as in CSV, and the same rows give the same bytes."""
    blank = dict.fromkeys(COLUMNS, "")
    row = blank | {"id": "r1", "act": "free", "stance": "asserts", "published": "2025-01-05", "note": "a, b"}
    data = write_parquet(COLUMNS, [row])
    assert data == write_parquet(COLUMNS, [row])
    text = ",".join(COLUMNS) + "\n" + ",".join(f'"{cell}"' for cell in row.values()) + "\n"
    assert read_reports(data, "a.parquet", "UTC") == read_reports(text.encode(), "a.csv", "UTC")
