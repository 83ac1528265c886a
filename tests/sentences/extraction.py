"""The forms of the engine's sentences: those that a translators' tool finds in its source, and those met in a sentence."""

from __future__ import annotations

from collections.abc import Iterator
from string import Formatter

from babel.messages.extract import extract_from_dir

from servanda.sentences import Names, Sentence, Value
from tests.case_files import ROOT

Form = str | tuple[str, str]
"""A template, or of a plural those for one and for more."""

KEYWORDS = {"say": None, "plural": (1, 2)}
"""The calls whose first arguments are forms."""


def forms_in_source() -> list[Form]:
    """Return the forms that Babel finds in the source, once for each place."""
    found = extract_from_dir(ROOT / "src" / "servanda", [("**.py", "python")], keywords=KEYWORDS)
    return [one if isinstance(one, str) else (one[0], one[1]) for _, _, one, _, _ in found]


def forms_met(value: Value) -> Iterator[Form]:
    """Yield the forms of a sentence and of all that stands in it."""
    match value:
        case Sentence(form, values, many):
            yield (form, many) if many else form
            for _, one in values:
                yield from forms_met(one)
        case Names(names):
            for name in names:
                yield from forms_met(name)
        case _:
            pass


def fields_of(template: str) -> set[str]:
    """Return the names of the fields of a template."""
    return {name for _, name, _, _ in Formatter().parse(template) if name is not None}
