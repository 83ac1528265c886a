"""The client: one question to an endpoint over HTTP, in the form of chat completions that most of them take."""

from __future__ import annotations

import ipaddress
import json
import time
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from http.client import HTTPException
from typing import Any, NoReturn
from urllib.error import HTTPError, URLError
from urllib.parse import SplitResult, urljoin, urlsplit
from urllib.request import HTTPRedirectHandler, OpenerDirector, ProxyHandler, Request, build_opener

from servanda.reading.endpoint.fault import EndpointFault

MOST_BYTES = 4_000_000
"""The most bytes of an answer that are read."""

MOST_WAIT = 120.0
"""The longest that an endpoint may ask to be waited for, in seconds."""

_BUSY = (408, 409, 425, 429, 500, 502, 503, 504, 529)
"""The answers after which a question is asked again."""

_GOES_ON = (307, 308)
_MOST_REDIRECTS = 3
_CHUNK = 65_536
_TOLD = 160


@dataclass(frozen=True)
class Reply:
    """What a model said.

    Attributes:
        is_cut: it was cut short, as at the most words that the endpoint gives.
    """

    words: str
    is_cut: bool = False


@dataclass
class Client:
    """Asks an endpoint.

    Attributes:
        url: the address that `/chat/completions` is put after: "https://models.example/v1".
        key: sent as the bearer's token; never shown in a message.
        timeout: the seconds after which a question is given up.
        tries: how often a question is asked before the endpoint is given up.
        pause: the seconds waited after the first try that failed, twice as many after each further one; where the
            endpoint says how long to wait, that counts.
        allows_plain: it may be asked over a network without encryption.
    """

    url: str
    model: str
    key: str = field(default="", repr=False)
    timeout: float = 120.0
    tries: int = 4
    pause: float = 1.0
    allows_plain: bool = False

    def __post_init__(self) -> None:
        self._address = _checked(self.url, self.allows_plain)
        if not self.model.strip():
            raise EndpointFault("no model is named; give the name that the endpoint has for it: --model NAME")
        if not all("!" <= letter <= "~" for letter in self.key):
            raise EndpointFault(
                "the key of the endpoint holds a space or a letter that no key can hold; set it again"
            )
        self._opener = _opener(self._address)
        self._takes_form = True

    def ask(self, task: str, text: str) -> Reply:
        """Put a text to the model.

        Args:
            task: what it is to do with the text.

        Raises:
            EndpointFault: there is no answer, or none of the form that such endpoints give.
        """
        said = [{"role": "system", "content": task}, {"role": "user", "content": text}]
        asked = {"model": self.model, "temperature": 0, "messages": said}
        if self._takes_form:
            try:
                return _reply(self._sent({**asked, "response_format": {"type": "json_object"}}))
            except _FormRefused:
                self._takes_form = False
        return _reply(self._sent(asked))

    def _sent(self, asked: dict[str, Any]) -> Any:
        """Send a question as often as it takes, and return the JSON of the answer."""
        for number in range(1, self.tries + 1):
            try:
                return self._tried(asked)
            except _TryAgain as again:
                if number == self.tries:
                    raise EndpointFault(f"{self._name} {again.why}, {number} times") from None
                wait = self.pause * 2 ** (number - 1) if again.wait is None else again.wait
                if wait > MOST_WAIT:
                    raise EndpointFault(
                        f"{self._name} {again.why}, and asks to be left alone for {wait:,.0f} seconds; try then"
                    ) from None
                time.sleep(wait)
        raise AssertionError("a question is asked at least once")

    def _tried(self, asked: dict[str, Any]) -> Any:
        body, address, end = json.dumps(asked).encode(), self._address, time.monotonic() + self.timeout
        for _ in range(_MOST_REDIRECTS + 1):
            try:
                with self._opener.open(self._request(address, body), timeout=self.timeout) as answer:
                    return _json(answer, end, self._name)
            except HTTPError as error:
                with error:
                    address = self._refused(error, address, "response_format" in asked)
            except TimeoutError:
                self._again("did not answer in time")
            except URLError as error:
                if isinstance(error.reason, TimeoutError):
                    self._again("did not answer in time")
                self._again(f"cannot be reached ({_short(str(error.reason))})")
            except (HTTPException, OSError, ValueError) as error:
                self._again(f"broke off ({type(error).__name__})")
        raise EndpointFault(
            f"{self._name} sends from one address to the next without end; give the last of them"
        )

    def _request(self, address: str, body: bytes) -> Request:
        headers = {"Content-Type": "application/json", "Accept": "application/json", "User-Agent": "servanda"}
        request = Request(address, body, headers, method="POST")
        if self.key:
            request.add_unredirected_header("Authorization", f"Bearer {self.key}")
        return request

    def _refused(self, error: HTTPError, address: str, has_form: bool) -> str:
        """Return the address to ask instead; raise what came instead of an answer."""
        status = error.code
        if 300 <= status < 400:
            return self._redirected(error, address)
        if status in _BUSY:
            self._again(f"answers with {status}", _wait(error.headers.get("Retry-After")))
        if status in (401, 403):
            raise EndpointFault(
                f"{self._name} does not let this key in ({status}); set SERVANDA_ENDPOINT_KEY to one that it takes"
            ) from None
        why = self._why(error)
        if status in (400, 422) and has_form and "response_format" in why:
            raise _FormRefused from None
        more = f": {_short(why)}" if why else ""
        if status == 404:
            more += "; look at the address and at the name of the model"
        raise EndpointFault(f"{self._name} refuses the question with {status}{more}") from None

    def _redirected(self, error: HTTPError, address: str) -> str:
        target = urljoin(address, error.headers.get("Location") or "")
        if error.code in _GOES_ON and _origin(urlsplit(target)) == _origin(urlsplit(address)):
            return target
        where = urlsplit(target).hostname or "nowhere"
        raise EndpointFault(
            f"{self._name} sends on to {_short(where)}, which is not followed; if that is right, give that address"
        ) from None

    def _why(self, error: HTTPError) -> str:
        """Return what an endpoint says of a refusal, without the key."""
        try:
            data = json.loads(error.read(_CHUNK))
            told = data["error"]
            words = str(told["message"] if isinstance(told, dict) else told)
        except (ValueError, KeyError, TypeError, OSError, HTTPException, RecursionError):
            return ""
        return words.replace(self.key, "…") if self.key else words

    @property
    def _name(self) -> str:
        return f"the endpoint at {urlsplit(self._address).netloc}"

    def _again(self, why: str, wait: float | None = None) -> NoReturn:
        raise _TryAgain(why, wait) from None


