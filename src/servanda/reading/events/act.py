"""The words of an act, taken apart: its verb, the kinds of act it may tell, and what it is done to."""

from __future__ import annotations

import re
from dataclasses import dataclass

from servanda.reading.events.frames import LIGHT, PREPOSITIONS, Lexicon
from servanda.reading.events.stems import NUMBERS, lemma_of, word_set
from servanda.record import leave_of, refusal_of

Sense = tuple[frozenset[str], frozenset[str]]
"""What an act means, whatever its words: its kinds of act, and what it is done to."""

_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_IDLE = word_set(
    """
    a an the of on in at to from for by with and or not its their his her it them all any each out up
    down as that this is are be been was were has have had will would who which whose than then there
    into no must may should
    """
)


@dataclass(frozen=True)
class ActWords:
    """The words of an act.

    Attributes:
        verb: its first word.
        frames: the names of the frames that it may tell.
        things: what it is done to, and the other words that tell it apart.
        heads: those of its things that are more than what narrows another.
        phase: the number of the phase that it names; blank where it names none.
    """

    verb: str
    frames: frozenset[str]
    things: tuple[str, ...]
    heads: frozenset[str] = frozenset()
    phase: str = ""


def words_of(act: str, lexicon: Lexicon) -> ActWords:
    """Take the words of an act apart, as a record or a clause writes them."""
    plain = act.casefold().removeprefix(refusal_of("")).removeprefix(leave_of(""))
    all_stems = [stem for word in _WORD.findall(plain) if (stem := lemma_of(word))]
    if not all_stems:
        return ActWords("", frozenset(), ())
    verb, frames = all_stems[0], lexicon.frames_of(tuple(all_stems))
    idle = {second for frame, second in lexicon.verbs.get(verb, ()) if frame.name in frames and second}
    if verb in LIGHT:
        idle.update(
            word for word in all_stems if any(frame.name in frames for frame in lexicon.nouns.get(word, ()))
        )
        idle.update(frames)
    things = tuple(stem for stem in all_stems[1:] if stem not in _IDLE and stem not in idle)
    return ActWords(verb, frames, things, _heads(all_stems[1:], frozenset(things)), phase_in(act))


def _heads(words: list[str], things: frozenset[str]) -> frozenset[str]:
    """Return the words that others only narrow: the last of each stretch between prepositions, and phases."""
    found = {word for word in words if word in ("phase", "stage", *NUMBERS.values())}
    last = ""
    for word in (*words, "of"):
        if word in things:
            last = word
        elif word in PREPOSITIONS and last:
            found.add(last)
            last = ""
    return frozenset(found) & things


def sense_of(act: str, lexicon: Lexicon) -> Sense:
    """Return what an act means: "resume the war" and "return to fighting" mean the same."""
    words = words_of(act, lexicon)
    things = (lexicon.senses.get(word) for word in words.things)
    return words.frames or frozenset({words.verb}), frozenset(
        "/".join(map(str, min(senses))) if senses else word
        for word, senses in zip(words.things, things, strict=True)
    )


def stems(text: str) -> list[str]:
    """Return the words of a text that tell anything, as words are compared."""
    return [stem for word in _WORD.findall(text) if (stem := lemma_of(word)) not in _IDLE]


def phase_in(text: str) -> str:
    """Return the number of the phase that words name; blank where they name none, or several."""
    words = [word.casefold() for word in _WORD.findall(text)]
    found: set[str] = set()
    for number, word in enumerate(words):
        if word in ("phase", "stage"):
            around = (*words[number + 1 : number + 2], *words[max(0, number - 1) : number])
            found.update(NUMBERS[one] for one in around if NUMBERS.get(one))
    return found.pop() if len(found) == 1 else ""
