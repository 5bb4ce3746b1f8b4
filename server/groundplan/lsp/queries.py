"""Answering from an index: a snapshot on a query thread, a failure that costs one answer and no more."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from groundplan.lsp.to_proto import ToProto

if TYPE_CHECKING:
    from groundplan.features.meanings import Meaning
    from groundplan.index.snapshot import Snapshot
    from groundplan.index.workspace import Workspace
    from groundplan.lsp.documents import Document
    from groundplan.lsp.folders import Folder
    from groundplan.lsp.session import Session
    from groundplan.model.drift import Drift
    from groundplan.model.finding import Finding
    from groundplan.model.plan import Plan

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class PlanView:
    """A document as a plan, with the index that serves it at one moment; not to be kept after the query."""

    document: Document
    path: str
    snapshot: Snapshot
    proto: ToProto
    index_key: tuple[int, int]

    @property
    def plan(self) -> Plan:
        """The document parsed, once for each version, from what of the version before still holds."""
        from groundplan.plan import PlanMemory, parse_plan

        settings, document = self.snapshot.settings, self.document
        memory = document.shared("plan", PlanMemory)
        return document.derived(
            "plan", (self.path, settings), lambda: parse_plan(self.path, document.text, settings, memory)
        )

    def is_plan(self) -> bool:
        """Tell whether the document is a plan, and not just any Markdown."""
        from groundplan.plan import is_plan

        settings = self.snapshot.settings
        return self.document.derived(
            "is-plan", (self.path, settings), lambda: is_plan(self.path, self.document.text, settings)
        )

    def meanings(self) -> tuple[Meaning, ...]:
        """Return what the plan's mentions stand for, worked out once per version of the document and of the index."""
        from groundplan.features.meanings import meanings_of

        return self.document.derived(
            "meanings", (self.path, self.index_key), lambda: meanings_of(self.snapshot, self.plan)
        )

    def drift(self) -> Drift:
        """Return the plan's promises against the code, worked out once per version of the document and of the index."""
        from groundplan.features.drift import drift_of

        return self.document.derived("drift", (self.path, self.index_key), lambda: drift_of(self.snapshot, self.plan))

    def findings(self) -> tuple[Finding, ...]:
        """Return what the rules find, worked out once per version of the document and of the index.

        A document that is no plan has none, and as long as the index never was complete there are none: what it has
        not read yet would be taken for missing.
        """
        from groundplan.rules.check import check_plan

        if not self.snapshot.complete or not self.is_plan():
            return ()
        return self.document.derived(
            "findings", (self.path, self.index_key), lambda: check_plan(self.snapshot, self.plan)
        )


class Queries:
    """Runs questions about documents on the query threads."""

    def __init__(self, ls: Session) -> None:
        self._ls = ls
        self._lock = threading.Lock()
        self._users = 0
        self._retired: list[Workspace] = []

    async def ask(self, what: str, document: Document, question: Callable[[PlanView], T]) -> T | None:
        """Put a question about a document to the index that serves it; None when there is none or it fails."""
        serving = self._ls.folders.serving(document.path)
        if serving is None or self._ls.threads.stopping.is_set():
            return None
        folder, path = serving
        try:
            work = partial(self._answer, document, folder, path or document.name, question)
            return await self._ls.threads.query(work)
        except Exception as error:  # noqa: BLE001 - a feature that fails costs this answer only; the log has the traceback
            self._ls.messages.failed(what, error)
            return None

    async def ask_folder(self, what: str, folder: Folder, question: Callable[[Snapshot, Folder], T]) -> T | None:
        """Put a question to a folder's index; None when there is none yet or it fails."""

        def work() -> T | None:
            with self.using(folder) as workspace:
                if workspace is None:
                    return None
                with workspace.snapshot() as snapshot:
                    return question(snapshot, folder)

        if self._ls.threads.stopping.is_set():
            return None
        try:
            return await self._ls.threads.query(work)
        except Exception as error:  # noqa: BLE001 - a feature that fails costs this answer only; the log has the traceback
            self._ls.messages.failed(what, error)
            return None

    @contextlib.contextmanager
    def using(self, folder: Folder) -> Iterator[Workspace | None]:
        """Hold a folder's index open for the length of a block, from any thread."""
        with self._lock:
            self._users += 1
            workspace = folder.workspace
        try:
            yield workspace
        finally:
            with self._lock:
                self._users -= 1
                unused, self._retired = (self._retired, []) if not self._users else ([], self._retired)
            for retired in unused:
                retired.close()

    def retire(self, workspace: Workspace) -> None:
        """Close an index that is no folder's any more, as soon as no thread uses it."""
        with self._lock:
            if self._users:
                self._retired.append(workspace)
                return
        workspace.close()

    def _answer(self, document: Document, folder: Folder, path: str, question: Callable[[PlanView], T]) -> T | None:
        with self.using(folder) as workspace:
            if workspace is None:
                return None
            # Read before the snapshot is taken: an answer kept under too old a revision is only made again.
            key = (id(workspace), folder.revision)
            with workspace.snapshot() as snapshot:
                proto = ToProto(self._ls.client, self._ls.documents, document, folder)
                return question(PlanView(document, path, snapshot, proto, key))
