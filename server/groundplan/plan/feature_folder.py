"""The documents of one feature: those of its own folder, and those of one name in shared folders."""

from __future__ import annotations

import posixpath
import re

from groundplan.index.lookups import Lookups
from groundplan.index.snapshot import Snapshot
from groundplan.model.plan import Plan
from groundplan.plan.kept_plans import plan_of

MOST_DOCUMENTS = 24
"""Documents of one feature that are read; feature folders have at most a dozen."""

_DOCUMENTS = frozenset(
    ("plan.md", "spec.md", "tasks.md", "design.md", "proposal.md", "requirements.md", "research.md", "data-model.md")
)

LEADS = ("plan.md", "design.md", "proposal.md")
"""Documents that say what a feature is about, the first that is there; specs speak of what is wanted alone."""

# Folders in which every file is a plan of its own, with their counterparts.
_SHARED = ("plans", "specs", "designs", "design", "proposals", "tasks", "research")

_DATE = re.compile(r"^\d{4}[-_]?\d{2}[-_]?\d{2}[-_]?|^\d+[-_.]")
_ROLE = re.compile(
    r"[-_.](?:plan|design|spec|specification|tasks?|research|requirements?|proposal|context|summary|implementation"
    r"|checklist|verification|validation|notes?|\d+)$",
    re.IGNORECASE,
)


def feature_documents(snapshot: Snapshot, lookups: Lookups, path: str) -> tuple[str, ...]:
    """Return the other Markdown files of a plan's feature, ordered by path; none outside of the workspace."""
    if path.startswith("/") or "/" not in path:
        return ()
    return snapshot.remember(("feature documents", path), lambda: _feature_documents(snapshot, lookups, path))


def _feature_documents(snapshot: Snapshot, lookups: Lookups, path: str) -> tuple[str, ...]:
    folder, _, name = path.rpartition("/")
    parent, _, last = folder.rpartition("/")
    own = _own_folder(snapshot, path)
    if own:
        found = lookups.files_below(own, ".md")
    elif last.lower() in _SHARED:
        beside = tuple(
            file for shared in _SHARED for file in lookups.files_below(posixpath.join(parent, shared), ".md")
        )
        found = tuple(file for file in beside if _subject(file) == _subject(path))
    else:
        found = tuple(file for file in lookups.files_below(folder, ".md") if file.rpartition("/")[0] == folder)
        if len(found) > MOST_DOCUMENTS:
            found = tuple(file for file in found if _subject(file) == _subject(name))
    return tuple(file for file in found if file != path)[:MOST_DOCUMENTS]


def lead_of(snapshot: Snapshot, plan: Plan) -> Plan:
    """Return the document that says what the feature of a plan is about: of a folder of its own the first of LEADS.

    A plan that stands for itself leads itself, and so does one whose folder has none of these.
    """
    folder = _own_folder(snapshot, plan.path) if "/" in plan.path and not plan.path.startswith("/") else ""
    name = next((name for name in LEADS if folder and snapshot.has_file(f"{folder}/{name}")), "")
    path = f"{folder}/{name}"
    text = Lookups(snapshot).document(path) if name and path != plan.path else None
    return plan_of(snapshot, path, text) if text is not None else plan


def _own_folder(snapshot: Snapshot, path: str) -> str:
    """Return the folder that is a feature's own and holds a document, "" where there is none.

    What a change adds to the specs lies in folders named after them, with documents of names that features have.
    """
    folder = path.rpartition("/")[0]
    change, _, spec = folder.rpartition("/specs/")
    if spec and snapshot.has_file(f"{change}/proposal.md"):
        return change
    parent = folder.rpartition("/")[0]
    if parent and not _is_feature_folder(snapshot, folder) and _is_feature_folder(snapshot, parent):
        return parent
    return folder if _is_feature_folder(snapshot, folder) else ""


def _is_feature_folder(snapshot: Snapshot, folder: str) -> bool:
    return any(snapshot.has_file(f"{folder}/{name}") for name in _DOCUMENTS)


def _subject(path: str) -> str:
    """Return what a file name says that its document is about, without date and kind of document."""
    stem = _DATE.sub("", path.rpartition("/")[2].rpartition(".")[0])
    while (shorter := _ROLE.sub("", stem)) != stem:
        stem = shorter
    return stem.lower()


def read_feature(snapshot: Snapshot, lookups: Lookups, plan: Plan) -> tuple[Plan, ...]:
    """Return the other documents of a plan's feature, parsed; a document that did not change is not parsed again."""
    found = []
    for path in feature_documents(snapshot, lookups, plan.path):
        text = lookups.document(path)
        if text is not None:
            found.append(plan_of(snapshot, path, text))
    return tuple(found)
