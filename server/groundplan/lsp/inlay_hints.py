"""`textDocument/inlayHint`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from groundplan.lsp.from_proto import span_of

if TYPE_CHECKING:
    from groundplan.lsp.queries import PlanView
    from groundplan.lsp.session import Session

OPTIONS = types.InlayHintOptions(resolve_provider=False)


async def inlay_hint(ls: Session, params: types.InlayHintParams) -> list[types.InlayHint] | None:
    """Show where the short names of a plan lead."""
    document = ls.documents.get(params.text_document.uri)
    if document is None or not document.is_markdown:
        return None
    span = span_of(document, params.range, ls.client.encoding)

    def answer(view: PlanView) -> list[types.InlayHint] | None:
        from groundplan.features.inlay_hints import inlay_hints

        if not view.is_plan():
            return None
        return [
            types.InlayHint(position=view.proto.position(hint.offset), label=hint.label, padding_left=True)
            for hint in inlay_hints(view.plan, view.meanings(), span)
        ]

    return await ls.queries.ask("Inlay hints", document, answer)
