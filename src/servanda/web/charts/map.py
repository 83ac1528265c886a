"""A map of the places that clauses and reports name: what each clause there has come to, and what is told to have happened.

North is up in every language; only the words are laid out for the language's direction.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from markupsafe import Markup

from servanda.record import Place, Places
from servanda.tables.signs import SIGNS
from servanda.web.charts.labels import INK, Box, Sheet, Spot, ink_of
from servanda.web.charts.projection import Point, Projection, projection_of, round_length
from servanda.web.language import Language

WIDTH, HEIGHTS, MARGIN = 420.0, (220.0, 560.0), 26.0
LETTER, LINE, GAP = 7.2, 16.0, 3.0
"""How wide a letter is taken to be, how high a line of a label, and the space around it."""

MOST_CLAUSES = 3
"""The most clauses that stand in one label; the table has them all."""

DRAWN = ("outline", "area", "corridor", "line", "crossing", "town")
"""The kinds that look different, in the order in which they are drawn."""

MOST_LABELS, MOST_POINTS = 120, 120
"""The most places that are labelled or numbered, and the most points of a line that its marks may stand at."""


@dataclass(frozen=True)
class Numbered:
    """A place whose label found no room: its number on the map, and what the label would have said."""

    number: int
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Map:
    """A drawn map.

    Attributes:
        svg: the drawing.
        legend: the places that it shows by a number.
    """

    svg: Markup
    legend: tuple[Numbered, ...]


@dataclass(frozen=True)
class _Site:
    """One named place on paper.

    Attributes:
        lines: its label: each line by its class and words.
        marks: how many incidents the account takes, and how many it does not.
        boxes: what its label may stand beside: its marks, or any of several points of it where it has none.
    """

    place: Place
    lines: tuple[tuple[str, str], ...]
    marks: tuple[int, int]
    boxes: tuple[Box, ...]
    has_clauses: bool

    @property
    def order(self) -> tuple[bool, bool, bool]:
        """What is labelled first: clauses, then incidents, then what is a point."""
        return not self.has_clauses, not any(self.marks), self.place.shape != "point"


def map_of(places: Places, told: Sequence[Mapping[str, Any]], language: Language) -> Map | None:
    """Return the map of some places, or None where there is nothing to draw.

    Args:
        told: what is told of each place, as `servanda.tables.places` has it.
    """
    if not places.table:
        return None
    every = [position for place in places.table for path in place.paths for position in path]
    projection = projection_of(every, WIDTH, HEIGHTS, MARGIN)
    by_name = {one["place"]: one for one in told if one["drawn"]}
    points = [
        projection.at(path[0]) for place in places.table if place.shape == "point" for path in place.paths
    ]
    every_site = (
        _site(place, by_name[place.name], _anchors(place, projection, points), language)
        for place in places.table
        if place.name in by_name and not by_name[place.name]["area"]
    )
    sites = sorted(every_site, key=lambda site: site.order)[:MOST_LABELS]
    sheet = Sheet(
        Box(2, 2, WIDTH - 4, projection.height - 4),
        [site.boxes[0] for site in sites if site.boxes[0].width],
        ink_of(_ink(places.table, projection)),
    )
    scale = _scale(sheet, projection, language)
    leaders, labels, legend = _labels(sheet, sites, language)
    parts = [
        *_ground(places.table, projection), *leaders,
        *(mark for site in sites for mark in _marks(site, language)), *labels, scale,
    ]  # fmt: skip
    return Map(_whole(parts, projection, told, language), tuple(legend))


def _whole(
    parts: Iterable[Markup], projection: Projection, told: Sequence[Mapping[str, Any]], language: Language
) -> Markup:
    clauses = len({clause["id"] for one in told if one["drawn"] for clause in one["clauses"]})
    taken, other = _incidents(one for one in told if one["drawn"])
    desc = language.text(
        "A map with north at the top. {clauses} {taken} {other} The table below tells the same in words.",
        clauses=language.count("It shows {number} clause.", "It shows {number} clauses.", clauses),
        taken=language.count("{number} incident is taken.", "{number} incidents are taken.", taken),
        other=language.count("{number} is told and not taken.", "{number} are told and not taken.", other),
    )
    return Markup(
        '<svg class="map" viewBox="0 0 {width} {height}" role="img" aria-labelledby="map-title map-desc"'
        ' direction="{direction}" xmlns="http://www.w3.org/2000/svg">'
        '<title id="map-title">{title}</title><desc id="map-desc">{desc}</desc>{parts}</svg>'
    ).format(
        width=_number(WIDTH), height=_number(projection.height), direction=language.direction,
        title=language.text("Map of the places"), desc=desc, parts=Markup("").join(parts),
    )  # fmt: skip


def _incidents(told: Iterable[Mapping[str, Any]]) -> tuple[int, int]:
    """Return how many incidents are taken and how many are not; one at two places counts once."""
    taken = {event["id"]: event["taken"] for one in told for event in one["events"] if event["incident"]}
    return sum(taken.values()), len(taken) - sum(taken.values())


def _site(place: Place, told: Mapping[str, Any], points: Sequence[Point], language: Language) -> _Site:
    clauses = told["clauses"]
    lines = [("name" if clauses or told["events"] else "name quiet", place.called(language.code))]
    lines += [
        (
            f"state-{clause['state'].replace(' ', '-')}",
            f"{SIGNS.get(clause['state'], '·')} \u2066#{clause['id']}\u2069",
        )
        for clause in clauses[:MOST_CLAUSES]
    ]
    if len(clauses) > MOST_CLAUSES:
        more = len(clauses) - MOST_CLAUSES
        lines.append(("name quiet", language.count("and {number} more", "and {number} more", more)))
    marks = _incidents([told])
    own = points[:1] if any(marks) else points
    return _Site(
        place, tuple(lines), marks, tuple(_marks_box(place, point, marks) for point in own), bool(clauses)
    )


def _anchors(place: Place, projection: Projection, points: Sequence[Point]) -> list[Point]:
    """Return where the marks of a place may stand, the best first.

    That is on it; along it, rather where it is far from every point of the map; or in its middle, or half way from there
    to its two ends.
    """
    path = [projection.at(position) for position in max(place.paths, key=len)]
    match place.shape:
        case "point":
            return path[:1]
        case "line":
            along = list(_along(path))
            inner = along[len(along) // 6 : len(along) - len(along) // 6 : 1 + len(along) // MOST_POINTS]
            near = points[:MOST_LABELS]
            inner.sort(key=lambda one: -min((math.dist(one, other) for other in near), default=0.0))
            return inner[:1] + inner[1 :: 1 + len(inner) // 24]
        case "area":
            whole = path[:-1]
            middle = sum(x for x, _ in whole) / len(whole), sum(y for _, y in whole) / len(whole)
            end = max(whole, key=lambda one: math.dist(one, middle))
            other = max(whole, key=lambda one: math.dist(one, end))
            return [middle, _half_way(middle, end), _half_way(middle, other)]


def _half_way(one: Point, other: Point) -> Point:
    return (one[0] + other[0]) / 2, (one[1] + other[1]) / 2


def _along(path: Sequence[Point]) -> Iterator[Point]:
    """Yield points along a path, as close as `INK`."""
    yield path[0]
    for (x, y), (to_x, to_y) in pairwise(path):
        steps = min(400, math.ceil(math.hypot(to_x - x, to_y - y) / INK))
        yield from (
            (x + (to_x - x) * step / steps, y + (to_y - y) * step / steps) for step in range(1, steps + 1)
        )


def _radius(count: int) -> float:
    return min(20.0, 6.0 + 2.5 * math.sqrt(count)) if count else 0.0


def _marks_box(place: Place, point: Point, marks: tuple[int, int]) -> Box:
    """Return what the marks of a place cover: the incidents side by side, or its own dot."""
    radii = [_radius(count) for count in marks if count]
    if not radii:
        half = 4.0 if place.shape == "point" and place.kind != "area" else 0.0
        return Box(point[0] - half, point[1] - half, 2 * half, 2 * half)
    width, high = 2 * sum(radii), max(radii)
    return Box(point[0] - width / 2, point[1] - high, width, 2 * high)


def _ground(table: Iterable[Place], projection: Projection) -> Iterator[Markup]:
    """Yield what is drawn under the marks, the widest first."""
    for place in sorted(table, key=_layer):
        kind = place.kind if place.kind in DRAWN else place.shape
        if place.shape == "point":
            if place.kind != "area":
                yield from (_dot(projection.at(path[0]), kind) for path in place.paths)
            continue
        lines = (
            "M" + "L".join(f"{_number(x)} {_number(y)}" for x, y in map(projection.at, path))
            for path in place.paths
        )
        end = "Z" if place.shape == "area" else ""
        drawn = "".join(line + end for line in lines)
        yield Markup('<path class="{shape} {kind}" d="{drawn}" fill-rule="evenodd"/>').format(
            shape=f"shape-{place.shape}", kind=f"kind-{kind}", drawn=drawn
        )


def _layer(place: Place) -> tuple[int, int]:
    return (
        ("area", "line", "point").index(place.shape),
        DRAWN.index(place.kind) if place.kind in DRAWN else len(DRAWN),
    )


def _dot(point: Point, kind: str) -> Markup:
    x, y = point
    if kind == "crossing":
        return Markup('<rect class="kind-crossing" x="{}" y="{}" width="7" height="7"/>').format(
            _number(x - 3.5), _number(y - 3.5)
        )
    return Markup('<circle class="kind-{}" cx="{}" cy="{}" r="2.5"/>').format(kind, _number(x), _number(y))


def _ink(table: Iterable[Place], projection: Projection) -> Iterator[Point]:
    """Yield points along all that is drawn."""
    for place in table:
        for path in place.paths:
            yield from _along([projection.at(position) for position in path])


def _marks(site: _Site, language: Language) -> Iterator[Markup]:
    """Yield the incidents at a place: a diamond for those taken, a broken circle for those not."""
    left, middle = site.boxes[0].left, site.boxes[0].middle[1]
    for count, is_taken in zip(site.marks, (True, False), strict=True):
        if not count:
            continue
        radius = _radius(count)
        x, y = left + radius, middle
        left += 2 * radius
        shape = (
            Markup('<path class="incident-taken" d="M{} {}l{r} {r}l-{r} {r}l-{r} -{r}Z"/>').format(
                _number(x), _number(y - radius), r=_number(radius)
            )
            if is_taken
            else Markup('<circle class="incident-told" cx="{}" cy="{}" r="{}"/>').format(
                _number(x), _number(y), _number(radius - 1)
            )
        )
        yield shape + Markup('<text class="count {}" x="{}" y="{}" text-anchor="middle">{}</text>').format(
            "count-taken" if is_taken else "count-told", _number(x), _number(y + 4), language.number(count)
        )


def _labels(
    sheet: Sheet, sites: Iterable[_Site], language: Language
) -> tuple[list[Markup], list[Markup], list[Numbered]]:
    """Return lines that lead to labels, the labels, and the places that go by a number for want of room."""
    leaders: list[Markup] = []
    drawn: list[Markup] = []
    legend: list[Numbered] = []
    for site in sites:
        lines = site.lines
        spot = sheet.place(site.boxes, *_size(lines))
        if spot is None:
            legend.append(Numbered(len(legend) + 1, lines))
            lines = (("number", language.number(len(legend))),)
            spot = sheet.place(site.boxes, *_size(lines))
        if spot is not None:
            drawn.append(_label(lines, spot, language))
            if spot.is_far:
                leaders.append(_leader(spot))
    return leaders, drawn, legend


def _size(lines: Sequence[tuple[str, str]]) -> tuple[float, float]:
    return max(len(words) for _, words in lines) * LETTER + 2 * GAP, len(lines) * LINE + GAP


def _label(lines: Sequence[tuple[str, str]], spot: Spot, language: Language) -> Markup:
    """Return a label: its words at the edge that is nearest to its place, in the language's direction."""
    box = spot.box
    x = {1: box.left + GAP, -1: box.right - GAP, 0: box.left + box.width / 2}[spot.side]
    is_forward = language.direction == "ltr"
    anchor = {1: "start" if is_forward else "end", -1: "end" if is_forward else "start", 0: "middle"}
    return Markup("").join(
        Markup('<text class="label {}" x="{}" y="{}" text-anchor="{}">{}</text>').format(
            kind, _number(x), _number(box.top + LINE * (row + 1) - 4), anchor[spot.side], text
        )
        for row, (kind, text) in enumerate(lines)
    )


