"""A language says messages, numbers, days and lists as its readers write them, and escapes what it did not write."""

from __future__ import annotations

from pathlib import Path

import pytest
from jinja2 import Environment
from markupsafe import Markup

from servanda.clock import parse_moment, seconds_of
from servanda.web.language import Language, chosen, language, languages

ZONE = "Asia/Jerusalem"
AT = seconds_of(parse_moment("2025-01-02T23:05", ZONE))
ARABIC_DAYS = ("لا أيام", "يوم واحد", "يومان", "{number} أيام", "{number} يومًا", "{number} يوم")


def arabic(**messages: tuple[str, ...]) -> Language:
    return Language("ar", {("", message): forms for message, forms in messages.items()})


def test_there_are_english_arabic_and_hebrew() -> None:
    """The three languages are there, each with its own name and direction."""
    assert {code: (one.name, one.direction) for code, one in languages().items()} == {
        "en": ("English", "ltr"), "ar": ("العربية", "rtl"), "he": ("עברית", "rtl"),
    }  # fmt: skip
    with pytest.raises(KeyError):
        language("tlh")


def test_what_is_not_translated_is_told_in_english() -> None:
    """A message without a translation, and a word without one, stay English, also in number."""
    assert language("ar").text("Not {done} anywhere", done="x").startswith("Not ")
    assert language("he").count("{number} xyz", "{number} xyzs", 1) == "1 xyz"
    assert language("he").count("{number} xyz", "{number} xyzs", 2) == "2 xyzs"
    assert language("ar").word("ground", "xyz") == "xyz"
    assert arabic(both=("",)).text("both") == "both"
    assert arabic(both=ARABIC_DAYS[:2]).count("both", "boths", 5) == "boths"


def test_english_is_its_own_key() -> None:
    """English says each message as it is written in the code."""
    english = language("en")
    assert english.text("{who} at {where}", who="A", where="B") == "A at B"
    assert [english.count("{number} day", "{number} days", n) for n in (0, 1, 1.0, 1.5, 2000)] == [
        "0 days", "1 day", "1 day", "1.5 days", "2,000 days",
    ]  # fmt: skip
    assert english.state("not yet in force") == "not yet in force"
    assert english.word("remark", "no-report") == "no report"


@pytest.mark.parametrize(
    ("number", "form"),
    [
        (0, 0),
        (1, 1),
        (2, 2),
        (3, 3),
        (10, 3),
        (103, 3),
        (11, 4),
        (99, 4),
        (100, 5),
        (102, 5),
        (1000, 5),
        (1.5, 5),
    ],
)
def test_arabic_has_six_forms(number: float, form: int) -> None:
    """Arabic takes the form for none, one, two, a few, many, or any other number, as CLDR says."""
    said = arabic(**{"{number} day": ARABIC_DAYS}).count("{number} day", "{number} days", number)
    assert said == ARABIC_DAYS[form].format(number=language("ar").number(number))


def test_hebrew_has_a_dual() -> None:
    """Hebrew takes a form of its own for two."""
    hebrew = Language("he", {("", "{number} day"): ("יום", "יומיים", "{number} ימים")})
    assert [hebrew.count("{number} day", "{number} days", n) for n in (1, 2, 3, 1.5)] == [
        "יום", "יומיים", "3 ימים", "1.5 ימים",
    ]  # fmt: skip


@pytest.mark.parametrize("code", ["en", "ar", "he"])
def test_digits_are_latin_in_every_language(code: str) -> None:
    """A figure looks the same in all languages, with at most two places."""
    assert [language(code).number(n) for n in (1_234_567.0, 65.3649, 3, float("inf"))] == [
        "1,234,567", "65.36", "3", "∞",
    ]  # fmt: skip


def test_days_and_moments_are_gregorian_in_the_zone_that_is_asked() -> None:
    """A day is the day in the agreement's zone, with the month in the language's own words."""
    assert [language(code).day(AT, ZONE) for code in ("en", "ar", "he")] == [
        "2 Jan 2025", "2 يناير 2025", "2 בינו׳ 2025",
    ]  # fmt: skip
    assert [language(code).moment(AT, ZONE) for code in ("en", "ar", "he")] == [
        "2 Jan 2025, 23:05", "2 يناير 2025، 23:05", "2 בינו׳ 2025, 23:05",
    ]  # fmt: skip
    assert language("en").day(AT, "Pacific/Auckland") == "3 Jan 2025"


