"""What falls due, by when and by whom, and what is overdue."""

from __future__ import annotations

from collections.abc import Sequence

from servanda.briefing.content import Block, Cell, Paragraph, Piece, Section, Table
from servanda.briefing.language import Language
from servanda.briefing.wording import (
    cell,
    filled,
    line,
    names,
    norm,
    piece,
    separated,
    state_pieces,
    told,
    when,
)
from servanda.clock import parse_moment, seconds_of
from servanda.standing import Standing
from servanda.tables import Falling, falling

_WIDTHS = (16, 44, 18, 22)


def section(standing: Standing, language: Language, until: int) -> Section:
    """Return what falls due by a moment, in seconds, the nearest first, and what is overdue."""
    found = list(falling(standing, until))
    coming = [one for one in found if one.data["when"] == "due"]
    late = [one for one in found if one.data["when"] != "due"]
    zone = standing.agreement.title.zone
    end = when(language, until, zone)
    blocks: list[Block] = [line(language.text("Nothing falls due by {time}.", time=end))]
    if coming:
        heads = (
            language.text("By"),
            language.text("Clause"),
            language.text("Who"),
            language.text("What is left"),
        )
        rows = tuple(_row(language, standing, [one]) for one in coming)
        blocks = [Table(heads, rows, _WIDTHS)]
    if late:
        groups: dict[tuple[str, str, str], list[Falling]] = {}
        for one in late:
            groups.setdefault((one.data["clause"], one.data["reading"], one.data["when"]), []).append(one)
        heads = (
            language.text("Was due"), language.text("Clause"), language.text("Who"), language.text("What is left"),
        )  # fmt: skip
        rows = tuple(_row(language, standing, those) for those in groups.values())
        lead = line(language.text("Past its time, and not taken as done on this account:"))
        blocks += [lead, Table(heads, rows, _WIDTHS)]
    return Section(language.text("Due by {time}", time=end), tuple(blocks))


def _row(language: Language, standing: Standing, those: Sequence[Falling]) -> tuple[Cell, ...]:
    """Return the row of duties of one clause that are alike: the latest of them, and how many came before it."""
    zone = standing.agreement.title.zone
    last, duty = those[-1].data, those[-1].duty
    clause = standing.of(last["clause"]).clause
    left = []
    if last["quantity"] not in (None, 1):
        left.append((Piece(language.number(last["quantity"]), "strong"),))
    if duty.which:
        left.append((Piece(told(language, duty.which)),))
    if len(those) > 1:
        left.append(
            (Piece(language.count("and one earlier", "and {number} earlier", len(those) - 1), "quiet"),)
        )
    what = [] if last["when"] == "due" else [line(*_state(language, last["when"]))]
    what += [line(*separated(language, left))] if left else []
    for each in those[-1].readings:
        reading = Piece(told(language, each), "quiet")
        what.append(Paragraph(filled(language, "on the reading “{reading}”", reading=reading)))
    by = when(language, seconds_of(parse_moment(last["by"], zone)), zone)
    head = (line(piece(language, clause.id, "strong")), line(norm(language, standing, clause)))
    return cell(by), head, cell(names(language, duty.bearers)), tuple(what)


def _state(language: Language, how: str) -> tuple[Piece, ...]:
    if how == "violated":
        return state_pieces(language, how)
    return separated(
        language, (state_pieces(language, "in force"), (Piece(language.text("overdue"), "halted"),))
    )
