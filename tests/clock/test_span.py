from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.clock import BadTime, Span, moment_of, parse_span, show_moment

ZONE = "Asia/Jerusalem"
spans = st.tuples(st.integers(0, 10**9), st.integers(0, 10**9)).map(lambda pair: Span(min(pair), max(pair)))


def ends(text: str) -> tuple[str, str]:
    span = parse_span(text, ZONE)
    return show_moment(moment_of(span.first, ZONE)), show_moment(moment_of(span.last, ZONE))


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2025-01-22", "2025-01-22T00:00:00+02:00", "2025-01-22T23:59:59+02:00"),
        ("2025-03-28", "2025-03-28T00:00:00+02:00", "2025-03-28T23:59:59+03:00"),
        ("2025-01-22T11:15", "2025-01-22T11:15:00+02:00", "2025-01-22T11:15:00+02:00"),
        ("2025-01-22..2025-01-25", "2025-01-22T00:00:00+02:00", "2025-01-25T23:59:59+02:00"),
        ("2025-01-22 11:15 .. 2025-01-22", "2025-01-22T11:15:00+02:00", "2025-01-22T23:59:59+02:00"),
        ("2025-01-22..2025-01-22T11:15", "2025-01-22T00:00:00+02:00", "2025-01-22T11:15:00+02:00"),
    ],
)
def test_a_date_is_a_whole_day_and_two_dates_are_all_between(text: str, first: str, last: str) -> None:
    """A date spans its day, a time spans itself, and two of them span from the first's start to the second's end."""
    assert ends(text) == (first, last)


@pytest.mark.parametrize(
    "text", ["", "..", "2025-01-22..", "..2025-01-22", "2025-01-25..2025-01-22", "2025-01-22..x", "a..b..c"]
)
def test_what_spans_nothing_is_refused(text: str) -> None:
    """A span with an end missing, unreadable, or before its start is refused."""
    with pytest.raises(BadTime):
        parse_span(text, ZONE)


@settings(deadline=None, max_examples=150)
@given(st.text(st.characters(categories=["Nd", "Zs", "Pd"], include_characters=".:T-+Z"), max_size=25))
def test_any_text_is_a_span_or_is_refused(text: str) -> None:
    """Reading a span raises nothing but the refusal, and gives no span that ends before it begins."""
    try:
        span = parse_span(text, ZONE)
    except BadTime:
        return
    assert span.first <= span.last


@settings(deadline=None, max_examples=100)
@given(spans, spans, spans)
def test_joining_spans_does_not_ask_for_their_order(one: Span, two: Span, three: Span) -> None:
    """Joined spans hold each of them, in whatever order they are joined."""
    whole = one.joined(two).joined(three)
    assert whole == three.joined(one).joined(two)
    assert all(whole.first <= span.first and span.last <= whole.last for span in (one, two, three))
    assert one.joined(one) == one
