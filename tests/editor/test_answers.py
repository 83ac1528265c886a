"""The server's answers, message by message, without a process between."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from servanda.editor.server import server

from .pages import PAGE
from .test_hover import ROWS, SOURCES


class Wire:
    """A client that speaks to the server in this process, and keeps what it hears."""

    def __init__(self, file: Path) -> None:
        self.uri = file.as_uri()
        self.heard: list[dict[str, Any]] = []
        server.protocol.set_writer(self, include_headers=False)
        self.ask("initialize", {"capabilities": {}, "processId": None, "rootUri": None}, of=False)

    def write(self, data: bytes) -> None:
        self.heard.append(json.loads(data))

    def close(self) -> None:
        """Do nothing: there is no stream."""

    def tell(self, method: str, params: dict[str, Any]) -> dict[str, Any]:
        self._send({"method": method, "params": params})
        return self.heard[-1] if self.heard else {}

    def ask(self, method: str, params: dict[str, Any], *, of: bool = True) -> Any:
        document = {"textDocument": {"uri": self.uri}} if of else {}
        self._send({"id": len(self.heard) + 1, "method": method, "params": {**document, **params}})
        return self.heard[-1]["result"]

    def at(self, method: str, text: str, into: int = 0) -> Any:
        """Ask about a place in the page."""
        before = PAGE[: PAGE.index(text) + into]
        position = {"line": before.count("\n"), "character": len(before) - before.rfind("\n") - 1}
        return self.ask(
            f"textDocument/{method}",
            {"position": position, "context": {"includeDeclaration": True, "triggerKind": 1}},
        )

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message})
        server.protocol.handle_message(json.loads(body, object_hook=server.protocol.structure_message))


@pytest.fixture
def wire(tmp_path: Path) -> Wire:
    """A client with the page open, a record beside it."""
    (tmp_path / "reports.csv").write_text(ROWS, encoding="utf-8")
    (tmp_path / "sources.csv").write_text(SOURCES, encoding="utf-8")
    client = Wire(tmp_path / "agreement.md")
    document = {"uri": client.uri, "languageId": "markdown", "version": 1, "text": PAGE}
    told = client.tell("textDocument/didOpen", {"textDocument": document})
    assert told["params"] == {"uri": client.uri, "diagnostics": []}
    return client


def test_problems_follow_the_text(wire: Wire) -> None:
    """Each change is answered with the problems of the text as it now is, and closing takes them back."""
    document = {"uri": wire.uri, "version": 2}
    bad = PAGE.replace("by day 20", "by noon")
    told = wire.tell("textDocument/didChange", {"textDocument": document, "contentChanges": [{"text": bad}]})
    found = {one["code"]: one for one in told["params"]["diagnostics"]}
    assert set(found) == {"not-understood", "stages-fall-short"}
    assert found["not-understood"]["source"] == "servanda"
    assert found["not-understood"]["range"]["start"] == {"line": 19, "character": 10}
    told = wire.tell("textDocument/didClose", {"textDocument": document})
    assert told["params"]["diagnostics"] == []


def test_a_place_is_answered(wire: Wire) -> None:
    """A place has a definition, references, a hover and completions, each with its range."""
    (where,) = wire.at("definition", "clause #calm", 8)
    assert where["uri"] == wire.uri
    assert PAGE.split("\n")[where["range"]["start"]["line"]].startswith("clause #calm")
    assert len(wire.at("references", "#detainees", 2)) == 2
    shown = wire.at("hover", "clause #calm", 8)
    assert shown["contents"]["value"].startswith("**#calm**: North and South each must not attack")
    assert shown["range"]["end"]["character"] == len("clause #calm")
    items = wire.at("completion", "part of #releases", 9)
    assert {one["label"] for one in items} == {"#releases", "#letter"}
    assert items[0]["textEdit"]["range"]["start"]["character"] == 10


def test_prose_is_left_alone(wire: Wire) -> None:
    """In prose there is nothing to show, complete or find."""
    assert wire.at("hover", "fighting") is None
    assert wire.at("completion", "fighting") == []
    assert wire.at("definition", "fighting") == []


def test_the_whole_is_answered(wire: Wire) -> None:
    """A document has an outline, and a layout that changes nothing when there is nothing to lay out."""
    outline = wire.ask("textDocument/documentSymbol", {})
    assert [one["name"] for one in outline][:3] == ["#valleys", "party", "monitor"]
    assert outline[0]["range"]["end"]["line"] == outline[0]["range"]["start"]["line"] + 1
    options = {"options": {"tabSize": 2, "insertSpaces": True}}
    assert wire.ask("textDocument/formatting", options) == []
    text = PAGE.replace("party North, South", "party North,South")
    wire.tell(
        "textDocument/didChange",
        {"textDocument": {"uri": wire.uri, "version": 2}, "contentChanges": [{"text": text}]},
    )
    (edit,) = wire.ask("textDocument/formatting", options)
    assert edit["newText"] == "party North, South\n"
