"""The standing kept up to date: reports come in any order, and each costs what it touches.

`Live` takes reports in and gives the same answers as `servanda.standing.stand` over the whole record, for every
moment asked and known, every account and every viewer. `Excerpts` give those of a few clauses, out of the reports that
bear on them alone.
"""

from servanda.live.answer import Spent
from servanda.live.excerpt import Excerpts
from servanda.live.live import Live

__all__ = ["Excerpts", "Live", "Spent"]
