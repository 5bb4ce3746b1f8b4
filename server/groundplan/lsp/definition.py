"""`textDocument/definition`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from groundplan.lsp.from_proto import offset_of

if TYPE_CHECKING:
    from groundplan.lsp.queries import PlanView
    from groundplan.lsp.session import Session


async def definition(
    ls: Session, params: types.DefinitionParams
) -> list[types.LocationLink] | list[types.Location] | None:
    """Go from a name in a plan, or from a resource of a template, to the code."""
    document = ls.documents.get(params.text_document.uri)
    if document is None or not (document.is_markdown or document.may_be_template):
        return None
    offset = offset_of(document, params.position, ls.client.encoding)

    def answer(view: PlanView) -> list[types.LocationLink] | list[types.Location] | None:
        from groundplan.features.definition import definitions
        from groundplan.features.templates import definitions_in_template

        if not document.is_markdown:
            found = definitions_in_template(view.snapshot, view.path, document.text, offset)
        else:
            found = definitions(view.snapshot, view.plan, offset)
        return view.proto.definitions(found) or None

    return await ls.queries.ask("Go to definition", document, answer)
