"""Diagnostics of plans: pulled by clients that can be told to pull again, pushed to all others."""

from __future__ import annotations

import asyncio
import hashlib
from concurrent.futures import Future
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from groundplan.lsp.messages import OPEN_A_FOLDER
from groundplan.model.settings import DEFAULT_SETTINGS

if TYPE_CHECKING:
    from groundplan.lsp.documents import Document
    from groundplan.lsp.queries import PlanView
    from groundplan.lsp.session import Session

TYPING_PAUSE_SECONDS = 0.2
"""A pause in typing after which a plan is checked."""

READING_PAUSE_SECONDS = TYPING_PAUSE_SECONDS / 2
"""A pause after which a plan is read, so that checking it need not begin with that."""

INDEX_PAUSE_SECONDS = 0.1
"""Changes of the index are gathered this long before plans are checked again."""

_REFRESH = "diagnostic-refresh"


def provider() -> types.DiagnosticRegistrationOptions:
    """Return what `initialize` says of diagnostics: they depend on other files, the Go code."""
    return types.DiagnosticRegistrationOptions(
        inter_file_dependencies=True,
        workspace_diagnostics=False,
        document_selector=[types.TextDocumentFilterLanguage(language="markdown")],
        identifier="groundplan",
    )


class PlanDiagnostics:
    """Brings diagnostics to the client; lives on the event loop. For each document the latest version wins."""

    def __init__(self, ls: Session) -> None:
        self._ls = ls
        self._publishing: dict[str, asyncio.Task[None]] = {}
        self._published: dict[str, tuple[int, list[types.Diagnostic]]] = {}

    def document_changed(self, document: Document) -> None:
        """A Markdown document is opened or edited; a pulling client asks by itself."""
        if not self._ls.client.pulls_diagnostics:
            self._ls.debouncer.call(("read", document.uri), READING_PAUSE_SECONDS, lambda: self._read(document.uri))
            self._ls.debouncer.call(
                ("publish", document.uri), TYPING_PAUSE_SECONDS, lambda: self._start_publishing(document.uri)
            )

    def document_closed(self, document: Document) -> None:
        """A document is closed: what was published of it goes."""
        self._ls.debouncer.cancel(("read", document.uri))
        self._ls.debouncer.cancel(("publish", document.uri))
        running = self._publishing.pop(document.uri, None)
        if running is not None:
            running.cancel()
        published = self._published.pop(document.uri, None)
        if published is not None and published[1]:
            self._publish(document.uri, None, [])

    def index_changed(self) -> None:
        """The answers of an index may have changed: all open plans are to be looked at again."""
        self._ls.debouncer.call(_REFRESH, INDEX_PAUSE_SECONDS, self._look_again)

    async def check(self, document: Document) -> list[types.Diagnostic]:
        """Return the diagnostics of a document as far as the index can tell; empty for what is no plan."""

        def answer(view: PlanView) -> list[types.Diagnostic]:
            return [view.proto.diagnostic(finding) for finding in view.findings()]

        if not list(self._ls.folders):
            await self._miss_folder(document)
            return []
        return await self._ls.queries.ask("Checking a plan", document, answer) or []

    def ask_again(self, method: str) -> None:
        """Have the client ask for something again; `method` is the request that tells it so."""
        self._ls.protocol.send_request(method, None).add_done_callback(_ignore)

    def _read(self, uri: str) -> None:
        document = self._ls.documents.get(uri)
        if document is not None and list(self._ls.folders):
            self._ls.tasks.start(self._ls.queries.ask("Reading a plan", document, _read_ahead))

    def _look_again(self) -> None:
        for method in self._ls.client.refreshes:
            self.ask_again(method)
        if not self._ls.client.pulls_diagnostics:
            for document in self._ls.documents:
                if document.is_markdown:
                    self._start_publishing(document.uri)
            return
        if any(document.is_markdown for document in self._ls.documents):
            asked = self._ls.protocol.send_request(types.WORKSPACE_DIAGNOSTIC_REFRESH, None)
            asked.add_done_callback(_ignore)

    def _start_publishing(self, uri: str) -> None:
        running = self._publishing.get(uri)
        if running is not None:
            running.cancel()
        task = self._publishing[uri] = self._ls.tasks.start(self._check_and_publish(uri))
        task.add_done_callback(lambda ended: self._forget(uri, ended))

    def _forget(self, uri: str, ended: asyncio.Task[None]) -> None:
        if self._publishing.get(uri) is ended:
            del self._publishing[uri]

    async def _check_and_publish(self, uri: str) -> None:
        document = self._ls.documents.get(uri)
        if document is None:
            return
        diagnostics = await self.check(document)
        if self._ls.documents.get(uri) is not document:
            # A newer version is waiting for its pause; its ranges are others.
            return
        if self._published.get(uri) == (document.version, diagnostics):
            return
        self._published[uri] = (document.version, diagnostics)
        self._publish(uri, document.version, diagnostics)

    def _publish(self, uri: str, version: int | None, diagnostics: list[types.Diagnostic]) -> None:
        self._ls.text_document_publish_diagnostics(
            types.PublishDiagnosticsParams(
                uri=uri, diagnostics=diagnostics, version=version if self._ls.client.versioned_diagnostics else None
            )
        )

    async def _miss_folder(self, document: Document) -> None:
        def is_plan() -> bool:
            from groundplan.plan import is_plan

            return is_plan(document.name, document.text, DEFAULT_SETTINGS)

        if await self._ls.threads.query(is_plan):
            self._ls.messages.show_once(OPEN_A_FOLDER, types.MessageType.Info)


async def pull(
    ls: Session, params: types.DocumentDiagnosticParams
) -> types.RelatedFullDocumentDiagnosticReport | types.RelatedUnchangedDocumentDiagnosticReport:
    """Answer a client that pulls; it is told so when nothing changed since its last pull."""
    document = ls.documents.get(params.text_document.uri)
    if document is None or not document.is_markdown:
        return types.RelatedFullDocumentDiagnosticReport(items=[])
    serving = ls.folders.serving(document.path)
    ls.indexing.check(serving[0] if serving else None)
    diagnostics = await ls.diagnostics.check(document)
    # Ranges are lines and characters: the same ones in another version are the same to the client.
    result = hashlib.blake2b(repr(diagnostics).encode(), digest_size=12).hexdigest()
    if result == params.previous_result_id:
        return types.RelatedUnchangedDocumentDiagnosticReport(result_id=result)
    return types.RelatedFullDocumentDiagnosticReport(items=diagnostics, result_id=result)


def _read_ahead(view: PlanView) -> None:
    """Have the document remember what it is as a plan."""
    if view.is_plan():
        _ = view.plan


def _ignore(answer: Future[Any]) -> None:
    """Take note of an answer that says nothing; a client that refuses has no plan to look at."""
    if not answer.cancelled():
        answer.exception()
