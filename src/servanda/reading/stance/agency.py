"""Agency: who does an act, whether that is the speaker or the speaker's side, and whether the act is hostile."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from servanda.reading.passage import Passage
from servanda.reading.speakers.speaker import Speaker
from servanda.reading.stance.words import ACTS

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

FIRST = frozenset({"i", "we", "us", "me", "our", "my", "ours"})
SINGULAR = frozenset({"he", "she", "it", "his", "her", "its"})
PLURAL = frozenset({"they", "their"})
OBJECTS = frozenset({"dobj", "dative", "pobj"})
CONTROLLED = frozenset({"xcomp", "pcomp", "conj", "advcl", "acomp", "attr", "aux", "auxpass", "oprd"})
HIGHEST = 60
"""How many words up an agent is looked for."""
LONGEST = 400
"""In how many words before it a quotation is looked for that has not ended."""
NAMING = frozenset({"compound", "amod", "poss", "nmod", "appos", "conj", "prep", "pobj", "flat"})
STEM = 4
"""How many letters the name of a place and the word for its people share at the least: Egypt, Egyptian."""


@dataclass(frozen=True)
class Voice:
    """Whose words are judged.

    Attributes:
        source: the words that name the speaker; empty for the article's own words.
        cue: the words that say that it is said.
        side: further names of the speaker and of the speaker's side.
    """

    source: tuple[Token, ...] = ()
    cue: tuple[Token, ...] = ()
    side: tuple[str, ...] = ()

    def owns(self, agent: Token | None) -> bool:
        """Say whether an agent is the speaker or the speaker's side."""
        if agent is None:
            return False
        if agent.lower_ in FIRST or any(t.i == agent.i for t in self.source):
            return True
        if agent.lower_ in SINGULAR | PLURAL:
            if is_quoted(agent):
                return False
            return bool(self.source) and (agent.lower_ in PLURAL) == _is_plural(self.source)
        if agent.lemma_.lower() in ACTS["sides"] and any(
            c.dep_ == "poss" and c.pos_ == "PRON" and self.owns(c) for c in agent.children
        ):
            return True
        known = {word.lower() for name in self.side for word in name.split()}
        known.update(t.lower_ for t in self.source if t.pos_ in ("PROPN", "ADJ"))
        words = [t.lower_ for t in agent.subtree if t.pos_ == "PROPN" and _names(t, agent)]
        if len(words) > 1 and "".join(word[0] for word in words) in known:
            return True
        return any(_is_kin(word, other) for word in words for other in known)


def side_of(speaker: Speaker) -> tuple[str, ...]:
    """Return the names of a speaker and of the speaker's side; none for a monitor, who acts for no side."""
    if speaker.affiliation == "monitor":
        return (speaker.name,)
    return tuple(name for name in (speaker.name, speaker.affiliation) if name)


def agent_of(act: Token) -> Token | None:
    """Return the word for who does an act; None where its sentence does not tell."""
    token = act
    for _ in range(HIGHEST):
        if token.pos_ in ("NOUN", "PROPN"):
            return next((c for c in token.children if c.dep_ == "poss"), None) or _by(token)
        subject = next((c for c in token.children if c.dep_ in ("nsubj", "nsubjpass")), None)
        if subject is not None:
            return subject if subject.dep_ == "nsubj" else _by(token)
        governor = token.head.head if token.dep_ == "pcomp" else token.head
        if governor.pos_ in ("NOUN", "PROPN"):
            return _giver(governor)
        if token.dep_ in ("xcomp", "pcomp"):
            ruled = next((c for c in governor.children if c.dep_ in OBJECTS and c.i < token.i), None)
            if ruled is not None:
                return ruled
        if token.dep_ not in CONTROLLED:
            return None
        token = governor
    return None


def is_hostile(act: Token) -> bool:
    """Say whether an act does harm: an attack, or the renewal of one; not the end of one."""
    harms = [
        t
        for t in act.subtree
        if t.i != act.i and not ACTS["harm"].isdisjoint((t.lemma_.lower(), t.lower_)) and _is_object(t, act)
    ]
    lemma = act.lemma_.lower()
    if lemma in ACTS["treating"]:
        return any(t.lemma_.lower() in ACTS["foes"] and _is_object(t, act) for t in act.subtree)
    particle = next(
        (f"{lemma} {c.lower_}" for c in act.children if c.dep_ in ("prt", "prep", "advmod")), lemma
    )
    if lemma in ACTS["renewing"] or particle in ACTS["renewing"]:
        return bool(harms)
    if lemma in ACTS["harm"] or lemma in ACTS["hostile"] or particle in ACTS["hostile"]:
        return not harms or lemma in ACTS["harm"]
    return False


def tokens_of(doc: Doc, passage: Passage) -> list[Token]:
    """Return the words of a text that share a character with a passage, without the spaces."""
    found = []
    places = range(len(doc))
    for first, end in passage.spans:
        start = max(bisect_right(places, first, key=lambda i: doc[i].idx) - 1, 0)
        for token in doc[start : bisect_left(places, end, key=lambda i: doc[i].idx)]:
            if first < token.idx + len(token) and not token.is_space:
                found.append(token)
    return found


def is_quoted(token: Token) -> bool:
    """Say whether a word stands between quotation marks that open in its sentence."""
    before = token.doc[max(token.sent.start, token.i - LONGEST) : token.i]
    return sum(t.is_quote and t.text not in ("'", "’", "‘") for t in before) % 2 == 1


def _by(token: Token) -> Token | None:
    for child in token.children:
        if child.dep_ == "agent" or (child.dep_ == "prep" and child.lower_ == "by"):
            return next((c for c in child.children if c.dep_ == "pobj"), None)
    return None


def _giver(noun: Token) -> Token | None:
    """Return who makes the promise, threat or plan that an act is told as: "its promise to leave"."""
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    if owner is None and noun.dep_ in OBJECTS:
        owner = next((c for c in noun.head.children if c.dep_ == "nsubj"), None)
    return owner


def _is_plural(names: tuple[Token, ...]) -> bool:
    inside = {t.i for t in names}
    head = next((t for t in names if t.head.i not in inside), names[0])
    return head.tag_ in ("NNS", "NNPS") or any(t.dep_ == "conj" and t.head.i == head.i for t in names)


def _names(token: Token, agent: Token) -> bool:
    while token.i != agent.i:
        if token.dep_ not in NAMING:
            return False
        token = token.head
    return True


def _is_kin(one: str, other: str) -> bool:
    """Say whether two words name the same, or a place and its people: "egypt" and "egyptian"."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    return len(short) >= STEM and long.startswith(short) and len(long) - len(short) <= STEM


def _is_object(token: Token, act: Token) -> bool:
    while token.i != act.i:
        if token.dep_ not in (
            "dobj",
            "pobj",
            "prep",
            "conj",
            "attr",
            "nsubjpass",
            "oprd",
            "compound",
            "nsubj",
        ) and (token.dep_, token.tag_) != ("xcomp", "VBG"):
            return False
        token = token.head
    return True
