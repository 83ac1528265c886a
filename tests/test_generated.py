"""What is drawn is sound, and leaves nothing of the language out."""

from __future__ import annotations

import types
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import HealthCheck, given, settings

from servanda.agreement import Agreement, check, model, parse, show, terms
from tests.generated import agreements, examples

BESIDE = (model.Reading, model.Change, model.Replaced, model.Restated, model.Relisted)
"""What items are made of, that stands in no union."""

UNSOUND = {("Title", "entry", "None")}
"""What the model can hold and no sound agreement has."""


@examples(60)
@given(agreements())
def test_a_drawn_agreement_is_sound(agreement: Agreement) -> None:
    """It prints, reads back as the same without a problem, and no check finds more than a hole in what was agreed."""
    text = show(agreement)
    again, problems = parse(text, "agreement.md")
    assert not problems, f"{problems[0]}\n{text}"
    assert again == agreement
    found = [problem for problem in check(again) if not problem.is_hole]
    assert not found, f"{found[0]}\n{text}"


@pytest.mark.no_cover
def test_every_construct_is_drawn() -> None:
    """Every class of the model and every value of its choices comes up in a few hundred drawn agreements."""
    seen: set[tuple[str, ...]] = set()

    @settings(
        max_examples=800,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(agreements())
    def draw_some(agreement: Agreement) -> None:
        seen.update(constructs_in(agreement.passages))

    draw_some()
    missing = sorted(set(constructs()) - seen - UNSOUND)
    assert not missing, f"never drawn: {missing}"


def constructs() -> Iterator[tuple[str, ...]]:
    """Yield every class that an agreement is made of, and every choice that it offers."""
    unions = (model.Item, terms.Term, terms.Condition, terms.Effect, terms.Time)
    for one in (*BESIDE, *(one for union in unions for one in get_args(union))):
        yield (one.__name__,)
        hints = get_type_hints(one)
        for field in fields(one):
            if field.compare:
                yield from ((one.__name__, field.name, choice) for choice in _choices(hints[field.name]))


def _choices(hint: Any) -> Iterator[str]:
    if hint is bool:
        yield from ("True", "False")
    elif get_origin(hint) is Literal:
        yield from map(str, get_args(hint))
    elif get_origin(hint) in (Union, types.UnionType) and type(None) in get_args(hint):
        yield from ("None", "given")


def constructs_in(value: object) -> Iterator[tuple[str, ...]]:
    """Yield the classes that a value is made of, and the choices that it makes."""
    if isinstance(value, tuple):
        for one in value:
            yield from constructs_in(one)
    if not is_dataclass(value):
        return
    name = type(value).__name__
    yield (name,)
    for field in fields(value):
        inner = getattr(value, field.name)
        if isinstance(inner, bool | str):
            yield (name, field.name, str(inner))
        yield (name, field.name, "None" if inner is None else "given")
        yield from constructs_in(inner)
