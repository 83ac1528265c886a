from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from servanda.clock import Span, parse_span
from servanda.reading.background import Background
from servanda.reading.fault import NotAnArticle
from servanda.reading.given import Given
from servanda.reading.intake import MOST_BYTES, MOST_CHARACTERS, NOT_ENGLISH, Taken, take_in
from servanda.reading.page import MOST_TAGS
from servanda.record import Source, Sources

ZONE = "Asia/Jerusalem"
SOURCES = Sources([
    Source("Harbour Post", "outlet", aliases=("HP Online",)), Source("Sealand Wire", "wire"), Source("Dawn", "outlet"),
    Source("Minister of Tides", "office"),
])  # fmt: skip
KNOWN = Background(sources=SOURCES, zone=ZONE)
BODY = (
    "The northern side said on Sunday that it had opened the bridge for the first time since the floods.\n"
    "The southern side denied that any of its people had been stopped there by the guards of the other.\n"
)


def take(text: str | bytes, file: str = "a.txt", background: Background = KNOWN, **said: str) -> Taken:
    return take_in(Given(file, text.encode() if isinstance(text, str) else text, **said), background)  # type: ignore[arg-type]


def day(text: str) -> Span:
    return parse_span(text, ZONE)


def fault(data: bytes, file: str = "a.txt") -> str:
    with pytest.raises(NotAnArticle) as caught:
        take_in(Given(file, data), KNOWN)
    return caught.value.name


@pytest.mark.parametrize(
    "text",
    [BODY, BODY.replace("\n", "\r\n"), "\ufeff" + BODY, BODY.replace("\n", "\r"), "\n\n" + BODY + "\t \n"],
)
def test_a_plain_text_is_read_as_it_stands(text: str) -> None:
    """Not a character of a text file is changed: no line break, no mark at its beginning, no blank at its end."""
    assert take(text).article.text == text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_marked_encodings_are_read(encoding: str) -> None:
    """UTF-16 and UTF-32 are known by their mark, and a mark counts as a character, as in UTF-8."""
    text = take((BODY + "“Ready”, said Zoë.").encode(encoding)).article.text
    assert text.removeprefix("\ufeff") == BODY + "“Ready”, said Zoë."


def test_western_letters_are_a_fallback_that_is_told() -> None:
    """Bytes that are no UTF-8 are read as windows-1252 where that gives a Latin text, with a remark."""
    taken = take((BODY + "“Ready”, said Zoë.").encode("windows-1252"))
    assert taken.article.text.endswith("“Ready”, said Zoë.")
    assert "windows-1252" in taken.remarks[0]


def test_a_broken_byte_costs_one_character() -> None:
    """One broken byte in a text that is UTF-8 otherwise is shown as a gap; the other letters stay, with a remark."""
    taken = take("“Ready”, said Zoë — “now”.\n".encode() + b"\xff" + BODY.encode())
    assert taken.article.text == "“Ready”, said Zoë — “now”.\n\ufffd" + BODY
    assert "no characters" in taken.remarks[0]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "empty"),
        (b" \r\n\t\n", "empty"),
        ("\ufeff\n".encode(), "empty"),
        (b"%PDF-1.7 text", "not-text"),
        (b"PK\x03\x04 text", "not-text"),
        (bytes(range(32)) * 50, "not-text"),
        (bytes(range(256)) * 50 + bytes(500), "not-text"),
        (BODY.encode("utf-16-le"), "not-text"),
        ("Стороны сказали, что мост открыт.".encode("windows-1251"), "unknown-encoding"),
        (b"a" * (MOST_BYTES + 1), "too-large"),
        (b"<html><body></body></html>", "page-without-text"),
        (b"<html><body><p></p></div></body", "page-without-text"),
    ],
)
def test_what_is_no_article_has_a_name(data: bytes, name: str) -> None:
    """What cannot be read ends with a fault that has a stable name, a cause and a mend."""
    assert fault(data) == name


