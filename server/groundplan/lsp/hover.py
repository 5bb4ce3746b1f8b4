"""`textDocument/hover`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from groundplan.lsp.from_proto import offset_of

if TYPE_CHECKING:
    from groundplan.lsp.queries import PlanView
    from groundplan.lsp.session import Session


async def hover(ls: Session, params: types.HoverParams) -> types.Hover | None:
    """Show what a name in a plan stands for in the code, or what a resource of a template hangs together with."""
    document = ls.documents.get(params.text_document.uri)
    if document is None or not (document.is_markdown or document.may_be_template):
        return None
    offset = offset_of(document, params.position, ls.client.encoding)

    def answer(view: PlanView) -> types.Hover | None:
        from groundplan.features.hover import hover as hover_at
        from groundplan.features.templates import hover_in_template

        if not document.is_markdown:
            found = hover_in_template(view.snapshot, view.path, document.text, offset, view.proto.link)
        else:
            found = hover_at(view.snapshot, view.plan, offset, view.proto.link)
        return view.proto.hover(found) if found is not None else None

    return await ls.queries.ask("Hover", document, answer)
