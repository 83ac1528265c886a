"""How well an event stands: what each voice last said of it, and on what ground it is taken.

The rules are those of `docs/accounts.md`; every function here is one of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from servanda.clock import Span
from servanda.record.event import Event
from servanda.record.report import Range, Report
from servanda.record.source import Voice
from servanda.sentences import Numeral, Sentence, plural, say

Ground = Literal["verified", "acknowledged", "corroborated", "unopposed", "claimed", "refuted"]
GROUNDS: tuple[Ground, ...] = ("verified", "acknowledged", "corroborated", "unopposed", "claimed", "refuted")
"""Grounds, best first."""

INFINITE = float("inf")


@dataclass(frozen=True)
class Word:
    """The latest that one voice says of an event.

    Attributes:
        figure: how many it says were done; None where it gives no number.
        is_no: it says that nothing was done.
        is_contest: it denies in part, or gives less than others do.
    """

    voice: Voice
    report: Report
    figure: Range | None
    is_no: bool
    is_contest: bool

    @property
    def is_yes(self) -> bool:
        """Whether it says that something was done."""
        return not self.is_no and (self.figure is not None or not self.is_contest)


@dataclass(frozen=True)
class Weight:
    """What the cautious and the generous take of an event.

    Attributes:
        ground: the best ground that supports any of it.
        least, most: what is taken as done; most is None where it has no bound.
        because: the rule that put it there, in words.
        contested: somebody's latest word denies it, in whole or in part.
        highest: the highest figure that is not refuted, on any ground.
    """

    ground: Ground
    least: float
    most: float | None
    because: Sentence
    contested: bool
    highest: float | None
    words: tuple[Word, ...] = ()

    @property
    def rule(self) -> str:
        """The rule that put it there, in English."""
        return str(self.because)


def words_of(reports: Iterable[Report], voices: Mapping[str, Voice], after: Span | None = None) -> list[Word]:
    """Return the latest word of each voice; of words said at one time, the higher figure.

    Args:
        reports: those about one event, all whole or all of one part.
        voices: the voice of each report, by the report's id.
        after: when the event is said to have happened; what was denied before it denies something else.
    """
    latest: dict[str, Word] = {}
    for report in sorted(reports, key=_weight_order):
        word = _word(report, voices[report.id])
        if word.is_no and after is not None and report.said.last < after.first:
            continue
        latest[word.voice.key] = word
    return list(latest.values())


def _weight_order(report: Report) -> tuple[int, int, int, int, float, str]:
    high = report.quantity.high if report.quantity and report.quantity.high is not None else INFINITE
    low = report.quantity.low if report.quantity else 0.0
    says = 0 if report.stance in ("denies", "partly denies") else 1
    return (report.said.last, report.published.last, says, int(low), high, report.id)


def _word(report: Report, voice: Voice) -> Word:
    match report.stance:
        case "denies":
            return Word(voice, report, Range(0, 0), is_no=True, is_contest=True)
        case "partly denies":
            figure = report.quantity if report.quantity else None
            return Word(voice, report, figure, is_no=False, is_contest=True)
        case _:
            is_none = report.quantity is not None and report.quantity.high == 0
            return Word(voice, report, report.quantity, is_no=is_none, is_contest=is_none)


def happened(reports: Sequence[Report], *, counted: bool = True) -> Span:
    """Return when an event happened, by those that assert it: the shortest span that holds their dates.

    What has no number and "has begun" happened at or before its first saying. Where nobody gives a date, it is that
    of the saying.
    """
    told = [report for report in reports if report.stance in ("asserts", "declares")]
    spans = [report.happened or report.said for report in told or reports]
    whole = spans[0]
    for span in spans[1:]:
        whole = whole.joined(span)
    return whole if counted else Span(whole.first, min(span.last for span in spans))


def weigh(event: Event, reports: Sequence[Report], voices: Mapping[str, Voice]) -> Weight:
    """Weigh the reports of one event, or of one part of it, into a ground and an interval."""
    counted = event.matter.counted and not event.matter.forbidden
    when = happened(reports)
    every = words_of(_as_counted(reports, counted), voices, when)
    if counted and any(word.is_yes for word in every) and not any(word.figure is not None for word in every):
        because = say("told without a number, which adds nothing to a sum")
        return Weight("claimed", 0, 0, because, any(word.is_contest for word in every), 0, tuple(every))
    yes = [word for word in every if word.is_yes and word.report.certainty != "possible"]
    contested = any(word.is_contest for word in every)
    finding = _finding(event, every)
    if finding is not None:
        low, high = _low(finding), None if _high(finding) == INFINITE else _high(finding)
        ground: Ground = "refuted" if high == 0 else "verified"
        because = say("a finding by {verifier}", verifier=finding.voice.key)
        return Weight(ground, low, high, because, contested, high, tuple(every))
    cap = _cap(event, every)
    highest = _highest([word for word in every if word.is_yes], cap)
    if highest == 0:
        return Weight("refuted", 0, 0, _refuted(every, cap), contested, 0, tuple(every))
    return _graded(event, every, yes, cap, highest, contested)


def _refuted(every: list[Word], cap: float) -> Sentence:
    if not any(word.report.stance in ("asserts", "declares") for word in every):
        return say("denied, and asserted by nobody")
    return (
        say("the actor's own word that it did not") if cap == 0 else say("its own speaker has taken it back")
    )


def _graded(
    event: Event, every: list[Word], yes: list[Word], cap: float, highest: float | None, contested: bool
) -> Weight:
    if event.matter.joint and any(word.is_no and word.voice.side in event.actors for word in every):
        return _claimed(event, every, highest, say("an actor's latest word is no"), contested)
    adverse = _adverse(event, yes)
    free = [word for word in yes if not suits(event, word.voice)]
    unaffiliated = [word for word in free if not (word.voice.belongs and word.voice.side)]
    support: list[tuple[float, Ground, Sentence]] = []
    if adverse is not None:
        because = say("said by {speaker} against its side's interest", speaker=adverse.voice.key)
        support.append((_low(adverse), "acknowledged", because))
    for word in _declared(event, yes):
        because = say("declared by {speaker}, whose own act it is", speaker=word.voice.key)
        support.append((_low(word), "acknowledged", because))
    lows = sorted((_low(word) for word in unaffiliated), reverse=True)
    if len(lows) >= 2:
        because = plural(
            "{number} independent voice with no side in it",
            "{number} independent voices with no side in it",
            Numeral(len(lows)),
        )
        support.append((lows[1], "corroborated", because))
    if free and not any(word.is_no or (word.is_contest and word.figure is None) for word in every):
        least = min([max(_low(word) for word in free), *(_high(word) for word in every if word.figure)])
        because = say("told by a voice it does not favour, and denied by nobody")
        support.append((least, "unopposed", because))
    supported = [(min(low, cap), ground, because) for low, ground, because in support if min(low, cap) > 0]
    if not supported:
        because = say("told only by those it favours, or denied by somebody")
        return _claimed(event, every, highest, because, contested)
    least = max(low for low, _, _ in supported)
    _, ground, because = min(supported, key=lambda one: GROUNDS.index(one[1]))
    return Weight(ground, least, highest, because, contested, highest, tuple(every))


def _declared(event: Event, yes: list[Word]) -> list[Word]:
    """Return the declarations that make an act by saying it: its holder's own, or of a joint act those of all."""
    own = [word for word in yes if word.report.stance == "declares" and word.voice.speaks_for in event.actors]
    everybody = {word.voice.speaks_for for word in own} >= set(event.actors)
    return own if everybody or not event.matter.joint else []


