"""Plain agreements and their records, made at random: what the columns count, in all the ways in which it may be told.

The agreements are short and of few acts, so that reports meet: windows, gates of phases, stages, requests and their
answers. The records deny, correct, count again, come late, and tell of days, of hours and of spans of days.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from hypothesis import strategies as st

from servanda.agreement import Agreement, Clause, parse, show
from servanda.clock import Span, moment_of, parse_moment, parse_span, seconds_of, show_moment
from servanda.record import Range, Report, Source, Sources, names, row_of
from servanda.record.report import Certainty, Stance
from servanda.record.report import Question as Finding
from tests.builders import TABLE
from tests.generated.drawing import chance, pick, some
from tests.generated.reports import carrier

DAY = 86_400
SOURCES = Sources((*TABLE, Source("West office", affiliation="West", speaks_for="West")))
STARTS = (
    ("UTC", "2025-01-01 00:00"),
    ("Asia/Jerusalem", "2025-01-19 11:15"),
    ("America/New_York", "2025-02-20 12:00"),
    ("Africa/Casablanca", "2025-02-10 23:59"),
    ("Australia/Lord_Howe", "2025-03-25 10:00"),
    ("Pacific/Apia", "2011-12-20 09:00"),
)
"""Zones, and when an agreement enters into force in each: shortly before the clocks change, or a day is left out."""
PARTIES = ("North", "South", "West")
WHO = (*PARTIES[:2], "each of North and South")
BANNED, COUNTED, SIGNED, ALLOWED = (
    ("attack", "fly drones"),
    ("coins", "maps"),
    ("sign", "pull back"),
    ("visit", "call"),
)
STANCED: tuple[Stance, ...] = (
    "denies", "asserts", "denies", "partly denies", "declares", "promises",
)  # fmt: skip
CERTAIN: tuple[Certainty, ...] = ("certain", "certain", "likely", "reported", "possible")
FOUND: tuple[Finding, ...] = ("", "", "", "happened", "happened", "who", "forbidden")
PLACES = ("", "Hill", "Harbour", "Land")
LAST = 70
"""The last day that a text names."""


@dataclass(frozen=True)
class Question:
    """A moment, and the moment as known at which it is asked of; None hears everything."""

    at: int
    known: int | None


@dataclass(frozen=True, repr=False)
class Growth:
    """An agreement, whose accounts are kept, its reports in the groups in which they come in, what is asked after each."""

    agreement: Agreement
    accounts: tuple[str, ...]
    groups: tuple[tuple[Report, ...], ...]
    asked: tuple[tuple[Question, ...], ...]

    @property
    def reports(self) -> tuple[Report, ...]:
        """Every report, in the order of coming in."""
        return tuple(report for group in self.groups for report in group)

    def __repr__(self) -> str:
        """Show a failing growth as one would write it: the text, the cells of each report, what is asked."""
        zone = self.agreement.title.zone
        lines = [show(self.agreement), f"accounts: {', '.join(self.accounts)}"]
        for group, asked in zip(self.groups, self.asked, strict=True):
            for report in group:
                cells = row_of(report, zone)
                lines.append(str({column: cell for column, cell in cells.items() if cell}))
            for one in asked:
                known = "" if one.known is None else f" as known at {show_moment(moment_of(one.known, zone))}"
                lines.append(f"  asked at {show_moment(moment_of(one.at, zone))}{known}")
        return "\n".join(lines)


def days_of(agreement: Agreement) -> tuple[Span, ...]:
    """Return the days from five days before an agreement enters into force: some are longer, and one is left out."""
    assert agreement.title.entry is not None
    return _days(agreement.title.zone, agreement.title.entry)


@lru_cache(maxsize=16)
def _days(zone: str, entry: int) -> tuple[Span, ...]:
    noon = seconds_of(parse_moment(f"{moment_of(entry, zone).date()} 12:00", zone))
    dates = dict.fromkeys(str(moment_of(noon + n * DAY, zone).date()) for n in range(-5, 130))
    return tuple(parse_span(date, zone) for date in dates)


def time(draw: st.DrawFn, phases: Sequence[str]) -> str:
    """Draw a time of the agreement, as its text says it."""
    day = draw(st.integers(1, LAST))
    phase = pick(draw, phases)
    plain = (
        f"day {day}", f"day {day}", f"day {day}", "entry", f"{draw(st.integers(0, 40))} days after entry",
        f"{draw(st.integers(0, 60))} hours after entry", f"start of phase {phase}", f"end of phase {phase}",
        f"planned end of phase {phase}", f"day {draw(st.integers(1, 20))} of phase {phase}",
        f"{draw(st.integers(0, 3))} weeks after start of phase {phase}",
        f"90 minutes before end of phase {phase}",
    )  # fmt: skip
    if chance(draw, 6):
        return f"{pick(draw, ('earlier', 'later'))} of {pick(draw, plain)} and {pick(draw, plain)}"
    return pick(draw, plain)


def window(draw: st.DrawFn, phases: Sequence[str]) -> str:
    """Draw when a clause binds: mostly always."""
    match draw(st.integers(0, 7)):
        case 3:
            return f" in phase {pick(draw, phases)}"
        case 4:
            return f" from {time(draw, phases)}"
        case 5:
            return f" until {time(draw, phases)}"
        case 6:
            return f" from {time(draw, phases)} until {time(draw, phases)}"
        case 7:
            return f" from {time(draw, phases)} for {pick(draw, ('3 days', '36 hours', '2 weeks'))}"
        case _:
            return ""


def settled(draw: st.DrawFn) -> list[str]:
    """Draw who verifies a clause: mostly nobody."""
    return ["  verified by Watch"] if chance(draw, 3) else []


def staged(draw: st.DrawFn, phases: Sequence[str], id_: str) -> list[str]:
    """Draw a duty: one deed or a number of them, by one time or in stages."""
    who, norm = pick(draw, WHO), pick(draw, ("must", "must", "must", "should"))
    if chance(draw, 3):
        due = pick(draw, (f" by {time(draw, phases)}", " within 3 days of entry", ""))
        return [
            f"clause #{id_}: {who} {norm} {pick(draw, SIGNED)}{due}{window(draw, phases)}",
            *settled(draw),
        ]
    number = pick(draw, (3, 1, 6, 10))
    head = f"clause #{id_}: {who} {norm} hand over {number} {pick(draw, COUNTED)} to South"
    if number < 6 or chance(draw, 2):
        return [f"{head} by {time(draw, phases)}", *settled(draw)]
    first, rest = draw(st.integers(1, 15)), draw(st.integers(16, LAST))
    stages = [
        f"  2 by day {first}",
        *(["  1 every 7 days from day 14 until day 28"] if chance(draw, 2) else []),
    ]
    return [head + window(draw, phases), *stages, f"  rest by day {rest}", *settled(draw)]


def answered(draw: st.DrawFn, phases: Sequence[str], number: int) -> list[str]:
    """Draw a right, or a duty, to ask, and who is to answer each request."""
    act, who = ALLOWED[number], pick(draw, WHO)
    asked = f"clause #ask{number}: {who} may {act}{window(draw, phases)}"
    if chance(draw, 4):
        asked = f"clause #ask{number}: {who} must {act} by {time(draw, phases)}"
    given = (
        f"clause #reply{number}: {pick(draw, WHO)} {pick(draw, ('must', 'must', 'should'))} answer the {act}"
    )
    length = pick(draw, ("3 days", "1 week", "36 hours", "0 days", "90 minutes"))
    return [asked, *settled(draw), given, f"  answers #ask{number} by name within {length}", *settled(draw)]


@st.composite
def plain_agreements(draw: st.DrawFn) -> Agreement:
    """Draw an agreement of clauses that columns count: prohibitions, duties, requests, and phases that duties open."""
    zone, entry = pick(draw, STARTS)
    lines = [
        'agreement #plain "Plain"',
        f"  in force {entry} {zone}",
        f"  day 1 is the day {pick(draw, ('of', 'after'))} entry",
        f"  within is {pick(draw, ('inclusive', 'exclusive'))}",
        f"party {', '.join(PARTIES)}", f"mediator Oslo{pick(draw, ('', ', Cairo'))}", "monitor Watch", "area Land",
        f"phase one: from entry {pick(draw, ('for 42 days', 'until day 9', 'for 5 days'))}",
    ]  # fmt: skip
    duties = [f"duty{number}" for number in range(draw(st.integers(0, 3)))]
    phases = ["one"]
    for name in ("two", "three")[: draw(st.integers(0, 2))]:
        lines += phase(draw, name, phases, duties)
        phases.append(name)
    for number, id_ in enumerate(duties):
        # A duty may not wait for a phase that waits for it: the first is reckoned by phase one alone.
        lines += staged(draw, phases[:1] if number == 0 or chance(draw, 2) else phases[: number + 1], id_)
    for number in range(draw(st.integers(0, 2))):
        bind = f"{pick(draw, WHO)} {pick(draw, ('must', 'must', 'should'))} not {pick(draw, BANNED)}"
        lines += [f"clause #ban{number}: {bind}{window(draw, phases)}", *settled(draw)]
    has_clauses = any(line.startswith("clause") for line in lines)
    for number in range(draw(st.integers(0 if has_clauses else 1, 2))):
        lines += answered(draw, phases, number)
    found, problems = parse("\n".join(["```servanda", *lines, "```", ""]), "plain.md")
    assert not problems, (problems[0], lines)
    return found


def phase(draw: st.DrawFn, name: str, above: Sequence[str], duties: Sequence[str]) -> list[str]:
    """Draw a later phase: at a time, or when duties are fulfilled, or both."""
    begins = pick(draw, ("", "", f" from day {draw(st.integers(1, 60))}", f" from end of phase {above[-1]}"))
    gates = some(draw, duties[: len(above)], least=0) if duties else ()
    if not begins and not gates:
        begins = " from entry"
    opens = f"  opens when {' and '.join(f'#{gate} is fulfilled' for gate in gates)}"
    return [f"phase {name}:{begins} for {pick(draw, (20, 60, 3))} days", *([opens] if gates else [])]


def span(draw: st.DrawFn, those: tuple[Span, ...], day: int) -> Span:
    """Draw how closely a time is told: by the day, the second, or some days."""
    whole = those[day]
    match draw(st.integers(0, 6)):
        case 0 | 1:
            return whole
        case 2:
            return Span(whole.first + 12 * 3600, whole.first + 12 * 3600)
        case 3:
            return Span(whole.first, whole.first)
        case 4:
            return Span(whole.last, whole.last)
        case 5:
            return Span(whole.first + 23 * 3600, whole.first + 23 * 3600 + pick(draw, (1, 3 * 3600)))
        case _:
            return Span(whole.first, those[min(day + draw(st.integers(1, 8)), len(those) - 1)].last)


def told(draw: st.DrawFn, those: tuple[Span, ...]) -> tuple[Span | None, Span, Span]:
    """Draw when something happened, was said and was published: in time or late, at times before it happened."""
    day = draw(st.integers(4, 30)) if chance(draw, 2) else draw(st.integers(0, 90))
    happened = None if chance(draw, 5) else span(draw, those, day)
    later = pick(draw, (0, 0, 1, 3, 20, 40, -2))
    said = span(draw, those, max(0, day + later))
    first, last = pick(draw, (0, 3600, 5 * DAY)), pick(draw, (0, 0, 2 * DAY))
    return happened, said, Span(said.first + first, said.last + first + last)


def quantity(draw: st.DrawFn) -> Range | None:
    """Draw a number, a range, or none."""
    low = draw(st.integers(0, 6))
    return pick(
        draw,
        (None, Range(low, low), Range(low, low), Range(low, low + 2), Range(low, None), Range(low / 2, low)),
    )


def carried(draw: st.DrawFn, one: Report) -> Report:
    """Return a report as somebody drawn says it."""
    cells = {"source": "", "wire": "", "speaker": "", "affiliation": ""} | carrier(draw)
    return replace(
        one,
        source=cells["source"],
        wire=cells["wire"],
        speaker=cells["speaker"],
        affiliation=cells["affiliation"],
    )


def report(draw: st.DrawFn, agreement: Agreement, clause: Clause, id_: str, others: Sequence[str]) -> Report:
    """Draw a report that tells of a clause's act: half of them are simple, by those who bear it; others, of anybody."""
    happened, said, published = told(draw, days_of(agreement))
    is_linked = clause.id.startswith(("ask", "reply"))
    events = ("x1", "x1", "x2", "shared") if is_linked else ("", f"{clause.id} 1", f"{clause.id} 2", "shared")
    bearers = agreement.bearers(clause)
    found = carried(
        draw,
        Report(
            id=id_, act=clause.act, stance="asserts", said=said, published=published, happened=happened,
            event=pick(draw, events), by=pick(draw, (bearers[:1], bearers, bearers[-1:])),
        ),
    )  # fmt: skip
    if clause.id.startswith("duty") or chance(draw, 8):
        amount = quantity(draw)
        found = replace(found, measure="" if amount is None else "count", quantity=amount)
    if chance(draw, 2):
        found = odd(draw, found, clause, others)
    return found if is_linked else replace(found, place=pick(draw, PLACES))


