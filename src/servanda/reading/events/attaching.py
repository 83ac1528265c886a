"""What hangs on what: whether a word belongs to a verb or noun itself, or to a clause inside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

VERBS = frozenset(("VERB", "AUX"))
_NESTED = frozenset(("ccomp", "advcl", "relcl", "acl", "csubj", "parataxis", "conj", "pcomp"))
_FARTHEST = 10


def hangs_on(token: Token, root: Token) -> bool:
    """Say whether a token hangs on a verb or noun, with no clause of another verb between them."""
    for _ in range(_FARTHEST):
        if token.i == root.i:
            return True
        if (token.dep_ in _NESTED and token.pos_ in VERBS) or token.head.i == token.i:
            return False
        token = token.head
    return False


def hook_of(doc: Doc, first: int, last: int) -> Token:
    """Return the token, of those from `first` to `last`, on which the others hang."""
    for place in range(last, first - 1, -1):
        head = doc[place].head.i
        if not first <= head <= last or head == place:
            return doc[place]
    return doc[last]
