"""Within: attributions inside what is attributed, and those that plain words make.

The network was taught with articles in which no word is part of two attributions. "The minister said that the president
had promised him" holds two, and "reportedly" one whose source nobody names: both are found here, by the parse. So is what a verb of
saying attributes to its subject in words that the network has left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from servanda.reading.attributing.finding import trimmed
from servanda.reading.attribution import Attribution
from servanda.reading.passage import Passage, joined
from servanda.reading.stance.governors import kind_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

HEARSAY = frozenset({"reportedly", "allegedly", "purportedly"})
SAYING = frozenset({"says", "denies", "commits", "threatens", "warns", "demands"})
"""The kinds of governors that make an attribution of a clause that hangs on them."""

SAYINGS = frozenset({
    "threat", "promise", "pledge", "vow", "warning", "statement", "claim", "assurance", "denial", "demand", "assertion",
})  # fmt: skip
"""Nouns for what somebody says, where it is told whose it is and what it is."""

_MARKS = {"“": "”", "‘": "’", '"': '"'}

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
LOOSE = frozenset({"relcl", "acl", "appos", "advcl", "cc", "conj", "punct"})
"""What hangs on a name without being part of it."""


def completed(doc: Doc, found: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """Return attributions with those inside their contents and those of hearsay, in the order of their cues.

    A question that somebody was asked is no statement, and is left out.
    """
    text = doc.text
    kept = [_without_subject(doc, one) for one in found if not _is_question(text, one)]
    cues = _places(doc, (one.cue for one in kept))
    contents = _places(doc, (one.content for one in kept))
    beside = [token.i for token in doc if token.i not in cues and token.i not in contents]
    added = [*_sayings(doc, sorted(contents - cues)), *_sayings(doc, beside), *_hearsay(doc, cues)]
    return tuple(sorted([*kept, *added], key=lambda one: (one.cue or one.content).first))


def _is_question(text: str, one: Attribution) -> bool:
    return (
        one.source is None and one.cue is not None and one.cue.of(text).casefold() in ("asked", "when asked")
    )


def _without_subject(doc: Doc, one: Attribution) -> Attribution:
    """Return an attribution without a source that is only whom a passive tells of: "the envoy is expected to come"."""
    source, cue = one.source, one.cue
    if source is None or cue is None:
        return one
    words = doc.char_span(cue.first, cue.end, alignment_mode="expand")
    verb = words.root if words is not None else None
    if verb is None or verb.tag_ not in ("VBN", "VBD") or kind_of(verb) not in ("predicts", "says"):
        return one
    if not any(c.dep_ == "xcomp" for c in verb.children):
        return one
    told = [c for c in verb.children if c.dep_ == "nsubjpass" or (c.dep_ == "nsubj" and _is_reduced(verb))]
    if any(c.dep_ == "agent" for c in verb.children) or not any(
        source.covers(c.idx, c.idx + 1) for c in told
    ):
        return one
    return Attribution(None, cue, joined([source, one.content]), one.score)


def _is_reduced(verb: Token) -> bool:
    """Say whether a participle stands for a passive whose auxiliary a heading leaves out."""
    return not any(c.dep_ in ("aux", "auxpass", "dobj") for c in verb.children)


def _places(doc: Doc, passages: Iterable[Passage | None]) -> set[int]:
    found: set[int] = set()
    for one in passages:
        for first, end in one.spans if one else ():
            span = doc.char_span(first, end, alignment_mode="expand")
            found.update(range(span.start, span.end) if span is not None else ())
    return found


def _sayings(doc: Doc, inside: Sequence[int]) -> Iterator[Attribution]:
    there, text = set(inside), doc.text
    for place in inside:
        word = doc[place]
        if word.pos_ == "VERB":
            said = _said_by_verb(word)
        elif word.lemma_ in SAYINGS and word.pos_ == "NOUN":
            said = _said_by_noun(word)
        else:
            continue
        if said is not None and all(said) and {token.i for part in said for token in part} <= there:
            source, cue, content = (_passage(text, part) for part in said)
            if source and cue and content:
                yield Attribution(source, cue, content, score=0.5)


def _said_by_verb(verb: Token) -> tuple[list[Token], list[Token], list[Token]] | None:
    """Return who says, the words of saying, and what is said, where a verb of saying has both."""
    clause = next((c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i), None)
    kind = kind_of(verb, clause)
    if clause is None and kind == "denies":
        clause = next((c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i), None)
    if clause is None and kind in ("commits", "threatens"):
        clause = next((c for c in verb.children if c.dep_ == "xcomp" and c.i > verb.i), None)
    subject = _subject(verb)
    said = list(clause.subtree) if clause is not None else _quoted_after(verb) if kind == "says" else []
    if kind not in SAYING or not said or subject is None:
        return None
    auxiliaries = [c for c in verb.children if c.dep_ in ("aux", "auxpass", "neg") and c.i < verb.i]
    return _name(subject), [*auxiliaries, verb], said


def _quoted_after(verb: Token) -> list[Token]:
    """Return the words of the quotation that a verb stands right before; none where there is none."""
    doc, first = verb.doc, verb.i + 1
    mark = _MARKS.get(doc[first].text) if first < len(doc) else None
    if mark is None:
        return []
    for token in doc[first + 1 :]:
        if "\n" in token.text:
            break
        if token.text == mark:
            return list(doc[first + 1 : token.i])
    return []


def _subject(verb: Token) -> Token | None:
    """Return who does what a verb says: of an infinitive, who does what it hangs on; who is quoted "as saying"."""
    while True:
        found = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
        if found is not None:
            return None if found.tag_ in ("WDT", "WP", "EX") or found.lower_ == "it" else found
        if verb.dep_ == "pcomp" and verb.head.lower_ == "as":
            return next((c for c in verb.head.head.children if c.dep_ in ("dobj", "nsubjpass")), None)
        if verb.dep_ not in ("xcomp", "conj") or verb.head.pos_ not in ("VERB", "AUX"):
            return None
        verb = verb.head


def _said_by_noun(noun: Token) -> tuple[list[Token], list[Token], list[Token]] | None:
    """Return the parts of "the minister's threat of a war" and "the minister's statement that …"."""
    whose = next((c for c in noun.children if c.dep_ == "poss"), None)
    clause = next((c for c in noun.children if c.dep_ in ("acl", "ccomp", "relcl") and _is_that(c)), None)
    if whose is None or whose.tag_ == "WP$":
        return None
    if clause is not None:
        return _name(whose), [noun], list(clause.subtree)
    of = next((c for c in noun.children if c.dep_ == "prep" and c.lower_ in ("of", "to")), None)
    if of is None or noun.lemma_ == "statement":
        return None
    said = [token for token in of.subtree if token.i != of.i]
    return (
        _name(whose),
        [noun],
        [*said, *_condition_after(noun.doc, max(token.i for token in said))] if said else [],
    )


def _condition_after(doc: Doc, place: int) -> list[Token]:
    """Return the words of the condition that follows a place; a threat hangs on it, wherever the parse hangs it."""
    if place + 1 < len(doc) and doc[place + 1].lower_ in ("if", "unless") and doc[place + 1].dep_ == "mark":
        return list(doc[place + 1].head.subtree)
    return []


def _is_that(clause: Token) -> bool:
    return any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.children) or clause.tag_ == "VB"


def _name(noun: Token) -> list[Token]:
    """Return the words of a noun without clauses and asides, and without the sign of a possessive."""
    found = [noun]
    for child in noun.children:
        if child.dep_ not in LOOSE and child.dep_ != "case":
            found += list(child.subtree)
    return sorted(found, key=lambda token: token.i)


def _hearsay(doc: Doc, cues: set[int]) -> Iterator[Attribution]:
    """Return what is only reported: the clause of the adverb, without it."""
    text = doc.text
    for word in doc:
        if word.lower_ not in HEARSAY or word.i in cues:
            continue
        clause = word.head
        content = _passage(text, [token for token in clause.subtree if token.i != word.i])
        cue = _passage(text, [word])
        if content is not None and cue is not None and clause.pos_ in ("VERB", "AUX"):
            yield Attribution(None, cue, content, score=0.5)


def _passage(text: str, tokens: Iterable[Token]) -> Passage | None:
    """Return the passage of some words; those that stand side by side are one piece."""
    runs: list[tuple[Token, Token]] = []
    for token in sorted(tokens, key=lambda one: one.i):
        if runs and runs[-1][1].i + 1 == token.i:
            runs[-1] = (runs[-1][0], token)
        else:
            runs.append((token, token))
    spans = (trimmed(text, first.idx, last.idx + len(last)) for first, last in runs)
    found = tuple(span for span in spans if span is not None)
    return Passage(found) if found else None