def _claimed(
    event: Event, every: list[Word], highest: float | None, because: Sentence, contested: bool
) -> Weight:
    """Return a claim; with the most that it could be where only a party's later word stands against it."""
    told_free = any(word.is_yes and not suits(event, word.voice) for word in every)
    against = [word for word in every if word.is_no]
    by_party = bool(against) and all(
        word.voice.side in event.actors or word.voice.side in _others(event) for word in against
    )
    most = highest if told_free and by_party else 0
    return Weight("claimed", 0, most, because, contested, highest, tuple(every))


def _others(event: Event) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for report in event.reports for name in report.to))


def _as_counted(reports: Sequence[Report], counted: bool) -> list[Report]:
    """Leave out what does not count the act: of a counted one, tellings without a number; of others, tolls."""
    if counted:
        numbered = [
            report
            for report in reports
            if report.quantity is not None or report.stance in ("denies", "partly denies")
        ]
        return numbered or list(reports)
    return [
        report
        if report.stance not in ("asserts", "declares") or report.quantity is None
        else replace(report, quantity=None)
        for report in reports
    ]


def _finding(event: Event, every: list[Word]) -> Word | None:
    findings = [
        word for word in every
        if word.voice.key in event.matter.verifiers and word.report.finding == "happened" and word.report.certainty == "certain"
        and (word.figure is not None or not word.is_contest or not event.matter.counted)
    ]  # fmt: skip
    return max(findings, key=lambda word: _weight_order(word.report), default=None)


def _cap(event: Event, every: list[Word]) -> float:
    """Return the bound that an actor's latest own word of doing less sets to everybody's figure."""
    if event.matter.forbidden or event.matter.joint or len(event.actors) != 1:
        return INFINITE
    own = [word for word in every if word.voice.speaks_for == event.actors[0] and word.figure is not None]
    if not own:
        return INFINITE
    last = max(own, key=lambda word: _weight_order(word.report))
    return _high(last)


def _highest(yes: list[Word], cap: float) -> float | None:
    """Return the highest figure that stands; nought where none does, None where nobody sets a bound.

    Where somebody does, "more than n" stands for n.
    """
    if not yes:
        return 0
    numbered = [word for word in yes if word.figure is not None] or yes
    bounds = [_high(word) for word in numbered]
    if not any(bound < INFINITE for bound in bounds):
        return None if cap == INFINITE else cap
    return min(
        max(bound if bound < INFINITE else _low(word) for word, bound in zip(numbered, bounds, strict=True)),
        cap,
    )


def _adverse(event: Event, yes: list[Word]) -> Word | None:
    """Return the latest word of a side that admits: its own breach, or the other's performance."""
    said = [
        word
        for word in yes
        if word.voice.belongs and _is_party(event, word.voice) and not suits(event, word.voice)
    ]
    return max(said, key=lambda word: _weight_order(word.report)) if said else None


def _is_party(event: Event, voice: Voice) -> bool:
    return voice.side in (*event.matter.sides, *event.actors, *_others(event))


def suits(event: Event, voice: Voice) -> bool:
    """Say whether it suits a voice that the event be taken as having happened."""
    if not voice.side:
        return False
    if event.matter.deed == "leave":
        return voice.side in event.matter.favoured
    whose = event.matter.whose(event.actors)
    if event.matter.forbidden:
        return voice.side in event.matter.sides and voice.side not in whose
    return voice.side in whose


def _low(word: Word) -> float:
    return word.figure.low if word.figure else 1.0


def _high(word: Word) -> float:
    if word.figure is None:
        return 1.0
    return INFINITE if word.figure.high is None else word.figure.high
