"""An endpoint is asked with patience, within bounds, and only where the user sent the text."""

from __future__ import annotations

import json
import socket
import time
from email.utils import formatdate

import pytest

from servanda.reading.endpoint.client import MOST_BYTES, Client, Reply
from servanda.reading.endpoint.fault import EndpointFault
from tests.reading.endpoint.server import Server, Told, refused, said, serving

KEY = "sk-secret-0123456789"


def ask(server: Server, timeout: float = 5.0, tries: int = 4, key: str = KEY, pause: float = 0.01) -> Reply:
    return Client(server.url, "small", key, timeout=timeout, tries=tries, pause=pause).ask(
        "mark it up", "A text."
    )


def told(server: Server, timeout: float = 5.0, tries: int = 4) -> str:
    """Ask, and return the fault that comes of it, which never tells the key."""
    with pytest.raises(EndpointFault) as raised:
        ask(server, timeout, tries)
    found: BaseException | None = raised.value
    while found is not None:
        assert "secret" not in f"{found} {found!r}"
        found = found.__cause__
    return str(raised.value)


def test_a_question_has_the_common_form() -> None:
    """Model, task and text go to /chat/completions, with no freedom and in JSON; the key only in its header."""
    with serving(said("{}")) as server:
        assert ask(server) == Reply("{}")
        (asked,) = server.asked
    assert asked.path == "/v1/chat/completions"
    assert asked.headers["Authorization"] == f"Bearer {KEY}"
    assert asked.headers["Content-Type"] == "application/json"
    assert asked.data == {
        "model": "small", "temperature": 0, "response_format": {"type": "json_object"},
        "messages": [{"role": "system", "content": "mark it up"}, {"role": "user", "content": "A text."}],
    }  # fmt: skip


def test_without_a_key_none_is_sent() -> None:
    """An endpoint on one's own machine needs no key."""
    with serving(said("{}")) as server:
        ask(server, key="")
        assert "Authorization" not in server.asked[0].headers


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504, 529])
def test_what_is_busy_is_asked_again(status: int) -> None:
    """After an answer that it is busy, the endpoint is asked again until it answers."""
    with serving(refused(status), refused(status), said("{}")) as server:
        assert ask(server) == Reply("{}")
        assert len(server.asked) == 3


def test_retry_after_is_waited_for() -> None:
    """Where the endpoint says how long to wait, in seconds or as a moment, it is not asked before."""
    for form, least in (("1", 0.9), ("moment", 0.9), ("soon", 0.0)):
        wait = formatdate(time.time() + 2, usegmt=True) if form == "moment" else form
        with serving(refused(429, Retry_After=wait), said("{}")) as server:
            start = time.monotonic()
            assert ask(server) == Reply("{}")
            assert time.monotonic() - start >= least
    with serving(refused(429, Retry_After="100000")) as server:
        assert "left alone for 100,000 seconds" in told(server)
        assert len(server.asked) == 1


def test_what_stays_busy_is_given_up() -> None:
    """After as many tries as are allowed the fault says what the endpoint answered, and how often."""
    with serving(refused(503)) as server:
        assert told(server, tries=3).endswith("answers with 503, 3 times")
        assert len(server.asked) == 3


def test_a_refusal_is_told_at_once() -> None:
    """What asking again cannot mend is not asked again; the endpoint's reason is told, fit to be shown."""
    with serving(refused(404, "no model\n\x1b[2Jsmall")) as server:
        message = told(server)
        assert "404: no model �[2Jsmall; look at the address and at the name of the model" in message
        assert len(server.asked) == 1
    with serving(refused(400, f"Incorrect key {KEY}, " + "so " * 500)) as server:
        assert len(told(server)) < 300
    for status in (401, 403):
        with serving(refused(status, f"wrong key: {KEY}")) as server:
            assert "SERVANDA_ENDPOINT_KEY" in told(server)
    with serving(Told(b"<html>", 418)) as server:
        assert told(server).endswith("refuses the question with 418")


def test_an_endpoint_that_cannot_be_asked_for_json_is_asked_without() -> None:
    """Where the form of the answer is refused, the question is put without it, and from then on at once."""
    with serving(refused(400, "unknown field response_format"), said("{}")) as server:
        client = Client(server.url, "small", pause=0.01)
        client.ask("mark it up", "A text.")
        client.ask("mark it up", "A text.")
        assert ["response_format" in one.data for one in server.asked] == [True, False, False]


def test_a_slow_endpoint_is_not_waited_for_without_end() -> None:
    """An answer that does not begin in time, and one that drips, are given up."""
    slow = said({"attributions": []})
    for answer in (Told(slow.body, wait=0.6), Told(slow.body, wait=0.05, pieces=60)):
        with serving(answer) as server:
            start = time.monotonic()
            assert "did not answer in time, 2 times" in told(server, timeout=0.3, tries=2)
            assert time.monotonic() - start < 3


