"""The page on columns: its example runs, and what it says of bounds is so."""

from __future__ import annotations

import re

from servanda.columns.book import MOST_ACCOUNTS
from servanda.columns.outline import Outline
from servanda.columns.rows import LONGEST_ID
from tests.builders import SOURCES, agreement_of, at, did
from tests.case_files import ROOT

PAGE = (ROOT / "docs" / "columns.md").read_text(encoding="utf-8")


def test_the_example_of_the_page_runs() -> None:
    """The code on the page, run as it stands, gives the outline of a clause."""
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    agreement = agreement_of("clause #pay: South must pay 3 coins to North by day 5\n")
    names = {
        "agreement": agreement, "sources": SOURCES, "reports": (), "at": at("2025-01-09"), "known": None,
        "later_reports": [did("pay coins", "2025-01-03", "South", quantity="3")],
    }  # fmt: skip
    exec(compile(code, "docs/columns.md", "exec"), names)
    outline = names["outlines"]["pay"]["cautious"]  # type: ignore[index]
    assert isinstance(outline, Outline)
    assert outline.state == "fulfilled"


def test_the_bounds_of_the_page_are_those_of_the_code() -> None:
    """How many accounts a book keeps, and how long an id may be, are told as they are."""
    assert (MOST_ACCOUNTS, "up to nine accounts" in PAGE) == (9, True)
    assert f"more than {LONGEST_ID} bytes" in PAGE
