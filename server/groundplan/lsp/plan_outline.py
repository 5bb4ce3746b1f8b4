"""`groundplan/planOutline`: the sections of a plan with what is still to be done in them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from groundplan.lsp.plain_params import plain, uri_in

if TYPE_CHECKING:
    from groundplan.lsp.queries import PlanView
    from groundplan.lsp.session import Session

PLAN_OUTLINE = "groundplan/planOutline"


async def plan_outline(ls: Session, params: object) -> dict[str, Any]:
    """Answer `{textDocument: {uri}}` with `{isPlan, sections}`; a document that is not open or no plan has none.

    A section has title, level, parent (an index, -1 at the top), range, selectionRange, state (filled, blank or
    flagged), blanks, findings and role.
    """
    document = ls.documents.get(uri_in(plain(params)))
    if document is None or not document.is_markdown:
        return {"isPlan": False, "sections": []}

    def answer(view: PlanView) -> dict[str, Any]:
        from groundplan.features.plan_outline import plan_outline as outline_of

        if not view.is_plan():
            return {"isPlan": False, "sections": []}
        sections = outline_of(view.plan, view.findings(), view.snapshot.settings.platform)
        return {
            "isPlan": True,
            "sections": [
                {
                    "title": section.title,
                    "level": section.level,
                    "parent": section.parent,
                    "range": view.proto.range(section.span),
                    "selectionRange": view.proto.range(section.heading_span),
                    "state": section.state.value,
                    "blanks": section.blanks,
                    "findings": section.findings,
                    "role": section.role,
                }
                for section in sections
            ],
        }

    return await ls.queries.ask("Plan outline", document, answer) or {"isPlan": False, "sections": []}
