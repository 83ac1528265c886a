from __future__ import annotations

import pytest

from servanda.reading.events.clauses import Ties
from tests.docs.test_reading_events_page import rows
from tests.reading.test_clauses import FOLDERS, rights, telling
from tests.reading.test_mentions import told


@pytest.mark.parametrize("row", rows("Acts"))
def test_the_page_tells_who_does_what(row: list[str]) -> None:
    """Each row of the table of acts is what is read."""
    text, act, by, to = row
    found = [(what, "; ".join(who), "; ".join(whom)) for what, who, whom in told(text)]
    assert (act, by, to) in found if act else found == []


def test_the_page_tells_how_well_clauses_are_found() -> None:
    """The table of what was measured is what is measured."""
    found = []
    for name, folder in FOLDERS.items():
        ties = Ties(folder.agreement)
        cases = [(list(ties.scores(telling(one))), right) for one, right in rights(folder)]
        first = sum(bool(ids) and ids[0] in right for ids, right in cases)
        found.append(
            [
                name,
                *map(
                    str, (len(cases), first, sum(bool(right.intersection(ids[:3])) for ids, right in cases))
                ),
            ]
        )
    assert found == rows("Clauses, measured")
