"""Agreements made at random, such that every construct of the model comes up.

The strategies give only what the language can say: names without a quotation mark, lengths that start from a point,
each slot filled once where it may be filled only once.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from datetime import date
from functools import cache
from typing import Any, get_args

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy
from lark.lexer import PatternStr

from servanda.agreement import Agreement, grammar, model, terms
from servanda.agreement.builder import LONGEST
from servanda.clock import UNITS, Length, parse_moment, seconds_of

ZONES = ("UTC", "Asia/Jerusalem", "Europe/Dublin", "America/New_York", "Asia/Kathmandu", "Etc/GMT+5")
RELATIONS = (
    "carried out by this", "waits for this", "starts this", "starts with this", "ends this", "ends with this",
    "apart from this", "comes before this",
)  # fmt: skip


def tries(number: int) -> settings:
    """Return settings for so many examples, whatever time they take."""
    return settings(max_examples=number, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@cache
def keywords() -> tuple[str, ...]:
    """Return every word that the grammar itself uses, as bait."""
    literals = [t.pattern.value for t in grammar().terminals if isinstance(t.pattern, PatternStr)]
    more = [
        "days",
        "hours",
        "at least",
        "may change",
        "unknown",
        "waits",
        "over",
        "begun",
        "as written",
        "each party",
    ]
    return tuple(sorted({word for word in literals if word.isalpha()} | set(more)))


def tidy(text: str) -> str:
    """Return text with single spaces, as the reader keeps it."""
    return " ".join(text.split())


quoted = (
    st.text(st.characters(exclude_characters='"\n\r', exclude_categories=["Cs"]), max_size=12)
    .map(tidy)
    .filter(bool)
)
words = st.one_of(
    st.sampled_from(keywords()),
    st.sampled_from(["Hamas", "by-law", "in-kind", "to’s", "release", "33", "3rd", "1,000 x", "#id", "رهائن", "חטופים", "a  b", "Ñu"]),
    st.from_regex(r"[a-z][a-z-]{0,5}", fullmatch=True),
    quoted,
).map(tidy)  # fmt: skip
acts = st.lists(words, min_size=1, max_size=3).map(" ".join).map(tidy)
tokens = st.one_of(
    st.sampled_from(keywords()),
    st.sampled_from(["#a", "#b", '"x"', "12", "1", ":", ",", "(", ")", "2025-01-19", "11:15", "UTC", "A", "days", "\n", "\n  "]),
)  # fmt: skip
ids = st.from_regex(r"[A-Za-z][A-Za-z0-9_-]{0,5}", fullmatch=True)
phase_ids = st.sampled_from(
    ["one", "two", "phase", "of", "is", "day", "über", "by-election", "for-now", "must"]
)
names = st.lists(words, min_size=1, max_size=3, unique=True).map(tuple)
numbers = st.one_of(
    st.integers(0, 999_999_999_999_999).map(float),
    st.decimals(0, 10_000, places=7, allow_nan=False).map(float).filter(lambda n: len(f"{n:.7f}") <= 15),
)
lengths = st.sampled_from(UNITS).flatmap(
    lambda unit: st.builds(Length, st.integers(0, LONGEST[unit]), st.just(unit))
)
steps = st.builds(Length, st.integers(1, 270), st.sampled_from(UNITS))
hundredths = st.integers(0, 100).map(float)
clocks = st.times().map(lambda time: f"{time:%H:%M}")
days = st.dates(min_value=date(1900, 1, 1), max_value=date(2199, 12, 31)).map(str)

points: SearchStrategy[terms.Time] = st.one_of(
    st.builds(terms.Day, st.integers(0, 100_000), st.none() | phase_ids),
    st.builds(terms.Date, days),
    st.builds(terms.Date, st.builds("{} {}".format, days, clocks), st.just("") | st.sampled_from(ZONES)),
    st.just(terms.Entry()),
    st.just(terms.UnknownTime()),
    st.builds(terms.PhaseStart, phase_ids),
    st.builds(terms.PhaseEnd, phase_ids, st.booleans()),
    st.builds(terms.Met, ids),
    st.builds(terms.Begun, ids),
    st.builds(terms.Deadline, ids),
    st.builds(terms.Happened, quoted),
)
times: SearchStrategy[terms.Time] = st.recursive(
    points | st.builds(terms.Shifted, lengths, points, st.booleans()),
    lambda inner: st.builds(terms.Extreme, inner, inner, st.booleans()),
    max_leaves=4,
)


def _several(inner: SearchStrategy[terms.Condition]) -> SearchStrategy[tuple[terms.Condition, ...]]:
    return st.lists(inner, min_size=2, max_size=3).map(tuple)


conditions: SearchStrategy[terms.Condition] = st.recursive(
    st.one_of(
        st.builds(terms.StateIs, ids, st.sampled_from(get_args(terms.State))),
        st.builds(terms.PhaseIs, phase_ids, st.booleans()),
        st.builds(terms.AgreementIs, ids, st.booleans()),
        st.builds(terms.Finds, words, quoted),
        st.builds(terms.Decides, words, quoted),
        st.builds(terms.Happens, quoted),
    ),
    lambda inner: st.one_of(
        st.builds(terms.Not, inner),
        st.builds(terms.All, _several(inner)),
        st.builds(terms.AnyOf, _several(inner)),
    ),
    max_leaves=4,
)
_some_ids = st.lists(ids, min_size=1, max_size=3, unique=True).map(tuple)
_phase: SearchStrategy[dict[str, Any]] = st.builds(dict, phase=phase_ids)
_clauses: SearchStrategy[dict[str, Any]] = st.builds(dict, clauses=_some_ids)
effects: SearchStrategy[terms.Effect] = st.one_of(
    st.builds(terms.Extends, phase_ids, lengths | times, st.booleans()),
    st.builds(lambda target: terms.Ends(**target), _phase | _clauses),
    st.builds(lambda target, length: terms.Suspends(**target, length=length), _phase | _clauses, st.none() | lengths),
    st.builds(lambda target: terms.Resumes(**target), _phase | _clauses),
    st.builds(terms.Leaves, st.just(()) | _some_ids),
)  # fmt: skip

windows: dict[str, SearchStrategy[terms.Term]] = {
    "from": st.builds(terms.From, times),
    "end": st.builds(terms.Until, times) | st.builds(terms.Lasting, lengths),
}
inline: dict[str, SearchStrategy[terms.Term]] = windows | {
    "to": st.builds(terms.To, names),
    "at": st.builds(terms.At, words),
    "phase": st.builds(terms.InPhase, phase_ids),
    "deadline": st.builds(terms.By, times) | st.builds(terms.Within, lengths, points),
    "lag": st.builds(terms.Lag, lengths),
}
alike: dict[str, SearchStrategy[terms.Term]] = {
    "except": st.builds(terms.Except, names),
    "counting": st.builds(terms.CountingOnly, names),
    "not counting": st.builds(terms.NotCounting, names),
    "base": st.builds(terms.Base, ids),
    "step": st.builds(terms.InStep, ids),
    "others": st.builds(terms.AnswersFor, names),
    "if": st.builds(terms.If, conditions, st.booleans()),
}
details: dict[str, SearchStrategy[terms.Term]] = alike | {
    "stages": st.builds(terms.Stage, st.none() | numbers, times)
    | st.builds(terms.Stage, hundredths, times, st.just(True))
    | st.builds(terms.Stages, numbers, steps, times, times),
    "each": st.builds(terms.EachLink, acts, ids, st.none() | lengths, st.just(False), st.none() | lengths)
    | st.builds(terms.EachLink, acts, ids, st.none() | lengths, st.just(True)),
    "ratios": st.builds(terms.Ratio, numbers, words),
    "answers": st.builds(terms.Answers, ids, st.none() | lengths),
    "listed": st.builds(terms.Listed, ids),
    "place of": st.builds(terms.InPlaceOf, ids),
    "leave": st.builds(terms.Leave, names),
    "worth": st.builds(terms.CountingAs, words, numbers),
    "apart": st.builds(terms.CountingApart, names),
    "throughout": st.just(terms.Throughout()),
    "hours": st.just(terms.Hours(None, None)) | st.builds(terms.Hours, clocks, clocks),
    "verified": st.builds(terms.VerifiedBy, names),
    "finding": st.builds(terms.FulfilledWhen, names),
    "clocks": st.builds(terms.Clocks, st.booleans()),
    "then": st.builds(terms.Then, effects, st.none() | lengths, st.none() | conditions),
}  # fmt: skip


of_phases: dict[str, SearchStrategy[terms.Term]] = windows | {
    "clocks": details["clocks"],
    "earned": st.builds(
        terms.Earned, lengths, numbers.filter(bool), st.just("") | acts, ids, st.none() | lengths
    ),
}


@st.composite
def some(draw: st.DrawFn, slots: dict[str, SearchStrategy[terms.Term]], least: int = 0) -> list[terms.Term]:
    """Draw terms for some of the slots: one each, or up to three where a clause may say several."""
    chosen: Sequence[str] = draw(
        st.lists(st.sampled_from(sorted(slots)), min_size=least, max_size=5, unique=True)
    )
    drawn: list[terms.Term] = []
    for slot in chosen:
        most = 3 if slot in terms.MANY else 1
        drawn += draw(st.lists(slots[slot], min_size=1, max_size=most))
    return drawn


@st.composite
def counted(draw: st.DrawFn, act: str) -> list[terms.Term]:
    """Draw how many of what, and how often, as a clause with `act` can say it."""
    every = draw(st.none() | st.builds(terms.Every, steps))
    rest: list[terms.Term] = [] if every is None else [every]
    form = draw(st.sampled_from(["", "exactly", "at least", "at most", "percent", "all", "unknown", "line"]))
    pieces = act.split()
    unit = " ".join(pieces[draw(st.integers(0, len(pieces))) :])
    match form:
        case "exactly" | "at least" | "at most":
            return [terms.Amount(draw(numbers), unit, form), *rest]
        case "percent":
            share = terms.Amount(draw(hundredths), unit, percent=True)
            return [draw(st.sampled_from([share, dataclasses.replace(share, form="at least")])), *rest]
        case "all":
            return [terms.Amount(None, unit, "all"), *rest]
        case "unknown":
            return [terms.Amount(None, form="unknown"), *rest]
        case "line" if rest:
            return [terms.Amount(draw(numbers), draw(acts)), *rest]
        case _:
            return rest


@st.composite
def readings(draw: st.DrawFn) -> model.Reading:
    """Draw one meaning of a clause's words: as written, other slots, another number or rate."""
    return model.Reading(draw(quoted), draw(st.just(()) | names), draw(stated()))


