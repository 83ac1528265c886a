"""Spans of time: how far ahead what is due is looked for."""

from __future__ import annotations

import pytest

from servanda.tables import BadSpan, end_of_span, falling_due
from tests.tables.shelves import standing_of


@pytest.mark.parametrize(("span", "hours"), [("36h", 36), (" 14d ", 14 * 24), ("2w", 14 * 24), ("0d", 0)])
def test_a_span_is_hours_days_or_weeks(span: str, hours: int) -> None:
    """A span is counted from the moment asked."""
    standing = standing_of("gaza-2025", "2025-01-22")
    assert end_of_span(standing, span) - standing.at == hours * 3600


@pytest.mark.parametrize("span", ["", "14", "d", "-3d", "3 d", "2m", "100000d", "14days"])
def test_what_is_no_span_is_refused(span: str) -> None:
    """Anything else is refused, with how to write it."""
    with pytest.raises(BadSpan, match="write hours, days or weeks, such as 36h, 14d or 6w"):
        end_of_span(standing_of("gaza-2025", "2025-01-22"), span)


def test_looking_further_finds_no_less() -> None:
    """What falls due in a span falls due in every longer one."""
    standing = standing_of("gaza-2025", "2025-01-22")
    near, far = ([*falling_due(standing, end_of_span(standing, span))] for span in ("3d", "60d"))
    assert [one for one in far if one in near] == near
    assert len(near) < len(far)
