"""The pages, one file each: what it shows, as a template's view, as JSON and as CSV."""

from servanda.web.page import Sheet
from servanda.web.pages import (
    agreement,
    changes,
    clause,
    disputes,
    due,
    exchange,
    feeds,
    places,
    record,
    report,
    review,
    start,
    taken,
    timeline,
)

SHEETS: tuple[Sheet, ...] = (
    start.SHEET, agreement.SHEET, clause.SHEET, due.SHEET, disputes.SHEET, disputes.ONE, changes.SHEET, taken.SHEET,
    places.SHEET, record.SHEET, report.SHEET, timeline.SHEET, exchange.SHEET,
    review.SHEET, review.ONE, feeds.SHEET,
)  # fmt: skip
"""Every page that is read, in the order in which an address is looked for."""
