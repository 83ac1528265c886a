"""What is told of standings as plain data: dicts for JSON, and rows, their header first, for CSV.

Each file makes one table: `X_data` gives what the command prints as JSON, `X_rows` the same as rows.
"""

from servanda.tables.changes import changed, changes_data, changes_rows, differences
from servanda.tables.clauses import clause_rows
from servanda.tables.disputes import dispute, disputes, disputes_data, disputes_rows, dividing_phase
from servanda.tables.due import BadSpan, Falling, due_data, due_rows, end_of_span, falling, falling_due
from servanda.tables.events import events_data, events_rows, rules_of, told
from servanda.tables.exchange import (
    ALLOWED,
    BOUND,
    IN_ALL,
    LEVEL,
    PER_PERIOD,
    PROMISED,
    Exchange,
    Promise,
    Traded,
    exchange,
    exchange_data,
    exchange_rows,
)
from servanda.tables.overview import COUNTED, agreement_summary, overview, overview_rows, state_of
from servanda.tables.places import places_data, places_rows
from servanda.tables.signs import SIGNS
from servanda.tables.timeline import (
    Deadline,
    Happened,
    Lane,
    Timeline,
    timeline,
    timeline_data,
    timeline_rows,
)
from servanda.tables.words import next_text, progress_text, violations_text

__all__ = [
    "ALLOWED",
    "BOUND",
    "COUNTED",
    "IN_ALL",
    "LEVEL",
    "PER_PERIOD",
    "PROMISED",
    "SIGNS",
    "BadSpan",
    "Deadline",
    "Exchange",
    "Falling",
    "Happened",
    "Lane",
    "Promise",
    "Timeline",
    "Traded",
    "agreement_summary",
    "changed",
    "changes_data",
    "changes_rows",
    "clause_rows",
    "differences",
    "dispute",
    "disputes",
    "disputes_data",
    "disputes_rows",
    "dividing_phase",
    "due_data",
    "due_rows",
    "end_of_span",
    "events_data",
    "events_rows",
    "exchange",
    "exchange_data",
    "exchange_rows",
    "falling",
    "falling_due",
    "next_text",
    "overview",
    "overview_rows",
    "places_data",
    "places_rows",
    "progress_text",
    "rules_of",
    "state_of",
    "timeline",
    "timeline_data",
    "timeline_rows",
    "told",
    "violations_text",
]
