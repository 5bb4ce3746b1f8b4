"""The workspace's folders and files: watching, and folders that come and go."""

from __future__ import annotations

import logging
from concurrent.futures import Future
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from lsprotocol import types

from groundplan.index.configuration import FILE_NAME
from groundplan.index.interest import is_of_interest, is_skipped
from groundplan.lsp.uris import path_of
from groundplan.lsp.watching import start_watch

if TYPE_CHECKING:
    from groundplan.lsp.session import Session

log = logging.getLogger(__name__)

WATCHED = (
    *("**/*.go", "**/go.mod", "**/go.work", "**/vendor/modules.txt", "**/.gitignore", f"**/{FILE_NAME}"),
    "**/*.{yml,yaml,json,template,tf,proto,api,sql,mk}",
    "**/{Makefile,makefile,GNUmakefile,Dockerfile,*.Dockerfile,Dockerfile.*}",
)
"""Files whose content matters to the index."""

LISTED = ("**/*.md",)
"""Files of which the index knows only that they are there."""


def register_watchers(ls: Session) -> None:
    """Ask the client to report changes of files and of settings, where it lets itself be asked."""
    registrations = []
    if ls.client.watches_files:
        comes_or_goes = types.WatchKind.Create | types.WatchKind.Delete
        watchers = [types.FileSystemWatcher(glob_pattern=pattern) for pattern in WATCHED]
        watchers += [types.FileSystemWatcher(glob_pattern=pattern, kind=comes_or_goes) for pattern in LISTED]
        registrations.append(
            types.Registration(
                id="groundplan/watched-files",
                method=types.WORKSPACE_DID_CHANGE_WATCHED_FILES,
                register_options=types.DidChangeWatchedFilesRegistrationOptions(watchers=watchers),
            )
        )
    if ls.client.registers_configuration:
        registrations.append(
            types.Registration(
                id="groundplan/configuration",
                method=types.WORKSPACE_DID_CHANGE_CONFIGURATION,
                register_options=types.DidChangeConfigurationRegistrationOptions(section="groundplan"),
            )
        )
    if registrations:
        answer = ls.protocol.send_request(
            types.CLIENT_REGISTER_CAPABILITY, types.RegistrationParams(registrations=registrations)
        )
        answer.add_done_callback(partial(_registered, ls))


def did_change_watched_files(ls: Session, params: types.DidChangeWatchedFilesParams) -> None:
    """Files changed on disk; the thousands of a checkout come to one refresh."""
    for event in params.changes:
        path = path_of(event.uri)
        if path is None:
            continue
        comes_or_goes = event.type != types.FileChangeType.Changed
        for folder, relative in ls.folders.containing(path):
            if is_of_interest(relative) or (comes_or_goes and not is_skipped(relative)):
                ls.indexing.request(folder, relative)


def did_change_workspace_folders(ls: Session, params: types.DidChangeWorkspaceFoldersParams) -> None:
    """The person adds or removes folders of the workspace."""
    for removed in params.event.removed:
        folder = ls.folders.remove(removed.uri)
        if folder is not None:
            ls.indexing.close(folder)
    for added in params.event.added:
        open_folder(ls, added.uri)


def open_folder(ls: Session, uri: str) -> None:
    """Open and index a folder; one that is on no disk is left alone."""
    path = path_of(uri)
    if path is None:
        ls.messages.log(f"{uri} is not a folder on disk; Groundplan leaves it alone.")
        return
    folder = ls.folders.add(uri, path)
    if folder is not None:
        if not ls.client.watches_files:
            start_watch(ls, folder)
        ls.indexing.start(folder)


def _registered(ls: Session, answer: Future[Any]) -> None:
    if not answer.cancelled() and (error := answer.exception()) is not None:
        log.warning("the client did not register what it said it could: %s", error)
        ls.client = replace(ls.client, watches_files=False)
        for folder in ls.folders:
            start_watch(ls, folder)
