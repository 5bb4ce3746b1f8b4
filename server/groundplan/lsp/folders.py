"""The workspace folders and the index of each."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from groundplan.lsp.uris import join_uri, uri_of

if TYPE_CHECKING:
    from groundplan.index.workspace import Workspace
    from groundplan.model.workspace import Counts

MAX_REPORTED = 200
"""Changed files up to which they are looked at one by one; a walk over everything costs as much as some hundreds."""


class Folder:
    """A folder that the client has open. All but `workspace` is changed on the event loop only.

    `revision` grows whenever the answers of the index may have changed. `workspace` is None until the index is opened.
    """

    def __init__(self, uri: str, root: Path) -> None:
        self.uri = uri
        self.root = root
        self.resolved = _resolve(root)
        self.workspace: Workspace | None = None
        self.revision = 0
        self.counts: Counts | None = None
        self.complete = False
        self.state = "indexing"
        self.message = ""
        self.closing = threading.Event()
        self.watched = False
        self.refreshing: asyncio.Task[None] | None = None
        self.refresh_asked = False
        self.reset_asked = False
        self._reported: set[str] | None = None
        self.last_checked = 0.0
        self.check_seconds = 0.0

    @property
    def closed(self) -> bool:
        """Whether the client closed the folder."""
        return self.closing.is_set()

    def note_change(self, path: str | None) -> None:
        """Remember that the file or folder at a relative path changed; None: any may have, as at the start."""
        if path is None or (self._reported is not None and len(self._reported) >= MAX_REPORTED):
            self._reported = None
        elif self._reported is not None:
            self._reported.add(path)

    def take_changes(self) -> tuple[str, ...] | None:
        """Return what changed since this was asked before; None when all files must be looked at."""
        reported, self._reported = self._reported, set()
        return None if reported is None else tuple(sorted(reported))

    def relative(self, path: Path) -> str | None:
        """Return an absolute path relative to the folder, with forward slashes; None when it is outside.

        Links on the way to the folder or to the file are seen through.
        """
        for candidate, root in ((path, self.root), (path, self.resolved), (_resolve(path), self.resolved)):
            if candidate.is_relative_to(root):
                return candidate.relative_to(root).as_posix()
        return None

    def place_of(self, path: str) -> Path:
        """Return where a file of the index is on disk; those of model libraries are outside of the folder."""
        if "@" in path and self.workspace is not None:
            place = self.workspace.place_of(path)
            if not place.is_relative_to(self.workspace.root):
                return place
        return self.root / path

    def uri_of(self, path: str) -> str:
        """Return the URI of a path of the index."""
        place = self.place_of(path)
        return join_uri(self.uri, path) if place == self.root / path and not Path(path).is_absolute() else uri_of(place)

    def link(self, path: str, line: int) -> str:
        """Return a link that editors open at a 1-based line; see `model.feature.Linker`."""
        return self.uri_of(path) + (f"#L{line}" if line else "")


class Folders:
    """The open folders in the client's order."""

    def __init__(self) -> None:
        self._folders: dict[str, Folder] = {}

    def add(self, uri: str, root: Path) -> Folder | None:
        """Open a folder; None when it is open already."""
        if uri in self._folders:
            return None
        folder = self._folders[uri] = Folder(uri, root)
        return folder

    def remove(self, uri: str) -> Folder | None:
        """Close a folder and return it."""
        folder = self._folders.pop(uri, None)
        if folder is not None:
            folder.closing.set()
        return folder

    def containing(self, path: Path) -> list[tuple[Folder, str]]:
        """Return the folders that contain an absolute path, innermost first, each with the path relative to it."""
        found = [(folder, relative) for folder in self if (relative := folder.relative(path)) is not None]
        return sorted(found, key=lambda pair: len(pair[1]))

    def serving(self, path: Path | None) -> tuple[Folder, str] | None:
        """Return the folder whose index serves a document, and the document's path as the index knows it.

        That is the innermost folder that contains it, else the first; the path of a document outside is absolute.
        """
        if path is not None:
            containing = self.containing(path)
            if containing:
                return containing[0]
        first = next(iter(self), None)
        if first is None:
            return None
        return first, path.as_posix() if path is not None else ""

    def __iter__(self) -> Iterator[Folder]:
        return iter(tuple(self._folders.values()))


def _resolve(path: Path) -> Path:
    try:
        return path.resolve()
    except (OSError, RuntimeError):
        # A loop of links (RuntimeError before Python 3.13): the path stays as the client spells it.
        return path
