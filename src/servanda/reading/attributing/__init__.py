"""Attributing: who is said to have said what, found by a trained model."""

from servanda.reading.attributing.finding import find

__all__ = ["find"]
