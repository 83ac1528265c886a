"""Whether a name stands where a place would: behind "in", "near", or "to" where somebody goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

_WHERE = frozenset((
    "in", "at", "near", "inside", "outside", "within", "into", "across", "around", "through", "throughout",
    "along", "beyond", "toward", "towards", "onto", "over", "above", "between", "off", "alongside", "amid",
))  # fmt: skip
_MOVING = frozenset(("to", "from", "via", "for"))
_LEAVES_FOR = frozenset(("leave", "head", "depart", "set", "bind", "sail", "bound"))
_NOT_OF_SIDES = frozenset(("between", "over", "for", "around", "toward", "towards", "alongside", "off"))
_MOVES = frozenset((
    "go", "travel", "return", "move", "fly", "drive", "transfer", "bring", "take", "deport", "flee", "arrive",
    "cross", "enter", "withdraw", "pull", "leave", "send", "come", "walk", "deliver", "evacuate", "retreat",
    "head", "visit", "trip", "journey", "flight", "access", "road", "route", "way", "march", "ship", "truck",
    "carry", "convoy", "pass", "exit", "escape", "extend", "stretch", "redeploy", "advance", "re-enter",
    "repatriate", "release", "transport", "departure", "arrival", "withdrawal", "retreat", "entry", "crossing",
    "border", "displace", "transit", "back", "south", "north", "east", "west", "evict", "admit", "launch",
    "fire", "smuggle",
))  # fmt: skip
_BESIDE = frozenset((
    "east", "west", "north", "south", "northeast", "northwest", "southeast", "southwest", "outskirts", "edge",
    "vicinity",
))  # fmt: skip


def relation_of(hook: Token) -> str:
    """Return the preposition on which a name hangs, where it is one of place; blank where it is not."""
    token = hook
    for _ in range(3):
        if token.dep_ in ("conj", "appos"):
            token = token.head
    if token.dep_ != "pobj":
        return ""
    word = token.head.lower_
    if word == "of" and token.head.head.lower_ in _BESIDE:
        return "near"
    if word in _WHERE:
        return word
    return word if word in _MOVING and _is_moving(token.head) else ""


def _is_moving(preposition: Token) -> bool:
    """Say whether "to" or "from" tells of a way: "returned to", "the road from"."""
    head = preposition.head
    if preposition.lower_ == "for":
        return head.lemma_.lower() in _LEAVES_FOR
    if head.lemma_.lower() in _MOVES or head.lower_ in _MOVES:
        return True
    above = head.head
    return head.dep_ in ("dobj", "prep", "advmod", "nsubjpass", "conj") and above.lemma_.lower() in _MOVES


def is_side(relation: str) -> bool:
    """Say whether who takes part in the agreement is named as a side, not as a place: "between", "for", or bare."""
    return not relation or relation in _NOT_OF_SIDES
