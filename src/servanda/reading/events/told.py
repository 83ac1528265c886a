"""Whether a noun tells of an act, or only speaks of one: a deal that "provides for the release" releases nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from servanda.reading.events.grammar import governor
from servanda.reading.events.stems import word_set

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUPPOSING = word_set("after following since despite by until before during")
"""Prepositions before an act that has been, or is to be."""

_HAPPENING = word_set(
    """
    begin start slow take happen occur continue resume end stop halt follow come proceed collapse complete go
    run remain fail drag mark delay postpone expect schedule set plan suspend break stall last kill
    wound injure hit leave cause bring
    """
)
"""Verbs that say of a noun that it happens, or does not."""

_TELLING = word_set(
    """
    confirm announce report welcome condemn hail praise deny promise vow pledge demand order witness
    complete finish see oversee secure delay block reject approve accept threaten predict expect urge
    seek plan consider prepare ensure criticise criticize denounce describe record verify observe
    monitor refuse await offer propose halt
    """
)
"""Verbs whose object is an act that somebody tells of, wants or fears."""

_TERMS = word_set(
    """
    provide include stipulate require envisage envision entail foresee comprise contain specify govern
    outline mandate
    """
)
"""Verbs by which a text has terms; what they govern is owed, not done."""

_TEXTS = word_set(
    """
    agreement deal accord treaty pact framework phase stage text annex protocol plan term clause article
    resolution proposal document roadmap letter law
    """
)


def is_told(noun: Token, is_light: bool) -> bool:
    """Say whether a noun of an act tells it.

    Args:
        is_light: it is the object of a verb that only says it is done: "held talks".
    """
    if is_light:
        return True
    if noun.dep_ == "ROOT" or (noun.dep_ == "conj" and noun.head.dep_ == "ROOT"):
        return True
    above = governor(noun)
    if above is None:
        return False
    verb, how = above
    if is_of_terms(verb):
        return False
    if how == "subject" and verb.lemma_ == "be":
        return any(child.tag_ == "MD" for child in verb.children)
    if how == "subject":
        return verb.lemma_ in _HAPPENING or verb.lemma_ in _TELLING
    if how == "object":
        return verb.lemma_ in _TELLING or verb.lemma_ in _HAPPENING
    if how == "attribute":
        return True
    return how in _SUPPOSING and verb.pos_ in ("VERB", "AUX")


def is_of_terms(verb: Token) -> bool:
    """Say whether a verb tells what a text says, not what is done: "the deal provides for"."""
    subject = next((child for child in verb.children if child.dep_ in ("nsubj", "nsubjpass")), None)
    is_text = subject is not None and subject.lemma_.casefold() in _TEXTS
    return verb.lemma_ in _TERMS or (is_text and verb.lemma_ in ("call", "ask", "say", "set", "allow", "see"))


def is_aside(verb: Token) -> bool:
    """Say whether a verb is told only as what something else is about: "his goal of expanding", "with getting"."""
    return verb.tag_ == "VBG" and verb.dep_ == "pcomp" and verb.head.lower_ not in _SUPPOSING
