"""`textDocument/documentLink`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

if TYPE_CHECKING:
    from groundplan.lsp.queries import PlanView
    from groundplan.lsp.session import Session

OPTIONS = types.DocumentLinkOptions(resolve_provider=False)


async def document_link(ls: Session, params: types.DocumentLinkParams) -> list[types.DocumentLink] | None:
    """Make the paths of a plan lead to their files."""
    document = ls.documents.get(params.text_document.uri)
    if document is None or not document.is_markdown:
        return None

    def answer(view: PlanView) -> list[types.DocumentLink] | None:
        from groundplan.features.document_links import document_links

        if not view.is_plan():
            return None
        return [
            types.DocumentLink(
                range=view.proto.range(link.span),
                target=view.proto.link(link.path, link.line),
                tooltip=f"{link.path}:{link.line}" if link.line else link.path,
            )
            for link in document_links(view.plan, view.meanings())
        ]

    return await ls.queries.ask("Document links", document, answer)
