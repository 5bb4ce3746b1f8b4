"""Keeping the index of each folder up to date: when to refresh, and what follows from it."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from groundplan.lsp.messages import NO_MODULE
from groundplan.lsp.progress import WorkProgress
from groundplan.lsp.status import send_status

if TYPE_CHECKING:
    from groundplan.index.refresh import Progress, RefreshReport
    from groundplan.index.workspace import Workspace
    from groundplan.lsp.folders import Folder
    from groundplan.lsp.session import Session
    from groundplan.model.workspace import Counts

BURST_SECONDS = 0.2
"""A pause in the client's file events after which the files are looked at; a checkout sends thousands."""

BURST_AT_MOST_SECONDS = 2.0

CHECK_EVERY_SECONDS = 2.0
"""How often the files are looked at for clients that do not report changes, at most, and only on their activity."""

CHECK_SHARE = 20
"""Looking at the files of a large workspace may take up one part in this many of the time."""

PROGRESS_EVERY_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class _Refreshed:
    report: RefreshReport
    counts: Counts
    problems: tuple[str, ...]


class Indexing:
    """Refreshes, one at a time for all folders, on the index thread; lives on the event loop."""

    def __init__(self, ls: Session) -> None:
        self._ls = ls

    def start(self, folder: Folder) -> None:
        """Index a folder that was just opened."""
        folder.state = "indexing"
        send_status(self._ls)
        self.refresh(folder)

    def request(self, folder: Folder, path: str | None) -> None:
        """Ask for a refresh soon: the file or folder at a relative path changed, or with None any may have."""
        folder.note_change(path)
        self._ls.debouncer.call(
            ("index", folder.uri), BURST_SECONDS, lambda: self._begin(folder), at_most=BURST_AT_MOST_SECONDS
        )

    def check(self, folder: Folder | None) -> None:
        """Look for changes on disk, for a client that does not report them; not more often than is cheap."""
        if folder is None or folder.closed or folder.watched or self._ls.client.watches_files:
            return
        key = ("check", folder.uri)
        if self._ls.debouncer.is_waiting(key):
            return
        wait = max(CHECK_EVERY_SECONDS, CHECK_SHARE * folder.check_seconds)
        if folder.refreshing is None:
            wait = max(0.0, folder.last_checked + wait - asyncio.get_running_loop().time())
        self._ls.debouncer.call(key, wait, lambda: self.refresh(folder))

    def refresh(self, folder: Folder, *, from_scratch: bool = False) -> asyncio.Task[None]:
        """Look at all files of a folder and let everybody know; a refresh that is running is followed by another.

        Returns the task that ends when all is settled. The errors of a refresh are reported, not raised.
        """
        folder.reset_asked = folder.reset_asked or from_scratch
        folder.note_change(None)
        return self._begin(folder)

    def _begin(self, folder: Folder) -> asyncio.Task[None]:
        folder.refresh_asked = True
        if folder.refreshing is None:
            folder.refreshing = self._ls.tasks.start(self._refresh_until_settled(folder))
        return folder.refreshing

    def install(self, folder: Folder, workspace: Workspace) -> None:
        """Let queries use an opened index while it is still being refreshed: what it knows is already of use."""
        before, folder.workspace = folder.workspace, workspace
        if before is not None:
            self._ls.queries.retire(before)
        folder.revision += 1
        self._ls.diagnostics.index_changed()

    def close(self, folder: Folder) -> None:
        """Give back the index of a folder that the client closed."""
        self._ls.debouncer.cancel(("index", folder.uri))
        self._ls.debouncer.cancel(("check", folder.uri))
        if folder.refreshing is None:
            self._give_back(folder)
        send_status(self._ls)
        self._ls.diagnostics.index_changed()

    async def _refresh_until_settled(self, folder: Folder) -> None:
        try:
            while folder.refresh_asked and not folder.closed:
                folder.refresh_asked = False
                await self._refresh_once(folder)
        finally:
            folder.refreshing = None
        if folder.closed:
            self._give_back(folder)

    async def _refresh_once(self, folder: Folder) -> None:
        loop = asyncio.get_running_loop()

        def announce() -> None:
            folder.state, folder.message = "indexing", progress.message
            send_status(self._ls)

        progress = WorkProgress(self._ls, f"Indexing {folder.root.name}", announce)
        changes = folder.take_changes()
        work = _Work(self._ls, folder, loop, folder.reset_asked, changes, _Reporter(loop, progress), progress)
        folder.reset_asked = False
        started = loop.time()
        try:
            refreshed = await self._ls.threads.index(work.run)
        except Exception as error:  # noqa: BLE001 - whatever it is, the server goes on with the index that it has
            folder.note_change(None)
            if not self._ls.threads.stopping.is_set() and not folder.closed:
                self._ls.messages.failed(f"Indexing {folder.root.name}", error)
                folder.state = "error"
                folder.message = f"The index could not be brought up to date: {error}"
                send_status(self._ls)
            return
        finally:
            progress.end()
            folder.last_checked = loop.time()
        if changes is None and not refreshed.report.changed:
            # Only then it is the cost of looking, not of reading.
            folder.check_seconds = folder.last_checked - started
        if not refreshed.report.linked:
            # The plan was checked against what the file says; now against what follows from it elsewhere.
            folder.refresh_asked = True
        if not folder.closed:
            await self._settle(folder, refreshed)

    async def _settle(self, folder: Folder, refreshed: _Refreshed) -> None:
        complete = refreshed.report.complete
        another = folder.counts is None or complete != folder.complete
        folder.counts, folder.complete = refreshed.counts, complete
        folder.state = "ready" if complete else "partial"
        folder.message = "" if complete else "Indexing was cancelled: reindex to complete it."
        overlays_changed = await self._ls.buffers.after_refresh(folder)
        if another or refreshed.report.changed or overlays_changed:
            folder.revision += 1
            self._ls.diagnostics.index_changed()
        self._tell_problems(folder, refreshed)
        send_status(self._ls)

    def _tell_problems(self, folder: Folder, refreshed: _Refreshed) -> None:
        name = folder.root.name or folder.uri
        self._ls.messages.log_problems(name, (*refreshed.problems, *refreshed.report.problems))
        for problem in refreshed.problems:
            self._ls.messages.show_once(problem)
        if refreshed.counts.files and not refreshed.counts.modules:
            self._ls.messages.show_once(NO_MODULE.format(folder=name))

    def _give_back(self, folder: Folder) -> None:
        if folder.workspace is not None:
            self._ls.queries.retire(folder.workspace)
            folder.workspace = None


