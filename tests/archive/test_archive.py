"""The archive answers as the row engine does over the whole record."""

from __future__ import annotations

import pytest
from hypothesis import given

from servanda.archive import Archive
from servanda.columns import margin_of
from servanda.record import CAUTIOUS, Filter, Report, Rule
from servanda.standing import explain, stand
from tests.builders import SOURCES
from tests.columns.plain import SOURCES as PLAIN_SOURCES
from tests.columns.plain import Growth as PlainGrowth
from tests.columns.plain import growths as plain_growths
from tests.generated import examples
from tests.live.test_laws import RULES, Growth, growths


@examples(30)
@given(growths())
def test_margins_and_reasons_are_those_of_the_whole(growth: Growth) -> None:
    """Of agreements of every construct, plain or not, on any account: every margin and every reason is that of `stand`."""
    agreement, rows = growth.case.agreement, list[Report]()
    for viewer in {one.viewer for one in growth.asked[-1]}:
        archive = Archive(agreement, SOURCES, rules=RULES, viewer=viewer)
        rows = []
        for group in growth.groups:
            rows += group
            archive.add(*group)
        for one in growth.asked[-1]:
            if one.viewer != viewer:
                continue
            whole = stand(
                agreement,
                rows,
                SOURCES,
                at=one.at,
                known=one.known,
                account=one.account,
                viewer=viewer,
                rules=RULES,
            )
            found = archive.margins(whole.by_id, one.at, one.known, one.account)
            for clause, standing in whole.by_id.items():
                wanted = margin_of(standing, one.account)
                margin = found[clause]
                kept = {name: wanted.every[name] for name in margin.every}
                assert (clause, margin) == (clause, type(wanted)(**{**vars(wanted), "every": kept}))
                assert archive.reasons(clause, one.at, one.known, one.account) == explain(whole, clause)


@examples(20)
@given(plain_growths())
def test_a_record_taken_in_at_once_is_as_one_taken_in_by_and_by(growth: PlainGrowth) -> None:
    """However reports come in, together or one by one, the counts and the reports found are the same."""
    whole = Archive(growth.agreement, PLAIN_SOURCES, growth.reports)
    parts = Archive(growth.agreement, PLAIN_SOURCES)
    for group in growth.groups:
        parts.add(*group)
    one = growth.asked[-1][0] if growth.asked else None
    if one is not None:
        assert whole.counts(one.at, one.known) == parts.counts(one.at, one.known)
        assert whole.reports(Filter(stance="denies"), one.known) == parts.reports(
            Filter(stance="denies"), one.known
        )
    assert len(whole) == len(parts) == len(growth.reports)


@examples(5)
@given(plain_growths())
def test_an_account_that_a_user_redefines_is_left_to_the_row_engine(growth: PlainGrowth) -> None:
    """Where a user gives "cautious" another meaning, no clause is plain."""
    archive = Archive(growth.agreement, PLAIN_SOURCES, rules={CAUTIOUS: Rule(CAUTIOUS, ground="claimed")})
    assert archive.plain == frozenset()
    with pytest.raises(KeyError):
        archive.counts(0)
