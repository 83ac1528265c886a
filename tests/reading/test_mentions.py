"""Mentions: who did what to whom, as a text tells it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.clock import moment_of, parse_moment, seconds_of
from servanda.clock.span import parse_span
from servanda.folder import load
from servanda.reading import Article
from servanda.reading.background import Background
from servanda.reading.events.amounts import amounts
from servanda.reading.events.frames import SPECIAL, lexicon
from servanda.reading.events.mention import Mention
from servanda.reading.events.mentions import frames_for, mentions
from servanda.reading.events.places import places
from servanda.reading.events.times import times
from servanda.reading.parsing import parse
from servanda.record import Range

EXAMPLES = Path(__file__).parents[2] / "examples"


def background_of(name: str) -> Background:
    folder = load(EXAMPLES / name)
    zone = folder.agreement.title.zone
    return Background(folder.agreement, folder.sources, folder.reports, zone, folder.places)


GAZA, LEBANON = background_of("gaza-2025"), background_of("lebanon-2024")
COLOMBIA, SOUTH_SUDAN = background_of("colombia-2016"), background_of("south-sudan-2018")


def found(text: str, background: Background = GAZA, day: str = "2025-01-26") -> tuple[Mention, ...]:
    article = Article(text, published=parse_span(day, background.zone))
    doc = parse(text)
    when, where = times(doc, article, background), places(doc, background)
    return mentions(doc, background, amounts(doc), when, where)


def told(text: str, background: Background = GAZA) -> list[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    return [(one.act, one.by, one.to) for one in found(text, background)]


@pytest.mark.parametrize(
    ("text", "act", "by", "to"),
    [
        ("Hamas freed four hostages.", "release hostages", ["Hamas"], []),
        ("Four hostages were freed by Hamas.", "release hostages", ["Hamas"], []),
        ("Hamas set four captives free.", "release captives", ["Hamas"], []),
        ("The captives that Hamas released on Sunday are well.", "release captives", ["Hamas"], []),
        ("The prisoners released by Israel went home.", "release prisoners", ["Israel"], []),
        ("After the release of 90 prisoners by Israel, the buses left.", "release prisoners", ["Israel"], []),
        ("Hamas handed the bodies over to Israel.", "hand over bodies", ["Hamas"], ["Israel"]),
        ("Israel and Hamas exchanged prisoners.", "exchange prisoners", ["Israel", "Hamas"], []),
        ("Israeli troops withdrew from Netzarim.", "withdraw from Netzarim", ["Israel"], []),
        ("Israel pulled its forces back.", "withdraw forces", ["Israel"], []),
        ("Israeli forces shelled a village.", "attack village", ["Israel"], []),
        ("Hamas fired rockets at the town.", "attack", ["Hamas"], []),
        ("The Israeli army carried out strikes on Rafah.", "attack Rafah", ["Israel"], []),
        ("Israel vowed to resume fighting.", "resume fighting", ["Israel"], []),
        ("Israel and Hamas began talks on the second stage.", "begin talks on phase two", ["Israel", "Hamas"], []),
        ("Egypt started mediating talks on the second phase.", "begin talks on phase two", [], []),
        ("Israel held talks with Egypt.", "hold talks", ["Israel", "Egypt"], []),
        ("Both sides agreed on phase two.", "agree on phase two", ["Israel", "Hamas"], []),
        ("The mediators set up an operations room.", "form operations room", ["Qatar", "Egypt", "US"], []),
        ("Israel let 600 trucks in.", "admit trucks", ["Israel"], []),
        ("Six hundred trucks of aid entered Gaza.", "admit trucks", [], []),
        ("Israel blocked the entry of tents.", "block tents", ["Israel"], []),
        ("Israel reopened the Rafah crossing.", "open Rafah crossing", ["Israel"], []),
        ("The Rafah crossing opened on Monday.", "open Rafah crossing", [], []),
        (
            "Israel agreed to let the Palestinian Authority take control of the Rafah crossing.",
            "hand over Rafah crossing", ["Israel"], ["Palestinian Authority"],
        ),
        ("Qatar will normalise relations with Israel.", "normalise relations", ["Qatar", "Israel"], []),
        ("Israel violated the ceasefire.", "violate ceasefire", ["Israel"], []),
        ("Hamas suspended the deal.", "suspend deal", ["Hamas"], []),
        ("The envoy will visit Gaza.", "visit Gaza", [], []),
        ("Egypt has been working to establish what it calls a “civilian committee”.", "form civilian committee", ["Egypt"], []),
        ("Israel accused Hamas of breaking the truce.", "break truce", ["Hamas"], []),
        ("Parliament approved the agreement.", "pass agreement", [], []),
        ("The displaced families returned to the north.", "return families", [], []),
        ("Israel extended the truce.", "extend truce", ["Israel"], []),
        ("Hamas-led gunmen kidnapped 251 people.", "abduct people", ["Hamas"], []),
        ("The US lifted sanctions.", "lift sanctions", ["US"], []),
    ],
)  # fmt: skip
def test_an_act_is_told_with_who_and_to_whom(text: str, act: str, by: list[str], to: list[str]) -> None:
    """An act is found in verbs and nouns, active and passive, with its actors by the names of the agreement."""
    act = {"break truce": "violate truce"}.get(act, act)
    assert (act, tuple(by), tuple(to)) in told(text)


@pytest.mark.parametrize(
    ("text", "background", "act", "by"),
    [
        ("The Lebanese army deployed in the south.", LEBANON, "deploy army", ["Lebanon"]),
        ("The two countries began talks on prisoners.", LEBANON, "begin talks on prisoners", ["Israel", "Lebanon"]),
        ("Lebanon dismantled 500 military facilities.", LEBANON, "destroy military facilities", ["Lebanon"]),
        ("The Colombian government fitted out the zones.", COLOMBIA, "fit out zones", ["Government"]),
        ("The FARC handed over its weapons.", COLOMBIA, "hand over weapons", ["FARC"]),
        ("The FARC laid down its arms.", COLOMBIA, "hand over arms", ["FARC"]),
        ("The FARC gave the coordinates of its caches.", COLOMBIA, "give coordinates of caches", ["FARC"]),
        ("The SPLM/A-IO attacked a village.", SOUTH_SUDAN, "attack village", ["SPLM/A-IO"]),
        ("The parties opened 24 cantonment sites and 6 barracks.", SOUTH_SUDAN, "open barracks",
         ["Government", "SPLM/A-IO", "SSOA", "Former Detainees", "Other Parties"]),
    ],
)  # fmt: skip
def test_acts_of_other_agreements_are_found(
    text: str, background: Background, act: str, by: list[str]
) -> None:
    """What only one agreement is about is found by the words of its own clauses."""
    assert (act, tuple(by)) in [(one.act, one.by) for one in found(text, background)]


@pytest.mark.parametrize(
    "text",
    [
        "The first stage provides for the release of 33 hostages.",
        "The hostage release agreement was signed in Doha by nobody.",
        "Nobody knows whether Hamas released the hostages.",
        "The ministry released a report about its budget.",
        "The company held its annual party.",
        "She opened the window and left the room.",
        "Prices hit a new high, and shares fell.",
        "A deal that ends the war is far away.",
    ],
)
def test_what_is_only_spoken_of_is_no_act(text: str) -> None:
    """Terms, fears, questions and other matters make no act that could be taken for one that was done."""
    assert [
        one.act
        for one in found(text)
        if one.act.split()[0] in ("release", "resume", "attack", "stop", "leave")
    ] == []


@pytest.mark.parametrize(
    ("text", "act", "by", "quantity"),
    [
        ("The UN received 30 percent of the weapons of the FARC.", "hand over weapons", ("FARC",), 30),
        ("The report that 50 rifles had been held back was wrong.", "hold back rifles", (), 50),
        ("There are many caches. So far 12 of them have been cleared.", "clear caches", (), 12),
        ("The guards said gunmen had burned 20 homes.", "destroy homes", (), 20),
        ("The monitors trained 300 fighters.", "train fighters", (), 300),
        ("The FARC had 700 rifles in May.", "keep rifles", ("FARC",), 700),
    ],
)
def test_a_number_belongs_to_the_thing_that_it_stands_for(
    text: str, act: str, by: tuple[str, ...], quantity: int
) -> None:
    """What is received, held back or told by a bare number has its thing, its number, and who did it."""
    (one,) = found(text, COLOMBIA)
    assert (one.act, one.by) == (act, by)
    assert one.quantity == Range(quantity, quantity)


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        ("Israel will withdraw.", ["withdraw"]),
        ("Israel held talks on the deal during its meetings with Egypt.", ["hold talks on deal"]),
        ("The withdrawal slowed in May.", ["withdraw"]),
        ("Israel asked for a delay.", ["ask for delay"]),
        ("Israel said there would be no extension.", ["extend agreement"]),
        ("They discussed how many prisoners would be released.", []),
        ("Gaza will be quiet as long as prisoners remain in jails.", []),
        ("Netzarim is a strip that Israel cleared.", []),
        ("Israel will fight any government that is formed.", []),
    ],
)
def test_an_act_is_told_once_and_only_where_it_is_told(text: str, acts: list[str]) -> None:
    """A side that moves is no object, a meeting within talks is no act beside them, and a supposed act is none."""
    assert [one.act for one in found(text, LEBANON)] == acts


def test_the_army_is_the_only_army_that_was_named() -> None:
    """A plain "the army" is the one that the text has named; where it named two, it is nobody's."""
    one, two = "The Lebanese army is ready.", "The Israeli army is ready."
    assert told(f"{one} The army attacked the town.", LEBANON)[-1][1] == ("Lebanon",)
    assert told(f"{one} {two} The army attacked the town.", LEBANON)[-1][1] == ()