def odd(draw: st.DrawFn, one: Report, clause: Clause, others: Sequence[str]) -> Report:
    """Return a report that says otherwise, by or to somebody else, less certain, of a named clause, or as a correction."""
    return replace(
        one,
        act=f"give leave to {one.act}" if chance(draw, 15) else one.act,
        stance=pick(draw, STANCED), certainty=pick(draw, CERTAIN), finding=pick(draw, FOUND),
        clauses=(clause.id,) if chance(draw, 3) else (),
        by=pick(draw, (one.by, one.by, (), ("South",), ("West", "North"), ("Militia",))),
        to=pick(draw, ((), (), ("South",), ("Oslo",), ("Harbour Board",))),
        replaces=pick(draw, others) if chance(draw, 4) else "",
    )  # fmt: skip


def echo(draw: st.DrawFn, earlier: Report, id_: str) -> Report:
    """Draw another word on what an earlier report tells: of anybody, or of its own speaker, who may correct it by this."""
    is_own = chance(draw, 2)
    shift = pick(draw, (0, 0, 1, 6)) * DAY
    found = replace(
        earlier, id=id_, stance=pick(draw, STANCED), certainty=pick(draw, CERTAIN),
        said=Span(earlier.said.first + shift, earlier.said.last + shift),
        published=Span(earlier.published.first + shift, earlier.published.last + shift),
        replaces=earlier.id if is_own and chance(draw, 2) else "", 
    )  # fmt: skip
    return found if is_own else carried(draw, found)


