"""Where the places lie that clauses and reports name: a map in GeoJSON, read without trust."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal, NoReturn

from servanda.agreement import Problem
from servanda.record.matter import act_key

MOST_BYTES = 2_000_000
"""The most bytes of a map that is read."""

MOST_FEATURES = 2_000
"""The most features that a map may have."""

MOST_POSITIONS = 20_000
"""The most positions that a map may have in all: more than a page can show."""

LONGEST_NAME = 120
"""The most characters of a name that is read."""

Position = tuple[float, float]
"""A longitude and a latitude in degrees (WGS 84)."""

Shape = Literal["point", "line", "area"]

SHAPES: Mapping[str, tuple[Shape, int]] = {
    "Point": ("point", 0), "MultiPoint": ("point", 1), "LineString": ("line", 1), "MultiLineString": ("line", 2),
    "Polygon": ("area", 2), "MultiPolygon": ("area", 3),
}  # fmt: skip
"""The geometries that are read: the shape of each, and how many lists stand around its positions."""

LEAST: Mapping[Shape, int] = {"point": 1, "line": 2, "area": 4}
"""The fewest positions that one path of a shape has."""


class BadFeature(ValueError):
    """A feature cannot be read: the name of the problem, its cause and its mend."""

    def __init__(self, name: str, cause: str, mend: str) -> None:
        super().__init__(cause)
        self.name, self.cause, self.mend = name, cause, mend


@dataclass(frozen=True)
class Place:
    """A feature of the map.

    Attributes:
        name: what clauses and reports call it; blank for what is only drawn.
        kind: what it is, for drawing, such as "crossing"; blank where it does not say.
        shape: what its paths are.
        paths: its points (one position each), its lines, or all rings of its areas, the first position again at the end.
        aliases: its other names.
        translations: its name by the code of a language.
    """

    name: str
    kind: str
    shape: Shape
    paths: tuple[tuple[Position, ...], ...]
    aliases: tuple[str, ...] = ()
    translations: tuple[tuple[str, str], ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Its name and its aliases; empty where it has none."""
        return tuple(name for name in (self.name, *self.aliases) if name)

    def called(self, language: str) -> str:
        """Return its name in a language; as clauses and reports have it where it has none there."""
        return dict(self.translations).get(language, self.name)


class Places:
    """The places of a map, found by name or alias as places are compared in the record."""

    def __init__(self, table: tuple[Place, ...] = ()) -> None:
        self.table = table
        self._by_name: dict[str, Place] = {}
        for place in table:
            for name in place.names:
                self._by_name.setdefault(act_key(name), place)

    def named(self, name: str) -> Place | None:
        """Return the place of a name or alias, or None where the map has none."""
        return self._by_name.get(act_key(name))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Places) and self.table == other.table

    def __hash__(self) -> int:
        return hash(self.table)


def read_places(data: bytes, file: str) -> tuple[Places, list[Problem]]:
    """Read a map: a GeoJSON FeatureCollection. What cannot be read is left out and named in the problems."""
    try:
        features = _features(data)
    except BadFeature as bad:
        return Places(), [_problem(file, bad)]
    found: list[Place] = []
    problems: list[Problem] = []
    left = MOST_POSITIONS
    taken: dict[str, int] = {}
    for number, feature in enumerate(features, start=1):
        try:
            place = _place(feature, left)
            _see_new(place, taken)
        except BadFeature as bad:
            problems.append(_problem(file, bad, number, feature))
            continue
        left -= sum(map(len, place.paths))
        taken |= {act_key(name): number for name in place.names}
        found.append(place)
    return Places(tuple(found)), problems


def _features(data: bytes) -> list[Any]:
    if len(data) > MOST_BYTES:
        cause = f"The map has {len(data):,} bytes, and no more than {MOST_BYTES:,} are read."
        raise BadFeature(
            "map-too-large", cause, "Draw it with fewer positions, or with fewer digits in each."
        )
    found = _json(data)
    if not isinstance(found, dict) or found.get("type") != "FeatureCollection":
        cause = 'The file is no GeoJSON map: it must be an object with "type": "FeatureCollection".'
        raise BadFeature(
            "not-geojson", cause, 'Write {"type": "FeatureCollection", "features": […]} around it.'
        )
    features = found.get("features")
    if not isinstance(features, list) or not features:
        cause = "The map has no features, so there is nothing to draw."
        raise BadFeature(
            "no-features", cause, 'List at least one place in "features", or take the file away.'
        )
    if len(features) > MOST_FEATURES:
        cause = f"The map has {len(features):,} features, and no more than {MOST_FEATURES:,} are read."
        raise BadFeature("map-too-large", cause, "Leave out what nobody needs to see, or join it.")
    return features


def _json(data: bytes) -> Any:
    mend = "Save the map again as GeoJSON in UTF-8."
    try:
        return json.loads(data.decode("utf-8-sig"), parse_constant=_refuse_constant)
    except UnicodeDecodeError:
        cause = "it is no UTF-8 text"
    except RecursionError:
        cause = "it is nested too deep"
    except json.JSONDecodeError as error:
        cause = f"line {error.lineno}, column {error.colno} is no JSON ({error.msg})"
    except ValueError as error:
        cause = str(error)
    raise BadFeature("not-json", f"The map cannot be read: {cause}.", mend)


