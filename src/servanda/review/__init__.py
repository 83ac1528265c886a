"""Review: draft reports that a person confirms, corrects, merges or refuses, each by name and for good."""

from servanda.record import ACT_COLUMNS, DRAFT_COLUMNS, FILED_COLUMNS, Act, Draft, Likeness, likely_same
from servanda.review.data import act_data, draft_data, waiting_data, waiting_rows
from servanda.review.drafts import Drafts, Step, drafts_of
from servanda.review.fault import (
    AlreadyReviewed,
    Fault,
    NoDraft,
    NotAReport,
    ReviewError,
)
from servanda.review.folder import FolderReviewing, free_id
from servanda.review.ledger import LedgerReviewing
from servanda.review.reviewing import Reviewing

__all__ = [
    "ACT_COLUMNS",
    "DRAFT_COLUMNS",
    "FILED_COLUMNS",
    "Act",
    "AlreadyReviewed",
    "Draft",
    "Drafts",
    "Fault",
    "FolderReviewing",
    "LedgerReviewing",
    "Likeness",
    "NoDraft",
    "NotAReport",
    "ReviewError",
    "Reviewing",
    "Step",
    "act_data",
    "draft_data",
    "drafts_of",
    "free_id",
    "likely_same",
    "waiting_data",
    "waiting_rows",
]
