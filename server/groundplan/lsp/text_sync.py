"""`textDocument/didOpen`, `didChange`, `didSave`, `didClose`: the text that the client has open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.index.interest import is_of_interest
from groundplan.lsp.from_proto import changed, document_of
from groundplan.lsp.uris import path_of, scheme_of

if TYPE_CHECKING:
    from lsprotocol import types

    from groundplan.lsp.documents import Document
    from groundplan.lsp.session import Session

_SCHEMES = ("file", "untitled")


def did_open(ls: Session, params: types.DidOpenTextDocumentParams) -> None:
    """A document is open in the editor; old versions shown beside it (`git:`) and the like do not count."""
    if scheme_of(params.text_document.uri) in _SCHEMES:
        _take(ls, document_of(params.text_document))


def did_change(ls: Session, params: types.DidChangeTextDocumentParams) -> None:
    """A document was edited."""
    before = ls.documents.get(params.text_document.uri)
    if before is None:
        return
    version = params.text_document.version
    _take(ls, changed(before, version, params.content_changes, ls.client.encoding))


def did_save(ls: Session, params: types.DidSaveTextDocumentParams) -> None:
    """A document was written to disk."""
    path = path_of(params.text_document.uri)
    if path is None:
        return
    for folder, relative in ls.folders.containing(path):
        if is_of_interest(relative) and not ls.client.watches_files:
            ls.indexing.request(folder, relative)
        else:
            ls.indexing.check(folder)


def did_close(ls: Session, params: types.DidCloseTextDocumentParams) -> None:
    """A document is no longer open: its file counts again."""
    document = ls.documents.remove(params.text_document.uri)
    if document is None:
        return
    if document.is_go:
        ls.buffers.closed(document)
    if document.is_markdown:
        ls.diagnostics.document_closed(document)


def _take(ls: Session, document: Document) -> None:
    ls.documents.put(document)
    if document.is_go:
        ls.buffers.changed(document)
    if document.is_markdown:
        ls.diagnostics.document_changed(document)
        serving = ls.folders.serving(document.path)
        ls.indexing.check(serving[0] if serving else None)
