"""The reference of the language is run and is complete.

A block without an `agreement` line is a fragment: PREAMBLE is put before it in a block of its own, with the head, the
parties North and South, the mediators, the monitor, and the phases one and two. A block with an `agreement` line stands
alone. A line `<!-- problem: name -->` before a block says that exactly this problem must come of it.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lark.lexer import PatternStr

from servanda.agreement import blocks, check, grammar, parse

PAGE = (Path(__file__).parents[2] / "docs" / "language.md").read_text(encoding="utf-8")
PREAMBLE = """```servanda
agreement #example "An example"
  in force 2025-01-19 11:15 Asia/Jerusalem
party North, South
mediator Norway and Kenya
monitor Commission
phase one: from entry for 42 days
phase two: from end of phase one for 42 days
```
"""
OPEN_TERMINALS = frozenset({"ZONE", "DATE", "CLOCK", "NUMBER", "ID", "STRING", "WORD", "__IGNORE_0"})
MARKS = frozenset(":,()")
BLOCKS = [block for block in blocks.split(PAGE) if block.lines]


def text_of(block: blocks.Block) -> str:
    return "\n".join(line.text for line in block.lines)


def completed(block: str) -> str:
    whole = f"```servanda\n{block}\n```"
    return whole if re.search(r"^agreement ", block, re.MULTILINE) else PREAMBLE + whole


def problems_in(block: str) -> set[str]:
    agreement, problems = parse(completed(block))
    return {problem.name for problem in (*problems, *check(agreement))}


def grammar_keywords() -> set[str]:
    """Return every literal word of the grammar: its plain terminals, and the choices spelt out in the others."""
    found: set[str] = set()
    for terminal in grammar().terminals:
        if terminal.name in OPEN_TERMINALS:
            continue
        if isinstance(terminal.pattern, PatternStr):
            found.add(terminal.pattern.value)
            continue
        spelt = (
            re.sub(r"\(\?!.*\)|\\b|s\?", "", terminal.pattern.value).replace(r"\s+", " ").replace("\\", "")
        )
        found |= set(re.sub(r"\(\?:|[()]", "", spelt).split("|"))
    return found - MARKS


def keywords_used(block: str) -> set[str]:
    """Return the words of a block that the grammar reads as its own, and not as names."""
    used: set[str] = set()
    for line in block.split("\n"):
        start = "detail" if line[:1].isspace() else "item"
        for token in grammar().parse_interactive(line, start=start).exhaust_lexer():
            if token.type not in OPEN_TERMINALS:
                word = " ".join(token.value.split())
                used.add(word.rstrip("s") if token.type == "UNIT" else word)
    return used


def undocumented(words: set[str], page: str) -> set[str]:
    """Return the words that no example of a page uses."""
    shown = (keywords_used(text_of(block)) for block in blocks.split(page) if block.lines)
    return words - set().union(*shown)


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: f"line {block.opened_at}")
def test_every_example_reads_and_checks_as_the_page_says(block: blocks.Block) -> None:
    """Each example of the page is free of problems, or has just the one that is announced."""
    announced = re.search(r"<!-- problem: ([a-z-]+) -->\s*$", block.prose)
    assert problems_in(text_of(block)) == ({announced[1]} if announced else set())


def test_every_keyword_of_the_grammar_has_an_example() -> None:
    """No word of the grammar is left out of the page's examples."""
    assert undocumented(grammar_keywords(), PAGE) == set()


def test_a_keyword_without_an_example_is_found() -> None:
    """A word that the page does not use is reported, even where its prose or a quoted name has it."""
    assert undocumented({"henceforth", "must"}, PAGE) == {"henceforth"}
    assert undocumented({"must"}, 'must\n```servanda\nparty "must"\n```') == {"must"}


def test_the_index_lists_every_keyword_and_no_other() -> None:
    """The table at the end holds the words of the grammar, each once, in order."""
    rows = re.findall(r"^\| `([^`]+)` +\|", PAGE.split("\n## Keywords\n")[1], re.MULTILINE)
    assert rows == sorted(grammar_keywords())


def test_the_index_points_to_sections_that_use_the_word() -> None:
    """Each row of the table names a section whose examples use the word."""
    sections = {
        part.split("\n", 1)[0].strip(): part for part in re.split(r"^##+ ", PAGE, flags=re.MULTILINE)[1:]
    }
    for word, name in re.findall(r"^\| `([^`]+)` +\| \[([^\]]+)\]", PAGE, re.MULTILINE):
        assert undocumented({word}, sections[name]) == set(), (word, name)