def _leader(spot: Spot) -> Markup:
    """Return the line from a place to its label: to its first line where that stands beside it."""
    box = spot.box
    x, y = box.nearest(spot.point)
    return Markup('<path class="leader" d="M{} {}L{} {}"/>').format(
        *map(_number, (*spot.point, x, box.top + LINE / 2 + 1 if spot.side else y))
    )


def _scale(sheet: Sheet, projection: Projection, language: Language) -> Markup:
    """Return the bar of kilometres and the arrow to the north, in the corner where they hide the least."""
    kilometres = round_length(WIDTH / 4 / projection.length(1))
    length = projection.length(kilometres)
    words = language.text("{number} km", number=language.number(kilometres))
    box = sheet.corner(max(length, len(words) * LETTER) + 26, 34, 8)
    left, low = box.left, box.bottom - 5
    return Markup(
        '<g class="scale"><path d="M{left} {high}V{low}H{right}V{high}"/>'
        '<text x="{middle}" y="{above}" text-anchor="middle">{words}</text>'
        '<path class="north" d="M{arrow} {tip}l5 14l-5 -4l-5 4Z"/>'
        '<text x="{arrow}" y="{low}" text-anchor="middle">{north}</text></g>'
    ).format(
        left=_number(left), low=_number(low), high=_number(low - 5), right=_number(left + length),
        middle=_number(left + length / 2), above=_number(low - 9), words=words,
        arrow=_number(box.right - 8), tip=_number(box.top), north=language.text("N"),
    )  # fmt: skip


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
