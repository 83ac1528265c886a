"""The words that the grammar itself uses, read off its compiled terminals."""

from __future__ import annotations

import itertools
import re
from functools import cache

from lark.lexer import PatternStr

from servanda.agreement import grammar


@cache
def spellings() -> dict[str, tuple[str, ...]]:
    """Return how each terminal can be written, where that is a few words; those open to any word are left out.

    >>> spellings()["FORM"]
    ('clause', 'heading')
    """
    found: dict[str, tuple[str, ...]] = {}
    for terminal in grammar().terminals:
        pattern = terminal.pattern
        spelt = {pattern.value} if isinstance(pattern, PatternStr) else _spelt(pattern.value)
        if spelt and terminal.name not in grammar().ignore_tokens:
            found[terminal.name] = tuple(sorted(spelt))
    return found


def keywords() -> tuple[str, ...]:
    """Return every word of the grammar's own, without its marks."""
    every = itertools.chain.from_iterable(spellings().values())
    return tuple(sorted({word for word in every if word[0].isalnum()}))


def open_patterns() -> dict[str, str]:
    """Return the pattern of each terminal that is open to any word, such as ids and numbers."""
    ignored = grammar().ignore_tokens
    return {
        terminal.name: terminal.pattern.value
        for terminal in grammar().terminals
        if terminal.name not in spellings() and terminal.name not in ignored
    }


_PIECE = re.compile(
    r"\(\?[!=](?:[^()]|\([^()]*\))*\)|\\b|(?P<space>\\s\+)|\\(?P<escaped>\W)|(?P<plain>[\w '’-])"
)


def _spelt(pattern: str) -> set[str] | None:
    """Return every text that a pattern matches, with single spaces; None where they are not a few words."""
    try:
        found, rest = _choice(pattern)
    except ValueError:
        return None
    return found if not rest else None


def _choice(pattern: str) -> tuple[set[str], str]:
    found, rest = _sequence(pattern)
    while rest.startswith("|"):
        more, rest = _sequence(rest[1:])
        found |= more
    return found, rest


def _sequence(pattern: str) -> tuple[set[str], str]:
    found = {""}
    while pattern and pattern[0] not in "|)":
        piece, pattern = _piece(pattern)
        if pattern.startswith("?"):
            piece, pattern = piece | {""}, pattern[1:]
        found = {one + other for one in found for other in piece}
    return found, pattern


def _piece(pattern: str) -> tuple[set[str], str]:
    if match := _PIECE.match(pattern):
        text = " " if match["space"] else (match["escaped"] or match["plain"] or "")
        return {text}, pattern[match.end() :]
    if pattern.startswith("("):
        found, rest = _choice(pattern.removeprefix("(").removeprefix("?:"))
        if rest.startswith(")"):
            return found, rest[1:]
    raise ValueError(pattern)
