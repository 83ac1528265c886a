from __future__ import annotations

import unicodedata
from urllib.parse import urlsplit

from hypothesis import given
from hypothesis import strategies as st

from servanda.briefing.citations import address
from servanda.briefing.letters import END, FIRST_STRONG, apart, is_rightward, printable

ANY = st.text(st.characters(codec=None, exclude_categories=()))


@given(ANY)
def test_what_is_printable_holds_no_code_that_a_paper_cannot_carry(text: str) -> None:
    """No control code, no half of a pair and no private code is left, and nothing that turns what follows."""
    shown = printable(text)
    assert not {unicodedata.category(letter) for letter in shown} & {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
    assert printable(shown) == shown


@given(st.text(st.characters(categories=("L", "N", "P", "S", "Zs"))))
def test_letters_stay_as_they_are(text: str) -> None:
    """Letters, figures, signs and spaces of any script are printed as they were written."""
    assert printable(text) == text


def test_only_what_runs_the_other_way_is_set_apart() -> None:
    """A name in the letters of the other direction is isolated, one in the page's own is not."""
    assert apart("Hamas", "ltr") == "Hamas"
    assert apart("حماس", "ltr") == f"{FIRST_STRONG}حماس{END}"
    assert apart("Hamas", "rtl") == f"{FIRST_STRONG}Hamas{END}"
    assert apart("16", "rtl") == "16"


def test_a_text_runs_as_its_first_letter_does() -> None:
    """A text without letters runs as its surroundings do."""
    assert is_rightward("12 שלום abc", "ltr")
    assert not is_rightward("12 abc שלום", "rtl")
    assert is_rightward("12", "rtl")


@given(st.one_of(ANY, ANY.map(lambda rest: f"https://example.org/{rest}")))
def test_only_an_address_of_the_web_is_led_to(text: str) -> None:
    """What is led to is an address of the web in plain letters; anything else leads nowhere."""
    found = address(text)
    if found:
        assert urlsplit(found).scheme in ("http", "https")
        assert found.isascii()
        assert not set(found) & set(' "<>')


def test_what_runs_in_a_browser_is_not_led_to() -> None:
    """A link that is a script, a file or no address at all is not made one."""
    for text in (
        "javascript:alert(1)",
        "file:///etc/passwd",
        "data:text/html,x",
        "http://[",
        "",
        "see page 3",
    ):
        assert address(text) == ""
    assert address(" https://example.org/a?b=c ") == "https://example.org/a?b=c"
