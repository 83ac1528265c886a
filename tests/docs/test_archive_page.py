"""The page on large records: its example runs."""

from __future__ import annotations

import re

from tests.builders import SOURCES, agreement_of, at, did
from tests.case_files import ROOT

PAGE = (ROOT / "docs" / "archive.md").read_text(encoding="utf-8")


def test_the_example_of_the_page_runs() -> None:
    """Each line of the code on the page gives an answer, run as it stands."""
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    names = {
        "agreement": agreement_of("clause #pay: South must pay 3 coins to North by day 5\n"), "sources": SOURCES,
        "reports": (), "at": at("2025-01-09"), "known": None,
        "later_reports": [did("pay coins", "2025-01-03", "South", quantity="3")],
    }  # fmt: skip
    *before, state, overdue, reasons, found = code.strip().splitlines()
    exec(compile("\n".join(before), "docs/archive.md", "exec"), names)
    answers = [eval(line, names) for line in (state, overdue, reasons, found)]
    assert answers[0] == "fulfilled"
    assert answers[1] == 0
    assert answers[2][0].name == "state"
    assert answers[3] == 1
