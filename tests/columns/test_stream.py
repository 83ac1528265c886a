from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.agreement import parse
from servanda.clock import Length, Span
from servanda.columns import Requests
from servanda.columns.stream import CHUNK
from servanda.record import Report, Source, Sources
from servanda.standing import stand
from tests.generated import examples

TEXT = """# Requests

```servanda
agreement #requests "Requests and answers"
  in force 2025-01-01 00:00 {zone}
  day 1 is the day of entry
  within is inclusive
party North, South
clause #ask: South may ask
clause #reply: North must reply to South
  answers #ask by name within {length}
```
"""
BEGIN = 1_740_700_000
DAY = 86_400
ZONES = ("UTC", "Asia/Jerusalem", "America/New_York", "Africa/Casablanca")
LENGTHS = (Length(7, "day"), Length(36, "hour"), Length(1, "week"), Length(45, "minute"))

Event = tuple[int, bool, int]


@st.composite
def streams(draw: st.DrawFn) -> list[Event]:
    """Draw requests and answers in the order of their moments: each name asked once, and answered once or never."""
    names = draw(st.lists(st.integers(-(2**40), 2**40), unique=True, max_size=12))
    events = []
    for name in names:
        asked = draw(st.integers(0, 60 * DAY))
        events.append((name, False, BEGIN + asked))
        waited = draw(
            st.one_of(st.none(), st.integers(-DAY, 15 * DAY), st.just(7 * DAY), st.just(7 * DAY + 1))
        )
        if waited is not None:
            events.append((name, True, BEGIN + asked + waited))
    return sorted(events, key=lambda event: (event[2], event[1]))


def late_by_rows(events: list[Event], length: Length, zone: str, horizon: int) -> set[int]:
    """Return what the row engine finds late."""
    agreement, problems = parse(TEXT.format(zone=zone, length=length), "agreement.md")
    assert not problems
    reports = [
        Report(
            f"r{place}", "reply" if is_answer else "ask", "asserts", Span(moment, moment), Span(moment, moment),
            event=f"{name}", by=("North" if is_answer else "South",), happened=Span(moment, moment), speaker="Ann",
        )
        for place, (name, is_answer, moment) in enumerate(events)
    ]  # fmt: skip
    duties = stand(agreement, reports, Sources([Source("Ann")]), at=horizon).of("reply").first.duties
    late = [duty for duty in duties if duty.late is not None and duty.due and duty.due.last < horizon]
    return {int(duty.label.removeprefix("for ")) for duty in late}


def late_by_stream(events: list[Event], length: Length, zone: str, horizon: int, pieces: int) -> set[int]:
    """Return what a stream finds late, taken in so many pieces."""
    requests = Requests(length, zone)
    found: set[int] = set()
    for piece in np.array_split(np.array(events, dtype=np.int64).reshape(-1, 3), pieces):
        found |= set(requests.take(piece[:, 0].copy(), piece[:, 1] == 1, piece[:, 2].copy()).tolist())
    return found | set(requests.overdue(horizon).tolist())


@examples(60)
@given(streams(), st.sampled_from(LENGTHS), st.sampled_from(ZONES), st.integers(1, 4))
def test_a_stream_finds_late_what_the_row_engine_does(
    events: list[Event], length: Length, zone: str, pieces: int
) -> None:
    """Requests in a stream are late where the row engine says so, in every zone, however the stream is cut."""
    horizon = BEGIN + 80 * DAY
    assert late_by_stream(events, length, zone, horizon, pieces) == late_by_rows(
        events, length, zone, horizon
    )


def test_only_what_is_open_is_held() -> None:
    """After many times more events than are open at once, as few are held as are open."""
    requests = Requests(Length(1, "hour"), "UTC")
    chance = random.Random(7)
    names = list(range(20 * CHUNK))
    chance.shuffle(names)
    events = [(name, False, 60 * place) for place, name in enumerate(names)]
    events += [(name, True, 60 * place + 1800) for place, name in enumerate(names) if name % 10]
    events.sort(key=lambda event: event[2])
    stream = np.array(events, dtype=np.int64)
    late = requests.take(stream[:, 0].copy(), stream[:, 1] == 1, stream[:, 2].copy())
    unanswered = {name for name in names if name % 10 == 0}
    assert len(requests) < 120
    assert set(late.tolist()) | set(requests.overdue(10**12).tolist()) == unanswered
    assert len(requests._open) <= 4 * CHUNK


def test_a_length_in_months_is_refused() -> None:
    """Months are no fixed number of days, and a stream says so."""
    with pytest.raises(ValueError, match="3 months is no length in minutes, hours, days or weeks"):
        Requests(Length(3, "month"), "UTC")
