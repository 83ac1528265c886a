"""Peers: others who find attributions, on the same parse as ours."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from servanda.reading import Attribution, Passage, passage

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Finder = Callable[["Doc"], Sequence[Attribution]]
"""What finds the attributions of a parsed text."""

CUES = frozenset((
    "accuse", "acknowledge", "add", "admit", "agree", "announce", "argue", "ask", "assert", "believe",
    "call", "claim", "confirm", "credit", "declare", "demand", "deny", "expect", "explain", "highlight",
    "insist", "note", "plan", "pledge", "predict", "promise", "report", "say", "state", "stress", "suggest",
    "tell", "threaten", "vow", "warn", "write",
))  # fmt: skip
"""The verbs that the plain rule takes for cues, by their lemmas."""

_SUBJECTS = ("nsubj", "nsubjpass")
_CLAUSES = ("ccomp", "xcomp")


def quotations(doc: Doc) -> tuple[Attribution, ...]:
    """Find direct quotations by textacy's rules.

    They give up a text in which quotation marks are not even in number; it is then given paragraph by paragraph.
    """
    try:
        return tuple(_quotations(doc, 0))
    except ValueError:
        return tuple(found for first, end in _paragraphs(doc) for found in _of_paragraph(doc, first, end))


def plain_rule(doc: Doc) -> tuple[Attribution, ...]:
    """Find the subject of each verb of saying, and the clause that hangs on it; and what follows "according to"."""
    found: list[Attribution] = []
    for token in doc:
        if token.lower_ == "according":
            found.extend(_according_to(token))
        elif token.pos_ in ("VERB", "AUX") and token.lemma_.lower() in CUES:
            found.extend(_said_by(token))
    return tuple(found)


def _quotations(doc: Doc, offset: int) -> Iterator[Attribution]:
    from textacy.extract.triples import direct_quotations

    for speaker, cue, content in direct_quotations(doc):
        yield Attribution(
            _of_tokens(speaker, offset), _of_tokens(cue, offset),
            passage(content.start_char + offset, content.end_char + offset),
        )  # fmt: skip


def _of_paragraph(doc: Doc, first: int, end: int) -> list[Attribution]:
    try:
        return list(_quotations(doc[first:end].as_doc(), doc[first].idx))
    except ValueError:
        return []


def _paragraphs(doc: Doc) -> Iterator[tuple[int, int]]:
    """Return the first token of each paragraph and the one after its last."""
    first = 0
    for sentence in doc.sents:
        if "\n" in sentence[-1].text_with_ws or sentence.end == len(doc):
            yield first, sentence.end
            first = sentence.end


def _said_by(verb: Token) -> Iterator[Attribution]:
    clause = next((child for child in verb.children if child.dep_ in _CLAUSES), None)
    if clause is None:
        return
    subject = next((child for child in verb.children if child.dep_ in _SUBJECTS), None)
    own = {verb.i} | ({token.i for token in subject.subtree} if subject else set())
    source = _of_tokens(subject.subtree, 0) if subject else None
    content = _of_tokens((token for token in clause.subtree if token.i not in own), 0)
    yield Attribution(source, _of_tokens([verb], 0), content)


def _according_to(word: Token) -> Iterator[Attribution]:
    told = {token.i for token in word.subtree}
    speaker = next((token for token in word.subtree if token.dep_ == "pobj"), None)
    content = [token for token in word.sent if token.i not in told and not token.is_space]
    if speaker is not None and content:
        source = _of_tokens(speaker.subtree, 0)
        cue = passage(word.idx, max(word.idx + len(word), source.first - 1))
        yield Attribution(source, cue, _of_tokens(content, 0))


def _of_tokens(tokens: Iterable[Token], offset: int) -> Passage:
    """Return the passage from the first to the last of some tokens."""
    some = list(tokens)
    first, last = min(some, key=lambda token: token.i), max(some, key=lambda token: token.i)
    return passage(first.idx + offset, last.idx + len(last) + offset)
