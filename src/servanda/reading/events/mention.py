"""A mention: an act that a text tells of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from servanda.clock import Span
from servanda.reading.passage import Passage
from servanda.record.report import Measure, Range


@dataclass(frozen=True)
class Mention:
    """An act that a text tells of. What the text does not tell is blank or None.

    Attributes:
        act: what is done, as a record writes it: "release hostages". Never with a number in it.
        by, to: who does it, and to whom, by the names of the agreement where it knows them.
        measure: a count of this event, a running total, or a level; blank where nothing is counted.
        kind: a narrower kind than the act's own.
        happened: when it happened, or is to happen.
        passage: the words that tell it.
        root: the character at which its verb or noun begins.
        is_by_another: somebody is told to do it whom neither the agreement nor its record knows.
        fields: for each of the attributes above that is told, the words that tell it.
    """

    act: str
    passage: Passage
    root: int
    by: tuple[str, ...] = ()
    to: tuple[str, ...] = ()
    measure: Measure = ""
    quantity: Range | None = None
    unit: str = ""
    kind: str = ""
    place: str = ""
    happened: Span | None = None
    is_by_another: bool = False
    fields: Mapping[str, Passage] = field(default_factory=dict)
