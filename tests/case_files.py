"""Case files: a claim, the files it needs, the commands run on them, and what they print.

A case file is Markdown, and so is the README, which is played the same way. A fenced block whose opening names a path
is written to an empty folder; one opened with "console" holds commands after "$ " and what they print. "[exit N]"
closes a command that does not end with 0. Paths that begin with examples/ are the project's own.

A page can be played on a ledger too. Then each command that takes --db and names a folder which holds an agreement
asks the ledger instead: `servanda status examples/gaza-2025` becomes `servanda status gaza-2025 --db ADDRESS`, the
folder having been imported before. What it prints must be the same to the letter once it is read backwards: where it
names the agreement, by "gaza-2025 --db ADDRESS" in a command or as the folder of one of its papers, the path stands
again; and a row that was added to "gaza-2025 in ADDRESS" was added to the folder's reports.csv. Commands without --db,
and those that name no agreement, are played as they are.
"""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from click.testing import CliRunner

from servanda.cli import main
from servanda.folder import AGREEMENT, PAPERS, REPORTS

ROOT = Path(__file__).parent.parent
EXAMPLES = sorted(path.parent.name for path in (ROOT / "examples").glob("*/agreement.md"))
CASES = sorted((ROOT / "tests" / "cases").rglob("*.md"))
PLAYED = (*CASES, ROOT / "README.md")
"""Every page whose commands are run: the case files, and the README's walk."""

_BLOCK = re.compile(r"^(`{3,})(\w+)(?: (\S+))?\n(.*?)^\1$", re.MULTILINE | re.DOTALL)

_ID = re.compile(r"^agreement #(\S+)", re.MULTILINE)


@dataclass(frozen=True)
class Case:
    """A page taken apart."""

    path: Path
    text: str

    @property
    def files(self) -> dict[str, str]:
        """The files it needs, by name."""
        return {name: body for _, _, name, body in _BLOCK.findall(self.text) if name}

    @property
    def lines(self) -> list[str]:
        """The command lines that it plays."""
        blocks = (body for _, kind, _, body in _BLOCK.findall(self.text) if kind == "console")
        return [line for body in blocks for line in _lines(body)]

    def laid_out(self, folder: Path) -> list[Path]:
        """Write its files to an empty folder, the examples beside them, and return the agreement folders among them."""
        for name, body in self.files.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(body, encoding="utf-8")
        (folder / "examples").symlink_to(ROOT / "examples")
        return [folder / Path(name).parent for name in self.files if Path(name).name == AGREEMENT]

    def played(self, folder: Path, play: Callable[[str], str] | None = None) -> str:
        """Return the page with what its commands print now, in a folder that holds its files.

        Args:
            play: what runs a command line; `run`, without one.
        """
        self.laid_out(folder)
        before = Path.cwd()
        os.chdir(folder)
        try:
            return _BLOCK.sub(
                lambda block: _replayed(block, play or run) if block[2] == "console" else block[0], self.text
            )
        finally:
            os.chdir(before)


@dataclass
class Asking:
    """Runs the commands of a page on a ledger.

    Attributes:
        imported: the ids of the folders that the ledger holds by now.
    """

    address: str
    imported: dict[str, str] = field(default_factory=dict)

    def run(self, line: str) -> str:
        """Run a command line on the ledger where it can be, and return what it prints as the folder would have it."""
        words = shlex.split(line)
        path = next((word for word in words[2:] if (Path(word) / AGREEMENT).is_file()), None)
        if path is None or not takes_ledger(words[1]):
            return run(line)
        id_ = self._id_of(path)
        turned = [id_ if word == path else word for word in words]
        output = run(shlex.join([*turned, "--db", self.address]))
        output = re.sub(rf"\b{re.escape(id_)} --db \S+", path, output)
        output = re.sub(rf"\b{re.escape(id_)} in \S+\.$", f"{path}/{REPORTS}.", output, flags=re.MULTILINE)
        papers = "|".join([*map(re.escape, PAPERS), r"agreement\.[\w-]+\.md"])
        return re.sub(rf"(?<![\w/-]){re.escape(id_)}/(?={papers})", f"{path}/", output)

    def _id_of(self, path: str) -> str:
        """Return the id of the agreement of a folder, and see that the ledger has it."""
        if path not in self.imported:
            found = _ID.search((Path(path) / AGREEMENT).read_text(encoding="utf-8"))
            assert found is not None, f"{path} gives its agreement no id"
            said = run(shlex.join(["servanda", "import", path, "--db", self.address]))
            assert "[exit" not in said, said
            self.imported[path] = found[1]
        return self.imported[path]


def takes_ledger(command: str) -> bool:
    """Say whether a command asks a ledger where it is given --db."""
    return any("--db" in parameter.opts for parameter in main.commands[command].params)


def spread(pages: Iterable[Path]) -> tuple[Path, ...]:
    """Return the pages that bring something new, in their order.

    New is a command with options that no page before gave it together, an example that none before asked about, or an
    agreement of the page's own.
    """
    seen: set[tuple[str, ...]] = set()
    found = []
    for path in pages:
        brought = set(_brought(read(path)))
        if brought - seen:
            found.append(path)
        seen |= brought
    return tuple(found)


def _brought(case: Case) -> Iterator[tuple[str, ...]]:
    if case.files:
        yield (str(case.path),)
    for line in case.lines:
        _, command, *words = shlex.split(line)
        yield (command, *sorted(word for word in words if word.startswith("--")))
        yield from ((word,) for word in words if word.startswith("examples/"))


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


def _replayed(block: re.Match[str], play: Callable[[str], str]) -> str:
    played = "\n".join(f"$ {command}\n{play(command)}" for command in _lines(block[4]))
    return f"{block[1]}console\n{played}{block[1]}"


def _lines(console: str) -> list[str]:
    return [line[2:] for line in console.splitlines() if line.startswith("$ ")]
