"""Mentions: the acts of a text with who did them to whom, how many, when and where."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from servanda.reading.background import Background
from servanda.reading.events.actors import Actors
from servanda.reading.events.amounts import Amount, amounts_of
from servanda.reading.events.finding import Finder, Found
from servanda.reading.events.frames import Lexicon, lexicon, with_acts
from servanda.reading.events.grammar import members, prepositional
from servanda.reading.events.mention import Mention
from servanda.reading.events.places import Place, place_of
from servanda.reading.events.times import Time, time_of
from servanda.reading.events.wording import noun_lemma, through
from servanda.reading.passage import Passage, joined, passage
from servanda.record.report import Measure

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_UNITS = {"kill": "killed", "wound": "wounded", "abduct": "abducted", "arrest": "arrested"}
"""What is added to the unit of a number of people, by what was done to them."""


def frames_for(background: Background) -> Lexicon:
    """Return the frames that an article is read with: those of the house, and the acts of the agreement's clauses."""
    agreement = background.agreement
    if agreement is None:
        return lexicon()
    return with_acts(lexicon(), {(clause.act, clause.jointly) for clause in agreement.clauses.values()})


def mentions(
    doc: Doc,
    background: Background,
    amounts: Sequence[Amount],
    times: Sequence[Time],
    places: Sequence[Place],
    frames: Lexicon | None = None,
    actors: Actors | None = None,
) -> tuple[Mention, ...]:
    """Find the acts that a text tells of, in its order; one for each number where an act is told with several.

    Args:
        amounts, times, places: what the text tells of each.
        frames: those of `frames_for(background)`, where they are at hand.
        actors: whom the nouns of this text mean, where that is known already.
    """
    there = frozenset(
        token.i
        for place in places
        for token in doc.char_span(place.passage.first, place.passage.end, alignment_mode="expand") or ()
    )
    found = Finder(doc, frames or frames_for(background), actors or Actors(doc, background), there)
    return tuple(
        mention for act in found.all() for mention in _mentions_of(act, found.actors, amounts, times, places)
    )


def _mentions_of(
    act: Found, actors: Actors, amounts: Sequence[Amount], times: Sequence[Time], places: Sequence[Place]
) -> Iterator[Mention]:
    time, place = time_of(act.root, times) or _time_before(act.root, times), place_of(act.root, places)
    if (
        place is not None
        and act.thing is not None
        and not act.hung
        and place.passage.overlaps(_letters(act.thing))
    ):
        place = None
    by = tuple(dict.fromkeys(name for noun in act.by for name in actors.names(noun)))
    to = tuple(dict.fromkeys(name for noun in act.to for name in actors.names(noun) if name not in by))
    told = {
        "act": _passage(
            (act.root, *act.second, *((act.said or act.thing,) if act.thing is not None else ()))
        ),
        "by": _passage(act.by),
        "to": _passage(act.to) if to else None,
        "place": place.passage if place is not None else None,
        "happened": time.passage if time is not None and time.span is not None else None,
    }
    for amount in _amounts_of(act, amounts) or (None,):
        fields = {**told, "quantity": amount.passage if amount is not None else None}
        sure = {name: words for name, words in fields.items() if words is not None}
        yield Mention(
            act.words, joined(sure.values()), act.root.idx, by, to, _measure(act, amount),
            amount.quantity if amount is not None else None, _unit(act, amount), amount.kind if amount is not None else "",
            place.name if place is not None else "", time.span if time is not None else None, act.is_by_another, sure,
        )  # fmt: skip


def _time_before(root: Token, times: Iterable[Time]) -> Time | None:
    """Return the time that a clause belongs to: "on 7 October, when they attacked"."""
    while root.dep_ in ("conj", "advcl", "xcomp", "ccomp") and root.head is not root:
        root = root.head
    if root.dep_ != "relcl":
        return None
    return next((time for time in times if time.passage.overlaps(_letters(root.head))), None)


def _letters(token: Token) -> Passage:
    return passage(token.idx, token.idx + len(token.text))


def _amounts_of(act: Found, amounts: Iterable[Amount]) -> list[Amount]:
    """Return the numbers of what an act is done to; of parts and their whole, only the parts."""
    if act.thing is None:
        return _told_of({act.where.i}, act, amounts) if act.where is not None else []
    lemma = noun_lemma(through(act.thing))
    alike = [one for one in members(act.thing) if one is act.thing or noun_lemma(through(one)) == lemma]
    told = _told_of({noun.i for one in alike for noun in (one, through(one))}, act, amounts)
    if act.said is not None:
        return _told_of({act.said.i}, act, amounts)
    listed = {one.i for one in prepositional(act.thing, ("of",))} if "papers" in act.frame.objects else set()
    return told or _told_of(listed, act, amounts)


def _told_of(nouns: Collection[int], act: Found, amounts: Iterable[Amount]) -> list[Amount]:
    """Return the numbers of some nouns, as far as they count what is done."""
    return [
        amount
        for amount in amounts_of(act.root, tuple(amounts))
        if (amount.noun in nouns or (amount.token in nouns and (amount.noun < 0 or act.said is not None)))
        and not (amount.is_article or amount.is_whole or amount.is_all)
        and (not amount.is_measure or amount.unit == "percent" or "money" in act.frame.objects)
    ]


def _measure(act: Found, amount: Amount | None) -> Measure:
    if amount is None:
        return ""
    if act.frame.counted or amount.is_level or amount.is_rate:
        return "level"
    return "total" if amount.is_running else "count"


def _unit(act: Found, amount: Amount | None) -> str:
    if amount is None:
        return ""
    stood_for = act.thing.lower_ if act.said is not None and act.thing is not None else ""
    return " ".join(filter(None, (amount.unit or stood_for, _UNITS.get(act.frame.name, ""))))


def _passage(nouns: Sequence[Token]) -> Passage | None:
    """Return the words of nouns, each with the words before it that belong to it; None where there are none."""
    if not nouns:
        return None
    return joined(passage(min(word.idx for word in _near(noun)), noun.idx + len(noun.text)) for noun in nouns)


def _near(noun: Token) -> Iterator[Token]:
    yield noun
    if noun.pos_ in ("NOUN", "PROPN"):
        for child in noun.lefts:
            if child.dep_ in ("compound", "amod", "nummod", "poss", "det", "quantmod", "nmod"):
                yield child
