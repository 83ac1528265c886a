"""Attributing: who is said to have said what, found by a trained model."""

from servanda.reading.attributing.finding import find
from servanda.reading.attributing.within import completed

__all__ = ["completed", "find"]
