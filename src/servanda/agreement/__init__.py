"""Text into clauses: the language in which an agreement is written beside its own words.

`parse` reads a Markdown file with ```servanda blocks, `check` finds the holes in what was read, and `show`
prints it again. `grammar.lark` is the grammar; `docs/language.md` explains every word of it.
"""

from servanda.agreement import terms
from servanda.agreement.checks import check
from servanda.agreement.model import (
    Agreement,
    Amendment,
    Change,
    Clause,
    Instrument,
    Item,
    Link,
    Listing,
    Passage,
    Phase,
    Reading,
    Relisted,
    Replaced,
    Restated,
    Spot,
    Title,
    conditions_of,
    replaced,
    terms_of,
)
from servanda.agreement.parser import grammar, parse
from servanda.agreement.printer import show, show_item
from servanda.agreement.problem import Problem
from servanda.agreement.references import Reference, of_change, of_condition, of_term, of_time, references
from servanda.agreement.translation import (
    TranslatedPassage,
    Translation,
    aligned,
    language_of,
    read_translation,
)

__all__ = [
    "Agreement",
    "Amendment",
    "Change",
    "Clause",
    "Instrument",
    "Item",
    "Link",
    "Listing",
    "Passage",
    "Phase",
    "Problem",
    "Reading",
    "Reference",
    "Relisted",
    "Replaced",
    "Restated",
    "Spot",
    "Title",
    "TranslatedPassage",
    "Translation",
    "aligned",
    "check",
    "conditions_of",
    "grammar",
    "language_of",
    "of_change",
    "of_condition",
    "of_term",
    "of_time",
    "parse",
    "read_translation",
    "references",
    "replaced",
    "show",
    "show_item",
    "terms",
    "terms_of",
]
