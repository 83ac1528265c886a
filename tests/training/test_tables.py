"""Tables of figures are printed, and stand in their page between two marks."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from rich.console import Console

from training.tables import BEGIN, END, Figures, beside, show, written

TWO = (
    Figures("First", ("", "ours"), (("a", "1"), ("b", "2")), "Of two."),
    Figures("Second", ("x",), (("y",),)),
)


def test_a_table_is_printed_with_its_note() -> None:
    """Title, cells and note are all there."""
    out = io.StringIO()
    show(Console(file=out, width=60), TWO[0])
    assert {"First", "ours", "a", "2", "Of"} <= set(out.getvalue().split())


def test_the_figures_of_a_page_are_replaced() -> None:
    """All between the marks is new, the rest of the page stays, and writing the same again changes nothing."""
    page = f"# Page\n\n{BEGIN}\n\nold\n\n{END}\n\nafter\n"
    told = written(page, TWO)
    assert told.startswith(f"# Page\n\n{BEGIN}\n\n**First**\n\n|  | ours |\n| --- | --- |\n| a | 1 |\n")
    assert told.endswith(f"| y |\n\n{END}\n\nafter\n")
    assert "old" not in told
    assert written(told, TWO) == told


@pytest.mark.parametrize("page", ["# Page\n", f"# Page\n{BEGIN}\n"])
def test_a_page_without_marks_is_refused(page: str) -> None:
    """Where there is no place for figures, nothing is written anywhere."""
    with pytest.raises(ValueError, match="does not have"):
        written(page, TWO)


def test_the_page_of_the_project_has_a_place_for_them() -> None:
    """The committed page takes figures."""
    page = Path(__file__).parents[2] / "docs" / "reading-measures.md"
    assert "**Second**" in written(page.read_text(encoding="utf-8"), TWO)


def test_a_target_says_whether_it_is_reached() -> None:
    """The target itself is enough."""
    assert beside(70.0, 70) == "≥ 70 reached"
    assert beside(69.9, 70) == "≥ 70 missed"
    assert beside(2000, 2000) == "≥ 2,000 reached"
