"""Edits of a text as data, applied to bytes."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from groundplan.model.finding import TextEdit


class OverlappingEditsError(ValueError):
    """Two edits change the same bytes, or an edit lies outside of the text."""


def apply_edits(text: bytes, edits: Iterable[TextEdit]) -> bytes:
    """Return the text with all edits applied; their spans are byte offsets into `text` as given.

    Insertions at the same offset appear in the order given, before a replacement that starts there. Raises
    OverlappingEditsError when spans overlap or leave the text.
    """
    # An insertion sorts before a replacement that starts at the same byte, as LSP clients do it.
    ordered = sorted(edits, key=lambda edit: (edit.span.start, edit.span.end > edit.span.start))
    pieces: list[bytes] = []
    done = 0
    for edit in ordered:
        start, end = edit.span.start, edit.span.end
        if start < done or end < start or end > len(text):
            raise OverlappingEditsError(f"edit of bytes {start} to {end} overlaps another or leaves the text")
        pieces.append(text[done:start])
        pieces.append(edit.text.encode("utf-8", "replace"))
        done = end
    pieces.append(text[done:])
    return b"".join(pieces)


@lru_cache(maxsize=4)
def newline_of(text: bytes) -> str:
    """Return the line end that most lines of the text have; `\\n` when there is none or they are level."""
    crlf = text.count(b"\r\n")
    counts = ((text.count(b"\n") - crlf, "\n"), (crlf, "\r\n"), (text.count(b"\r") - crlf, "\r"))
    return max(counts, key=lambda pair: pair[0])[1]


def with_newlines(text: str, newline: str) -> str:
    """Return a text written with `\\n` in another newline style."""
    return text if newline == "\n" else text.replace("\n", newline)
