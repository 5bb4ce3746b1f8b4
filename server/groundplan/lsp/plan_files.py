"""The texts of a workspace's Markdown files: what the editor has open first, then the files on disk as they are now."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from groundplan.features.plans import ParsedPlans

if TYPE_CHECKING:
    from groundplan.lsp.documents import Document, Documents
    from groundplan.lsp.folders import Folder

MAX_KEPT = 500
"""Texts kept; plans are small."""

MAX_BYTES = 1_000_000


class PlanFiles:
    """Reads a file again only when its size or time changed. Safe from any thread."""

    def __init__(self, documents: Documents) -> None:
        self._documents = documents
        self._lock = threading.Lock()
        self.parsed = ParsedPlans()
        self._texts: dict[Path, tuple[tuple[int, int], bytes]] = {}

    def open_at(self, folder: Folder, path: str) -> Document | None:
        """Return the open document of a path in a folder."""
        return self._documents.at(folder.root / path) or self._documents.at(folder.resolved / path)

    def read(self, folder: Folder, path: str) -> bytes | None:
        """Return the text of a path in a folder; None where there is no file, or one too large for a plan."""
        document = self.open_at(folder, path)
        if document is not None:
            return document.text
        place = folder.root / path
        try:
            status = place.stat()
            if status.st_size > MAX_BYTES:
                return None
            state = (status.st_size, status.st_mtime_ns)
            with self._lock:
                known = self._texts.get(place)
            if known is not None and known[0] == state:
                return known[1]
            text = place.read_bytes()
        except (OSError, ValueError):
            # Gone or unreadable since it was indexed; ValueError for a name with a null byte.
            return None
        with self._lock:
            if len(self._texts) >= MAX_KEPT:
                self._texts.clear()
            self._texts[place] = (state, text)
        return text
