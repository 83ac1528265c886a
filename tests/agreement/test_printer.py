from __future__ import annotations

import dataclasses

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from servanda.agreement import Agreement, Passage, model, parse, show, show_item, terms
from servanda.clock import Length

from .strategies import agreements, details, inline, keywords, of_phases, tokens, tries


def read(block: str) -> Agreement:
    agreement, problems = parse(f"```servanda\n{block}\n```")
    assert problems == []
    return agreement


@tries(150)
@given(agreements)
@example(Agreement((Passage("", ()), Passage("", (model.Area(("Gaza",)),)))))
def test_what_is_printed_reads_as_the_same_agreement(agreement: Agreement) -> None:
    """Printing an agreement and reading it again gives the same agreement, with no problems."""
    again, problems = parse(show(agreement))
    assert problems == []
    assert again == agreement


@tries(20)
@given(agreements)
def test_printing_is_settled_at_once(agreement: Agreement) -> None:
    """What is printed, read and printed again is the same text."""
    text = show(agreement)
    assert show(parse(text)[0]) == text


@pytest.mark.parametrize("word", keywords())
def test_a_reserved_word_can_be_a_name_and_an_act(word: str) -> None:
    """Every word of the grammar can be a party's name, a kind, a noun, a unit and a word of an act."""
    clause = model.Clause(
        "a", (word,), "must", f"{word} {word} {word}",
        terms.in_order((
            terms.Amount(3, word), terms.To((word, "B")), terms.At(word), terms.CountingOnly((word,)), terms.Ratio(2, word),
            terms.EachLink(f"{word} x", "b"), terms.If(terms.Finds(word, word)), terms.Except((word, "y")),
        )),
    )  # fmt: skip
    for who in (
        clause,
        dataclasses.replace(clause, bearers=(word, "B")),
        dataclasses.replace(clause, jointly=True),
    ):
        again, problems = parse(f"```servanda\n{show_item(who)}\n```")
        assert problems == []
        assert again.clauses["a"] == who


@pytest.mark.parametrize("number", [0, 1, 0.00001, 0.1, 1e14, 999_999_999_999_999, 60_000, 12.5])
def test_a_number_is_printed_with_digits_only(number: float) -> None:
    """No number is printed with an exponent, and none changes."""
    clause = model.Clause("a", ("A",), "must", "store tonnes", (terms.Amount(float(number), "tonnes"),))
    assert read(show_item(clause)).clauses["a"] == clause


def test_a_rate_in_another_unit_keeps_its_own_line() -> None:
    """A rate counted in a unit that the act does not name is printed as a line of its own."""
    item = read("clause #aid: A must admit lorries\n  600 trucks every day").clauses["aid"]
    assert show_item(item) == "clause #aid: A must admit lorries\n  600 trucks every day"


def test_items_are_printed_as_a_drafter_writes_them() -> None:
    """The printed form is the form of the reference: one line for the item, its details indented."""
    text = "\n".join(
        [
            "clause #hostages: Hamas must release 33 hostages to Israel in phase one",
            "  text reported",
            "  3 by day 1",
            "  3 every 7 days from day 14 until day 35",
            "  rest by day 42",
            '  counting apart civilian, "older man"',
            "  verified by ICRC",
            '  reading "daily" held by Hamas, "Prime Minister\'s office": until day 42',
        ]
    )
    assert show_item(read(text).clauses["hostages"]) == text


@tries(20)
@given(agreements)
def test_terms_stand_in_the_order_in_which_they_are_kept(agreement: Agreement) -> None:
    """Every term that the strategy makes stands in the order in which terms are kept."""
    for clause in agreement.clauses.values():
        assert terms.in_order(clause.terms) == clause.terms


def test_the_strategy_leaves_out_no_slot() -> None:
    """The agreements made at random fill every slot that the model has."""
    assert {*inline, *details, *of_phases, "amount", "period"} == set(terms.ORDER)


def test_every_length_unit_is_printed_in_the_singular_for_one() -> None:
    """One of a unit is printed without an s, more with one."""
    assert [str(Length(count, "day")) for count in (0, 1, 2)] == ["0 days", "1 day", "2 days"]


@tries(200)
@given(
    st.lists(tokens, max_size=14).map(" ".join),
    st.sampled_from(["", "clause #a: A must act\n  ", "clause #a: A "]),
)
def test_whatever_was_read_is_printed_to_read_the_same(block: str, before: str) -> None:
    """An agreement read from any text, good or bad, prints to a text that reads as that agreement."""
    agreement, _ = parse(f"```servanda\n{before}{block}\n```")
    assert parse(show(agreement)) == (agreement, [])
