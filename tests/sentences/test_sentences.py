"""What a sentence says, in English and in another tongue."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from servanda.clock import parse_moment, seconds_of
from servanda.record import Range, Share
from servanda.sentences import (
    ENGLISH,
    SILENCE,
    Joined,
    Numeral,
    Tongue,
    Value,
    day_of,
    hour_of,
    names_of,
    plural,
    said,
    say,
)
from servanda.standing.words import amount, amount_text, between, highest, percent, quantity_of

ZONE = "Asia/Jerusalem"
DAY = 86_400


def at(text: str) -> int:
    return seconds_of(parse_moment(text, ZONE))


FORMS = {
    "{duty} is due by {day}": "في {day}: {duty}",
    "stage {number}": "المرحلة {number}",
}
DAYS = ("{number} يوم", "يوم واحد", "يومان", "{number} أيام", "{number} يومًا", "{number} يوم")


class Arabic:
    """A tongue with six plurals, its own digits, and its own order of words."""

    def form(self, form: str, /) -> str:
        return FORMS.get(form, form)

    def plural(self, one: str, many: str, count: float, /) -> str:
        assert (one, many) == ("{number} day", "{number} days")
        hundredth = count % 100
        if count in (0, 1, 2):
            return DAYS[int(count)]
        return DAYS[3 if 3 <= hundredth <= 10 else 4 if hundredth >= 11 else 5]

    def own(self, words: str, /) -> str:
        return words

    def number(self, number: float, /) -> str:
        return self.digits(f"{number:,.15g}".replace(",", "٬"))

    def numeral(self, number: int, /) -> str:
        return self.digits(str(number))

    def digits(self, text: str) -> str:
        return text.translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))

    def day(self, seconds: int, zone: str, /, *, with_year: bool) -> str:
        return self.digits(ENGLISH.day(seconds, zone, with_year=with_year))

    def hour(self, seconds: int, zone: str, /, *, with_year: bool) -> str:
        return self.digits(ENGLISH.hour(seconds, zone, with_year=with_year))

    def names(self, names: Sequence[str], joined: Joined, /) -> str:
        return (" أو " if joined == "or" else " و").join(names)


ARABIC: Tongue = Arabic()


@pytest.mark.parametrize(
    ("count", "words"),
    [
        (0, "٠ يوم"),
        (1, "يوم واحد"),
        (2, "يومان"),
        (3, "٣ أيام"),
        (11, "١١ يومًا"),
        (100, "١٠٠ يوم"),
        (1103, "١٬١٠٣ أيام"),
    ],
)
def test_a_plural_has_as_many_forms_as_its_tongue(count: int, words: str) -> None:
    """The number chooses among six forms, some of which leave it out."""
    assert said(plural("{number} day", "{number} days", count), ARABIC) == words


def test_a_sentence_is_said_in_another_order_with_all_that_stands_in_it() -> None:
    """Form, nested sentence, number and day are each said in the tongue; a name stays as it is."""
    stage = say("stage {number}", number=Numeral(2))
    due = say("{duty} is due by {day}", duty=stage, day=day_of(at("2025-01-22"), ZONE, at("2025-03-01")))
    assert str(due) == "stage 2 is due by 22 Jan"
    assert said(due, ARABIC) == "في ٢٢ Jan: المرحلة ٢"
    assert said(names_of(["Qatar", "Egypt"], "or"), ARABIC) == "Qatar أو Egypt"
    assert said(hour_of(at("2025-01-22T11:15"), ZONE), ARABIC) == "٢٢ Jan ٢٠٢٥ ١١:١٥"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("a name {as it is}", "a name {as it is}"),
        (4200, "4,200"),
        (65.36, "65.36"),
        (Numeral(4200), "4200"),
        (names_of(["A"]), "A"),
        (names_of(["A", "B", "C"]), "A and B and C"),
        (names_of(["A", "B", "C"], "or"), "A or B or C"),
        (names_of(["A", "B", "C"], "series"), "A, B and C"),
        (names_of(["A"], "series"), "A"),
        (names_of([], "series"), ""),
        (names_of(["A", say("an unnamed outlet")], "commas"), "A, an unnamed outlet"),
        (names_of(["A", "B"], "semicolons"), "A; B"),
        (plural("{number} day", "{number} days", 1), "1 day"),
        (plural("{number} day", "{number} days", 2), "2 days"),
        (plural("{number} day", "{number} days", Numeral(1)), "1 day"),
        (hour_of(at("2025-01-22"), ZONE), "22 Jan 2025"),
        (hour_of(at("2025-01-22T00:00"), ZONE), "22 Jan 2025"),
        (hour_of(at("2025-01-22T11:15"), ZONE), "22 Jan 2025 11:15"),
        (day_of(at("2025-01-22T11:15"), ZONE), "22 Jan 2025"),
        (day_of(at("2025-01-22T11:15"), ZONE, at("2025-12-31")), "22 Jan"),
        (day_of(at("2024-12-31"), ZONE, at("2025-12-31")), "31 Dec 2024"),
        (SILENCE, ""),
    ],
)
def test_every_value_is_said_in_english(value: Value, words: str) -> None:
    """A value is kept as what it is, and its English is that of the terminal."""
    assert said(value) == words


def test_two_sentences_are_equal_where_form_and_values_are() -> None:
    """Moments of one day are one day; another number, form or plural is another sentence."""
    morning, evening = (day_of(at(f"2025-01-22T{hour}:00"), ZONE) for hour in ("08", "20"))
    assert say("on {day}", day=morning) == say("on {day}", day=evening)
    assert len({say("on {day}", day=morning), say("on {day}", day=evening)}) == 1
    assert say("{number} day", number=1) != plural("{number} day", "{number} days", 1)
    assert say("on {day}", day=morning) != say("by {day}", day=morning)


def test_a_sentence_says_what_stands_in_its_fields() -> None:
    """A field is asked by its name; only silence says nothing."""
    sentence = say("for {cause}", cause="release-3")
    assert (sentence.value("cause"), sentence.value("day")) == ("release-3", None)
    assert sentence
    assert not SILENCE


def test_an_interval_is_told_by_its_bounds() -> None:
    """An exact amount is a number; its plural hangs on the most, or on the least where it has no bound."""
    shares = (Share(3, 3), Share(596, 602), Share(4200, None))
    assert [amount_text(share) for share in shares] == ["3", "596 to 602", "at least 4,200"]
    assert [highest(amount(share)) for share in shares] == [3, 602, 4200]
    assert said(percent(quantity_of(Range(0.125, 0.5)))) == "0.125 to 0.5 %"


def test_lateness_is_told_from_least_to_most() -> None:
    """One length where both are the same, one unit where they share it, else both with their units."""
    lengths = ((1, 3600), (3600, 7200), (5 * DAY + 1, 7 * DAY), (DAY, DAY), (7200, DAY))
    assert [str(between(late)) for late in lengths] == [
        "1 hour",
        "1 to 2 hours",
        "6 to 7 days",
        "1 day",
        "2 hours to 1 day",
    ]
