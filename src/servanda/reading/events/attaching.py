"""What hangs on what: whether a word belongs to a verb or noun itself, or to a clause inside it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

VERBS = frozenset(("VERB", "AUX"))
_NESTED = frozenset(("ccomp", "advcl", "relcl", "acl", "csubj", "parataxis", "conj", "pcomp"))
_FARTHEST, _WIDEST = 10, 250


class Hooked(Protocol):
    """What hangs on a token."""

    @property
    def token(self) -> int:
        """The place of the token."""
        ...


Found = TypeVar("Found", bound=Hooked)


def nearby(found: Sequence[Found], root: Token) -> Sequence[Found]:
    """Return those, of what was found in the order of a text, that stand near enough to a token to be in its sentence."""
    first = bisect_left(found, root.i - _WIDEST, key=lambda one: one.token)
    return found[first : bisect_right(found, root.i + _WIDEST, key=lambda one: one.token)]


def hangs_on(token: Token, root: Token, apart: frozenset[str] = frozenset()) -> bool:
    """Say whether a token hangs on a verb or noun, with no clause of another verb between them.

    Args:
        apart: the relations of the parse that part the two as well.
    """
    for _ in range(_FARTHEST):
        if token.i == root.i:
            return True
        if (token.dep_ in _NESTED and token.pos_ in VERBS) or token.head.i == token.i or token.dep_ in apart:
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
