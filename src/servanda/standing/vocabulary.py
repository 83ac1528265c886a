"""The words of a closed list that stand in sentences: states, norms, grounds, and the accounts that have no name of their own."""

from __future__ import annotations

from servanda.record import CAUTIOUS, GENEROUS, MEDIATORS, Report
from servanda.sentences import Sentence, Value, say

_STATES = (
    say("violated"), say("refused"), say("in force"), say("suspended"), say("available"), say("open"),
    say("not yet in force"), say("exercised"), say("lapsed"), say("terminated"), say("discharged"), say("kept"),
    say("fulfilled"), say("not started"), say("ended"),
)  # fmt: skip

_GROUNDS = (
    say("verified"), say("acknowledged"), say("corroborated"), say("unopposed"), say("claimed"), say("refuted"),
)  # fmt: skip

WORDS = {str(word): word for word in (*_STATES, *_GROUNDS)}
"""What clauses, duties, phases and events can be, by the word that the engine knows it by."""

FIRST_WORDS = {
    str(word).casefold(): word
    for word in (
        say("Verified"), say("Acknowledged"), say("Corroborated"), say("Unopposed"), say("Claimed"), say("Refuted"),
    )
}  # fmt: skip
"""Grounds as they begin a sentence."""

_ACCOUNTS = {CAUTIOUS: say("cautious"), GENEROUS: say("generous"), MEDIATORS: say("mediators")}


def word(name: str) -> Sentence:
    """Return a state or a ground as it is said."""
    return WORDS[name]


def account_of(name: str) -> Value:
    """Return an account as it is said: a party's, a mediator's or a user's by its name."""
    return _ACCOUNTS.get(name, name)


def speaker_of(report: Report) -> Value:
    """Return who says it, for reading: the speaker, or the wire or outlet in its own words."""
    return report.speaker or report.wire or report.source or say("an unnamed outlet")
