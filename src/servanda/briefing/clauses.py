"""Where every clause stands: in full what has news in it or needs attention, all else in one small table."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from servanda.briefing.citations import Citations
from servanda.briefing.content import Bar, Block, Cell, Paragraph, Piece, Section, Table
from servanda.briefing.language import Language
from servanda.briefing.wording import (
    cell,
    done,
    filled,
    line,
    marks_beside,
    name,
    norm,
    phase,
    piece,
    state_pieces,
    told,
    violations,
    when,
)
from servanda.record import Report
from servanda.standing import ClauseStanding, PhaseStanding, Remark, Standing, Variant, told_apart

MOST_FIRST, MOST_BESIDE = 4, 2
"""Remarks told of a clause, of those that change how its state is read and of those beside it."""

MOST_CITED = 3
"""Reports named behind one remark or one figure."""


def section(
    standing: Standing, language: Language, citations: Citations, changed: Collection[str], until: int
) -> Section:
    """Return where the phases and clauses stand.

    Args:
        changed: the ids of the clauses that have news in them.
        until: what falls due by then needs attention, in seconds.
    """
    full = [one for one in standing.clauses if one.clause.id in changed or _is_pressing(one, until)]
    rest = [one for one in standing.clauses if one not in full]
    blocks: list[Block] = []
    if standing.phases:
        heads = (language.text("Phase"), language.text("State"), language.text("Day"), language.text("Ends"))
        rows = tuple(_phase(language, standing, one) for one in standing.phases)
        blocks.append(Table(heads, rows, (24, 40, 16, 20)))
    if full:
        heads = (
            language.text("Clause"), language.text("State"), language.text("Done"), language.text("What to mind"),
        )  # fmt: skip
        rows = tuple(_full(language, standing, one, citations) for one in full)
        blocks.append(Table(heads, rows, (28, 15, 19, 38)))
    if rest:
        without = language.text("Without news, not overdue and not disputed, and with nothing due soon:")
        heads = (
            language.text("Clause"),
            language.text("What it says"),
            language.text("State"),
            language.text("Done"),
        )
        rows = tuple(_short(language, standing, one) for one in rest)
        blocks += [line(Piece(without)), Table(heads, rows, (18, 48, 17, 17), compact=True)]
    return Section(language.text("Where it stands"), tuple(blocks))


def _is_pressing(one: ClauseStanding, until: int) -> bool:
    overdue = any(variant.overdue for variant in one.variants)
    following = [variant.next for variant in one.variants if variant.next is not None]
    soon = one.state == "in force" and any(each.by <= until for each in following)
    return one.state in ("violated", "refused") or overdue or one.disputed or soon


def _phase(language: Language, standing: Standing, one: PhaseStanding) -> tuple[Cell, ...]:
    zone = standing.agreement.title.zone
    states = [Paragraph(state_pieces(language, one.state))]
    if one.readings:
        states = [
            Paragraph(
                filled(
                    language, "{state} on the reading “{reading}”", state=state_pieces(language, state),
                    reading=name(language, reading),
                )
            )
            for reading, state in one.readings.items()
        ]  # fmt: skip
    day = ""
    if one.day is not None and one.state != "ended":
        number = language.number(one.day)
        day = (
            number
            if one.of_days is None
            else language.text("{day} of {days}", day=number, days=language.number(one.of_days))
        )
    ends = "" if one.ends is None or one.day is None else when(language, one.ends, zone)
    return cell(Piece(phase(language, one.phase.id), "strong")), tuple(states), cell(day), cell(ends)


def _full(
    language: Language, standing: Standing, one: ClauseStanding, citations: Citations
) -> tuple[Cell, ...]:
    head = (line(piece(language, one.clause.id, "strong")), line(norm(language, standing, one.clause)))
    state = (Paragraph(state_pieces(language, one.state)), *marks_beside(language, one))
    return (
        head,
        state,
        tuple(_done(language, standing, one, citations)),
        tuple(_mind(language, standing, one, citations)),
    )


def _short(language: Language, standing: Standing, one: ClauseStanding) -> tuple[Cell, ...]:
    state = (Paragraph(state_pieces(language, one.state)), *marks_beside(language, one))
    figure = "" if one.clause.norm.endswith("not") and not one.first.violations.most else done(language, one)
    return (
        cell(piece(language, one.clause.id, "strong")),
        (line(norm(language, standing, one.clause)),),
        state,
        cell(figure),
    )


def _done(
    language: Language, standing: Standing, one: ClauseStanding, citations: Citations
) -> Iterator[Paragraph]:
    figure = done(language, one)
    marks = citations.marks(_behind(standing, one), MOST_CITED)
    progress = one.first.progress
    bar = None
    if progress.of and progress.of > 1 and not one.clause.norm.endswith("not"):
        most = progress.of if progress.done.most is None else progress.done.most
        bar = Bar(min(1.0, progress.done.least / progress.of), min(1.0, most / progress.of))
    if figure or marks:
        yield Paragraph((Piece(figure), *marks) if figure else marks[1:], bar=bar)
    following = one.first.next
    if following is not None:
        by = when(language, following.by, standing.agreement.title.zone)
        number = "" if following.quantity is None or progress.of == 1 else language.number(following.quantity)
        text = (
            language.text("next {number} by {time}", number=number, time=by)
            if number
            else language.text("next by {time}", time=by)
        )
        yield line(Piece(text, "quiet"))


def _behind(standing: Standing, one: ClauseStanding) -> list[Report]:
    """Return the reports behind what counts, the latest event first: of each event a finding, else its first telling."""
    ids = dict.fromkeys(event for variant in one.variants for duty in variant.duties for event in duty.events)
    taken = {each.weighed.event.id: each for each in standing.taken[standing.account]}
    those = sorted((taken[id_] for id_ in ids if id_ in taken), key=lambda each: each.span, reverse=True)
    found: list[Report] = []
    for each in those:
        telling = [
            report for report in each.weighed.event.reports if report.stance in ("asserts", "declares")
        ]
        found += sorted(telling, key=lambda report: not report.finding)[:1]
    return found


def _mind(
    language: Language, standing: Standing, one: ClauseStanding, citations: Citations
) -> Iterator[Paragraph]:
    reports = {report.id: report for report in standing.hearing.reports}
    against = dict.fromkeys(
        id_ for variant in one.variants for duty in variant.duties for id_ in duty.against
    )
    if against:
        marks = citations.marks((reports[id_] for id_ in against), MOST_CITED)
        yield line(language.text("Said not to have been done."), *marks)
    for remark in _chosen(one):
        marks = citations.marks((reports[id_] for id_ in remark.reports if id_ in reports), MOST_CITED)
        yield line(Piece(told(language, remark.words), "quiet" if remark.weight else ""), *marks)
    telling = told_apart(one.variants)
    if len({(variant.state, variant.violations) for variant in telling}) > 1:
        yield from (_reading(language, one, variant) for variant in telling)


def _chosen(one: ClauseStanding) -> list[Remark]:
    first = [remark for remark in one.remarks if remark.weight == 0][:MOST_FIRST]
    return first + [remark for remark in one.remarks if remark.weight == 1][:MOST_BESIDE]


def _reading(language: Language, one: ClauseStanding, variant: Variant) -> Paragraph:
    state = state_pieces(language, variant.state)
    reading = Piece(told(language, variant.which))
    if one.clause.norm.endswith("not"):
        found = Piece(violations(language, variant))
        return Paragraph(
            filled(
                language,
                "On the reading “{reading}”: {state}, {found}",
                reading=reading,
                state=state,
                found=found,
            )
        )
    return Paragraph(filled(language, "On the reading “{reading}”: {state}", reading=reading, state=state))
