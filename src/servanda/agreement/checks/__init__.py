"""The holes in an agreement that reads well: what it names and never says, and what contradicts itself.

Every check has one shape, `check(agreement) -> found`, where each `Found` is a cause, a mend and a spot.
"""

from servanda.agreement.checks.found import Found
from servanda.agreement.checks.run import CHECKS, check

__all__ = ["CHECKS", "Found", "check"]
