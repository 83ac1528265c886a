"""One line of a block as the grammar reads it: its words, and what may stand after them."""

from __future__ import annotations

from copy import copy
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lark import Token, UnexpectedInput
from lark.parsers.lalr_interactive_parser import InteractiveParser
from lark.parsers.lalr_parser_state import ParserState

from servanda.agreement import grammar


@dataclass(frozen=True)
class Word:
    """A token of a line.

    Attributes:
        terminal: its name in the grammar.
        start, end: its columns from nought; `end` lies behind it.
        rule: the rule of the grammar that it alone ends; blank where there is none, or more than one.
    """

    terminal: str
    text: str
    start: int
    end: int
    rule: str


@lru_cache(maxsize=20_000)
def words(line: str) -> tuple[Word, ...]:
    """Return the words of a line, up to the first that cannot stand there."""
    return _read(line)[0]


def parser_after(line: str) -> InteractiveParser | None:
    """Return the parser as it stands behind a line's words; None where they cannot be read."""
    return _read(line)[1]


def is_detail(line: str) -> bool:
    """Whether a line belongs to the item above it."""
    return line[:1] in (" ", "\t")


def rule_of(parser: InteractiveParser) -> str:
    """Return the rule that the parser is about to close, whatever comes next; blank where that is open."""
    state: ParserState[Any] = parser.parser_state
    rules = {
        argument
        for _, argument in state.parse_conf.states[state.position].values()
        if hasattr(argument, "origin")
    }
    names = {str(rule.alias or rule.origin.name) for rule in rules}
    return names.pop() if len(names) == 1 else ""


def rule_with(parser: InteractiveParser, terminal: str) -> str:
    """Return the rule that a word of some terminal would close next; blank where there is none."""
    ahead = copy(parser)
    ahead.feed_token(Token(terminal, ""))
    return rule_of(ahead)


def _read(line: str) -> tuple[tuple[Word, ...], InteractiveParser | None]:
    parser: InteractiveParser = grammar().parse_interactive(
        line, start="detail" if is_detail(line) else "item"
    )
    found: list[Word] = []
    try:
        for token in parser.lexer_thread.lex(parser.parser_state):  # type: ignore[no-untyped-call]
            parser.feed_token(token)
            start, end = token.start_pos or 0, token.end_pos or 0
            found.append(Word(token.type, str(token), start, end, rule_of(parser)))
    except UnexpectedInput:
        return tuple(found), None
    return tuple(found), parser
