"""`initialize`, `initialized`, `shutdown`: the start and the end of a session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.lsp.client import read_client
from groundplan.lsp.configuration import ask_for_settings, overrides_from
from groundplan.lsp.status import send_status
from groundplan.lsp.uris import path_of, uri_of
from groundplan.lsp.workspace_files import open_folder, register_watchers

if TYPE_CHECKING:
    from pathlib import Path

    from lsprotocol import types

    from groundplan.lsp.session import Session


def initialize(ls: Session, params: types.InitializeParams) -> None:
    """Take note of the client; nothing that takes time."""
    ls.client = read_client(params)
    ls.overrides = overrides_from(params.initialization_options)
    ls.initial_folders = _folders_of(params)


def initialized(ls: Session, _params: types.InitializedParams) -> None:
    """The client has the answer to `initialize`: now register, ask, and index."""
    register_watchers(ls)
    for uri in ls.initial_folders:
        open_folder(ls, uri)
    if not ls.initial_folders:
        send_status(ls)
    if ls.client.answers_configuration:
        ask_for_settings(ls)


def shutdown(ls: Session, *_params: object) -> None:
    """The client is about to end the session."""
    ls.was_shut_down = True
    ls.stop()


def _folders_of(params: types.InitializeParams) -> tuple[str, ...]:
    if params.workspace_folders is not None:
        return tuple(folder.uri for folder in params.workspace_folders)
    if params.root_uri:
        return (params.root_uri,)
    root: Path | None = path_of(f"file://{params.root_path}") if params.root_path else None
    return (uri_of(root),) if root is not None else ()
