"""The background of a reading: the agreement that articles are read for, and what its record knows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from servanda.agreement import Agreement
from servanda.record import Places, Report, Sources


@dataclass(frozen=True)
class Background:
    """What a reader knows before it reads. All of it may be missing.

    Attributes:
        agreement: the agreement that the articles may be about.
        sources: speakers, outlets and wires by name and alias: the gazetteer that a user extends.
        reports: the record, whose events a draft may repeat.
        zone: the zone of the days that a text names.
        places: the map of the agreement's places, with their other names.
    """

    agreement: Agreement | None = None
    sources: Sources = field(default_factory=Sources)
    reports: Sequence[Report] = ()
    zone: str = "UTC"
    places: Places = field(default_factory=Places)
