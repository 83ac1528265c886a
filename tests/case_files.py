"""Case files: a claim, the files it needs, the commands run on them, and what they print.

A case file is Markdown, and so is the README, which is played the same way. A fenced block whose opening names a path
is written to an empty folder; one opened with "console" holds commands after "$ " and what they print. "[exit N]"
closes a command that does not end with 0. Paths that begin with examples/ are the project's own.
"""

from __future__ import annotations

import os
import re
import shlex
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from servanda.cli import main

ROOT = Path(__file__).parent.parent
CASES = sorted((ROOT / "tests" / "cases").rglob("*.md"))
PLAYED = (*CASES, ROOT / "README.md")
"""Every page whose commands are run: the case files, and the README's walk."""

_BLOCK = re.compile(r"^(`{3,})(\w+)(?: (\S+))?\n(.*?)^\1$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Case:
    """A page taken apart."""

    path: Path
    text: str

    @property
    def files(self) -> dict[str, str]:
        """The files it needs, by name."""
        return {name: body for _, _, name, body in _BLOCK.findall(self.text) if name}

    def played(self, folder: Path) -> str:
        """Return the page with what its commands print now, in a folder that holds its files."""
        for name, body in self.files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(body, encoding="utf-8")
        (folder / "examples").symlink_to(ROOT / "examples")
        before = Path.cwd()
        os.chdir(folder)
        try:
            return _BLOCK.sub(
                lambda block: _replayed(block) if block[2] == "console" else block[0], self.text
            )
        finally:
            os.chdir(before)


def read(path: Path) -> Case:
    """Read a case file, or another page with commands."""
    return Case(path, path.read_text(encoding="utf-8"))


def run(line: str) -> str:
    """Run a command line that begins with "servanda", and return what it prints."""
    words = shlex.split(line)
    assert words[0] == "servanda", f"a case runs servanda, not {words[0]}"
    result = CliRunner().invoke(main, words[1:], catch_exceptions=False)
    output = result.output if result.output.endswith("\n") or not result.output else f"{result.output}\n"
    return output + (f"[exit {result.exit_code}]\n" if result.exit_code else "")


def _replayed(block: re.Match[str]) -> str:
    commands = [line[2:] for line in block[4].splitlines() if line.startswith("$ ")]
    played = "\n".join(f"$ {command}\n{run(command)}" for command in commands)
    return f"{block[1]}console\n{played}{block[1]}"
