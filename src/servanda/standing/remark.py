"""Plain remarks beside a state; and those on duties: what is overdue, late, short, or waits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from servanda.sentences import Numeral, Sentence, day_of, plural, say
from servanda.standing.duty import Duty
from servanda.standing.words import between, percent, shown


@dataclass(frozen=True)
class Remark:
    """One remark: its stable name, its words, and the ids of the reports behind it.

    Attributes:
        weight: what comes first: 0 changes how the state is read, 1 is beside it, 2 is only said.
    """

    name: str
    words: Sentence
    reports: tuple[str, ...] = ()
    weight: int = 0

    @property
    def text(self) -> str:
        """Its words in English."""
        return str(self.words)


def of_duties(duties: tuple[Duty, ...], at: int, zone: str, *, told: bool) -> Iterator[Remark]:
    """Say what is overdue, late, short or blocked among some duties.

    Args:
        told: somebody says that something was done under the clause, taken or not.
    """
    yield from _overdue(
        [duty for duty in duties if duty.overdue and duty.state != "violated"], at, zone, told
    )
    for duty in duties:
        yield from _late(duty)
        if duty.time_not_certain:
            words = say("whether it was in time cannot be told from the dates")
            yield Remark("time-not-certain", _of(duty, words), weight=1)
        if duty.blocked:
            yield Remark("blocked", _of(duty, say("waits for its condition")))


def _of(duty: Duty, words: Sentence) -> Sentence:
    """Say of which duty the words are, where the clause has several."""
    return say("{duty}: {remark}", duty=duty.which, remark=words) if duty.which else words


def _late(duty: Duty) -> Iterator[Remark]:
    """Say how late a duty was fulfilled: on its date, and on the first where that was moved."""
    if duty.state != "fulfilled" or duty.met is None:
        return
    first = None
    if duty.first_due is not None and duty.met.first > duty.first_due:
        first = between((duty.met.first - duty.first_due, duty.met.last - duty.first_due))
    if duty.late is None:
        if first is not None:
            words = say("fulfilled {moved} after the first date", moved=first)
            yield Remark("moved", _of(duty, words))
        return
    late = between(duty.late)
    words = say("fulfilled {length} late", length=late)
    if first is not None:
        words = say("fulfilled {length} late; {moved} after the first date", length=late, moved=first)
    yield Remark("late", _of(duty, words))


def _overdue(duties: list[Duty], at: int, zone: str, told: bool) -> Iterator[Remark]:
    """Say what is overdue: the latest that are short, with their figures, and in one line those of which nothing is on record."""
    short = [duty for duty in duties if duty.events and duty.amount is not None and duty.done.least]
    for duty in short[-2:]:
        yield Remark("short", _of(duty, _short(duty)))
    unknown = [duty for duty in duties if duty.events and duty.amount is None]
    if unknown and unknown[-1].due is not None:
        words = say(
            "was due by {day}; how many it asks for was not published",
            day=day_of(unknown[-1].due.last, zone, at),
        )
        yield Remark("overdue", _of(unknown[-1], words))
    nothing = [duty for duty in duties if duty not in short and duty not in unknown]
    earlier = len(nothing) - 1 + max(0, len(short) - 2)
    for duty in nothing[-1:]:
        assert duty.due is not None
        by = say("was due by {day}", day=day_of(duty.due.last, zone, at))
        if earlier:
            by = plural("{due}, and {number} other", "{due}, and {number} others", Numeral(earlier), due=by)
        words = (
            say("{due}; this account takes nothing as done", due=by)
            if told
            else say("{due}; no report that it was done", due=by)
        )
        yield Remark("overdue" if told else "no-report", _of(duty, words))


def _short(duty: Duty) -> Sentence:
    amount = duty.amount or 0
    missing, done, whole = shown(amount - duty.done.least), shown(duty.done.least), shown(amount)
    return say(
        "short on the record by {missing}: {done} of {amount}",
        missing=percent(missing, duty.in_percent),
        done=done,
        amount=percent(whole, duty.in_percent),
    )