def roughened(draw: st.DrawFn, one: Report) -> Report:
    """Return a report with something in it that columns may not hold."""
    match draw(st.integers(0, 5)):
        case 0:
            return replace(one, kind="men")
        case 1:
            return replace(one, measure="total", quantity=Range(2, 2))
        case 2:
            return replace(one, measure="count", quantity=Range(30, 30), unit="%")
        case 3:
            return replace(one, event="")
        case 4:
            return replace(one, act=f"refuse to {one.act}")
        case _:
            return replace(one, id=f"{one.id} {'long ' * 7}")


@st.composite
def plain_records(
    draw: st.DrawFn, agreement: Agreement, most: int = 16, *, with_rough: bool = False
) -> tuple[Report, ...]:
    """Draw a record of a plain agreement.

    Args:
        with_rough: some reports are such as make their clauses rough.
    """
    clauses, found = tuple(agreement.clauses.values()), list[Report]()
    often = pick(draw, topics(clauses))
    for number in range(draw(st.integers(0, 3) if chance(draw, 4) else st.integers(4, most))):
        id_, others = f"r{number}", [*(one.id for one in found), f"r{number + 1}"]
        if found and chance(draw, 3):
            one = echo(draw, pick(draw, found), id_)
        else:
            clause = pick(draw, clauses if chance(draw, 4) else often)
            one = report(draw, agreement, clause, id_, others)
        found.append(roughened(draw, one) if with_rough and chance(draw, 8) else one)
    return tuple(found)


