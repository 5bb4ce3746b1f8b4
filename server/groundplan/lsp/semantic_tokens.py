"""`textDocument/semanticTokens/full`: the names of a plan by what they stand for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from groundplan.model.feature import NameTokenType

if TYPE_CHECKING:
    from groundplan.lsp.queries import PlanView
    from groundplan.lsp.session import Session

TOKEN_TYPES = [kind.value for kind in NameTokenType]
"""Types of the protocol: a theme that knows nothing of Groundplan colours them."""

TOKEN_MODIFIERS = ["known", "planned", "unknown"]

OPTIONS = types.SemanticTokensOptions(
    legend=types.SemanticTokensLegend(token_types=TOKEN_TYPES, token_modifiers=TOKEN_MODIFIERS), full=True, range=False
)


async def semantic_tokens(ls: Session, params: types.SemanticTokensParams) -> types.SemanticTokens | None:
    """Colour what the code has, what the plan will make, and what neither has."""
    document = ls.documents.get(params.text_document.uri)
    if document is None or not document.is_markdown:
        return None

    def answer(view: PlanView) -> types.SemanticTokens | None:
        from groundplan.features.semantic_tokens import name_tokens

        if not view.is_plan() or not view.snapshot.complete:
            return None
        data: list[int] = []
        line = start = 0
        for token in name_tokens(view.plan, view.meanings()):
            where = view.proto.range(token.span)
            if where.start.line != line:
                start = 0
            data += (
                where.start.line - line,
                where.start.character - start,
                where.end.character - where.start.character,
                TOKEN_TYPES.index(token.type.value),
                1 << TOKEN_MODIFIERS.index(token.standing),
            )
            line, start = where.start.line, where.start.character
        return types.SemanticTokens(data=data)

    return await ls.queries.ask("Semantic tokens", document, answer)
