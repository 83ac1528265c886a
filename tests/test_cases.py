from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.case_files import CASES, EXAMPLES, PLAYED, ROOT, Asking, read, run, takes_ledger
from tests.postgresql import Server


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


@pytest.mark.parametrize("path", PLAYED, ids=lambda path: f"{path.parent.name}/{path.stem}")
@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_case_prints_the_same_from_a_ledger(
    path: Path, kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    """Imported into a ledger in either store, every case file's agreements give the same answers to the letter."""
    case = read(path)
    if not case.files:
        asking: Asking = request.getfixturevalue(f"{kind}_examples")
    elif kind == "sqlite":
        asking = Asking(f"sqlite:///{tmp_path / 'ledger.db'}")
    else:
        asking = Asking(request.getfixturevalue("postgresql"))
    assert case.played(tmp_path, asking.run) == case.text


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
