"""The examples, each at a moment late enough that most of its record is heard, read once."""

from __future__ import annotations

from functools import cache

from servanda.folder import load
from servanda.standing import Standing
from tests.case_files import ROOT

MOMENTS = {
    "bangsamoro-2014": "2022-01-01", "colombia-2016": "2017-10-01", "gaza-2025": "2025-03-02", "good-friday-1998": "2007-12-31",
    "lebanon-2024": "2025-02-25", "new-start-2010": "2019-06-01", "pretoria-2022": "2023-06-30", "shalit-2011": "2012-01-31",
    "south-sudan-2018": "2020-06-30",
}  # fmt: skip
"""A moment for every example."""


@cache
def standing_of(example: str, at: str = "", account: str = "cautious") -> Standing:
    """Return where an example stands."""
    return load(ROOT / "examples" / example).standing(at or MOMENTS[example], account=account)
