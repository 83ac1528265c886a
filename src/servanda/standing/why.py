"""Why a clause stands as it does, in words: the deadline, what counts and on whose word, and what would change it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from servanda.agreement import Clause, terms
from servanda.agreement.printer import term_text
from servanda.record import Share
from servanda.sentences import Sentence, Value, hour_of, names_of, plural, say
from servanda.standing.answer import ClauseStanding, Progress, Standing, Variant
from servanda.standing.dates import dates, is_counted, on_reading
from servanda.standing.evidence import against, counted
from servanda.standing.flips import flips
from servanda.standing.norm import norm_of
from servanda.standing.vocabulary import account_of, word
from servanda.standing.words import amount, highest, percent, shown


@dataclass(frozen=True)
class Reason:
    """A section of an explanation: its stable name, what it is about, and its sentences."""

    name: str
    about: Sentence
    sentences: tuple[Sentence, ...]

    @property
    def title(self) -> str:
        """What it is about, in English."""
        return str(self.about)

    @property
    def lines(self) -> tuple[str, ...]:
        """Its sentences in English."""
        return tuple(str(sentence) for sentence in self.sentences)


def explain(standing: Standing, clause_id: str) -> tuple[Reason, ...]:
    """Explain where a clause stands, down to the reports.

    Raises:
        KeyError: the agreement has no such clause.
    """
    one = standing.of(clause_id)
    sections = (
        Reason("state", say("Where it stands"), tuple(_state(standing, one))),
        Reason("deadline", say("When it is due"), tuple(dates(standing, one))),
        Reason("counted", _counted_title(one), tuple(counted(standing, one))),
        Reason("against", say("What says that it was not done"), tuple(against(standing, one))),
        Reason("parts", say("Its parts"), tuple(_parts(standing, one))),
        Reason("remarks", say("What to mind"), tuple(_remarks(one, 0))),
        Reason("beside", say("Told otherwise, and not counted"), tuple(_remarks(one, 1))),
        Reason("said", say("Said of it lately"), tuple(_remarks(one, 2))),
        Reason("readings", say("Its readings"), tuple(_readings(one))),
        Reason("accounts", say("On other accounts"), tuple(_accounts(standing, one))),
        Reason("flips", say("What would change it"), tuple(flips(standing, one))),
    )
    return tuple(section for section in sections if section.sentences)


def _state(standing: Standing, one: ClauseStanding) -> Iterator[Sentence]:
    zone, account = standing.agreement.title.zone, account_of(standing.account)
    state, at = _with_most(one.state, one.first), hour_of(standing.at, zone)
    yield norm_of(standing.agreement, one.clause)
    if standing.known is None:
        yield say("On {day}, on the {account} account: {state}.", day=at, account=account, state=state)
    else:
        yield say(
            "On {day}, as known by {known}, on the {account} account: {state}.",
            day=at,
            known=hour_of(standing.known, zone),
            account=account,
            state=state,
        )
    yield from _done(one)
    match one.clause.known:
        case "unknown":
            yield say("The text of this term was never published.")
        case "described":
            yield say("The text of this term is described, not seen in print.")
        case "reported":
            yield say("The text of this term is reported, not seen in print.")
        case _:
            pass


def _with_most(state: str, variant: Variant) -> Sentence:
    if not variant.most_state:
        return word(state)
    return say(
        "{state}; if all that is not refuted were taken, {most}",
        state=word(state),
        most=word(variant.most_state),
    )


def _done(one: ClauseStanding) -> Iterator[Sentence]:
    if one.clause.norm in ("must not", "should not"):
        for variant in one.variants:
            yield on_reading(variant, _violations(variant.violations))
    elif is_counted(one.clause) and (
        one.first.progress.of is not None
        or any(isinstance(t, terms.Amount) for t in one.clause.terms)
        or one.first.duties
    ):
        yield _progress(one.first.progress)


def _violations(found: Share) -> Sentence:
    much = amount(found)
    if found.least == found.most:
        return plural("{number} violation found.", "{number} violations found.", highest(much))
    return plural("{amount} violations found.", "{amount} violations found.", highest(much), amount=much)


def _progress(progress: Progress) -> Sentence:
    done = amount(progress.done)
    told: Value = (
        say("{done}; how many in all was never published", done=done)
        if progress.of is None
        else say("{done} of {amount}", done=done, amount=shown(progress.of))
    )
    told = percent(told, progress.in_percent)
    if progress.due is None:
        return say("Done: {progress}.", progress=told)
    due = percent(shown(progress.due), progress.in_percent)
    return say("Done: {progress}, {due} of them due by now.", progress=told, due=due)


def _counted_title(one: ClauseStanding) -> Sentence:
    return say("Violations found") if one.clause.norm in ("must not", "should not") else say("What counts")


def _parts(standing: Standing, one: ClauseStanding) -> Iterator[Sentence]:
    if not one.clause.heading:
        return
    total = 0.0
    for part in standing.agreement.parts(one.clause.id):
        there = standing.of(part.id)
        total += there.first.progress.done.least
        yield _part(part, there)
    left = one.first.progress.done.least - total
    if left > 0:
        yield plural(
            "{number} are not told to belong to any one part, and no part was open that they must have gone to.",
            "{number} are not told to belong to any one part, and no part was open that they must have gone to.",
            shown(left),
        )


def _part(part: Clause, there: ClauseStanding) -> Sentence:
    progress = there.first.progress
    done: Value = amount(progress.done)
    if progress.of is not None:
        done = say("{done} of {amount}", done=done, amount=shown(progress.of))
    return say(
        "#{part} ({terms}): {done}, {state}.",
        part=part.id,
        terms="; ".join(term_text(t) for t in part.terms if isinstance(t, terms.Ratio | terms.CountingOnly)),
        done=done,
        state=say("nothing called for yet") if progress.of == 0 else word(there.state),
    )


def _remarks(one: ClauseStanding, weight: int) -> Iterator[Sentence]:
    yield from (say("{remark}.", remark=remark.words) for remark in one.remarks if remark.weight == weight)


def _readings(one: ClauseStanding) -> Iterator[Sentence]:
    for reading in one.clause.readings:
        text: Value = " ".join(term_text(t) for t in reading.terms) or say("as written")
        yield (
            say(
                '"{reading}", held by {holders}: {text}.',
                reading=reading.name,
                holders=names_of(reading.holders),
                text=text,
            )
            if reading.holders
            else say('"{reading}", held by none of the parties: {text}.', reading=reading.name, text=text)
        )
    if len(one.variants) > 1:
        for variant in one.variants:
            yield say(
                'On "{reading}": {state}.', reading=variant.which, state=_with_most(variant.state, variant)
            )


def _accounts(standing: Standing, one: ClauseStanding) -> Iterator[Sentence]:
    groups: dict[str, list[str]] = {}
    for account, state in one.accounts.items():
        if account != standing.account:
            groups.setdefault(state, []).append(account)
    for state, accounts in groups.items():
        names = names_of(map(account_of, accounts), "commas")
        yield say("{state}: {accounts}.", state=word(state), accounts=names)
    if one.disputed:
        yield say("It is disputed: the accounts of parties or mediators, or the readings, differ.")
    elif one.unsettled:
        yield say("It is unsettled: only the cautious and the generous account differ.")


__all__ = ["Reason", "explain"]
