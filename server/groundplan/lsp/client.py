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
    learn that a Go file changed, so it is pushed to.
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
