"""The tone of every sign, and the signs that stand beside a state. A state is never shown by its tone alone."""

from __future__ import annotations

from servanda.briefing.content import Manner

TONES: dict[str, Manner] = {
    "✓": "good", "✗": "bad", "●": "open", "‖": "halted", "○": "idle", "■": "idle", "·": "idle",
}  # fmt: skip

DISPUTED, UNSETTLED, UNKNOWN = "⇄", "~", "·"
