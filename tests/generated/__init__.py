"""Sound agreements made at random, which together use every construct of the language, and records about them.

`agreements` draws text that parses and in which `check` finds nothing; it is built so, clause by clause, each naming
only what stands above it. `cases` draws an agreement, a record of it and a moment.

What a new construct needs: a term of its own goes into `details` (beside any clause it fits) or `forms` (where it
makes a schedule), a time into `times`, a condition into `conditions`, an effect into `effects`, an item or its fields
into `phases`, `changes` or `agreements`. `tests/test_generated.py` fails until the new one is drawn.
"""

from tests.generated.agreements import agreements
from tests.generated.cases import Case, cases
from tests.generated.examples import examples
from tests.generated.reports import records

__all__ = ["Case", "agreements", "cases", "examples", "records"]
