"""The words of a source: what they are, before it is asked whom they mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from servanda.reading.passage import Passage, passage
from servanda.reading.speakers.naming import right_of
from servanda.reading.speakers.text import Text
from servanda.reading.speakers.vocabulary import (
    DOCUMENT,
    GROUP,
    NAMELESS,
    OFFICIALS,
    OTHERS,
    OUTLET,
    PRIVATE,
    STATE,
    UNIQUE,
    is_agent,
    singular,
)

WordingKind = Literal["pronoun", "person", "body", "outlet", "document", "other"]

PRONOUNS = {
    "he": "m", "him": "m", "his": "m", "himself": "m", "she": "f", "her": "f", "hers": "f", "herself": "f",
    "they": "p", "them": "p", "their": "p", "theirs": "p", "themselves": "p", "it": "n", "its": "n", "itself": "n",
    "i": "s", "me": "s", "my": "s", "mine": "s", "myself": "s", "we": "s", "us": "s", "our": "s", "ours": "s",
    "ourselves": "s", "who": "r", "whom": "r", "whose": "r", "which": "r", "that": "r",
}  # fmt: skip
"""Whom a pronoun can mean: a man, a woman, several, a thing, the speaker, or what it relates to."""

ADDRESSED = frozenset({"you", "your", "yours", "one", "there", "this", "these", "those", "what", "said"})
"""Words that tell no speaker."""

QUANTITIES = frozenset(
    ["number", "group", "pair", "handful", "couple", "series", "majority", "dozen", "score", "host", "chorus"]
)

CUTS = frozenset({"who", "whom", "which", "that", "whose", "where", "speaking"})


@dataclass(frozen=True)
class Wording:
    """The words of a source.

    Attributes:
        first, end: its words, by number.
        head: the noun, name or pronoun that it turns on.
        others: the heads joined to it by "and".
        core: its words without relative clauses and what is said in passing.
        determiner: the word that begins it, in small letters, where it is one.
    """

    first: int
    end: int
    head: int
    kind: WordingKind
    core: tuple[int, int]
    others: tuple[int, ...] = ()
    determiner: str = ""
    is_plural: bool = False
    is_other: bool = False
    is_nameless: bool = False

    @property
    def is_definite(self) -> bool:
        """It takes up somebody told before, or known to all."""
        return self.determiner in (
            "the",
            "this",
            "that",
            "these",
            "those",
            "both",
            "his",
            "her",
            "their",
            "its",
        )


def wording(text: Text, source: Passage) -> Wording | None:
    """Return what the words of a source are; None where they hold no word."""
    words = _with_modifiers(text, _words(text, source))
    if not words:
        return None
    head = _head(text, words)
    first, end = words[0], words[-1] + 1
    start = _start(text, first, head)
    core = (start, _core_end(text, head, end))
    others = _joined(text, head, words)
    determiner = _determiner(text, start, head)
    return Wording(
        first,
        end,
        head,
        _kind(text, head),
        core,
        others,
        determiner,
        is_plural=_is_plural(text, head, others),
        is_other=any(text.words[at].casefold() in OTHERS for at in range(start, head)),
        is_nameless=any(text.words[at].casefold() in NAMELESS for at in words),
    )


def part_of(text: Text, whole: Wording, head: int) -> Wording:
    """Return the words of one of several heads that are joined in a source."""
    ends = [other for other in (*whole.others, whole.end) if other > head] or [head + 1]
    first = whole.core[0] if head == whole.head else max(text.doc[head].left_edge.i, whole.first)
    core = first, max(head + 1, min(_core_end(text, head, min(ends)), min(ends)))
    return Wording(
        first, core[1], head, _kind(text, head), core, determiner=_determiner(text, first, head),
        is_plural=_is_plural(text, head, ()),
    )  # fmt: skip


def shared_subject(text: Text, cue: Passage) -> Passage | None:
    """Return the subject that a verb without one of its own has from the verb that it is joined to.

    "The minister praised the talks, adding that …", "said … but warned that …". None for a passive, and for a verb
    that is joined to none.
    """
    if not len(text) or not 0 <= cue.first < len(text.whole):
        return None
    verb = text.doc[text.at(cue.first)]
    for _ in range(3):
        below = {child.dep_: child for child in verb.children}
        if "nsubjpass" in below or "auxpass" in below:
            return None
        if "nsubj" in below:
            subject = below["nsubj"]
            return passage(text.starts[subject.left_edge.i], text.end(subject.right_edge.i))
        if verb.pos_ != "VERB" or verb.tag_ == "VBN" or verb.dep_ not in ("conj", "advcl"):
            return None
        verb = verb.head
    return None


def _words(text: Text, source: Passage) -> list[int]:
    """Return the words that a passage touches, within the text, without small words and marks at its beginning."""
    found: list[int] = []
    for first, end in source.spans:
        first, end = max(first, 0), min(end, len(text.whole))
        if first >= end or not len(text):
            continue
        at = text.at(first)
        while at < len(text) and text.starts[at] < end:
            if text.end(at) > first:
                found.append(at)
            at += 1
    dash = next((n for n, at in enumerate(found[:7]) if text.words[at] in ("–", "—", "-") and n > 0), 0)
    if dash and all(not text.words[at].islower() for at in found[:dash]) and text.words[found[0]].isupper():
        found = found[dash:]
    while found and text.kinds[found[0]] in ("PUNCT", "SPACE", "ADP", "CCONJ", "SYM"):
        found.pop(0)
    while found and text.kinds[found[-1]] in ("PUNCT", "SPACE"):
        found.pop()
    return found


def _with_modifiers(text: Text, words: list[int]) -> list[int]:
    """Return the words of a source with those before it that belong to its nouns, where the passage cut them off."""
    first = words[0] if words else 0
    while first > 0:
        before = text.doc[first - 1]
        is_part = before.dep_ in ("compound", "amod") and before.head.i in words
        if not is_part and not _is_acronym(text, first - 1):
            break
        first -= 1
        words = [first, *words]
    return words


def _is_acronym(text: Text, at: int) -> bool:
    """Say whether a word is a body's by its letters, before a noun for its people: "IGAD mediators"."""
    sign, after = text.signs.get(at), text.words[at + 1]
    if sign is None or sign.kind == "outlet" or not text.words[at].isupper() or sign.end != at + 1:
        return False
    return after.islower() and text.kinds[at + 1] in ("NOUN", "ADJ")


