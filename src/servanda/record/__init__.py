"""Reports, sources, and the accounts drawn from them.

`read_reports` and `read_sources` take tables in; `hear` keeps what was public and visible; `take` says which events
an account takes as having happened, on what ground and by which rule.
"""

from servanda.record.account import (
    CAUTIOUS,
    GENEROUS,
    MEDIATORS,
    UNDECIDED,
    Rule,
    Share,
    Taken,
    names,
    narrow,
    statements_against,
    take,
    take_by,
    taken_by,
    taken_of,
)
from servanda.record.cells import BadRow, Row, report_from, row_of
from servanda.record.draft import ACT_COLUMNS, DRAFT_COLUMNS, FILED_COLUMNS, LATER_COLUMNS, Act, Draft
from servanda.record.event import Event, Unit, day_of, events_of, names_apart, stem_of, unit_of
from servanda.record.ground import GROUNDS, Ground, Weight, Word
from servanda.record.hearing import Hearing, Weighed, found_by, hear, weighed
from servanda.record.index import Filter, Hearer, Index, Page
from servanda.record.likeness import Likeness, is_same, likely_same
from servanda.record.matter import Deed, Matter, Matters, act_key, acts_of, leave_of, refusal_of
from servanda.record.parquet import NoParquet, write_parquet
from servanda.record.phrases import folded
from servanda.record.places import Place, Places, Position, read_places
from servanda.record.report import CERTAINTIES, COLUMNS, MEASURES, QUESTIONS, STANCES, Range, Report
from servanda.record.review import loose_acts, read_acts, read_drafts
from servanda.record.source import SOURCE_COLUMNS, Source, Sources, Voice
from servanda.record.table import (
    Piece,
    lines_of,
    pieces,
    read_record,
    read_reports,
    read_sources,
    write_reports,
)
from servanda.record.unheard import unheard

__all__ = [
    "ACT_COLUMNS",
    "CAUTIOUS",
    "CERTAINTIES",
    "COLUMNS",
    "DRAFT_COLUMNS",
    "FILED_COLUMNS",
    "GENEROUS",
    "GROUNDS",
    "LATER_COLUMNS",
    "MEASURES",
    "MEDIATORS",
    "QUESTIONS",
    "SOURCE_COLUMNS",
    "STANCES",
    "UNDECIDED",
    "Act",
    "BadRow",
    "Deed",
    "Draft",
    "Event",
    "Filter",
    "Ground",
    "Hearer",
    "Hearing",
    "Index",
    "Likeness",
    "Matter",
    "Matters",
    "NoParquet",
    "Page",
    "Piece",
    "Place",
    "Places",
    "Position",
    "Range",
    "Report",
    "Row",
    "Rule",
    "Share",
    "Source",
    "Sources",
    "Taken",
    "Unit",
    "Voice",
    "Weighed",
    "Weight",
    "Word",
    "act_key",
    "acts_of",
    "day_of",
    "events_of",
    "folded",
    "found_by",
    "hear",
    "is_same",
    "leave_of",
    "likely_same",
    "lines_of",
    "loose_acts",
    "names",
    "names_apart",
    "narrow",
    "pieces",
    "read_acts",
    "read_drafts",
    "read_places",
    "read_record",
    "read_reports",
    "read_sources",
    "refusal_of",
    "report_from",
    "row_of",
    "statements_against",
    "stem_of",
    "take",
    "take_by",
    "taken_by",
    "taken_of",
    "unheard",
    "unit_of",
    "weighed",
    "write_parquet",
    "write_reports",
]
