"""What the connected client can do, read once from `initialize`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from lsprotocol import types
from pygls.capabilities import get_capability

from groundplan.text.positions import Encoding


@dataclass(frozen=True, slots=True)
class ClientProfile:
    """The abilities of a client that change what the server sends; the defaults are those of the barest client.

    `pulls_diagnostics` asks for both pulling and being told to pull again: without the second a client would never
    learn that a Go file changed, so it is pushed to. `refreshes` are the methods that ask the client to look again;
    `shows_reports` tells that the Markdown with which a command answers is shown.
    """

    encoding: Encoding = "utf-16"
    watches_files: bool = False
    registers_configuration: bool = False
    answers_configuration: bool = False
    pulls_diagnostics: bool = False
    versioned_diagnostics: bool = False
    related_information: bool = False
    code_description: bool = False
    diagnostic_data: bool = False
    document_changes: bool = False
    code_action_literals: bool = False
    definition_links: bool = False
    markdown_hover: bool = False
    work_done_progress: bool = False
    wants_status: bool = False
    shows_reports: bool = False
    completes: bool = False
    completion_replaces: bool = False
    completion_label_details: bool = False
    completion_markup: types.MarkupKind = types.MarkupKind.PlainText
    document_links: bool = False
    link_tooltips: bool = False
    finds_references: bool = False
    code_lenses: bool = False
    inlay_hints: bool = False
    semantic_tokens: bool = False
    folds: bool = False
    renames: bool = False
    prepares_rename: bool = False
    applies_edits: bool = False
    creates_files: bool = False
    shows_documents: bool = False
    refreshes: tuple[str, ...] = ()


def read_client(params: types.InitializeParams) -> ClientProfile:
    """Read a client's profile from the parameters of `initialize`."""
    capabilities = params.capabilities

    def can(path: str) -> bool:
        return bool(get_capability(capabilities, path, False))

    diagnostic = "text_document.diagnostic" if can("text_document.diagnostic") else "text_document.publish_diagnostics"

    def can_show(path: str) -> bool:
        # LSP 3.18 lists these under the pull capability as well; clients of 3.17 list them for pushing only.
        return can(f"{diagnostic}.{path}") or can(f"text_document.publish_diagnostics.{path}")

    options = params.initialization_options
    formats = get_capability(capabilities, "text_document.hover.content_format", ())
    documentation = get_capability(capabilities, "text_document.completion.completion_item.documentation_format", ())
    return ClientProfile(
        encoding=choose_encoding(capabilities),
        watches_files=can("workspace.did_change_watched_files.dynamic_registration"),
        registers_configuration=can("workspace.did_change_configuration.dynamic_registration"),
        answers_configuration=can("workspace.configuration"),
        pulls_diagnostics=can("text_document.diagnostic") and can("workspace.diagnostics.refresh_support"),
        versioned_diagnostics=can("text_document.publish_diagnostics.version_support"),
        related_information=can_show("related_information"),
        code_description=can_show("code_description_support"),
        diagnostic_data=can_show("data_support"),
        document_changes=can("workspace.workspace_edit.document_changes"),
        code_action_literals=can("text_document.code_action.code_action_literal_support"),
        definition_links=can("text_document.definition.link_support"),
        markdown_hover=types.MarkupKind.Markdown in formats,
        work_done_progress=can("window.work_done_progress"),
        wants_status=isinstance(options, Mapping) and options.get("status") is True,
        shows_reports=isinstance(options, Mapping) and options.get("reports") is True,
        completes=can("text_document.completion"),
        completion_replaces=can("text_document.completion.completion_item.insert_replace_support"),
        completion_label_details=can("text_document.completion.completion_item.label_details_support"),
        completion_markup=types.MarkupKind.Markdown
        if types.MarkupKind.Markdown in documentation
        else types.MarkupKind.PlainText,
        document_links=can("text_document.document_link"),
        link_tooltips=can("text_document.document_link.tooltip_support"),
        finds_references=can("text_document.references"),
        code_lenses=can("text_document.code_lens"),
        inlay_hints=can("text_document.inlay_hint"),
        semantic_tokens=can("text_document.semantic_tokens"),
        folds=can("text_document.folding_range"),
        renames=can("text_document.rename"),
        prepares_rename=can("text_document.rename.prepare_support"),
        applies_edits=can("workspace.apply_edit"),
        creates_files=types.ResourceOperationKind.Create
        in (get_capability(capabilities, "workspace.workspace_edit.resource_operations", ()) or ()),
        shows_documents=can("window.show_document.support"),
        refreshes=tuple(
            method
            for method, path in (
                (types.WORKSPACE_CODE_LENS_REFRESH, "workspace.code_lens.refresh_support"),
                (types.WORKSPACE_INLAY_HINT_REFRESH, "workspace.inlay_hint.refresh_support"),
                (types.WORKSPACE_SEMANTIC_TOKENS_REFRESH, "workspace.semantic_tokens.refresh_support"),
            )
            if can(path)
        ),
    )


def choose_encoding(capabilities: types.ClientCapabilities) -> Encoding:
    """Return the position encoding to speak: UTF-8 where the client offers it (no counting), else UTF-16, which all do.

    UTF-32 is for clients that offer nothing else.
    """
    offered = get_capability(capabilities, "general.position_encodings", ())
    names = {getattr(item, "value", item) for item in offered}
    if "utf-8" in names:
        return "utf-8"
    if "utf-32" in names and "utf-16" not in names:
        return "utf-32"
    return "utf-16"
