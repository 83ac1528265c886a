"""Every page answers in HTML, JSON and CSV, in every language, and keeps to itself."""

from __future__ import annotations

import csv
import io
import json
import re
from html.parser import HTMLParser

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openapi_spec_validator import validate
from starlette.testclient import TestClient

from servanda.folder import load
from servanda.standing import standing_data
from servanda.web import application, library_of_folders
from servanda.web.language import languages
from servanda.web.page import form_asked
from tests.case_files import ROOT
from tests.web.addresses import AT, addresses

PAGES = addresses()
NAMES = sorted(PAGES)


class Elements(HTMLParser):
    """The elements of a page, each with its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


@pytest.mark.parametrize("code", sorted(languages()))
@pytest.mark.parametrize("name", NAMES)
def test_every_page_is_drawn_in_every_language(client: TestClient, name: str, code: str) -> None:
    """A page says in which language and direction it is, and has one heading of the first level."""
    answer = client.get(PAGES[name], params={"at": AT, "lang": code})
    assert answer.status_code == 200
    elements = Elements(answer.text).found
    root = next(attributes for tag, attributes in elements if tag == "html")
    assert (root["lang"], root["dir"]) == (code, languages()[code].direction)
    assert [tag for tag, _ in elements].count("h1") == 1
    assert answer.headers["content-language"] == code


@pytest.mark.parametrize("name", NAMES)
def test_every_page_is_also_json_and_csv_at_the_same_address(client: TestClient, name: str) -> None:
    """The form is chosen by the address or by what the reader accepts; both give the same."""
    for form, accept in (("json", "application/json"), ("csv", "text/csv")):
        by_address = client.get(PAGES[name], params={"at": AT, "format": form})
        by_header = client.get(PAGES[name], params={"at": AT}, headers={"accept": accept})
        assert by_address.status_code == by_header.status_code == 200
        assert by_address.headers["content-type"].startswith(accept)
        assert by_address.content == by_header.content
        if form == "json":
            assert json.loads(by_address.text)
        else:
            rows = list(csv.reader(io.StringIO(by_address.text)))
            assert len({len(row) for row in rows}) == 1, "every row has the columns of the header"


def test_the_page_of_an_agreement_is_what_the_command_prints(client: TestClient) -> None:
    """The JSON of an agreement's page is its standing, as `servanda status --json` gives it."""
    answer = client.get("/lebanon-2024", params={"at": "2025-01-28", "account": "Israel", "format": "json"})
    standing = load(ROOT / "examples/lebanon-2024").standing("2025-01-28", account="Israel")
    assert answer.json() == json.loads(json.dumps(standing_data(standing)))


@pytest.mark.parametrize("name", NAMES)
def test_a_page_runs_and_fetches_nothing_from_elsewhere(client: TestClient, name: str) -> None:
    """No script or style stands in a page, and nothing is loaded but from this server; the policy says so too."""
    answer = client.get(PAGES[name], params={"at": AT})
    for tag, attributes in Elements(answer.text).found:
        assert "style" not in attributes, (tag, attributes)
        assert not any(attribute.startswith("on") for attribute in attributes), (tag, attributes)
        assert tag != "style"
        for attribute in (
            ("src", "href") if tag in ("script", "link", "img", "source", "iframe") else ("src",)
        ):
            assert (attributes.get(attribute) or "/").startswith("/"), (tag, attributes)
        assert tag != "script" or attributes.get("src"), "a script stands in a file of its own"
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/no-such-agreement", 404), ("/shalit-2011/clauses/no-such-clause", 404), ("/shalit-2011/record/nothing", 404),
        ("/shalit-2011/no-such-page", 404), ("/shalit-2011?at=yesterday", 400), ("/shalit-2011?at=2011-02-30", 400),
        ("/shalit-2011?known=soon", 400), ("/shalit-2011?account=nobody", 400), ("/shalit-2011?format=pdf", 400),
        ("/shalit-2011/due?within=long", 400), ("/shalit-2011/taken?page=0", 400), ("/shalit-2011/taken?page=99", 400),
        ("/shalit-2011/changes?since=9999-99-99", 400), ("/shalit-2011/taken?clause=nothing", 404), ("/?at=x", 400),
        ("/static/nothing.css", 404), ("/shalit-2011?part=2", 400),
    ],
)  # fmt: skip
def test_what_there_is_not_gets_a_kind_page(client: TestClient, path: str, status: int) -> None:
    """A bad address, moment or name is answered with its status code, with words, and with a way on; in any form."""
    page = client.get(path)
    assert page.status_code == status
    heading = re.search(r"<h1>(.+?)</h1>", page.text)
    assert heading is not None
    assert "Servanda." not in heading[1], "the fault is the reader's"
    assert '<a href="/' in page.text
    if "format" not in path:
        told = client.get(path, headers={"accept": "application/json"})
        assert (told.status_code, told.json()["status"]) == (status, status)
        assert told.json()["error"]


