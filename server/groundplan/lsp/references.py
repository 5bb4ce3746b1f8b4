"""`textDocument/references`: from a Go file or a plan to the plans that speak of something."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from groundplan.lsp.from_proto import offset_of

if TYPE_CHECKING:
    from lsprotocol import types

    from groundplan.lsp.queries import PlanView
    from groundplan.lsp.session import Session


async def references(ls: Session, params: types.ReferenceParams) -> list[types.Location] | None:
    """Find where plans speak of the thing at a place; Go's own uses are the Go server's to find."""
    document = ls.documents.get(params.text_document.uri)
    serving = ls.folders.serving(document.path) if document is not None else None
    if document is None or serving is None or not (document.is_markdown or document.is_go):
        return None
    offset = offset_of(document, params.position, ls.client.encoding)
    read = partial(ls.plan_files.read, serving[0])

    def answer(view: PlanView) -> list[types.Location] | None:
        from groundplan.features.plans import Plans
        from groundplan.features.references import references_in_go, references_in_plan

        plans = Plans(view.snapshot, read, ls.plan_files.parsed)
        if document.is_go:
            found = references_in_go(view.snapshot, plans, view.path, document.text, offset)
        else:
            found = references_in_plan(
                view.snapshot, plans, view.plan, offset, with_declaration=params.context.include_declaration
            )
        return [view.proto.location(place) for place in found] or None

    return await ls.queries.ask("References", document, answer)
