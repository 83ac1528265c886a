from __future__ import annotations

import json
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.agreement import parse as parse_agreement
from servanda.clock import Span
from servanda.reading.background import Background
from servanda.reading.events.places import Place, place_of, places
from servanda.reading.parsing import parse
from servanda.record import Places, Report, Source, Sources, read_places

TEXT = """# The river agreement

```servanda
agreement #river "The river agreement"
  in force 2025-01-19 11:15 Asia/Jerusalem
party Norland, "River Front"
mediator Sudria
area Velmar
clause #bridge: Norland must open the road at "Low Bridge"
clause #crossing: Norland must hand over the Ostra crossing by day 7
clause #corridor: Norland must leave Tamsin at "Tamsin corridor" by day 22
clause #resolution: Sudria should seek a Harbour Council resolution
```
"""

MAP = {
    "type": "FeatureCollection",
    "features": [
        {
            "type": "Feature",
            "properties": {"name": "Karsten camp", "aliases": ["Old Mill"]},
            "geometry": {"type": "Point", "coordinates": [8, 47]},
        }
    ],
}


def report(place: str) -> Report:
    return Report(place, "attack", "asserts", Span(0, 0), Span(0, 0), place=place)


def background() -> Background:
    agreement, _ = parse_agreement(TEXT, "agreement.md")
    drawn, problems = read_places(json.dumps(MAP).encode(), "places.geojson")
    assert problems == []
    told = (
        "Velmar",
        "north Velmar",
        "Ostra",
        "Beit al-Nahr",
        "coastal road",
        "outside Velmar",
        "Norland",
        "Velmar",
    )
    return Background(
        agreement=agreement,
        sources=Sources([Source("Harbour Radio", "outlet")]),
        reports=tuple(report(place) for place in told),
        places=drawn,
    )


KNOWN = background()


def found(text: str, known: Background = KNOWN) -> list[Place]:
    return list(places(parse(text), known))


TOLD = [
    # Known ones, in whatever way they are written.
    ("The guards left the Tamsin Corridor.", ("Tamsin Corridor", "Tamsin corridor", True, "")),
    ("The guards left Tamsin at dawn.", ("Tamsin", "Tamsin corridor", True, "")),
    ("The guards left the Tamsin axis.", ("Tamsin axis", "Tamsin corridor", True, "")),
    ("They met at the Ostra border crossing.", ("Ostra border crossing", "Ostra crossing", True, "at")),
    ("They met in Ostra.", ("Ostra", "Ostra", True, "in")),
    ("They met at Low Bridge.", ("Low Bridge", "Low Bridge", True, "at")),
    ("Trucks entered the Velmar Strip.", ("Velmar Strip", "Velmar", True, "")),
    ("Trucks entered the Strip.", ("Strip", "Velmar", True, "")),
    ("They met in northern Velmar.", ("northern Velmar", "north Velmar", True, "in")),
    ("They met in southern Velmar.", ("southern Velmar", "southern Velmar", False, "in")),
    ("Guards stood in Beit el-Nahr.", ("Beit el-Nahr", "Beit al-Nahr", True, "in")),
    ("They went by the coastal road.", ("coastal road", "coastal road", True, "")),
    ("They met at Old Mill.", ("Old Mill", "Karsten camp", True, "at")),
    ("Trucks waited outside Velmar.", ("Velmar", "Velmar", True, "outside")),
    ("The Velmar truce began.", ("Velmar", "Velmar", True, "")),
    # Who takes part is a place only behind a word of place.
    ("The men came home to Norland.", ("Norland", "Norland", True, "to")),
    ("The men were held in Norland.", ("Norland", "Norland", True, "in")),
    ("The talks were held in Sudria.", ("Sudria", "Sudria", False, "in")),
    # Others.
    ("The envoys met in Geneva.", ("Geneva", "Geneva", False, "in")),
    ("The envoys met in the West Bank.", ("West Bank", "West Bank", False, "in")),
    ("The envoys met near Lake Como.", ("Lake Como", "Lake Como", False, "near")),
    ("The envoys flew to Doha.", ("Doha", "Doha", False, "to")),
    ("The buses came from Ramallah.", ("Ramallah", "Ramallah", False, "from")),
    ("The buses reached Ramallah.", ("Ramallah", "Ramallah", False, "")),
    ("The envoys visited Geneva.", ("Geneva", "Geneva", False, "")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "told"), TOLD)
