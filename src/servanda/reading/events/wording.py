"""The words of an act, as a record writes them: a verb and its object, without numbers, names of sides or articles."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from servanda.reading.events.frames import Lexicon
from servanda.reading.events.stems import NUMBERS, lemma_of, word_set

if TYPE_CHECKING:
    from spacy.tokens import Token

_THROUGH = word_set(
    """
    percent third quarter share portion tonne ton kilogram detail issue matter part rest dozen hundred thousand group batch set series number term most some
    all half majority remainder process track entry delivery flow arrival shipment content round tranche one any each none modality question
    start start-up first last opening
    """
)
"""Nouns that only lead to the one after "of"."""

PLAIN = word_set("agreement truce talks fighting phase")
"""Things that no name before them tells apart for the agreement that an article is about: "the Gaza ceasefire"."""

_IDLE = word_set(
    """
    more new many several other own few last first next past recent senior top additional further only
    same certain total overall least such so-called alleged reported possible potential early late
    successful full live living multi three two last-minute long lengthy entire whole major key latest
    final initial current incoming formal free actual official nearly innocent young old elderly male
    female
    """
)
"""Adjectives that no act is told apart by."""


def noun_lemma(token: Token) -> str:
    """Return the lemma of a noun; that of a name too, as in "Rafah Crossing"."""
    if token.tag_ == "VBG":
        return token.lower_
    lemma = token.lemma_.casefold()
    return lemma_of(lemma) if token.pos_ == "PROPN" or token.tag_ == "NNS" else lemma


def through(noun: Token) -> Token:
    """Return the noun that a phrase is about: of "details of the second phase", the phase."""
    for _ in range(4):
        if noun.lemma_.casefold() not in _THROUGH and noun.pos_ not in ("NUM", "DET", "PRON", "ADV", "ADJ"):
            break
        inner = next(
            (
                deep
                for child in noun.children
                if child.dep_ == "prep" and child.lower_ in ("of", "regarding", "about")
                for deep in child.children
                if deep.dep_ == "pobj"
            ),
            None,
        )
        if inner is None:
            break
        noun = inner
    return noun


def phase_of(noun: Token) -> str:
    """Return "phase two" for "the second stage"; blank where no phase is numbered."""
    for child in noun.children:
        number = NUMBERS.get(child.lower_, "")
        if number and child.dep_ in ("amod", "nummod", "compound", "appos") and child.pos_ != "DET":
            is_plural = noun.tag_ == "NNS"
            return "" if is_plural else f"phase {number}"
    follower = noun.i + 1
    if follower < len(noun.doc) and noun.doc[follower].lower_ in NUMBERS and not noun.doc[follower].is_punct:
        number = NUMBERS[noun.doc[follower].lower_]
        return f"phase {number}" if number else ""
    return ""


def phrase(noun: Token, is_familiar: Callable[[Token], bool], lexicon: Lexicon) -> str:
    """Return the words of an object: "Rafah crossing", "security prisoners", "talks on phase two".

    Args:
        is_familiar: says whether a word names a side, where somebody is from, or the area of the agreement.
    """
    noun = through(noun)
    if noun.pos_ == "NUM":
        return "money" if any(child.is_currency for child in noun.children) else "people"
    if noun_lemma(noun) in ("phase", "stage"):
        return phase_of(noun) or "phase"
    words = [_word(noun, lexicon)]
    is_plain = not PLAIN.isdisjoint(lexicon.classes.get(noun_lemma(noun), ()))
    for child in sorted(noun.lefts, key=lambda one: -one.i):
        if (
            child.dep_ == "compound"
            and is_plain
            and child.pos_ == "NOUN"
            and noun_lemma(child) not in ("phase", "stage")
        ):
            continue
        if child.dep_ in ("compound", "amod") and _is_telling(child, is_familiar):
            words.insert(0, _word(child, lexicon))
    told = " ".join(words)
    if "talks" in lexicon.classes.get(noun_lemma(noun), ()):
        return _talks(noun, told, is_familiar, lexicon)
    if noun_lemma(noun) in (
        "control",
        "number",
        "list",
        "name",
        "violation",
        "breach",
        "withdrawal",
        "map",
        "coordinate",
        "figure",
    ):
        inner = next(
            (d for c in noun.children if c.lower_ == "of" for d in c.children if d.dep_ == "pobj"), None
        )
        return f"{told} of {phrase(inner, is_familiar, lexicon)}" if inner is not None else told
    return told


def _talks(noun: Token, told: str, is_familiar: Callable[[Token], bool], lexicon: Lexicon) -> str:
    """Return the words of talks with what they are about."""
    for child in noun.lefts:
        if child.dep_ == "compound" and noun_lemma(child) in ("phase", "stage"):
            number = phase_of(child)
            return f"talks on {number}" if number else "talks"
    for child in noun.rights:
        if child.dep_ == "prep" and child.lower_ in ("on", "about", "over", "regarding", "for"):
            about = next((deep for deep in child.children if deep.dep_ == "pobj"), None)
            if about is not None:
                return f"talks on {phrase(about, is_familiar, lexicon)}"
    is_plain = told.casefold() in (
        "negotiations",
        "discussions",
        "dialogue",
        "conversation",
        "conversations",
        "meeting",
    )
    return "talks" if is_plain else told


def _is_telling(word: Token, is_familiar: Callable[[Token], bool]) -> bool:
    lemma = word.lemma_.casefold()
    if not word.is_alpha or "-" in (word.nbor(1).text, word.doc[max(0, word.i - 1)].text):
        return False
    if lemma in _IDLE or word.like_num or word.lower_ in NUMBERS or word.tag_ in ("JJR", "JJS", "VBG", "VBN"):
        return False
    return not is_familiar(word)


def _word(token: Token, lexicon: Lexicon) -> str:
    is_name = token.pos_ == "PROPN" and noun_lemma(token) not in lexicon.classes
    return token.text if token.text.isupper() or is_name else token.text.casefold()
