"""The page on reading with a model of one's own: its figures are those of the code, and its example runs."""

from __future__ import annotations

import re
from inspect import signature

from servanda.reading.endpoint import EndpointReader
from servanda.reading.endpoint.asking import MOST
from servanda.reading.endpoint.client import MOST_BYTES
from servanda.reading.endpoint.prompt import PIECE
from tests.case_files import ROOT

PAGE = (ROOT / "docs" / "reading-endpoint.md").read_text(encoding="utf-8")


def test_the_example_of_the_page_runs() -> None:
    """The code on the page, run as it stands, makes a reader that sends nothing before an article is read."""
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    names: dict[str, object] = {}
    exec(compile(code, "docs/reading-endpoint.md", "exec"), names)
    readings = names["readings"]
    assert list(readings) == []  # type: ignore[call-overload]


def test_the_figures_of_the_page_are_those_of_the_code() -> None:
    """How long is waited, how often is asked, and how much is sent and read."""
    options = signature(EndpointReader).parameters
    assert (options["tries"].default, "asked four times" in PAGE) == (4, True)
    assert (options["timeout"].default, "two minutes" in PAGE) == (120.0, True)
    assert f"{PIECE:,} characters" in PAGE
    assert f"{MOST:,} characters" in PAGE
    assert f"{MOST_BYTES // 1_000_000} MB" in PAGE
