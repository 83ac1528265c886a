from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.reading.events.amounts import Amount, amounts, amounts_of
from servanda.reading.events.numbers import number_of
from servanda.reading.parsing import parse
from servanda.record.report import Range


def found(text: str) -> list[Amount]:
    return [amount for amount in amounts(parse(text)) if not amount.is_article]


def one(text: str) -> Amount:
    (amount,) = found(text)
    return amount


def written(quantity: Range) -> str:
    """Write a quantity as a record does: 33, 34.., ..50, 30..40."""
    low, high = f"{quantity.low:g}", "" if quantity.high is None else f"{quantity.high:.15g}"
    low = f"{quantity.low:.15g}"
    if low == high:
        return low
    return f"{'' if quantity.low == 0 else low}..{high}"


COUNTED = [
    ("The group released three hostages.", "three", "3", "hostages"),
    ("The guards let 90 prisoners go.", "90", "90", "prisoners"),
    ("The army counted thirty-three captives.", "thirty-three", "33", "captives"),
    ("Ninety-one villagers came home.", "Ninety-one", "91", "villagers"),
    ("One hundred and ten men were on the list.", "One hundred and ten", "110", "men"),
    ("The list holds one thousand nine hundred names.", "one thousand nine hundred", "1900", "names"),
    ("They sent 1,900 tents.", "1,900", "1900", "tents"),
    ("They sent 12,600 lorries.", "12,600", "12600", "lorries"),
    ("Some 1.2 million people crossed.", "Some 1.2 million", "1200000", "persons"),
    ("Half a million people crossed.", "Half a million", "500000", "persons"),
    ("Two dozen guards stood there.", "Two dozen", "24", "guards"),
    ("A dozen guards stood there.", "A dozen", "12", "guards"),
    ("Half a dozen guards stood there.", "Half a dozen", "6", "guards"),
    ("A couple of guards stood there.", "A couple", "2", "guards"),
    ("A hundred buses waited.", "A hundred", "100", "buses"),
    ("Fifteen hundred buses waited.", "Fifteen hundred", "1500", "buses"),
    ("33 thousand buses waited.", "33 thousand", "33000", "buses"),
    ("Both corridors were opened.", "Both", "2", "corridors"),
    ("No hostages were released.", "No", "0", "hostages"),
    ("None of the bodies was returned.", "None", "0", "bodies"),
    ("Zero trucks crossed on that day.", "Zero", "0", "trucks"),
    ("At least 34 soldiers died.", "At least 34", "34..", "soldiers"),
    ("More than 4,200 trucks entered.", "More than 4,200", "4200..", "trucks"),
    ("Over 500 farmers returned.", "Over 500", "500..", "farmers"),
    ("No fewer than twelve monitors were sent.", "No fewer than twelve", "12..", "monitors"),
    ("Upwards of 70 shells were fired.", "Upwards of 70", "70..", "shells"),
    ("They hold in excess of 200 men.", "in excess of 200", "200..", "men"),
    ("They hold 200 or more men.", "200 or more", "200..", "men"),
    ("They hold 200+ men.", "200+", "200..", "men"),
    ("They will free up to 1,650 prisoners.", "up to 1,650", "..1650", "prisoners"),
    ("At most 50 patients may leave.", "At most 50", "..50", "patients"),
    ("No more than 50 patients may leave.", "No more than 50", "..50", "patients"),
    ("As many as 50 patients may leave.", "As many as 50", "..50", "patients"),
    ("Fewer than 50 patients left.", "Fewer than 50", "..49", "patients"),
    ("Less than 20 trucks came.", "Less than 20", "..19", "trucks"),
    ("They freed nearly 2,000 prisoners.", "nearly 2,000", "..2000", "prisoners"),
    ("Almost 450,000 people walked north.", "Almost 450,000", "..450000", "persons"),
    ("Just under 900 trucks came.", "Just under 900", "..900", "trucks"),
    ("About 115 prisoners came.", "About 115", "115", "prisoners"),
    ("Around 1,800 prisoners came.", "Around 1,800", "1800", "prisoners"),
    ("Some 600 trucks came.", "Some 600", "600", "trucks"),
    ("Roughly forty boats came.", "Roughly forty", "40", "boats"),
    ("An estimated 70 boats came.", "An estimated 70", "70", "boats"),
    ("They sent 50 or so boats.", "50 or so", "50", "boats"),
    ("At least some 30 boats came.", "At least some 30", "30..", "boats"),
    ("Between 30 and 40 prisoners were let go.", "Between 30 and 40", "30..40", "prisoners"),
    ("From 30 to 40 prisoners were let go.", "From 30 to 40", "30..40", "prisoners"),
    ("Officials counted 596 to 602 trucks.", "596 to 602", "596..602", "trucks"),
    ("Officials counted 30-40 trucks.", "30-40", "30..40", "trucks"),
    ("Officials counted 596–602 trucks.", "596–602", "596..602", "trucks"),
    ("Two or three boats came.", "Two or three", "2..3", "boats"),
    ("Between one and two million people fled.", "Between one and two million", "1000000..2000000", "persons"),
    ("Hundreds of cars crossed.", "Hundreds", "200..999", "cars"),
    ("Dozens of cars crossed.", "Dozens", "24..99", "cars"),
    ("Scores of cars crossed.", "Scores", "40..99", "cars"),
    ("Thousands of cars crossed.", "Thousands", "2000..999999", "cars"),
    ("Tens of thousands of families fled.", "Tens of thousands", "20000..99999", "families"),
    ("Hundreds of thousands of families fled.", "Hundreds of thousands", "200000..999999", "families"),
    ("Three more soldiers were freed.", "Three", "3", "soldiers"),
    ("Another five civilians were freed.", "Another five", "5", "civilians"),
    ("An additional 20 nurses came.", "An additional 20", "20", "nurses"),
    ("They returned the bodies of four captives.", "four", "4", "captives"),
    ("They returned the bodies of at least 34 confirmed dead.", "at least 34", "34..", "bodies"),
    ("Forces pulled back 850 metres.", "850", "850", "metres"),
    ("The line lies 20km away.", "20", "20", "kilometres"),
    ("The pause lasted for 42 days.", "42", "42", "days"),
    ("They paid $3 billion.", "$3 billion", "3000000000", "dollars"),
    ("They paid €5m.", "€5m", "5000000", "euros"),
    ("They paid 40 million euros.", "40 million", "40000000", "euros"),
    ("The agency sent 57,000 tonnes of food.", "57,000", "57000", "tonnes"),
    ("Ten percent of the tents have come.", "Ten percent", "10", "percent"),
    ("Half of the tents have come.", "Half", "50", "percent"),
    ("Two-thirds of the tents have come.", "Two-thirds", "66.666667", "percent"),
    ("A quarter of the tents have come.", "A quarter", "25", "percent"),
    ("All the women are to be freed first.", "All", "..", "women"),
    ("The last fourteen will be freed later.", "fourteen", "14", ""),
    ("They were held in a group of eight.", "eight", "8", ""),
    ("Sixty-nine women and children left.", "Sixty-nine", "69", "women"),
    ("About 1950 trucks came.", "About 1950", "1950", "trucks"),
    ("The council freed 2000 prisoners.", "2000", "2000", "prisoners"),
    ("One of the bodies was found.", "One", "1", "bodies"),
    ("One soldier was hurt.", "One", "1", "soldiers"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "words", "quantity", "unit"), COUNTED)
