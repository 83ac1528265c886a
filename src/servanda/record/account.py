"""Accounts: the events that one viewpoint takes as having happened, and the statements it takes against a duty."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from servanda.agreement import Agreement, Clause, terms
from servanda.clock import Span
from servanda.record.ground import GROUNDS, Ground, Weight, Word, words_of
from servanda.record.hearing import Hearing, Weighed, part_kind
from servanda.record.report import Report
from servanda.record.source import RELIABILITIES, Voice
from servanda.sentences import Sentence, say

CAUTIOUS, GENEROUS, MEDIATORS = "cautious", "generous", "mediators"

UNDECIDED = say("undecided: one mediator asserts it, another denies it later")
"""The rule by which the mediators together take an event as open."""


@dataclass(frozen=True)
class Rule:
    """A viewpoint that a user defines: which sources it hears, and what ground it asks for.

    Attributes:
        sources: the voices it hears, by name; empty for all.
        reliability: the least Admiralty letter it hears; blank for any.
        ground: the least ground it takes.
    """

    name: str
    sources: frozenset[str] = frozenset()
    reliability: str = ""
    ground: Ground = "unopposed"

    def hears(self, voice: Voice) -> bool:
        """Say whether this viewpoint hears a voice."""
        name = voice.key.removeprefix("outlet ").removeprefix("wire ")
        if self.sources and not {voice.key, name} & self.sources:
            return False
        if not self.reliability:
            return True
        return bool(voice.reliability) and RELIABILITIES.index(voice.reliability) <= RELIABILITIES.index(
            self.reliability
        )


@dataclass(frozen=True)
class Share:
    """How much of an event, or of a part of it, an account takes: from least to most (None: no bound)."""

    least: float
    most: float | None


NOTHING = Share(0, 0)


@dataclass(frozen=True)
class Taken:
    """An event as one account takes it.

    Attributes:
        share: how much of it.
        parts: how much of each part, by kind.
        because: the rule that put it there, in words.
    """

    weighed: Weighed
    share: Share
    parts: Mapping[str, Share]
    because: Sentence

    @property
    def rule(self) -> str:
        """The rule that put it there, in English."""
        return str(self.because)

    @property
    def span(self) -> Span:
        """When it happened."""
        return self.weighed.span


def names(agreement: Agreement) -> tuple[str, ...]:
    """Return the accounts that every agreement has: cautious, generous, each party's and mediator's, and together."""
    together = (MEDIATORS,) if len(agreement.mediators) > 1 else ()
    return (CAUTIOUS, GENEROUS, *agreement.parties, *agreement.mediators, *together)


def take(hearing: Hearing, account: str) -> tuple[Taken, ...]:
    """Return every event with a part in an account, however small.

    Args:
        account: one of `names`, or "cautious" over a hearing that a user's rule has narrowed.
    """
    taken = (taken_of(hearing, weighed, account) for weighed in hearing.events)
    return tuple(one for one in taken if one is not None)


def take_by(hearing: Hearing, rule: Rule) -> tuple[Taken, ...]:
    """Return every event that a user's viewpoint takes."""
    taken = (taken_by(weighed, rule) for weighed in narrow(hearing, rule).events)
    return tuple(one for one in taken if one is not None)


def taken_by(weighed: Weighed, rule: Rule) -> Taken | None:
    """Return how a user's viewpoint takes an event of the hearing that it narrows; None where it does not."""
    if GROUNDS.index(weighed.ground) > GROUNDS.index(rule.ground):
        return None
    return _graded(weighed, _CHOICES[_choice(rule)])


def narrow(hearing: Hearing, rule: Rule) -> Hearing:
    """Return the hearing with only the voices that a user's viewpoint hears."""
    reports = tuple(report for report in hearing.reports if rule.hears(hearing.voices[report.id]))
    return Hearing(hearing.agreement, reports, hearing.voices, shared=hearing.matters)


def _choice(rule: Rule) -> str:
    return GENEROUS if rule.ground == "claimed" else CAUTIOUS