def _head(text: Text, words: list[int]) -> int:
    """Return the word that a source turns on: the highest noun, name or pronoun of the parse."""
    inside = set(words)
    doc = text.doc
    top = [at for at in words if doc[at].head.i not in inside or doc[at].head.i == at]
    nominal = [at for at in top if _is_nominal(text, at)]
    if nominal:
        head = nominal[0] + (text.kinds[nominal[0]] == "VERB" and nominal[0] + 1 in nominal)
    else:
        candidates = [at for at in words if _is_nominal(text, at)]
        head = candidates[0] if candidates else words[0]
        while head + 1 in inside and _is_nominal(text, head + 1) and text.words[head + 1] != "who":
            head += 1
    return _counted(text, head, inside)


def _is_nominal(text: Text, at: int) -> bool:
    return (
        text.kinds[at] in ("NOUN", "PROPN", "PRON", "NUM")
        or text.words[at].casefold() in PRONOUNS
        or at in text.signs
    )


def _counted(text: Text, head: int, inside: set[int]) -> int:
    """Return what is counted: of "a number of officials", the officials."""
    if singular(text.words[head]) not in QUANTITIES or text.words[min(head + 1, len(text) - 1)] != "of":
        return head
    return next((t.i for t in text.doc[head + 1].children if t.dep_ == "pobj" and t.i in inside), head)


def _start(text: Text, first: int, head: int) -> int:
    """Return where the words of a head begin within its source."""
    if head == first:
        return first
    left = min((child.i for child in text.doc[head].lefts if child.i >= first), default=head)
    leftmost = text.doc[left].left_edge.i if left < head else head
    return max(first, min(first if head - first < 8 else leftmost, leftmost))


def _core_end(text: Text, head: int, end: int) -> int:
    at = max(head + 1, min(end, right_of(text, head)))
    while at < end:
        word, kind = text.words[at].casefold(), text.kinds[at]
        if word == "on" and at + 1 < end and text.words[at + 1] == "condition":
            break
        if (
            (kind in ("PUNCT", "SPACE") and word not in ("-", "'"))
            or word in CUTS
            or kind in ("VERB", "AUX", "SCONJ")
        ):
            break
        at += 1
    return at


def _joined(text: Text, head: int, words: list[int]) -> tuple[int, ...]:
    found: list[int] = []
    inside, at = set(words), head
    while True:
        after = next((c.i for c in text.doc[at].rights if c.dep_ == "conj" and c.i in inside), None)
        if after is None or not _is_nominal(text, after):
            return tuple(found)
        between = text.words[_core_end(text, at, text.doc[after].left_edge.i) : text.doc[after].left_edge.i]
        if any(word.casefold() not in (",", "and", "or", "&", "as", "well", "both") for word in between):
            return tuple(found)
        found.append(after)
        at = after


def _determiner(text: Text, start: int, head: int) -> str:
    if start >= head:
        return ""
    word = text.words[start].casefold()
    kind = text.kinds[start]
    return word if kind in ("DET", "PRON", "NUM") or word in ("another", "one", "a", "an", "the") else ""


def _kind(text: Text, head: int) -> WordingKind:
    word = text.words[head]
    low, one = word.casefold(), singular(word)
    if low in PRONOUNS and (low != "us" or word != "US"):
        return "pronoun"
    if one in UNIQUE or one in OFFICIALS or one in PRIVATE:
        return "person"
    if one in OUTLET and not _is_channel_of_state(text, head):
        return "outlet"
    if one in DOCUMENT:
        return "document"
    if one in GROUP or one in STATE or low in GROUP:
        return "body"
    if text.doc[head].tag_ == "NNS" and is_agent(word):
        return "person"
    return "other"


def _is_channel_of_state(text: Text, head: int) -> bool:
    """Say whether "agency" is an office rather than an agency for news."""
    if singular(text.words[head]) not in ("agency", "portal", "network"):
        return False
    return head == 0 or text.words[head - 1].casefold() not in ("news", "press", "the", "tv", "television")


def _is_plural(text: Text, head: int, others: tuple[int, ...]) -> bool:
    low = text.words[head].casefold()
    return (
        bool(others)
        or text.doc[head].tag_ in ("NNS", "NNPS")
        or low in ("many", "some", "others", "people", "several")
    )
