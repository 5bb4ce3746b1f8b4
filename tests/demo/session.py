"""The editor's side of the demo: starts the real server over stdio and talks to it as an editor would."""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.client import LanguageClient

from groundplan import __version__
from groundplan.model.finding import TextEdit
from groundplan.model.location import Span
from groundplan.text.edits import apply_edits
from groundplan.text.positions import LineIndex

ANSWER_SECONDS = 20.0
INDEX_SECONDS = 50.0


class DemoFailedError(Exception):
    """The server did not do what the demo shows; the text says what was missing."""


class Editor(LanguageClient):
    """An editor with one document open. It can do what VS Code can, as far as the demo needs it."""

    def __init__(self) -> None:
        super().__init__("groundplan-demo", __version__)
        self.status: dict[str, Any] = {}
        self.ready = asyncio.Event()
        self.complaints = ""
        self.uri = ""
        self.text = b""
        self.edition = 0
        self.feature("groundplan/status")(lambda params: self._take_status(params))
        for request in (types.CLIENT_REGISTER_CAPABILITY, types.WINDOW_WORK_DONE_PROGRESS_CREATE):
            self.feature(request)(lambda _params: None)
        self.feature(types.WORKSPACE_DIAGNOSTIC_REFRESH)(lambda *_params: None)
        for silent in (types.WINDOW_LOG_MESSAGE, types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, types.PROGRESS):
            self.feature(silent)(lambda _params: None)

    def kill(self) -> None:
        """End a server that did not end by itself."""
        if self._server is not None and self._server.returncode is None:
            self._server.kill()

    async def server_exit(self, server: asyncio.subprocess.Process) -> None:
        """Keep what the server said last, for a message about its end."""
        if server.stderr is not None:
            self.complaints = (await server.stderr.read()).decode("utf-8", "replace").strip()
        self.ready.set()

    def _take_status(self, params: object) -> None:
        read = getattr(params, "_asdict", None)
        self.status = read() if read is not None else dict(vars(params))
        if self.status.get("state") in ("ready", "partial", "error"):
            self.ready.set()

    async def wait_until_indexed(self) -> dict[str, Any]:
        """Return the server's status once the index is complete."""
        try:
            await asyncio.wait_for(self.ready.wait(), INDEX_SECONDS)
        except asyncio.TimeoutError:
            raise DemoFailedError(f"the index was not ready after {INDEX_SECONDS:.0f} seconds") from None
        if self.status.get("state") != "ready":
            detail = self.status.get("message") or self.complaints.splitlines()[-1:] or "no reason given"
            raise DemoFailedError(f"the server did not get ready: {detail}")
        return self.status

    def open(self, path: Path) -> None:
        """Open a file as it is on disk; nothing is ever written back."""
        self.uri, self.text, self.edition = path.as_uri(), path.read_bytes(), 1
        item = types.TextDocumentItem(self.uri, types.LanguageKind.Markdown, 1, self.text.decode())
        self.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def replace_text(self, text: bytes) -> None:
        """Change the open document, in the editor only."""
        self.text, self.edition = text, self.edition + 1
        self.text_document_did_change(
            types.DidChangeTextDocumentParams(
                types.VersionedTextDocumentIdentifier(version=self.edition, uri=self.uri),
                [types.TextDocumentContentChangeWholeDocument(text.decode())],
            )
        )

    async def diagnostics(self) -> list[types.Diagnostic]:
        """Ask for the diagnostics of the document as it is now."""
        params = types.DocumentDiagnosticParams(types.TextDocumentIdentifier(self.uri))
        report = await asyncio.wait_for(self.text_document_diagnostic_async(params), ANSWER_SECONDS)
        return list(getattr(report, "items", ()))

    async def actions(
        self, at: types.Range, *only: str, given: tuple[types.Diagnostic, ...] = ()
    ) -> list[types.CodeAction]:
        """Ask for the code actions of some kinds at a place."""
        params = types.CodeActionParams(
            types.TextDocumentIdentifier(self.uri), at, types.CodeActionContext(diagnostics=given, only=only)
        )
        answer = await asyncio.wait_for(self.text_document_code_action_async(params), ANSWER_SECONDS)
        return [item for item in answer or () if isinstance(item, types.CodeAction)]

    async def applied(self, action: types.CodeAction) -> bytes:
        """Return the document's text as the action would leave it."""
        if action.edit is None:
            action = await asyncio.wait_for(self.code_action_resolve_async(action), ANSWER_SECONDS)
        edits: list[types.TextEdit | types.AnnotatedTextEdit] = []
        if action.edit is not None:
            for change in action.edit.document_changes or ():
                if isinstance(change, types.TextDocumentEdit) and change.text_document.uri == self.uri:
                    edits.extend(edit for edit in change.edits if not isinstance(edit, types.SnippetTextEdit))
            edits.extend((action.edit.changes or {}).get(self.uri, ()))
        lines = LineIndex(self.text)
        return apply_edits(
            self.text,
            [
                TextEdit(Span(offset(lines, edit.range.start), offset(lines, edit.range.end)), edit.new_text)
                for edit in edits
            ],
        )

    async def hover_at(self, position: types.Position) -> str:
        """Return the hover's Markdown at a place, "" where there is none."""
        params = types.HoverParams(types.TextDocumentIdentifier(self.uri), position)
        hover = await asyncio.wait_for(self.text_document_hover_async(params), ANSWER_SECONDS)
        contents = getattr(hover, "contents", None)
        return contents.value if isinstance(contents, types.MarkupContent) else ""


