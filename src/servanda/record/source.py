"""Sources and speakers: what side each belongs to or leans to, and for whom it speaks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from servanda.record.report import Report

SOURCE_COLUMNS: tuple[str, ...] = (
    "name", "kind", "affiliation", "leans", "speaks_for", "own_reporting", "reliability", "seen_by", "aliases", "note",
)  # fmt: skip
"""The columns of a sources table, in order. `docs/record.md` explains each."""

RELIABILITIES = "ABCDEF"
"""Admiralty letters, from reliable to not to be judged."""


@dataclass(frozen=True)
class Source:
    """One speaker, outlet or wire.

    Attributes:
        affiliation: the side it belongs to; blank for none.
        leans: the side that its telling tends to suit; blank for none.
        speaks_for: the party or mediator whose own word its word is; blank for none.
        own_reporting: it reports from the place for itself, so its own words are a voice of their own.
        reliability: an Admiralty letter, A to F; blank where nobody judged.
        seen_by: who may see its reports; empty where everybody may.
    """

    name: str
    kind: str = ""
    affiliation: str = ""
    leans: str = ""
    speaks_for: str = ""
    own_reporting: bool = False
    reliability: str = ""
    seen_by: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    note: str = ""
    line: int = field(default=0, compare=False)


@dataclass(frozen=True)
class Voice:
    """What counts once: a speaker, a wire, or all the outlets that only pass things on.

    Attributes:
        key: equal for reports that are one voice.
        side: the party it belongs or leans to; blank for none.
        belongs: it belongs to that side, and so can admit for it.
        speaks_for: the party or mediator whose own word this is; blank for none.
    """

    key: str
    side: str = ""
    belongs: bool = False
    speaks_for: str = ""
    reliability: str = ""


class Sources:
    """The table of sources, found by name or alias."""

    def __init__(self, table: Iterable[Source] = ()) -> None:
        self.table: tuple[Source, ...] = tuple(table)
        self._by_name: dict[str, Source] = {}
        for source in self.table:
            for name in (source.name, *source.aliases):
                self._by_name.setdefault(name.casefold(), source)

    def named(self, name: str) -> Source | None:
        """Return the source of a name or alias, or None where the table has none."""
        return self._by_name.get(name.casefold()) if name else None

    def voice(self, report: Report) -> Voice:
        """Return the voice that a report is told by."""
        if report.speaker:
            found = self.named(report.speaker)
            if found is None:
                side = "" if report.affiliation in ("none", "monitor") else report.affiliation
                return Voice(report.speaker, side, belongs=bool(side))
            side = found.affiliation or found.leans
            return Voice(found.name, side, bool(found.affiliation), found.speaks_for, found.reliability)
        carrier = self.named(report.wire) if report.wire else self.named(report.source)
        lean = carrier.leans if carrier else ""
        reliability = carrier.reliability if carrier else ""
        if report.wire:
            return Voice(f"wire {report.wire}", lean, reliability=reliability)
        if carrier is not None and carrier.own_reporting:
            return Voice(f"outlet {carrier.name}", lean, reliability=reliability)
        return Voice(f"other outlets{f' leaning to {lean}' if lean else ''}", lean, reliability=reliability)

    def seen_by(self, viewer: str | None) -> Sources:
        """Return the table without the sources that `viewer` may not know of."""
        return Sources(source for source in self.table if not source.seen_by or viewer in source.seen_by)

    def visible(self, report: Report, viewer: str | None) -> bool:
        """Say whether `viewer` may see a report; nobody named sees only what is public."""
        carriers = (self.named(report.speaker), self.named(report.source), self.named(report.wire))
        return all(not c.seen_by or viewer in c.seen_by for c in carriers if c is not None)