def test_how_many_of_what(text: str, words: str, quantity: str, unit: str) -> None:
    """A number is read with its bounds, as a record writes it, and with the noun that it counts."""
    amount = one(text)
    assert (amount.passage.of(text), written(amount.quantity), amount.unit) == (words, quantity, unit)


UNCOUNTED = [
    "The 33rd day was quiet.",
    "The second phase has not begun.",
    "Channel 12 told it first.",
    "It was on October 7.",
    "It was on 7 October 2023.",
    "It began in 2014.",
    "The 2014 war was long.",
    "Talks begin on day 16.",
    "Talks begin in phase two.",
    "The fire stopped at 11:15.",
    "The fire stopped at 11 a.m.",
    "A three-phase plan was drawn up.",
    "A 35-year-old man was hurt.",
    "The man was 35 years old.",
    "Dana Orme, 52, was hurt.",
    "The council voted 24-8.",
    "Resolution 2735 was cited.",
    "It fell under Article 5.",
    "An F-16 flew by.",
    "No one was hurt.",
    "One in four was hurt.",
    "They met at Ground Zero.",
    "Both he and she were hurt.",
    "1. The text comes first.",
    "The road was open 24/7.",
    "He gave no date.",
]


@pytest.mark.parametrize("text", UNCOUNTED)
def test_what_counts_nothing(text: str) -> None:
    """Ordinals, dates, hours, ages, labels, odds and votes are no amounts."""
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "kind", "unit"),
    [
        ("They freed 90 Palestinian security prisoners.", "Palestinian security", "prisoners"),
        ("They freed four living hostages.", "living", "hostages"),
        ("They freed three sick, wounded and elderly captives.", "sick, wounded and elderly", "captives"),
        ("They freed three more civilian captives.", "civilian", "captives"),
        ("They admitted 600 aid trucks.", "aid", "trucks"),
        ("The agency sent 57,000 tonnes of dry food.", "dry food", "tonnes"),
    ],
)
def test_the_words_before_the_noun_narrow_it(text: str, kind: str, unit: str) -> None:
    """What stands between a number and its noun is its kind, not its unit."""
    assert (one(text).kind, one(text).unit) == (kind, unit)


