"""The exchange as a picture: for each clause that counts, what was promised as steps, what was delivered as bands."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from servanda.clock import DayCount
from servanda.record import Share
from servanda.standing import Reached
from servanda.tables import ALLOWED, BOUND, IN_ALL, LEVEL, PER_PERIOD, PROMISED, Exchange, Promise, Traded
from servanda.web.charts.drawing import LETTER, LINE, Language, Paper, mark, share_text, short
from servanda.web.charts.scale import DAY, Scale

BEGIN, END = 62.0, 16.0
HEAD, PLOT, FOOT, GAP = 24.0, 84.0, 16.0, 20.0
MOST_TICKS = 8

MOST_STEPS = 40
"""Steps of a promise that are marked; of more, only the line is drawn."""

FUTURE, SOON = 2, 60 * DAY
"""How much longer than the past the future may be on the chart, unless it is soon; a promise for later is told in words."""

SHAPES = ("circle", "square", "triangle", "diamond", "cross")
"""The shape at the end of each band, in the order in which bands are told."""


@dataclass(frozen=True)
class _Band:
    """What was delivered on those accounts that agree on every step of it."""

    shape: str
    accounts: tuple[str, ...]
    reading: str
    points: tuple[Reached, ...]
    done: Share


@dataclass(frozen=True)
class _Panel:
    """What one clause is drawn with."""

    exchange: Exchange
    traded: Traded
    language: Language
    paper: Paper
    scale: Scale
    top: float
    high: float

    def y(self, amount: float | None) -> float:
        """Return how high an amount stands; one without bound at the upper edge."""
        share = 1.0 if amount is None else min(1.0, amount / self.high)
        return self.top + PLOT * (1 - share)

    def day(self, moment: int) -> str:
        return self.language.day(moment, self.exchange.zone)


def exchange_chart(exchange: Exchange, language: Language) -> Markup:
    """Draw an exchange as one `<svg>`, a panel for each clause under which anything was promised by a day or delivered."""
    paper = Paper(language)
    drawn: list[Markup] = []
    y = 10.0
    shown = [one for one in exchange.clauses if is_told(one)]
    for one in shown:
        panel, y = _panel(exchange, one, language, paper, y)
        drawn += panel
    if rest := [one.clause for one in exchange.clauses if one not in shown]:
        lines = list(
            _lines(
                language.text("No day set and nothing delivered: {names}", names=language.names(rest)),
                paper.width - 24,
            )
        )
        drawn += [
            paper.words(12, y + 12 + LINE * number, line, "small muted") for number, line in enumerate(lines)
        ]
        y += LINE * len(lines)
    title = language.text(
        "Promised against delivered, up to {day}", day=language.day(exchange.at, exchange.zone)
    )
    described = language.count(
        "{number} clause, on the account of {account} and on every other. The table beside it says the same in words.",
        "{number} clauses, on the account of {account} and on every other. The table beside it says the same in words.",
        len(shown), account=language.account(exchange.account),
    )  # fmt: skip
    return paper.sheet("exchange", y + 12, title, described, *drawn)


def is_told(one: Traded) -> bool:
    """Say whether there is anything to draw of a clause."""
    return (
        bool(one.promised)
        or any(share.most != 0 for share in map(one.done, one.delivered))
        or any(one.delivered.values())
    )


def _panel(
    exchange: Exchange, one: Traded, language: Language, paper: Paper, y: float
) -> tuple[list[Markup], float]:
    last = max([exchange.at, *(promise.by for promise in one.promised)])
    past = max(DAY, exchange.at - exchange.since)
    until = max(exchange.since + DAY, min(last, exchange.at + max(SOON, FUTURE * past)))
    first = DayCount(exchange.since, exchange.zone).begins_day()
    scale = Scale(first, until, BEGIN, paper.width - END, exchange.zone)
    panel = _Panel(exchange, one, language, paper, scale, y + HEAD, _highest(one))
    bands = _bands(one, exchange.account)
    told, end = _legend(panel, bands, y + HEAD + PLOT + FOOT + 16)
    drawn = [*_head(panel, y), *_frame(panel), *_promise(panel)]
    drawn += [piece for band in reversed(bands) for piece in _band(panel, band, is_own=band is bands[0])]
    return [*drawn, *told], end + GAP


def _highest(one: Traded) -> float:
    amounts = [promise.amount for promise in one.promised] + [one.of]
    amounts += [
        amount for points in one.delivered.values() for p in points for amount in (p.done.least, p.done.most)
    ]
    return max((amount for amount in amounts if amount is not None), default=0) or 1.0


def _bands(one: Traded, account: str) -> list[_Band]:
    """Return the bands that differ, that of the account asked for first."""
    groups: dict[tuple[str, tuple[Reached, ...]], list[str]] = {
        (one.readings[account], one.delivered[account]): []
    }
    for name, points in one.delivered.items():
        groups.setdefault((one.readings[name], points), []).append(name)
    return [
        _Band(SHAPES[number % len(SHAPES)], tuple(sorted(names, key=lambda name: name != account)), reading, points, one.done(names[0]))
        for number, ((reading, points), names) in enumerate(groups.items())
    ]  # fmt: skip


def _head(panel: _Panel, y: float) -> Iterator[Markup]:
    one, language, figure = panel.traded, panel.language, _figure(panel)
    act = f"{one.act} ({one.unit})" if one.unit and one.unit not in one.act else one.act
    what = (
        language.called.get(f"#{one.clause}") or f"{language.names(list(one.bearers))}: {language.apart(act)}"
    )
    yield panel.paper.words(12, y + 13, one.clause, "heading")
    begin = 12 + len(one.clause) * (LETTER + 1) + 12
    room = panel.paper.width - begin - END - len(figure) * LETTER - 16
    yield mark(what, panel.paper.words(begin, y + 13, short(what, room), "small muted"))
    yield panel.paper.words(panel.paper.width - END, y + 13, figure, "figure", "end")


def _figure(panel: _Panel) -> str:
    """Return how much is done of how much, on the account asked for."""
    one, language = panel.traded, panel.language
    account = panel.exchange.account
    done = _done_text(panel, one.delivered[account], one.done(account))
    if one.of is None:
        of = language.text("{done} done", done=done)
    else:
        whole = f"{language.number(one.of)}{' %' if one.in_percent else ''}"
        kept = language.text("{done}, to keep to {of}", done=done, of=whole)
        of = kept if one.kind == BOUND else language.text("{done} of {of}", done=done, of=whole)
    return language.text("{done} in the latest period", done=of) if one.measure == PER_PERIOD else of


def _done_text(panel: _Panel, points: tuple[Reached, ...], done: Share) -> str:
    if panel.traded.measure == LEVEL and not points:
        return panel.language.text("no level told")
    return share_text(done, panel.language)


def _frame(panel: _Panel) -> Iterator[Markup]:
    paper, scale, foot = panel.paper, panel.scale, panel.top + PLOT
    asked = scale(panel.exchange.at)
    yield paper.box(asked, panel.top, scale.end - asked, PLOT, "ahead")
    for amount in (0.0, panel.high):
        yield paper.line(
            scale.begin, panel.y(amount), scale.end, panel.y(amount), "rule" if amount else "axis"
        )
        told = f"{panel.language.number(amount)}{' %' if panel.traded.in_percent and amount else ''}"
        if len(told) * LETTER > BEGIN - 8:
            yield paper.words(scale.begin + 4, panel.y(amount) + 13, told, "small muted halo")
        else:
            yield paper.words(scale.begin - 6, panel.y(amount) + 4, told, "small muted", "end")
    for tick in scale.ticks(MOST_TICKS):
        along = scale(tick)
        yield paper.line(along, panel.top, along, foot + 3, "rule")
        if along < scale.end - 34:
            yield paper.words(along, foot + 14, panel.day(tick), "small muted", "middle")
    text = panel.language.text("asked about: {day}", day=panel.day(panel.exchange.at))
    yield mark(text, paper.line(asked, panel.top - 4, asked, foot, "asked"))


def _promise(panel: _Panel) -> Iterator[Markup]:
    """Yield what was promised: dashed steps, with a mark at each."""
    known = [one for one in panel.traded.promised if one.amount is not None and _is_drawn(panel, one)]
    if not known:
        return
    steps = [(one.by, one.amount or 0.0) for one in known]
    if panel.traded.measure == LEVEL:
        steps = [(panel.scale.since, steps[0][1])]
    points = _stepped(panel, steps, until=panel.scale.until)
    yield panel.paper.path(points, "promised")
    for one in known if len(known) <= MOST_STEPS else ():
        if one.by <= panel.scale.until:
            yield mark(
                _promise_text(panel, one),
                panel.paper.square(panel.scale(one.by), panel.y(one.amount), 2.6, "promise"),
            )


def _is_drawn(panel: _Panel, one: Promise) -> bool:
    return one.by <= panel.scale.until or panel.traded.measure == LEVEL


def _promise_text(panel: _Panel, one: Promise) -> str:
    amount = panel.language.number(one.amount or 0)
    return panel.language.text(
        "{kind}: {amount} by {day}", kind=_kind_text(panel), amount=amount, day=panel.day(one.by)
    )


def _kind_text(panel: _Panel) -> str:
    text = panel.language.text
    return {PROMISED: text("promised"), ALLOWED: text("allowed"), BOUND: text("bound to keep")}[
        panel.traded.kind
    ]


def _stepped(
    panel: _Panel, steps: Sequence[tuple[int, float | None]], until: int
) -> list[tuple[float, float]]:
    """Return the corners of steps: a sum rises at its moment, the figure of a period holds up to it."""
    points: list[tuple[float, float]] = []
    if panel.traded.measure == PER_PERIOD:
        before = panel.scale.begin
        for at, amount in steps:
            points += [(before, panel.y(amount)), (panel.scale(at), panel.y(amount))]
            before = panel.scale(at)
        return points
    level: float | None = 0.0
    if panel.traded.measure == IN_ALL:
        points.append((panel.scale.begin, panel.y(0)))
    for at, amount in steps:
        along = panel.scale(at)
        points += (
            [(along, panel.y(level)), (along, panel.y(amount))] if points else [(along, panel.y(amount))]
        )
        level = amount
    return [*points, (panel.scale(until), panel.y(level))]


def _band(panel: _Panel, band: _Band, *, is_own: bool) -> Iterator[Markup]:
    """Yield a band from least to most, its two edges, and its shape at the moment asked about."""
    paper, at = panel.paper, panel.exchange.at
    kind = "own" if is_own else f"other other-{band.shape}"
    if band.points:
        least = _stepped(panel, [(one.at, one.done.least) for one in band.points], until=at)
        most = _stepped(panel, [(one.at, one.done.most) for one in band.points], until=at)
        yield paper.path([*least, *reversed(most)], f"band {kind}", closed=True)
        yield paper.path(most, f"most {kind}")
        yield paper.path(least, f"least {kind}")
    if band.points or panel.traded.measure != LEVEL:
        end = _shape(paper, band.shape, panel.scale(at), panel.y(band.done.least), kind)
        yield mark(_band_text(panel, band), end)


def _band_text(panel: _Panel, band: _Band) -> str:
    language, done = panel.language, _done_text(panel, band.points, band.done)
    if len(band.accounts) == len(panel.traded.delivered):
        return language.text("on every account: {done}", done=done)
    names = language.names([language.account(name) for name in band.accounts])
    if not band.reading:
        return language.text("{names}: {done}", names=names, done=done)
    return language.text("{names}, on “{reading}”: {done}", names=names, reading=band.reading, done=done)


def _shape(paper: Paper, name: str, along: float, y: float, kind: str) -> Markup:
    match name:
        case "square":
            return paper.square(along, y, 3.6, f"end {kind}")
        case "triangle":
            return paper.triangle(along, y, 4.6, f"end {kind}")
        case "diamond":
            return paper.diamond(along, y, 5, f"end {kind}")
        case "cross":
            return paper.cross(along, y, 3.8, f"end {kind}")
        case _:
            return paper.circle(along, y, 4, f"end {kind}")


def _legend(panel: _Panel, bands: list[_Band], y: float) -> tuple[list[Markup], float]:
    """Lay out what the bands and steps mean, as many to a line as there is room for."""
    drawn: list[Markup] = []
    along = panel.scale.begin
    entries = [
        (band.shape, "own" if band is bands[0] else f"other other-{band.shape}", _band_text(panel, band))
        for band in bands
    ]
    promised = [one for one in panel.traded.promised if one.amount is not None]
    if promised:
        last = promised[-1]
        text = _kind_text(panel) if _is_drawn(panel, last) else _promise_text(panel, last)
        entries.append(("promised", "promised", text))
    for shape, kind, text in entries:
        words = short(text, panel.scale.end - panel.scale.begin - 20)
        width = len(words) * LETTER + 30
        if along + width > panel.paper.width and along > panel.scale.begin:
            along, y = panel.scale.begin, y + LINE
        if shape == "promised":
            drawn += [
                panel.paper.line(along - 3, y, along + 13, y, "promised"), panel.paper.square(along + 5, y, 2.6, "promise")
            ]  # fmt: skip
        else:
            drawn.append(_shape(panel.paper, shape, along + 5, y, kind))
        drawn.append(mark(text, panel.paper.words(along + 17, y + 4, words, "small")))
        along += width
    return drawn, y


def _lines(text: str, width: float) -> Iterator[str]:
    line = ""
    for word in text.split(" "):
        if line and len(line) + 1 + len(word) > width / LETTER:
            yield line
            line = word
        else:
            line = f"{line} {word}" if line else word
    yield line
