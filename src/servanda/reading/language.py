"""The language of a text: whether it is English, by the words that hold English sentences together."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = frozenset([
    "the", "and", "of", "to", "that", "for", "with", "from", "by", "has", "had", "been", "are", "this", "these", "their",
    "they", "which", "would", "could", "about", "after", "when", "while", "who", "but", "not", "its", "his", "said", "as",
    "it", "or", "there",
])  # fmt: skip
"""Words of which no other language has many."""
_SAMPLE, _FEWEST, _SHARE = 50_000, 25, 0.1


def is_english(text: str) -> bool:
    """Say whether a text seems to be English. One of too few words to tell is, if its letters are Latin."""
    words = _WORD.findall(text[:_SAMPLE])
    if len(words) < _FEWEST:
        return not words or sum(word[0] < "\u0250" for word in words) * 2 > len(words)
    return sum(word.lower() in _ENGLISH for word in words) > _SHARE * len(words)
