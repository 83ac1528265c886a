"""Cells of many reports: every different value once with a code a report, and keys in order."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from typing import Generic, TypeVar

import numpy as np
from numpy.typing import NDArray

from servanda.record.report import Report

Flags = NDArray[np.bool_]
Rows = NDArray[np.int64]
Value = TypeVar("Value", bound=Hashable)


class Coded(Generic[Value]):
    """A cell of each report: every different value once, with a code a report."""

    def __init__(self, cell: Callable[[Report], Value]) -> None:
        self._cell = cell
        self.numbers: dict[Value, int] = {}
        self.values: list[Value] = []
        self.codes = np.empty(0, dtype=np.int32)

    def extend(self, reports: Sequence[Report]) -> None:
        """Take in the reports that came since the last time."""
        if len(self.codes) < len(reports):
            cell, numbers = self._cell, self.numbers
            fresh = [numbers.setdefault(cell(one), len(numbers)) for one in reports[len(self.codes) :]]
            self.codes = np.concatenate([self.codes, np.array(fresh, dtype=np.int32)])
            self.values += list(numbers)[len(self.values) :]

    def equal(self, value: Value) -> Flags:
        """Say which reports have a value."""
        found: Flags = self.codes == self.numbers.get(value, -1)
        return found

    def where(self, fits: Callable[[Value], bool]) -> Flags:
        """Say which reports have a value that fits."""
        return picked((fits(value) for value in self.values), self.codes)


class Order:
    """The reports by a key that stays as they are; new ones are put in between."""

    def __init__(self) -> None:
        self._places: Rows = np.empty(0, dtype=np.int64)

    def of(self, keys: NDArray[np.generic]) -> Rows:
        """Return the places of keys in order; equal ones stay as they came."""
        there = len(self._places)
        late = there + np.argsort(keys[there:], kind="stable")
        if 2 * there < len(keys):
            self._places = np.argsort(keys, kind="stable")
        elif len(late):
            between = np.searchsorted(keys[self._places], keys[late], side="right")
            self._places = np.insert(self._places, between, late)
        return self._places


def picked(those: Iterable[bool], codes: NDArray[np.int32]) -> Flags:
    """Return what is said of each code, a report a place."""
    found: Flags = np.array([*those, False], dtype=np.bool_)[codes]
    return found
