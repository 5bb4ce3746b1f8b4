"""`groundplan/priorArt`: what the workspace has for a description, or for the section at a place of a plan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pygls.exceptions import JsonRpcInvalidParams

from groundplan.lsp.from_proto import offset_of
from groundplan.lsp.plain_params import plain, position_in, uri_in

if TYPE_CHECKING:
    from lsprotocol import types

    from groundplan.discover.query import Query
    from groundplan.index.snapshot import Snapshot
    from groundplan.lsp.documents import Document
    from groundplan.lsp.folders import Folder
    from groundplan.lsp.queries import PlanView
    from groundplan.lsp.session import Session

PRIOR_ART = "groundplan/priorArt"

LIMIT = 6
"""Finds of each group, unless the client asks for another number."""

MAX_LIMIT = 50

Items = list[dict[str, Any]]


async def prior_art(ls: Session, params: object) -> dict[str, Any]:
    """Answer `{query?, textDocument?: {uri}, position?, limit?}` with `{items}`, none while there is no index.

    Without words in `query`, what is searched for is the section at the position. An item has group, title, detail,
    reasons, uri, path, line (0-based), and with a text document `markdown`, the link to it from there.
    """
    asked = plain(params)
    text, limit = asked.get("query", ""), asked.get("limit", LIMIT)
    if not isinstance(text, str) or isinstance(limit, bool) or not isinstance(limit, int):
        raise JsonRpcInvalidParams(f"{PRIOR_ART} takes `query`, a text, and `limit`, a number.")
    text, limit = text.strip(), max(1, min(limit, MAX_LIMIT))
    document, place = ls.documents.get(uri_in(asked)), position_in(asked)
    if document is not None and document.is_markdown:
        return {"items": await _for_plan(ls, document, text, place, limit)}
    return {"items": await _for_description(ls, text, limit)}


async def _for_plan(ls: Session, document: Document, text: str, place: types.Position | None, limit: int) -> Items:
    serving = ls.folders.serving(document.path)
    if serving is None or not (text or place is not None):
        return []
    folder = serving[0]

    def answer(view: PlanView) -> Items:
        from groundplan.features.prior_art import description_query, section_query

        if text or place is None:
            query = description_query(text)
        else:
            offset = offset_of(document, place, ls.client.encoding)
            query = section_query(view.plan, offset, view.snapshot.settings.platform)
        return _items(view.snapshot, folder, query, limit, view.path)

    return await ls.queries.ask("Prior art", document, answer) or []


async def _for_description(ls: Session, text: str, limit: int) -> Items:
    def answer(snapshot: Snapshot, folder: Folder) -> Items:
        from groundplan.features.prior_art import description_query

        return _items(snapshot, folder, description_query(text), limit, "")

    found: Items = []
    for folder in ls.folders if text else ():
        found += await ls.queries.ask_folder("Prior art", folder, answer) or ()
    return found


def _items(snapshot: Snapshot, folder: Folder, query: Query, limit: int, plan_path: str) -> Items:
    from groundplan.features.prior_art import markdown_link
    from groundplan.features.prior_art import prior_art as find

    return [
        {
            "group": item.group.value,
            "title": item.title,
            "detail": item.detail,
            "reasons": list(item.reasons),
            "uri": folder.uri_of(item.path),
            "path": item.path,
            "line": max(0, item.line - 1),
            "markdown": markdown_link(item, plan_path) if plan_path else "",
        }
        for item in find(snapshot, query, limit)
    ]
