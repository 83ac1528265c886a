"""Finding: the acts that a parsed text tells of, by frames of verbs and nouns."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from servanda.reading.events.actors import Actors
from servanda.reading.events.frames import Frame, Lexicon
from servanda.reading.events.grammar import (
    child_of,
    doer,
    governor,
    is_passive,
    is_supposed,
    members,
    patient,
    prepositional,
)
from servanda.reading.events.pointing import givers, is_counted, is_known, stands_for_noun
from servanda.reading.events.stems import word_set
from servanda.reading.events.told import is_told
from servanda.reading.events.wording import PLAIN, noun_lemma, phrase, through

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_STARTING = word_set("begin start open launch initiate commence")
_GOING_ON = frozenset({"resume", "restart"})
_LIGHT = word_set(
    """
    hold have conduct carry make launch stage mount undertake lead commit perform take give see do begin
    start resume continue stop halt end suspend order plan prepare announce complete finish delay pay
    consider propose schedule weigh
    """
)
"""Verbs whose subject does what their object, a noun of an act, tells."""

_OWNING = word_set("deny confirm acknowledge admit condemn reject oppose seek request")
"""Verbs whose object is an act that was told of before."""

_LETTING = word_set("let allow permit enable authorise authorize")
_TALKING = word_set("begin_talks resume_talks hold_talks mediate discuss talks")
_TEAMS = word_set("team mission visit operation process tour work")
_ABLE = word_set("people fighter force body hostage prisoner displaced country nation side movement")
_ARMED = frozenset({"force", "fighter", "body"})
_SITES = frozenset({"territory", "building"})
_HELD = word_set("hostage prisoner displaced weapon")
_CONFERRING = word_set("hold_talks talks meet speak discuss")
_TOPICS = word_set("phase agreement truce hostage prisoner force weapon crossing aid")
FAR_BACK = 60
"""So many words back lies what "them" stands for, at the most."""

NEARBY = 40
"""So many words back lies the act that a verb without object tells again, at the most."""

_THEY = frozenset({"they", "it"})

FARTHEST = 120
"""So many words back lies what "the talks" are about, at the most."""

_TO_WHOM = ("to",)


@dataclass(frozen=True)
class Found:
    """An act as the grammar tells it, before its number, time and place are looked for.

    Attributes:
        frame: the kind of act.
        root: its verb or noun.
        thing: what it is done to, if that is told.
        by, to: the nouns that tell who does it, and to whom.
        words: the words of the act, as a record writes them.
        second: the words that its verb needs beside it.
        hung: the preposition on which its object hangs; blank for none.
        is_by_another: its actor is told, and is nobody whom the agreement knows, nor a force that may be anybody's.
        where: the places that it is done in, if they may be counted.
        said: the word that stands for `thing` in its sentence, if one does: "477 of them".
    """

    frame: Frame
    root: Token
    thing: Token | None = None
    by: tuple[Token, ...] = ()
    to: tuple[Token, ...] = ()
    words: str = ""
    second: tuple[Token, ...] = ()
    hung: str = ""
    is_by_another: bool = False
    where: Token | None = None
    said: Token | None = None


class Finder:
    """Finds the acts of one text."""

    def __init__(self, doc: Doc, lexicon: Lexicon, actors: Actors, places: frozenset[int]) -> None:
        self.actors = actors
        self._doc, self._lexicon, self._places = doc, lexicon, places
        self._used: set[int] = set()
        self._topic = ("talks", -FARTHEST)

    def all(self) -> list[Found]:
        """Return the acts in the order of the text: those of verbs, and those of nouns that no verb has taken in."""
        verbs, nouns = self._lexicon.verbs, self._lexicon.nouns
        found: list[Found] = []
        for token in self._doc:
            is_verb = token.tag_.startswith("VB") and token.dep_ not in ("aux", "auxpass", "amod", "compound")
            if is_verb and token.lemma_.casefold() in verbs and not is_supposed(token):
                act = self._verbal(token) or (self._again(token, found[-1]) if found else None)
                if act is not None:
                    found.append(act)
        for token in self._doc:
            if token.pos_ == "NOUN" and noun_lemma(token) in nouns and token.i not in self._used:
                act = self._nominal(token)
                if act is not None:
                    found.append(act)
        found = _with_meetings(found)
        found = [part for act in found if act.root.i not in self._used for part in self._parts(act)]
        found = [replace(act, is_by_another=self._is_by_another(act)) for act in found]
        return sorted(found, key=lambda act: act.root.i)

    def _is_by_another(self, act: Found) -> bool:
        known = [one for one in act.by if one.pos_ == "PRON" or self.actors.names(one)]
        armed = [one for one in act.by if self._lexicon.is_of(noun_lemma(one), _ARMED)]
        return bool(act.by) and not known and not armed

    def _parts(self, act: Found) -> list[Found]:
        """Return an act, and beside it one for each other thing that it is done to: "opened sites and barracks"."""
        if act.thing is None or not self._classes(through(act.thing)).isdisjoint(PLAIN):
            return [act]
        lemmas, found = {noun_lemma(through(act.thing))}, [act]
        for other in members(act.thing)[1:]:
            lemma = noun_lemma(through(other))
            if lemma not in lemmas and other.pos_ == "NOUN" and self._fits_class(act.frame, other):
                lemmas.add(lemma)
                found.append(replace(act, thing=other, words=self._words(act.frame, other, act.hung)))
        return found

    def _verbal(self, verb: Token) -> Found | None:
        for frame, second in self._lexicon.verbs[verb.lemma_.casefold()]:
            extra = _second(verb, second) if second else ()
            if extra is None:
                continue
            act = self._of_verb(frame, verb, extra)
            if act is not None:
                return self._under_aspect(act)
        return None

    def _again(self, verb: Token, before: Found) -> Found | None:
        """Return the act told before, where a verb of its kind tells it again without its object: "they had left"."""
        actor = doer(verb)
        near = {before.frame.name, *before.frame.near}
        kinds = {frame.name for frame, second in self._lexicon.verbs[verb.lemma_.casefold()] if not second}
        if (
            actor is None
            or actor.lower_ not in _THEY
            or near.isdisjoint(kinds)
            or verb.i - before.root.i > NEARBY
        ):
            return None
        is_whole = patient(verb) is not None or any(
            child.dep_ in ("ccomp", "xcomp", "prep") for child in verb.children
        )
        return None if is_whole else replace(before, root=verb, second=())

    def _of_verb(self, frame: Frame, verb: Token, extra: tuple[Token, ...]) -> Found | None:
        particle = child_of(verb, "prt")
        if particle is not None and particle not in extra and particle.lower_ not in ("in", "back", "away"):
            return None
        actor, thing = (
            self._stood_for(frame, word) if word is not None else None for word in (doer(verb), patient(verb))
        )
        hung = ""
        is_moved = frame.moves and actor is not None and not is_passive(verb) and self._fits(frame, actor)
        if is_moved and thing is not None and thing.i in self._places:
            thing = None
        if extra and thing in extra:
            thing = None
        if thing is None or not self._fits(frame, thing):
            direct = thing
            thing, hung = self._hanging(frame, (verb, *extra))
            if thing is None and direct is not None and not (frame.bare and self.actors.is_side(direct)):
                return None
            if direct is not None and thing is not None and not self.actors.names(direct):
                return None
        if (
            thing is None
            and frame.moves
            and not is_passive(verb)
            and actor is not None
            and self._fits(frame, actor)
        ):
            thing, actor = actor, None
        if thing is None and not (frame.bare and actor is not None):
            return None
        if frame.counted and not is_counted(patient(verb)):
            return None
        return self._made(frame, verb, thing, actor, hung, extra)

    def _stood_for(self, frame: Frame, word: Token) -> Token:
        """Return the noun that "them" or a bare number stands for: the nearest before it of which such an act may be."""
        if not stands_for_noun(word) or "NUMBER" in frame.objects:
            return word
        before = reversed(word.doc[max(0, word.i - FAR_BACK) : word.i])
        meant = next(
            (
                noun
                for noun in before
                if noun.tag_ == "NNS" and self._lexicon.is_of(noun_lemma(noun), frame.objects)
            ),
            None,
        )
        return word if meant is None else meant

    def _made(
        self,
        frame: Frame,
        verb: Token,
        thing: Token | None,
        actor: Token | None,
        hung: str,
        extra: tuple[Token, ...],
    ) -> Found:
        if thing is not None:
            self._use(thing)
        by = [] if frame.unsaid else self._able(actor)
        if actor is None and thing is not None and frame.moves:
            by = (
                [thing]
                if self.actors.names(thing) and not self._lexicon.is_of(noun_lemma(thing), _HELD)
                else []
            )
        if frame.together:
            by += self._joined((verb, *extra, *([thing] if thing is not None else [])))
            by += [thing] if thing is not None and thing not in by and self.actors.names(thing) else []
        to = self._to_whom(frame, [verb, *([thing] if thing is not None else [])], thing)
        dative = child_of(verb, "dative")
        if dative is not None and dative.pos_ != "ADP":
            to += members(dative)
        if thing is not None and not frame.together and self.actors.is_person(through(thing)):
            to += [one for one in members(thing) if self.actors.is_person(one)]
        if frame.taken:
            by, to = givers(verb, thing), by
        if frame.name == "hold" and thing is not None and not by:
            by = [
                one
                for child in through(thing).children
                if child.dep_ == "acl"
                for one in self._able(doer(child))
            ]
        words = self._words(frame, thing, hung, (verb, *extra))
        said = next(
            (word for word in (patient(verb), doer(verb)) if word is not None and word != thing), None
        )
        said = said if said is not None and self._stood_for(frame, said) == thing else None
        return Found(
            frame, verb, thing, tuple(by), tuple(to), words, extra, hung, where=self._site(verb), said=said
        )

    def _site(self, verb: Token) -> Token | None:
        """Return the places that an act is done in, where they may be counted: "deployed in 46 villages"."""
        sites = prepositional(verb, ("in", "from", "at"))
        return next((one for one in sites if self._lexicon.is_of(noun_lemma(one), _SITES)), None)

    def _to_whom(self, frame: Frame, roots: list[Token], thing: Token | None) -> list[Token]:
        """Return those to whom an act is done, who hang on its verb or on its object."""
        found = (
            noun for root in roots for noun in prepositional(root, frame.to or _TO_WHOM) if noun is not thing
        )
        return [one for noun in found for one in members(noun)]

    def _under_aspect(self, act: Found) -> Found:
        """Return an act as what its governing verb makes of it: "begin discussing" begins talks, "let take" hands over."""
        verb, above = act.root, act.root.head
        frames = self._lexicon.frames
        if verb.dep_ == "xcomp" and act.frame.name in _TALKING and "talks" in self._classes(act.thing):
            name = (
                "begin_talks"
                if above.lemma_ in _STARTING
                else "resume_talks"
                if above.lemma_ in _GOING_ON
                else ""
            )
            if name in frames:
                by = () if act.frame.name == "mediate" else act.by
                words = self._words(frames[name], act.thing, "", (above, verb))
                return Found(frames[name], above, act.thing, by, act.to, words)
        if act.frame.name == "take_control" and verb.dep_ in ("ccomp", "xcomp") and above.lemma_ in _LETTING:
            owner = doer(above)
            if owner is not None and "hand_over" in frames:
                frame = frames["hand_over"]
                words = self._words(frame, act.thing, "")
                return Found(frame, verb, act.thing, tuple(members(owner)), act.by, words, act.second)
        return act

    def _nominal(self, noun: Token) -> Found | None:
        node = noun
        if noun.dep_ in ("compound", "amod", "nmod"):
            if noun.head.lemma_.casefold() not in _TEAMS:
                return None
            node = noun.head
        for frame in self._lexicon.nouns[noun_lemma(noun)]:
            act = self._of_noun(frame, noun, node)
            if act is not None:
                return act
        return None

    def _of_noun(self, frame: Frame, noun: Token, node: Token) -> Found | None:
        thing, hung = self._hanging(frame, (noun, node), ("of",))
        if thing is None:
            sides = [c for c in (*noun.lefts, *node.lefts) if c.dep_ in ("compound", "poss")]
            thing = next((c for c in sides if c is not noun and self._fits_class(frame, c)), None)
        by = [one for found in prepositional(node, ("by",)) for one in members(found)]
        owners = [
            c
            for c in node.lefts
            if c.dep_ in ("poss", "compound", "amod", "nmod") and c is not thing and c is not noun
        ]
        by += [
            one
            for owner in owners
            if self.actors.names(owner) or owner.pos_ == "PRON"
            for one in members(owner)
        ]
        if frame.together:
            by += self._joined((node,))
        light = governor(node)
        is_light = light is not None and light[1] == "object" and light[0].lemma_ in _LIGHT
        if light is not None and is_light and not by:
            actor = doer(light[0])
            by = self._able(actor)
        if light is not None and light[1] == "attribute" and not by:
            actor = doer(light[0])
            by = self._able(actor)
        is_denied = light is not None and light[1] == "object" and light[0].lemma_ in _OWNING
        if thing is None and not (frame.bare and (by or is_light or is_denied or is_known(node, light))):
            return None
        if not is_told(node, is_light) or is_supposed(node):
            return None
        if thing is not None:
            self._use(thing)
        to = [one for found in prepositional(node, frame.to) for one in members(found) if found is not thing]
        return Found(frame, noun, thing, tuple(by), tuple(to), self._words(frame, thing, hung))

    def _hanging(
        self, frame: Frame, roots: Iterable[Token], more: tuple[str, ...] = ()
    ) -> tuple[Token | None, str]:
        """Return the object that hangs on a preposition, and that."""
        for root in dict.fromkeys(roots):
            for thing in (self._stood_for(frame, one) for one in prepositional(root, (*frame.on, *more))):
                if self._fits(frame, thing):
                    return (
                        thing,
                        "from"
                        if thing.head.lower_ == "of" and root.i < thing.head.i - 1
                        else thing.head.lower_,
                    )
        return None, ""

    def _fits(self, frame: Frame, thing: Token) -> bool:
        if not frame.objects:
            return True
        if self._fits_class(frame, thing):
            return True
        return any(self._fits_class(frame, one) for one in members(thing)[1:])

    def _fits_class(self, frame: Frame, thing: Token) -> bool:
        deep = through(thing)
        if self._lexicon.is_of(noun_lemma(deep), frame.objects):
            return True
        if "agreement" in frame.objects and self.actors.is_agreement(deep):
            return True
        if "SIDE" in frame.objects and self.actors.names(deep) and deep.pos_ == "PROPN":
            return True
        if "NUMBER" in frame.objects and deep.like_num:
            return True
        return "PLACE" in frame.objects and deep.i in self._places

    def _classes(self, thing: Token | None) -> frozenset[str]:
        return frozenset() if thing is None else self._lexicon.classes.get(noun_lemma(thing), frozenset())

    def _joined(self, roots: Iterable[Token]) -> list[Token]:
        """Return those who do a joint act with its subject: "with Egypt", "between Israel and Hamas"."""
        return [
            one
            for root in dict.fromkeys(roots)
            for noun in prepositional(root, ("with", "between", "among"))
            for one in members(noun)
        ]

    def _able(self, actor: Token | None) -> list[Token]:
        """Return those who do an act, if they can do any: names, people, forces and bodies, not deals or days."""
        if actor is None:
            return []
        return [
            one
            for one in members(actor)
            if one.pos_ in ("PRON", "PROPN")
            or self.actors.names(one)
            or self._lexicon.is_of(noun_lemma(one), _ABLE)
        ]

    def _use(self, thing: Token) -> None:
        """Take a noun in, so that it tells no act of its own."""
        for one in (*members(thing), through(thing)):
            if noun_lemma(one) in self._lexicon.nouns:
                self._used.add(one.i)

    def _words(self, frame: Frame, thing: Token | None, hung: str, roots: tuple[Token, ...] = ()) -> str:
        if thing is None:
            return frame.act
        if self._lexicon.is_of(noun_lemma(through(thing)), frame.means) or self.actors.is_person(
            through(thing)
        ):
            return frame.act
        if frame.moves and "SIDE" in frame.objects and self._is_name_of_side(thing):
            return frame.act
        told = phrase(thing, self.actors.is_familiar, self._lexicon)
        if self.actors.is_agreement(through(thing)):
            told = "agreement"
        if "money" in frame.objects and through(thing).pos_ == "NUM":
            told = "money"
        if frame.name == "talks":
            return f"hold talks on {told}"
        if told == "talks":
            told = self._topical(thing, roots)
        if told.startswith("talks on "):
            self._topic = told, thing.i
        if hung in frame.keeps and not frame.act.endswith(f" {hung}"):
            return f"{frame.act} {hung} {told}"
        return f"{frame.act} {told}"

    def _is_name_of_side(self, thing: Token) -> bool:
        """Say whether what moves is a side itself, and so does the act: "Utopia withdrew"."""
        deep = through(thing)
        return deep.pos_ == "PROPN" and self.actors.is_side(deep) and deep.i not in self._places

    def _topical(self, talks: Token, roots: tuple[Token, ...]) -> str:
        """Return the words of talks with what they are about: told beside their verb, or of "the talks" before."""
        for root in roots:
            for about in prepositional(root, ("on", "about", "over", "regarding")):
                if not self._lexicon.classes.get(noun_lemma(through(about)), frozenset()).isdisjoint(_TOPICS):
                    return f"talks on {phrase(about, self.actors.is_familiar, self._lexicon)}"
        told, at = self._topic
        is_known = any(child.lower_ in ("the", "these", "those") for child in talks.lefts)
        return told if is_known and talks.i - at < FARTHEST else "talks"


def _with_meetings(found: list[Found]) -> list[Found]:
    """Return acts, talks held "during meetings with" others as one act of all of them."""
    talks = {act.root.i: number for number, act in enumerate(found) if act.frame.name in _CONFERRING}
    whole = list(found)
    for act in found:
        above = governor(act.root) if act.frame.name in _CONFERRING and act.root.pos_ == "NOUN" else None
        number = talks.get(above[0].i) if above is not None and above[1] in ("during", "in", "at") else None
        if number is not None:
            more = tuple(one for one in act.by if one not in whole[number].by)
            whole[number] = replace(whole[number], by=(*whole[number].by, *more))
            whole.remove(act)
            return _with_meetings(whole)
    return whole


def _second(verb: Token, word: str) -> tuple[Token, ...] | None:
    """Return the second word of a verb such as "hand over"; None where it is not there."""
    for child in verb.children:
        inner = child_of(child, "pobj") if child.dep_ == "prep" else None
        if inner is not None and inner.lower_ == word and child.lower_ in ("into", "in", "to"):
            return (inner,)
        if child.lower_ == word and child.dep_ in ("prt", "oprd", "acomp", "advmod", "amod", "ccomp", "prep"):
            if (
                child.dep_ == "prep"
                and any(deep.dep_ == "pobj" for deep in child.children)
                and child.lower_ != "back"
            ):
                continue
            return (child,)
        if child.lemma_.casefold() == word and child.dep_ in ("dobj", "nsubjpass"):
            return (child,)
        if child.dep_ == "dobj" and any(
            deep.lower_ == word and deep.dep_ == "amod" for deep in child.children
        ):
            return ()
    return None
