"""Judging: what was gathered on the way up makes an attitude."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from servanda.reading.attribution import Attribution
from servanda.reading.passage import Passage, joined, passage
from servanda.reading.stance.agency import FIRST, Voice, agent_of, is_hostile, tokens_of
from servanda.reading.stance.attitude import Attitude
from servanda.reading.stance.climbing import Climb
from servanda.reading.stance.governors import is_passive, kind_of
from servanda.reading.stance.reckoning import Reckoning
from servanda.reading.stance.scope import is_condition
from servanda.reading.stance.starting import start_of, verb_of
from servanda.reading.stance.words import ACTS
from servanda.record.report import Certainty, Stance

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def attitude_of(
    doc: Doc, attribution: Attribution | None, root: Token | None = None, side: Collection[str] = ()
) -> Attitude:
    """Say how a speaker stands to what is said, and how surely.

    The words between the event and the one that tells who said it are followed up the parse; each negation, modal,
    hedge and governing word acts on what stands below it, and on nothing else.

    Args:
        attribution: who said it; None for the article's own words.
        root: the verb or noun of one event; None for the main verb of the content, or of the text.
        side: names of the speaker and of the speaker's side that the source's own words do not have: the country of a
            minister. With them more acts are known as the speaker's own.
    """
    content = tokens_of(doc, attribution.content) if attribution else () if root is not None else tuple(doc)
    source = tokens_of(doc, attribution.source) if attribution and attribution.source else ()
    cue = tokens_of(doc, attribution.cue) if attribution and attribution.cue else ()
    voice = Voice(tuple(source), tuple(cue), tuple(side))
    start = verb_of(root) if root is not None else start_of(content, voice)
    if start is None:
        return Attitude("asserts", "certain")
    reckoning = Reckoning()
    Climb(voice, {t.i for t in content} if attribution else None, reckoning).run(start, is_whole=root is None)
    if root is None and not reckoning.conditions:
        reckoning.conditions.extend(_conditions(content))
    found = _attitude(reckoning, start, voice)
    if root is not None or (found.stance, found.certainty) != ("asserts", "certain"):
        return found
    beside = (attitude_of(doc, attribution, verb, side) for verb in _clauses_beside(start, content))
    return next((one for one in beside if one.stance == "predicts"), found)


def _clauses_beside(start: Token, content: Sequence[Token]) -> list[Token]:
    """Return the verbs of the clauses that stand beside the first one of a content, each with a subject of its own.

    What is asserted and foreseen in one breath is taken as foreseen, so that no forecast counts as an assertion.
    """
    inside = {token.i for token in content}
    return [
        verb
        for verb in start.conjuncts
        if verb.i in inside and any(c.dep_ in ("nsubj", "nsubjpass", "csubj") for c in verb.children)
    ]


def _conditions(content: Sequence[Token]) -> list[Token]:
    """Return the first condition among all clauses of a content, whichever of them it is that hangs on it."""
    return next(([t] for t in content if is_condition(t)), [])


def _attitude(reckoning: Reckoning, act: Token, voice: Voice) -> Attitude:
    stance, certainty = _stance(reckoning, act, voice)
    if reckoning.relayed and certainty != "possible":
        certainty = "reported"
    denying = reckoning.partly or not reckoning.positive
    return Attitude(
        stance,
        certainty,
        _words(reckoning.negation) if denying else None,
        _words(reckoning.hedges),
        _clauses(reckoning.conditions),
    )


def _stance(reckoning: Reckoning, act: Token, voice: Voice) -> tuple[Stance, Certainty]:
    certainty = reckoning.certainty
    foreseen: Certainty = "likely" if certainty == "certain" else certainty
    mode = reckoning.mode
    if mode in ("required", "demanded"):
        return "demands", certainty
    if reckoning.partly:
        return "partly denies", certainty
    if not reckoning.positive:
        if mode == "predicted" and any(kind_of(t) == "predicts" and t.tag_ != "VBN" for t in voice.cue):
            return "predicts", foreseen
        withheld = mode == "threatened" or (mode == "promised" and act.lemma_ in ACTS["allowing"])
        return ("threatens" if withheld else "denies"), foreseen if mode == "predicted" else certainty
    if mode == "fact":
        return ("declares" if _is_performed(reckoning, act, voice) else "asserts"), certainty
    befalls = mode == "future" and act.lemma_ in ACTS["befalling"]
    owned = (voice.owns(agent_of(act)) and not befalls) or (mode == "intended" and reckoning.is_own_intent)
    binding: Stance = "threatens" if is_hostile(act) else "promises"
    if mode in ("promised", "agreed"):
        return binding, certainty
    if mode == "threatened":
        return "threatens", certainty
    if mode == "predicted" or (certainty == "possible" and mode != "intended"):
        return "predicts", foreseen
    if mode == "warned":
        if is_hostile(act) and reckoning.conditions and is_passive(act) and agent_of(act) is None:
            return "threatens", certainty
        return ("threatens", certainty) if owned and is_hostile(act) else ("predicts", foreseen)
    return (binding, certainty) if owned else ("predicts", foreseen)


def _is_performed(reckoning: Reckoning, act: Token, voice: Voice) -> bool:
    """Say whether an act is done by saying it: a treaty suspended, a state recognised, consent given."""
    lemma = act.lemma_.lower()
    if lemma in ACTS["left"]:
        if not any(t.lemma_.lower() in ACTS["instruments"] for t in act.subtree):
            return False
    elif lemma not in ACTS["performed"]:
        return False
    if reckoning.announced:
        return True
    agent = agent_of(act)
    now = act.tag_ == "VBP" or (act.tag_ == "VBG" and any(c.dep_ == "aux" for c in act.children))
    return agent is not None and now and (agent.lower_ in FIRST or voice.owns(agent))


def _words(tokens: Sequence[Token]) -> Passage | None:
    if not tokens:
        return None
    words = (word for token in tokens for word in (token, *(c for c in token.children if c.dep_ == "prt")))
    return joined(passage(word.idx, word.idx + len(word)) for word in words)


def _clauses(heads: Sequence[Token]) -> Passage | None:
    """Return the words of the clauses with these heads, without the marks at their edges."""
    pieces = []
    for head in heads:
        words = list(head.doc[head.left_edge.i : head.right_edge.i + 1])
        while words and (words[0].is_punct or words[0].is_space):
            words.pop(0)
        while words and (words[-1].is_punct or words[-1].is_space):
            words.pop()
        if words:
            pieces.append(passage(words[0].idx, words[-1].idx + len(words[-1])))
    return joined(pieces) if pieces else None
