"""The laws of the record, whatever is reported."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.record import Report, Source, Sources, hear, names, take
from servanda.standing import Standing, stand
from tests.builders import HEAD, SOURCES, TABLE, WHOLE, agreement_of, at, report

AGREEMENT = agreement_of(WHOLE)
ACTS = (("free captives", "North"), ("pull back", "North"), ("attack", "North"), ("attack", "South"))
SPEAKERS = (
    "North office", "South office", "North minister", "South minister", "Oslo envoy", "Cairo envoy", "Watch", "Ann",
    "Ben", "North friend", "South friend", "Insider",
)  # fmt: skip
MIRROR = {"North": "South", "South": "North"}


@st.composite
def records(draw: st.DrawFn) -> list[Report]:
    """A few reports of a few events, by all sorts of speakers."""
    rows = []
    for number in range(draw(st.integers(1, 7))):
        act, by = draw(st.sampled_from((*ACTS, ("begin talks", "North; South"))))
        said = draw(st.integers(1, 28))
        cells = {"event": draw(st.sampled_from(["", "e1", "e2"])), "speaker": draw(st.sampled_from(SPEAKERS))}
        cells |= {
            "stance": draw(st.sampled_from(["asserts", "asserts", "denies", "partly denies", "declares"]))
        }
        cells |= {"quantity": draw(st.sampled_from(["", "0", "2", "5", "3..6", "4.."]))}
        cells |= {"kind": draw(st.sampled_from(["", "", "men", "women", "tall", "foreigners"]))}
        cells |= {
            "place": draw(st.sampled_from(["", "Hill", "Land"])),
            "finding": draw(st.sampled_from(["", "happened"])),
        }
        cells |= {"happened": draw(st.sampled_from(["", "2025-01-01", "2025-01-01..2025-01-03"]))}
        cells |= {"certainty": draw(st.sampled_from(["", "possible"])), "said": f"2025-01-{said:02}"}
        cells |= {"replaces": f"r{draw(st.integers(0, 6))}" if draw(st.booleans()) else ""}
        rows.append(report(f"r{number}", act, by, **cells))
    return rows


def stand_on(rows: list[Report], known: int | None = None, viewer: str | None = None) -> Standing:
    return stand(AGREEMENT, rows, SOURCES, at=at("2025-02-10"), known=known, viewer=viewer)


def shown(standing: Standing) -> list[object]:
    return [standing.phases, standing.clauses, standing.taken, standing.hearing.reports]


@settings(max_examples=25, deadline=None)
@given(records(), st.randoms(use_true_random=False))
def test_the_order_of_arrival_changes_nothing(rows: list[Report], chance: random.Random) -> None:
    """Reports in any order give the same weights, accounts and standing."""
    mixed = chance.sample(rows, len(rows))
    assert shown(stand_on(mixed)) == shown(stand_on(rows))


@settings(max_examples=25, deadline=None)
@given(records())
def test_the_same_row_twice_counts_once(rows: list[Report]) -> None:
    """A row that is there twice changes nothing, wherever it stands in the file."""
    twice = rows + [replace(row, line=99) for row in rows]
    assert shown(stand_on(twice)) == shown(stand_on(rows))


@settings(max_examples=80, deadline=None)
@given(records())
def test_cautious_events_are_among_the_generous(rows: list[Report]) -> None:
    """Whatever the cautious take, the generous take too."""
    hearing = hear(AGREEMENT, rows, SOURCES)
    ids = [{one.weighed.event.id for one in take(hearing, account)} for account in ("cautious", "generous")]
    assert ids[0] <= ids[1]


@settings(max_examples=40, deadline=None)
@given(records(), records(), st.integers(2, 20))
def test_no_later_report_changes_what_was_known(rows: list[Report], later: list[Report], day: int) -> None:
    """What is published after a moment changes nothing of what was known then."""
    known = at(f"2025-01-{day:02}")
    added = [replace(row, id=f"x{row.id}") for row in later if row.public > known]
    assert shown(stand_on(rows + added, known=known)) == shown(stand_on(rows, known=known))


@settings(max_examples=40, deadline=None)
@given(records())
def test_every_least_lies_below_its_most(rows: list[Report]) -> None:
    """On every account, of every event and part, the least is no more than the most, and none is below nought."""
    hearing = hear(AGREEMENT, rows, SOURCES)
    for account in names(AGREEMENT):
        for one in take(hearing, account):
            for share in (one.share, *one.parts.values()):
                assert share.least >= 0
                assert share.most is None or share.least <= share.most


def swapped(text: str) -> str:
    return text.replace("North", "\0").replace("South", "North").replace("\0", "South")


def names_swapped(several: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(swapped(name) for name in several)


def mirrored(row: Report) -> Report:
    return replace(
        row, by=names_swapped(row.by), to=names_swapped(row.to), speaker=swapped(row.speaker),
        affiliation=swapped(row.affiliation), source=swapped(row.source), wire=swapped(row.wire),
    )  # fmt: skip


def mirrored_source(source: Source) -> Source:
    return replace(
        source, name=swapped(source.name), affiliation=swapped(source.affiliation), leans=swapped(source.leans),
        speaks_for=swapped(source.speaks_for), seen_by=names_swapped(source.seen_by),
    )  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(records(), st.sampled_from(names(AGREEMENT)))
def test_swapping_the_parties_swaps_their_accounts_and_nothing_else(rows: list[Report], account: str) -> None:
    """The parties' names decide nothing: swapped throughout, each gets the other's account and standing."""
    table = Sources(mirrored_source(source) for source in TABLE)
    head = HEAD.replace("party North, South", "party South, North")
    other = agreement_of(swapped(WHOLE), swapped(head))
    there = stand(
        other,
        [mirrored(row) for row in rows],
        table,
        at=at("2025-02-10"),
        viewer="South",
        account=swapped(account),
    )
    here = stand(AGREEMENT, rows, SOURCES, at=at("2025-02-10"), viewer="North", account=account)
    grounds = [(one.event.id, one.ground, one.whole and one.whole.least) for one in here.hearing.events]
    assert grounds == [
        (one.event.id, one.ground, one.whole and one.whole.least) for one in there.hearing.events
    ]
    for mine, theirs in zip(here.clauses, there.clauses, strict=True):
        assert (mine.state, mine.disputed, mine.unsettled) == (
            theirs.state,
            theirs.disputed,
            theirs.unsettled,
        )
        assert {swapped(name): state for name, state in mine.accounts.items()} == theirs.accounts


def test_a_replacement_by_its_own_speaker_replaces() -> None:
    """A speaker's correction takes the place of its earlier row, which is no longer heard."""
    rows = [report("r1", quantity="5"), report("r2", quantity="3", replaces="r1", said="2025-01-03")]
    assert [one.id for one in hear(AGREEMENT, rows, SOURCES).reports] == ["r2"]


def test_a_replacement_by_another_is_only_a_word_of_its_own() -> None:
    """Nobody corrects another: both rows stand, and a denial of it contests."""
    no = report("r2", speaker="Ben", stance="denies", replaces="r1", said="2025-01-03")
    hearing = hear(AGREEMENT, [report("r1", quantity="5"), no], SOURCES)
    assert [one.id for one in hearing.reports] == ["r1", "r2"]
    assert hearing.events[0].contested


def test_a_report_cannot_replace_itself() -> None:
    """A row that names itself as what it replaces stands."""
    assert len(hear(AGREEMENT, [report("r1", replaces="r1")], SOURCES).reports) == 1


def test_only_what_was_recorded_by_then_is_heard() -> None:
    """Asked what the record held by a moment, only rows taken in by then are heard."""
    rows = [
        report("r1", recorded="2025-01-05T00:00"),
        report("r2"),
        report("r3", recorded="2025-01-09T00:00"),
    ]
    hearing = hear(AGREEMENT, rows, SOURCES, recorded=at("2025-01-06"))
    assert [one.id for one in hearing.reports] == ["r1"]