@st.composite
def stated(draw: st.DrawFn, least: int = 0) -> tuple[terms.Term, ...]:
    """Draw what a reading or an amendment says in place of a clause's own words."""
    varied = draw(some(inline | alike, least=least))
    number = draw(st.none() | numbers)
    every = draw(st.none() | st.builds(terms.Every, steps))
    if number is not None:
        varied.append(terms.Amount(number, draw(st.just("") | acts) if every else ""))
    if every is not None:
        varied.append(every)
    return terms.in_order(tuple(varied))


@st.composite
def clauses(draw: st.DrawFn) -> model.Clause:
    """Draw a clause or heading."""
    act = draw(acts)
    held = [*draw(counted(act)), *draw(some(inline)), *draw(some(details))]
    return model.Clause(
        draw(ids), draw(names | st.just(("each party",))), draw(st.sampled_from(["must", "must not", "may", "should", "should not"])),
        act, terms.in_order(tuple(held)), jointly=draw(st.booleans()), heading=draw(st.booleans()),
        readings=tuple(draw(st.lists(readings(), max_size=2))), part_of=draw(st.none() | ids),
        known=draw(st.sampled_from(["seen", "described", "reported", "unknown"])),
    )  # fmt: skip


@st.composite
def entered(draw: st.DrawFn) -> model.Title:
    """Draw the head of an agreement, with or without its moment of entry."""
    head = model.Title(
        draw(ids), draw(quoted), first_day_is_entry=draw(st.booleans()), inclusive=draw(st.booleans())
    )
    if draw(st.booleans()):
        return head
    zone = draw(st.sampled_from(ZONES))
    entry = seconds_of(parse_moment(f"{draw(days)} {draw(clocks)}", zone))
    return dataclasses.replace(head, entry=entry, zone=zone)


