"""`textDocument/foldingRange`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

if TYPE_CHECKING:
    from groundplan.lsp.queries import PlanView
    from groundplan.lsp.session import Session


async def folding_range(ls: Session, params: types.FoldingRangeParams) -> list[types.FoldingRange] | None:
    """Fold long lists of evidence; headings fold by the editor's own means."""
    document = ls.documents.get(params.text_document.uri)
    if document is None or not document.is_markdown:
        return None

    def answer(view: PlanView) -> list[types.FoldingRange] | None:
        from groundplan.features.folding import evidence_folds

        if not view.is_plan():
            return None
        return [
            types.FoldingRange(start_line=fold.first - 1, end_line=fold.last - 1) for fold in evidence_folds(view.plan)
        ]

    return await ls.queries.ask("Folding", document, answer)