def _refuse_constant(word: str) -> NoReturn:
    raise ValueError(f"{word} is no number in JSON")


def _place(feature: Any, left: int) -> Place:
    if not isinstance(feature, dict) or feature.get("type") != "Feature":
        raise BadFeature(
            "bad-feature",
            'is no object with "type": "Feature"',
            'Write each place as {"type": "Feature", …}.',
        )
    properties = feature.get("properties")
    if not isinstance(properties, dict | None):
        raise BadFeature(
            "bad-feature", 'has "properties" that are no object', 'Write them as {"name": "…", "kind": "…"}.'
        )
    shape, paths = _drawn(feature.get("geometry"), left)
    said = properties or {}
    aliases = said.get("aliases") or []
    if not isinstance(aliases, list):
        raise BadFeature("bad-feature", 'has "aliases" that are no list', 'Write them as ["…", "…"].')
    translations = [
        (key.removeprefix("name:"), _name(said, key)) for key in said if key.startswith("name:") and said[key]
    ]
    return Place(
        _name(said, "name"), _name(said, "kind"), shape, paths,
        tuple(_words(alias, "aliases") for alias in aliases), tuple(translations),
    )  # fmt: skip


def _name(properties: Mapping[str, Any], key: str) -> str:
    found = properties.get(key)
    return "" if found is None else _words(found, key)


def _words(found: Any, key: str) -> str:
    if not isinstance(found, str) or len(found) > LONGEST_NAME:
        cause = f'has a "{_clean(key)[:LONGEST_NAME]}" that is no text of up to {LONGEST_NAME} characters'
        raise BadFeature("bad-feature", cause, "Write it as a short text in quotation marks.")
    return _clean(found)


def _clean(text: str) -> str:
    """Return a text with single spaces, and with � for what no page can show."""
    whole = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    shown = (char if char.isprintable() or char.isspace() else "�" for char in whole)
    return " ".join("".join(shown).split())


def _drawn(geometry: Any, left: int) -> tuple[Shape, tuple[tuple[Position, ...], ...]]:
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if not isinstance(kind, str) or kind not in SHAPES:
        said = "no geometry" if geometry is None else "a geometry that is not read"
        raise BadFeature("unknown-geometry", f"has {said}", f"Draw it as one of {', '.join(SHAPES)}.")
    shape, depth = SHAPES[kind]
    paths = []
    for path in _paths(geometry.get("coordinates"), depth, shape):
        left -= len(path)
        if left < 0:
            cause = f"brings the map to more than {MOST_POSITIONS:,} positions, so it is left out"
            raise BadFeature("map-too-large", cause, "Draw the map with fewer positions.")
        paths.append(tuple(map(_position, path)))
    for drawn in paths:
        if len(drawn) < LEAST[shape] or (shape == "area" and drawn[0] != drawn[-1]):
            raise _bad_coordinates(kind)
    if not paths:
        raise _bad_coordinates(kind)
    return shape, tuple(paths)


def _paths(coordinates: Any, depth: int, shape: Shape) -> Iterator[list[Any]]:
    """Yield the lists of positions inside a geometry's coordinates."""
    if shape == "point":
        coordinates, depth = ([coordinates], 1) if depth == 0 else (coordinates, 1)
    if not isinstance(coordinates, list):
        raise _bad_coordinates("geometry")
    if shape == "point":
        yield from ([position] for position in coordinates)
    elif depth == 1:
        yield coordinates
    else:
        for inner in coordinates:
            yield from _paths(inner, depth - 1, shape)


def _position(found: Any) -> Position:
    if not isinstance(found, list) or len(found) < 2 or not all(map(_is_number, found[:2])):
        raise _bad_coordinates("position")
    longitude, latitude = found[:2]
    if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
        cause = f"has the position [{_shown(longitude)}, {_shown(latitude)}], which is not on the globe"
        mend = "Write longitude (-180 to 180) before latitude (-90 to 90), in degrees."
        raise BadFeature("off-the-globe", cause, mend)
    return float(longitude), float(latitude)


def _is_number(found: Any) -> bool:
    return isinstance(found, int | float) and not isinstance(found, bool)


def _shown(number: float) -> str:
    return f"{number}"[:12]


def _bad_coordinates(kind: str) -> BadFeature:
    return BadFeature(
        "bad-coordinates", f"has coordinates that make no {kind}",
        "Write a position as [longitude, latitude]; a line has two or more, a ring four or more with the first again at its end.",
    )  # fmt: skip


def _see_new(place: Place, taken: Mapping[str, int]) -> None:
    for name in place.names:
        if act_key(name) in taken:
            cause = f'has the name "{name}", which feature {taken[act_key(name)]} has too'
            mend = "Give each place one feature: join its parts in a MultiPoint, MultiLineString or MultiPolygon."
            raise BadFeature("place-twice", cause, mend)


def _problem(file: str, bad: BadFeature, number: int = 0, feature: Any = None) -> Problem:
    cause = bad.cause
    if number:
        properties = feature.get("properties") if isinstance(feature, dict) else None
        name = properties.get("name") if isinstance(properties, dict) else None
        named = f' ("{_clean(name)}")' if isinstance(name, str) and 0 < len(name) <= LONGEST_NAME else ""
        cause = f"Feature {number}{named} {bad.cause}."
    return Problem(file, 1, 1, bad.name, cause, bad.mend)
