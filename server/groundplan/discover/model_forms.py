"""How models are made: registration, conventions that they share, tables in SQL files."""

from __future__ import annotations

from collections.abc import Sequence

from groundplan.detect.registrars import RegistrarKind
from groundplan.discover.closeness import closeness
from groundplan.discover.conventions import conventions_of, registered_types
from groundplan.discover.type_roles import stored_types
from groundplan.index.snapshot import Snapshot
from groundplan.model.pattern import PatternForm, PatternSite
from groundplan.syntax.sql import SQL_TABLE


def registration_forms(snapshot: Snapshot, near: Sequence[str], examples: int) -> list[PatternForm]:
    """Return a form for each function that registers models; the examples are the models closest to `near`."""
    models = sorted(registered_types(snapshot), key=lambda symbol: (-closeness(symbol.path, near), symbol.path))
    shown = tuple(PatternSite(symbol.name, symbol.path, symbol.line) for symbol in models[:examples])
    if not shown:
        return []
    callees = [each.callee for each in snapshot.registrars if each.kind is RegistrarKind.MODEL]
    files, folders = {symbol.path for symbol in models}, {symbol.import_path for symbol in models}
    name = f"registered by `{callees[0]}`" if callees else "registered models"
    return [PatternForm(name, "type", len(models), len(files), len(folders), shown)]


def conventions_remark(snapshot: Snapshot) -> str:
    """Return a sentence on what most models have in common; "" where there are too few."""
    models = registered_types(snapshot)
    word = "registered models"
    if len(models) < 3:
        models, word = stored_types(snapshot), "stored structs"
    found = conventions_of(snapshot, models)
    if found is None:
        return ""
    parts = []
    if found.bases:
        parts.append("embed " + " or ".join(f"`{name}` ({count})" for name, count in found.bases[:2]))
    if found.tags:
        parts.append("tag fields with " + ", ".join(f"`{name}`" for name, _ in found.tags[:5]))
    if found.methods:
        parts.append("have " + ", ".join(f"`{name}`" for name, _ in found.methods[:5]))
    if found.constructors > 1:
        parts.append(f"have a constructor `New…` ({found.constructors})")
    return f"Of {found.models} {word} most {'; '.join(parts)}." if parts else ""


def sql_forms(snapshot: Snapshot, near: Sequence[str], examples: int) -> list[PatternForm]:
    """Return the statements of SQL files that make or change tables, as one form; the newest files come first."""
    tables = [each for each in snapshot.resources if each.type == SQL_TABLE]
    if not tables:
        return []
    tables.sort(key=lambda each: (each.path, -each.line), reverse=True)
    tables.sort(key=lambda each: -closeness(each.path, near))
    files = {each.path for each in tables}
    shown = tuple(PatternSite(each.logical_id, each.path, each.line) for each in tables[:examples])
    names = tuple(sorted({each.logical_id for each in tables}))
    folders = {path.rpartition("/")[0] for path in files}
    name = "`CREATE TABLE`, `ALTER TABLE` in SQL files"
    return [PatternForm(name, "statement", len(tables), len(files), len(folders), shown, names)]
