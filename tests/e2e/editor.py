"""An editor under test: opens and edits documents, applies the server's edits, waits for what the server says."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.protocol import default_converter
from pytest_lsp import LanguageClient
from pytest_lsp.client import register_lsp_features

from tests.e2e import text as editing
from tests.e2e.profiles import Profile

PATIENCE = 20.0
"""Seconds after which a test gives up on something that takes well under one on an idle machine."""

SERVER = (sys.executable, "-m", "groundplan", "serve")

Diagnostics = Sequence[types.Diagnostic]


class Editor:
    """One editor with one server process."""

    def __init__(self, profile: Profile) -> None:
        self.profile = profile
        self.client = LanguageClient(converter_factory=default_converter)
        register_lsp_features(self.client)
        self.statuses: list[dict[str, Any]] = []
        self.registrations: list[types.Registration] = []
        self.published: dict[str, types.PublishDiagnosticsParams] = {}
        self.capabilities: types.ServerCapabilities = types.ServerCapabilities()
        self._texts: dict[str, str] = {}
        self._versions: dict[str, int] = {}
        self._news = asyncio.Condition()
        self._refreshes = 0
        self.lens_refreshes = 0
        features = self.client.protocol.fm.features
        for method, handler in (
            ("groundplan/status", self._take_status),
            (types.CLIENT_REGISTER_CAPABILITY, self._take_registration),
            (types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, self._take_diagnostics),
            (types.WORKSPACE_DIAGNOSTIC_REFRESH, self._take_refresh),
            (types.WORKSPACE_CODE_LENS_REFRESH, self._take_lens_refresh),
            (types.WINDOW_SHOW_MESSAGE, self._take_message),
        ):
            features.pop(method, None)
            # pygls sets attributes on what it registers, which a bound method does not take.
            self.client.feature(method)(partial(handler))

    # -- the session -----------------------------------------------------------------------------------------------

    async def start(self, *command: str, cache: Path) -> None:
        """Start the server; its index goes to a folder of the test."""
        environment = {**os.environ, "GROUNDPLAN_CACHE_DIR": str(cache)}
        await self.client.start_io(*(command or SERVER), env=environment)

    async def initialize(self, *folders: Path, options: dict[str, Any] | None = None) -> types.InitializeResult:
        """Open folders and begin the session."""
        opened = [types.WorkspaceFolder(uri=folder.as_uri(), name=folder.name) for folder in folders]
        result: types.InitializeResult = await self.within(
            self.client.initialize_session(
                types.InitializeParams(
                    capabilities=self.profile.capabilities,
                    workspace_folders=opened or None,
                    root_uri=opened[0].uri if opened else None,
                    initialization_options=options or self.profile.options,
                )
            )
        )
        self.capabilities = result.capabilities
        return result

    async def end(self) -> int:
        """End the session in order and return the server's exit code."""
        await self.within(self.client.shutdown_async(None))
        self.client.exit(None)
        return await self.exit_code()

    async def exit_code(self) -> int:
        """Wait for the process to end."""
        assert self.client._server is not None
        code: int = await self.within(self.client._server.wait())
        return code

    async def stop(self) -> None:
        """End whatever still runs."""
        process = self.client._server
        if process is not None and process.returncode is None:
            process.kill()
            await process.wait()
        await self.client.stop()  # type: ignore[no-untyped-call]  # of pytest-lsp

    async def within(self, awaitable: Any) -> Any:
        """Wait for an answer, not for ever."""
        return await asyncio.wait_for(awaitable, PATIENCE)

    # -- documents ---------------------------------------------------------------------------------------------------

    def text(self, path: Path | str) -> str:
        """Return the text of an open document."""
        return self._texts[_uri(path)]

    def open(self, path: Path | str, text: str | None = None, language: str = "markdown") -> None:
        """Open a document as it is on disk, or with another text."""
        uri = _uri(path)
        if text is None:
            assert isinstance(path, Path)
            text = path.read_bytes().decode("utf-8", "replace")
        self._texts[uri], self._versions[uri] = text, 1
        item = types.TextDocumentItem(uri=uri, language_id=language, version=1, text=text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def type(self, path: Path | str, text: str) -> None:
        """Change a document to another text, with the smallest change that does it."""
        uri = _uri(path)
        change = editing.smallest_change(self._texts[uri], text, self.profile.encoding)
        self._texts[uri] = text
        self._versions[uri] += 1
        self.client.text_document_did_change(
            types.DidChangeTextDocumentParams(
                text_document=types.VersionedTextDocumentIdentifier(uri=uri, version=self._versions[uri]),
                content_changes=[change],
            )
        )

    def replace(self, path: Path | str, old: str, new: str) -> None:
        """Change the one place where a text stands."""
        before = self.text(path)
        assert before.count(old) == 1, f"{old!r} stands {before.count(old)} times"
        self.type(path, before.replace(old, new))

    def save(self, path: Path) -> None:
        """Write a document to disk, and report it as this editor does."""
        path.write_text(self.text(path), "utf-8", newline="")
        self.client.text_document_did_save(types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(_uri(path))))
        self.report_change(path)

    def close(self, path: Path) -> None:
        """Close a document without saving it."""
        uri = _uri(path)
        del self._texts[uri]
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(uri)))

    def report_change(self, *paths: Path, kind: types.FileChangeType = types.FileChangeType.Changed) -> None:
        """Report changes on disk, if this editor was asked to watch files."""
        if any(item.method == types.WORKSPACE_DID_CHANGE_WATCHED_FILES for item in self.registrations):
            events = [types.FileEvent(uri=path.as_uri(), type=kind) for path in paths]
            self.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams(events))

    def position(self, path: Path | str, needle: str, within: int = 1) -> types.Position:
        """Return the position `within` characters into the first place where a text stands."""
        return editing.position_of(self.text(path), self.text(path).index(needle) + within, self.profile.encoding)

    # -- questions -----------------------------------------------------------------------------------------------------

    async def hover(self, path: Path | str, needle: str) -> types.Hover | None:
        """Hover over a text."""
        params = types.HoverParams(types.TextDocumentIdentifier(_uri(path)), self.position(path, needle))
        answer: types.Hover | None = await self.within(self.client.text_document_hover_async(params))
        return answer

    async def definitions(self, path: Path | str, needle: str) -> list[tuple[str, types.Range]]:
        """Go to the definition of a text; returns URIs with the ranges to select."""
        params = types.DefinitionParams(types.TextDocumentIdentifier(_uri(path)), self.position(path, needle))
        answer = await self.within(self.client.text_document_definition_async(params)) or []
        return [
            (item.target_uri, item.target_selection_range)
            if isinstance(item, types.LocationLink)
            else (item.uri, item.range)
            for item in answer
        ]

    async def symbols(self, query: str) -> list[tuple[str, str]]:
        """Find workspace symbols; returns names with URIs."""
        answer = await self.within(self.client.workspace_symbol_async(types.WorkspaceSymbolParams(query)))
        return [(item.name, item.location.uri) for item in answer or []]

    async def actions(
        self,
        path: Path | str,
        where: types.Range | str,
        diagnostics: Diagnostics = (),
        only: list[str] | None = None,
        automatic: bool = False,
    ) -> list[types.CodeAction]:
        """Ask for the code actions at a range or a text."""
        if isinstance(where, str):
            at = self.position(path, where)
            where = types.Range(at, at)
        kind = types.CodeActionTriggerKind.Automatic if automatic else types.CodeActionTriggerKind.Invoked
        answer = await self.within(
            self.client.text_document_code_action_async(
                types.CodeActionParams(
                    text_document=types.TextDocumentIdentifier(_uri(path)),
                    range=where,
                    context=types.CodeActionContext(diagnostics=diagnostics, only=only, trigger_kind=kind),
                )
            )
        )
        actions = list(answer or [])
        assert all(isinstance(action, types.CodeAction) for action in actions)
        return actions

    def apply(self, path: Path, action: types.CodeAction) -> None:
        """Apply an action's edit to an open document, the only one that it may change."""
        uri = _uri(path)
        assert action.edit is not None
        if self.profile.capabilities.workspace.workspace_edit.document_changes:  # type: ignore[union-attr]  # set in the profiles
            assert action.edit.changes is None and action.edit.document_changes is not None
            (change,) = action.edit.document_changes
            assert isinstance(change, types.TextDocumentEdit)
            assert (change.text_document.uri, change.text_document.version) == (uri, self._versions[uri])
            edits = list(change.edits)
        else:
            assert action.edit.document_changes is None and action.edit.changes is not None
            assert list(action.edit.changes) == [uri]
            edits = list(action.edit.changes[uri])
        plain = [edit for edit in edits if isinstance(edit, types.TextEdit)]
        assert len(plain) == len(edits)
        self.type(path, editing.apply_edits(self.text(path), plain, self.profile.encoding))

    # -- what the server says ----------------------------------------------------------------------------------------

    async def until(self, happened: Callable[[], bool], what: str) -> None:
        """Wait until something the server says makes a condition true."""

        async def wait() -> None:
            async with self._news:
                await self._news.wait_for(happened)

        try:
            await asyncio.wait_for(wait(), PATIENCE)
        except asyncio.TimeoutError:
            raise AssertionError(f"the server never said so: {what}") from None

    async def until_ready(self) -> dict[str, Any]:
        """Wait for the index, for an editor that is told the status; returns the last status."""
        await self.until(lambda: bool(self.statuses) and self.statuses[-1]["state"] == "ready", "the index is ready")
        return self.statuses[-1]

    async def diagnostics(
        self, path: Path | str, accept: Callable[[Diagnostics], bool], what: str = "diagnostics as expected"
    ) -> Diagnostics:
        """Wait for diagnostics of a document that satisfy a condition, the way this editor gets them."""
        uri = _uri(path)
        if not self.profile.pulls:
            seen = self.published.get

            def satisfied() -> bool:
                params = seen(uri)
                return params is not None and accept(params.diagnostics)

            await self.until(satisfied, what)
            return self.published[uri].diagnostics
        while True:
            before = self._refreshes
            found = await self.pull(path)
            if accept(found):
                return found
            await self.until(lambda before=before: self._refreshes > before, what)  # type: ignore[misc]  # mypy cannot infer lambda defaults

    async def pull(self, path: Path | str) -> Diagnostics:
        """Pull the diagnostics of a document."""
        report = await self.within(
            self.client.text_document_diagnostic_async(
                types.DocumentDiagnosticParams(types.TextDocumentIdentifier(_uri(path)))
            )
        )
        assert isinstance(report, types.RelatedFullDocumentDiagnosticReport)
        return report.items

    @property
    def shown(self) -> list[str]:
        """The texts of the message boxes so far."""
        return [message.message for message in self.client.messages]

    def _take_status(self, params: Any) -> None:
        self.statuses.append(params._asdict())
        self._tell()

    def _take_registration(self, params: types.RegistrationParams) -> None:
        self.registrations += params.registrations
        self._tell()

    def _take_diagnostics(self, params: types.PublishDiagnosticsParams) -> None:
        self.published[params.uri] = params
        self._tell()

    def _take_refresh(self, *_params: object) -> None:
        self._refreshes += 1
        self._tell()

    def _take_lens_refresh(self, *_params: object) -> None:
        self.lens_refreshes += 1
        self._tell()

    def _take_message(self, params: types.ShowMessageParams) -> None:
        self.client.messages.append(params)
        self._tell()

    def _tell(self) -> None:
        async def notify() -> None:
            async with self._news:
                self._news.notify_all()

        self._telling = asyncio.get_running_loop().create_task(notify())


def codes(diagnostics: Diagnostics) -> list[str]:
    """Return the codes of diagnostics, in order."""
    return [str(item.code) for item in diagnostics]


def has(code: str) -> Callable[[Diagnostics], bool]:
    """Return the condition that a code is among diagnostics."""
    return lambda diagnostics: code in codes(diagnostics)


def lacks(code: str) -> Callable[[Diagnostics], bool]:
    """Return the condition that a code is not among diagnostics."""
    return lambda diagnostics: code not in codes(diagnostics)


def _uri(path: Path | str) -> str:
    return path if isinstance(path, str) else path.as_uri()
