"""What the checks would say of a word not yet written: how completion knows which ids and names fit a place."""

from __future__ import annotations

from collections import deque
from copy import copy

from lark import Token
from lark.parsers.lalr_interactive_parser import InteractiveParser

from servanda.editor.document import Document
from servanda.editor.keywords import spellings
from servanda.editor.words import parser_after

_SAMPLES = {
    "WORD": "x",
    "ID": "#x",
    "NUMBER": "1",
    "STRING": '"x"',
    "DATE": "2025-01-01",
    "CLOCK": "10:00",
    "ZONE": "UTC",
}
"""A word for each terminal that is open to any, the plainest first."""

_MOST_STEPS = 2_000


def objections(document: Document, line: int, before: str, word: str) -> frozenset[str]:
    """Return the problems that naming `word` behind the beginning of a line would make, by their names.

    The line is ended in the shortest way that the grammar allows.
    """
    rest = ending(f"{before}{word}")
    if rest is None:
        return frozenset()
    tried = document.with_line(line, f"{before}{word} {rest}")
    head = next((first for first, last in tried.extents.items() if first <= line <= last), line)
    name = word.removeprefix("#").strip('"')
    return frozenset(one.name for one in tried.problems if head <= one.line - 1 <= line and name in one.cause)


def ending(line: str) -> str | None:
    """Return the fewest words that make a line whole; None where it can no longer be read."""
    start = parser_after(line)
    queue = deque([] if start is None else [(start, "")])
    seen: set[tuple[object, ...]] = set()
    for _ in range(_MOST_STEPS):
        if not queue:
            break
        parser, text = queue.popleft()
        accepted = parser.accepts()  # type: ignore[no-untyped-call]
        if "$END" in accepted:
            return text.strip()
        for terminal, sample in _samples():
            if terminal in accepted:
                ahead = _fed(parser, terminal, sample)
                stack = tuple(ahead.parser_state.state_stack)
                if stack not in seen:
                    seen.add(stack)
                    queue.append((ahead, f"{text} {sample}"))
    return None


def _samples() -> tuple[tuple[str, str], ...]:
    closed = ((terminal, spelt[0]) for terminal, spelt in spellings().items())
    return (*_SAMPLES.items(), *closed)


def _fed(parser: InteractiveParser, terminal: str, text: str) -> InteractiveParser:
    ahead = copy(parser)
    ahead.feed_token(Token(terminal, text))
    return ahead