class _TryAgain(Exception):
    """A try that came to nothing, after which another may come to something."""

    def __init__(self, why: str, wait: float | None) -> None:
        super().__init__(why)
        self.why, self.wait = why, wait


class _FormRefused(Exception):
    """The endpoint does not know how to be asked for JSON."""


class _Stays(HTTPRedirectHandler):
    """Follows no redirect by itself, so that a text and a key go only where the user sent them."""

    def redirect_request(self, *_: Any) -> None:
        return None


def _opener(address: str) -> OpenerDirector:
    proxies = [ProxyHandler({})] if _is_loopback(urlsplit(address).hostname or "") else []
    return build_opener(_Stays, *proxies)


def _checked(url: str, allows_plain: bool) -> str:
    """Return the address that is asked.

    Raises:
        EndpointFault: the text and the key cannot be sent there.
    """
    try:
        parts = urlsplit(url.strip())
        host, _ = parts.hostname, parts.port
    except ValueError:
        host, parts = None, SplitResult("", "", "", "", "")
    if (
        parts.scheme not in ("http", "https")
        or not host
        or not url.isascii()
        or not url.strip().isprintable()
    ):
        raise EndpointFault("the endpoint has no address that can be asked; write https://HOST/PATH")
    if "@" in parts.netloc:
        raise EndpointFault(
            "the address of the endpoint holds a name or a password; put the key into SERVANDA_ENDPOINT_KEY"
        )
    if parts.scheme == "http" and not (allows_plain or _is_loopback(host)):
        raise EndpointFault(
            f"the endpoint at {parts.netloc} would get the text and the key unencrypted; use https, or say that plain"
            " HTTP is allowed"
        )
    return parts._replace(path=f"{parts.path.rstrip('/')}/chat/completions", fragment="").geturl()


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _origin(parts: SplitResult) -> tuple[str, str | None, int | None]:
    try:
        return parts.scheme, parts.hostname, parts.port
    except ValueError:
        return "", None, None


def _json(answer: Any, end: float, name: str) -> Any:
    """Return the JSON of an answer that is no longer than allowed and comes in time."""
    data = bytearray()
    while chunk := answer.read1(_CHUNK):
        data += chunk
        if len(data) > MOST_BYTES:
            raise EndpointFault(
                f"{name} answers with more than {MOST_BYTES:,} bytes; it is no endpoint of this kind"
            )
        if time.monotonic() > end:
            raise _TryAgain("did not answer in time", None)
    if answer.length:
        raise _TryAgain("broke off in the midst of its answer", None)
    try:
        return json.loads(data)
    except (ValueError, RecursionError):
        kind = _short(answer.headers.get_content_type())
        raise EndpointFault(f"{name} answers with {kind} that is no JSON; look at its address") from None


def _reply(data: Any) -> Reply:
    try:
        choice = data["choices"][0]
        content = choice["message"]["content"]
    except (KeyError, IndexError, TypeError):
        raise EndpointFault(
            "the endpoint answers in another form than that of chat completions; look at its address"
        ) from None
    if isinstance(content, list):
        content = "".join(str(part.get("text", "")) for part in content if isinstance(part, dict))
    return Reply(content if isinstance(content, str) else "", choice.get("finish_reason") == "length")


def _wait(given: str | None) -> float | None:
    """Return the seconds of a Retry-After: a number, or a moment."""
    if given is None:
        return None
    try:
        return max(0.0, float(given))
    except ValueError:
        pass
    try:
        return max(0.0, parsedate_to_datetime(given).timestamp() - time.time())
    except (ValueError, TypeError, OverflowError):
        return None


def _short(words: str) -> str:
    """Return what another machine says, fit to be shown."""
    line = "".join(letter if letter.isprintable() else "�" for letter in " ".join(words.split()))
    return line if len(line) <= _TOLD else f"{line[:_TOLD]}…"
