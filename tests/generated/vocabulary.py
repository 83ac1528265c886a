"""The words that drawn agreements and records are made of: few, so that they meet."""

from __future__ import annotations

from servanda.clock import Length

PARTIES = ("North", "South")
MEDIATORS = ("Oslo", "Cairo")
MONITOR = "Watch"

COUNTED = ("free captives", "release prisoners", "admit trucks", "hand over weapons")
PLAIN = ("pull back", "begin talks", "give names", "publish maps", "leave")
FORBIDDEN = ("attack", "fly drones", "build posts", *PLAIN[:2])
OTHER = ("sign the pact", "talks are under way")
"""Acts that no clause is about."""

KINDS = ("men", "women", "foreigners", "smugglers")
PLACES = ("Hill", "Harbour", "East post")
AREA = "Land"
READINGS = ("early", "as printed", "by the week", "strict")

NUMBERS = (3.0, 1.0, 2.0, 5.0, 10.0, 1.5)
"""Numbers of an amount or a stage."""

LENGTHS = (
    Length(7, "day"), Length(3, "day"), Length(24, "hour"), Length(1, "day"), Length(30, "day"), Length(2, "week"),
    Length(90, "minute"), Length(1, "month"), Length(1, "year"), Length(0, "day"),
)  # fmt: skip
"""Lengths of a window, a delay or a suspension."""

STEPS = (
    Length(1, "week"), Length(10, "day"), Length(2, "day"), Length(1, "day"), Length(1, "month"), Length(36, "hour"),
)  # fmt: skip
"""Periods of a rate."""

CLOCKS = ("10:00", "18:00", "00:00", "06:30", "23:59")
ENTRY = "2025-01-01"