def topics(clauses: Sequence[Clause]) -> list[tuple[Clause, ...]]:
    """Return the clauses that belong together: a request and its answer, or one that stands alone."""
    found: dict[str, tuple[Clause, ...]] = {}
    for clause in clauses:
        key = clause.id.replace("reply", "ask")
        found[key] = (*found.get(key, ()), clause)
    return list(found.values())


def moment(draw: st.DrawFn, agreement: Agreement, reports: Sequence[Report]) -> int:
    """Draw a moment: of a day around the agreement, or one at which a report says that something was, or a second beside."""
    if reports and chance(draw, 2):
        one = pick(draw, reports)
        happened = one.happened or one.said
        told = pick(draw, (happened.first, happened.last, one.said.first, one.said.last, one.public))
        return told + pick(draw, (0, 0, -1, 1, 3 * DAY))
    whole = days_of(agreement)[draw(st.integers(40, 110) if chance(draw, 2) else st.integers(0, 110))]
    return pick(draw, (whole.last, whole.first, whole.first + 12 * 3600))


@st.composite
def questions(draw: st.DrawFn, agreement: Agreement, reports: Sequence[Report]) -> Question:
    """Draw what is asked of a record."""
    at = moment(draw, agreement, reports)
    known = pick(draw, (None, None, at, at - 5 * DAY, at + 9 * DAY, moment(draw, agreement, reports)))
    return Question(at, known)


@st.composite
def growths(draw: st.DrawFn, agreement: Agreement | None = None, *, with_rough: bool = False) -> Growth:
    """Draw a plain agreement whose reports come in any order, with questions in between and two at the end."""
    one = draw(plain_agreements()) if agreement is None else agreement
    left = tuple(draw(st.permutations(draw(plain_records(one, with_rough=with_rough)))))
    groups, asked = list[tuple[Report, ...]](), list[tuple[Question, ...]]()
    asking = questions(one, left)
    while left:
        size = draw(st.integers(1, 6))
        groups.append(left[:size])
        left = left[size:]
        asked.append(tuple(draw(asking) for _ in range(draw(st.integers(0, 1)) if left else 2)))
    every = names(one)
    accounts = every if chance(draw, 2) else some(draw, every, most=4)
    return Growth(one, accounts, tuple(groups), tuple(asked))
