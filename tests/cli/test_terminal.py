from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
from pathlib import Path

from click.testing import CliRunner

from servanda.cli import main
from servanda.cli.add import ASKED
from tests.case_files import ROOT


def in_terminal(words: list[str], typed: str = "", columns: int = 80) -> tuple[str, int]:
    """Run the command in a real terminal, type into it, and return what it showed and its exit code."""
    control, terminal = pty.openpty()
    environment = {**os.environ, "COLUMNS": str(columns), "LINES": "40", "TERM": "xterm-256color"}
    process = subprocess.Popen(
        [sys.executable, "-m", "servanda", *words],
        stdin=terminal, stdout=terminal, stderr=terminal, env=environment, close_fds=True,
    )  # fmt: skip
    os.close(terminal)
    os.write(control, typed.encode())
    shown = b""
    while select.select([control], [], [], 60)[0]:
        try:
            piece = os.read(control, 65536)
        except OSError:
            break
        if not piece:
            break
        shown += piece
    os.close(control)
    return shown.decode("utf-8", errors="replace"), process.wait(60)


def test_a_report_is_asked_for_field_by_field(tmp_path: Path) -> None:
    """In a terminal, `add` without options asks for each field by name and appends what was typed."""
    folder = tmp_path / "boat"
    assert CliRunner().invoke(main, ["new", str(folder)]).exit_code == 0
    answers = {"act": "pay euros", "by": "Bruno", "stance": "asserts", "measure": "count", "quantity": "100", "happened": "2027-03-01", "published": "2027-03-02", "speaker": "Anna"}  # fmt: skip
    shown, code = in_terminal(["add", str(folder)], "".join(f"{answers.get(field, '')}\n" for field in ASKED))
    assert code == 0, shown
    assert all(f"{field}:" in shown for field in ASKED)
    assert "Added r1" in shown
    assert "pay euros,Bruno" in (folder / "reports.csv").read_text(encoding="utf-8")


def test_a_terminal_gets_colour_and_its_own_width() -> None:
    """In a terminal of 80 columns the standing is coloured, and no line is wider."""
    words = ["status", str(ROOT / "examples" / "gaza-2025"), "--at", "2025-02-10", "--clause", "prisoners"]
    shown, code = in_terminal(words)
    assert code == 0
    assert "\x1b[" in shown
    plain = "".join(piece.split("m", 1)[-1] if n else piece for n, piece in enumerate(shown.split("\x1b[")))
    assert max(len(line.rstrip("\r")) for line in plain.split("\n")) <= 80