def test_an_address_that_takes_no_form_says_so(client: TestClient) -> None:
    """Sending a form to a page that takes none is not allowed."""
    assert client.post("/shalit-2011").status_code == 405


def test_a_page_that_has_not_changed_is_not_sent_again(client: TestClient) -> None:
    """A reader who has a page gets word that it is the same."""
    first = client.get("/shalit-2011", params={"at": AT})
    again = client.get("/shalit-2011", params={"at": AT}, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_the_server_is_asked_by_its_own_name_only(client: TestClient) -> None:
    """A request for another host, as from a page that turns its name to this machine, is refused."""
    assert client.get("/", headers={"host": "elsewhere.example"}).status_code == 400


def test_what_a_viewer_may_not_see_leaves_no_trace() -> None:
    """The side letter is on no page for nobody in particular, and on them for one of its own two."""
    for viewer, is_seen in ((None, False), ("Israel", True)):
        library = library_of_folders([ROOT / "examples/lebanon-2024"], viewer)
        with TestClient(application(library, ["testserver"]), headers={"accept": "text/html"}) as asked:
            for path in ("/lebanon-2024", "/lebanon-2024?format=json", "/lebanon-2024?format=csv"):
                assert ("act-elsewhere" in asked.get(path).text) == is_seen, (viewer, path)
            assert asked.get("/lebanon-2024/clauses/act-elsewhere").status_code == (200 if is_seen else 404)


def test_the_description_of_the_interface_is_valid_and_whole(client: TestClient) -> None:
    """The description is OpenAPI 3.1 and has every page."""
    described = client.get("/openapi.json").json()
    validate(described)
    assert {*NAMES, "calendar", "atom", "pdf", "word"} == {
        operation["get"]["operationId"] for operation in described["paths"].values()
    }


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=st.sampled_from(NAMES), parameters=st.dictionaries(
    st.sampled_from(["at", "known", "account", "lang", "format", "page", "within", "since", "clause", "part", "q"]) | words,
    st.sampled_from(["2011-10-20", "2011-10-18T10:00", "then", "Hamas", "ar", "json", "csv", "1", "14d", ""]) | words,
    max_size=4,
))  # fmt: skip
def test_no_address_breaks_the_server(client: TestClient, name: str, parameters: dict[str, str]) -> None:
    """Whatever an address holds, the answer is a page or a kind fault, and never an accident."""
    assert client.get(PAGES[name], params=parameters).status_code in (200, 400, 404)


@pytest.mark.parametrize(
    ("accept", "form"),
    [
        ("", "html"), ("*/*", "html"), ("text/html,application/xhtml+xml,*/*;q=0.8", "html"), ("text/csv", "csv"),
        ("application/json, text/plain, */*", "json"), ("text/csv;q=0.5, application/json;q=0.4", "csv"),
        ("text/html;q=nonsense, text/csv;q=0.1", "csv"),
    ],
)  # fmt: skip
def test_the_form_is_the_one_that_is_wanted_most(accept: str, form: str) -> None:
    """What a reader names is weighed by what they say of it."""
    assert form_asked("", accept) == form
