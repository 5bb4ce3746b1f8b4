"""Two editors, by what they say that they can do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from lsprotocol import converters, types

Encoding = Literal["utf-8", "utf-16", "utf-32"]


@dataclass(frozen=True)
class Profile:
    """An editor: its capabilities and what it sends along with `initialize`."""

    name: str
    capabilities: types.ClientCapabilities
    encoding: Encoding
    pulls: bool
    watches: bool
    options: dict[str, Any] | None = None

    def __str__(self) -> str:
        return self.name


def _capabilities(raw: dict[str, Any]) -> types.ClientCapabilities:
    found: types.ClientCapabilities = converters.get_converter().structure(raw, types.ClientCapabilities)
    return found


_CODE_ACTION = {
    "codeActionLiteralSupport": {
        "codeActionKind": {"valueSet": ["", "quickfix", "refactor", "refactor.rewrite", "source"]}
    },
    "isPreferredSupport": True,
    "dataSupport": True,
}

VSCODE = Profile(
    name="vscode",
    encoding="utf-16",
    pulls=True,
    watches=True,
    options={"status": True, "plans": {"globs": []}},
    capabilities=_capabilities(
        {
            "workspace": {
                "applyEdit": True,
                "workspaceEdit": {"documentChanges": True, "failureHandling": "textOnlyTransactional"},
                "didChangeConfiguration": {"dynamicRegistration": True},
                "didChangeWatchedFiles": {"dynamicRegistration": True, "relativePatternSupport": True},
                "executeCommand": {"dynamicRegistration": True},
                "configuration": True,
                "workspaceFolders": True,
                "diagnostics": {"refreshSupport": True},
                "codeLens": {"refreshSupport": True},
            },
            "textDocument": {
                "synchronization": {"dynamicRegistration": True, "didSave": True},
                "publishDiagnostics": {
                    "relatedInformation": True,
                    "versionSupport": False,
                    "codeDescriptionSupport": True,
                    "dataSupport": True,
                },
                "diagnostic": {"dynamicRegistration": True, "relatedDocumentSupport": False},
                "hover": {"dynamicRegistration": True, "contentFormat": ["markdown", "plaintext"]},
                "definition": {"dynamicRegistration": True, "linkSupport": True},
                "completion": {
                    "dynamicRegistration": True,
                    "contextSupport": True,
                    "completionItem": {
                        "snippetSupport": True,
                        "documentationFormat": ["markdown", "plaintext"],
                        "insertReplaceSupport": True,
                        "labelDetailsSupport": True,
                        "resolveSupport": {"properties": ["documentation", "detail", "additionalTextEdits"]},
                    },
                },
                "references": {"dynamicRegistration": True},
                "documentLink": {"dynamicRegistration": True, "tooltipSupport": True},
                "codeLens": {"dynamicRegistration": True},
                "inlayHint": {"dynamicRegistration": True},
                "foldingRange": {"dynamicRegistration": True},
                "rename": {"dynamicRegistration": True, "prepareSupport": True},
                "semanticTokens": {
                    "dynamicRegistration": True,
                    "tokenTypes": ["struct", "type", "function"],
                    "tokenModifiers": [],
                    "formats": ["relative"],
                    "requests": {"full": True},
                },
                "codeAction": {
                    "dynamicRegistration": True,
                    "disabledSupport": True,
                    "resolveSupport": {"properties": ["edit"]},
                    "honorsChangeAnnotations": True,
                    **_CODE_ACTION,
                },
            },
            "window": {"workDoneProgress": True, "showMessage": {}, "showDocument": {"support": True}},
            "general": {
                "positionEncodings": ["utf-16"],
                "staleRequestSupport": {"cancel": True, "retryOnContentModified": []},
            },
        }
    ),
)
"""VS Code: registers dynamically, watches files, pulls diagnostics, counts in UTF-16."""

NEOVIM = Profile(
    name="neovim",
    encoding="utf-8",
    pulls=False,
    watches=False,
    capabilities=_capabilities(
        {
            "workspace": {
                "applyEdit": True,
                "workspaceEdit": {"resourceOperations": ["rename", "create", "delete"]},
                "didChangeConfiguration": {"dynamicRegistration": False},
                "didChangeWatchedFiles": {"dynamicRegistration": False, "relativePatternSupport": True},
                "configuration": True,
                "workspaceFolders": True,
            },
            "textDocument": {
                "synchronization": {"dynamicRegistration": False, "didSave": True},
                "publishDiagnostics": {"relatedInformation": True, "dataSupport": True},
                "hover": {"dynamicRegistration": False, "contentFormat": ["markdown", "plaintext"]},
                "definition": {"dynamicRegistration": False, "linkSupport": True},
                "completion": {"completionItem": {"documentationFormat": ["markdown", "plaintext"]}},
                "references": {"dynamicRegistration": False},
                "codeLens": {"dynamicRegistration": False},
                "inlayHint": {"dynamicRegistration": False},
                "rename": {"dynamicRegistration": False, "prepareSupport": True},
                "codeAction": {
                    "dynamicRegistration": False,
                    "resolveSupport": {"properties": ["edit"]},
                    **_CODE_ACTION,
                },
            },
            "window": {"workDoneProgress": True, "showMessage": {}, "showDocument": {"support": True}},
            "general": {"positionEncodings": ["utf-8", "utf-16", "utf-32"]},
        }
    ),
)
"""Neovim: no dynamic registration, no watching, is pushed to, counts in UTF-8, takes plain `changes`."""

BARE = Profile(
    name="bare",
    encoding="utf-16",
    pulls=False,
    watches=False,
    capabilities=types.ClientCapabilities(),
)
"""A client that says nothing of itself."""

EDITORS = (VSCODE, NEOVIM)
