"""The engine's sentences in the reader's language, and the words of an agreement's translation."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from servanda.agreement import Agreement, Clause, Translation
from servanda.sentences import Sentence, Value
from servanda.standing import norm_of
from servanda.web.language import ENGLISH, Language


@dataclass(frozen=True)
class Told:
    """A sentence as a reader gets it, and the code of the language that it is in."""

    text: str
    lang: str


def told(value: Value, language: Language) -> Told:
    """Return a sentence in a reader's language, or in English where its form has not been translated."""
    is_own = isinstance(value, str) and value != "" and value not in language.called
    if is_own or (isinstance(value, Sentence) and not language.has(value.form)):
        return Told(str(value), ENGLISH)
    return Told(language.said(value), language.code)


def norm_told(agreement: Agreement, clause: Clause, language: Language) -> str:
    """Return what a clause says: in the words of the agreement's translation, else its norm."""
    return language.called.get(f"#{clause.id}") or language.said(norm_of(agreement, clause))


def speech_of(language: Language, translations: Mapping[str, Translation], seen: Agreement) -> Language:
    """Return a language in which an agreement's names are called as its translation into that language calls them.

    Args:
        translations: the translations there are, by the codes of their languages.
        seen: the agreement as the viewer may see it.
    """
    found = translations.get(language.code)
    if found is None:
        return language
    shown = found.seen_by(seen)
    called = {**shown.words, **shown.names}
    return language.calling({**called, seen.title.name: shown.title} if shown.title else called)
