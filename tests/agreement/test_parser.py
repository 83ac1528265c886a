from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.agreement import Agreement, Problem, check, model, parse, terms
from servanda.agreement.parser import LONGEST_LINE
from servanda.clock import Length

from .strategies import tokens, tries

GAZA = (Path(__file__).parents[2] / "examples" / "gaza-2025" / "agreement.md").read_text(encoding="utf-8")
GAZA_LINES = GAZA.split("\n")


def fenced(block: str) -> str:
    return f"```servanda\n{block}\n```"


def read(block: str) -> Agreement:
    agreement, problems = parse(fenced(block))
    assert problems == []
    return agreement


def problems_of(block: str) -> list[Problem]:
    return parse(fenced(block))[1]


def time_of(words: str) -> terms.Time:
    (term,) = read(f"clause #a: A must act by {words}").clauses["a"].terms
    assert isinstance(term, terms.By)
    return term.time


def condition_of(words: str) -> terms.Condition:
    (term,) = read(f"clause #a: A must act\n  if {words}").clauses["a"].terms
    assert isinstance(term, terms.If)
    return term.condition


@tries(150)
@given(st.text())
def test_no_text_makes_the_reader_raise(text: str) -> None:
    """Any text is read into an agreement and problems, never an exception, and so are its checks."""
    for whole in (text, fenced(text), fenced(f"clause #a: A must act\n  {text}")):
        agreement, _ = parse(whole)
        check(agreement)


@tries(300)
@given(st.lists(tokens, max_size=25).map(" ".join))
def test_no_order_of_the_grammars_words_makes_the_reader_raise(block: str) -> None:
    """The words of the grammar in any order are read or refused, never an exception."""
    check(parse(fenced(block))[0])


@tries(40)
@given(st.binary(max_size=200))
def test_no_bytes_make_the_reader_raise(data: bytes) -> None:
    """Bytes that are no text are read as far as they can be, never an exception."""
    parse(data.decode("utf-8", errors="replace"))
    parse(fenced(data.decode("utf-8", errors="replace")))


@tries(60)
@given(st.integers(0, len(GAZA_LINES) - 1), st.integers(0, 200), st.integers(0, 8), st.text(max_size=5))
def test_a_damaged_agreement_is_still_read(line: int, column: int, cut: int, put: str) -> None:
    """The Gaza example with any few characters replaced is read and checked, and every problem has its place."""
    damaged = GAZA_LINES[line][:column] + put + GAZA_LINES[line][column + cut :]
    text = "\n".join([*GAZA_LINES[:line], damaged, *GAZA_LINES[line + 1 :]])
    agreement, problems = parse(text)
    for problem in (*problems, *check(agreement)):
        assert 1 <= problem.line <= text.count("\n") + text.count("\r") + 1
        assert problem.column >= 1
        assert problem.name in str(problem)


def test_the_gaza_example_has_no_problems() -> None:
    """The example agreement reads and checks clean."""
    agreement, problems = parse(GAZA)
    assert [*problems, *check(agreement)] == []


def test_all_problems_are_told_at_once() -> None:
    """Each bad line is named, the good ones between them are kept."""
    agreement, problems = parse(
        fenced(
            "party A and\nclause #a: A must act by day 1\nclause #b: A and B must act\n  nonsense\nclause #c A\narea X"
        )
    )
    assert [(p.line, p.name) for p in problems] == [
        (2, "not-understood"), (4, "bare-and"), (5, "not-understood"), (6, "not-understood"),
    ]  # fmt: skip
    assert list(agreement.clauses) == ["a"]
    assert agreement.area == {"X"}


def test_a_problem_shows_its_line_and_marks_the_place() -> None:
    """A problem prints file, line, column, name, the excerpt with a mark, the cause and the mend."""
    (problem,) = parse("prose\n```servanda\nparty A B\n```", "one.md")[1]
    shown = str(problem).split("\n")
    assert shown[0] == "one.md:3:9  not-understood"
    assert shown[2:4] == ["  3 | party A B", "    |         ^"]
    assert shown[-2] == '  "B" cannot stand here.'
    assert shown[-1].startswith("  Expected")


def test_prose_and_blocks_keep_their_order() -> None:
    """Each block is kept with the prose before it, and the last prose with none."""
    agreement, problems = parse("one\n```servanda\narea X\n```\ntwo\n```python\nx\n```\nthree")
    assert problems == []
    assert [(p.prose, len(p.items)) for p in agreement.passages] == [
        ("one", 1),
        ("two\n```python\nx\n```\nthree", 0),
    ]


