"""The charts: they are well formed, legible and told in words, in both directions, and no mark hides another."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise
from xml.etree import ElementTree

import pytest

from servanda.clock import DayCount
from servanda.tables import exchange, timeline
from servanda.web.charts import scale
from servanda.web.charts.drawing import WIDTH, element
from servanda.web.charts.exchange import SOON, exchange_chart, is_told
from servanda.web.charts.timeline import APART, LOOKS, look, timeline_chart
from tests.case_files import ROOT
from tests.tables.shelves import MOMENTS, standing_of
from tests.web.charts.plain import Plain

CSS = (ROOT / "src/servanda/web/static/charts.css").read_text(encoding="utf-8")
NAMESPACE = "{http://www.w3.org/2000/svg}"
ASKED = [*((example, at, "cautious") for example, at in MOMENTS.items()), *(
    ("gaza-2025", at, account) for at in ("2025-01-10", "2025-01-22", "2025-02-10") for account in ("cautious", "generous", "Hamas")
)]  # fmt: skip

CHARTS: dict[str, Callable[[str, str, str, Plain], str]] = {
    "timeline": lambda example, at, account, language: timeline_chart(
        timeline(standing_of(example, at, account)), language
    ),
    "exchange": lambda example, at, account, language: exchange_chart(
        exchange(standing_of(example, at, account)), language
    ),
}


@cache
def drawn(name: str, asked: tuple[str, str, str], direction: str = "ltr") -> ElementTree.Element:
    """A chart, as it is read."""
    return ElementTree.fromstring(CHARTS[name](*asked, Plain(direction)))


def every(root: ElementTree.Element, name: str) -> Iterator[ElementTree.Element]:
    """Every element of a name."""
    return root.iter(f"{NAMESPACE}{name}")


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_is_named_and_described(name: str, asked: tuple[str, str, str]) -> None:
    """A chart is an image whose name and description are there, and holds no style and no script of its own."""
    root = drawn(name, asked)
    assert root.get("role") == "img"
    ids = (root.get("aria-labelledby") or "").split()
    texts = {one.get("id"): one.text for one in root.iter() if one.get("id")}
    assert len(ids) == 2
    assert all(texts[id_] for id_ in ids)
    assert not any(key == "style" or key.startswith("on") for one in root.iter() for key in one.keys())  # noqa: SIM118
    assert not any(True for tag in ("style", "script", "foreignObject", "image") for _ in every(root, tag))


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("name", CHARTS)
def test_every_mark_says_what_it_is(name: str, asked: tuple[str, str, str]) -> None:
    """Every mark has a title, and there are marks."""
    marks = [one for one in every(drawn(name, asked), "g") if one.get("class") == "mark"]
    assert marks
    assert all(one[0].tag == f"{NAMESPACE}title" and one[0].text for one in marks)


@pytest.mark.parametrize("asked", ASKED)
@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_all_that_is_drawn_lies_on_the_sheet(name: str, asked: tuple[str, str, str], direction: str) -> None:
    """No shape lies outside the drawing, in either direction; words begin on it."""
    root = drawn(name, asked, direction)
    _, _, width, height = map(float, (root.get("viewBox") or "").split())
    assert width == WIDTH
    for one in root.iter():
        for key, most in (
            ("x", width),
            ("x1", width),
            ("x2", width),
            ("cx", width),
            ("y", height),
            ("y1", height),
            ("cy", height),
        ):
            assert -1 <= float(one.get(key, 0)) <= most + 1
        if one.tag == f"{NAMESPACE}rect":
            assert float(one.get("x", 0)) + float(one.get("width", 0)) <= width + 1
            assert float(one.get("width", 0)) > 0
        if one.tag == f"{NAMESPACE}path":
            numbers = [float(each) for each in re.findall(r"-?[\d.]+", one.get("d", ""))]
            assert all(-1 <= along <= width + 1 for along in numbers[::2])
            assert all(-1 <= down <= height + 1 for down in numbers[1::2])


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_is_mirrored(name: str) -> None:
    """From right to left, every word and every circle stands as far from the right as it stood from the left."""
    asked = ("gaza-2025", "2025-02-10", "cautious")
    left, right = drawn(name, asked), drawn(name, asked, "rtl")
    assert right.get("direction") == "rtl"
    for tag, key in (("text", "x"), ("circle", "cx")):
        pairs = [*zip(every(left, tag), every(right, tag), strict=True)]
        assert pairs
        for one, other in pairs:
            assert float(one.get(key, 0)) + float(other.get(key, 0)) == pytest.approx(WIDTH, abs=0.2)
            assert one.get("text-anchor") == other.get("text-anchor")


@pytest.mark.parametrize("asked", ASKED)
def test_marks_of_a_lane_stand_apart(asked: tuple[str, str, str]) -> None:
    """Circles on one line of the timeline stand apart, however many events there are."""
    rows: dict[float, set[float]] = {}
    for one in every(drawn("timeline", asked), "circle"):
        if one.get("class") in ("event", "claim"):
            rows.setdefault(float(one.get("cy", 0)), set()).add(float(one.get("cx", 0)))
    for places in rows.values():
        ordered = sorted(places)
        assert all(after - before >= APART["event"] - 0.2 for before, after in pairwise(ordered))


def test_words_are_never_smaller_than_eleven_pixels() -> None:
    """At the narrowest that the style sheet lets a chart become, its smallest words are eleven pixels high."""
    narrowest = float(re.findall(r"\.chart \{[^}]*min-width: ([\d.]+)px", CSS)[0])
    sizes = [float(size) for size in re.findall(r"font-size: ([\d.]+)px", CSS)]
    assert sizes
    assert min(sizes) * narrowest / WIDTH >= 11
    assert ".chart-box { overflow-x: auto;" in CSS


def test_every_class_has_a_look() -> None:
    """The style sheet knows every class that is drawn, and takes its colours from the page alone."""
    used = {
        (word if one.tag != f"{NAMESPACE}svg" else "chart")
        for name in CHARTS
        for asked in ASKED
        for one in drawn(name, asked).iter()
        for word in one.get("class", "").split()
    }
    plain = {"mark", "name", "state-ended", "state-not-started", "other-circle", "inside", "end"}
    assert {word for word in used - plain if f".{word}" not in CSS} == set()
    assert set(re.findall(r"var\((--[\w-]+)\)", CSS)) == {
        "--ink",
        "--muted",
        "--rule",
        "--paper",
        "--good",
        "--bad",
        "--open",
        "--wait",
        "--doubt",
    }
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b|rgb|hsl", CSS)


def test_looks_that_differ_in_colour_differ_in_shape() -> None:
    """No two kinds of deadline have the same outline."""
    root = drawn("timeline", ("gaza-2025", "2025-03-02", "cautious"))
    classes = {one.get("class", "") for one in root.iter() if one.get("class")}
    assert {"met", "late", "broken", "scratch", "overdue", "coming", "aside", "violation", "event"} <= classes
    lanes = timeline(standing_of("gaza-2025", "2025-03-02")).lanes
    assert {look(one) for lane in lanes for one in lane.deadlines} == set(LOOKS)


def test_nothing_delivered_is_said_so() -> None:
    """A clause without any step has no panel, and is named below."""
    found = exchange(standing_of("gaza-2025", "2025-02-10"))
    without = [one.clause for one in found.clauses if not is_told(one)]
    root = drawn("exchange", ("gaza-2025", "2025-02-10", "cautious"))
    words = " ".join(one.text or "" for one in every(root, "text"))
    assert "tents" in without
    assert all(clause in words for clause in without)
    panels = [one.text for one in every(root, "text") if "heading" in one.get("class", "")]
    assert panels == [one.clause for one in found.clauses if is_told(one)]


def test_a_promise_beyond_the_chart_is_told_in_words() -> None:
    """What is promised for a day that lies too far ahead to be drawn is no step at the edge, but said."""
    words = [
        one.text or ""
        for one in every(drawn("exchange", ("colombia-2016", "2016-12-05", "cautious")), "text")
    ]
    found = exchange(standing_of("colombia-2016", "2016-12-05"))
    last = max(promise.by for one in found.clauses for promise in one.promised)
    assert last > found.at + SOON
    assert any(word.startswith("promised: ") for word in words)


def test_words_of_others_are_escaped() -> None:
    """What a text or a record says is never taken for markup."""
    assert element("text", "<b>&", class_='"') == '<text class="&#34;">&lt;b&gt;&amp;</text>'


@pytest.mark.parametrize("days", [1, 3, 9, 50, 200, 1000, 6000, 40000])
def test_ticks_are_beginnings_of_days_and_few(days: int) -> None:
    """However long a stretch, there are some ticks and no more than asked for, each the first second of a day."""
    since = 1_737_278_100
    found = scale.Scale(since, since + days * scale.DAY, 0, 100, "Asia/Hebron").ticks(8)
    assert 1 <= len(found) <= 9
    assert found == sorted(set(found))
    assert all(since <= tick <= since + days * scale.DAY for tick in found)
    assert all(DayCount(tick, "Asia/Hebron").begins_day() == tick for tick in found)