@pytest.mark.parametrize(
    ("text", "quantity", "whole"),
    [
        ("Ninety-one of the 251 captives were there.", "91", "251"),
        ("Three of the 33 are dead.", "3", "33"),
        ("Four out of seven crossings are open.", "4", "7"),
        ("About 10 percent of the 200,000 tents have come.", "10", "200000"),
        ("More than half of the 33 captives are alive.", "50..", "33"),
        ("Of the 95 captives still held, 60 are thought to be alive.", "60", "95"),
    ],
)
def test_a_part_knows_its_whole(text: str, quantity: str, whole: str) -> None:
    """Where a number is told to be a part of another, it knows of how many, and the other that it is the whole."""
    part = next(amount for amount in found(text) if not amount.is_whole)
    other = next(amount for amount in found(text) if amount.is_whole)
    assert part.whole == other.quantity
    assert (written(part.quantity), written(other.quantity)) == (quantity, whole)


@pytest.mark.parametrize(
    ("text", "per"),
    [
        ("The crossing admits 600 trucks a day.", "day"),
        ("The crossing admits 600 trucks per day.", "day"),
        ("The crossing admits 600 trucks each day.", "day"),
        ("The crossing admits 600 trucks daily.", "day"),
        ("The crossing admits 600 trucks of aid a day.", "day"),
        ("A daily 600 trucks are due.", "day"),
        ("The crossing admits 4,200 trucks every week.", "week"),
        ("They free 30 prisoners for each hostage.", "hostage"),
        ("They free 30 prisoners for every captive soldier.", "soldier"),
        ("They freed 30 prisoners a day later.", ""),
        ("They freed 30 prisoners.", ""),
    ],
)
def test_a_rate_is_told_per_something(text: str, per: str) -> None:
    """An amount per day, or for each one of another kind, is a rate."""
    assert (one(text).per, one(text).is_rate) == (per, bool(per))


@pytest.mark.parametrize(
    ("text", "running", "level", "change"),
    [
        ("So far, the group has released 18 hostages.", True, False, False),
        ("The group has released 18 hostages.", True, False, False),
        ("A total of 18 hostages were released.", True, False, False),
        ("In all, 18 hostages were released.", True, False, False),
        ("That brings to 25 the number of hostages freed.", True, False, False),
        ("The toll reached 25 soldiers.", True, False, False),
        ("Ninety-one hostages remain there.", True, True, False),
        ("Ninety-one hostages are still held there.", True, True, False),
        ("The group released 18 hostages.", False, False, False),
        ("The group will have released 18 hostages.", False, False, False),
        ("The two guards have said it.", False, False, False),
        ("Three more hostages were released.", False, False, True),
        ("Another five hostages were released.", False, False, True),
        ("The number of trucks rose by 20.", False, False, True),
    ],
)
def test_a_total_a_state_and_a_change_are_told_apart(
    text: str, running: bool, level: bool, change: bool
) -> None:
    """A total that goes on, a state at a time, and a change on what was before are no counts of one event."""
    amount = one(text)
    assert (amount.is_running, amount.is_level, amount.is_change) == (running, level, change)


