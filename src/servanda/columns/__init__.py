"""Standings over millions of reports: columns of numbers, and compiled questions to them.

A `Book` counts what is reported under the plain clauses of an agreement, as each report becomes known; a `View` of it
says where they stand at any moment, as known at any other. `Requests` follows one clause over a stream of events. All
else, and every reason, is the row engine's.
"""

from servanda.columns.book import Book
from servanda.columns.columns import STANCE_CODES, Columns, Text, columns_of
from servanda.columns.margins import Counts, Margin, Margins, margin_of
from servanda.columns.outline import Outline, outline_of
from servanda.columns.stream import Requests
from servanda.columns.view import View

__all__ = [
    "STANCE_CODES",
    "Book",
    "Columns",
    "Counts",
    "Margin",
    "Margins",
    "Outline",
    "Requests",
    "Text",
    "View",
    "columns_of",
    "margin_of",
    "outline_of",
]