def _cautious(weight: Weight) -> Share:
    return Share(weight.least, weight.most)


def _generous(weight: Weight) -> Share:
    highest = weight.highest
    return Share(weight.least if highest is None else highest, highest)


_CHOICES: dict[str, Callable[[Weight], Share]] = {CAUTIOUS: _cautious, GENEROUS: _generous}


def taken_of(hearing: Hearing, weighed: Weighed, account: str) -> Taken | None:
    """Return how one of `names` takes an event; None where it takes nothing of it."""
    if account in _CHOICES:
        return _graded(weighed, _CHOICES[account])
    members = hearing.agreement.mediators if account == MEDIATORS else (account,)
    own = _own_words(hearing, weighed, members)
    if not own:
        return _graded(weighed, _cautious)
    fallback = _graded(weighed, _cautious)
    share, because = _own_share(weighed, own, account, fallback)
    parts = dict(fallback.parts) if fallback is not None and share != NOTHING else {}
    return Taken(weighed, share, parts, because) if share != NOTHING else None


def _graded(weighed: Weighed, choose: Callable[[Weight], Share]) -> Taken | None:
    parts = {kind: choose(weight) for kind, weight in weighed.parts.items()}
    if weighed.whole is not None and weighed.whole.ground == "refuted":
        return None
    share = _with_parts(weighed, choose(weighed.whole) if weighed.whole else None, parts)
    if share == NOTHING:
        return None
    return Taken(weighed, share, parts, weighed.because)


def _with_parts(weighed: Weighed, whole: Share | None, parts: Mapping[str, Share]) -> Share:
    """Add up disjoint parts: they raise the least to their sum, and never replace a whole."""
    matter = weighed.event.matter
    if not matter.counted:
        return whole or NOTHING
    apart = [share for kind, share in parts.items() if kind in matter.apart]
    other = [share for kind, share in parts.items() if kind not in matter.apart]
    least = max(
        [sum(share.least for share in apart), *(share.least for share in other), whole.least if whole else 0]
    )
    if whole is not None and whole.most != 0:
        return Share(min(least, whole.most) if whole.most is not None else least, whole.most)
    mosts = [share.most for share in apart]
    most = None if None in mosts else sum(m for m in mosts if m is not None)
    return Share(least, None if most is None else max([most, *((s.most or s.least) for s in other)]))


def _own_words(hearing: Hearing, weighed: Weighed, members: tuple[str, ...]) -> list[Word]:
    """Return the latest word of each member about the whole of an event, by when it was said."""
    rows = [
        report for report in weighed.event.reports
        if hearing.voices[report.id].speaks_for in members and part_kind(report, weighed.event) is None
    ]  # fmt: skip
    voices = {
        report.id: Voice(
            hearing.voices[report.id].speaks_for, speaks_for=hearing.voices[report.id].speaks_for
        )
        for report in rows
    }
    words = words_of(rows, voices, weighed.span)
    return sorted(words, key=lambda word: word.report.order)


def _own_share(
    weighed: Weighed, own: list[Word], account: str, fallback: Taken | None
) -> tuple[Share, Sentence]:
    """Return what the latest of its own words take; undecided where one member denies what another asserts."""
    last = own[-1]
    yes = [word for word in own if word.is_yes]
    if account == MEDIATORS and last.is_no and yes:
        return Share(0, _figure(yes[-1], weighed).most), UNDECIDED
    if account == MEDIATORS and yes:
        last = yes[-1]
    who = last.voice.key
    if last.is_no:
        return NOTHING, say("{speaker}'s own latest word is no", speaker=who)
    if last.figure is None and last.is_contest:
        because = say("{speaker} denies a part without saying how much", speaker=who)
        return (fallback.share if fallback else NOTHING), because
    if last.figure is None and fallback is not None and weighed.event.matter.counted:
        because = say("{speaker} says so without a number; the number is the cautious one", speaker=who)
        return fallback.share, because
    return _figure(last, weighed), say("{speaker}'s own latest word", speaker=who)


