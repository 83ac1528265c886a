"""A briefing as a Word document: real headings, repeated table heads, links, and right-to-left where it is written so.

The same briefing gives the same bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.document import Document as Paper
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph as Written

from servanda.briefing.content import PAGE, PAGES, Briefing, Cell, Manner, Paragraph, Piece, Table
from servanda.briefing.letters import END, FIRST_STRONG, TO_LEFT, TO_RIGHT, is_rightward, plain, turns

FONT = "Arial"
"""Every office program has it or one of its widths, with Latin, Arabic and Hebrew letters."""

WIDTH = 172
"""How wide the text is, in millimetres."""

SHORT = 900
"""A row of fewer letters than this in each cell is kept on one page."""

_INK, _PALE, _NAVY = "15191E", "565F6A", "17365D"
_COLOURS: dict[Manner, str] = {
    "quiet": _PALE, "mark": _NAVY, "good": "17653A", "bad": "A11D17", "open": "1B4F96", "halted": "7D5200",
    "idle": _PALE, "disputed": "7A2373",
}  # fmt: skip
_STYLES = (("Title", 20, True), ("Heading 1", 14, True), ("Heading 2", 10, True))
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The time that every part of the file bears: the earliest that its form can hold."""


def word(briefing: Briefing) -> bytes:
    """Return a briefing as a Word document."""
    return _Printer(briefing).printed()


