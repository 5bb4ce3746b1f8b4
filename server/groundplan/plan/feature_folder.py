"""The documents of one feature: those of its own folder, and those of one name in shared folders."""

from __future__ import annotations

import posixpath
import re
from functools import lru_cache

from groundplan.index.lookups import Lookups
from groundplan.index.snapshot import Snapshot
from groundplan.model.plan import Plan
from groundplan.model.settings import Settings
from groundplan.plan.parse import parse_plan

MOST_DOCUMENTS = 24
"""Documents of one feature that are read; feature folders have at most a dozen."""

_DOCUMENTS = frozenset(
    ("plan.md", "spec.md", "tasks.md", "design.md", "proposal.md", "requirements.md", "research.md", "data-model.md")
)

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
    if parent and not _is_feature_folder(snapshot, folder) and _is_feature_folder(snapshot, parent):
        folder = parent
    if _is_feature_folder(snapshot, folder):
        found = lookups.files_below(folder, ".md")
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
            found.append(parsed_document(path, text, snapshot.settings))
    return tuple(found)


@lru_cache(maxsize=128)
def parsed_document(path: str, text: bytes, settings: Settings) -> Plan:
    """Return a document as a plan; one that was asked for lately is not parsed again."""
    return parse_plan(path, text, settings)
