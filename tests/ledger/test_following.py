from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from servanda.folder import papers_of
from servanda.ledger import Following, Ledger, open_ledger
from servanda.record import Report, row_of
from servanda.standing import Standing, explain, standing_data
from tests.case_files import ROOT
from tests.generated import Case, cases
from tests.ledger.test_laws import RECORDED, RECORDER
from tests.ledger.test_laws import papers_of as papers_of_case

GAZA = ROOT / "examples" / "gaza-2025"
AT = "2025-03-01"


def told(standing: Standing) -> object:
    """Return all that is told of a standing."""
    reasons = [explain(standing, one.clause.id) for one in standing.clauses]
    return standing_data(standing), reasons


def rows(reports: tuple[Report, ...], zone: str) -> list[dict[str, str]]:
    return [row_of(report, zone) for report in reports]


def test_what_comes_in_is_followed(address: str) -> None:
    """A follower's standing is that of the whole record, whoever takes new reports in, on either store."""
    papers = papers_of(GAZA)
    lines = papers["reports.csv"].splitlines(keepends=True)
    with open_ledger(address, create=True) as ledger, open_ledger(address) as other:
        ledger.take_in({**papers, "reports.csv": b"".join(lines[:300])}, RECORDER, RECORDED)
        followed = Following(ledger, "gaza-2025")
        assert followed.refresh() == frozenset()
        other.take_in({**papers, "reports.csv": b"".join(lines[:320])}, RECORDER, RECORDED + 1)
        touched = followed.refresh()
        assert touched
        assert touched < set(followed.agreement.clauses)
        assert told(followed.standing(AT)) == told(ledger.folder("gaza-2025").standing(AT))


def test_a_changed_text_begins_anew(address: str) -> None:
    """Where the agreement itself was taken in anew, every clause may have changed, and the new text counts."""
    papers = papers_of(GAZA)
    with open_ledger(address, create=True) as ledger:
        ledger.take_in(papers, RECORDER, RECORDED)
        followed = Following(ledger, "gaza-2025")
        text = papers["agreement.md"].replace(b"3 by day 1\n", b"2 by day 1\n", 1)
        assert text != papers["agreement.md"]
        ledger.take_in({**papers, "agreement.md": text}, RECORDER, RECORDED + 1)
        assert followed.refresh() == set(followed.agreement.clauses)
        assert told(followed.standing(AT)) == told(ledger.folder("gaza-2025").standing(AT))


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cases(most=12), st.randoms(use_true_random=False), st.uuids())
def test_drawn_records_are_followed_on_either_store(
    ledger: Ledger, case: Case, chance: random.Random, name: object
) -> None:
    """Late, corrected and retracted reports, in any order: a follower tells what the whole record tells."""
    id_ = f"drawn-{name}"
    first = replace(case, rows=())
    ledger.take_in(papers_of_case(first, id_), RECORDER, RECORDED)
    followed = Following(ledger, id_)
    coming = rows(tuple(chance.sample(case.rows, len(case.rows))), case.agreement.title.zone)
    while coming:
        size = chance.randint(1, 4)
        ledger.append(id_, coming[:size], RECORDER, RECORDED)
        coming = coming[size:]
        followed.refresh()
        assert told(followed.standing(case.at)) == told(ledger.folder(id_).standing(case.at))
