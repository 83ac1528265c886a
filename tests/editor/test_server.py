"""The real server, as an editor runs it: a process that speaks over its standard input and output."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path

from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient

from .pages import PAGE
from .test_hover import ROWS, SOURCES

LOOSE = PAGE.replace("party North, South", "party   North, South")


class Editor:
    """A client that keeps the diagnostics it is sent."""

    def __init__(self, file: Path) -> None:
        self.document = lsp.TextDocumentIdentifier(file.as_uri())
        self.client = LanguageClient("test", "1")
        self.told: asyncio.Queue[lsp.PublishDiagnosticsParams] = asyncio.Queue()

        @self.client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)  # type: ignore[untyped-decorator]
        def keep(params: lsp.PublishDiagnosticsParams) -> None:
            self.told.put_nowait(params)

    async def start(self) -> lsp.InitializeResult:
        await self.client.start_io(sys.executable, "-m", "servanda", "lsp", "--stdio")
        result = await self.client.initialize_async(
            lsp.InitializeParams(capabilities=lsp.ClientCapabilities())
        )
        self.client.initialized(lsp.InitializedParams())
        return result

    async def open(self, text: str) -> list[lsp.Diagnostic]:
        self.client.text_document_did_open(
            lsp.DidOpenTextDocumentParams(lsp.TextDocumentItem(self.document.uri, "markdown", 1, text))
        )
        return list((await self.told.get()).diagnostics)

    async def change(self, text: str) -> list[lsp.Diagnostic]:
        document = lsp.VersionedTextDocumentIdentifier(2, self.document.uri)
        whole = [lsp.TextDocumentContentChangeWholeDocument(text)]
        self.client.text_document_did_change(lsp.DidChangeTextDocumentParams(document, whole))
        return list((await self.told.get()).diagnostics)

    async def stop(self) -> int:
        await self.client.shutdown_async(None)
        self.client.exit(None)
        await self.client.stop()  # type: ignore[no-untyped-call]
        assert self.client._server is not None
        return self.client._server.returncode or 0


def run(walk: Callable[[Editor], Awaitable[None]], file: Path) -> None:
    """Run a walk against a server of its own, which must end by itself."""

    async def whole() -> None:
        editor = Editor(file)
        await editor.start()
        await walk(editor)
        assert await editor.stop() == 0

    asyncio.run(asyncio.wait_for(whole(), 60))


def position(text: str, word: str, into: int) -> lsp.Position:
    """Return where a client sees a place: its column in units of UTF-16."""
    found = text.index(word) + into
    line = text[text.rfind("\n", 0, found) + 1 : found]
    return lsp.Position(text.count("\n", 0, found), len(line.encode("utf-16-le")) // 2)


async def _walk(editor: Editor) -> None:
    client, document = editor.client, editor.document
    assert await editor.open(LOOSE) == []
    at = position(LOOSE, "when #bridge", 6)
    shown = await client.text_document_hover_async(lsp.HoverParams(document, at))
    assert shown is not None
    assert isinstance(shown.contents, lsp.MarkupContent)
    assert "On 9 May 2027, on the cautious account" in shown.contents.value
    where = await client.text_document_definition_async(lsp.DefinitionParams(document, at))
    assert isinstance(where, list)
    bridge = position(LOOSE, "clause #bridge", 7)
    assert [one.range.start for one in where if isinstance(one, lsp.Location)] == [bridge]
    context = lsp.ReferenceContext(include_declaration=False)
    named = await client.text_document_references_async(lsp.ReferenceParams(context, document, at))
    assert [one.range.start for one in named or ()] == [position(LOOSE, "when #bridge", 5)]
    outline = await client.text_document_document_symbol_async(lsp.DocumentSymbolParams(document))
    assert len(outline or ()) == 12
    options = lsp.FormattingOptions(tab_size=2, insert_spaces=True)
    edits = await client.text_document_formatting_async(lsp.DocumentFormattingParams(document, options))
    assert [(edit.range.start.line, edit.new_text) for edit in edits or ()] == [(7, "party North, South\n")]


def test_an_editor_is_answered(tmp_path: Path) -> None:
    """Over stdio: open, problems, hover on the record beside the file, definition, references, outline and layout."""
    (tmp_path / "agreement.md").write_text(PAGE, encoding="utf-8")
    (tmp_path / "reports.csv").write_text(ROWS, encoding="utf-8")
    (tmp_path / "sources.csv").write_text(SOURCES, encoding="utf-8")
    run(_walk, tmp_path / "agreement.md")


async def _type(editor: Editor) -> None:
    assert await editor.open("# A page without blocks\n") == []
    text = PAGE.replace("Some prose.", '```servanda\nclause #𝐱: South must "𝐨" to East by #\n```')
    told = await editor.change(text)
    assert [one.code for one in told] == ["not-understood"]
    assert told[0].severity == lsp.DiagnosticSeverity.Error
    fine = text.replace("#𝐱", "#x").replace("by #", "by #bridge")
    told = await editor.change(fine)
    assert {one.code for one in told} == {"undeclared-name"}
    assert told[0].range.start == position(fine, "East", 0)
    begun = fine.replace("by #bridge", "by #")
    await editor.change(begun)
    at = position(begun, "by #\n", 4)
    found = await editor.client.text_document_completion_async(lsp.CompletionParams(editor.document, at))
    assert isinstance(found, list)
    assert "#detainees" in [one.label for one in found]
    edit = found[0].text_edit
    assert isinstance(edit, lsp.TextEdit)
    assert edit.range == lsp.Range(position(begun, "by #\n", 3), at)
    nothing = await editor.client.text_document_completion_async(
        lsp.CompletionParams(editor.document, lsp.Position(0, 1))
    )
    assert nothing == []
    editor.client.text_document_did_close(lsp.DidCloseTextDocumentParams(editor.document))
    assert not (await editor.told.get()).diagnostics


def test_what_is_typed_is_answered(tmp_path: Path) -> None:
    """Over stdio: problems and completions as the text changes, with columns as the client counts them."""
    run(_type, tmp_path / "notes.md")


def test_the_server_ends_when_the_editor_hangs_up() -> None:
    """When its input closes, the server ends by itself, and without a word."""

    async def hang_up() -> tuple[bytes, bytes, int | None]:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "servanda", "lsp",
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        out, err = await asyncio.wait_for(process.communicate(b""), 60)
        return out, err, process.returncode

    assert asyncio.run(hang_up()) == (b"", b"", 0)
