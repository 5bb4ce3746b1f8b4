"""Unsaved Go buffers, laid over the index while their text differs from the file on disk."""

from __future__ import annotations

from enum import Enum, auto
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

from groundplan.index.interest import is_skipped
from groundplan.lsp.documents import Document
from groundplan.text.globs import compile_globs

if TYPE_CHECKING:
    from groundplan.index.workspace import Workspace
    from groundplan.lsp.folders import Folder
    from groundplan.lsp.session import Session

BUFFER_DELAY_SECONDS = 0.2
"""A pause in typing after which a buffer is read."""

BUFFER_AT_MOST_SECONDS = 1.0


class _Outcome(Enum):
    UNCHANGED = auto()
    CHANGED = auto()
    SAVED = auto()


class Buffers:
    """Keeps the overlays of all indexes in step with the open Go documents.

    A buffer that equals its file needs no overlay, and an overlay hides the file's words from search. It is lifted
    only after a refresh has read the file: lifted before, the index would show the old text for a moment.
    """

    def __init__(self, ls: Session) -> None:
        self._ls = ls
        # Touched on the buffer thread only.
        self._laid: WeakKeyDictionary[Workspace, dict[str, bytes]] = WeakKeyDictionary()

    def changed(self, document: Document) -> None:
        """A Go document is opened or edited."""
        path = document.path
        if path is not None:
            self._ls.debouncer.call(
                ("buffer", document.uri),
                BUFFER_DELAY_SECONDS,
                lambda: self._start(path),
                at_most=BUFFER_AT_MOST_SECONDS,
            )

    def closed(self, document: Document) -> None:
        """A Go document is closed; what was not saved is gone."""
        self._ls.debouncer.cancel(("buffer", document.uri))
        if document.path is not None:
            self._start(document.path)

    async def after_refresh(self, folder: Folder) -> bool:
        """Bring the overlays of a folder in step after its index was; return whether any changed."""
        changed = False
        for document in self._ls.documents:
            if document.is_go and document.path is not None:
                relative = folder.relative(document.path)
                if relative is not None:
                    work = partial(self._lay, folder, document.path, relative, refreshed=True)
                    changed |= await self._ls.threads.buffer(work) is not _Outcome.UNCHANGED
        return changed

    def _start(self, path: Path) -> None:
        self._ls.tasks.start(self._follow(path))

    async def _follow(self, path: Path) -> None:
        for folder, relative in self._ls.folders.containing(path):
            outcome = await self._ls.threads.buffer(partial(self._lay, folder, path, relative, refreshed=False))
            if outcome is _Outcome.CHANGED:
                folder.revision += 1
                self._ls.diagnostics.index_changed()
            elif outcome is _Outcome.SAVED:
                self._ls.indexing.request(folder, relative)

    def _lay(self, folder: Folder, path: Path, relative: str, *, refreshed: bool) -> _Outcome:
        with self._ls.queries.using(folder) as workspace:
            if workspace is None:
                # The first refresh will end with `after_refresh`.
                return _Outcome.UNCHANGED
            return self._lay_over(workspace, path, relative, refreshed)

    def _lay_over(self, workspace: Workspace, path: Path, relative: str, refreshed: bool) -> _Outcome:
        laid = self._laid.setdefault(workspace, {})
        before = laid.get(relative)
        # The document as it is when the thread comes to it, so the last edit wins whatever the order of calls.
        document = self._ls.documents.at(path)
        wanted = document.text if document is not None else None
        if wanted is not None and (wanted == _read(path) or not _is_indexed(workspace, relative)):
            if before is not None and not refreshed:
                return _Outcome.SAVED
            wanted = None
        if wanted == before and (wanted is None or not refreshed):
            return _Outcome.UNCHANGED
        # After a refresh it is laid again even if it is the same: its package follows from the modules.
        workspace.set_unsaved(relative, wanted)
        if wanted is None:
            laid.pop(relative, None)
        else:
            laid[relative] = wanted
        return _Outcome.CHANGED if wanted != before else _Outcome.UNCHANGED


def _is_indexed(workspace: Workspace, relative: str) -> bool:
    from groundplan.index.discovery import find_file

    if is_skipped(relative):
        return False
    exclude = workspace.settings.exclude
    if (workspace.root / relative).exists():
        # What git ignores is known of files only, by all the rules on the way to them.
        return find_file(workspace.root, relative, exclude) is not None
    parts = relative.split("/")
    excluded = compile_globs(exclude)
    return not any(excluded("/".join(parts[: end + 1])) for end in range(len(parts)))


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        # A new file that is only in the editor so far.
        return None