def test_where(text: str, told: tuple[str, str, bool, str]) -> None:
    """A place is found with its words, and has the name that the agreement, its map or its record gives it."""
    (place,) = found(text)
    assert (place.passage.of(text), place.name, place.known, place.relation) == told


@pytest.mark.parametrize(
    "text",
    [
        "Norland freed three men.",
        "Talks between Norland and the River Front began.",
        "The Velmar Health Ministry counted them.",
        "He spoke to Anna Levi.",
        "They met at the Ministry of Health.",
        "The Harbour Council met.",
        "They met in January.",
        "They met in Parliament.",
        "He spoke in Arabic.",
        "It was told on Harbour Radio.",
        "Dana Tamsin said it.",
        "He met with Mr. Ostra Levi.",
    ],
)
def test_what_is_no_place(text: str) -> None:
    """Sides, bodies, persons, months and languages are no places."""
    assert found(text) == []


def test_the_narrower_and_the_wider_place_are_both_found() -> None:
    """Of "in one place in another" both are told, each with its own words."""
    assert [place.name for place in found("They met in Ostra in southern Velmar.")] == [
        "Ostra",
        "southern Velmar",
    ]


def test_several_places_of_one_word_are_all_found() -> None:
    """Places joined by "and" stand behind one preposition."""
    told = [(place.name, place.relation) for place in found("Talks were held in Geneva and Vienna.")]
    assert told == [("Geneva", "in"), ("Vienna", "in")]


def test_without_an_agreement_names_are_found_behind_words_of_place() -> None:
    """With nothing known beforehand, a name behind a word of place is told, and not as known."""
    (place,) = found("The envoys met in Geneva.", Background())
    assert (place.name, place.known) == ("Geneva", False)


@pytest.mark.parametrize(
    ("text", "verb", "name"),
    [
        ("The group freed three men in Ostra.", "freed", "Ostra"),
        ("The group freed three men in Ostra in southern Velmar.", "freed", "Ostra"),
        ("The envoy said in Geneva that three men were freed in Ostra.", "said", "Geneva"),
        ("The envoy said in Geneva that three men were freed in Ostra.", "freed", "Ostra"),
        ("The envoy said that three men were freed in Ostra.", "said", None),
        ("The army left Tamsin on Sunday.", "left", "Tamsin corridor"),
        ("Trucks waited outside Velmar.", "waited", None),
        ("The Velmar truce began.", "began", None),
        ("A lawyer in Geneva wrote the text.", "wrote", None),
        ("They went from Geneva to a hall in Ostra.", "went", "Ostra"),
    ],
)
def test_an_act_has_the_place_of_its_own_clause(text: str, verb: str, name: str | None) -> None:
    """A verb or noun has the place that hangs on it: not one in a clause inside it, nor where its subject is from."""
    doc = parse(text)
    place = place_of(next(token for token in doc if token.text == verb), places(doc, KNOWN))
    assert (None if place is None else place.name) == name


PIECES = st.sampled_from(
    [
        "Tamsin", "Tamsin corridor", "Ostra", "Velmar", "Strip", "northern", "in", "at", "near", "from", "to", "Beit",
        "al-Nahr", "el", "-", "Low", "Bridge", "coastal road", "Norland", "Ministry", "of", "the", ",", ".", "and", "left",
        "Geneva", "’s", "(", "Mr.", "\n",
    ]
)  # fmt: skip


@settings(max_examples=60)
@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=30).map(" ".join)))
def test_any_text_is_read(text: str) -> None:
    """Whatever the text, every passage lies in it, none overlaps another, and every name says something."""
    told = found(text)
    for place in told:
        assert 0 <= place.passage.first < place.passage.end <= len(text)
        assert place.name.strip()
    assert not any(one.passage.overlaps(other.passage) for one, other in pairwise(told))


def test_no_map_is_no_place_more() -> None:
    """An empty map adds nothing to what the agreement and its record know."""
    assert Background().places == Places()
