from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lark.lexer import PatternStr

from servanda.agreement import grammar
from servanda.editor.keywords import keywords, open_patterns, spellings
from servanda.editor.trial import ending
from servanda.editor.words import parser_after, words
from tests.agreement.strategies import tokens, tries
from tests.agreement.test_language_page import grammar_keywords


def test_every_keyword_is_read_off_the_grammar() -> None:
    """The words found are those that the reference must explain, and their plurals."""
    missing = {word for word in grammar_keywords() if word[0].isalnum()} - set(keywords())
    assert missing == set()
    assert {
        word for word in keywords() if word not in grammar_keywords() and word[:-1] not in grammar_keywords()
    } == set()


def test_every_terminal_is_spelt_or_open() -> None:
    """No terminal is lost, what is spelt matches its pattern, and what is open is no plain word."""
    every = {terminal.name: terminal.pattern for terminal in grammar().terminals}
    assert {*spellings(), *open_patterns(), *grammar().ignore_tokens} == set(every)
    for name, spelt in spellings().items():
        assert all(re.fullmatch(every[name].to_regexp(), word) for word in spelt)
    assert not [name for name in open_patterns() if isinstance(every[name], PatternStr)]


def test_words_know_the_rule_that_takes_them() -> None:
    """A name, a word of an act, a phase and an id are told apart by the grammar."""
    read = words("clause #a: North must keep calm in phase one")
    assert [(word.text, word.rule) for word in read if word.terminal == "WORD"] == [
        ("North", "name"), ("keep", "word"), ("calm", "word"), ("one", "in_phase"),
    ]  # fmt: skip
    assert [word.text for word in words("clause #a: by North")] == ["clause", "#a", ":"]
    assert parser_after("clause #a: by") is None


@pytest.mark.parametrize("line", ["clause #a:", "  if (#a", "  in", "link #a", "  for each", "  reading"])
def test_a_line_can_be_ended(line: str) -> None:
    """What completion tries is a whole line."""
    rest = ending(line)
    assert rest is not None
    assert parser_after(f"{line} {rest}") is not None


@tries(100)
@given(st.lists(tokens, max_size=8).map(" ".join), st.booleans())
def test_any_line_is_read_as_far_as_it_goes(line: str, indented: bool) -> None:
    """The words of any line are found where they stand, in order, and never overlap."""
    line = ("  " if indented else "") + line.replace("\n", " ")
    end = 0
    for word in words(line):
        assert line[word.start : word.end] == word.text
        assert word.start >= end
        end = word.end
