"""The layout of a document as the fewest edits of whole lines."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass

from servanda.agreement.layout import layout
from servanda.editor.document import Document

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+$")


@dataclass(frozen=True)
class Edit:
    """New text for the lines from `first` up to, and not with, `last`, both from nought."""

    first: int
    last: int
    text: str


def edits(document: Document) -> tuple[Edit, ...]:
    """Return what lays a document out."""
    old, new = _LINE.findall(document.text), _LINE.findall(layout(document.text))
    steps = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return tuple(Edit(i1, i2, "".join(new[j1:j2])) for tag, i1, i2, j1, j2 in steps if tag != "equal")
