"""The commands that answer with a Markdown document: a feature slice, a review of a plan, a plan against the code.

The answers are for the client to show; nothing is written and nothing is opened.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import JsonRpcInternalError, JsonRpcInvalidParams

from groundplan.lsp import lenses
from groundplan.lsp.from_proto import offset_of
from groundplan.lsp.new_plan import folder_for

if TYPE_CHECKING:
    from groundplan.discover.feature_slice import Anchor
    from groundplan.features.slice_at import SliceChoice
    from groundplan.index.snapshot import Snapshot
    from groundplan.lsp.folders import Folder
    from groundplan.lsp.queries import PlanView
    from groundplan.lsp.session import Session

SLICE = "groundplan.slice"
REVIEW = "groundplan.review"
DRIFT = lenses.DRIFT

MOST_CHOICES = 5000
"""Things that are listed to choose from; who has more of them searches by name."""

Answer = dict[str, Any]
Reply = Answer | str | None
"""An answer, why there is none, or None while the index is not complete."""


async def review(ls: Session, arguments: Mapping[str, Any]) -> object:
    """Hold an open plan against the review checklist; `uri` is the plan's.

    Answers with `title`, `markdown` and the `verdict`.
    """

    def answer(view: PlanView) -> Answer:
        from groundplan.features.review.review import review_markdown, review_plan

        made = review_plan(view.snapshot, view.plan, view.findings())
        markdown = review_markdown(made, view.plan, view.proto.link)
        title = f"Review of {view.plan.title or view.path}"
        return {"title": title, "markdown": markdown, "verdict": made.verdict.value}

    return await _of_plan(ls, REVIEW, arguments, answer)


async def drift(ls: Session, arguments: Mapping[str, Any]) -> object:
    """Hold what an open plan promises against the code; `uri` is the plan's.

    Answers with `title`, `markdown` and how many promises are `done`, `differ` and are `missing`.
    """

    def answer(view: PlanView) -> Answer:
        from groundplan.features.drift_document import drift_document
        from groundplan.model.drift import DriftState

        found = view.drift()
        counts = {state: sum(item.state is state for item in found.items) for state in DriftState}
        return {
            "title": f"{view.plan.title or view.path}: the plan against the code",
            "markdown": drift_document(found, view.plan, view.proto.link),
            "done": counts[DriftState.DONE],
            "differ": counts[DriftState.DIFFERS],
            "missing": counts[DriftState.MISSING],
        }

    return await _of_plan(ls, DRIFT, arguments, answer)


async def feature_slice(ls: Session, arguments: Mapping[str, Any]) -> object:
    """Show a feature from its routes down to tables, services and tests.

    Takes `name` (a route, a type, a function, a resource or a place; `folder` may go with it), or `uri`, `line` and
    `character` (from 0) of an open plan or Go file. Answers with `title`, `markdown`, and `name` and `folder` to ask
    for the same again; where several things or none are meant, `markdown` is "" and `choices` lists what can be asked
    for: `name`, `detail`, `uri`, `line` (from 0), `folder`. Without arguments the choices are the routes.
    """
    _check_slice(arguments)
    name, uri = arguments.get("name", ""), arguments.get("uri", "")
    if name:
        return await _slice_named(ls, folder_for(ls, arguments.get("folder"), uri or None), name)
    if uri:
        at = types.Position(line=arguments.get("line", 0), character=arguments.get("character", 0))
        return await _slice_at(ls, uri, at)
    folder = arguments.get("folder")
    folders = [folder_for(ls, folder, None)] if folder else list(ls.folders)
    listed = [await _slice_named(ls, each, "") for each in folders]
    choices = [choice for answer in listed for choice in answer["choices"]]
    return {"title": "", "markdown": "", "name": "", "folder": "", "choices": choices}


async def _slice_at(ls: Session, uri: str, at: types.Position) -> Answer:
    document = ls.documents.get(uri)
    serving = ls.folders.serving(document.path) if document is not None else None
    if document is None or serving is None or not (document.is_markdown or document.is_go):
        raise JsonRpcInvalidParams(f"{uri} is no plan or Go file that is open.")
    offset = offset_of(document, at, ls.client.encoding)

    def answer(view: PlanView) -> Reply:
        from groundplan.features.slice_at import anchors_in_go, anchors_in_plan, choices_of, route_choices

        if not view.snapshot.complete:
            return None
        if document.is_go:
            anchors = anchors_in_go(view.snapshot, view.path, at.line + 1)
        else:
            anchors = anchors_in_plan(view.snapshot, view.plan, offset)
        if len(anchors) == 1:
            return _shown(view.snapshot, serving[0], anchors[0])
        return _listed(serving[0], choices_of(anchors) if anchors else route_choices(view.snapshot))

    return _made(await ls.queries.ask("Feature slice", document, answer))


async def _slice_named(ls: Session, folder: Folder, name: str) -> Answer:
    """Return the slice of a name, the routes where it is ""."""

    def answer(snapshot: Snapshot, _folder: Folder) -> Reply:
        from groundplan.discover.feature_slice import anchors_of, nearest_names
        from groundplan.features.slice_at import choices_of, route_choices

        if not snapshot.complete:
            return None
        if not name:
            return _listed(folder, route_choices(snapshot))
        anchors = anchors_of(snapshot, name)
        if not anchors:
            nearest = nearest_names(snapshot, name)
            near = f" Nearest: {', '.join(nearest)}." if nearest else ""
            return f"Nothing is called {name}.{near}"
        if len(anchors) > 1:
            return _listed(folder, choices_of(anchors))
        return _shown(snapshot, folder, anchors[0])

    return _made(await ls.queries.ask_folder("Feature slice", folder, answer))


def _shown(snapshot: Snapshot, folder: Folder, anchor: Anchor) -> Answer:
    from groundplan.discover.feature_slice import slice_of
    from groundplan.features.slice_at import name_alone
    from groundplan.features.slice_document import slice_document

    found = slice_of(snapshot, anchor)
    return {
        "title": f"Slice of {found.title}",
        "markdown": slice_document(found, folder.link),
        "name": name_alone(snapshot, anchor),
        "folder": folder.uri,
        "choices": [],
    }


def _listed(folder: Folder, choices: Iterable[SliceChoice]) -> Answer:
    listed = [
        {
            "name": choice.name,
            "detail": choice.detail,
            "uri": folder.uri_of(choice.path),
            "line": max(0, choice.line - 1),
            "folder": folder.uri,
        }
        for choice in choices
    ]
    return {"title": "", "markdown": "", "name": "", "folder": folder.uri, "choices": listed[:MOST_CHOICES]}


async def _of_plan(
    ls: Session, command: str, arguments: Mapping[str, Any], answer: Callable[[PlanView], Answer]
) -> Answer:
    uri = arguments.get("uri")
    if not isinstance(uri, str) or set(arguments) != {"uri"}:
        raise JsonRpcInvalidParams(f"{command} takes `uri`, that of an open plan.")
    document = ls.documents.get(uri)
    if document is None or not document.is_markdown:
        raise JsonRpcInvalidParams(f"{uri} is not open, or is no Markdown.")

    def answer_plan(view: PlanView) -> Reply:
        if not view.is_plan():
            return f"{view.path} is no plan: the setting groundplan.plans.globs says which files are."
        return answer(view) if view.snapshot.complete else None

    return _made(await ls.queries.ask(command, document, answer_plan))


def _made(reply: Reply) -> Answer:
    if reply is None:
        raise JsonRpcInternalError("There is no complete index of the folder yet: try again in a moment.")
    if isinstance(reply, str):
        raise JsonRpcInvalidParams(reply)
    return reply


def _check_slice(arguments: Mapping[str, Any]) -> None:
    """Raise JsonRpcInvalidParams for what `groundplan.slice` does not take."""
    texts = all(isinstance(arguments.get(key, ""), str) for key in ("name", "uri", "folder"))
    numbers = [arguments.get(key, 0) for key in ("line", "character")]
    places = all(isinstance(each, int) and not isinstance(each, bool) and each >= 0 for each in numbers)
    known = {"name", "uri", "folder", "line", "character"}
    if not texts or not places or set(arguments) - known:
        raise JsonRpcInvalidParams(
            f"{SLICE} takes `name` and `folder`, or `uri`, `line` and `character` of an open plan or Go file."
        )