def test_a_huge_answer_is_not_read_to_its_end() -> None:
    """An answer longer than any that was asked for is given up."""
    with serving(Told(b" " * (MOST_BYTES + 200_000))) as server:
        assert "more than 4,000,000 bytes" in told(server)
        assert len(server.asked) == 1


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (Told(b"<html>hello</html>", headers={"Content-Type": "text/html"}), "text/html that is no JSON"),
        (Told(b"", headers={"Content-Type": "application/json"}), "application/json that is no JSON"),
        (Told(b"[" * 100_000), "no JSON"),
        (Told(b"\xff\xfe\x00"), "no JSON"),
        (Told(b"{}"), "another form"),
        (Told(b'{"choices": []}'), "another form"),
        (Told(b'{"choices": [3]}'), "another form"),
        (Told(b'["choices"]'), "another form"),
        (Told(b'{"error": {"message": "overloaded"}}'), "another form"),
    ],
)
def test_what_is_no_answer_of_such_an_endpoint_is_told(answer: Told, words: str) -> None:
    """A page, broken JSON, and JSON of another form are faults that say to look at the address."""
    with serving(answer) as server:
        message = told(server)
    assert words in message
    assert "look at its address" in message


def test_json_under_another_name_is_taken() -> None:
    """What is JSON counts as JSON, whatever the endpoint calls it; content may come in parts, or not at all."""
    body = json.loads(said("{}").body)
    with serving(Told(json.dumps(body).encode(), headers={"Content-Type": "text/plain"})) as server:
        assert ask(server) == Reply("{}")
    for content, words in (
        ([{"type": "text", "text": "{"}, {"type": "text", "text": "}"}], "{}"),
        (None, ""),
    ):
        body["choices"][0]["message"]["content"] = content
        with serving(Told(json.dumps(body).encode())) as server:
            assert ask(server) == Reply(words)
    with serving(said("{", finish="length")) as server:
        assert ask(server).is_cut


def test_a_connection_that_breaks_is_tried_again() -> None:
    """Where an answer breaks off, the question is put again; where nobody listens, that is told."""
    with serving(Told(said("{}").body, is_cut=True), said("{}")) as server:
        assert ask(server) == Reply("{}")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(EndpointFault, match=r"cannot be reached .*, 2 times"):
            Client(url, "small", tries=2, pause=0.01).ask("mark it up", "A text.")


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_redirect_leads_to_another_host(status: int) -> None:
    """A text and a key are sent to nobody but the address that the user gave."""
    with serving(said("{}")) as other, serving(Told(b"", status, {"Location": f"{other.url}/x"})) as server:
        assert "sends on to 127.0.0.1, which is not followed" in told(server)
        assert other.asked == []


def test_a_redirect_within_the_endpoint_is_followed() -> None:
    """An endpoint that has moved within its own host is asked there, with the same question, and not without end."""
    with serving(Told(b"", 307, {"Location": "/v2/chat/completions"}), said("{}")) as server:
        assert ask(server) == Reply("{}")
        assert [one.path for one in server.asked] == ["/v1/chat/completions", "/v2/chat/completions"]
        assert server.asked[0].data == server.asked[1].data
        assert server.asked[1].headers["Authorization"] == f"Bearer {KEY}"
    with serving(Told(b"", 308, {"Location": "/v1/chat/completions"})) as server:
        assert "without end" in told(server)
    with serving(Told(b"", 302, {"Location": "/v1/other"})) as server:
        assert "not followed" in told(server)


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("", "no address"), ("models.example/v1", "no address"), ("ftp://models.example", "no address"),
        ("https://", "no address"), ("https://h:port", "no address"), ("https://[::1", "no address"),
        ("https://models.example/\n", "no address"), ("http://models.example/v1", "unencrypted"),
        ("http://127.0.0.1.example/v1", "unencrypted"), ("https://ann:secret@models.example", "name or a password"),
    ],
)  # fmt: skip
def test_an_address_that_cannot_be_asked_is_told(url: str, words: str) -> None:
    """An address without a scheme or a host, one with a password, and one without encryption are refused."""
    if url.endswith("\n"):
        url = "https://models.example/\nv1"
    with pytest.raises(EndpointFault, match=words) as raised:
        Client(url, "small")
    assert "secret" not in str(raised.value)


def test_plain_http_is_for_this_machine_or_where_it_is_allowed() -> None:
    """HTTP without encryption goes to this machine only, unless the user says so."""
    for url in (
        "http://localhost:8080/v1",
        "http://[::1]:8080",
        "http://127.0.0.9",
        "https://models.example/v1?version=2",
    ):
        Client(url, "small")
    Client("http://models.example/v1", "small", allows_plain=True)


@pytest.mark.parametrize(
    ("model", "key"),
    [(" ", ""), ("small", "sk secret"), ("small", "secret\r\nHost: x"), ("small", "secreté")],
)
def test_a_model_and_a_key_that_cannot_be_sent_are_told(model: str, key: str) -> None:
    """A blank model, and a key with what no header can hold, are refused without showing the key."""
    with pytest.raises(EndpointFault) as raised:
        Client("https://models.example/v1", model, key)
    assert "secret" not in str(raised.value)


def test_the_key_is_not_shown() -> None:
    """A client that is printed, as in a traceback, does not tell its key."""
    assert KEY not in repr(Client("https://models.example/v1", "small", KEY))
