"""Positions, ranges and edits of the protocol to byte offsets and texts. With `to_proto`, the only place for it."""

from __future__ import annotations

from collections.abc import Iterable

from lsprotocol import types

from groundplan.lsp.documents import Document
from groundplan.model.location import Span
from groundplan.text.positions import Encoding, LineIndex, encode_text


def document_of(item: types.TextDocumentItem) -> Document:
    """Return the document that a client opens."""
    language = item.language_id
    return Document(item.uri, str(getattr(language, "value", language)), item.version, encode_text(item.text))


def offset_of(document: Document, position: types.Position, encoding: Encoding) -> int:
    """Return the byte offset of a position; positions outside of the text are clamped."""
    return document.lines.offset_of(position.line, position.character, encoding)


def span_of(document: Document, where: types.Range, encoding: Encoding) -> Span:
    """Return the span of a range; a range written backwards means the same as forwards."""
    return _span_in(document.lines, where, encoding)


def changed(
    document: Document, version: int, changes: Iterable[types.TextDocumentContentChangeEvent], encoding: Encoding
) -> Document:
    """Return a document after the client's changes, each of which is relative to the text after the one before."""
    text = document.text
    lines: LineIndex | None = document.lines
    for change in changes:
        new = encode_text(change.text)
        if isinstance(change, types.TextDocumentContentChangePartial):
            span = _span_in(lines or LineIndex(text), change.range, encoding)
            text = text[: span.start] + new + text[span.end :]
        else:
            text = new
        lines = None
    return Document(document.uri, document.language, version, text, document)


def _span_in(lines: LineIndex, where: types.Range, encoding: Encoding) -> Span:
    start = lines.offset_of(where.start.line, where.start.character, encoding)
    end = lines.offset_of(where.end.line, where.end.character, encoding)
    return Span(min(start, end), max(start, end))
