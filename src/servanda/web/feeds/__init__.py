"""What other programs follow an agreement by: its deadlines as a calendar, and its changes as Atom.

All of it is a pure function of standings, reports and a language; no page is asked for and no clock is read.
"""

from servanda.web.feeds.atom import Changes, atom_of, days_compared
from servanda.web.feeds.calendar import calendar_of

__all__ = ["Changes", "atom_of", "calendar_of", "days_compared"]