def test_names_are_joined_as_the_language_joins_them() -> None:
    """A list has the language's own comma and "and"."""
    assert language("en").names(["Qatar", "Egypt", "US"]) == "Qatar, Egypt and US"
    assert language("ar").names(["قطر", "مصر"]) == "قطر ومصر"
    assert language("he").names(["קטאר", "מצרים", "ירדן"]) == "קטאר, מצרים וירדן"
    assert language("en").names([]) == ""


def test_names_are_called_as_a_translation_calls_them() -> None:
    """A name that an agreement's translation gives stands in every message and list; others stay as they are."""
    said = arabic(**{"by {who}": ("من {who}",)}).calling({"Egypt": "مصر", "phase one": "المرحلة الأولى"})
    assert said.text("by {who}", who="Egypt") == "من مصر"
    assert said.names(["Egypt", "قطر"]) == "مصر وقطر"
    assert said.names(["Egypt", Markup("<b>x</b>")]) == "مصر و\u2068<b>x</b>\u2069"
    assert (said.phase("one"), language("en").phase("two")) == ("المرحلة الأولى", "phase two")


def test_what_is_written_the_other_way_is_set_apart() -> None:
    """A Latin name inside Arabic text, and an Arabic one inside English, cannot disturb the words around it."""
    said = arabic(**{"by {who}": ("من {who}",)})
    assert said.text("by {who}", who="ICRC") == "من \u2068ICRC\u2069"
    assert said.text("by {who}", who="قطر") == "من قطر"
    assert said.text("by {who}", who=33) == "من 33"
    assert language("en").text("by {who}", who="قطر") == "by \u2068قطر\u2069"
    assert language("ar").names(["ICRC"]) == "\u2068ICRC\u2069"


def test_a_template_escapes_what_a_message_carries() -> None:
    """Whatever a value or a translation holds, no tag of it reaches the page; only markup given as such does."""
    template = Environment(autoescape=True).from_string("{{ _('{who} & {what}', who=who, what=what) }}")
    bad = "<script>alert(1)</script>"
    plain = template.render(_=language("en").text, who=bad, what="x")
    assert plain == "&lt;script&gt;alert(1)&lt;/script&gt; &amp; x"
    mixed = template.render(_=language("en").text, who=bad, what=Markup("<b>x</b>"))
    assert mixed == "&lt;script&gt;alert(1)&lt;/script&gt; &amp; <b>x</b>"
    loaded = arabic(**{"{who} & {what}": ("<i>{who}</i> {what}",)})
    assert template.render(_=loaded.text, who=Markup("<b>x</b>"), what="y") == (
        "&lt;i&gt;\u2068<b>x</b>\u2069&lt;/i&gt; \u2068y\u2069"
    )
    names = Environment(autoescape=True).from_string("{{ join(names) }}")
    assert (
        names.render(join=language("en").names, names=[Markup("<b>x</b>"), "<y>"]) == "<b>x</b> and &lt;y&gt;"
    )


@pytest.mark.parametrize(
    ("asked", "accepted", "code"),
    [
        ("he", "ar", "he"),
        ("tlh", "ar", "ar"),
        ("", "fr;q=0.9, ar-EG;q=0.8, he;q=0.1", "ar"),
        (None, "ar;q=0.2, HE-il", "he"),
        (None, "iw", "he"),
        (None, "ar;q=0, *", "en"),
        (None, "en-US,en;q=0.9,ar;q=0.8", "en"),
        (None, ";;q=x,\x00,ar;q=7", "en"),
        (None, None, "en"),
    ],
)  # fmt: skip
def test_a_reader_gets_the_language_asked_for_else_the_one_preferred(
    asked: str | None, accepted: str | None, code: str
) -> None:
    """The address comes first, then the reader's own order, then English; what makes no sense is passed over."""
    assert chosen(asked, accepted).code == code


def test_a_catalogue_that_is_marked_unsure_is_not_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A translation marked fuzzy is not said before somebody has confirmed it; a new file is a new language."""
    (tmp_path / "fr.po").write_text(
        'msgid ""\nmsgstr ""\n"Language: fr\\n"\n\n#, fuzzy\nmsgid "yes"\nmsgstr "non"\n\nmsgid "no"\nmsgstr "non"\n',
        encoding="utf-8",
    )
    monkeypatch.setattr("servanda.web.language.FOLDER", tmp_path)
    assert list(languages()) == ["en", "fr"]
    assert (language("fr").text("yes"), language("fr").text("no")) == ("yes", "non")
