"""What would change where a clause stands, in words."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.agreement import Clause, terms
from servanda.sentences import Sentence, Value, day_of, names_of, plural, say
from servanda.standing.answer import ClauseStanding, Standing
from servanda.standing.dates import is_counted
from servanda.standing.remark import Remark
from servanda.standing.words import shown


def flips(standing: Standing, one: ClauseStanding) -> Iterator[Sentence]:
    """Say what would change where a clause stands: a finding, an admission, a report, or time."""
    bearers = names_of(one.bearers, "or")
    if one.state == "violated" and one.clause.norm == "must not":
        yield say(
            "It would stand as not violated if every incident above were refuted: by a finding, by the teller's own later word, or by a finding that it was excused."
        )
    elif _is_level(one.clause):
        yield say(
            "A level beyond the bound, told by its bearer or by a voice of neither side, violates it; none takes that back but the finding that it was not so."
        )
    elif one.state == "violated":
        yield say(
            "A report that it was done after all, by a voice that this does not favour, would make it fulfilled, late; so would {bearers}'s own word if the other side admits it.",
            bearers=bearers,
        )
    elif one.clause.norm == "must not":
        yield say(
            "An incident told against its teller's interest, by two independent voices, or by one that nobody denies, would make it violated."
        )
    elif one.state == "fulfilled":
        yield say(
            "A finding otherwise, or {bearers}'s own word that less was done, would take it back.",
            bearers=bearers,
        )
    elif one.state == "in force" and one.clause.norm == "must":
        yield from _open_flips(one, standing.agreement.title.zone, standing.at)
    claimed = [_claim(remark) for remark in one.remarks if remark.name == "claimed"]
    if claimed:
        yield say(
            "A voice with no side in it, opposed by nobody, would have this account take {events}.",
            events=names_of(claimed, "commas"),
        )


def _claim(remark: Remark) -> Value:
    """Return what a claim is of: the event, or the refusal in its own words."""
    told = remark.words.value("told")
    event = told.value("event") if isinstance(told, Sentence) else None
    return event.split(":")[0] if isinstance(event, str) else remark.words


def _is_level(clause: Clause) -> bool:
    slots = {term.slot for term in clause.terms}
    bound = any(isinstance(t, terms.Amount) and t.form in ("at least", "at most") for t in clause.terms)
    return bound and "throughout" in slots


def _open_flips(one: ClauseStanding, zone: str, at: int) -> Iterator[Sentence]:
    following = one.first.next
    missing = None if one.first.progress.of is None else one.first.progress.of - one.first.progress.done.least
    if not is_counted(one.clause):
        yield say("Told by a voice that this does not favour, and denied by nobody, it would be fulfilled.")
    elif missing is not None and missing > 0:
        yield plural(
            "{number} more, told by a voice that this does not favour and denied by nobody, would make it fulfilled.",
            "{number} more, told by a voice that this does not favour and denied by nobody, would make it fulfilled.",
            shown(missing),
        )
    overdue = [duty for duty in one.first.duties if duty.overdue and duty.due is not None]
    if overdue and overdue[-1].due is not None:
        yield _overdue_flip(one, day_of(overdue[-1].due.last, zone, at))
    elif following is not None:
        yield say("It cannot be violated before {day} has passed.", day=day_of(following.by, zone, at))
    if one.first.progress.of is None and is_counted(one.clause):
        yield say("Since its number was never published, no report of numbers alone can make it fulfilled.")


def _overdue_flip(one: ClauseStanding, since: Value) -> Sentence:
    if one.clause.jointly:
        return say(
            "Said after {day}, the word of all of {bearers} that it was not done would make it violated. Silence does not.",
            day=since,
            bearers=names_of(one.bearers),
        )
    return say(
        "Said after {day}, a finding, {bearers}'s own admission, or a statement that nobody opposes that it was not done would make it violated. Silence does not.",
        day=since,
        bearers=names_of(one.bearers, "or"),
    )
