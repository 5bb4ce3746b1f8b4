"""`textDocument/completion` and `completionItem/resolve`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from lsprotocol import types

from groundplan.features.completion.triggers import TRIGGERS
from groundplan.lsp.from_proto import offset_of
from groundplan.model.completion import Completion, CompletionKind, Completions

if TYPE_CHECKING:
    from groundplan.lsp.queries import PlanView
    from groundplan.lsp.session import Session

OPTIONS = types.CompletionOptions(trigger_characters=list(TRIGGERS), resolve_provider=True)

_KINDS = {
    CompletionKind.STRUCT: types.CompletionItemKind.Struct,
    CompletionKind.INTERFACE: types.CompletionItemKind.Interface,
    CompletionKind.TYPE: types.CompletionItemKind.Class,
    CompletionKind.FUNCTION: types.CompletionItemKind.Function,
    CompletionKind.METHOD: types.CompletionItemKind.Method,
    CompletionKind.CONSTANT: types.CompletionItemKind.Constant,
    CompletionKind.VARIABLE: types.CompletionItemKind.Variable,
    CompletionKind.FIELD: types.CompletionItemKind.Field,
    CompletionKind.PACKAGE: types.CompletionItemKind.Module,
    CompletionKind.ROUTE: types.CompletionItemKind.Event,
    CompletionKind.RESOURCE: types.CompletionItemKind.Value,
    CompletionKind.DEPENDENCY: types.CompletionItemKind.Module,
    CompletionKind.FILE: types.CompletionItemKind.File,
    CompletionKind.FOLDER: types.CompletionItemKind.Folder,
    CompletionKind.SECTION: types.CompletionItemKind.Reference,
}


async def completion(ls: Session, params: types.CompletionParams) -> types.CompletionList | None:
    """Offer what the workspace has for what is being typed."""
    document = ls.documents.get(params.text_document.uri)
    if document is None or not document.is_markdown:
        return None
    offset = offset_of(document, params.position, ls.client.encoding)

    def answer(view: PlanView) -> types.CompletionList | None:
        from groundplan.features.completion import complete

        if not view.is_plan():
            return None
        found = complete(view.snapshot, view.path, document.text, document.lines, offset)
        return _to_proto(ls, view, found) if found is not None else None

    return await ls.queries.ask("Completion", document, answer)


async def resolve(ls: Session, item: types.CompletionItem) -> types.CompletionItem:
    """Add to an offer what a hover over it would show."""
    data = item.data
    document = ls.documents.get(str(data["uri"])) if isinstance(data, Mapping) and "uri" in data else None
    if document is None or not isinstance(data, Mapping):
        return item
    asked = data

    def answer(view: PlanView) -> str:
        from groundplan.features.completion import describe_completion

        kind, name, path, line = (asked.get(key) for key in ("kind", "name", "path", "line"))
        if not (isinstance(name, str) and isinstance(path, str) and isinstance(line, int)):
            return ""
        return describe_completion(view.snapshot, str(kind), name, path, line, view.proto.link)

    text = await ls.queries.ask("Completion", document, answer)
    if text:
        item.documentation = types.MarkupContent(kind=ls.client.completion_markup, value=text)
    return item


def _to_proto(ls: Session, view: PlanView, found: Completions) -> types.CompletionList:
    typed, token = view.proto.range(found.typed), view.proto.range(found.token)

    def edit(text: str) -> types.TextEdit | types.InsertReplaceEdit:
        if ls.client.completion_replaces:
            return types.InsertReplaceEdit(new_text=text, insert=typed, replace=token)
        return types.TextEdit(range=typed, new_text=text)

    def details(item: Completion) -> types.CompletionItemLabelDetails | None:
        if not ls.client.completion_label_details or not (item.detail or item.place):
            return None
        return types.CompletionItemLabelDetails(detail=item.detail or None, description=item.place or None)

    items = [
        types.CompletionItem(
            label=item.label,
            kind=_KINDS[item.kind],
            label_details=details(item),
            detail=None
            if ls.client.completion_label_details
            else " · ".join(filter(None, (item.detail.strip(), item.place))) or None,
            filter_text=item.filter,
            sort_text=f"{position:04d}",
            text_edit=edit(item.text),
            data={
                "uri": view.document.uri,
                "kind": item.kind.value,
                "name": item.text if item.kind is CompletionKind.ROUTE else item.filter,
                "path": item.path,
                "line": item.line,
            }
            if item.path
            else None,
        )
        for position, item in enumerate(found.items)
    ]
    return types.CompletionList(is_incomplete=not found.complete, items=items)
