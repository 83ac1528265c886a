"""Checks of who is named in what part: who bears nothing, gives to itself, or is judge in its own cause."""

from __future__ import annotations

from collections.abc import Iterator

from servanda.agreement import model, terms
from servanda.agreement.checks.found import Found, items, terms_of_kind


def _idle(agreement: model.Agreement) -> Iterator[Found]:
    """Find parties that no clause speaks of, where clauses speak of two others, so that the text is written out."""
    named = {name for clause in agreement.clauses.values() for name in _named(agreement, clause)}
    acts = " ".join(clause.act for clause in agreement.clauses.values())
    idle = [name for name in agreement.parties if name not in named and name not in acts]
    if len(named.intersection(agreement.parties)) < 2:
        return
    for part in items(agreement):
        if isinstance(part, model.Part) and part.role == "party":
            for name in (one for one in part.names if one in idle):
                yield Found(
                    "idle-party",
                    f"{name} is a party, and no clause asks anything of it or gives it anything.",
                    'Add a clause, or write "non-signatory".',
                    part.spot,
                    name,
                )


def _named(agreement: model.Agreement, clause: model.Clause) -> set[str]:
    receivers = (n for t in model.terms_of(clause) if isinstance(t, terms.To | terms.Leave) for n in t.names)
    return {*agreement.bearers(clause), *receivers}


def _to_itself(agreement: model.Agreement) -> Iterator[Found]:
    for clause in agreement.clauses.values():
        bearers = set(agreement.bearers(clause))
        for term in terms_of_kind(clause, "to"):
            receivers = set(term.names) if isinstance(term, terms.To) else set()
            own = receivers & bearers if len(receivers) == 1 and not clause.jointly else set()
            if own or (clause.jointly and receivers and receivers == bearers):
                yield Found(
                    "to-itself",
                    f"{' and '.join(sorted(receivers))} bears #{clause.id} and receives what it gives.",
                    "Write who else receives it, or take the bearer out.",
                    clause.spot,
                )


def _two_roles(agreement: model.Agreement) -> Iterator[Found]:
    parties = set(agreement.parties)
    for part in items(agreement):
        if isinstance(part, model.Part) and part.role in ("mediator", "monitor"):
            for name in (one for one in part.names if one in parties):
                yield Found(
                    "party-and-judge",
                    f"{name} is a party, and its own {part.role}.",
                    "Name somebody who is no party.",
                    part.spot,
                    name,
                )


def _own_judge(agreement: model.Agreement) -> Iterator[Found]:
    """Find parties whose own finding settles whether they did what they owe."""
    for clause in agreement.clauses.values():
        own = set(agreement.bearers(clause)) & set(agreement.parties)
        for term in terms_of_kind(clause, "verified", "finding"):
            names = term.names if isinstance(term, terms.VerifiedBy | terms.FulfilledWhen) else ()
            for name in (one for one in names if one in own):
                yield Found(
                    "judge-in-own-cause",
                    f"{name} bears #{clause.id}, and its own finding settles whether it was done.",
                    "Name somebody else, such as a monitor.",
                    clause.spot,
                )


def _own_leave(agreement: model.Agreement) -> Iterator[Found]:
    for clause in agreement.clauses.values():
        bearers = set(agreement.bearers(clause))
        for term in terms_of_kind(clause, "leave"):
            own = bearers.intersection(term.names) if isinstance(term, terms.Leave) else set()
            if own:
                yield Found(
                    "leave-of-itself",
                    f"{' and '.join(sorted(own))} may give itself the leave that #{clause.id} asks for.",
                    "Name somebody else.",
                    clause.spot,
                )


def _unseen(agreement: model.Agreement) -> Iterator[Found]:
    """Find instruments that bind somebody who may not see them."""
    for instrument in agreement.instruments.values():
        for name in instrument.binds if instrument.seen_by else ():
            if name not in instrument.seen_by:
                yield Found(
                    "bound-unseen",
                    f"#{instrument.id} binds {name}, who may not see it.",
                    'Add the name to "seen by", or take it out of "binds".',
                    instrument.spot,
                    name,
                )


def _held_twice(agreement: model.Agreement) -> Iterator[Found]:
    """Find readings of one text that the same side holds."""
    for item in agreement.termed:
        holders = [name for reading in item.readings for name in reading.holders]
        for name in dict.fromkeys(holders):
            if holders.count(name) > 1:
                spot = [reading.spot for reading in item.readings if name in reading.holders][-1]
                yield Found(
                    "reading-held-twice",
                    f"{name} holds two readings of the same words.",
                    "Write who else holds one of them, or take one out.",
                    item.spot if spot == model.NOWHERE else spot,
                    name,
                )


CHECKS = (_idle, _to_itself, _two_roles, _own_judge, _own_leave, _unseen, _held_twice)
