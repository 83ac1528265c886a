"""Ties: which clauses of an agreement an act may be about, and how well each fits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from math import log, sqrt

from servanda.agreement import Agreement, Clause, terms
from servanda.reading.events.act import ActWords, phase_in, stems, words_of
from servanda.reading.events.frames import Lexicon, lexicon
from servanda.record import Range

LEAST = 0.25
"""The least score that is a tie."""

SAME_VERB, NEAR_VERB, AKIN_VERB, OTHER_VERB = 1.0, 0.85, 0.5, 0.3
"""What an act's verb counts: the clause's own or one of its frame; one of like meaning; one that touches it, as blocking
aid does the duty to admit it; any other."""

SAME_WORD, LIKE_WORD, KIN_CLASS, KIN_WORD, NEARBY = 1.0, 0.95, 0.7, 0.5, 0.6
"""What a word of the clause's act counts in that of the mention: itself, one that means the same, one of a class that may
mean it, one of its class; and itself elsewhere in the words of the mention."""

NARROWING = 0.4
"""What a word that only narrows another weighs beside it: "unauthorised" in "unauthorised arms"."""

STRANGE = 0.35
"""How much of a score is lost where the mention's object is something that the clause does not speak of."""

UNTOLD = 0.08
"""How much of a score is lost where the clause's act has none of the mention's other words."""

OTHER_BEARER, OTHER_SIDE, OTHER_PLACE, OTHER_PHASE, OTHER_KIND, PART = 0.5, 0.8, 0.8, 0.6, 0.5, 0.9
"""What a score is multiplied with where the actor, the counterparty, the place, the phase or the kind is another; and
for a clause that is a part of another, where the mention names no kind."""

HALF = 0.5
"""The most that an act of another kind of verb can score."""

OWN_BEARER = 0.02
"""What is added where the actor bears the clause."""

TOO_MANY = 0.9
"""What it is multiplied with where more are told than the clause has in all."""

BARE = 0.5
"""The least that an act without an object fits a clause of its own verb."""

PROSE = 0.12
"""The most that the words of the agreement's text beside a clause add."""


@dataclass(frozen=True)
class Telling:
    """What a mention says, as far as it tells a clause.

    Attributes:
        act: its words, as a record writes them.
        words: the words of the text around it.
        is_by_another: its actor is told, and is none that the agreement knows.
    """

    act: str
    by: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    kind: str = ""
    place: str = ""
    words: str = ""
    quantity: Range | None = None
    is_by_another: bool = False


@dataclass(frozen=True)
class _Entry:
    clause: Clause
    words: ActWords
    actors: frozenset[str]
    to: frozenset[str]
    places: frozenset[str]
    where: tuple[str, ...]
    kinds: frozenset[str]
    phase: str
    keys: frozenset[object]
    prose: Mapping[str, float]
    is_part: bool
    most: float | None


@dataclass(frozen=True)
class _Asked:
    told: Telling
    words: ActWords
    around: frozenset[str]
    phase: str
    keys: frozenset[object]
    prose: Mapping[str, float]


