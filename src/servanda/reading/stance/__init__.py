"""Stance: how a speaker stands to what is said, and how surely."""

from servanda.reading.stance.agency import side_of
from servanda.reading.stance.attitude import Attitude
from servanda.reading.stance.judging import attitude_of

__all__ = ["Attitude", "attitude_of", "side_of"]