def test_numbers_times_and_places_belong_to_their_act() -> None:
    """Each act has the number of what it was done to, and its own place and time."""
    freed, killed = found(
        "Hamas freed three hostages on Sunday, and Israeli fire killed at least 12 people near Rafah."
    )
    assert (freed.quantity, freed.unit, freed.measure) == (Range(3, 3), "hostages", "count")
    assert freed.happened == parse_span("2025-01-26", GAZA.zone) or freed.happened == parse_span(
        "2025-01-19", GAZA.zone
    )
    assert (killed.quantity, killed.unit, killed.place) == (Range(12, None), "persons killed", "Rafah")


def test_an_act_never_has_a_number_in_its_words() -> None:
    """Numbers stand in their own cell, so that one act is told alike however many it is of."""
    acts = [
        one.act
        for one in found(
            "Hamas freed 4 hostages, then three captives, and a dozen soldiers; 33 hostages were freed."
        )
    ]
    assert acts
    assert not any(sign.isdigit() for act in acts for sign in act)


def test_what_the_talks_are_about_is_carried_on() -> None:
    """ "The talks" are about what the talks told before them are about."""
    acts = [one.act for one in found("Egypt hosted talks on the second phase. Israel began the talks.")]
    assert acts == ["hold talks on phase two", "begin talks on phase two"]


