"""What holds, is owed, is broken, and why: a pure function of the agreement, the record and the moment asked.

`stand` gives the standing; `explain` puts the reasons of one clause into words; `step` is the one implementation of
what a clause means, over an axis of worlds.
"""

from servanda.standing.answer import (
    STATES_BY_GRAVITY,
    ClauseStanding,
    Next,
    PhaseStanding,
    Progress,
    Reached,
    Standing,
    Stretch,
    Variant,
    differ,
    shown_state,
    told_apart,
)
from servanda.standing.data import clause_data, moment_text, number_data, share_data, standing_data
from servanda.standing.duty import Duty
from servanda.standing.history import told_one_by_one
from servanda.standing.judge import Judge
from servanda.standing.log import Place, Scribe, entries, percent_slug
from servanda.standing.norm import norm_of, norm_text
from servanda.standing.plan import Other, Plan, Row, compile_plan
from servanda.standing.remark import Remark
from servanda.standing.standing import UnknownAccount, settle, stand
from servanda.standing.state import Entry, State
from servanda.standing.step import step
from servanda.standing.why import Reason, explain
from servanda.standing.words import amount_text, day, number_text
from servanda.standing.worlds import Choices, World, choices, worlds

__all__ = [
    "STATES_BY_GRAVITY",
    "Choices",
    "ClauseStanding",
    "Duty",
    "Entry",
    "Judge",
    "Next",
    "Other",
    "PhaseStanding",
    "Place",
    "Plan",
    "Progress",
    "Reached",
    "Reason",
    "Remark",
    "Row",
    "Scribe",
    "Standing",
    "State",
    "Stretch",
    "UnknownAccount",
    "Variant",
    "World",
    "amount_text",
    "choices",
    "clause_data",
    "compile_plan",
    "day",
    "differ",
    "entries",
    "explain",
    "moment_text",
    "norm_of",
    "norm_text",
    "number_data",
    "number_text",
    "percent_slug",
    "settle",
    "share_data",
    "shown_state",
    "stand",
    "standing_data",
    "step",
    "told_apart",
    "told_one_by_one",
    "worlds",
]
