"""The timeline as a picture: phases on top, then a lane for each clause with its deadlines above what happened."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from markupsafe import Markup

from servanda.clock import DayCount
from servanda.record import Share
from servanda.standing import PhaseStanding, Stretch
from servanda.tables import Deadline, Happened, Lane, Timeline
from servanda.web.charts.drawing import LETTER, Language, Paper, element, legend, mark, share_text, short
from servanda.web.charts.scale import DAY, Scale

BEGIN, END = 168.0, 14.0
"""How far from the two edges the time is laid out; the names stand before it."""

TOP, PHASE, READING = 46.0, 24.0, 17.0
ONE_ROW, TWO_ROWS = 21.0, 36.0
MOST_TICKS = 8

SHORT = 4 * DAY
"""A timeline that is no longer tells hours; on a longer one, marks stand in the middle of their day."""

LONG_RUN, STEP = 4, 26.0
"""So many deadlines in a row that look alike, none further from the next, are drawn as one stretch with their number."""

APART = {"deadline": 11.0, "event": 12.0, "violation": 21.0}
"""How far apart two marks of a lane stand at least; what lies closer is one mark, with its number."""

_MET, _OPEN = ("fulfilled", "kept", "exercised"), ("in force", "open", "available")
_BROKEN = ("violated", "refused")

LOOKS = ("broken", "overdue", "ahead", "late", "aside", "met")
"""How a deadline may look, from what needs attention most."""

_Each = TypeVar("_Each")


@dataclass(frozen=True)
class _Sheet:
    """What every part of a timeline is drawn with."""

    timeline: Timeline
    language: Language
    paper: Paper
    scale: Scale

    def place(self, moment: int) -> float:
        """Return where a mark of a moment stands."""
        if self.scale.until - self.scale.since <= SHORT:
            return self.scale(moment)
        return self.scale(DayCount(moment, self.timeline.zone).begins_day() + DAY // 2)

    def day(self, moment: int) -> str:
        return self.language.day(moment, self.timeline.zone)

    def days(self, first: int, last: int) -> str:
        one, other = self.day(first), self.day(last)
        return one if one == other else self.language.text("{first} to {last}", first=one, last=other)


def timeline_chart(timeline: Timeline, language: Language) -> Markup:
    """Draw a timeline as one `<svg>`."""
    paper = Paper(language)
    first = DayCount(timeline.since, timeline.zone).begins_day()
    later = timeline.until + max(1, (timeline.until - first) // 60)
    scale = Scale(first, later, BEGIN, paper.width - END, timeline.zone)
    sheet = _Sheet(timeline, language, paper, scale)
    phases, y = _phases(sheet, TOP)
    lanes, y = _lanes(sheet, y + 6)
    signs, end = legend(paper, y + 22, _signs(sheet), lambda name, along, at: _shape(paper, name, along, at))
    title = language.text("Timeline of phases, deadlines and events, as of {day}", day=sheet.day(timeline.at))
    return paper.sheet(
        "timeline",
        end,
        title,
        _description(sheet),
        _ahead(sheet, y),
        *_axis(sheet, y),
        *phases,
        *lanes,
        _asked(sheet, y),
        *signs,
    )


def _description(sheet: _Sheet) -> str:
    timeline, language = sheet.timeline, sheet.language
    events = sum(len(one.events) for lane in timeline.lanes for one in lane.happened)
    return " ".join(
        (
            language.text(
                "From {since} to {until}.", since=sheet.day(timeline.since), until=sheet.day(timeline.until)
            ),
            language.count(
                "{number} clause has a lane.", "{number} clauses have a lane each.", len(timeline.lanes)
            ),
            language.count("{number} event is shown.", "{number} events are shown.", events),
            language.text("The table beside it says the same in words."),
        )
    )


def _ahead(sheet: _Sheet, y: float) -> Markup:
    begin = sheet.scale(sheet.timeline.at)
    return sheet.paper.box(begin, TOP - 8, sheet.scale.end - begin, y - TOP + 8, "ahead")


def _axis(sheet: _Sheet, y: float) -> Iterator[Markup]:
    asked = sheet.scale(sheet.timeline.at)
    for tick in sheet.scale.ticks(MOST_TICKS):
        along = sheet.scale(tick)
        yield sheet.paper.line(along, TOP - 8, along, y, "rule")
        if along < sheet.scale.end - 30 and abs(along - asked) > 2:
            yield sheet.paper.words(along, TOP - 13, sheet.day(tick), "small muted", "middle")
    yield sheet.paper.line(BEGIN, TOP - 8, sheet.scale.end, TOP - 8, "axis")


def _asked(sheet: _Sheet, y: float) -> Markup:
    along = sheet.scale(sheet.timeline.at)
    text = sheet.language.text("asked about: {day}", day=sheet.day(sheet.timeline.at))
    is_late = along > sheet.scale.end - 90
    words = sheet.paper.words(
        sheet.scale.end if is_late else along, 13, text, "asked-words", "end" if is_late else "middle"
    )
    return mark(text, sheet.paper.line(along, 18, along, y, "asked"), words)


def _phases(sheet: _Sheet, y: float) -> tuple[list[Markup], float]:
    drawn: list[Markup] = []
    for one in sheet.timeline.phases:
        name = sheet.language.phase(one.phase.id)
        drawn.append(sheet.paper.words(BEGIN - 10, y + 13, short(name, BEGIN - 16), "name", "end"))
        drawn += _phase(sheet, one, name, y)
        y += PHASE
        for reading, stretch in one.stretches.items():
            drawn += _reading(sheet, reading, stretch, y - 3)
            y += READING
    return drawn, y


def _phase(sheet: _Sheet, one: PhaseStanding, name: str, y: float) -> Iterator[Markup]:
    state = sheet.language.state(one.state)
    if one.starts is None:
        yield sheet.paper.words(BEGIN + 4, y + 13, state, "small muted halo")
        return
    begin, end = sheet.scale(one.starts), _end(sheet, one.ends)
    until = sheet.language.text("no end known") if one.ends is None else sheet.days(one.starts, one.ends)
    title = element("title", f"{name}: {state}; {until}")
    yield sheet.paper.box(begin, y + 1, end - begin, 17, f"phase state-{one.state.replace(' ', '-')}", title)
    yield from _stopped(sheet, one.suspended, y + 1, 17, name)
    if end - begin > 60:
        yield sheet.paper.words(begin + 6, y + 14, state, "small halo")
    if one.planned is not None:
        planned = sheet.scale(one.planned)
        text = sheet.language.text(
            "{name}: first planned to end {day}", name=name, day=sheet.day(one.planned)
        )
        shape = sheet.paper.line(planned, y - 1, planned, y + 21, "planned")
        yield mark(text, shape, sheet.paper.diamond(planned, y + 21, 3, "planned-foot"))


def _reading(sheet: _Sheet, reading: str, stretch: Stretch, y: float) -> Iterator[Markup]:
    begin = sheet.scale.begin if stretch.since is None else sheet.scale(stretch.since)
    if stretch.since is None:
        ends = sheet.language.state("not started")
    else:
        ends = sheet.language.text("no end known") if stretch.until is None else sheet.day(stretch.until)
    text = sheet.language.text("on “{reading}”: {ends}", reading=reading, ends=ends)
    if stretch.since is not None:
        title = element("title", text)
        yield sheet.paper.box(begin, y + 12, _end(sheet, stretch.until) - begin, 2.5, "reading", title)
    if begin + len(text) * LETTER > sheet.scale.end:
        yield sheet.paper.words(sheet.scale.end, y + 9, text, "small muted halo", "end")
    else:
        yield sheet.paper.words(begin + 6, y + 9, text, "small muted halo")


def _end(sheet: _Sheet, moment: int | None) -> float:
    return sheet.scale.end if moment is None else sheet.scale(moment)


def _stopped(
    sheet: _Sheet, stretches: Sequence[Stretch], y: float, height: float, name: str
) -> Iterator[Markup]:
    """Yield stretches in which something was suspended: a box with strokes across it."""
    for one in stretches:
        if one.since is None or one.since > sheet.scale.until:
            continue
        begin, end = sheet.scale(one.since), _end(sheet, one.until)
        days = sheet.day(one.since) if one.until is None else sheet.days(one.since, one.until)
        across = [
            sheet.paper.line(begin + at, y + height, min(begin + at + 4, end), y, "stroke")
            for at in range(3, int(end - begin) - 3, 7)
        ]
        if one.until is None:
            text = sheet.language.text("{name}: suspended since {days}", name=name, days=days)
        else:
            text = sheet.language.text("{name}: suspended, {days}", name=name, days=days)
        yield mark(text, sheet.paper.box(begin, y, end - begin, height, "suspended"), *across)


def _lanes(sheet: _Sheet, y: float) -> tuple[list[Markup], float]:
    drawn = [sheet.paper.line(0, y, sheet.paper.width, y, "axis")]
    there = {lane.clause for lane in sheet.timeline.lanes}
    for lane in sheet.timeline.lanes:
        height = TWO_ROWS if lane.deadlines and lane.happened else ONE_ROW
        indent = 0 if lane.part_of not in there else 10
        name = sheet.paper.words(
            BEGIN - 10 - indent, y + height / 2 + 4, short(lane.clause, BEGIN - 16 - indent), "name", "end"
        )
        drawn.append(mark(_lane_text(sheet, lane), name))
        drawn += _stopped(sheet, lane.suspended, y + 2, height - 4, lane.clause)
        drawn += _deadlines(sheet, lane, y + (10 if lane.happened else height / 2))
        drawn += _events(sheet, lane, y + height - (11 if lane.deadlines else height / 2))
        y += height
        drawn.append(sheet.paper.line(0, y, sheet.paper.width, y, "rule"))
    return drawn, y


def _lane_text(sheet: _Sheet, lane: Lane) -> str:
    language = sheet.language
    state = language.state(lane.state)
    return f"{language.apart(lane.clause)}: {language.called.get(f'#{lane.clause}') or language.apart(lane.act)}; {state}"


def _gathered(
    those: Sequence[_Each], along: Callable[[_Each], float], apart: float
) -> Iterator[tuple[float, list[_Each]]]:
    """Yield what lies too close to be told apart together, at the place of the first."""
    group: list[_Each] = []
    for one in sorted(those, key=along):
        if group and along(one) - along(group[0]) >= apart:
            yield along(group[0]), group
            group = []
        group.append(one)
    if group:
        yield along(group[0]), group


def _deadlines(sheet: _Sheet, lane: Lane, y: float) -> Iterator[Markup]:
    for one in lane.deadlines:
        if one.first_by is not None and one.first_by != one.by:
            first, last = sheet.place(one.first_by), sheet.place(one.by)
            text = sheet.language.text(
                "{name}: first due {day}", name=lane.clause, day=sheet.day(one.first_by)
            )
            shapes = (
                sheet.paper.line(first, y, last, y, "moved"),
                sheet.paper.line(first, y - 5, first, y + 5, "moved-from"),
            )
            yield mark(text, *shapes)
    groups = _gathered(lane.deadlines, lambda one: sheet.place(one.by), APART["deadline"])
    for run in _runs([(along, min(map(look, those), key=LOOKS.index), those) for along, those in groups]):
        (begin, name, _), (end, _, _) = run[0], run[-1]
        those = [one for _, _, group in run for one in group]
        if len(run) < LONG_RUN:
            yield from (
                mark(_deadlines_text(sheet, lane, group), _shape(sheet.paper, name, at, y))
                for at, _, group in run
            )
            continue
        number = sheet.paper.words(
            (begin + end) / 2, y + 4, sheet.language.number(len(those)), "number halo", "middle"
        )
        ends = (_shape(sheet.paper, name, at, y) for at in (begin, end))
        line = sheet.paper.line(begin, y, end, y, f"run run-{name}")
        yield mark(_deadlines_text(sheet, lane, those), line, *ends, number)


_Group = tuple[float, str, list[Deadline]]


def _runs(groups: list[_Group]) -> Iterator[list[_Group]]:
    """Yield the marks of a lane, those together that look alike and follow one on the other."""
    run: list[_Group] = []
    for one in groups:
        if run and (one[1] != run[-1][1] or one[0] - run[-1][0] > STEP):
            yield run
            run = []
        run.append(one)
    if run:
        yield run


def look(one: Deadline) -> str:
    """Return how a deadline looks: one of LOOKS."""
    if one.state in _BROKEN:
        return "broken"
    if one.overdue:
        return "overdue"
    if one.state in _MET:
        return "late" if one.late is not None else "met"
    return "ahead" if one.state in _OPEN else "aside"


def _deadlines_text(sheet: _Sheet, lane: Lane, those: list[Deadline]) -> str:
    if len(those) > 3:
        states = [_state(sheet, one) for one in those]
        counted = [f"{state} {sheet.language.number(states.count(state))}" for state in dict.fromkeys(states)]
        text = sheet.language.text(
            "{name}: {number} deadlines, {days}",
            name=lane.clause,
            number=len(those),
            days=sheet.days(those[0].by, those[-1].by),
        )
        return f"{text}; {', '.join(counted)}"
    return "\n".join(_deadline_text(sheet, lane, one) for one in those)


def _deadline_text(sheet: _Sheet, lane: Lane, one: Deadline) -> str:
    parts = [sheet.language.apart(lane.clause), *([sheet.language.said(one.which)] if one.which else [])]
    name = sheet.language.text(", ").join(parts)
    pieces = [sheet.language.text("{name}: due {day}", name=name, day=sheet.day(one.by)), _state(sheet, one)]
    if one.amount is not None and one.amount != 1:
        done = share_text(one.done, sheet.language)
        pieces.append(
            sheet.language.text(
                "{done} of {amount} done", done=done, amount=sheet.language.number(one.amount)
            )
        )
    pieces += [sheet.language.text("on “{reading}”", reading=reading) for reading in one.readings]
    return "; ".join(pieces)


def _state(sheet: _Sheet, one: Deadline) -> str:
    state = sheet.language.state(one.state)
    if look(one) == "late":
        return sheet.language.text("{state}, late", state=state)
    return sheet.language.text("{state}, overdue", state=state) if one.overdue else state


def _events(sheet: _Sheet, lane: Lane, y: float) -> Iterator[Markup]:
    """Yield what happened: a mark where it had happened for certain, with a line from where it may have."""
    until = sheet.timeline.at
    apart = APART["violation" if any(one.violations for one in lane.happened) else "event"]
    for along, those in _gathered(lane.happened, lambda one: sheet.place(min(one.last, until)), apart):
        number = sum(len(one.events) for one in those)
        first = sheet.place(min(one.first for one in those))
        shapes = [sheet.paper.line(first, y, along, y, "while")] if along - first > 8 else []
        name = _event_shape(those)
        shapes.append(_shape(sheet.paper, name, along, y, number=number))
        if any(one.contested for one in those):
            shapes.append(_shape(sheet.paper, "contested", along, y, number=number))
        if number > 1:
            told = sheet.language.number(number)
            place = (along + 11, "number") if name == "violation" else (along, "number inside")
            shapes.append(sheet.paper.words(place[0], y + 4, told, place[1], "middle"))
        yield mark(_events_text(sheet, lane, those, number), *shapes)


def _event_shape(those: Sequence[Happened]) -> str:
    if any(one.violations for one in those):
        return "violation"
    return "claim" if all(set(one.grounds) == {"claimed"} for one in those) else "event"


def _events_text(sheet: _Sheet, lane: Lane, those: list[Happened], number: int) -> str:
    language = sheet.language
    violations = sum(one.violations for one in those)
    grounds = {
        ground: sum(one.grounds.get(ground, 0) for one in those) for one in those for ground in one.grounds
    }
    stand = language.names([
        f"{language.word('ground', ground)} {language.number(count)}" if number > 1 else language.word("ground", ground)
        for ground, count in grounds.items()
    ])  # fmt: skip
    days = sheet.days(min(one.first for one in those), max(one.last for one in those))
    pieces = [
        language.count(
            "{name}: {number} event, {days}",
            "{name}: {number} events, {days}",
            number,
            name=lane.clause,
            days=days,
        )
    ]
    if violations:
        pieces.append(language.count("{number} breaks the clause", "{number} break the clause", violations))
    if len(those) == 1 and those[0].done is not None and not violations and those[0].done != Share(1, 1):
        pieces.append(language.text("{done} in all", done=share_text(those[0].done, language)))
    pieces.append(stand)
    if contested := sum(one.contested for one in those):
        pieces.append(language.count("{number} is contested", "{number} are contested", contested))
    return "; ".join(pieces)


def _shape(paper: Paper, name: str, along: float, y: float, *, number: int = 1) -> Markup:
    """Return the shape of a kind of mark; wide enough to hold a number, where it stands for several."""
    radius = 4.0 if number == 1 else (7.0, 8.5, 11.5)[min(len(str(number)), 3) - 1]
    match name:
        case "met":
            return paper.diamond(along, y, 6, "met")
        case "late":
            half = paper.path([(along - 6, y), (along, y - 6), (along, y + 6)], "met", closed=True)
            return element("g", paper.diamond(along, y, 6, "late"), half)
        case "broken":
            return element("g", paper.diamond(along, y, 7, "broken"), paper.cross(along, y, 2.3, "scratch"))
        case "overdue":
            return paper.triangle(along, y, 5.5, "overdue")
        case "ahead":
            return paper.diamond(along, y, 5, "coming")
        case "aside":
            return paper.square(along, y, 3.5, "aside")
        case "violation":
            return paper.cross(along, y, 4.5, "violation")
        case "contested":
            return paper.circle(along, y, radius + 3, "contested")
        case "claim":
            return paper.circle(along, y, radius, "claim")
        case "moved":
            return element(
                "g",
                paper.line(along - 6, y, along + 6, y, "moved"),
                paper.line(along - 6, y - 5, along - 6, y + 5, "moved-from"),
            )
        case "planned":
            return paper.line(along, y - 6, along, y + 6, "planned")
        case "suspended":
            box = paper.box(along - 7, y - 6, 14, 12, "suspended")
            return element(
                "g", box, *(paper.line(along + at, y + 6, along + at + 4, y - 6, "stroke") for at in (-6, 1))
            )
        case _:
            return paper.circle(along, y, radius, "event")


def _signs(sheet: _Sheet) -> Iterator[tuple[str, str]]:
    """Yield the shapes that are on the chart, each with what it means."""
    lanes, text = sheet.timeline.lanes, sheet.language.text
    looks = {look(one) for lane in lanes for one in lane.deadlines}
    happened = [one for lane in lanes for one in lane.happened]
    meant = {
        "met": text("deadline met"), "late": text("met late"), "broken": text("deadline not met"),
        "overdue": text("deadline passed, nothing says it was met"), "ahead": text("deadline still open"),
        "aside": text("set aside, or not yet in force"),
    }  # fmt: skip
    yield from ((name, words) for name, words in meant.items() if name in looks)
    shapes = {_event_shape([one]) for one in happened}
    if "event" in shapes:
        yield "event", text("happened; a number for several")
    if "claim" in shapes:
        yield "claim", text("claimed only")
    if any(one.contested for one in happened):
        yield "contested", text("contested")
    if "violation" in shapes:
        yield "violation", text("breaks the clause")
    stopped = [*(one.suspended for one in sheet.timeline.phases), *(lane.suspended for lane in lanes)]
    if any(stopped):
        yield "suspended", text("suspended")
    if any(one.first_by not in (None, one.by) for lane in lanes for one in lane.deadlines):
        yield "moved", text("deadline as it first was")
    if any(one.planned is not None for one in sheet.timeline.phases):
        yield "planned", text("end as first planned")
