"""Every form is found in the source, and whatever is told of the real agreements is said in those forms."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import replace

import pytest

import servanda
from servanda.agreement import Agreement
from servanda.record import Hearing, names, take
from servanda.sentences import Sentence
from servanda.standing import Judge, Standing, choices, explain, settle, stand, worlds
from servanda.standing.log import entries
from tests.case_files import EXAMPLES, ROOT
from tests.sentences.extraction import Form, fields_of, forms_in_source, forms_met

FORMS = forms_in_source()


def standings(name: str, at: int) -> Iterator[Standing]:
    """Yield where an example stands at a moment, on every account: one run, judged for each."""
    folder = servanda.load(ROOT / "examples" / name)
    first = stand(folder.agreement, folder.reports, folder.sources, at=at)
    yield first
    judge = judge_of(folder.agreement, first.hearing, at)
    for account in names(folder.agreement)[1:]:
        clauses = tuple(judge.clause(one.clause, account) for one in first.clauses)
        yield replace(first, account=account, clauses=clauses)


def judge_of(agreement: Agreement, hearing: Hearing, at: int) -> Judge:
    accounts = names(agreement)
    taken = {account: take(hearing, account) for account in accounts}
    axis = worlds(agreement, accounts)
    plan, state = settle(hearing, axis, entries(axis, hearing, taken, at), at)
    return Judge(hearing, plan, state, at, taken, choices(agreement))


def sentences(standing: Standing) -> Iterator[Sentence]:
    """Yield every sentence that is told of a standing."""
    for one in standing.clauses:
        for reason in explain(standing, one.clause.id):
            yield reason.about
            yield from reason.sentences
        yield from (remark.words for remark in one.remarks)
        for variants in one.every.values():
            for variant in variants:
                yield from (remark.words for remark in variant.remarks)
                yield from (duty.which for duty in variant.duties if duty.which)
    for those in standing.taken.values():
        yield from (one.because for one in those)
    yield from (weighed.because for weighed in standing.hearing.events)


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_form_that_is_met_is_found_in_the_source(name: str) -> None:
    """On every account of a real agreement, at several dates, no sentence has a form that translators do not see."""
    public = sorted(report.public for report in servanda.load(ROOT / "examples" / name).reports)
    met: set[Form] = set()
    for at in (public[0], public[len(public) // 2], public[-1] + 60 * 86_400):
        for standing in standings(name, at):
            for sentence in sentences(standing):
                met.update(forms_met(sentence))
    assert met
    assert met <= set(FORMS)


def test_a_form_made_on_the_way_is_not_among_them() -> None:
    """The test above can fail: a form that no source holds is met, and is not found."""
    found = set(forms_met(Sentence("{name} is told", (("name", Sentence("made up")),))))
    assert found == {"{name} is told", "made up"}
    assert not found & set(FORMS)


def calls(name: str) -> Iterator[tuple[str, ast.Call]]:
    """Yield every call of a function in the source, with the file it is in."""
    for path in (ROOT / "src/servanda").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name:
                yield path.name, node


def literals(call: ast.Call, number: int) -> list[str]:
    """Return the first arguments of a call that are plain strings."""
    found = [arg.value for arg in call.args[:number] if isinstance(arg, ast.Constant)]
    return [value for value in found if isinstance(value, str)]


@pytest.mark.parametrize(("name", "number"), [("say", 1), ("plural", 2)])
def test_every_form_is_a_literal_with_a_value_for_each_field(name: str, number: int) -> None:
    """Forms are written in full where they are said, and their fields are the values given, no more and no fewer."""
    those = list(calls(name))
    assert len(those) > 10
    for file, call in those:
        forms = literals(call, number)
        assert len(forms) == number, f"{file}:{call.lineno}"
        given = {word.arg for word in call.keywords}
        if name == "plural":
            given |= {"number"} & set().union(*(fields_of(form) for form in forms))
        for form in forms:
            assert fields_of(form) == given, f"{file}:{call.lineno}"


def test_no_form_is_both_alone_and_one_of_a_pair() -> None:
    """A catalogue of translations holds each form once: none stands alone in one place and begins a pair in another."""
    pairs: dict[str, str] = {}
    for form in FORMS:
        if isinstance(form, tuple):
            assert pairs.setdefault(*form) == form[1]
    assert not set(pairs) & {form for form in FORMS if isinstance(form, str)}


def test_a_form_is_not_named_by_hand() -> None:
    """Outside its own room, a sentence is made by `say` or `plural` only, and never from a form put together."""
    for file, call in calls("Sentence"):
        assert file == "sentence.py", f"{file}:{call.lineno}"
