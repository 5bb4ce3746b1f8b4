"""Offers of files and folders, one segment at a time, and of the module paths of dependencies."""

from __future__ import annotations

import posixpath
import re

from groundplan.features.completion.request import MAX_ITEMS, PATH_TAIL, Offer, Request
from groundplan.model.completion import Completion, CompletionKind

_PATH = re.compile(r"(?:^|(?<=[\s`(,;:\"'|]))((?:\.{1,2}/)*(?:[\w.@+\-]+/)*)([\w.@+\-]*)$")
MAX_OF_ROOT = 6
"""Entries of the root that are offered beside names of the code."""

_MODULE = re.compile(r"(?:^|(?<=[\s`(\"]))((?:[\w\-]+\.)+[\w\-]+/[\w./\-]*)$")


def offer_paths(request: Request, head: str, *, beside: bool = False) -> Offer | None:
    """Return offers for the path at the end of a text that names a folder already, relative to the workspace's root.

    With `beside`, or where the root has no such folder, the path is relative to the plan's own folder.
    """
    match = _PATH.search(head)
    if match is None or not (match.group(1) or beside):
        return None
    folder, typed = match.group(1), match.group(2)
    own = "" if posixpath.isabs(request.path) else posixpath.dirname(request.path)
    bases = [own] if beside or folder.startswith("..") else ["", own]
    for base in bases:
        below = posixpath.normpath(posixpath.join(base, folder)) if base or folder else ""
        if below.startswith(".."):
            continue
        prefix = "" if below in ("", ".") else below + "/"
        names = request.snapshot.names.below(prefix, typed)
        if names:
            items = [_path(prefix, name) for name in sorted(names, key=_order)]
            return Offer(tuple(items[:MAX_ITEMS]), typed, len(items) <= MAX_ITEMS, PATH_TAIL)
    return None


def offers_of_root(request: Request, head: str) -> tuple[Completion, ...]:
    """Return the files and folders of the workspace's root that begin with what is typed."""
    if not re.fullmatch(r"[\w\-][\w.\-]*", head):
        return ()
    return tuple(_path("", name) for name in sorted(request.snapshot.names.below("", head), key=_order)[:MAX_OF_ROOT])


def offer_files_named(request: Request, head: str) -> tuple[Completion, ...]:
    """Return the files whose name begins with what is typed, when that has a dot like `invoice.g`."""
    if not re.fullmatch(r"[\w\-]+\.\w*", head):
        return ()
    found = [path for path in request.snapshot.names.files if path.rpartition("/")[2].startswith(head)]
    return tuple(
        Completion(path, CompletionKind.FILE, path, path.rpartition("/")[2], "", "", path, 0) for path in found[:10]
    )


def offer_dependencies(request: Request, head: str) -> Offer | None:
    """Return offers for a module path that is begun, from what the workspace's go.mod files require."""
    match = _MODULE.search(head)
    if match is None:
        return None
    typed = match.group(1)
    found: dict[str, Completion] = {}
    for module in request.snapshot.modules:
        place = posixpath.join(module.folder, "go.mod")
        for need in module.requirements:
            if need.path.startswith(typed):
                detail = f" {need.version}{' // indirect' if need.indirect else ''}"
                found.setdefault(
                    need.path,
                    Completion(
                        *(need.path, CompletionKind.DEPENDENCY, need.path, need.path),
                        *(detail, place, place, need.line),
                    ),
                )
    ranked = sorted(found.values(), key=lambda item: ("indirect" in item.detail, item.text))
    return Offer(tuple(ranked[:MAX_ITEMS]), typed, len(ranked) <= MAX_ITEMS, PATH_TAIL) if ranked else None


def is_folder(request: Request, head: str) -> bool:
    """Tell whether a path that ends running text begins with a folder of the workspace's root."""
    match = _PATH.search(head)
    if match is None or not match.group(1):
        return False
    first = match.group(1).split("/")[0]
    return first not in (".", "..") and bool(request.snapshot.names.below("", first + "/"))


def _order(name: str) -> tuple[bool, bool, str]:
    return name.endswith("_test.go"), not name.endswith("/"), name


def _path(prefix: str, name: str) -> Completion:
    if name.endswith("/"):
        return Completion(name, CompletionKind.FOLDER, name, name)
    return Completion(name, CompletionKind.FILE, name, name, "", "", prefix + name, 0)