@st.composite
def phases(draw: st.DrawFn) -> model.Phase:
    """Draw a phase."""
    window = [
        term
        for slot in ("from", "end")
        if draw(st.booleans()) or slot == "end"
        for term in [draw(windows[slot])]
    ]
    rest = draw(some({slot: of_phases[slot] for slot in ("clocks", "earned")}))
    held = terms.in_order((*window, *rest))
    opens = draw(st.none() | conditions)
    return model.Phase(draw(phase_ids), held, opens, tuple(draw(st.lists(readings(), max_size=2))))


changes = st.one_of(
    st.builds(model.Change, ids, st.builds(model.Relisted, st.none() | quoted, st.none() | numbers)),
    st.builds(
        lambda target, what: model.Change(target[0], what, of_phase=target[1]),
        st.tuples(ids, st.just(False)) | st.tuples(phase_ids, st.just(True)),
        st.one_of(
            st.builds(model.Replaced, times, times),
            st.builds(model.Replaced, lengths, lengths),
            st.builds(model.Replaced, numbers, numbers),
            st.builds(model.Restated, stated(least=1)),
        ),
    ),
)
items: SearchStrategy[model.Item] = st.one_of(
    entered(),
    st.builds(
        model.Part, st.sampled_from(["party", "mediator", "guarantor", "monitor", "non-signatory"]), names
    ),
    st.builds(model.Area, names),
    st.builds(model.Place, names, words),
    st.builds(model.Definition, quoted, st.none() | quoted),
    st.builds(model.Listing, ids, st.none() | quoted, st.booleans(), st.none() | numbers),
    st.builds(model.Instrument, ids, st.just("") | quoted, names, st.just(()) | names, st.none() | times),
    st.builds(
        model.Amendment,
        ids,
        times,
        st.just(()) | names,
        st.just(()) | names,
        st.lists(changes, max_size=3).map(tuple),
    ),
    st.builds(model.Link, ids, quoted, st.sampled_from(RELATIONS)),
    phases(),
    clauses(),
)
prose = st.text(st.characters(exclude_characters="`\r", exclude_categories=["Cs"]), max_size=30)
agreements = st.builds(
    lambda passages: Agreement(tuple(passages)),
    st.lists(
        st.builds(model.Passage, prose, st.lists(items, max_size=4).map(tuple)), min_size=1, max_size=3
    ).filter(lambda passages: len(passages) == 1 or bool(passages[-1].items or passages[-1].prose)),
)
