"""The map: north is up, a kilometre is a kilometre, and no label lies on another."""

from __future__ import annotations

import itertools
import math
import re
import time
from collections.abc import Sequence
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from servanda.folder import load
from servanda.record import Place, Places
from servanda.tables import places_data
from servanda.web.charts.labels import Box, Sheet
from servanda.web.charts.map import Map, map_of
from servanda.web.charts.projection import projection_of, round_length
from servanda.web.language import language
from tests.case_files import ROOT

SVG = "{http://www.w3.org/2000/svg}"
GAZA = load(ROOT / "examples" / "gaza-2025")


def town(name: str, x: float = 34.4, y: float = 31.5, **more: Any) -> Place:
    return Place(name, more.pop("kind", "town"), "point", (((x, y),),), **more)


def told_of(*places: Place, clauses: Sequence[tuple[str, str]] = (), incidents: Sequence[bool] = ()) -> Any:
    return [
        {
            "place": place.name, "drawn": True, "area": False,
            "clauses": [{"id": id_, "state": state} for id_, state in clauses],
            "events": [
                {"id": f"{place.name} {number}", "incident": True, "taken": is_taken}
                for number, is_taken in enumerate(incidents)
            ],
        }
        for place in places
    ]  # fmt: skip


def drawn(*places: Place, code: str = "en", **told: Any) -> Map:
    found = map_of(
        Places(places), told_of(*(place for place in places if place.name), **told), language(code)
    )
    assert found is not None
    return found


def gaza(code: str, account: str = "cautious") -> tuple[Map, ElementTree.Element]:
    data = places_data(GAZA.standing("2025-02-20", account=account), GAZA.places)
    found = map_of(GAZA.places, data["places"], language(code))
    assert found is not None
    return found, ElementTree.fromstring(found.svg)


def words(svg: ElementTree.Element) -> list[str]:
    return [text.text or "" for text in svg.iter(f"{SVG}text")]


def test_an_empty_map_is_none() -> None:
    """Without places there is nothing to draw."""
    assert map_of(Places(), [], language("en")) is None


def test_the_example_shows_clauses_with_their_signs_and_incidents_by_count() -> None:
    """Each clause at a place stands there with the sign of its state, and the incidents with their number."""
    _, svg = gaza("en", "Hamas")
    assert "✓ \u2066#netzarim\u2069" in words(svg)
    assert "Rafah crossing" in words(svg)
    assert "5 km" in words(svg)
    assert len(svg.findall(f".//{SVG}path[@class='incident-taken']")) >= 5
    assert svg.get("role") == "img"
    assert svg.get("aria-labelledby") == "map-title map-desc"


@pytest.mark.parametrize("code", ["ar", "he"])
def test_geography_is_never_mirrored(code: str) -> None:
    """In a language from right to left the ground is the same, and the words are its own."""
    there, here = gaza("en")[1], gaza(code)[1]
    for name in ("shape-area kind-outline", "shape-line kind-line"):
        paths = [[path.get("d") for path in svg.findall(f".//*[@class='{name}']")] for svg in (there, here)]
        assert paths[0] == paths[1] != []
    assert here.get("direction") == "rtl"
    assert set(words(here)) & {"معبر رفح", "מעבר רפיח"}


def test_the_drawing_has_no_style_and_nothing_of_it_takes_the_keyboard() -> None:
    """Colours come from classes, and the picture is one picture: what can be followed stands in the table."""
    text = str(gaza("en")[0].svg)
    assert "style=" not in text
    assert "<a " not in text
    assert not re.search(r"#[0-9a-f]{6}|(?:fill|stroke)=", text)


def test_names_are_escaped() -> None:
    """What a map calls a place is words, whatever it holds."""
    name = "<script>&\"'</script>"
    svg = ElementTree.fromstring(drawn(town(name), clauses=[("<b>", "in force")]).svg)
    assert name in words(svg)
    assert svg.find(f".//{SVG}script") is None


def test_what_finds_no_room_is_numbered() -> None:
    """Of many places at one spot some are labelled, and the others go by a number that the legend explains."""
    places = [town(f"The quite long name of place {number}", 34.4 + number / 1e5) for number in range(120)]
    found = drawn(*places, clauses=[("act", "in force")])
    assert 0 < len(found.legend) < 120
    assert [one.number for one in found.legend] == list(range(1, len(found.legend) + 1))
    assert found.legend[0].lines[0][1].startswith("The quite long name")


