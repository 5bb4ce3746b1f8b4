"""`textDocument/codeLens` and `codeLens/resolve`, with the commands that lenses run."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams

if TYPE_CHECKING:
    from groundplan.lsp.documents import Document
    from groundplan.lsp.folders import Folder
    from groundplan.lsp.queries import PlanView
    from groundplan.lsp.session import Session
    from groundplan.model.feature import Lens

OPTIONS = types.CodeLensOptions(resolve_provider=True)

SHOW = "groundplan.show"
INSERT_SECTION = "groundplan.insertSection"
DRIFT = "groundplan.drift"

MOST_PARSED = 20
"""Plans that are parsed for the lenses of one Go file, about half a second; the rest is left for the next time."""

AGAIN_SECONDS = 0.5
"""The pause before lenses that lack plans are asked for again."""


async def code_lens(ls: Session, params: types.CodeLensParams) -> list[types.CodeLens] | None:
    """Show what a plan reuses and leaves blank, and in Go files which plans speak of a declaration."""
    document = ls.documents.get(params.text_document.uri)
    serving = ls.folders.serving(document.path) if document is not None else None
    if document is None or serving is None:
        return None

    def answer(view: PlanView) -> list[types.CodeLens] | None:
        if document.is_go:
            return _of_go(ls, serving[0], view, unfinished)
        return _of_plan(ls, view) if document.is_markdown and view.is_plan() else None

    unfinished = threading.Event()
    lenses = await ls.queries.ask("Code lenses", document, answer)
    if unfinished.is_set():
        # The client asks again, and the next plans are read: one long answer would hold up all others.
        ls.debouncer.call(
            "lens-refresh", AGAIN_SECONDS, lambda: ls.diagnostics.ask_again(types.WORKSPACE_CODE_LENS_REFRESH)
        )
    return lenses


async def resolve(ls: Session, lens: types.CodeLens) -> types.CodeLens:
    """Count what a blank section would get, now that its lens is in view."""
    data = lens.data
    document = ls.documents.get(str(data["uri"])) if isinstance(data, Mapping) and "uri" in data else None
    if document is None or not isinstance(data, Mapping):
        return lens
    role = str(data.get("section"))

    def answer(view: PlanView) -> types.Command:
        from groundplan.features.plan_lenses import section_insertion, section_lens_title

        insertion = section_insertion(view.snapshot, view.plan, role)
        title = section_lens_title(insertion)
        if insertion is None:
            return types.Command(title=title, command="")
        return types.Command(title=title, command=INSERT_SECTION, arguments=[{"uri": document.uri, "section": role}])

    lens.command = await ls.queries.ask("Code lenses", document, answer) or types.Command(title="", command="")
    return lens


async def insert_section(ls: Session, arguments: Mapping[str, Any]) -> object:
    """Insert what the index has for a section of an open plan; answers whether the editor applied it."""
    uri, role = arguments.get("uri"), arguments.get("section")
    if not isinstance(uri, str) or not isinstance(role, str) or set(arguments) != {"uri", "section"}:
        raise JsonRpcInvalidParams(f"{INSERT_SECTION} takes `uri`, that of an open plan, and `section`, a role.")
    document = ls.documents.get(uri)
    if document is None or not document.is_markdown:
        raise JsonRpcInvalidParams(f"{uri} is not open.")

    def answer(view: PlanView) -> types.WorkspaceEdit | None:
        from groundplan.features.plan_lenses import section_insertion

        insertion = section_insertion(view.snapshot, view.plan, role)
        return view.proto.workspace_edit(insertion.edits) if insertion is not None else None

    edit = await ls.queries.ask("Inserting a section", document, answer)
    if edit is None or not ls.client.applies_edits:
        return False
    applied = await ls.workspace_apply_edit_async(types.ApplyWorkspaceEditParams(edit=edit, label="Insert section"))
    return bool(applied.applied)


async def show(ls: Session, arguments: Mapping[str, Any]) -> object:
    """Show a place of a document; answers whether the editor did."""
    uri, line, character = arguments.get("uri"), arguments.get("line", 0), arguments.get("character", 0)
    known = {"uri", "line", "character"}
    if (
        not isinstance(uri, str)
        or not isinstance(line, int)
        or not isinstance(character, int)
        or set(arguments) - known
    ):
        raise JsonRpcInvalidParams(f"{SHOW} takes `uri`, `line` and `character`.")
    if not ls.client.shows_documents:
        return False
    at = types.Position(line=line, character=character)
    params = types.ShowDocumentParams(uri=uri, take_focus=True, selection=types.Range(start=at, end=at))
    shown = await ls.window_show_document_async(params)
    return bool(shown.success)


def _of_plan(ls: Session, view: PlanView) -> list[types.CodeLens]:
    from groundplan.features.plan_lenses import phase_lenses, plan_lenses

    found = []
    if view.snapshot.complete:
        for lens in phase_lenses(view.plan, view.drift()):
            if ls.client.shows_reports:
                command = types.Command(title=lens.title, command=DRIFT, arguments=[{"uri": view.document.uri}])
            else:
                command = _command(ls, view, lens, view.document)
            found.append(types.CodeLens(range=view.proto.range(lens.span), command=command))
    for lens in plan_lenses(view.snapshot, view.plan, view.meanings()):
        where = view.proto.range(lens.span)
        if not lens.section:
            found.append(types.CodeLens(range=where, command=_command(ls, view, lens, view.document)))
        elif ls.client.applies_edits and view.snapshot.complete:
            found.append(types.CodeLens(range=where, data={"uri": view.document.uri, "section": lens.section}))
    return found


def _of_go(ls: Session, folder: Folder, view: PlanView, unfinished: threading.Event) -> list[types.CodeLens]:
    from groundplan.features.go_lenses import go_lenses
    from groundplan.features.plans import Plans
    from groundplan.model.location import Location

    plans = Plans(view.snapshot, partial(ls.plan_files.read, folder), ls.plan_files.parsed, MOST_PARSED)
    lenses = [
        types.CodeLens(
            range=view.proto.location(Location(view.path, 0, lens.span)).range, command=_command(ls, view, lens, None)
        )
        for lens in go_lenses(view.snapshot, plans, view.path)
    ]
    if plans.left_out and types.WORKSPACE_CODE_LENS_REFRESH in ls.client.refreshes:
        unfinished.set()
    return lenses


def _command(ls: Session, view: PlanView, lens: Lens, own: Document | None) -> types.Command:
    """Return what a lens says, leading to its first place where the editor can show one."""
    if not lens.places or not ls.client.shows_documents:
        return types.Command(title=lens.title, command="")
    if own is not None:
        uri, start = own.uri, view.proto.range(lens.places[0].span).start
    else:
        place = view.proto.location(lens.places[0])
        uri, start = place.uri, place.range.start
    return types.Command(
        title=lens.title,
        command=SHOW,
        arguments=[{"uri": uri, "line": start.line, "character": start.character}],
    )
