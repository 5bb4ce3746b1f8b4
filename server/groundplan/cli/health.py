"""Everything that a bug report should say of a workspace and its index, as plain values."""

from __future__ import annotations

import contextlib
import platform
import sys
from collections import Counter
from dataclasses import asdict, fields
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from groundplan import __version__
from groundplan.cli.progress_line import ProgressLine
from groundplan.index.discovery import READ_KINDS, find_files, is_worth_reading, kind_of
from groundplan.index.externals import show_path
from groundplan.index.snapshot import Snapshot
from groundplan.index.store import StoreUnusableError
from groundplan.index.store_report import report_store
from groundplan.index.workspace import Workspace
from groundplan.model.module import Module
from groundplan.model.settings import DEFAULT_SETTINGS, Settings
from groundplan.model.symbol import Origin

PACKAGES = ("pygls", "lsprotocol", "tree-sitter", "tree-sitter-go", "tree-sitter-markdown", "tree-sitter-yaml")

TOO_LARGE = "too large"


def examine(root: Path, problems: list[str]) -> dict[str, Any]:
    """Bring the index of a workspace up to date and return what there is to say of both, as docs/json.md describes it.

    Never fails for what is wrong with the workspace or the store: that goes to the `problems` of the result.
    """
    values: dict[str, Any] = {"versions": _versions(), "root": show_path(root)}
    indexed: dict[str, Any] = {}
    store: dict[str, Any] = {}
    settings = DEFAULT_SETTINGS
    try:
        with contextlib.closing(Workspace(root)) as workspace:
            settings = workspace.settings
            progress = ProgressLine(sys.stderr)
            try:
                report = workspace.refresh(progress.show)
            finally:
                progress.clear()
            problems = [*problems, *workspace.problems, *workspace.store.problems, *report.problems]
            with workspace.snapshot() as snapshot:
                indexed = _indexed(snapshot)
            found = report_store(workspace.store)
            values["versions"]["sqlite"] = found.sqlite
            store = {
                "path": show_path(found.path) if found.path is not None else "",
                "bytes": found.size,
                "version": found.version,
            }
    except (StoreUnusableError, OSError) as error:
        problems = [*problems, f"The index cannot be used: {error}."]
    values |= indexed
    values["skipped"] = _skipped(root, settings)
    values["settings"] = _settings(settings)
    values["problems"] = [_without_home(problem) for problem in problems]
    values["store"] = store
    return values


def _versions() -> dict[str, str]:
    versions = {
        "groundplan": __version__,
        "python": platform.python_version(),
        "system": f"{platform.system()} {platform.machine()}",
    }
    for name in PACKAGES:
        try:
            versions[name] = version(name)
        except PackageNotFoundError:
            versions[name] = "missing"
    return versions


def _indexed(snapshot: Snapshot) -> dict[str, Any]:
    marked: Counter[str] = Counter()
    for size in snapshot.inventory.sizes:
        marked.update({flag.name.lower(): size.files for flag in Origin if flag and flag & size.origin and flag.name})
    return {
        "complete": snapshot.complete,
        "counts": asdict(snapshot.counts),
        "marked_files": {flag.name.lower(): marked[flag.name.lower()] for flag in Origin if flag and flag.name},
        "modules": [
            {"path": module.path, "folder": module.folder or ".", "in_work": module.in_work}
            for module in snapshot.modules
        ],
        "model_libraries": [_library(module) for module in snapshot.model_libraries],
        "routes_by_source": dict(sorted(Counter(route.source for route in snapshot.routes).items())),
        "registrars": [
            {
                "callee": registrar.callee,
                "kind": registrar.kind.value,
                "configured": registrar.configured,
                "evidence": registrar.evidence,
                "sites": [{"path": path, "line": line} for path, line in registrar.sites],
            }
            for registrar in snapshot.registrars
        ],
        "registered_models": sorted(f"{model.import_path}.{model.name}" for model in snapshot.registered_models),
        "broken_files": list(snapshot.inventory.broken_files),
        "history": asdict(snapshot.history.state),
    }


def _library(module: Module) -> dict[str, Any]:
    place = show_path(Path(module.place)) if module.place else module.folder
    return {"path": module.path, "version": module.version, "folder": place}


def _skipped(root: Path, settings: Settings) -> list[dict[str, str]]:
    found = find_files(root, settings.exclude)
    skipped = [{"path": item.path, "reason": item.reason.value} for item in found.skipped]
    for file in found.files:
        kind = kind_of(file.path)
        if kind in READ_KINDS and not is_worth_reading(kind, file.size):
            skipped.append({"path": file.path, "reason": TOO_LARGE})
    return sorted(skipped, key=lambda item: item["path"])


def _settings(settings: Settings) -> dict[str, Any]:
    """Return the settings in force, lists as lists."""
    values = {field.name: getattr(settings, field.name) for field in fields(settings)}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}


def _without_home(text: str) -> str:
    home = Path.home().as_posix()
    return text.replace(f"{home}/", "~/") if len(home) > 1 else text
