from __future__ import annotations

import hashlib
import io
import os
import string
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from servanda.briefing import pdf
from servanda.briefing.fonts import fonts
from servanda.briefing.letters import printable
from servanda.briefing.pdf import compiled
from tests.briefing.papers import GAZA, briefing, of_text, paragraphs, pdf_text, root_of, squeezed, standings
from tests.case_files import EXAMPLES, ROOT

LAST = {
    "bangsamoro-2014": "2025-08-31", "colombia-2016": "2017-09-23", "gaza-2025": "2025-03-18",
    "good-friday-1998": "2005-09-26", "lebanon-2024": "2026-01-09", "new-start-2010": "2023-02-21",
    "pretoria-2022": "2023-03-24", "shalit-2011": "2014-06-30", "south-sudan-2018": "2024-09-14",
}  # fmt: skip
"""The day of each example at which most has happened."""


@pytest.fixture(scope="module")
def gaza() -> bytes:
    return pdf(briefing(*GAZA))


def test_another_program_reads_it_back(gaza: bytes) -> None:
    """Every clause, every state with its sign, and every source can be read out of the PDF."""
    read = squeezed(pdf_text(gaza))
    _, after = standings(*GAZA)
    for one in after.clauses:
        assert squeezed(one.clause.id) in read
    for piece in (p for one in paragraphs(briefing(*GAZA)) for p in one.pieces):
        if piece.link.startswith("#"):
            assert squeezed(piece.text) in read
        if piece.manner in ("good", "bad", "open", "halted", "idle", "disputed"):
            assert squeezed(piece.text) in read


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_prints_without_a_warning(name: str) -> None:
    """The report of each example keeps PDF/UA, and the typesetter has nothing to say of it."""
    made, warnings = compiled(
        briefing(name, "1998-05-01" if name == "good-friday-1998" else "2012-01-01", LAST[name])
    )
    assert warnings == ()
    assert b"pdfuaid" in _metadata(made)


@pytest.mark.parametrize("code", ["ar", "he"])
def test_it_prints_from_right_to_left(code: str) -> None:
    """A report in Arabic or Hebrew keeps PDF/UA, with its language named, and needs no other font."""
    made, warnings = compiled(briefing(*GAZA, code))
    assert warnings == ()
    assert b"pdfuaid" in _metadata(made)
    assert root_of(made)["/Lang"] == code


def test_it_says_what_it_is(gaza: bytes) -> None:
    """The PDF is tagged and claims PDF/UA; its language and title are set, and its title is shown; parts are marked."""
    paper = PdfReader(io.BytesIO(gaza))
    root = root_of(gaza)
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "en"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert paper.metadata is not None
    assert paper.metadata.title == "Situation report: Gaza ceasefire and hostage release, January 2025"
    assert "What changed" in [one.title for one in paper.outline if not isinstance(one, list)]


def test_every_page_has_its_number_and_its_question(gaza: bytes) -> None:
    """Each page tells its number of how many, and each after the first the agreement, moment, account and knowledge."""
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(gaza)).pages]
    assert len(pages) > 3
    for number, text in enumerate(pages, 1):
        assert f"{number} of {len(pages)}" in text
        assert (squeezed(briefing(*GAZA).running) in squeezed(text)) == (number > 1)


def test_the_heads_of_a_table_stand_on_every_page_it_runs_over(gaza: bytes) -> None:
    """The list of sources runs over several pages, each of which repeats its heads."""
    pages = [squeezed(page.extract_text()) for page in PdfReader(io.BytesIO(gaza)).pages]
    over = [page for page in pages if page.count("report") > 6]
    assert len(over) > 1
    assert all("Whosayswhat,andwhere" in page for page in over)


def test_links_lead_to_pages_and_to_sources(gaza: bytes) -> None:
    """The PDF links to the pages of reports, and from a mark to its source."""
    actions = [
        note.get_object() for page in PdfReader(io.BytesIO(gaza)).pages for note in page.get("/Annots", ())
    ]
    led = {str(note["/A"]["/URI"]) for note in actions if "/A" in note and "/URI" in note["/A"]}
    wanted = {p.link for one in paragraphs(briefing(*GAZA)) for p in one.pieces if p.link.startswith("http")}
    assert led == wanted
    assert any("/Dest" in note or "/D" in note.get("/A", {}) for note in actions)


def test_no_font_of_the_machine_is_used() -> None:
    """Every font comes with a package of Python."""
    assert {font.path for font in fonts().fonts() if font.path and "site-packages" not in font.path} == set()
    assert {"Noto Sans", "Noto Sans Arabic", "Noto Sans Hebrew"} <= set(fonts().families())


def test_the_same_briefing_gives_the_same_bytes(gaza: bytes) -> None:
    """Another process, at another time and with another seed, makes the same PDF."""
    code = "import hashlib; from servanda.briefing import pdf; from tests.briefing.papers import GAZA, briefing; print(hashlib.sha256(pdf(briefing(*GAZA))).hexdigest())"
    environment = dict(os.environ) | {"PYTHONHASHSEED": "7", "TZ": "Asia/Tokyo"}
    told = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == hashlib.sha256(gaza).hexdigest()


@settings(max_examples=60)
@given(st.text(string.ascii_letters + string.digits + string.punctuation, min_size=1, max_size=30))
def test_markup_is_text(text: str) -> None:
    """Whatever means something to the typesetter is printed as it stands, and does nothing."""
    made, warnings = compiled(of_text(text))
    assert warnings == ()
    read = pdf_text(made).replace("\n", "").replace(" ", "")
    assert read.count(text) >= 6, read


@pytest.mark.parametrize(
    "text",
    ["#panic()", "#import \"x\"", "$x$", "*a* _b_", "@label", "<label>", "\\u{1}", '"', "`raw`", "// no", "/* no", "]", "[", "= Head",
     "#read(\"/etc/passwd\")", "~", "--", "a\\", "https://example.org"],
)  # fmt: skip
def test_no_markup_is_obeyed(text: str) -> None:
    """What would call, import, read or head is read back as it was written."""
    read = squeezed(pdf_text(compiled(of_text(text))[0]))
    assert squeezed(text) in read


@settings(max_examples=60)
@given(st.text(st.characters(codec=None, exclude_categories=())))
def test_any_text_prints(text: str) -> None:
    """Text of any characters, shown as far as it can be, gives a PDF that another program opens."""
    made = pdf(of_text(printable(text)))
    assert len(PdfReader(io.BytesIO(made)).pages) >= 1


def _metadata(made: bytes) -> bytes:
    data: bytes = root_of(made)["/Metadata"].get_object().get_data()
    return data
