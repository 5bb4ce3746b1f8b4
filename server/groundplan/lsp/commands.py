"""`workspace/executeCommand`: every command takes one dictionary, which may be left out."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pygls.exceptions import JsonRpcInvalidParams

from groundplan.lsp import lenses, new_plan, reports

if TYPE_CHECKING:
    from lsprotocol import types

    from groundplan.lsp.session import Session

REINDEX = "groundplan.reindex"


async def execute_command(ls: Session, params: types.ExecuteCommandParams) -> object:
    """Run a command; one that is unknown or has other arguments than it takes is refused."""
    command = COMMANDS.get(params.command)
    if command is None:
        raise JsonRpcInvalidParams(f"There is no command {params.command!r}.")
    return await command(ls, _only_argument(params.command, params.arguments))


async def reindex(ls: Session, arguments: Mapping[str, Any]) -> object:
    """Read whole folders again as if nothing were known; `folder` (a URI) limits it to one.

    Answers when it is done, with the state of each folder by URI.
    """
    uri = arguments.get("folder")
    unknown = sorted(set(arguments) - {"folder"})
    if unknown or not isinstance(uri, str | None):
        raise JsonRpcInvalidParams(f"{REINDEX} takes one dictionary with at most `folder`, the URI of a folder.")
    folders = [folder for folder in ls.folders if uri is None or folder.uri == uri]
    if uri is not None and not folders:
        raise JsonRpcInvalidParams(f"{uri} is not an open folder.")
    tasks = [ls.indexing.refresh(folder, from_scratch=True) for folder in folders]
    # Who cancels the command stops waiting; the index would be left half empty if it stopped the work.
    await asyncio.shield(asyncio.gather(*tasks))
    return {folder.uri: folder.state for folder in folders}


COMMANDS: Mapping[str, Callable[[Session, Mapping[str, Any]], Awaitable[object]]] = {
    REINDEX: reindex,
    lenses.INSERT_SECTION: lenses.insert_section,
    lenses.SHOW: lenses.show,
    new_plan.NEW_PLAN: new_plan.new_plan,
    reports.SLICE: reports.feature_slice,
    reports.REVIEW: reports.review,
    reports.DRIFT: reports.drift,
}


def _only_argument(command: str, arguments: Sequence[Any] | None) -> Mapping[str, Any]:
    given = tuple(arguments or ())
    if not given or given == (None,):
        return {}
    if len(given) == 1 and isinstance(given[0], Mapping):
        return given[0]
    raise JsonRpcInvalidParams(f"{command} takes one dictionary as its only argument.")
