"""The server: the table of its methods, and what it says of itself."""

from __future__ import annotations

from collections.abc import Generator
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.protocol import LanguageServerProtocol, lsp_method

from groundplan.lsp import (
    code_actions,
    commands,
    completion,
    configuration,
    definition,
    diagnostics,
    document_links,
    folding,
    hover,
    inlay_hints,
    lenses,
    lifecycle,
    plan_outline,
    prior_art,
    progress,
    references,
    rename,
    semantic_tokens,
    text_sync,
    workspace_files,
    workspace_symbols,
)
from groundplan.lsp.client import choose_encoding
from groundplan.lsp.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable

METHODS: tuple[tuple[str, Callable[..., Any]], ...] = (
    (types.INITIALIZE, lifecycle.initialize),
    (types.INITIALIZED, lifecycle.initialized),
    (types.SHUTDOWN, lifecycle.shutdown),
    (types.TEXT_DOCUMENT_DID_OPEN, text_sync.did_open),
    (types.TEXT_DOCUMENT_DID_CHANGE, text_sync.did_change),
    (types.TEXT_DOCUMENT_DID_SAVE, text_sync.did_save),
    (types.TEXT_DOCUMENT_DID_CLOSE, text_sync.did_close),
    (types.TEXT_DOCUMENT_DIAGNOSTIC, diagnostics.pull),
    (types.TEXT_DOCUMENT_HOVER, hover.hover),
    (types.TEXT_DOCUMENT_DEFINITION, definition.definition),
    (types.TEXT_DOCUMENT_CODE_ACTION, code_actions.code_action),
    (types.TEXT_DOCUMENT_COMPLETION, completion.completion),
    (types.COMPLETION_ITEM_RESOLVE, completion.resolve),
    (types.TEXT_DOCUMENT_REFERENCES, references.references),
    (types.TEXT_DOCUMENT_DOCUMENT_LINK, document_links.document_link),
    (types.TEXT_DOCUMENT_CODE_LENS, lenses.code_lens),
    (types.CODE_LENS_RESOLVE, lenses.resolve),
    (types.TEXT_DOCUMENT_INLAY_HINT, inlay_hints.inlay_hint),
    (types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL, semantic_tokens.semantic_tokens),
    (types.TEXT_DOCUMENT_FOLDING_RANGE, folding.folding_range),
    (types.TEXT_DOCUMENT_PREPARE_RENAME, rename.prepare_rename),
    (types.TEXT_DOCUMENT_RENAME, rename.rename),
    (types.WORKSPACE_SYMBOL, workspace_symbols.workspace_symbol),
    (prior_art.PRIOR_ART, prior_art.prior_art),
    (plan_outline.PLAN_OUTLINE, plan_outline.plan_outline),
    (types.WORKSPACE_EXECUTE_COMMAND, commands.execute_command),
    (types.WORKSPACE_DID_CHANGE_CONFIGURATION, configuration.did_change_configuration),
    (types.WORKSPACE_DID_CHANGE_WATCHED_FILES, workspace_files.did_change_watched_files),
    (types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS, workspace_files.did_change_workspace_folders),
    (types.WINDOW_WORK_DONE_PROGRESS_CANCEL, progress.cancel_progress),
)
"""Requests are `async def`, notifications plain `def`."""

_REPLACED = (
    types.TEXT_DOCUMENT_DID_OPEN,
    types.TEXT_DOCUMENT_DID_CHANGE,
    types.TEXT_DOCUMENT_DID_CLOSE,
    types.WORKSPACE_EXECUTE_COMMAND,
    types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS,
    types.WINDOW_WORK_DONE_PROGRESS_CANCEL,
)
"""Methods that pygls must not handle before us: its documents split lines where LSP does not and its handlers of
notifications keep an entry for every message; its commands cannot do without arguments."""


class GroundplanProtocol(LanguageServerProtocol):
    """pygls' protocol with our answer to `initialize`."""

    _server: GroundplanServer

    @lsp_method(types.INITIALIZE)
    def lsp_initialize(self, params: types.InitializeParams) -> Generator[Any, Any, types.InitializeResult]:
        """Add to pygls' answer what it has no way to be told."""
        result = yield from super().lsp_initialize(params)
        client = self._server.client
        capabilities = result.capabilities
        capabilities.position_encoding = types.PositionEncodingKind(choose_encoding(params.capabilities))
        capabilities.diagnostic_provider = diagnostics.provider() if client.pulls_diagnostics else None
        capabilities.code_action_provider = code_actions.OPTIONS if client.code_action_literals else None
        capabilities.completion_provider = completion.OPTIONS if client.completes else None
        capabilities.references_provider = True if client.finds_references else None
        capabilities.document_link_provider = document_links.OPTIONS if client.document_links else None
        capabilities.code_lens_provider = lenses.OPTIONS if client.code_lenses else None
        capabilities.inlay_hint_provider = inlay_hints.OPTIONS if client.inlay_hints else None
        capabilities.semantic_tokens_provider = semantic_tokens.OPTIONS if client.semantic_tokens else None
        capabilities.folding_range_provider = True if client.folds else None
        if client.renames:
            capabilities.rename_provider = rename.OPTIONS if client.prepares_rename else True
        else:
            capabilities.rename_provider = None
        capabilities.execute_command_provider = types.ExecuteCommandOptions(commands=list(commands.COMMANDS))
        return result


class GroundplanServer(Session):
    """A session that answers to the methods of the table."""

    def __init__(self) -> None:
        super().__init__(GroundplanProtocol)
        for method in _REPLACED:
            self.protocol.fm.builtin_features.pop(method, None)
        for method, handler in METHODS:
            self.feature(method)(handler)
