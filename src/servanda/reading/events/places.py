"""Places: where, as a text tells it, each tied to its characters; known ones under the name that a record gives them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from servanda.reading.background import Background
from servanda.reading.events.attaching import hangs_on, hook_of, nearby
from servanda.reading.events.counted import NAMED_TIMES
from servanda.reading.events.gazetteer import BODIES, DIRECTIONS, Gazetteer, gazetteer_of, words_of
from servanda.reading.events.lookup import Words
from servanda.reading.passage import Passage, passage

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


@dataclass(frozen=True)
class Place:
    """Where, as a text tells it.

    Attributes:
        passage: the words that name it, without "the".
        name: what the agreement or its record calls it; as the text has it where they know no such place.
        known: the agreement, its map or its record has it.
        token: the token on which it hangs.
        relation: the preposition before it: "in", "near", "outside"; blank where there is none.
    """

    passage: Passage
    name: str
    known: bool
    token: int
    relation: str = ""


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
_GONE_TO = frozenset((
    "visit", "enter", "leave", "reach", "tour", "cross", "control", "flee", "evacuate", "occupy", "seize",
    "quit", "storm", "capture",
))  # fmt: skip
_SAYS = frozenset((
    "say", "tell", "add", "state", "note", "announce", "write", "claim", "warn", "argue", "insist", "explain",
    "report", "deny",
))  # fmt: skip
_PLACE_WORDS = frozenset((
    "city", "strip", "street", "road", "square", "valley", "river", "heights", "bank", "hills", "coast", "camp",
    "airport", "hospital",
))  # fmt: skip
_TITLES = frozenset((
    "mr", "mr.", "mrs", "mrs.", "ms", "ms.", "dr", "dr.", "president", "minister", "secretary", "general",
    "envoy", "ambassador", "chief", "senator", "judge", "king", "prince", "sheikh", "sheik", "spokesman",
    "spokeswoman", "spokesperson", "colonel", "major", "captain", "prof", "prof.", "rep.", "sen.", "gov.",
    "sir",
))  # fmt: skip
_NO_PLACES = frozenset((
    "arabic", "hebrew", "english", "french", "russian", "spanish", "god", "islam", "judaism", "christianity",
    "ramadan", "covid",
))  # fmt: skip


_SIGNS = frozenset(("-", "‑", "'", "’"))
_SIDES = frozenset(("west", "east", "north", "south", "left", "right"))
_NAMES, _SUBJECTS = frozenset(("PROPN",)), frozenset(("nsubj",))


def places(doc: Doc, background: Background) -> tuple[Place, ...]:
    """Find where a text tells that things are, in the order of the text.

    Places that the agreement, its map or its record know are found wherever they are named; others only as names behind
    such words as "in" and "near" that are no persons or bodies as far as can be told. Who takes part in the agreement is a
    place only behind such a word.
    """
    gazetteer = gazetteer_of(background)
    taking = _taking(background)
    found: dict[int, Place] = {}
    words, past = Words(doc), 0
    for opening in words.among(gazetteer.openers):
        if opening >= past and (place := _known(words, opening, gazetteer, taking)) is not None:
            found[place.passage.first] = place
            past = words.token_at(place.passage.end - 1) + 1
    for place in _unknown(words, background, taking):
        if not any(place.passage.overlaps(other.passage) for other in found.values()):
            found[place.passage.first] = place
    return tuple(found[first] for first in sorted(found))


_OF_SUBJECTS = frozenset(("nsubj",))
_BEST = ("in", "at", "inside", "within", "near", "around", "throughout", "along", "across", "over", "")


def place_of(root: Token, found: Sequence[Place]) -> Place | None:
    """Return the place that a verb or noun has of its own by the parse, not one in a clause inside it; None where it has none.

    Where something is goes before where it comes from or goes to; of several, the nearest is taken, so the narrower of
    "in Rafah in southern Gaza". What lies outside a place is not in it, and where the subject is from is not where it acts.
    """
    own = [
        place
        for place in nearby(found, root)
        if _is_where(root.doc[place.token], place) and hangs_on(root.doc[place.token], root, _OF_SUBJECTS)
    ]
    return min(own, key=lambda place: (place.relation not in _BEST, abs(place.token - root.i)), default=None)


def _is_where(token: Token, place: Place) -> bool:
    if place.relation:
        return place.relation not in ("outside", "beyond", "for", "between")
    return token.dep_ in ("dobj", "obj", "conj", "appos")


def _taking(background: Background) -> frozenset[str]:
    agreement = background.agreement
    if agreement is None:
        return frozenset()
    names = agreement.taking("party", "mediator", "guarantor", "monitor", "non-signatory")
    return frozenset(" ".join(words_of(name)) for name in names)


def _known(words: Words, first: int, gazetteer: Gazetteer, taking: frozenset[str]) -> Place | None:
    """Return the known place whose name begins at a token; the longest of several."""
    doc = words.doc
    name, last = _longest(doc, first, gazetteer)
    if not name or (name[0].isupper() and not _is_capital(doc, first, last)):
        return None
    hook = hook_of(doc, first, last)
    relation = _relation(hook)
    if _goes_on(doc, last) or _ends_another(doc, first):
        return None
    if " ".join(words_of(name)) in taking and _is_side(relation):
        return None
    return _narrowed(words, first, last, name, hook, relation)


def _longest(doc: Doc, first: int, gazetteer: Gazetteer) -> tuple[str, int]:
    """Return the longest known name that begins at a token, and its last token; blank where none does."""
    told: list[str] = []
    name, last = "", first
    most = gazetteer.firsts.get(doc[first].lower_, 0)
    for place in range(first, min(len(doc), first + 3 * most)):
        token = doc[place]
        told += words_of(token.text)
        if len(told) > most or not (token.is_alpha or token.text in _SIGNS):
            break
        if token.is_alpha and (known := gazetteer.named(tuple(told))) is not None:
            name, last = known, place
    return name, last


def _is_side(relation: str) -> bool:
    """Say whether who takes part in the agreement is named as a side, not as a place: "between", "for", or bare."""
    return not relation or relation in _NOT_OF_SIDES


def _is_capital(doc: Doc, first: int, last: int) -> bool:
    return any(
        doc[place].text[:1].isupper()
        for place in range(first, last + 1)
        if doc[place].lower_ not in DIRECTIONS
    )


def _goes_on(doc: Doc, last: int) -> bool:
    """Say whether a name goes on into another, as that of a body: "Gaza Health Ministry"."""
    place = last + 1
    while place < len(doc) and place <= last + 4:
        token = doc[place]
        if (
            not token.text[:1].isupper()
            or token.pos_ not in ("PROPN", "NOUN", "ADJ")
            or token.lower_ in NAMED_TIMES
        ):
            return False
        if token.lower_ in BODIES or token.lower_ in _PLACE_WORDS:
            return True
        place += 1
    return False


def _ends_another(doc: Doc, first: int) -> bool:
    """Say whether a name ends another, as that of a person: "Dana Jordan"."""
    before = doc[first - 1] if first else None
    if before is None or before.pos_ != "PROPN" or before.dep_ != "compound" or before.lower_ in NAMED_TIMES:
        return False
    return before.text[:1].isupper() and before.lower_ not in DIRECTIONS and before.head.i >= first


def _narrowed(words: Words, first: int, last: int, name: str, hook: Token, relation: str) -> Place:
    """Return a known place, or the part of it that the text names: "southern Gaza", which is another."""
    doc = words.doc
    before = doc[first - 1] if first else None
    is_part = before is not None and (before.lower_ in DIRECTIONS or before.lower_ == "central")
    start = doc[first - 1 if is_part else first].idx
    end = doc[last].idx + len(doc[last])
    told = words.text[start:end]
    return Place(
        passage(start, end), " ".join(told.split()) if is_part else name, not is_part, hook.i, relation
    )


def _relation(hook: Token) -> str:
    """Return the preposition on which a name hangs, where it is one of place; blank where it is not."""
    token = hook
    for _ in range(3):
        if token.dep_ in ("conj", "appos"):
            token = token.head
    if token.dep_ != "pobj":
        return ""
    word = token.head.lower_
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


def _unknown(words: Words, background: Background, taking: frozenset[str]) -> Iterator[Place]:
    doc = words.doc
    speakers: frozenset[str] | None = None
    for place in words.having("POS", _NAMES):
        token = doc[place]
        if token.dep_ not in ("pobj", "conj", "appos", "dobj"):
            continue
        is_object = token.dep_ == "dobj" and token.head.lemma_ in _GONE_TO
        relation = "" if is_object else _relation(token)
        if not relation and not is_object:
            continue
        first, last = _run(doc, token.i)
        speakers = _speakers(words) if speakers is None else speakers
        if _is_other(words, first, last, background, taking, speakers):
            continue
        start, end = doc[first].idx, doc[last].idx + len(doc[last])
        yield Place(passage(start, end), " ".join(words.text[start:end].split()), False, token.i, relation)


def _run(doc: Doc, place: int) -> tuple[int, int]:
    """Return the first and the last token of the run of names around one."""
    first = last = place
    while last + 1 < len(doc) and doc[last + 1].pos_ == "PROPN" and doc[last + 1].lower_ not in NAMED_TIMES:
        last += 1
    while first and (
        (doc[first - 1].pos_ == "PROPN" and doc[first - 1].lower_ not in NAMED_TIMES)
        or (doc[first - 1].tag_ == "HYPH" and first > 1)
        or doc[first - 1].lower_ in DIRECTIONS
    ):
        first -= 1
    if first > 1 and doc[first - 1].lower_ == "of" and doc[first - 2].pos_ == "PROPN":
        first = _run(doc, first - 2)[0]
    return first, last


def _is_other(
    words: Words,
    first: int,
    last: int,
    background: Background,
    taking: frozenset[str],
    speakers: frozenset[str],
) -> bool:
    """Say whether a run of names is no place: a body, a person, a day, a language, a source."""
    doc = words.doc
    parts = [doc[place].lower_ for place in range(first, last + 1)]
    text = words.text[doc[first].idx : doc[last].idx + len(doc[last])]
    if " ".join(words_of(text)) in taking:
        return _is_side(_relation(doc[last]))
    if parts[-1] in NAMED_TIMES or parts[-1] in _NO_PLACES or _is_body(parts):
        return True
    if _TITLES & set(parts) or (first and doc[first - 1].lower_ in _TITLES) or doc[last].text in speakers:
        return True
    return background.sources.named(text) is not None or not doc[last].text[:1].isalpha()


def _is_body(words: list[str]) -> bool:
    """Say whether the words of a name are those of a body; the bank of a river is none."""
    if words[-1] == "bank" and len(words) > 1 and words[-2] in _SIDES:
        return False
    return bool(BODIES & set(words))


def _speakers(words: Words) -> frozenset[str]:
    """Return the names that stand in a text before what they say."""
    subjects = (words.doc[place] for place in words.having("DEP", _SUBJECTS))
    return frozenset(token.text for token in subjects if token.pos_ == "PROPN" and token.head.lemma_ in _SAYS)
