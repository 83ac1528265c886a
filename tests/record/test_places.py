"""A map is read as far as it can be, and what is wrong with it is named."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from servanda.record import Places, read_places
from servanda.record.places import MOST_FEATURES, MOST_POSITIONS, SHAPES
from tests.case_files import ROOT

PAGE = (ROOT / "docs" / "places.md").read_text(encoding="utf-8")


def feature(name: Any = "Pier", type_: Any = "Point", coordinates: Any = (8, 47), **more: Any) -> Any:
    return {
        "type": "Feature",
        "properties": {"name": name, **more},
        "geometry": {"type": type_, "coordinates": coordinates},
    }


def read(*features: Any) -> tuple[Places, list[str]]:
    data = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    places, problems = read_places(data, "places.geojson")
    return places, [problem.name for problem in problems]


def test_the_map_of_the_page_reads() -> None:
    """The example of the page reads without a problem, and has the places that it says."""
    (block,) = re.findall(r"```geojson\n(.*?)```\n\n<!-- places: (.*?) -->", PAGE, re.DOTALL)
    places, problems = read_places(block[0].encode(), "places.geojson")
    assert problems == []
    assert ", ".join(place.name for place in places.table) == block[1]
    pier = places.named("the  Pier")
    assert pier is not None
    assert (pier.called("ar"), pier.called("he")) == ("الرصيف الشرقي", "East pier")


@pytest.mark.parametrize(
    ("type_", "coordinates", "paths"),
    [
        ("Point", [8, 47], 1),
        ("MultiPoint", [[8, 47], [9, 47, 12.5]], 2),
        ("LineString", [[8, 47], [9, 47]], 1),
        ("MultiLineString", [[[8, 47], [9, 47]], [[1, 2], [3, 4]]], 2),
        ("Polygon", [[[8, 47], [9, 47], [9, 48], [8, 47]]], 1),
        ("MultiPolygon", [[[[8, 47], [9, 47], [9, 48], [8, 47]]], [[[1, 2], [3, 4], [5, 5], [1, 2]]]], 2),
    ],
)
def test_every_geometry_is_read(type_: str, coordinates: Any, paths: int) -> None:
    """Points, lines, areas and their Multis are read; what one position has beyond two numbers is passed over."""
    places, problems = read(feature("Pier", type_, coordinates))
    assert problems == []
    (place,) = places.table
    assert len(place.paths) == paths
    assert {len(position) for path in place.paths for position in path} == {2}


def test_one_bad_feature_leaves_the_others() -> None:
    """All problems are told at once, and what is right is read."""
    places, problems = read(
        feature("A", "Point", [8, 147]),
        feature("B", "Circle"),
        feature("C", "LineString", [[1, 2]]),
        feature("D", "Polygon", [[[1, 2], [3, 4], [5, 5], [6, 6]]]),
        feature({"a": "name"}),
        7,
        feature("Pier"),
        feature("PIER "),
        feature("E", "Point", [True, 2]),
        feature("F", "MultiPoint", []),
        feature("G", aliases="G2"),
        {"type": "Feature", "properties": [], "geometry": None},
        {"type": "Feature", "properties": {"name": "H"}, "geometry": None},
    )
    assert problems == [
        "off-the-globe", "unknown-geometry", "bad-coordinates", "bad-coordinates", "bad-feature", "bad-feature",
        "place-twice", "bad-coordinates", "bad-coordinates", "bad-feature", "bad-feature", "unknown-geometry",
    ]  # fmt: skip
    assert [place.name for place in places.table] == ["Pier"]


def test_a_problem_names_its_feature() -> None:
    """A message says which feature is wrong, by number and name."""
    data = json.dumps({"type": "FeatureCollection", "features": [feature("East pier", "Circle")]}).encode()
    (problem,) = read_places(data, "places.geojson")[1]
    assert problem.cause == 'Feature 1 ("East pier") has a geometry that is not read.'


@pytest.mark.parametrize(
    "data",
    [
        b"[" * 100_000,
        b'{"a":' * 100_000,
        b"NaN",
        b"-Infinity",
        b"9" * 5000,
        b"\xff\xfe",
        b"",
        b"{",
    ],
)
def test_what_is_no_json_is_one_problem(data: bytes) -> None:
    """Deep nesting, words for numbers, endless numbers and broken text are told, and nothing is read."""
    places, problems = read_places(data, "places.geojson")
    assert [problem.name for problem in problems] == ["not-json"]
    assert places == Places()


@pytest.mark.parametrize("number", ["1e999", "-1e999", "9" * 400, "180.0001"])
def test_a_number_beyond_the_globe_is_a_problem(number: str) -> None:
    """However large a coordinate is, it is told briefly."""
    text = json.dumps({"type": "FeatureCollection", "features": [feature("Pier", "Point", [0, 1])]})
    data = text.replace("[0, 1]", f"[{number}, 1]").encode()
    (problem,) = read_places(data, "places.geojson")[1]
    assert problem.name == "off-the-globe"
    assert len(problem.cause) < 200


def test_a_map_has_a_largest_size() -> None:
    """Past the most features nothing is read, and past the most positions the last features are left out."""
    assert read(*[feature("")] * (MOST_FEATURES + 1)) == (Places(), ["map-too-large"])
    line = [[8, 47]] * (MOST_POSITIONS - 1)
    places, problems = read(feature("A", "LineString", line), feature("B"), feature("C"))
    assert ([place.name for place in places.table], problems) == (["A", "B"], ["map-too-large"])


def test_a_name_is_shown_without_what_no_page_can_show() -> None:
    """Halves of characters and control characters of a name become �, and its spaces single."""
    places, problems = read(feature("a\ud800\x00\u202e b\n c"))
    assert problems == []
    assert places.table[0].name == "a��� b c"


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=12,
)
NEARLY = st.fixed_dictionaries(
    {
        "type": st.sampled_from(["Feature", "feature"]) | ANYTHING,
        "properties": st.dictionaries(st.sampled_from(["name", "kind", "aliases", "name:ar"]), ANYTHING)
        | ANYTHING,
        "geometry": st.fixed_dictionaries(
            {"type": st.sampled_from(sorted(SHAPES)) | ANYTHING},
            optional={
                "coordinates": st.lists(st.lists(st.floats() | ANYTHING, max_size=3), max_size=5) | ANYTHING
            },
        )
        | ANYTHING,
    }
)


@given(st.lists(NEARLY | ANYTHING, max_size=5) | ANYTHING)
@example([feature("Pier", "Polygon", [[]])])
@example([feature("Pier", "MultiPolygon", [[[]], 3])])
def test_no_map_breaks_the_reader(features: Any) -> None:
    """Whatever stands in a map, each feature is read or named as a problem, and what is read can be written as text."""
    data = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    places, problems = read_places(data, "places.geojson")
    assert problems or places.table
    if isinstance(features, list) and not {p.name for p in problems} & {"not-json", "no-features"}:
        assert len(problems) + len(places.table) == len(features)
    for place in places.table:
        " ".join((*place.names, place.kind, place.called("ar"))).encode()
        assert all(-180 <= x <= 180 and -90 <= y <= 90 for path in place.paths for x, y in path)
        assert all(path for path in place.paths)


@given(st.binary(max_size=60))
def test_no_bytes_break_the_reader(data: bytes) -> None:
    """Bytes that are no map are one problem."""
    assert len(read_places(data, "places.geojson")[1]) == 1
