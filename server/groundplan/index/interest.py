"""Which changes on disk the index cares about, by the path alone."""

from __future__ import annotations

from groundplan.index.configuration import FILE_NAME
from groundplan.index.discovery import SKIPPED_FOLDERS, kind_of

_RULING_NAMES = frozenset(("go.mod", "go.work", ".gitignore", "modules.txt", FILE_NAME))


def rules_others(path: str) -> bool:
    """Tell whether a file decides on which other files are indexed, and as what."""
    return path.rsplit("/", 1)[-1] in _RULING_NAMES


def is_of_interest(path: str) -> bool:
    """Tell whether the content of a file matters to the index, by its path relative to the workspace root."""
    return (kind_of(path) != "other" or rules_others(path)) and not is_skipped(path)


def is_skipped(path: str) -> bool:
    """Tell whether a path is in a folder that is never indexed."""
    return not SKIPPED_FOLDERS.isdisjoint(path.split("/")[:-1])
