from __future__ import annotations

import re

import pytest

from servanda.reading.events.amounts import amounts
from servanda.reading.parsing import parse
from tests.case_files import ROOT
from tests.reading.test_amounts import written
from tests.reading.test_places import found as places_in
from tests.reading.test_times import found as times_in
from tests.reading.test_times import shown

PAGE = (ROOT / "docs" / "reading-events.md").read_text(encoding="utf-8")


def rows(heading: str) -> list[list[str]]:
    """Return the rows of the table of a section, without the marks around what is code."""
    section = PAGE.split(f"## {heading}\n")[1].split("\n## ")[0]
    lines = [line for line in section.splitlines() if re.match(r"\| [^-|]", line)][1:]
    return [[cell.strip().strip("`") for cell in line.strip("|").split("|")] for line in lines]


@pytest.mark.parametrize("row", rows("How many"))
def test_the_page_tells_how_many(row: list[str]) -> None:
    """Each row of the table of amounts is what is read."""
    text, quantity, unit, kind = row
    (amount,) = (one for one in amounts(parse(text)) if not one.is_article)
    assert (written(amount.quantity), amount.unit, amount.kind) == (quantity, unit, kind)


@pytest.mark.parametrize("row", rows("When"))
def test_the_page_tells_when(row: list[str]) -> None:
    """Each row of the table of times is what is read."""
    text, span, relation = row
    (time,) = times_in(text)
    assert (shown(time.span) or "", time.relation) == (span, relation)


@pytest.mark.parametrize("row", rows("Where"))
def test_the_page_tells_where(row: list[str]) -> None:
    """Each row of the table of places is what is read."""
    text, name, known = row
    told = [(place.name, "yes" if place.known else "no") for place in places_in(text)]
    assert told == ([(name, known)] if name else [])
