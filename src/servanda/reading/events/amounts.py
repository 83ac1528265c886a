"""Amounts: how many of what a text tells, each tied to its characters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from servanda.reading.events.attaching import VERBS, nearby
from servanda.reading.events.counted import (
    TIME_UNITS,
    Counted,
    counted,
    counted_before,
    in_plural,
    noun_from,
    numbered,
    per_what,
    percent_after,
)
from servanda.reading.events.figures import OPENERS, Figure, figures
from servanda.reading.events.lookup import Words
from servanda.reading.events.numbers import FLAGS, GAP
from servanda.reading.events.running import is_change, is_level, is_running, verb_of
from servanda.reading.events.uncounted import counts
from servanda.reading.passage import Passage, passage
from servanda.record.report import Range

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


@dataclass(frozen=True)
class Amount:
    """How many of what, as a text tells it.

    Attributes:
        passage: the number with the words that bound it: "at least 34", "nearly 2,000".
        quantity: how many; of "all the women" and the like it is not known.
        token: the token with which the number ends.
        unit: the noun counted, in the plural, or the unit of a measure; blank where the text names none.
        kind: the words that narrow the noun: "Palestinian security".
        noun: the token of the noun counted; -1 where there is none.
        whole: of how many it is a part: 251 in "91 of the 251 hostages".
        per: per what it is told: "day" of "600 trucks a day"; blank where it is no rate.
        is_running: a total that goes on: "so far", "in total", "has released 18".
        is_level: how many there are at a time: "91 remain"; it is running too.
        is_change: it comes on top of what was before: "another five", "three more", "rose by 20".
        is_about: the text says that it is not exact: "some 600", "nearly 2,000".
        is_measure: a length, a weight, a time, a share or money, not so many of a thing.
        is_whole: it is the whole of which another amount is a part.
        is_all: the text says that it is all of them.
        is_article: it is no more than "a" or "an" before a noun.
    """

    passage: Passage
    quantity: Range
    token: int
    unit: str = ""
    kind: str = ""
    noun: int = -1
    whole: Range | None = None
    per: str = ""
    is_running: bool = False
    is_level: bool = False
    is_change: bool = False
    is_about: bool = False
    is_measure: bool = False
    is_whole: bool = False
    is_all: bool = False
    is_article: bool = False

    @property
    def is_rate(self) -> bool:
        """Whether it is so many per something."""
        return bool(self.per)


_THOSE = rf"(?:(?:the|those|these|its|their|all|estimated|roughly){GAP}){{0,3}}"
_PART = re.compile(
    rf"{GAP}(?:out{GAP})?of{GAP}{_THOSE}|(?:{GAP}[a-z]+){{1,3}}{GAP}(?:out{GAP}of|of{GAP}the){GAP}{_THOSE}",
    FLAGS,
)
_SHARED = re.compile(rf"{GAP}(?:of{GAP})?{_THOSE}", FLAGS)
_OF_THOSE = re.compile(
    rf"(?:^|[.;\n\"“]{GAP}?|,{GAP}|and{GAP})of{GAP}(?:the|those|these|its|their){GAP}$", FLAGS
)
_THEN = re.compile(rf"[^.;,\n]{{1,60}},{GAP}", FLAGS)
_LONGEST_OF = 60
_MORE = re.compile(rf"{GAP}(?:more(?!{GAP}than\b)|additional|further|extra)\b", FLAGS)
_KIND = re.compile(rf"^(?:(?:of|the|its|their|these|those|other|remaining)\b{GAP}?)+", FLAGS)
_WORDED = {
    "no": Range(0.0, 0.0), "none": Range(0.0, 0.0), "both": Range(2.0, 2.0), "all": Range(0.0, None)
}  # fmt: skip
_WITHOUT_NUMBER = frozenset((*_WORDED, "a", "an"))
_OBJECTS = frozenset(("dobj", "nsubjpass", "obj"))
_NO_COUNT = frozenset((
    "lot", "number", "couple", "few", "bit", "majority", "series", "range", "variety", "handful", "total", "pair", "part", "half", "dozen",
    "hundred", "thousand",
))  # fmt: skip


def amounts(doc: Doc) -> tuple[Amount, ...]:
    """Find how many of what a text tells, in the order of the text.

    Ordinals, dates, times of day, ages, and the numbers of days, phases, channels and the like are no amounts.
    """
    words = Words(doc)
    found = [*_numbered(words), *_worded(words)]
    found.sort(key=lambda amount: amount.passage)
    return tuple(found)


def amounts_of(root: Token, found: Sequence[Amount]) -> tuple[Amount, ...]:
    """Return the amounts that belong to a verb or a noun: what is counted is its subject, object or the like.

    What stands in a clause inside it belongs to that clause, and what is given in return to another act; of a part and its whole, only the part is returned.
    """
    return tuple(amount for amount in nearby(found, root) if _belongs(amount, root))


_ARGUMENTS = frozenset(
    ("dobj", "obj", "nsubj", "nsubjpass", "attr", "pobj", "conj", "appos", "prep", "dative", "oprd", "nummod", "acomp",
     "agent", "npadvmod", "nmod", "compound", "quantmod", "advmod", "dep", "iobj", "obl", "amod")
)  # fmt: skip
_IN_RETURN = frozenset(("exchange", "return"))
_SUBJECTS = frozenset(("nsubj", "nsubjpass"))


def _belongs(amount: Amount, root: Token) -> bool:
    doc = root.doc
    noun = doc[amount.noun if amount.noun >= 0 else amount.token]
    if root.dep_ in ("relcl", "acl") and noun.i == root.head.i:
        return amount.whole is None
    if amount.is_whole:
        return False
    return _leads(noun if amount.whole is None else doc[amount.token], root) or (
        amount.whole is not None and _leads(noun, root)
    )


def _leads(token: Token, root: Token) -> bool:
    """Say whether a token is an argument of a verb or a noun, or the subject that a verb shares with another."""
    for _ in range(8):
        if token.i == root.i:
            return True
        if token.dep_ not in _ARGUMENTS or (token.pos_ in VERBS and token.dep_ != "amod"):
            return False
        if token.lower_ == "for" and token.head.lower_ in _IN_RETURN and token.head.i != root.i:
            return False
        if token.dep_ in _SUBJECTS and root.dep_ in ("xcomp", "conj") and token.head.i == root.head.i:
            return root.pos_ in VERBS and not any(child.dep_ in _SUBJECTS for child in root.children)
        if token.head.i == token.i:
            return False
        token = token.head
    return False


def _numbered(words: Words) -> list[Amount]:
    """Find the amounts that are told as numbers."""
    found: list[Amount] = []
    before: Figure | None = None
    for figure in figures(words.text, [words.starts[place] for place in words.among(OPENERS)]):
        first, last = words.token_at(figure.digits), words.token_at(figure.last - 1)
        if first < 0 or not counts(words, figure, first, last):
            continue
        figure = _without_particle(words, figure)
        amount = _amount(words, figure, first, last)
        if before is not None and _is_part(words.text, before, figure):
            found[-1] = replace(found[-1], whole=figure.quantity)
            amount = replace(amount, is_whole=True)
        elif before is not None and _is_part_after(words.text, before, figure):
            found[-1] = replace(found[-1], is_whole=True)
            amount = replace(amount, whole=before.quantity)
        found.append(amount)
        before = figure
    return found


def _without_particle(words: Words, figure: Figure) -> Figure:
    """Return a number without the "over" that belongs to the verb before it: "handed over four hostages"."""
    place = words.token_at(figure.first)
    bound = words.text[figure.first : figure.digits].strip().casefold()
    if bound != "over" or place < 0 or words.doc[place].dep_ != "prt":
        return figure
    low = figure.quantity.low
    return replace(figure, first=figure.digits, quantity=Range(low, low))


def _is_part(text: str, one: Figure, other: Figure) -> bool:
    """Say whether one number is told to be a part of another, as in "91 of the 251"."""
    if other.first - one.end > _LONGEST_OF or one.money or other.money:
        return False
    between = text[percent_after(text, one.end) : other.first]
    return (_SHARED if one.is_share else _PART).fullmatch(between) is not None


def _is_part_after(text: str, one: Figure, other: Figure) -> bool:
    """Say whether a number is told to be a part of the one before it, as in "of the 95 held, 60 are alive"."""
    opens = _OF_THOSE.search(text, max(0, one.first - 20), one.first)
    return opens is not None and _THEN.fullmatch(text, one.end, other.first) is not None


def _amount(words: Words, figure: Figure, first: int, last: int) -> Amount:
    """Return the amount of a number, with its noun and how it is told."""
    doc, text, end = words.doc, words.text, figure.end
    after_percent = percent_after(text, figure.last)
    is_share = figure.is_share or after_percent > figure.last
    what = _what(words, figure, first, last, is_share)
    end = max(end, after_percent)
    token = doc[what.noun] if what.noun >= 0 else doc[last]
    verb = verb_of(token)
    stop = doc[what.noun].idx + len(doc[what.noun]) if what.noun >= 0 else end
    is_state = is_level(text, verb, figure.first, stop)
    is_by = is_change(text, verb, figure.first)
    is_total = is_state or figure.is_total or is_running(text, token, verb, figure.first, stop)
    return Amount(
        passage(figure.first, end), figure.quantity, last, what.unit, what.kind, what.noun,
        per=per_what(words, figure.first, stop), is_running=is_total and not is_by, is_level=is_state,
        is_change=is_by or figure.is_more or _MORE.match(text, end) is not None,
        is_about=figure.is_about, is_measure=what.is_measure,
    )  # fmt: skip


def _what(words: Words, figure: Figure, first: int, last: int, is_share: bool) -> Counted:
    """Return what a number counts; of a share, the noun it is a share of."""
    doc = words.doc
    if figure.money:
        return Counted(figure.money, is_measure=True)
    if not is_share:
        what = counted(words, words.token_at(figure.end - 1))
        if what.noun >= 0:
            return what
        while first and doc[first - 1].idx >= figure.first:
            first -= 1
        before = counted_before(doc, first)
        return (
            numbered(words, last)
            if before.noun < 0 and doc[first - 1].lower_ in ("to", "by", "at")
            else before
        )
    after = percent_after(words.text, figure.last)
    while last + 1 < len(doc) and doc[last + 1].idx < after:
        last += 1
    if last + 1 < len(doc) and doc[last + 1].lower_ in ("the", "its", "their"):
        last += 1
    return Counted("percent", "", counted(words, last).noun, is_measure=True)


def _worded(words: Words) -> Iterator[Amount]:
    """Find what is told without a number: no, none, both, all, and an article before an act's object."""
    doc = words.doc
    for place in words.among(_WITHOUT_NUMBER):
        token, word = doc[place], doc[place].lower_
        if word in ("a", "an"):
            if token.dep_ == "det" and (one := _article(words, token)) is not None:
                yield one
        elif token.dep_ != "preconj":
            noun = _noun_of(doc, token)
            if noun is None and word != "none":
                continue
            unit = "" if noun is None else in_plural(noun)
            start = doc[token.i + 1].idx if noun is not None else 0
            kind = "" if noun is None else _KIND.sub("", " ".join(words.text[start : noun.idx].split()))
            yield Amount(
                passage(token.idx, token.idx + len(token)), _WORDED[word], token.i, unit, kind,
                -1 if noun is None else noun.i, is_all=word in ("all", "both"),
            )  # fmt: skip


def _noun_of(doc: Doc, token: Token) -> Token | None:
    """Return the plural noun that "no", "all" or "both" stands before; None where a number follows, or no such noun."""
    place = token.i + 1
    while place < len(doc) and doc[place].lower_ in ("of", "the", "its", "their", "these", "those"):
        place += 1
    if place >= len(doc) or doc[place].pos_ == "NUM":
        return None
    noun = noun_from(doc, place)
    return doc[noun] if noun >= 0 and doc[noun].tag_ in ("NNS", "NNPS") else None


def _article(words: Words, token: Token) -> Amount | None:
    """Return the one thing that an article before an act's object tells; None where it tells no such thing."""
    noun = token.head
    if noun.tag_ != "NN" or noun.dep_ not in _OBJECTS or noun.i < token.i or noun.lower_ in TIME_UNITS:
        return None
    if any(child.pos_ == "NUM" for child in noun.children) or noun.lower_ in _NO_COUNT:
        return None
    kind = " ".join(words.text[token.idx + len(token) : noun.idx].split())
    return Amount(
        passage(token.idx, token.idx + len(token)),
        Range(1.0, 1.0),
        token.i,
        in_plural(noun),
        kind,
        noun.i,
        is_article=True,
    )
