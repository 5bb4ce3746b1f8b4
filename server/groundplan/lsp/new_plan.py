"""The command `groundplan.newPlan`: a plan from a title or from requirements, as a new file or as a text."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcInternalError, JsonRpcInvalidParams

from groundplan.lsp.uris import path_of
from groundplan.model.settings import PROFILE_NAMES

if TYPE_CHECKING:
    from groundplan.features.new_plan import NewPlan
    from groundplan.index.snapshot import Snapshot
    from groundplan.lsp.folders import Folder
    from groundplan.lsp.session import Session
    from groundplan.plan.drafting import Source

NEW_PLAN = "groundplan.newPlan"

_KNOWN = frozenset(("title", "requirements", "folder", "profile"))

_LARGEST = 1_000_000
"""Bytes of requirements that are read; more is no document that a person wrote."""


async def new_plan(ls: Session, arguments: Mapping[str, Any]) -> object:
    """Draft a plan; answers with its `uri`, its `text` and whether the editor has `applied` it as a new file.

    `others` are the further documents of a style that has several, each with `uri` and `text`; the editor is asked for
    all of them at once and shows the first.
    Takes `title` or `requirements` (the URI of a Markdown document) or both; `folder` (a URI) and `profile` where they
    are not to be those of the requirements and of the settings. A file that is there is never changed.
    """
    title, profile = _checked(arguments)
    requirements = arguments.get("requirements")
    folder = folder_for(ls, arguments.get("folder"), requirements)
    said = _read(ls, requirements) if requirements else None

    def draft(snapshot: Snapshot, _folder: Folder) -> NewPlan | str:
        from groundplan.features.new_plan import PlanExistsError, TemplateMissingError, make_plan
        from groundplan.index.today import today
        from groundplan.plan.drafting import Source, title_of
        from groundplan.plan.requirements import read_requirements

        source: Source | None = None
        if said is not None:
            relative = folder.relative(said[0]) if said[0] is not None else None
            source = Source(relative or "", read_requirements(said[1]))
        named = " ".join((title or title_of(source)).split())
        if not named:
            return "The plan needs a title: give one, or requirements whose first heading is one."
        try:
            return make_plan(snapshot, named[:1].upper() + named[1:], source, profile, today=today())
        except PlanExistsError as error:
            return str(error)
        except TemplateMissingError as error:
            return f"The template {error} of groundplan.toml cannot be read: mend `template`, or choose a profile."

    made = await ls.queries.ask_folder("New plan", folder, draft)
    if made is None:
        raise JsonRpcInternalError("There is no index of the folder yet: try again in a moment.")
    if isinstance(made, str):
        raise JsonRpcInvalidParams(made)
    texts = {folder.uri_of(each.path): each.text.decode() for each in made.documents}
    for each, uri in zip(made.documents, texts, strict=True):
        if (folder.root / each.path).exists() or ls.documents.get(uri) is not None:
            raise JsonRpcInvalidParams(f"{each.path} exists already. It is left as it is; choose another title.")
    first, *others = texts
    applied = await _apply(ls, texts)
    return {
        "uri": first,
        "text": texts[first],
        "applied": applied,
        "others": [{"uri": uri, "text": texts[uri]} for uri in others],
    }


async def _apply(ls: Session, texts: Mapping[str, str]) -> bool:
    """Let the editor create the files, texts by their URI, and show the first, where it can."""
    if not (ls.client.applies_edits and ls.client.creates_files):
        return False
    start = types.Position(line=0, character=0)
    changes: list[types.CreateFile | types.TextDocumentEdit] = []
    for uri, text in texts.items():
        options = types.CreateFileOptions(overwrite=False, ignore_if_exists=False)
        changes.append(types.CreateFile(uri=uri, options=options))
        changes.append(
            types.TextDocumentEdit(
                text_document=types.OptionalVersionedTextDocumentIdentifier(uri=uri, version=None),
                edits=[types.TextEdit(range=types.Range(start=start, end=start), new_text=text)],
            )
        )
    edit = types.WorkspaceEdit(document_changes=changes)
    answer = await ls.workspace_apply_edit_async(types.ApplyWorkspaceEditParams(edit=edit, label="New plan"))
    if answer.applied and ls.client.shows_documents:
        await ls.window_show_document_async(types.ShowDocumentParams(uri=next(iter(texts)), take_focus=True))
    return bool(answer.applied)


def _checked(arguments: Mapping[str, Any]) -> tuple[str, str]:
    """Return title and profile; JsonRpcInvalidParams for what the command does not take."""
    texts = all(value is None or isinstance(value, str) for value in arguments.values())
    title, profile = arguments.get("title") or "", arguments.get("profile") or ""
    if not texts or set(arguments) - _KNOWN or not (title or arguments.get("requirements")):
        raise JsonRpcInvalidParams(
            f"{NEW_PLAN} takes `title` or `requirements` (a URI) or both, and may take `folder` (a URI) and `profile`."
        )
    if profile and profile not in PROFILE_NAMES:
        raise JsonRpcInvalidParams(f"There is no profile {profile!r}; known: {', '.join(PROFILE_NAMES)}.")
    return title, profile


def folder_for(ls: Session, uri: str | None, document: str | None) -> Folder:
    """Return the folder that is named, else the one with a document, else the first; JsonRpcInvalidParams without."""
    if uri is not None:
        found = next((folder for folder in ls.folders if folder.uri == uri), None)
        if found is None:
            raise JsonRpcInvalidParams(f"{uri} is not an open folder.")
        return found
    serving = ls.folders.serving(path_of(document) if document else None)
    if serving is None:
        raise JsonRpcInvalidParams("No folder is open: open the one with the Go code.")
    return serving[0]


def _read(ls: Session, uri: str) -> tuple[Path | None, bytes]:
    """Return the requirements' place and text, from the open document or from the disk."""
    path = path_of(uri)
    document = ls.documents.get(uri)
    if document is not None:
        return path, document.text
    try:
        if path is None or path.stat().st_size > _LARGEST:
            raise JsonRpcInvalidParams(f"{uri} is no document that can be read.")
        return path, path.read_bytes()
    except OSError as error:
        raise JsonRpcInvalidParams(f"{uri} cannot be read: {error.strerror}.") from error
