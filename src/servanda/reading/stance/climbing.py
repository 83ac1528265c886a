"""Climbing: from an event up the parse, one governing word after the other."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass
from typing import TYPE_CHECKING

from servanda.reading.stance.agency import FIRST, Voice, agent_of
from servanda.reading.stance.governors import beside, is_content, is_forward, is_passive, is_question, kind_of
from servanda.reading.stance.moods import VERBS, is_apart, is_bare, is_command, is_past, is_undone
from servanda.reading.stance.reckoning import Reckoning
from servanda.reading.stance.scope import (
    CIRCUMSTANCES,
    clause_of,
    has_subject,
    is_condition,
    is_infinitive,
    mark_of,
)
from servanda.reading.stance.starting import run_on
from servanda.reading.stance.words import ACTS, MODALS, NEGATION, SOURCES, Kind

if TYPE_CHECKING:
    from spacy.tokens import Token

CLAUSES = frozenset(
    {"ccomp", "xcomp", "csubj", "csubjpass", "acomp", "attr", "oprd", "pcomp", "parataxis", "acl", "relcl"}
)
NOMINALS = frozenset({"dobj", "nsubj", "nsubjpass", "dative"})
LINKS = (CLAUSES | NOMINALS) - {"acl", "relcl"}
ASIDES = frozenset({"relcl", "appos", "acl"})
HOLDERS = frozenset({"nsubj", "nsubjpass", "pobj", "agent", "ROOT", "compound"})


HIGHEST = 60
"""How many words up are followed at the most: more than a sentence has that is no heap of words."""
OWN_ACTS: frozenset[Kind] = frozenset({
    "denies", "objects", "disputes", "doubts", "intends", "demands", "commits", "threatens",
})  # fmt: skip
"""What speakers may say that they do, so that the whole of what is said is that act: "we reject the offer"."""


@dataclass
class Climb:
    """One way up.

    Attributes:
        voice: whose words are judged.
        content: the places of the words of the content; None for the article's own words.
        reckoning: what has been gathered.
    """

    voice: Voice
    content: Container[int] | None
    reckoning: Reckoning

    def __post_init__(self) -> None:
        self.cue = frozenset(t.i for t in self.voice.cue)

    def run(self, start: Token, *, is_whole: bool) -> None:
        """Gather what bears on a word, up to the top of its content, under the cue, and on to the top.

        Args:
            is_whole: the word stands for all that is said: "he does not disagree" tells that he agrees.
        """
        kind = kind_of(start, via=next((c.lower_ for c in start.rights if c.dep_ == "prep"), ""))
        if is_whole and kind in OWN_ACTS and self._is_done_now(start) and self.voice.owns(agent_of(start)):
            self.reckoning.govern(kind, start, is_nested=False, is_open=True)
        self._take(start)
        judged = beside(start, start) if is_whole else None
        if judged is not None and kind_of(judged) == "doubts":
            self.reckoning.govern("predicts", judged, is_nested=False, is_open=True)
        node = start
        inside = self.content is not None and start.i in self.content
        for _ in range(HIGHEST):
            parent = node.head
            if parent.i == node.i:
                break
            if inside and parent.i in self.cue:
                self._enter_cue(parent, node)
                self._leave_cue(parent.head if parent.pos_ == "ADP" and parent.head.i in self.cue else parent)
                return
            if inside and self.content is not None and parent.i not in self.content:
                break
            if node in run_on(parent):
                break
            aside = self.content is None and node.dep_ in ASIDES
            node = self._step(node, parent)
            if aside and self.reckoning.settled:
                return
        if inside and self.voice.cue:
            word = _governor(self.voice.cue, node)
            self._govern(word, node)
            self._leave_cue(word)

    def _is_done_now(self, act: Token) -> bool:
        """Say whether an act of speech is done in what is said: not denied by the cue, nor one to come."""
        if any(kind_of(t) in ("denies", "disputes") for t in self.voice.cue):
            return False
        return not any(c.dep_ == "aux" and c.lower_ in MODALS["future"] for c in act.children)

    def _enter_cue(self, word: Token, top: Token) -> None:
        """Pass from the top of a content to the cue that governs it, whatever the parse calls their link."""
        if word.pos_ == "ADP" and word.head.i in self.cue:
            self._govern(word.head, top, word.lower_, self._weigh_preposition(word.head, top, word))
            return
        if top.dep_ != "prep":
            self._govern(word, top)
            return
        child = next((c for c in top.children if c.dep_ in ("pobj", "pcomp")), top)
        self._govern(word, child, top.lower_, self._weigh_preposition(word, child, top))

    def _leave_cue(self, word: Token) -> None:
        """Climb on from a cue, as long as what stands above it is of the same speaker's saying or governs that."""
        if any(t.lemma_.lower() in SOURCES["carriers"] and t.dep_ in HOLDERS for t in self.voice.source):
            self.reckoning.relayed = True
        self.reckoning.doubt_by(self.voice.cue)
        node = word
        for _ in range(HIGHEST):
            linked = node.dep_ in LINKS and node.head.i != node.i and not is_apart(node)
            if not linked or (self.content is not None and node.head.i in self.content):
                return
            node = self._step(node, node.head)

    def _step(self, node: Token, parent: Token) -> Token:
        """Pass from a word to the one it hangs from; return the word from which to go on."""
        dep = node.dep_
        if dep == "conj":
            if node.tag_ == "VB" and not has_subject(node):
                self._take_mood(parent)
            return parent
        if dep in ("pobj", "pcomp") and parent.pos_ in ("ADP", "SCONJ", "ADV"):
            self._enter_preposition(parent)
        elif dep in ("prep", "agent") or (dep == "dative" and node.pos_ == "ADP"):
            self._leave_preposition(node, parent)
        elif dep == "relcl" and is_infinitive(node):
            self._pass_purpose()
        elif dep == "appos" or (dep in ("acl", "relcl") and not is_content(node)):
            self.reckoning.settled = True
        elif dep == "advcl":
            self._pass_adverbial(node, parent)
        elif dep in ("advmod", "npadvmod"):
            self._take(parent)
        elif dep in CLAUSES:
            self._pass_clause(node, parent)
        elif dep in NOMINALS:
            self._pass_noun(node, parent)
        return parent

    def _govern(self, word: Token, child: Token, via: str = "", kind: Kind | None = None) -> None:
        """Put what has been gathered under a governor, and under the words beside it."""
        kind = self._sense(word, child, kind or kind_of(word, child, via) or self._kind_of_cue(word))
        if kind is not None:
            own = self.voice.owns(agent_of(word))
            told = word.pos_ != "ADJ" and is_passive(word)
            if kind == "says" and told:
                self.reckoning.doubt("reported", word)
            weighs = kind == "maybe" and own and word.pos_ in VERBS and word.lemma_ in ACTS["weighing"]
            if weighs and not is_past(word):
                self.reckoning.govern("intends", word, is_nested=False, is_open=True)
                self.reckoning.is_own_intent = True
            undone = (
                self.reckoning.mode != "fact"
                or is_undone(child)
                or (kind == "demands" and not is_past(child))
                or (kind == "demands" and word.lemma_ in ACTS["wanting"])
            )
            nested = word.i not in self.cue and word.pos_ != "ADJ" and not told and not own
            self.reckoning.govern(kind, word, is_nested=nested, is_open=undone)
            self.reckoning.is_own_intent |= own and kind == "intends"
        self._take(word)

    def _sense(self, word: Token, child: Token, kind: Kind | None) -> Kind | None:
        """Return the kind that a word is of above this child: who wants another to act demands it."""
        if kind == "touches" and word.i in self.cue and child.pos_ not in VERBS:
            return "says"
        if word.lemma_ in ACTS["insisting"] and is_bare(child):
            return "demands"
        if kind == "intends" and word.lemma_ in ACTS["wanting"] and child.dep_ == "dobj":
            return "demands"
        if kind == "intends" and child.dep_ == "ccomp" and has_subject(child):
            return "demands"
        return kind

    def _kind_of_cue(self, word: Token) -> Kind | None:
        """Return "says" for a verb of a cue that no list knows: that it is a cue tells that something is said."""
        failing = any(kind_of(t) == "fails" for t in self.voice.cue)
        return "says" if word.i in self.cue and word.pos_ in VERBS and not failing else None

    def _take(self, token: Token, *, negates: bool = True) -> None:
        clause = clause_of(token)
        self.reckoning.take(clause, negates=negates)
        if self.reckoning.settled:
            return
        if token.pos_ in VERBS and self.reckoning.told is None:
            self._take_mood(token)
        for child in token.children:
            if child.lower_ == "according" and child.i not in self.cue:
                self.reckoning.doubt("reported", child)

    def _take_mood(self, verb: Token) -> None:
        """Take a command, a question, or an infinitive that stands alone as in a headline."""
        reckoning = self.reckoning
        if verb.dep_ not in ("ROOT", "ccomp", "advcl") or mark_of(verb):
            return
        if is_infinitive(verb):
            if verb.dep_ == "ROOT":
                reckoning.foresee()
        elif is_command(verb) and reckoning.mode == "fact":
            reckoning.mode = "required"
        marks = [c for c in verb.children if c.text == "?"]
        if marks:
            reckoning.ask(*marks)

    def _enter_preposition(self, preposition: Token) -> None:
        word = preposition.nbor(-1) if preposition.i else preposition
        if word.lower_ not in NEGATION["opposed"]:
            word = preposition
        if word.lower_ in NEGATION["opposed"] | NEGATION["prepositions"]:
            self.reckoning.negate(word)
            self.reckoning.settled = True

    def _leave_preposition(self, preposition: Token, parent: Token) -> None:
        low = preposition.lower_
        if preposition.dep_ == "agent" or low in CIRCUMSTANCES:
            self.reckoning.settled = True
            return
        child = next((c for c in preposition.children if c.dep_ in ("pobj", "pcomp")), preposition)
        if child.lower_ == "effect":
            for thing in parent.children:
                if thing.dep_ == "dobj":
                    self._take(thing)
            self.reckoning.settled = True
            return
        kind = self._weigh_preposition(parent, child, preposition)
        if kind is not None:
            self._govern(parent, child, low, kind)
        elif parent.pos_ in VERBS:
            self.reckoning.settled = True

    def _weigh_preposition(self, word: Token, child: Token, preposition: Token) -> Kind | None:
        """Return the kind of a governor with its preposition; "against" turns round what is asked for."""
        kind = kind_of(word, child, preposition.lower_)
        if preposition.lower_ != "against" or kind not in ("says", "warns", "demands", "consents"):
            return kind
        self.reckoning.turn(preposition)
        return kind if kind == "consents" else "demands"

    def _pass_adverbial(self, node: Token, parent: Token) -> None:
        reckoning = self.reckoning
        if parent.pos_ in ("NOUN", "PROPN") and parent.head.i == parent.i and is_infinitive(node):
            reckoning.foresee()
            return
        if reckoning.settled:
            return
        if is_condition(node):
            reckoning.mode = "fact"
            reckoning.positive = True
            _foresee_present(reckoning, node)
            reckoning.doubt("possible", *_marks(node))
        elif is_infinitive(node):
            self._pass_purpose()
        elif mark_of(node) and any(c.lower_ in ("will", "'ll", "would", "to") for c in parent.children):
            _foresee_present(reckoning, node)
        reckoning.settled = True

    def _pass_purpose(self) -> None:
        """Pass from what something is done for, or is for: it may come or not."""
        if not self.reckoning.settled:
            self.reckoning.foresee()
            self.reckoning.doubt("possible")
        self.reckoning.settled = True

    def _pass_clause(self, node: Token, parent: Token) -> None:
        reckoning = self.reckoning
        mark = mark_of(node)
        if node.dep_ == "ccomp" and mark in ("whether", "if"):
            reckoning.leave_open(*_marks(node))
        elif node.dep_ in ("ccomp", "pcomp") and is_question(node):
            reckoning.settled = True
        word = beside(parent, node) if node.dep_ in ("ccomp", "csubj", "xcomp") else None
        if word is not None:
            self._govern(word, node)
            self._take(parent)
        elif node.dep_ == "xcomp" and is_forward(parent, node):
            self._pass_verb_to(parent)
        elif kind_of(parent, node) is not None:
            self._govern(parent, node)
        elif node.dep_ == "ccomp":
            self._pass_ordinary(parent)
        else:
            self._take(parent)

    def _pass_verb_to(self, verb: Token) -> None:
        """Pass "has to", "has yet to", "is to" and "is going to"."""
        yet = next((c for c in verb.children if c.lower_ == "yet"), None)
        if yet is not None:
            self.reckoning.negate(yet)
        elif verb.lemma_ == "have" and self._is_own_duty(verb):
            self.reckoning.foresee()
        elif verb.lemma_ == "have":
            self.reckoning.require(verb)
        elif verb.lemma_ == "be" or verb.tag_ == "VBG":
            self.reckoning.foresee()
        self._take(verb)

    def _is_own_duty(self, verb: Token) -> bool:
        """Say whether speakers tell of what they have to do themselves, which asks nobody else for it."""
        agent = agent_of(verb)
        return agent is not None and agent.lower_ in FIRST and not clause_of(verb).negation

    def _pass_ordinary(self, verb: Token) -> None:
        """Pass an ordinary verb with a clause: a "not" of it leaves the clause open."""
        negation = clause_of(verb).negation
        self._take(verb, negates=False)
        if negation and not self.reckoning.settled:
            self.reckoning.leave_open(*negation)

    def _pass_noun(self, node: Token, parent: Token) -> None:
        """Pass from the noun of an event to the verb it is subject or object of."""
        if node.dep_ == "nsubj":
            word = beside(parent, node)
            if word is not None and word.pos_ == "ADJ" and kind_of(word) is not None:
                self._govern(word, node)
                self._take(parent)
            elif parent.lemma_ in ACTS["happening"] or kind_of(parent) in ("fails", "does"):
                if kind_of(parent) == "fails" and parent.lemma_ not in ACTS["happening"]:
                    self.reckoning.negate(parent)
                self._take(parent)
            else:
                self.reckoning.settled = True
        elif kind_of(parent, node) is not None:
            self._govern(parent, node)
        elif node.dep_ == "nsubjpass" or parent.lemma_ in ACTS["carrying"]:
            self._take(parent)
        else:
            self.reckoning.settled = True


def _governor(cue: tuple[Token, ...], top: Token) -> Token:
    """Return the word of a cue that stands nearest to its content: "say" of "declined to say"."""
    above = [t.i for t in top.ancestors]
    linked = [t for t in cue if t.i in above]
    if linked:
        return min(linked, key=lambda t: above.index(t.i))
    inside = {t.i for t in cue}
    known = [t for t in cue if kind_of(t) not in (None, "does", "fails", "maybe")]
    return known[-1] if known else next((t for t in cue if t.head.i not in inside or t.head.i == t.i), cue[0])


def _foresee_present(reckoning: Reckoning, verb: Token) -> None:
    if not any(c.tag_ == "VBD" for c in (verb, *verb.children)):
        reckoning.foresee()


def _marks(clause: Token) -> list[Token]:
    mark = mark_of(clause)
    return [c for c in clause.children if c.lower_ == mark][:1]
