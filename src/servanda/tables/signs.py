"""The sign of each state, which stands beside its word wherever a state is shown."""

from __future__ import annotations

from collections.abc import Mapping

SIGNS: Mapping[str, str] = {
    "fulfilled": "✓", "kept": "✓", "exercised": "✓", "violated": "✗", "refused": "✗", "in force": "●", "open": "●",
    "available": "●", "suspended": "‖", "not yet in force": "○", "not started": "○", "ended": "■", "terminated": "■",
    "discharged": "■", "lapsed": "■",
}  # fmt: skip
"""The states' signs, by the states' words."""
