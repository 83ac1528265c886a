from __future__ import annotations

from pathlib import Path

from servanda.folder import load, papers_of
from servanda.ledger import open_ledger
from tests.case_files import EXAMPLES, ROOT, run


def test_the_examples_go_in_with_one_command_and_come_out_as_they_were(address: str, tmp_path: Path) -> None:
    """One command imports all examples, and each is exported byte for byte as its folder holds it."""
    said = run(f"servanda import {ROOT / 'examples'} --db {address}")
    assert "[exit" not in said, said
    assert len(EXAMPLES) == 9
    for name in EXAMPLES:
        said = run(f"servanda export {name} --db {address} --to {tmp_path / name}")
        assert "[exit" not in said, said
        assert papers_of(tmp_path / name) == papers_of(ROOT / "examples" / name)
    with open_ledger(address) as ledger:
        ledger.check()
        assert ledger.folder("gaza-2025").translations == load(ROOT / "examples/gaza-2025").translations
