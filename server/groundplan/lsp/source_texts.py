"""The texts of source files: what the editor has open first, then the bytes on disk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundplan.text.positions import LineIndex

if TYPE_CHECKING:
    from pathlib import Path

    from groundplan.lsp.documents import Documents
    from groundplan.lsp.folders import Folder

MAX_SOURCE_BYTES = 8_000_000
"""The size above which the index does not read Go files; positions in larger files are given by line."""

_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class SourceText:
    """The lines of a file. A byte order mark is not part of an editor's text: `skipped` bytes were left out for it."""

    lines: LineIndex
    skipped: int = 0


class SourceTexts:
    """Reads each file at most once; made for one answer."""

    def __init__(self, documents: Documents, folder: Folder) -> None:
        self._documents = documents
        self._folder = folder
        self._read: dict[str, SourceText | None] = {}

    def text_of(self, path: str) -> SourceText | None:
        """Return the text of a path of the index, None where it cannot be read."""
        if path not in self._read:
            self._read[path] = self._find(path)
        return self._read[path]

    def _find(self, path: str) -> SourceText | None:
        place = self._folder.place_of(path)
        document = self._documents.at(place) or self._documents.at(self._folder.resolved / path)
        if document is not None:
            return SourceText(document.lines)
        return _read(place)


def _read(place: Path) -> SourceText | None:
    try:
        if place.stat().st_size > MAX_SOURCE_BYTES:
            return None
        text = place.read_bytes()
    except (OSError, ValueError):
        # Gone or unreadable since it was indexed; ValueError for a name with a null byte.
        return None
    if text.startswith(_BOM):
        return SourceText(LineIndex(text[len(_BOM) :]), len(_BOM))
    return SourceText(LineIndex(text))