@pytest.mark.parametrize(
    "text", ["Some 600 trucks came.", "Nearly 600 trucks came.", "600 or so trucks came."]
)
def test_what_is_not_exact_says_so(text: str) -> None:
    """About and nearly are kept as words of the text, beside the quantity."""
    assert one(text).is_about


@pytest.mark.parametrize(
    ("text", "verb", "quantities"),
    [
        ("The group released three hostages on Sunday and killed two guards.", "released", ["3"]),
        ("The group released three hostages on Sunday and killed two guards.", "killed", ["2"]),
        ("Ninety-one of the 251 hostages seized that day remain there.", "remain", ["91"]),
        ("Ninety-one of the 251 hostages seized that day remain there.", "seized", ["251"]),
        ("He said that 20 guards left.", "said", []),
        ("He said that 20 guards left.", "left", ["20"]),
        ("The group is due to release four soldiers.", "release", ["4"]),
        ("The 33 captives are to be freed.", "freed", ["33"]),
        ("Twelve guards who were hurt went home.", "hurt", ["12"]),
        ("The release of 33 captives began.", "release", ["33"]),
        ("They swapped a hostage for 30 prisoners.", "swapped", ["1", "30"]),
    ],
)
def test_an_act_has_the_amounts_of_its_own_clause(text: str, verb: str, quantities: list[str]) -> None:
    """A verb or noun has what is counted in its subject or object, and nothing out of a clause inside it."""
    doc = parse(text)
    root = next(token for token in doc if token.text == verb)
    assert [written(amount.quantity) for amount in amounts_of(root, amounts(doc))] == quantities


def test_an_article_before_an_object_is_marked() -> None:
    """ "A hostage" as an act's object is one, and said to be told by no more than an article."""
    (amount,) = amounts(parse("The group released a civilian hostage."))
    assert (amount.is_article, amount.quantity, amount.unit, amount.kind) == (
        True, Range(1, 1), "hostages", "civilian",
    )  # fmt: skip


SMALL = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS = ["_", "_", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def in_words(number: int) -> str:
    """Write a whole number in words."""
    if number < 20:
        return SMALL[number]
    if number < 100:
        return TENS[number // 10] + (f"-{SMALL[number % 10]}" if number % 10 else "")
    for size, name in ((10**9, "billion"), (10**6, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= size:
            rest = number % size
            return f"{in_words(number // size)} {name}" + (f" {in_words(rest)}" if rest else "")
    raise AssertionError


@given(st.integers(0, 999_999_999_999))
def test_a_number_written_in_words_is_read_again(number: int) -> None:
    """Whatever whole number is written in words, the same is read."""
    assert number_of(in_words(number)) == Range(number, number)


@given(st.integers(0, 10**15))
def test_a_number_written_in_digits_is_read_again(number: int) -> None:
    """Whatever whole number is written in digits, with commas or without, the same is read."""
    assert number_of(f"{number:,}") == number_of(str(number)) == Range(number, number)


PIECES = st.sampled_from(
    [
        "at",
        "least",
        "nearly",
        "between",
        "and",
        "or",
        "to",
        "of",
        "the",
        "a",
        "no",
        "both",
        "all",
        "one",
        "two",
        "thirty-three",
        "hundred",
        "thousands",
        "million",
        "dozen",
        "half",
        "12",
        "1,900",
        "2024",
        "%",
        "percent",
        "$",
        "3.5",
        "bn",
        "per",
        "each",
        "day",
        "hostages",
        "trucks",
        ",",
        ".",
        "-",
        "–",
        "\n",
        "remain",
        "released",
        "October",
        "7",
        "a.m.",
        "£",
        "1e9",
        "more",
        "than",
        "so",
        "far",
        "up",
    ]
)


@settings(max_examples=60)
@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=40).map(" ".join)))
def test_any_text_is_read(text: str) -> None:
    """Whatever the text, every passage lies in it, and no quantity's least exceeds its most."""
    for amount in amounts(parse(text)):
        assert 0 <= amount.passage.first < amount.passage.end <= len(text)
        assert amount.quantity.low >= 0
        assert amount.quantity.high is None or amount.quantity.low <= amount.quantity.high