def _figure(word: Word, weighed: Weighed) -> Share:
    if word.figure is None or weighed.event.matter.forbidden or not weighed.event.matter.counted:
        return Share(1, 1)
    return Share(word.figure.low, word.figure.high)


def statements_against(
    hearing: Hearing, account: str, clause: Clause, after: int, by: int | None = None, *,
    bearers: tuple[str, ...] = (), actors: frozenset[str] = frozenset(), event: str = "",
) -> tuple[Report, ...]:  # fmt: skip
    """Return what an account takes as saying, after a deadline, that a duty was not done or only in part.

    A finding counts, and so does the bearer's admission; any other statement counts where nobody's later word is
    otherwise. On a party's own account its own word is enough. Of a joint act, all its actors must say so.

    Args:
        by: the moment asked, where there is one: a denial that is said later does not count yet, and a doing that is
            told of a later day does not answer one.
        bearers: who bears the duty, where that is only one of those of the clause.
        actors: whose acts count as theirs; the bearers, where nobody else's do.
        event: the exchange that the duty is about, where it is about one; what names another is about that.
    """
    if not any(report.said.first > after for report in hearing.denials(clause.id)):
        return ()
    bearers = bearers or hearing.agreement.bearers(clause)
    whose = (actors or hearing.agreement.actors(clause)).union(bearers)
    about = [
        report
        for report in hearing.about.get(clause.id, ())
        if (by is None or _counts_from(report) <= by)
        and (not report.by or whose.intersection(report.by))
        and (not event or report.event in ("", event))
    ]
    if account == MEDIATORS and _some_mediator_asserts(hearing, about):
        return ()
    said = [
        report
        for report in about
        if report.stance in ("denies", "partly denies")
        and report.certainty != "possible"
        and report.measure != "total"
        and report.said.first > after
    ]
    if clause.jointly:
        found = tuple(report for report in said if _is_finding(hearing, clause, report))
        latest = [_last_of(hearing, about, name) for name in bearers]
        return tuple(r for r in latest if r is not None) if all(r in said for r in latest) else found
    return tuple(report for report in said if _counts_against(hearing, account, about, bearers, report))


def _is_finding(hearing: Hearing, clause: Clause, report: Report) -> bool:
    names = {
        n for t in clause.terms if isinstance(t, terms.VerifiedBy | terms.FulfilledWhen) for n in t.names
    }
    return bool(report.finding) and hearing.voices[report.id].key in names and report.certainty == "certain"


def _counts_from(report: Report) -> int:
    """Return from when a report bears on a duty: a denial from its saying, a doing from when it may have happened."""
    is_denial = report.stance in ("denies", "partly denies")
    return (report.said if is_denial else report.happened or report.said).first


def _some_mediator_asserts(hearing: Hearing, about: Sequence[Report]) -> bool:
    """Say whether any mediator's own latest word is that it was done: then, together, they do not say it was not."""
    latest = {
        hearing.voices[r.id].speaks_for: r
        for r in about
        if hearing.voices[r.id].speaks_for in hearing.agreement.mediators
        and r.stance in ("asserts", "denies")
    }
    return any(report.stance == "asserts" for report in latest.values())


def _last_of(hearing: Hearing, about: Sequence[Report], name: str) -> Report | None:
    own = [
        report
        for report in about
        if hearing.voices[report.id].speaks_for == name
        and report.stance in ("asserts", "denies", "partly denies", "declares")
        and report.measure != "total"
    ]
    return own[-1] if own else None


def _counts_against(
    hearing: Hearing, account: str, about: Sequence[Report], bearers: Sequence[str], report: Report
) -> bool:
    voice = hearing.voices[report.id]
    later_yes = any(
        other.stance in ("asserts", "declares") and other.measure != "total" and other.order > report.order
        and hearing.voices[other.id].side not in bearers
        for other in about
    )  # fmt: skip
    if voice.speaks_for == account:
        return True
    if voice.side in bearers and voice.belongs:
        return True
    return not later_yes and voice.side not in set(hearing.agreement.parties) - set(bearers)
