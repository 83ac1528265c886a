"""A few clauses out of a record stand as they do in the whole of it."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given

import servanda
from servanda.live import Excerpts
from servanda.record import Index
from servanda.standing import Standing, explain, stand
from tests.builders import SOURCES
from tests.generated import examples
from tests.live.test_laws import EXAMPLES, RULES, Growth, growths


def assert_same(excerpt: Standing, whole: Standing, clause: str) -> None:
    """A clause is the same in every field and in all that is explained, and so are the phases it hangs on."""
    assert excerpt.of(clause) == whole.of(clause)
    assert explain(excerpt, clause) == explain(whole, clause)
    phases = {one.phase.id: one for one in whole.phases}
    assert all(one == phases[one.phase.id] for one in excerpt.phases)
    assert not excerpt.spans or excerpt.spans == whole.spans


@examples(60)
@given(growths())
def test_an_excerpt_says_what_the_whole_says(growth: Growth) -> None:
    """Of drawn agreements of every construct: each clause alone, out of its own reports, for anybody at any moment."""
    rows = [row for group in growth.groups for row in group]
    agreement = growth.case.agreement
    for one in growth.asked[-1]:
        seen = agreement.seen_by(one.viewer)
        excerpts = Excerpts(agreement, SOURCES, Index(seen, SOURCES, rows), RULES, one.viewer)
        whole = stand(agreement, rows, SOURCES, rules=RULES, **vars(one))
        for clause in seen.clauses:
            found = excerpts.standing([clause], one.at, one.known, one.account, one.recorded, one.others)
            assert_same(found, whole, clause)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.name)
def test_an_excerpt_of_a_real_record_says_what_the_whole_says(path: Path) -> None:
    """Every clause of every example stands alone as it does in the whole record."""
    folder = servanda.load(path)
    chance = random.Random(path.name)
    moments = sorted(row.public for row in folder.reports)
    excerpts = Excerpts(
        folder.agreement,
        folder.sources,
        Index(folder.agreement.seen_by(None), folder.sources, folder.reports),
    )
    at, known = moments[len(moments) * 4 // 5], chance.choice((None, moments[len(moments) // 2]))
    whole = stand(folder.agreement, folder.reports, folder.sources, at=at, known=known)
    for clause in whole.by_id:
        assert_same(excerpts.standing([clause], at, known), whole, clause)


def test_most_clauses_leave_most_of_a_record_out() -> None:
    """Over the examples, the median clause is answered out of less than half of its record."""
    shares: list[float] = []
    for path in EXAMPLES:
        folder = servanda.load(path)
        agreement = folder.agreement.seen_by(None)
        excerpts = Excerpts(agreement, folder.sources, Index(agreement, folder.sources, folder.reports))
        for clause in agreement.clauses:
            shares.append(len(excerpts.bearing([clause])) / len(folder.reports))
    shares.sort()
    assert shares[len(shares) // 2] < 0.5