def test_every_field_is_tied_to_its_words() -> None:
    """The words of each field are those that tell it."""
    text = "On Saturday Hamas handed over four hostages to Israel near Rafah."
    (one,) = found(text)
    words = {name: passage.of(text) for name, passage in one.fields.items()}
    assert words["by"] == "Hamas"
    assert words["to"] == "Israel"
    assert words["quantity"] == "four"
    assert "Rafah" in words["place"]
    assert "Saturday" in words["happened"]
    assert text[one.root :].startswith("handed")
    assert seconds_of(parse_moment("2025-01-25", GAZA.zone)) == one.happened.last if one.happened else False


def test_the_frames_speak_of_things_they_know() -> None:
    """Every class, frame and kin that the table names is there, or is a word of its own."""
    known = lexicon()
    classes = {name for names in known.classes.values() for name in names}
    for frame in known.frames.values():
        assert frame.verbs or frame.nouns
        assert all(name.islower() or name in SPECIAL for name in frame.objects)
        assert frame.means <= classes
        assert frame.akin <= known.frames.keys()
    assert {*known.kin, *(name for names in known.kin.values() for name in names)} <= classes


def test_an_agreement_adds_its_own_acts() -> None:
    """With an agreement, a verb that only its clauses use is looked for too."""
    assert "graduate" in frames_for(SOUTH_SUDAN).verbs
    assert "graduate" not in frames_for(Background()).verbs


def test_no_agreement_is_needed() -> None:
    """Without an agreement, acts are found all the same."""
    assert told("Israel released 90 prisoners.", Background()) == [("release prisoners", ("Israel",), ())]


PIECES = """
    Hamas Israel released freed 12 hostages the of by to and talks on phase two crossing, . “ ” not if Sunday Rafah withdrew
    attack over control take let “we” they who that
"""
WORDS = st.sampled_from([*PIECES.split(), "\n"])


@settings(max_examples=60, deadline=None)
@given(st.lists(WORDS, max_size=40).map(" ".join) | st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    """No text keeps acts from being looked for, and every passage lies inside it."""
    for one in found(text):
        assert 0 <= one.passage.first < one.passage.end <= len(text)
        assert one.act.strip() == one.act != ""
        assert moment_of(one.happened.first, "UTC") if one.happened else True
