"""How many examples a law is tried on: few, unless SERVANDA_EXAMPLES asks for more."""

from __future__ import annotations

import os

from hypothesis import HealthCheck, settings


def examples(number: int) -> settings:
    """Return settings for so many examples, or for SERVANDA_EXAMPLES of them where that is set."""
    asked = os.environ.get("SERVANDA_EXAMPLES")
    quiet = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]
    return settings(max_examples=int(asked) if asked else number, suppress_health_check=quiet)
