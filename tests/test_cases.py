from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from servanda.folder import Folder, load, papers_of
from servanda.ledger import open_ledger
from tests.case_files import CASES, EXAMPLES, PLAYED, ROOT, Asking, read, run, spread, takes_ledger
from tests.postgresql import Server

SPREAD = spread(PLAYED)
WITH_FILES = [path for path in PLAYED if read(path).files]
STORES = ("sqlite", "postgresql")


@pytest.fixture(scope="module")
def sqlite_examples(tmp_path_factory: pytest.TempPathFactory) -> Asking:
    """A file with all examples, imported with one command."""
    return imported(f"sqlite:///{tmp_path_factory.mktemp('examples') / 'ledger.db'}")


@pytest.fixture(scope="module")
def postgresql_examples(postgresql_server: Server) -> Iterator[Asking]:
    """A database with all examples, imported with one command."""
    with postgresql_server.database() as address:
        yield imported(address)


def imported(address: str) -> Asking:
    said = run(f"servanda import {ROOT / 'examples'} --db {address}")
    assert "[exit" not in said, said
    return Asking(address, {f"examples/{name}": name for name in EXAMPLES})


@pytest.mark.parametrize("path", PLAYED, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_a_case_prints_what_its_file_says(path: Path, tmp_path: Path) -> None:
    """Every command of every case file prints, to the letter, what the file says."""
    case = read(path)
    assert case.played(tmp_path) == case.text


@pytest.mark.no_cover
@pytest.mark.parametrize("path", SPREAD, ids=lambda path: f"{path.parent.name}/{path.stem}")
@pytest.mark.parametrize("kind", STORES)
def test_a_case_prints_the_same_from_a_ledger(
    path: Path, kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Imported into a ledger in either store, agreements give the same answers to the letter.

    It is tried on a page of every command with each set of its options, of every example, and of every agreement that
    a page brings along. The other pages print the same because a ledger gives what the folder gives.
    """
    case = read(path)
    asking: Asking = (
        Asking(own_address(kind, tmp_path, request))
        if case.files
        else request.getfixturevalue(f"{kind}_examples")
    )
    assert case.played(tmp_path, asking.run) == case.text


@pytest.mark.parametrize("name", EXAMPLES)
@pytest.mark.parametrize("kind", STORES)
def test_a_ledger_gives_an_example_as_its_folder_does(
    name: str, kind: str, request: pytest.FixtureRequest
) -> None:
    """Either store gives back all of an example that an answer is worked out from: every command says the same of both."""
    examples: Asking = request.getfixturevalue(f"{kind}_examples")
    with open_ledger(examples.address) as ledger:
        assert told(ledger.folder(name)) == told(load(ROOT / "examples" / name))


@pytest.mark.parametrize("path", WITH_FILES, ids=lambda path: path.stem)
@pytest.mark.parametrize("kind", STORES)
def test_a_ledger_gives_a_pages_own_agreements_as_their_folders_do(
    path: Path, kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """So it is of the agreements that a page brings along."""
    folders = read(path).laid_out(tmp_path)
    assert folders
    with open_ledger(own_address(kind, tmp_path, request), create=True) as ledger:
        for folder in folders:
            id_ = ledger.take_in(papers_of(folder), "Ann", 0).agreement
            assert told(ledger.folder(id_)) == told(load(folder))


def own_address(kind: str, folder: Path, request: pytest.FixtureRequest) -> str:
    """Return the address of a ledger that is not there yet."""
    if kind == "sqlite":
        return f"sqlite:///{folder / 'ledger.db'}"
    return str(request.getfixturevalue("postgresql"))


def told(folder: Folder) -> tuple[object, ...]:
    """Return all that a standing is worked out from, and what is wrong with it, wherever it lies."""
    reports = tuple(replace(row, recorded=None) for row in folder.reports)
    wrong = [replace(problem, file=Path(problem.file).name) for problem in folder.problems]
    return folder.agreement, reports, folder.sources.table, folder.rules, wrong


def test_every_question_can_be_put_to_a_ledger() -> None:
    """What asks an agreement takes --db, so that no case is played on files unseen."""
    asking = {"status", "events", "why", "due", "changes", "disputes"}
    assert {name for name in asking if not takes_ledger(name)} == set()


def test_a_case_whose_output_differs_is_seen(tmp_path: Path) -> None:
    """A case file with one word changed is not the same when played."""
    case = read(next(path for path in CASES if path.parent.name == "gaza-2025"))
    changed = case.text.replace("in force", "in farce", 1)
    (tmp_path / "folder").mkdir()
    (tmp_path / "changed.md").write_text(changed, encoding="utf-8")
    assert read(tmp_path / "changed.md").played(tmp_path / "folder") != changed
