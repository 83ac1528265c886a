"""What was promised against what was delivered, by kind, on each account as a band from least to most."""

from __future__ import annotations

from servanda.tables import exchange, exchange_data, exchange_rows
from servanda.web.charts.exchange import exchange_chart
from servanda.web.page import QUESTION, Page, Sheet
from servanda.web.visit import Visit


def exchanged(visit: Visit) -> Page:
    """Return the exchange, drawn and as a table of where it has come to."""
    standing = visit.standing
    found = exchange(standing)
    view = {
        "standing": standing,
        "found": found,
        "every_account": tuple(standing.taken),
        "chart": exchange_chart(found, visit.speech),
    }
    return Page(
        "exchange.html",
        visit.language.text("Exchange"),
        view,
        exchange_data(standing),
        exchange_rows(standing),
    )


SHEET = Sheet(
    "/{agreement}/exchange", "exchange", "What was promised against what was delivered, on each account.", exchanged,
    QUESTION,
)  # fmt: skip
