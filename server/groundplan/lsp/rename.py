"""`textDocument/prepareRename` and `textDocument/rename`: of names that only plans have."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, TypeVar

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from groundplan.lsp.from_proto import offset_of
from groundplan.lsp.to_proto import to_edits

if TYPE_CHECKING:
    from groundplan.lsp.folders import Folder
    from groundplan.lsp.queries import PlanView
    from groundplan.lsp.session import Session
    from groundplan.model.feature import Renaming
    from groundplan.model.plan import Plan

T = TypeVar("T", types.PrepareRenamePlaceholder, types.WorkspaceEdit)

OPTIONS = types.RenameOptions(prepare_provider=True)

_REQUEST_FAILED = int(types.LSPErrorCodes.RequestFailed)


async def prepare_rename(ls: Session, params: types.PrepareRenameParams) -> types.PrepareRenamePlaceholder | None:
    """Tell whether the name at a place can be renamed; the person is told why where it cannot."""
    document = ls.documents.get(params.text_document.uri)
    serving = ls.folders.serving(document.path) if document is not None else None
    if document is None or serving is None or not document.is_markdown:
        return None
    offset = offset_of(document, params.position, ls.client.encoding)

    def answer(view: PlanView) -> types.PrepareRenamePlaceholder | str:
        from groundplan.features.rename import CannotRenameError, planned_name_at

        try:
            planned = planned_name_at(view.snapshot, view.plan, offset, _feature(ls, serving[0], view))
        except CannotRenameError as error:
            return str(error)
        return types.PrepareRenamePlaceholder(range=view.proto.range(planned.span), placeholder=planned.name)

    return _checked(await ls.queries.ask("Rename", document, answer))


async def rename(ls: Session, params: types.RenameParams) -> types.WorkspaceEdit | None:
    """Rename a planned name in all documents of the plan's feature."""
    document = ls.documents.get(params.text_document.uri)
    serving = ls.folders.serving(document.path) if document is not None else None
    if document is None or serving is None or not document.is_markdown:
        return None
    offset = offset_of(document, params.position, ls.client.encoding)

    def answer(view: PlanView) -> types.WorkspaceEdit | str:
        from groundplan.features import rename as feature

        try:
            siblings = _feature(ls, serving[0], view)
            renaming = feature.rename(view.snapshot, view.plan, offset, params.new_name, siblings)
        except feature.CannotRenameError as error:
            return str(error)
        return _workspace_edit(ls, serving[0], view, renaming)

    return _checked(await ls.queries.ask("Rename", document, answer))


def _checked(answer: T | str | None) -> T | None:
    """Return an answer; a refusal goes to the person as the request's error."""
    if isinstance(answer, str):
        raise JsonRpcException(answer, _REQUEST_FAILED)
    return answer


def _feature(ls: Session, folder: Folder, view: PlanView) -> tuple[Plan, ...]:
    """Return the other documents of the plan's feature, as the editor has them."""
    from groundplan.features.plans import Plans
    from groundplan.index.lookups import Lookups
    from groundplan.plan.feature_folder import feature_documents

    plans = Plans(view.snapshot, partial(ls.plan_files.read, folder), ls.plan_files.parsed)
    return tuple(plans.of_paths(feature_documents(view.snapshot, Lookups(view.snapshot), view.path)))


def _workspace_edit(ls: Session, folder: Folder, view: PlanView, renaming: Renaming) -> types.WorkspaceEdit:
    changes: dict[str, list[types.TextEdit]] = {}
    versions: dict[str, int | None] = {}
    for path, edits in renaming.edits:
        document = view.document if path == view.path else ls.plan_files.open_at(folder, path)
        text = document.text if document is not None else ls.plan_files.read(folder, path)
        if text is None:
            continue
        uri = document.uri if document is not None else folder.uri_of(path)
        versions[uri] = document.version if document is not None else None
        changes[uri] = to_edits(text, edits, ls.client.encoding)
    if not ls.client.document_changes:
        return types.WorkspaceEdit(changes=changes)
    return types.WorkspaceEdit(
        document_changes=[
            types.TextDocumentEdit(
                text_document=types.OptionalVersionedTextDocumentIdentifier(uri=uri, version=versions[uri]),
                edits=list(edits),
            )
            for uri, edits in changes.items()
        ]
    )