def test_many_clauses_at_one_place_are_summed_up() -> None:
    """A label holds some clauses and says how many more there are."""
    there = drawn(town("Pier"), clauses=[(f"c{number}", "in force") for number in range(7)])
    assert "and 4 more" in words(ElementTree.fromstring(there.svg))


def test_a_mark_grows_with_its_count() -> None:
    """More incidents make a larger mark, taken ones a diamond and the others a circle."""

    def radius(count: int) -> float:
        svg = ElementTree.fromstring(drawn(town("Pier"), incidents=[False] * count).svg)
        (circle,) = svg.findall(f".//{SVG}circle[@class='incident-told']")
        return float(circle.get("r") or 0)

    assert radius(1) < radius(4) < radius(20)


@given(st.floats(-85, 85), st.floats(-179, 179), st.floats(0.02, 4))
def test_a_kilometre_is_as_long_east_as_north(latitude: float, longitude: float, size: float) -> None:
    """In the middle of the map the scale is the same both ways, wherever on the globe it is."""
    corners = [(longitude, latitude - size / 2), (longitude + size / 4, latitude + size / 2)]
    projection = projection_of(corners, 420, (220, 560), 26)
    middle = projection.middle
    step = 1 / 111.32
    north = projection.at((middle[0], middle[1] + step))
    east = projection.at((middle[0] + step / math.cos(math.radians(middle[1])), middle[1]))
    at = projection.at(middle)
    assert math.isclose(at[1] - north[1], projection.length(1), rel_tol=1e-6)
    assert math.isclose(east[0] - at[0], projection.length(1), rel_tol=1e-6)


@given(st.floats(0.001, 20_000))
def test_the_scale_is_a_round_length(kilometres: float) -> None:
    """The bar is 1, 2 or 5 and noughts, and fits into the room it has."""
    found = round_length(kilometres)
    assert kilometres / 5.0001 <= found <= kilometres
    assert f"{found:e}"[0] in "125"


BOXES = st.builds(Box, st.floats(0, 380), st.floats(0, 380), st.floats(1, 20), st.floats(1, 20))


@given(st.lists(st.tuples(BOXES, st.floats(10, 200), st.floats(10, 60)), max_size=25))
def test_no_label_lies_on_another_or_on_a_mark(wanted: list[tuple[Box, float, float]]) -> None:
    """Whatever is to be labelled, labels keep apart from one another and from all marks, and stay on the paper."""
    marks = [mark for mark, _, _ in wanted]
    sheet = Sheet(Box(0, 0, 400, 400), list(marks))
    found = [spot.box for mark, width, high in wanted if (spot := sheet.place([mark], width, high))]
    assert not any(one.meets(other) for one, other in itertools.combinations(found, 2))
    assert all(sheet.paper.holds(box) for box in found)


NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co")), max_size=12)
POSITIONS = st.tuples(st.floats(-180, 180), st.floats(-90, 90))
PLACES = st.one_of(
    st.builds(lambda n, k, p: Place(n, k, "point", tuple((one,) for one in p)), NAMES, NAMES, st.lists(POSITIONS, min_size=1, max_size=3)),
    st.builds(lambda n, k, p: Place(n, k, "line", (tuple(p),)), NAMES, NAMES, st.lists(POSITIONS, min_size=2, max_size=5)),
    st.builds(lambda n, k, p: Place(n, k, "area", ((*p, p[0]),)), NAMES, NAMES, st.lists(POSITIONS, min_size=3, max_size=5)),
)  # fmt: skip


@given(st.lists(PLACES, min_size=1, max_size=6, unique_by=lambda place: place.name))
def test_any_map_can_be_drawn(places: list[Place]) -> None:
    """Whatever a map holds, from one point to the whole globe, the drawing is well-formed and on its paper."""
    svg = ElementTree.fromstring(drawn(*places, incidents=[True, False]).svg)
    width, height = map(float, (svg.get("viewBox") or "").split()[2:])
    for circle in svg.iter(f"{SVG}circle"):
        assert -25 <= float(circle.get("cx") or 0) <= width + 25
        assert -25 <= float(circle.get("cy") or 0) <= height + 25


def test_a_map_as_large_as_can_be_read_is_drawn_soon() -> None:
    """The most features and positions that are read take no more than a few seconds to draw."""
    line = Place("road", "line", "line", (tuple((34 + n / 18_000, 31 + n % 7 / 100) for n in range(18_000)),))
    towns = [town(f"place {n}", 34 + n % 45 / 45, 31 + n // 45 / 45) for n in range(1_999)]
    before = time.process_time()
    drawn(line, *towns, clauses=[("act", "in force")], incidents=[True])
    assert time.process_time() - before < 5
