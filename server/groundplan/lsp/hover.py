"""`textDocument/hover`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from groundplan.lsp.from_proto import offset_of

if TYPE_CHECKING:
    from groundplan.lsp.queries import PlanView
    from groundplan.lsp.server import GroundplanServer


async def hover(ls: GroundplanServer, params: types.HoverParams) -> types.Hover | None:
    """Show what a name in a plan stands for in the code."""
    document = ls.documents.get(params.text_document.uri)
    if document is None or not document.is_markdown:
        return None
    offset = offset_of(document, params.position, ls.client.encoding)

    def answer(view: PlanView) -> types.Hover | None:
        from groundplan.features.hover import hover as hover_at

        found = hover_at(view.snapshot, view.plan, offset, view.proto.link)
        return view.proto.hover(found) if found is not None else None

    return await ls.queries.ask("Hover", document, answer)
