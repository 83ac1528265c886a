"""The language server: the protocol's words for what the other modules answer. It speaks over stdin and stdout only."""

from __future__ import annotations

from functools import lru_cache
from importlib.metadata import version
from pathlib import Path

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.uris import to_fs_path
from pygls.workspace import PositionCodec, ServerTextPosition

from servanda.editor import completion, diagnostics, formatting, hover, mentions, record, symbols
from servanda.editor.document import Document, Place, Stretch
from servanda.editor.translated import problems_beside

server = LanguageServer(
    "servanda", version("servanda"), text_document_sync_kind=lsp.TextDocumentSyncKind.Full
)

_PROPOSED = {
    "id": lsp.CompletionItemKind.Reference, "phase": lsp.CompletionItemKind.Module,
    "name": lsp.CompletionItemKind.Constant, "keyword": lsp.CompletionItemKind.Keyword,
}  # fmt: skip
_OUTLINED = {
    "title": lsp.SymbolKind.Package, "phase": lsp.SymbolKind.Namespace, "clause": lsp.SymbolKind.Method,
    "heading": lsp.SymbolKind.Class, "listing": lsp.SymbolKind.Array, "instrument": lsp.SymbolKind.File,
    "amendment": lsp.SymbolKind.Event, "link": lsp.SymbolKind.Interface, "part": lsp.SymbolKind.Constant,
}  # fmt: skip


class Page:
    """A document as the client counts its columns."""

    def __init__(self, uri: str) -> None:
        self.uri = uri
        self.document = _document(server.workspace.get_text_document(uri).source)
        self._codec: PositionCodec = server.workspace.position_codec

    def place(self, position: lsp.Position) -> Place:
        """Return the place of a position."""
        found = self._codec.position_from_client_units(self.document.lines, position)
        return Place(found.line, found.character)

    def position(self, line: int, column: int) -> lsp.Position:
        """Return the position of a place."""
        return self._codec.position_to_client_units(self.document.lines, ServerTextPosition(line, column))

    def range(self, at: Stretch) -> lsp.Range:
        """Return the range of a stretch."""
        return lsp.Range(self.position(at.line, at.start), self.position(at.line, at.end))

    def location(self, at: Stretch) -> lsp.Location:
        """Return a stretch as a place in a file."""
        return lsp.Location(self.uri, self.range(at))


@lru_cache(maxsize=16)
def _document(text: str) -> Document:
    return Document(text)


def serve() -> None:
    """Answer on stdin and stdout until the client says exit, or hangs up."""
    server.start_io()


@server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
def opened(params: lsp.DidOpenTextDocumentParams) -> None:
    """Tell the problems of a document that was opened."""
    _publish(params.text_document.uri)


@server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
def changed(params: lsp.DidChangeTextDocumentParams) -> None:
    """Tell the problems of a document as it is written."""
    _publish(params.text_document.uri)


@server.feature(lsp.TEXT_DOCUMENT_DID_CLOSE)
def closed(params: lsp.DidCloseTextDocumentParams) -> None:
    """Take back the problems of a document that was closed."""
    server.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(params.text_document.uri, []))


def _publish(uri: str) -> None:
    page = Page(uri)
    path = to_fs_path(uri)
    problems = problems_beside(Path(path), page.document.text) if path else None
    found = [
        lsp.Diagnostic(
            page.range(one.at),
            one.message,
            severity=lsp.DiagnosticSeverity.Error,
            code=one.name,
            source="servanda",
        )
        for one in diagnostics.diagnostics(page.document, problems)
    ]
    server.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, found))


@server.feature(lsp.TEXT_DOCUMENT_COMPLETION, lsp.CompletionOptions(trigger_characters=["#", '"', " "]))
def completed(params: lsp.CompletionParams) -> list[lsp.CompletionItem]:
    """Propose what may be written here."""
    page = Page(params.text_document.uri)
    found = completion.completion(page.document, page.place(params.position))
    if found is None:
        return []
    return [
        lsp.CompletionItem(
            label=one.text, kind=_PROPOSED[one.kind], detail=one.detail or None, filter_text=one.text,
            sort_text=f"{number:04}", text_edit=lsp.TextEdit(page.range(found.at), one.text),
        )
        for number, one in enumerate(found.proposals)
    ]  # fmt: skip


@server.feature(lsp.TEXT_DOCUMENT_HOVER)
def hovered(params: lsp.HoverParams) -> lsp.Hover | None:
    """Show what is known of the thing under the pointer."""
    page = Page(params.text_document.uri)
    file = to_fs_path(page.uri)
    beside = record.beside(Path(file), page.document.text) if file and page.document.blocks else None
    found = hover.hover(page.document, page.place(params.position), beside)
    if found is None:
        return None
    return lsp.Hover(lsp.MarkupContent(lsp.MarkupKind.Markdown, found.text), page.range(found.at))


@server.feature(lsp.TEXT_DOCUMENT_DEFINITION)
def defined(params: lsp.DefinitionParams) -> list[lsp.Location]:
    """Say where the thing under the pointer is declared."""
    page = Page(params.text_document.uri)
    return [page.location(at) for at in mentions.definitions(page.document, page.place(params.position))]


@server.feature(lsp.TEXT_DOCUMENT_REFERENCES)
def referred(params: lsp.ReferenceParams) -> list[lsp.Location]:
    """Say where the thing under the pointer is named."""
    page = Page(params.text_document.uri)
    declared = params.context.include_declaration
    found = mentions.references(page.document, page.place(params.position), declared=declared)
    return [page.location(at) for at in found]


@server.feature(lsp.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
def outlined(params: lsp.DocumentSymbolParams) -> list[lsp.DocumentSymbol]:
    """Return the outline of a document."""
    page = Page(params.text_document.uri)
    return [
        lsp.DocumentSymbol(
            one.name, _OUTLINED.get(one.kind, lsp.SymbolKind.Object),
            lsp.Range(page.position(one.first_line, 0), page.position(one.last_line, len(page.document.lines[one.last_line]))),
            page.range(one.at), detail=one.detail,
        )
        for one in symbols.symbols(page.document)
    ]  # fmt: skip


@server.feature(lsp.TEXT_DOCUMENT_FORMATTING)
def formatted(params: lsp.DocumentFormattingParams) -> list[lsp.TextEdit]:
    """Lay out the blocks of a document."""
    page = Page(params.text_document.uri)
    return [
        lsp.TextEdit(lsp.Range(lsp.Position(one.first, 0), lsp.Position(one.last, 0)), one.text)
        for one in formatting.edits(page.document)
    ]
