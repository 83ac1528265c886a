from __future__ import annotations

import tempfile
from pathlib import Path

from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.cli import main
from tests.case_files import ROOT

TEXT = (ROOT / "examples/gaza-2025/agreement.md").read_bytes()
RECORD = b"\n".join((ROOT / "examples/gaza-2025/reports.csv").read_bytes().split(b"\n")[:60])


@st.composite
def mangled(draw: st.DrawFn, whole: bytes) -> bytes:
    """Bytes of a file with stretches cut out, doubled, or written over."""
    data = whole
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, len(data)))
        end = min(len(data), start + draw(st.integers(0, 200)))
        data = (
            data[:start]
            + draw(st.sampled_from([b"", data[start:end] * 2, draw(st.binary(max_size=8))]))
            + data[end:]
        )
    return data


def play(agreement: bytes, record: bytes, sources: bytes = b"", name: str = "reports.csv") -> None:
    """Ask for everything of a folder with such files; no answer may be a traceback."""
    with tempfile.TemporaryDirectory() as path:
        for file, data in (("agreement.md", agreement), (name, record), ("sources.csv", sources)):
            (Path(path) / file).write_bytes(data)
        for words in (
            ["check", path],
            ["status", path, "--at", "2025-02-10"],
            ["events", path, "--at", "2025-02-10"],
        ):
            result = CliRunner().invoke(main, words, catch_exceptions=False)
            assert result.exit_code in (0, 1)


@given(st.binary(max_size=400), st.binary(max_size=400), st.binary(max_size=100))
@settings(max_examples=40, deadline=None)
def test_any_bytes_are_answered(agreement: bytes, record: bytes, sources: bytes) -> None:
    """Any bytes as an agreement, a record and sources give problems or a standing, never a traceback."""
    play(agreement, record, sources)


@given(mangled(TEXT), mangled(RECORD))
@settings(max_examples=15, deadline=None)
def test_a_mangled_folder_is_answered(agreement: bytes, record: bytes) -> None:
    """The example with parts cut, doubled or written over gives problems or a standing, never a traceback."""
    play(agreement, record)


@given(st.binary(max_size=300))
@settings(max_examples=20, deadline=None)
def test_any_bytes_as_json_lines_are_answered(record: bytes) -> None:
    """Any bytes as JSON lines give problems or a standing, never a traceback."""
    play(TEXT, record, name="reports.jsonl")