class Ties:
    """The clauses of one agreement, to be matched with acts.

    A score is the fit of the verb times the fit of the object, less where actor, counterparty, place, phase or kind is
    another, and a little more where the agreement's own prose uses the words of the text. It is above one half only
    where verb and object both fit.
    """

    def __init__(self, agreement: Agreement, frames: Lexicon | None = None) -> None:
        self._agreement = agreement
        self._lexicon = frames or lexicon()

    def scores(self, told: Telling) -> dict[str, float]:
        """Return the clauses that an act may be about, by their ids, the likeliest first; none below `LEAST`."""
        words, around = words_of(told.act, self._lexicon), frozenset(stems(told.words))
        asked = _Asked(
            replace(told, kind=self._kind_in(told.kind)), words, around, words.phase or phase_in(told.words),
            self._keys(words.things), self._weighed(Counter({*around, *stems(told.act)})),
        )  # fmt: skip
        scored = ((self._score(entry, asked), entry.clause.id) for entry in self._may_be(asked))
        found = {id_: round(min(1.0, score), 3) for score, id_ in scored if score >= LEAST}
        return dict(sorted(found.items(), key=lambda pair: -pair[1]))

    def _may_be(self, asked: _Asked) -> Iterable[_Entry]:
        """Return the clauses that share a kind of verb with an act, or something it is done to, in their order."""
        frames, words = self._lexicon.frames, asked.words
        wanted: set[object] = {("verb", words.verb), *asked.keys}
        for name in words.frames:
            wanted.update(("verb", other) for other in (name, *frames[name].near, *frames[name].akin))
        places = {place for key in wanted for place in self._by_key.get(key, ())}
        return [self._entries[place] for place in sorted(places)]

    @cached_property
    def _by_key(self) -> Mapping[object, list[int]]:
        """The places of the clauses, by what an act must share with one of them."""
        found: dict[object, list[int]] = {}
        for place, entry in enumerate(self._entries):
            frames = (self._lexicon.frames[name] for name in entry.words.frames)
            verbs = {
                entry.words.verb,
                *entry.words.frames,
                *(name for frame in frames for name in frame.near),
            }
            for key in (*entry.keys, *(("verb", verb) for verb in verbs)):
                found.setdefault(key, []).append(place)
        return found

    def _score(self, entry: _Entry, asked: _Asked) -> float:
        verb = self._verb(entry.words, asked.words)
        thing = self._thing(entry, asked.words, asked.around)
        if verb == SAME_VERB and not asked.words.things:
            thing = max(thing, BARE)
        if not thing or (not entry.words.things and verb < AKIN_VERB):
            return 0.0
        score = verb * thing * (1 - PROSE) * self._elsewhere(entry, asked)
        if not entry.actors.isdisjoint(asked.told.by):
            score += OWN_BEARER
        score += PROSE * _likeness(entry.prose, asked.prose) * min(1.0, 2 * score)
        return score if verb >= NEAR_VERB else min(score, HALF)

    def _elsewhere(self, entry: _Entry, asked: _Asked) -> float:
        """Return what is left of a score by all that is not the act: who, to whom, where, in which phase, which, how many."""
        told, left = asked.told, self._kind(entry, asked.told.kind)
        if told.is_by_another or (told.by and entry.actors.isdisjoint(told.by)):
            left *= OTHER_BEARER
        if told.to and entry.to and entry.to.isdisjoint(told.to):
            left *= OTHER_SIDE
        if told.place and entry.places and not self._may_lie_in(told.place, entry):
            left *= OTHER_PLACE
        if asked.phase and asked.phase != (entry.words.phase or entry.phase or asked.phase):
            left *= OTHER_PHASE
        if told.quantity is not None and entry.most is not None and told.quantity.low > entry.most:
            left *= TOO_MANY
        return left

    def _may_lie_in(self, place: str, entry: _Entry) -> bool:
        """Say whether a place may be one of a clause's: it shares a word with one, or the clause's is the whole area."""
        area = {name.casefold() for name in self._agreement.area}
        return not entry.places.isdisjoint(area) or not set(entry.where).isdisjoint(stems(place))

    def _keys(self, words: Iterable[str]) -> frozenset[object]:
        """Return what words must share with others to be met by them at all."""
        return frozenset(key for word in words for key in (word, *self._classes(word)))

    def _classes(self, word: str) -> frozenset[str]:
        """Return the classes that a word is of or may mean."""
        own = self._lexicon.classes.get(word, frozenset())
        return own.union(*(self._lexicon.kin.get(name, ()) for name in own))

    def _verb(self, clause: ActWords, words: ActWords) -> float:
        if clause.verb == words.verb or clause.frames & words.frames:
            return SAME_VERB
        frames = self._lexicon.frames
        near = {name for frame in words.frames for name in frames[frame].near}
        back = {name for frame in clause.frames for name in frames[frame].near}
        if clause.frames & near or words.frames & back or clause.verb in near or words.verb in back:
            return NEAR_VERB
        if clause.frames & {name for frame in words.frames for name in frames[frame].akin}:
            return AKIN_VERB
        return OTHER_VERB

    def _thing(self, entry: _Entry, words: ActWords, around: frozenset[str]) -> float:
        clause = entry.words
        if not clause.things:
            return 1.0 if not words.things else 0.9
        weights = {
            word: self._weight(word) * (1 if word in clause.heads else NARROWING) for word in clause.things
        }
        met = sum(weight * self._met(word, words.things, around) for word, weight in weights.items())
        share = met / sum(weights.values())
        heads = [word for word in words.things if word in self._lexicon.classes] or words.things[-1:]
        known = (*clause.things, *entry.where)
        strange = [word for word in heads if self._met(word, known, frozenset()) == 0]
        if heads:
            share *= 1 - STRANGE * len(strange) / len(heads)
        if not words.things:
            return share
        told = [word for word in words.things if self._met(word, known, frozenset()) > KIN_WORD]
        return share * (1 - UNTOLD * (1 - len(told) / len(words.things)))

    def _met(self, word: str, others: tuple[str, ...], around: frozenset[str]) -> float:
        """Say how well a word is met among others: itself, one like it, one of its class, or only nearby."""
        if word in others:
            return SAME_WORD
        senses, classes = (
            self._lexicon.senses.get(word, frozenset()),
            self._lexicon.classes.get(word, frozenset()),
        )
        best = NEARBY if word in around else 0.0
        for other in others:
            if senses & self._lexicon.senses.get(other, frozenset()):
                return LIKE_WORD
            theirs = self._lexicon.classes.get(other, frozenset())
            if classes & theirs:
                best = max(best, KIN_WORD)
            if self._are_kin(classes, theirs) or self._are_kin(theirs, classes):
                best = max(best, KIN_CLASS)
        return best

    def _are_kin(self, some: frozenset[str], others: frozenset[str]) -> bool:
        return any(others & self._lexicon.kin.get(name, frozenset()) for name in some)

    def _kind(self, entry: _Entry, kind: str) -> float:
        if not entry.kinds:
            return PART if entry.is_part and not kind else 1.0
        if not kind:
            return PART
        wanted = frozenset(stems(kind))
        shares = [_shared(wanted, frozenset(stems(one))) for one in entry.kinds]
        return OTHER_KIND + (1 - OTHER_KIND) * max(shares)

    def _kind_in(self, told: str) -> str:
        """Return the words of a kind where a clause counts by one that shares a word with it; else blank."""
        return told if self._kind_words.intersection(stems(told)) else ""

    @cached_property
    def _kind_words(self) -> frozenset[str]:
        return frozenset(stem for entry in self._entries for kind in entry.kinds for stem in stems(kind))

    def _weight(self, word: str) -> float:
        return log(1 + len(self._entries) / (1 + self._common[word]))

    @cached_property
    def _common(self) -> Counter[str]:
        """In how many acts of clauses each word stands."""
        return Counter(word for entry in self._entries for word in set(entry.words.things))

    @cached_property
    def _entries(self) -> tuple[_Entry, ...]:
        found = []
        for passage in self._agreement.passages:
            clauses = [item for item in passage.items if isinstance(item, Clause)]
            prose = self._weighed(Counter(stems(passage.prose)))
            found += [self._entry(clause, prose) for clause in clauses]
        return tuple(found)

    def _entry(self, clause: Clause, prose: Mapping[str, float]) -> _Entry:
        to = {name for term in clause.terms if isinstance(term, terms.To) for name in term.names}
        places = {term.place.casefold() for term in clause.terms if isinstance(term, terms.At)}
        kinds = {kind for term in clause.terms if isinstance(term, terms.CountingOnly) for kind in term.kinds}
        whole = self._agreement.clauses.get(clause.part_of or "", clause)
        phase = next((t.phase for t in (*clause.terms, *whole.terms) if isinstance(t, terms.InPhase)), "")
        most = next((t.number for t in clause.terms if isinstance(t, terms.Amount) and not t.percent), None)
        words = words_of(clause.act, self._lexicon)
        return _Entry(
            clause, words, self._agreement.actors(clause), frozenset(to), frozenset(places),
            tuple(stem for place in places for stem in stems(place)),
            frozenset(kinds), phase, self._keys(words.things), prose, clause.part_of in self._agreement.clauses, most,
        )  # fmt: skip

    @cached_property
    def _rarity(self) -> Mapping[str, float]:
        """How much a word of the agreement's prose tells one passage from the others."""
        passages = [set(stems(passage.prose)) for passage in self._agreement.passages]
        counts = Counter(word for passage in passages for word in passage)
        return {word: log(len(passages) / count) for word, count in counts.items() if count < len(passages)}

    def _weighed(self, counts: Mapping[str, int]) -> Mapping[str, float]:
        rarity = self._rarity
        weights = {word: rarity[word] * (1 + log(count)) for word, count in counts.items() if word in rarity}
        length = sqrt(sum(weight * weight for weight in weights.values()))
        return {word: weight / length for word, weight in weights.items()} if length else {}


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other) if one or other else 1.0


def _likeness(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    small, large = (one, other) if len(one) < len(other) else (other, one)
    return sum(weight * large[word] for word, weight in small.items() if word in large)
