"""What can stand behind a type of the workspace and a dot."""

from __future__ import annotations

from groundplan.index.snapshot import Snapshot
from groundplan.model.go import TypeKind
from groundplan.model.location import Location, Span
from groundplan.model.symbol import Symbol

_DEEPEST = 4
"""Embedded types within embedded types that are looked into."""


def members_of(snapshot: Snapshot, symbol: Symbol) -> dict[str, Location] | None:
    """Return a type's fields and methods with their places, those of embedded types too.

    None when the type has members that the index cannot know: it embeds one of a dependency.
    """
    key = ("members", symbol.import_path, symbol.path, symbol.name)
    return snapshot.remember(key, lambda: _members(snapshot, symbol, 0))


def _members(snapshot: Snapshot, symbol: Symbol, depth: int) -> dict[str, Location] | None:
    decl = snapshot.type_decl(symbol)
    if decl is None or depth > _DEEPEST:
        return None
    found = {method.name: method.location for method in snapshot.methods_of(symbol)}
    for field in decl.fields:
        found[field.name] = Location(symbol.path, field.line or symbol.line, Span(0, 0))
    for method in decl.methods:
        found[method.name] = Location(symbol.path, method.line or symbol.line, Span(0, 0))
    embedded = [field.type for field in decl.fields if field.embedded] + list(decl.embeds)
    if decl.kind is TypeKind.ALIAS:
        embedded.append(decl.underlying)
    for spelled in embedded:
        base = snapshot.resolve_type(spelled, symbol.path)
        inner = _members(snapshot, base, depth + 1) if base is not None else None
        if inner is None:
            return None
        found.update({each: place for each, place in inner.items() if each not in found})
    return found