def offset(lines: LineIndex, position: types.Position) -> int:
    """Return the byte offset of a position; the demo speaks UTF-16, as every editor can."""
    return lines.offset_of(position.line, position.character, "utf-16")


@contextlib.asynccontextmanager
async def editor_session(workspace: Path, cache: Path) -> AsyncIterator[Editor]:
    """Start a server on a workspace folder, its index in the folder `cache`, and end it behind the block."""
    editor = Editor()
    environment = {**os.environ, "GROUNDPLAN_CACHE_DIR": str(cache)}
    await editor.start_io(sys.executable, "-m", "groundplan", "serve", "--stdio", env=environment)
    try:
        await asyncio.wait_for(editor.initialize_async(_initialize(workspace)), ANSWER_SECONDS)
        editor.initialized(types.InitializedParams())
        yield editor
        await asyncio.wait_for(editor.shutdown_async(None), ANSWER_SECONDS)
        editor.exit(None)
        await asyncio.wait_for(editor.stop(), ANSWER_SECONDS)  # type: ignore[no-untyped-call]  # pygls leaves it untyped
    except (RuntimeError, JsonRpcException, asyncio.TimeoutError) as error:
        reason = editor.complaints.splitlines()[-1:] or [str(error) or "no answer in time"]
        raise DemoFailedError(f"the server failed: {reason[0]}") from error
    finally:
        editor.kill()


def _initialize(workspace: Path) -> types.InitializeParams:
    return types.InitializeParams(
        process_id=os.getpid(),
        root_uri=workspace.as_uri(),
        workspace_folders=[types.WorkspaceFolder(workspace.as_uri(), workspace.name)],
        initialization_options={"status": True},
        capabilities=types.ClientCapabilities(
            general=types.GeneralClientCapabilities(position_encodings=[types.PositionEncodingKind.Utf16]),
            workspace=types.WorkspaceClientCapabilities(
                workspace_edit=types.WorkspaceEditClientCapabilities(document_changes=True),
                diagnostics=types.DiagnosticWorkspaceClientCapabilities(refresh_support=True),
            ),
            text_document=types.TextDocumentClientCapabilities(
                hover=types.HoverClientCapabilities(content_format=[types.MarkupKind.Markdown]),
                diagnostic=types.DiagnosticClientCapabilities(related_information=True, data_support=True),
                publish_diagnostics=types.PublishDiagnosticsClientCapabilities(
                    related_information=True, data_support=True
                ),
                code_action=types.CodeActionClientCapabilities(
                    code_action_literal_support=types.ClientCodeActionLiteralOptions(
                        types.ClientCodeActionKindOptions([types.CodeActionKind.QuickFix, types.CodeActionKind.Source])
                    ),
                    data_support=True,
                    is_preferred_support=True,
                    resolve_support=types.ClientCodeActionResolveOptions(["edit"]),
                ),
            ),
        ),
    )