@pytest.mark.parametrize(
    ("block", "name"),
    [
        ("  by day 1", "stray-indent"),
        ("A and B", "not-understood"),
        ("clause #a: A and B must act", "bare-and"),
        ("clause #a: A must give 3 cows 4 goats", "two-numbers"),
        ("clause #a: A must 3", "no-act"),
        ("clause #a: A must give 1,000,000,000,000,000 cows", "number-too-large"),
        ("clause #a: A must act by day 1.5", "not-a-whole-number"),
        ("clause #a: A must act by day 100001", "not-a-whole-number"),
        ("clause #a: A must act every 0 days", "empty-length"),
        ("clause #a: A must act by 271 years after entry", "length-too-long"),
        ("clause #a: A must act by day 1 by day 2", "said-twice"),
        ("clause #a: A must act by day 1\n  by day 2", "said-twice"),
        ("clause #a: A must act\n  part of #h\n  part of #g", "said-twice"),
        ('clause #a: A must act\n  reading "r": by day 1 by day 2', "said-twice"),
        ("agreement #a \"A\"\n  within is inclusive\n  within is exclusive", "said-twice"),
        ("phase one: from entry to A", "out-of-place"),
        ("phase one: from entry\n  number unknown", "out-of-place"),
        ("party A\n  by day 1", "out-of-place"),
        ("clause #a: A must act\n  within is inclusive", "out-of-place"),
        ('agreement #a "A"\n  in force 2025-01-19 11:15 Mars', "unknown-zone"),
        ('agreement #a "A"\n  in force 2025-01-19 11:15 America', "unknown-zone"),
        ('agreement #a "A"\n  in force 2025-02-30 11:15 UTC', "bad-time"),
        ('agreement #a "A"\n  in force 2025-02-03 24:15 UTC', "bad-time"),
        ('party " "', "not-understood"),
        ("phase one: from entry\n  opens when " + "(" * 900 + '"x" happens' + ")" * 900, "nested-too-deep"),
        ("phase one: from entry\n  opens when " + "not " * 450 + '"x" happens', "nested-too-deep"),
        ("party " + "A" * LONGEST_LINE, "line-too-long"),
    ],
)  # fmt: skip
def test_a_line_that_means_nothing_is_refused(block: str, name: str) -> None:
    """Each way of writing nonsense has one problem, under its own name."""
    assert [problem.name for problem in problems_of(block)] == [name]


def test_a_block_without_its_closing_fence_is_read_and_named() -> None:
    """A block that is never closed is read to the end of the file, and the fence is asked for."""
    agreement, problems = parse("```servanda\narea X")
    assert agreement.area == {"X"}
    assert [(p.name, p.line) for p in problems] == [("block-not-closed", 1)]


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_line_ends_of_every_system_read_the_same(newline: str) -> None:
    """A file from any system reads the same."""
    assert parse(GAZA.replace("\n", newline)) == parse(GAZA)


@pytest.mark.parametrize(
    ("words", "time"),
    [
        ("day 3", terms.Day(3)),
        ("day 3 of phase two", terms.Day(3, "two")),
        ("2025-02-03", terms.Date("2025-02-03")),
        ("2025-02-03 9:05", terms.Date("2025-02-03 09:05")),
        ("entry", terms.Entry()),
        ("unknown", terms.UnknownTime()),
        ("start of phase two", terms.PhaseStart("two")),
        ("end of phase two", terms.PhaseEnd("two")),
        ("actual end of phase two", terms.PhaseEnd("two")),
        ("planned end of phase two", terms.PhaseEnd("two", planned=True)),
        ("#b", terms.Met("b")),
        ("3 weeks after #b", terms.Shifted(Length(3, "week"), terms.Met("b"))),
        ("1 hour before entry", terms.Shifted(Length(1, "hour"), terms.Entry(), back=True)),
        ("later of #b and day 3", terms.Extreme(terms.Met("b"), terms.Day(3), later=True)),
        (
            "earlier of later of #b and day 3 and entry",
            terms.Extreme(
                terms.Extreme(terms.Met("b"), terms.Day(3), later=True), terms.Entry(), later=False
            ),
        ),
    ],
)
def test_each_way_to_say_a_time_is_read(words: str, time: terms.Time) -> None:
    """Every form of a time reads as the value that means it."""
    assert time_of(words) == time


def test_and_binds_closer_than_or_and_not_closest() -> None:
    """Conditions group as in plain words: not, then and, then or; brackets change that."""
    a, b, c = (terms.StateIs(name, "fulfilled") for name in "abc")
    say = "#{} is fulfilled".format
    assert condition_of(f"{say('a')} or {say('b')} and not {say('c')}") == terms.AnyOf(
        (a, terms.All((b, terms.Not(c))))
    )
    assert condition_of(f"({say('a')} or {say('b')}) and {say('c')}") == terms.All((terms.AnyOf((a, b)), c))


def test_quotes_free_a_reserved_word_and_hyphens_need_none() -> None:
    """Quoted words lose their meaning to the grammar; a word that only begins like one has none to lose."""
    clause = read('clause #a: A must "let in" 3 in-kind "all" trucks by day 1').clauses["a"]
    assert clause.act == "let in in-kind all trucks"
    assert clause.terms == (terms.Amount(3.0, "in-kind all trucks"), terms.By(terms.Day(1)))


def test_who_bears_a_clause_is_said_one_by_one_or_jointly() -> None:
    """One name, each of several, each party, and all together are four different bearers."""
    found = read(
        "clause #a: A must act\nclause #b: each of A and B must act\nclause #c: each party must act\nclause #d: together A, B must act"
    ).clauses
    assert [(c.bearers, c.jointly) for c in found.values()] == [
        (("A",), False), (("A", "B"), False), (("each party",), False), (("A", "B"), True),
    ]  # fmt: skip


def test_equality_does_not_ask_where_a_thing_was_written() -> None:
    """Two agreements that say the same are equal, wherever their lines stand."""
    assert read("area X") == read("\n\narea   X")
    assert isinstance(read("area X").passages[0].items[0], model.Area)
