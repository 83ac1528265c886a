"""Starting: the word of a content whose stance is that of the whole."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from servanda.reading.stance.agency import Voice, agent_of
from servanda.reading.stance.governors import COPULAS, beside, is_content, is_forward, kind_of
from servanda.reading.stance.moods import VERBS
from servanda.reading.stance.scope import CIRCUMSTANCES, is_condition, is_infinitive, mark_of
from servanda.reading.stance.words import NEGATION, Kind

if TYPE_CHECKING:
    from spacy.tokens import Token

PASSING: frozenset[Kind] = frozenset({
    "intends", "predicts", "trusts", "hopes", "objects", "doubts", "seems", "does", "fails", "maybe",
})  # fmt: skip
"""Kinds that tell no act of their own: "failed to release" tells of the release."""

PASSING_OWN: frozenset[Kind] = frozenset({"commits", "consents", "threatens", "warns", "demands", "believes"})
"""Kinds that tell no act of their own where it is the speaker's: "said we demand that they leave"."""

DEEPEST = 6


def start_of(content: Iterable[Token], voice: Voice) -> Token | None:
    """Return the word whose stance is that of a whole content; None where it has no words.

    It is what the content's first sentence hangs from, or what that only passes on to: of "is ready to leave", "leave".
    """
    top = _top(content)
    if top is None:
        return None
    inside = {t.i for t in content}
    if top.pos_ == "ADP":
        top = next((c for c in top.children if c.dep_ in ("pobj", "pcomp") and c.i in inside), top)
    for _ in range(DEEPEST):
        below = next((t for t in _passed(top, voice) if t.i in inside), None)
        if below is None:
            break
        top = below
    return top


def verb_of(root: Token) -> Token:
    """Return the verb that an auxiliary belongs to; any other word itself."""
    return root.head if root.dep_ in ("aux", "auxpass") else root


def _top(content: Iterable[Token]) -> Token | None:
    words = [t for t in content if not t.is_punct and not t.is_space]
    inside = {t.i for t in words}
    tops = [t for t in words if t.head.i not in inside or t.head.i == t.i]
    here = [t for t in tops if t.sent.start == tops[0].sent.start]
    here = [clause for t in here for clause in (*run_on(t), t)]
    main = [t for t in here if t.pos_ in VERBS and t.dep_ not in ("acl", "relcl") and not is_condition(t)]
    return next(iter([*main, *here]), None)


def run_on(top: Token) -> Iterator[Token]:
    """Yield the sentence that a parse hangs before another because three dots part the two."""
    dots = {t.i for t in top.lefts if t.text in ("…", "...")}
    yield from (c for c in top.lefts if c.dep_ == "ccomp" and any(c.i < i for i in dots))


def _passed(word: Token, voice: Voice) -> Iterator[Token]:
    """Yield what a word only passes on to."""
    for child in word.children:
        if child.i < word.i or child.pos_ == "PRON":
            continue
        if child.dep_ in ("xcomp", "ccomp", "acl", "advcl"):
            if child.dep_ == "acl" and not is_content(child):
                continue
            if child.dep_ == "advcl" and (not is_infinitive(child) or mark_of(child) == "for"):
                continue
            if mark_of(child) in ("whether", "if") or child.pos_ in ("NOUN", "PROPN"):
                continue
            if _is_passing(word, child, voice) or (child.dep_ == "xcomp" and is_forward(word, child)):
                yield child
        elif child.dep_ in ("acomp", "attr", "oprd") and word.lemma_ in COPULAS:
            yield from _beside_passed(word, child, voice)
        elif child.dep_ == "prep" and child.lower_ not in CIRCUMSTANCES | NEGATION["prepositions"]:
            for inner in child.children:
                if (
                    inner.dep_ not in ("pcomp", "pobj")
                    or inner.pos_ == "PRON"
                    or not _is_passing(word, inner, voice, child.lower_)
                ):
                    continue
                if inner.dep_ == "pcomp" or kind_of(word, inner, child.lower_) not in (
                    "does",
                    "fails",
                    "seems",
                ):
                    yield inner
        elif child.dep_ == "dobj" and word.lemma_ in ("have", "make", "give", "see"):
            yield from _passed(child, voice)
        elif child.dep_ == "dobj" and kind_of(word, child) in ("maybe", "intends", "predicts", "trusts"):
            yield child


def _beside_passed(copula: Token, word: Token, voice: Voice) -> Iterator[Token]:
    for child in copula.children:
        linked = child.dep_ in ("ccomp", "xcomp", "csubj") and beside(copula, child) == word
        if linked and _is_passing(word, child, voice) and mark_of(child) not in ("whether", "if"):
            yield child
    yield from _passed(word, voice)


def _is_passing(word: Token, child: Token, voice: Voice, via: str = "") -> bool:
    kind = kind_of(word, child, via)
    if kind in PASSING:
        return True
    return kind in PASSING_OWN and voice.owns(agent_of(word))
