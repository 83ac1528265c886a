"""A speaker: whom the words of a source mean."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from servanda.reading.passage import Passage

Named = Literal["yes", "role", "no", ""]
"""Whether a speaker is named, told only by an office or a group, or kept unnamed; blank where there is none."""


@dataclass(frozen=True)
class Speaker:
    """Whom the words of a source mean, as far as the text, the gazetteer and the agreement tell.

    Attributes:
        name: the fullest name that the text has for the speaker: "Steve Witkoff", "Arab diplomats", "an unnamed senior
            Israeli official", "the Prime Minister's Office". Blank for the outlet's own words, and where the text
            names nobody.
        role: the office or kind, as a record names speakers: "US envoy", "Qatar prime minister"; blank where unknown.
        recorded: the name that the table of sources has for this speaker; blank where it has none.
        affiliation: the side the speaker belongs to; blank where there is none or it is not known.
        outlet: the outlet or wire whose report it is, where the text says that it passes one on: "Walla".
        passage: the words that name the speaker, maybe in another sentence; None where there are none.
    """

    name: str = ""
    role: str = ""
    recorded: str = ""
    named: Named = ""
    affiliation: str = ""
    outlet: str = ""
    passage: Passage | None = None