class _Printer:
    """One paper in the making."""

    def __init__(self, briefing: Briefing) -> None:
        self.briefing = briefing
        self.is_rtl = briefing.direction == "rtl"
        self.paper: Paper = Document()
        self.anchors = 0

    def printed(self) -> bytes:
        """Return the paper as bytes."""
        self._properties()
        self._styles()
        self._edges()
        self._head()
        for section in self.briefing.sections:
            self._heading(section.title, section.level)
            for number, block in enumerate(section.blocks):
                if isinstance(block, Table):
                    self._table(block)
                else:
                    written = self._write(self.paper.add_paragraph(), block)
                    written.paragraph_format.keep_with_next = any(
                        isinstance(following, Table) for following in section.blocks[number + 1 : number + 2]
                    )
        out = io.BytesIO()
        self.paper.save(out)
        return _without_times(out.getvalue())

    def _properties(self) -> None:
        about = self.paper.core_properties
        about.title = plain(f"{self.briefing.kind}: {self.briefing.title}")[:255]
        about.author, about.language, about.comments = "Servanda", self.briefing.language, ""
        written = datetime.fromtimestamp(self.briefing.written, UTC)
        about.created = about.modified = written

    def _styles(self) -> None:
        styles = self.paper.styles
        defaults = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
        language = defaults.find(qn("w:lang"))
        language.set(qn("w:val"), "en" if self.is_rtl else self.briefing.language)
        language.set(qn("w:bidi"), self.briefing.language if self.is_rtl else "ar")
        for name, size, bold in (("Normal", 9, False), *_STYLES):
            style = styles[name]
            style.font.size, style.font.bold = Pt(size), bold
            style.font.color.rgb = RGBColor.from_string(_INK if name == "Normal" else _NAVY)
            _set_font(style.element, size)
            style.paragraph_format.space_before = Pt({"Heading 1": 16, "Heading 2": 10}.get(name, 0))
            style.paragraph_format.space_after = Pt(4 if name != "Normal" else 3)
            style.paragraph_format.keep_with_next = name != "Normal"
        small = styles.add_style("Small", WD_STYLE_TYPE.PARAGRAPH)
        small.base_style = styles["Normal"]
        small.font.size = Pt(7.5)
        small.paragraph_format.space_after = Pt(1)
        _set_font(small.element, 7.5)

    def _edges(self) -> None:
        section = self.paper.sections[0]
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.left_margin = section.right_margin = Mm((210 - WIDTH) / 2)
        section.top_margin, section.bottom_margin = Mm(24), Mm(20)
        if self.is_rtl:
            section._sectPr.append(OxmlElement("w:bidi"))
        section.different_first_page_header_footer = True
        self._write(section.header.paragraphs[0], _plain(self.briefing.running, "quiet"), "Small")
        for footer in (section.footer, section.first_page_footer):
            self._footer(footer.paragraphs[0])

    def _footer(self, line: Written) -> None:
        line.style = self.paper.styles["Small"]
        self._turn(line)
        line.paragraph_format.tab_stops.add_tab_stop(Mm(WIDTH), WD_TAB_ALIGNMENT.RIGHT)
        self._run(line._p, Piece(f"{self.briefing.kind}\t", "quiet"))
        words = plain(self.briefing.page_of)
        for part in _parted(words):
            if part in (PAGE, PAGES):
                self._field(line, "PAGE" if part == PAGE else "NUMPAGES")
            else:
                self._run(line._p, Piece(part, "quiet"))

    def _field(self, line: Written, code: str) -> None:
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), code)
        self._run(field, Piece("1", "quiet"))
        line._p.append(field)

    def _head(self) -> None:
        self._write(self.paper.add_paragraph(), _plain(self.briefing.kind, "quiet"))
        self._heading(self.briefing.title, 0)
        pairs = self.briefing.particulars
        rows = tuple(((_plain(label, "quiet"),), (_plain(value, "strong"),)) for label, value in pairs)
        self._grid(rows, (25, 75), compact=False)

    def _heading(self, text: str, level: int) -> None:
        style = self.paper.styles["Title" if level == 0 else f"Heading {level}"]
        line = self.paper.add_paragraph(style=style)
        self._turn(line)
        for part in _apart(Piece(text), self.briefing.direction):
            self._run(line._p, part)

    def _table(self, table: Table) -> None:
        heads = tuple((_plain(head, "strong"),) for head in table.heads)
        self._grid((heads, *table.rows), table.widths, compact=table.compact, has_heads=True)
        self.paper.add_paragraph().paragraph_format.space_after = Pt(2)

    def _grid(
        self,
        rows: tuple[tuple[Cell, ...], ...],
        widths: tuple[float, ...],
        *,
        compact: bool,
        has_heads: bool = False,
    ) -> None:
        grid = self.paper.add_table(rows=len(rows), cols=len(widths))
        grid.autofit = False
        self._frame(grid._tbl)
        scale = WIDTH / sum(widths)
        for column, width in zip(grid.columns, widths, strict=True):
            column.width = Mm(width * scale)
        for number, (row, line) in enumerate(zip(grid._tbl.tr_lst, rows, strict=True)):
            is_head = has_heads and number == 0
            if is_head or all(sum(len(p.text) for p in cell) < SHORT for cell in line):
                row.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
            if is_head:
                row.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
            for place, cell, width in zip(row.tc_lst, line, widths, strict=True):
                place.width = Mm(width * scale)
                if is_head:
                    place.get_or_add_tcPr().append(
                        _element("w:shd", val="clear", color="auto", fill="EEF2F6")
                    )
                self._fill(place, cell, "Small" if compact or is_head else "Normal")

    def _frame(self, table: Any) -> None:
        """Give a table fine lines between its rows, and turn its columns where it is read from the right."""
        about = table.tblPr
        if self.is_rtl:
            about.insert(1, OxmlElement("w:bidiVisual"))
        borders = OxmlElement("w:tblBorders")
        for side in ("top", "bottom", "insideH"):
            borders.append(_element(f"w:{side}", val="single", sz="2", space="0", color="C3C9D0"))
        layout = about.find(qn("w:tblLayout"))
        layout.addprevious(borders)
        margins = OxmlElement("w:tblCellMar")
        for side, room in (("top", "50"), ("left", "80"), ("bottom", "20"), ("right", "80")):
            margins.append(_element(f"w:{side}", w=room, type="dxa"))
        layout.addnext(margins)

    def _fill(self, place: Any, cell: Cell, style: str) -> None:
        first = place.p_lst[0]
        for number, paragraph in enumerate(cell or (Paragraph(()),)):
            line = Written(first if number == 0 else place.add_p(), self.paper._body)
            self._write(line, paragraph, style)
            line.paragraph_format.space_after = Pt(2)

    def _write(self, line: Written, paragraph: Paragraph, style: str = "Normal") -> Written:
        line.style = self.paper.styles[style]
        self._turn(line)
        start = end = None
        if paragraph.anchor:
            self.anchors += 1
            start = _element("w:bookmarkStart", id=str(self.anchors), name=_bookmark(paragraph.anchor))
            end = _element("w:bookmarkEnd", id=str(self.anchors))
            line._p.append(start)
        for piece in paragraph.pieces:
            holder = self._link(line, piece.link) if piece.link else line._p
            for part in _apart(piece, self.briefing.direction):
                self._run(holder, part)
        if end is not None:
            line._p.append(end)
        return line

    def _link(self, line: Written, link: str) -> Any:
        holder = OxmlElement("w:hyperlink")
        if link.startswith("#"):
            holder.set(qn("w:anchor"), _bookmark(link[1:]))
        else:
            holder.set(qn("r:id"), line.part.relate_to(link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
        line._p.append(holder)
        return holder

    def _turn(self, line: Written) -> None:
        if self.is_rtl:
            line._p.get_or_add_pPr().insert_element_before(
                OxmlElement("w:bidi"), "w:adjustRightInd", "w:snapToGrid", "w:spacing", "w:ind", "w:contextualSpacing",
                "w:jc", "w:rPr", "w:sectPr",
            )  # fmt: skip

    def _run(self, holder: Any, piece: Piece) -> None:
        run = OxmlElement("w:r")
        about = OxmlElement("w:rPr")
        if piece.manner == "strong" or piece.manner in ("good", "bad", "open", "halted", "idle", "disputed"):
            about.extend((OxmlElement("w:b"), OxmlElement("w:bCs")))
        colour = _NAVY if piece.link and piece.manner != "quiet" else _COLOURS.get(piece.manner)
        if colour:
            about.append(_element("w:color", val=colour))
        is_rtl = is_rightward(piece.text.strip(TO_RIGHT + TO_LEFT), self.briefing.direction)
        if is_rtl:
            about.append(OxmlElement("w:rtl"))
        if piece.language:
            about.append(_element("w:lang", **{"bidi" if is_rtl else "val": piece.language}))
        run.append(about)
        for number, text in enumerate(piece.text.split("\t")):
            if number:
                run.append(OxmlElement("w:tab"))
            words = OxmlElement("w:t")
            words.text = text
            words.set(qn("xml:space"), "preserve")
            run.append(words)
        holder.append(run)


def _plain(text: str, manner: Manner = "") -> Paragraph:
    return Paragraph((Piece(text, manner),))


def _apart(piece: Piece, direction: str) -> Iterator[Piece]:
    """Yield the parts of a piece that are set apart from one another, as runs of their own.

    Office programs do not all know the marks that set text apart. What runs against the page stands between marks of
    its own direction instead, which hold the signs and figures at its ends to it, and those between marks of the page's.
    """
    for text in piece.text.replace(FIRST_STRONG, END).split(END):
        if text:
            around, edge = (TO_RIGHT, TO_LEFT) if direction == "ltr" else (TO_LEFT, TO_RIGHT)
            held = f"{around}{edge}{text}{edge}{around}" if turns(text, direction) else text
            yield replace(piece, text=held)


def _parted(words: str) -> Iterator[str]:
    for part in words.replace(PAGE, f"\n{PAGE}\n").replace(PAGES, f"\n{PAGES}\n").split("\n"):
        if part:
            yield part


def _bookmark(anchor: str) -> str:
    return anchor.replace("-", "_")


def _element(tag: str, **attributes: str) -> Any:
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), value)
    return made


def _set_font(style: Any, size: float) -> None:
    """Let a style write every script in one font and size, in place of those of the theme."""
    about = style.get_or_add_rPr()
    for old in about.findall(qn("w:rFonts")):
        about.remove(old)
    about.insert(0, _element("w:rFonts", ascii=FONT, hAnsi=FONT, cs=FONT, eastAsia=FONT))
    after = about.find(qn("w:sz"))
    for old in about.findall(qn("w:szCs")):
        about.remove(old)
    after.addnext(_element("w:szCs", val=str(int(size * 2))))


def _without_times(made: bytes) -> bytes:
    """Return the file with one time on all its parts, so that nothing in it tells when it was made."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, _EARLIEST), old.read(name), zipfile.ZIP_DEFLATED)
    return out.getvalue()
