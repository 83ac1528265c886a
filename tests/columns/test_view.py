from __future__ import annotations

import pytest

from servanda.columns import Book, View, outline_of
from servanda.standing import stand
from tests.builders import SOURCES, agreement_of, at, did

AGREEMENT = agreement_of("""\
clause #calm: North must not attack
clause #pay: South must hand over 3 coins to North by day 9
clause #sign: North must sign by day 20
""")
REPORTS = (
    did("hand over coins", "2025-01-03", "South", quantity="2"),
    did("attack", "2025-01-04"),
    did("hand over coins", "2025-01-06", "South", quantity="1"),
)


def test_a_series_tells_each_moment_as_it_was_known_then() -> None:
    """A clause's history says, day by day, what the row engine said on that day."""
    view = View(Book(AGREEMENT, SOURCES, REPORTS))
    days = [at(f"2025-01-{day:02}") for day in range(1, 15)]
    found = view.series("pay", days)
    for day, by_account in zip(days, found, strict=True):
        standing = stand(AGREEMENT, REPORTS, SOURCES, at=day, known=day).of("pay")
        assert by_account == {account: outline_of(standing, account) for account in view.book.accounts}
    assert len({by_account["generous"].done.least for by_account in found}) == 3


def test_a_series_of_what_the_book_does_not_answer_for_is_refused() -> None:
    """A clause that the row engine keeps has no series here."""
    view = View(Book(AGREEMENT, SOURCES, (did("sign", "2025-01-03", measure="total", quantity="1"),)))
    with pytest.raises(KeyError, match="sign"):
        view.series("sign", [at("2025-01-05")])


def test_changes_between_two_moments_are_told_with_before_and_after() -> None:
    """Only what differs is told: the prohibition that was broken and the coins, not the signature."""
    view = View(Book(AGREEMENT, SOURCES, REPORTS))
    first, last = at("2025-01-02"), at("2025-01-07")
    found = view.changes(first, last)
    assert set(found) == {"calm", "pay"}
    before, after = found["pay"]["generous"]
    assert (before.done.least, after.done.least) == (0, 3)
    assert view.changes(last, last) == {}