@given(
    st.one_of(st.binary(max_size=600), st.text(max_size=300).map(str.encode)),
    st.sampled_from(["a.txt", "a.html", "a"]),
)
@settings(max_examples=150)
def test_any_bytes_are_taken_in_or_refused(data: bytes, file: str) -> None:
    """Any bytes are an article or a fault, never another error; what is found lies in the text."""
    try:
        article = take(data, file).article
    except NotAnArticle:
        return
    for passage in (article.title, article.dated):
        assert passage is None or 0 <= passage.first < passage.end <= len(article.text)


@given(st.lists(st.sampled_from([b"<html>", b"<p>", b"</p>", b"<meta charset=x>", b"<title>", b"<script>", b"\xff", b"<!--", b"The two ",
    b"<meta property='article:published_time' content='2025-99-01'>", b"<article>", b"\0", "é".encode()]), max_size=30))  # fmt: skip
@settings(max_examples=60)
def test_any_page_is_taken_in_or_refused(pieces: list[bytes]) -> None:
    """Tags in any order and number are a page or a fault, never another error."""
    try:
        article = take(b"<html>" + b"".join(pieces), "a.html").article
    except NotAnArticle:
        return
    assert article.title is None or article.title.of(article.text) == article.headline


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Bridge opens again\n\n" + BODY, "Bridge opens again"),
        ("Bridge opens again\n" + BODY, "Bridge opens again"),
        ("\ufeff\n\nBridge opens again\r\n\r\n" + BODY, "Bridge opens again"),
        ("‘We are ready’: bridge opens\n\n" + BODY, "‘We are ready’: bridge opens"),
        ("Will the Bridge Open?\n\n" + BODY, "Will the Bridge Open?"),
        ("Bridge Opens Again for the Ferries.\n\n" + BODY, "Bridge Opens Again for the Ferries."),
        ("Harbour Post\nBridge opens again\n3 March 2025\n" + BODY, "Bridge opens again"),
        ("Title: Bridge opens again\nDate: 2025-03-03\n\n" + BODY, "Bridge opens again"),
        (BODY, ""),
        ("The northern side said on Sunday\nthat it had opened the bridge for\nthe first time.\n", ""),
        ("The bridge was opened.\n\n" + BODY, ""),
        ("By Ann Marsh\n\n" + BODY, ""),
        ("PORT ANNE (Sealand Wire) - The bridge\n\n" + BODY, ""),
        ("Bridge opens again", ""),
        ("bridge opens again\n\n" + BODY, ""),
    ],
)
def test_a_title_is_a_first_line_that_reads_like_one(text: str, title: str) -> None:
    """A headline is told from a first sentence, a byline, a dateline and a line broken in mid-sentence."""
    article = take(text).article
    assert article.headline == title
    assert (article.title.of(article.text) if article.title else "") == title


@pytest.mark.parametrize(
    ("head", "said", "when"),
    [
        ("3 March 2025\n", "3 March 2025", "2025-03-03"),
        ("Published: Monday, March 3, 2025 at 11:15 am\n", "March 3, 2025", "2025-03-03"),
        ("By Ann Marsh | 3 Mar. 2025, 11:15\n", "3 Mar. 2025", "2025-03-03"),
        ("Updated 4 March 2025 | Published 3 March 2025\n", "3 March 2025", "2025-03-03"),
        ("Updated 4 March 2025\nPublished 3 March 2025\n", "3 March 2025", "2025-03-03"),
        ("Date: 2025-03-03\n", "2025-03-03", "2025-03-03"),
        ("2025-03-03T22:30:00Z\n", "2025-03-03T22:30:00Z", "2025-03-03T22:30:00Z"),
        ("2025-03-03T22:30\n", "2025-03-03T22:30", "2025-03-03"),
        ("PORT ANNE, March 3, 2025 (Sealand Wire) -- The bridge opened.\n", "March 3, 2025", "2025-03-03"),
        ("PORT ANNE, 3 March 2025 — The bridge opened.\n", "3 March 2025", "2025-03-03"),
        ("PORT ANNE, March 3 (Sealand Wire) -- The bridge opened.\n", "", ""),
        ("30 February 2025\n", "", ""),
        ("03/04/2025\n", "", ""),
        ("The bridge was closed on 3 March 2025.\n", "", ""),
    ],
)
def test_a_date_is_a_line_or_in_the_dateline(head: str, said: str, when: str) -> None:
    """A date is taken where a line is one or the dateline has it with its year; never out of a sentence, never guessed."""
    article = take("Bridge opens again\n\n" + head + BODY).article
    assert article.published == (day(when) if when else None)
    assert (article.dated.of(article.text) if article.dated else "") == said


