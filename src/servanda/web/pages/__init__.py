"""The pages, one file each: what it shows, as a template's view, as JSON and as CSV."""

from servanda.web.page import Sheet
from servanda.web.pages import agreement, changes, clause, disputes, due, places, report, start, taken

SHEETS: tuple[Sheet, ...] = (
    start.SHEET, agreement.SHEET, clause.SHEET, due.SHEET, disputes.SHEET, disputes.ONE, changes.SHEET, taken.SHEET,
    places.SHEET, report.SHEET,
)  # fmt: skip
"""Every page that is read, in the order in which an address is looked for."""
