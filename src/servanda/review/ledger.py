"""Drafts of an agreement of a ledger: what is done with one, and the report that comes of it, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from servanda.agreement import parse
from servanda.folder import AGREEMENT, DRAFTS, REVIEWS
from servanda.ledger import Ledger
from servanda.ledger.batch import Batch
from servanda.ledger.files import papers_in
from servanda.ledger.intake import free_id, take_rows
from servanda.ledger.sheets import add_rows, free_ids, rows_in, sheets_in
from servanda.record import COLUMNS, Act, Draft, Matters, Report, read_acts, read_drafts, report_from
from servanda.record.draft import act_from, cells_of, draft_from
from servanda.review.drafts import Drafts, no_draft
from servanda.review.fault import NotAReport
from servanda.review.filing import checked, signed_rows
from servanda.review.outcome import Case, Signature, published, unholdable
from servanda.review.reviewing import Decide, Reviewing, sign


class LedgerReviewing(Reviewing):
    """Reviews the drafts of an agreement of a ledger. What the ledger cannot do is a `LedgerError`."""

    def __init__(self, ledger: Ledger, agreement: str) -> None:
        self.ledger, self.agreement = ledger, agreement

    def drafts(self) -> Drafts:
        """See `Reviewing.drafts`."""
        with self.ledger.reading(self.agreement) as zone:
            sheets = sheets_in(self.ledger.store, self.agreement)
        drafts, _ = read_drafts(sheets.get(DRAFTS, b""), DRAFTS, zone)
        acts, _ = read_acts(sheets.get(REVIEWS, b""), REVIEWS, zone)
        return Drafts(tuple(drafts), tuple(acts))

    def file(self, rows: Sequence[Mapping[str, str]], by: str, at: int) -> tuple[str, ...]:
        """See `Reviewing.file`."""
        signed, made = sign(by, at), checked(rows)
        with self.ledger.batch(self.agreement, signed.by, at) as batch:
            ids = free_ids(batch, len(made))
            add_rows(batch, DRAFTS, signed_rows(made, ids, signed, batch.zone))
        return tuple(ids)

    def _act(self, draft: str, decide: Decide, signed: Signature, named: str) -> Act:
        with self.ledger.batch(self.agreement, signed.by, signed.at) as batch:
            outcome = decide(_case(batch, draft, named), signed)
            cells = cells_of(outcome.act, batch.zone)
            wrong = unholdable(cells)
            if wrong:
                raise NotAReport(f"{draft} cannot be {outcome.act.what} so", wrong)
            if outcome.row is not None:
                list(take_rows(batch, [{**outcome.row, "recorded": ""}]))
            add_rows(batch, REVIEWS, [cells])
        return outcome.act


def _case(batch: Batch, draft: str, named: str) -> Case:
    row = rows_in(batch.store, batch.agreement, DRAFTS, [draft]).get(draft)
    if row is None:
        raise no_draft(draft, _waiting(batch))
    found = draft_from(row, batch.zone)
    act = rows_in(batch.store, batch.agreement, REVIEWS, [draft]).get(draft)
    before = None if act is None else act_from(act, batch.zone)
    reports = _reports(batch, found, named)
    return Case(found, before, batch.zone, reports, lambda: free_id(batch, set()), lambda: _matters(batch))


def _waiting(batch: Batch) -> list[str]:
    found = batch.store.query(
        "SELECT d.draft FROM drafts d WHERE d.agreement = ? AND d.draft IS NOT NULL AND NOT EXISTS"
        " (SELECT 1 FROM reviews r WHERE r.agreement = d.agreement AND r.draft = d.draft)"
        " ORDER BY d.filed_at, d.number LIMIT 20",
        (batch.agreement,),
    )
    return [draft for (draft,) in found]


def _reports(batch: Batch, draft: Draft, named: str) -> list[Report]:
    """Return the reports that `may_matter`."""
    when = published(draft, batch.zone)
    names = ", ".join(f'"{column}"' for column in COLUMNS)
    in_event, event = (" OR event = ?", (named,)) if named else ("", ())
    found = batch.store.query(
        f"SELECT {names} FROM reports WHERE agreement = ? AND (id IN (?, ?)"
        f" OR (published_first = ? AND published_last = ?){in_event}) ORDER BY number",
        (batch.agreement, draft.row["id"], named, when.first, when.last, *event),
    )
    return [report_from(dict(zip(COLUMNS, cells, strict=True)), batch.zone) for cells in found]


def _matters(batch: Batch) -> Matters:
    text = papers_in(batch.store, batch.agreement)[AGREEMENT].decode("utf-8", errors="replace")
    return Matters(parse(text, AGREEMENT)[0])