def test_the_name_of_a_file_tells_day_and_outlet() -> None:
    """An ISO date in a file's name counts where the text has none; an outlet only if the sources table has it."""
    article = take(BODY, "news/harbour-post-2025-03-03.txt").article
    assert (article.published, article.dated, article.outlet) == (day("2025-03-03"), None, "Harbour Post")
    assert take(BODY, "the_harbour_post_2025-03-03.txt").article.outlet == "Harbour Post"
    assert take(BODY, "all.zip/hp-online.txt").article.outlet == "Harbour Post"
    assert take(BODY, "dawn-raid-2025-03-03.txt").article.outlet == ""
    assert take(BODY, "minister-of-tides.txt").article.outlet == ""
    assert take("3 March 2025\n" + BODY, "x-2025-04-04.txt").article.published == day("2025-03-03")
    assert take(BODY, "x-2025-13-04.txt").article.published is None


def test_a_dateline_tells_the_wire() -> None:
    """The wire of a dateline is kept as such, and is the outlet only where nothing else is."""
    text = "PORT ANNE (Sealand Wire) - The bridge was opened.\n" + BODY
    assert (take(text).article.wire, take(text).article.outlet) == ("Sealand Wire", "Sealand Wire")
    named = take(text, "harbour-post.txt").article
    assert (named.wire, named.outlet) == ("Sealand Wire", "Harbour Post")


def test_what_is_said_of_an_article_counts_first() -> None:
    """Day and outlet given beside an article win over those in it; a day that cannot be read is told and changes nothing."""
    said = take("3 March 2025\n" + BODY, published="2025-03-01", outlet="the harbour post").article
    assert (said.published, said.dated, said.outlet) == (day("2025-03-01"), None, "Harbour Post")
    wrong = take("3 March 2025\n" + BODY, published="soon")
    assert wrong.article.published == day("2025-03-03")
    assert '"soon" is no date' in wrong.remarks[0]


def test_what_nobody_says_stays_unknown() -> None:
    """Without a date or an outlet there is none."""
    taken = take(BODY)
    assert (taken.article.published, taken.article.outlet, taken.article.link) == (None, "", "")
    assert taken.remarks == ()


PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Bridge opens again | Harbour Post</title>
<meta property="og:site_name" content="The Harbour Post">
<meta property="article:published_time" content="2025-03-03T22:30:00Z">
<link rel="canonical" href="https://harbour.example/bridge"></head>
<body><nav><a href="/">Home</a> <a href="/tides">Tides</a></nav><article><h1>Bridge opens again</h1>
<p>PORT ANNE (Sealand Wire) — The northern side said on Sunday that it had opened the bridge &amp; the road.</p>
<p>The southern side denied that any of its people had been stopped there, and said that talks would go on.</p>
</article><footer>All rights reserved</footer></body></html>"""


def test_a_page_is_read_without_its_furniture() -> None:
    """Title, text, moment, outlet, wire and link come out of a page; menus and footers do not."""
    article = take(PAGE, "page.html").article
    assert article.is_page
    assert article.text.startswith("Bridge opens again\nPORT ANNE (Sealand Wire) — The northern side said")
    assert "bridge & the road" in article.text
    assert "Tides" not in article.text
    assert "rights" not in article.text
    assert article.title is not None
    assert article.title.of(article.text) == article.headline == "Bridge opens again"
    assert article.published == day("2025-03-03T22:30:00Z")
    assert (article.outlet, article.wire, article.link) == (
        "Harbour Post",
        "Sealand Wire",
        "https://harbour.example/bridge",
    )


def test_a_page_is_known_by_how_it_begins() -> None:
    """A page saved as .txt, in another encoding than UTF-8, is read as a page."""
    page = (
        PAGE.replace("utf-8", "windows-1252").replace("The southern", "Zoë’s southern").encode("windows-1252")
    )
    assert "Zoë’s southern side" in take(page, "page.txt").article.text
    assert "Zoë" in take(PAGE.replace("The southern", "Zoë").encode("utf-16")).article.text


def test_a_page_without_a_day_has_none() -> None:
    """A page that does not say when it was published is not dated by its text or by today."""
    page = "\n".join(line for line in PAGE.splitlines() if "published_time" not in line)
    assert take(page, "page.html").article.published is None


def test_a_broken_page_is_read_as_far_as_it_goes() -> None:
    """A page that is cut short in a tag gives the text before it."""
    assert "opened the bridge" in take(PAGE[: PAGE.index("denied")] + "<p", "page.html").article.text


def test_a_huge_text_is_cut_with_a_remark() -> None:
    """Ten megabytes are read up to the end of a line within the limit, and a remark tells how much that is."""
    taken = take(BODY * 50_000)
    assert MOST_CHARACTERS / 2 < len(taken.article.text) <= MOST_CHARACTERS
    assert (BODY * 50_000).startswith(taken.article.text)
    assert taken.article.text.endswith("\n")
    assert f"{len(taken.article.text):,}" in taken.remarks[0]
    assert len(take(BODY.replace("\n", " ") * 2000).article.text) == MOST_CHARACTERS


def test_a_huge_page_is_cut_with_a_remark() -> None:
    """A page of too many tags is read up to so many, and a remark tells it."""
    paragraph = "<p>The northern side said on Sunday that it had opened the bridge.</p>"
    taken = take(f"<html><body><article>{paragraph * (MOST_TAGS + 5)}</article></body></html>", "page.html")
    assert f"{MOST_TAGS:,}" in taken.remarks[0]


@pytest.mark.parametrize(
    "text",
    [
        "De minister zei dat de gesprekken over de brug in de komende dagen worden hervat en dat er met de leiders van beide "
        "kanten is gesproken over de vraag wie de weg naar het veer mag gebruiken.",
        "الجانب الشمالي قال إنه فتح الجسر",
        "Le ministre a dit que les pourparlers sur le pont reprendraient dans les prochains jours et que la question de la "
        "route serait abordée avec les deux parties pour une durée de six mois au moins.",
        "הצד הצפוני אמר כי פתח את הגשר",
    ],
)
def test_other_languages_are_told_and_not_read(text: str) -> None:
    """A text in another language is taken in with a word that it was not read."""
    taken = take(text)
    assert not taken.is_readable
    assert taken.remarks[-1] == NOT_ENGLISH


def test_english_is_read_with_words_of_others_in_it() -> None:
    """An English text stays one with names and a quotation in other letters, and so do a few words."""
    assert take(BODY + "“الجانب الشمالي قال إنه فتح الجسر”").is_readable
    assert take("Bridge opens").is_readable


def test_the_users_article_is_taken_in_whole() -> None:
    """The article that people are helped with has its title, its day by its name, and its outlet."""
    path = Path("/work/shared/articles/times-of-israel-2025-01-22.txt")
    if not path.exists():
        pytest.skip("the article lies outside the repository and is not here")
    background = Background(sources=Sources([Source("Times of Israel", "outlet")]), zone=ZONE)
    article = take(path.read_bytes(), str(path), background).article
    assert article.text.encode() == path.read_bytes()
    assert article.title is not None
    assert article.title.spans == ((0, 84),)
    assert (article.published, article.outlet) == (day("2025-01-22"), "Times of Israel")
