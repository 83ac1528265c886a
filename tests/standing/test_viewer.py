"""What a viewer may not see leaves no trace in what they get."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.record import Report, Source, Sources
from servanda.standing import Standing, stand
from tests.builders import TABLE, agreement_of, at, report, standing_of

PUBLIC = """\
phase one: from entry for 20 days
clause #free: North must free 10 captives to South in phase one
  verified by Watch
clause #calm: each of North and South must not attack in phase one
"""
LETTER = "instrument #letter binds North and Oslo seen by North and Oslo\n"
SECRET = (
    "clause #s1: North must free 4 captives to South by day 3\n  part of #letter\n",
    "clause #s2: North may withdraw\n  part of #letter\n  then ends #calm\n",
    "clause #s3: South must not attack by day 9\n  part of #letter\n",
    'clause #s4: North must sing\n  part of #letter\n  reading "a": by day 3\n  reading "b" held by North: by day 9\n',
    "clause #s5: South must give names\n  part of #letter\n  before each release under #free by 24 hours\n",
    "clause #s6: North may agree extension\n  part of #letter\n  then extends phase one for 9 days\n",
)
HIDDEN = (
    Source("Spy", affiliation="North", speaks_for="North", seen_by=("North",)),
    Source("Cable", own_reporting=True, seen_by=("North", "Oslo")),
)
ACTS = ("free captives", "attack", "withdraw", "sing", "agree extension")


def told(standing: Standing) -> str:
    """Return the whole answer as text."""
    answer = [
        standing.phases,
        standing.clauses,
        standing.taken,
        standing.hearing.reports,
        standing.hearing.events,
    ]
    return json.dumps(plain(answer), sort_keys=True)


def plain(value: object) -> object:
    if is_dataclass(value):
        return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, dict):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    if isinstance(value, set | frozenset):
        return sorted(str(one) for one in value)
    return value.tolist() if isinstance(value, np.ndarray) else str(value)


@st.composite
def rows(draw: st.DrawFn, prefix: str, carriers: tuple[str, ...]) -> list[Report]:
    found = []
    for number in range(draw(st.integers(0, 5))):
        cells = {"said": f"2025-01-{draw(st.integers(2, 28)):02}", "event": draw(st.sampled_from(["", "e1"]))}
        cells |= {
            "quantity": draw(st.sampled_from(["", "3", "0"])),
            "stance": draw(st.sampled_from(["asserts", "denies"])),
        }
        carrier = draw(st.sampled_from(carriers))
        cells |= {"speaker": "", "source": carrier} if carrier == "Cable" else {"speaker": carrier}
        cells |= {"replaces": draw(st.sampled_from(["", "p0"]))}
        found.append(report(f"{prefix}{number}", draw(st.sampled_from(ACTS)), **cells))
    return found


@settings(max_examples=30, deadline=None)
@given(
    rows("p", ("Ann", "North office", "South office", "Watch")),
    rows("s", ("Spy", "Cable")),
    st.lists(st.sampled_from(SECRET), unique=True),
    st.sampled_from([None, "South", "Cairo"]),
)
def test_what_is_hidden_leaves_no_trace(
    public: list[Report], hidden: list[Report], clauses: list[str], viewer: str | None
) -> None:
    """With hidden clauses and confidential sources, whoever may not see them gets the same whole answer as without."""
    bare, full = agreement_of(PUBLIC), agreement_of(PUBLIC + LETTER + "".join(clauses))
    everybody = Sources((*TABLE, *HIDDEN))
    there = stand(full, [*hidden, *public], everybody, at=at("2025-01-31"), viewer=viewer)
    here = stand(bare, public, Sources(TABLE), at=at("2025-01-31"), viewer=viewer)
    assert told(there) == told(here)
    assert there.sources.named("Spy") is None


def test_those_who_may_see_do() -> None:
    """A party to a side letter sees its clauses and what its sources say."""
    text = PUBLIC + LETTER + SECRET[0]
    secret = report("r1", speaker="Insider", quantity="4")
    assert standing_of(text, secret, viewer="North").of("s1").state == "fulfilled"
    assert "s1" not in standing_of(text, secret, viewer="South").by_id
    assert standing_of(text, secret).of("free").first.progress.done.least == 0
    assert standing_of(text, secret, viewer="North").of("free").first.progress.done.least == 4
