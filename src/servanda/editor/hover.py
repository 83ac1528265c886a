"""What an editor shows of the thing under the pointer: a clause and where it stands, a phase, a list, a name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from servanda.agreement import Clause, Item, show_item
from servanda.agreement.model import Part
from servanda.clock import moment_of, show_day
from servanda.editor.document import Document, Place, Stretch, headline
from servanda.editor.mentions import Mention, mention_at
from servanda.editor.record import Beside
from servanda.standing import ClauseStanding, PhaseStanding, Standing, explain, number_text

NO_RECORD = "No record lies beside this file, so it is not said where this stands."


@dataclass(frozen=True)
class Hover:
    """Markdown to show, and the stretch that it is about."""

    text: str
    at: Stretch


def hover(document: Document, place: Place, found: Beside | None) -> Hover | None:
    """Return what is known of the clause, phase, list or name at a place, or of the clause that a line belongs to.

    Args:
        found: where the document stands on the record beside it, if it has one.
    """
    if not document.is_in_block(place.line):
        return None
    mention = mention_at(document, place)
    item = _declared(document, mention) if mention else None
    if mention is not None and (lines := tuple(_lines(document, mention, item, found))):
        return Hover("\n\n".join(lines), mention.at)
    here = document.item_at(place.line)
    if not isinstance(here, Clause):
        return None
    line = Stretch(place.line, 0, len(document.lines[place.line]))
    return Hover("\n\n".join(_clause(here, found)), line)


def _declared(document: Document, mention: Mention) -> Item | None:
    kept = document.agreement.phases if mention.kind == "phase" else document.agreement.clauses
    if mention.name in kept:
        return kept[mention.name]
    return next((item for item in document.items if getattr(item, "id", None) == mention.name), None)


def _lines(document: Document, mention: Mention, item: Item | None, found: Beside | None) -> Iterator[str]:
    if mention.kind == "name":
        roles = [one.role for one in document.items if isinstance(one, Part) and mention.name in one.names]
        yield f"**{mention.name}**: {', '.join(roles)}"
    elif isinstance(item, Clause):
        yield from _clause(item, found)
    elif item is not None:
        yield f"```servanda\n{show_item(item)}\n```"
        if mention.kind == "phase" and found is not None:
            there = (one for one in found.standing.phases if one.phase.id == mention.name)
            yield from (_phase(one, found) for one in there)


def _clause(clause: Clause, found: Beside | None) -> Iterator[str]:
    one = None if found is None else found.standing.by_id.get(clause.id)
    if found is None or one is None:
        yield f"**#{clause.id}**: {headline(clause).partition(': ')[2]}."
        yield NO_RECORD if found is None else "Who asks without a name may not see where this stands."
        return
    sentence, *state = next(
        reason.lines for reason in explain(found.standing, clause.id) if reason.name == "state"
    )
    yield f"**#{clause.id}**: {sentence}"
    yield " ".join([*state, *_beside_state(one, found.standing)])
    yield _moment(found)


def _beside_state(one: ClauseStanding, standing: Standing) -> Iterator[str]:
    following = one.first.next
    if following is not None:
        amount = (
            ""
            if following.quantity is None or one.first.progress.of == 1
            else f"{number_text(following.quantity)} "
        )
        yield f"Next: {amount}by {show_day(moment_of(following.by, standing.agreement.title.zone))}."
    if any(variant.overdue for variant in one.variants):
        yield "Overdue."
    if one.disputed:
        yield "Disputed: the accounts of parties or mediators, or the readings, differ."


def _phase(one: PhaseStanding, found: Beside) -> str:
    zone = found.standing.agreement.title.zone
    day = "" if one.day is None else f", day {one.day}{f' of {one.of_days}' if one.of_days else ''}"
    ends = "" if one.ends is None else f", until {show_day(moment_of(one.ends, zone))}"
    return f"On {show_day(moment_of(found.standing.at, zone))}: {one.state}{day}{ends}.\n\n{_moment(found)}"


def _moment(found: Beside) -> str:
    day = show_day(moment_of(found.standing.at, found.standing.agreement.title.zone))
    if found.has_reports:
        return f"_The moment is {day}, when the last report of the record beside this file became public._"
    return f"_The moment is {day}, the entry into force: the record beside this file holds no report._"
