"""A document that the tests of the editor share, and how they name a place in it."""

from __future__ import annotations

from servanda.editor import Document, Place

PAGE = """# The truce

The North and the South stop fighting. #bridge is spoken of here too.

```servanda
agreement #valleys "The truce"
  in force 2027-05-01 08:00 Europe/Rome
party North, South
monitor "Valley Mission"
list #map is unknown
phase one: from entry for 30 days
phase two: from end of phase one for 30 days
  opens when #bridge is fulfilled
instrument #letter binds North, South

heading #releases: North must give relief to South in phase one
clause #detainees: North must release 40 detainees to South in phase one
  part of #releases
  10 by day 1
  rest by day 20
  verified by "Valley Mission"
clause #calm: each of North and South must not attack in phase one
```

Some prose.

```servanda
clause #bridge: South must open the bridge by 3 days after #detainees
  verified by "Valley Mission"
link #frame "The framework": waits for this
```
"""
DOCUMENT = Document(PAGE)


def place(document: Document, text: str, into: int = 0, nth: int = 0) -> Place:
    """Return the place some characters into the nth text of a document."""
    found = -1
    for _ in range(nth + 1):
        found = document.text.index(text, found + 1)
    before = document.text[: found + into]
    return Place(before.count("\n"), into + found - (before.rfind("\n") + 1))


def with_detail(line: str) -> tuple[Document, Place]:
    """Return the document with a line under #detainees, and the place behind it."""
    document = Document(PAGE.replace("  part of #releases\n", f"{line}\n"))
    number = document.lines.index(line)
    return document, Place(number, len(line))
