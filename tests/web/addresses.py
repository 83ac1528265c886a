"""An address of every page, made from the pages themselves."""

from __future__ import annotations

from servanda.web.pages import SHEETS

AT = "2011-10-25"
PARTS = {"{agreement}": "shalit-2011", "{clause}": "women", "{report}": "s01", "{draft}": "d1"}
"""What stands in the parts of a path: an agreement of the examples, and things in it."""


def addresses() -> dict[str, str]:
    """Return the path of each page about the exchange of 2011, by the page's name."""
    found = {}
    for sheet in SHEETS:
        path = sheet.path
        for part, value in PARTS.items():
            path = path.replace(part, value)
        found[sheet.name] = path
    return found
