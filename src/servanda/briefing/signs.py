"""The sign and the tone of every state. A state is never shown by its tone alone."""

from __future__ import annotations

from servanda.briefing.content import Manner

SIGNS: dict[str, tuple[str, Manner]] = {
    "fulfilled": ("✓", "good"), "kept": ("✓", "good"), "exercised": ("✓", "good"), "violated": ("✗", "bad"),
    "refused": ("✗", "bad"), "in force": ("●", "open"), "open": ("●", "open"), "available": ("●", "open"),
    "suspended": ("‖", "halted"), "not yet in force": ("○", "idle"), "not started": ("○", "idle"),
    "ended": ("■", "idle"), "terminated": ("■", "idle"), "discharged": ("■", "idle"), "lapsed": ("■", "idle"),
}  # fmt: skip

DISPUTED, UNSETTLED, UNKNOWN = "⇄", "~", "·"
