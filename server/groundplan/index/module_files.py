"""The Go files of modules that are not part of the workspace."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

from groundplan.index.discovery import FoundFile

_VENDORED_MODULE = re.compile(r"# (\S+)(?: (v\S+))?")


def module_files(folder: Path, name: str) -> Iterator[FoundFile]:
    """Yield the Go files of a module's packages, tests and nested modules left out, as the `go` command sees them.

    Their paths begin with `name` in place of the folder.
    """
    pending = [(folder, name)]
    while pending:
        current, path = pending.pop()
        names: list[str] = []
        try:
            with os.scandir(current) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        names.append(entry.name)
        except OSError:
            continue
        yield from go_files_in(current, path)
        for name in names:
            if name[0] not in "._" and name not in ("vendor", "testdata") and not (current / name / "go.mod").exists():
                pending.append((current / name, f"{path}/{name}"))


def go_files_in(folder: Path, name: str) -> Iterator[FoundFile]:
    """Yield the Go files of one folder outside of the root, tests left out, with `name` in place of the folder."""
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.name.endswith(".go") and not entry.name.endswith("_test.go") and entry.is_file():
                    status = entry.stat()
                    path = f"{name}/{entry.name}"
                    if path.isprintable():
                        place = f"{folder.as_posix()}/{entry.name}"
                        yield FoundFile(path, status.st_size, status.st_mtime_ns, True, place)
    except OSError:
        # Half removed under our feet: what is left is listed.
        return


def read_vendored(list_file: Path, module: str) -> tuple[str, tuple[str, ...]] | None:
    """Return the version and the packages of a module as a `vendor/modules.txt` lists them, None where it does not."""
    try:
        text = list_file.read_text("utf-8", "replace")
    except OSError:
        return None
    version: str | None = None
    packages: list[str] = []
    for line in text.splitlines():
        if line.startswith("# "):
            if version is not None:
                break
            match = _VENDORED_MODULE.match(line)
            if match and match[1] == module:
                version = match[2] or ""
        elif version is not None and line and not line.startswith("#"):
            packages.append(line.strip())
    return (version, tuple(packages)) if version is not None else None
