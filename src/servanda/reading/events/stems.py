"""Stems: words as they are compared, without case and in the singular, and the numbers of phases."""

from __future__ import annotations

NUMBERS = {
    "first": "one", "1st": "one", "one": "one", "1": "one", "i": "one", "initial": "one",
    "second": "two", "2nd": "two", "two": "two", "2": "two", "ii": "two", "next": "",
    "third": "three", "3rd": "three", "three": "three", "3": "three", "iii": "three", "final": "",
    "fourth": "four", "4th": "four", "four": "four", "4": "four",
}  # fmt: skip


_IRREGULAR = {
    "women": "woman",
    "men": "man",
    "children": "child",
    "servicemen": "serviceman",
    "policemen": "policeman",
}


def lemma_of(word: str) -> str:
    """Return a word as words are compared here: no case, and nouns in the singular."""
    word = word.casefold()
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text as a set."""
    return frozenset(text.split())
