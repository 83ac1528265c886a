"""The law of the two stores, on sound agreements that use every construct, and on records of all sorts.

It is tried on a few examples here, and on as many as SERVANDA_EXAMPLES says.
"""

from __future__ import annotations

import csv
import io
import json
import random
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.agreement import show
from servanda.folder import Folder, read_papers
from servanda.ledger import Ledger, open_ledger
from servanda.record import SOURCE_COLUMNS, names, row_of, write_reports
from servanda.standing import Standing, standing_data
from tests.builders import TABLE, WHOLE, agreement_of, at, report
from tests.generated import Case, cases, examples
from tests.postgresql import Server

RECORDER, RECORDED = "Ann", 1_735_800_000
NUMBERS = count(1)


@pytest.fixture(scope="module")
def ledgers(tmp_path_factory: pytest.TempPathFactory, postgresql_server: Server) -> Iterator[list[Ledger]]:
    """A ledger in a file and one in a server, which hold every agreement of this module, each under its own id."""
    file = tmp_path_factory.mktemp("ledger") / "ledger.db"
    with postgresql_server.database() as address:  # noqa: SIM117
        with open_ledger(f"sqlite:///{file}", create=True) as one, open_ledger(address, create=True) as other:
            yield [one, other]


def sources_table() -> bytes:
    """Return the sources that drawn records speak of, as a table."""
    out = io.StringIO()
    table = csv.DictWriter(out, SOURCE_COLUMNS)
    table.writeheader()
    for source in TABLE:
        cells = {column: getattr(source, column) for column in SOURCE_COLUMNS}
        cells |= {"own_reporting": "yes" if source.own_reporting else ""}
        cells |= {column: "; ".join(cells[column]) for column in ("seen_by", "aliases")}
        table.writerow(cells)
    return out.getvalue().encode()


def papers_of(case: Case, id_: str) -> dict[str, bytes]:
    """Return the files that hold a case, its agreement under another id."""
    text = re.sub(r"^agreement #\S+", f"agreement #{id_}", show(case.agreement), count=1, flags=re.MULTILINE)
    table = write_reports(case.rows, case.agreement.title.zone)
    return {"agreement.md": text.encode(), "reports.csv": table.encode(), "sources.csv": sources_table()}


def put(ledger: Ledger, case: Case, papers: dict[str, bytes], chance: random.Random) -> Folder:
    """Put a case into a ledger, its rows in some appends in any order, and return what the ledger makes of it."""
    taken = ledger.take_in(
        {name: papers[name] for name in ("agreement.md", "sources.csv")}, RECORDER, RECORDED
    )
    rows = [row_of(row, case.agreement.title.zone) for row in chance.sample(case.rows, len(case.rows))]
    while rows:
        batch, rows = rows[: (many := chance.randint(1, len(rows)))], rows[many:]
        ledger.append(taken.agreement, batch, RECORDER, RECORDED)
    return ledger.folder(taken.agreement)


def told_on_every_account(standing: Standing) -> str:
    """Return all that is told of a standing, of every clause on every account, as text."""
    every = {}
    for account in standing.taken:
        clauses = tuple(
            replace(one, state=one.accounts[account], variants=one.every[account]) for one in standing.clauses
        )
        every[account] = standing_data(replace(standing, clauses=clauses))
    return json.dumps([standing_data(standing), every, dict(standing.spans)], sort_keys=True, allow_nan=False)


@examples(40)
@given(cases(), st.randoms(use_true_random=False))
def test_every_store_gives_the_same_standing(
    ledgers: list[Ledger], case: Case, chance: random.Random
) -> None:
    """Read from files, from SQLite and from PostgreSQL, in any order of arrival, an agreement stands the same."""
    papers = papers_of(case, f"drawn-{next(NUMBERS)}")
    folders = [read_papers(papers, Path("drawn")), *(put(ledger, case, papers, chance) for ledger in ledgers)]
    account = chance.choice(names(case.agreement))
    here, *there = [told_on_every_account(folder.standing(case.at, account=account)) for folder in folders]
    assert there == [here, here]


def test_a_row_more_in_one_store_is_seen(ledgers: list[Ledger]) -> None:
    """The comparison can fail: what is told differs where one store has a row that the other has not."""
    told = report("r1", quantity="10", happened="2025-01-02")
    agreement, chance = agreement_of(WHOLE), random.Random(1)
    cases_of_both = [Case(agreement, rows, at("2025-01-31")) for rows in ((told,), ())]
    papers = [papers_of(case, "one-row-apart") for case in cases_of_both]
    one, other = (
        put(ledger, case, those, chance).standing(case.at)
        for ledger, case, those in zip(ledgers, cases_of_both, papers, strict=True)
    )
    assert told_on_every_account(one) != told_on_every_account(other)