class _Reporter:
    """Carries progress from the index thread to the event loop, a few times a second."""

    def __init__(self, loop: asyncio.AbstractEventLoop, progress: WorkProgress) -> None:
        self._loop = loop
        self._progress = progress
        self._last = 0.0

    def report(self, progress: Progress) -> None:
        now = time.monotonic()
        if now - self._last >= PROGRESS_EVERY_SECONDS:
            self._last = now
            self._loop.call_soon_threadsafe(self._progress.report, progress.done, progress.total)


@dataclass(frozen=True, slots=True)
class _Work:
    """What the index thread does for one refresh."""

    ls: Session
    folder: Folder
    loop: asyncio.AbstractEventLoop
    from_scratch: bool
    changes: tuple[str, ...] | None
    reporter: _Reporter
    progress: WorkProgress

    def run(self) -> _Refreshed:
        # Imported here: the parsers take a while to load, and `initialize` must not wait for them.
        from groundplan.index.configuration import load_settings
        from groundplan.index.workspace import Workspace

        settings, problems = load_settings(self.folder.resolved, self.ls.overrides)
        workspace, changes = self.folder.workspace, self.changes
        if workspace is None or workspace.settings != settings:
            changes = None
            workspace = Workspace(self.folder.root, settings=settings)
            self.loop.call_soon_threadsafe(self.ls.indexing.install, self.folder, workspace)
        if self.from_scratch:
            workspace.store.reset()
            changes = None
        if changes is None:
            report = workspace.refresh(self.reporter.report, self._is_cancelled)
        else:
            # Routes follow from all files together: a plan need not wait for them when one file is saved.
            report = workspace.refresh_paths(changes, self.reporter.report, self._is_cancelled, link=not changes)
        with workspace.snapshot() as snapshot:
            counts = snapshot.counts
        return _Refreshed(report, counts, (*problems, *workspace.store.problems))

    def _is_cancelled(self) -> bool:
        return self.progress.cancelled or self.folder.closed or self.ls.threads.stopping.is_set()
