"""Home: the country whose offices a text tells without naming it."""

from __future__ import annotations

from servanda.reading.speakers.text import Text

SUBJECT_LEAD = 3
"""A country is what a text is about where it is named so many times as often as any other."""


class Home:
    """The country that one text is at home in."""

    def __init__(self, text: Text) -> None:
        self._text = text
        self._sides = text.sides
        self._subject: str | None = None
        self._countries = self._counted()

    def country(self, office: str) -> str:
        """Return the country of an office that is told by none: "prime minister".

        It is that of the outlet's own name; else the one whose office alone is in the sources table; else the one that
        the text is about. Blank where nothing tells it.
        """
        home = self._sides.home
        if home not in self._sides.states and home not in self._countries:
            home = ""
        return home or self._in_table(office) or self._about()

    def _in_table(self, office: str) -> str:
        """Return the country whose office alone is in the sources table, if the text names that country."""
        rows = self._sides.register.ending(office)
        return rows[0] if len(rows) == 1 and rows[0] in self._countries else ""

    def _about(self) -> str:
        """Return the country that the text is about; blank where it names several about as often."""
        if self._subject is None:
            counted = sorted(self._countries.items(), key=lambda one: -one[1])
            first = counted[0] if counted else ("", 0)
            second = counted[1][1] if len(counted) > 1 else 0
            told = first[1] >= SUBJECT_LEAD * max(second, 1) and first[0] in self._sides.states
            inner = [
                country
                for country, count in counted
                if count * SUBJECT_LEAD > first[1] and country in self._sides.governed
            ]
            self._subject = first[0] if told else next(iter(inner), "")
        return self._subject

    def _counted(self) -> dict[str, int]:
        """Count how often the text names each country."""
        found: dict[str, int] = {}
        for at, sign in self._text.signs.items():
            if at == sign.first and sign.side is not None and sign.side.country:
                found[sign.side.country] = found.get(sign.side.country, 0) + 1
        return found
