"""What charts are drawn with: elements of SVG, paper that is mirrored for languages written from right to left, and marks.

Every mark has a shape of its own and says in a `<title>` what it is; colours only repeat it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from markupsafe import Markup, escape

from servanda.record import Share
from servanda.sentences import Value

WIDTH = 860.0
"""How wide a chart is drawn; the style sheet lets it scroll before its words grow too small."""

LETTER, LINE = 6.4, 17.0
"""How wide a letter is taken to be, and how high a line of words."""


class Language(Protocol):
    """What a chart asks of a language."""

    @property
    def direction(self) -> str:
        """Which way it is written: "ltr" or "rtl"."""

    def text(self, message: str, **values: object) -> str:
        """Return a message in this language."""

    def count(self, one: str, many: str, number: float, **values: object) -> str:
        """Return a message in the form for a number."""

    def word(self, kind: Literal["ground"], word: str) -> str:
        """Return the word of a ground."""

    def state(self, state: str) -> str:
        """Return the word of a state."""

    def phase(self, name: str) -> str:
        """Return what a phase is called."""

    @property
    def called(self) -> Mapping[str, str]:
        """What names are called in it, and what each clause says by its id, such as "#talks"."""

    def account(self, name: str) -> str:
        """Return what an account is called."""

    def said(self, sentence: Value) -> str:
        """Return what the engine says."""

    def apart(self, text: str) -> str:
        """Return a text, set apart where it is written in the other direction."""

    def number(self, value: float) -> str:
        """Return a number for reading."""

    def day(self, seconds: int, zone: str) -> str:
        """Return the day of a moment."""

    def names(self, names: list[str]) -> str:
        """Return names as a list for reading."""


def element(name: str, *inside: str, **attributes: object) -> Markup:
    """Return an element of SVG; what is inside and is no markup is escaped.

    Args:
        attributes: `class_` stands for `class`, and an underscore within a name for a hyphen; None leaves one out.
    """
    told = Markup("").join(
        Markup(' {}="{}"').format(key.rstrip("_").replace("_", "-"), _told(value))
        for key, value in attributes.items()
        if value is not None
    )
    return Markup("<{0}{1}>{2}</{0}>").format(
        Markup(name), told, Markup("").join(escape(one) for one in inside)
    )


def _told(value: object) -> str:
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else str(value)


def share_text(share: Share, language: Language) -> str:
    """Return an interval for reading."""
    least = language.number(share.least)
    if share.most is None:
        return language.text("at least {least}", least=least)
    if share.least == share.most:
        return least
    return language.text("{least} to {most}", least=least, most=language.number(share.most))


def short(text: str, width: float) -> str:
    """Return as much of a text as a width holds, with an ellipsis where that is not all."""
    letters = max(1, int(width / LETTER))
    return text if len(text) <= letters else f"{text[: letters - 1]}…"


@dataclass(frozen=True)
class Paper:
    """A sheet to draw on, from the side where reading begins; mirrored where that is the right."""

    language: Language
    width: float = WIDTH

    @property
    def is_mirrored(self) -> bool:
        """Whether reading begins at the right."""
        return self.language.direction == "rtl"

    def x(self, along: float) -> float:
        """Return where a place, so far from where reading begins, lies on the sheet."""
        return self.width - along if self.is_mirrored else along

    def words(
        self,
        along: float,
        y: float,
        text: str,
        class_: str = "",
        anchor: Literal["start", "middle", "end"] = "start",
    ) -> Markup:
        """Return words at a place: they begin there, end there, or have it in their middle."""
        return element("text", text, class_=class_ or None, x=self.x(along), y=y, text_anchor=anchor)

    def line(self, along: float, y: float, to_along: float, to_y: float, class_: str) -> Markup:
        """Return a straight line."""
        return element("line", class_=class_, x1=self.x(along), y1=y, x2=self.x(to_along), y2=to_y)

    def box(
        self, along: float, y: float, width: float, height: float, class_: str, *inside: Markup
    ) -> Markup:
        """Return an upright rectangle, with its title inside."""
        left = self.x(along + width) if self.is_mirrored else along
        return element("rect", *inside, class_=class_, x=left, y=y, width=max(width, 0.5), height=height)

    def path(
        self, points: Iterable[tuple[float, float]], class_: str, *inside: Markup, closed: bool = False
    ) -> Markup:
        """Return a path through points, closed to a surface if so asked."""
        through = " L".join(f"{_told(self.x(along))} {_told(y)}" for along, y in points)
        return element("path", *inside, class_=class_, d=f"M{through}{'Z' if closed else ''}")

    def sheet(self, name: str, height: float, title: str, description: str, *inside: Markup) -> Markup:
        """Return the whole chart.

        Args:
            name: what kind of chart it is; its ids and classes begin with it.
            title: what it is called where it cannot be seen.
            description: what it shows.
        """
        return element(
            "svg", element("title", title, id=f"{name}-title"), element("desc", description, id=f"{name}-description"), *inside,
            xmlns="http://www.w3.org/2000/svg", class_=f"chart chart-{name}", viewBox=f"0 0 {_told(self.width)} {_told(height)}",
            role="img", aria_labelledby=f"{name}-title {name}-description", direction=self.language.direction,
        )  # fmt: skip

    def diamond(self, along: float, y: float, size: float, class_: str) -> Markup:
        """Return a square that stands on its corner."""
        return self.path(
            [(along - size, y), (along, y - size), (along + size, y), (along, y + size)], class_, closed=True
        )

    def triangle(self, along: float, y: float, size: float, class_: str) -> Markup:
        """Return a triangle that points up."""
        corners = [(along - size, y + size * 0.8), (along, y - size), (along + size, y + size * 0.8)]
        return self.path(corners, class_, closed=True)

    def square(self, along: float, y: float, size: float, class_: str) -> Markup:
        """Return a square."""
        return self.box(along - size, y - size, size * 2, size * 2, class_)

    def circle(self, along: float, y: float, size: float, class_: str) -> Markup:
        """Return a circle."""
        return element("circle", class_=class_, cx=self.x(along), cy=y, r=size)

    def cross(self, along: float, y: float, size: float, class_: str) -> Markup:
        """Return two strokes across each other."""
        x = self.x(along)
        strokes = f"M{_told(x - size)} {_told(y - size)} L{_told(x + size)} {_told(y + size)}"
        return element(
            "path",
            class_=class_,
            d=f"{strokes} M{_told(x - size)} {_told(y + size)} L{_told(x + size)} {_told(y - size)}",
        )


def mark(title: str, *shapes: Markup) -> Markup:
    """Return shapes as one mark that says what it is."""
    return element("g", element("title", title), *shapes, class_="mark")


class Drawer(Protocol):
    """Draws a shape by its name, at a place."""

    def __call__(self, name: str, along: float, y: float) -> Markup:
        """Return the shape."""


def legend(
    paper: Paper, y: float, signs: Iterable[tuple[str, str]], draw: Drawer
) -> tuple[list[Markup], float]:
    """Lay out a legend in as many lines as it needs; return it and where it ends.

    Args:
        signs: the name of each shape, and what it means.
        draw: draws a shape by its name, at a place.
    """
    drawn: list[Markup] = []
    along = 12.0
    for name, text in signs:
        width = len(text) * LETTER + 34
        if along + width > paper.width and along > 12:
            along, y = 12.0, y + LINE
        drawn += [draw(name, along, y), paper.words(along + 14, y + 4, text, "small")]
        along += width
    return drawn, y + LINE
