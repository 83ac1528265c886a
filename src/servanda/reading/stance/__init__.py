"""Stance: how a speaker stands to what is said, and how surely."""

from servanda.reading.stance.attitude import Attitude

__all__ = ["Attitude"]
