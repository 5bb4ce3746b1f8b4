"""One type with all that concerns who wants to extend it."""

from __future__ import annotations

from dataclasses import dataclass

from groundplan.discover.type_roles import TypeRole
from groundplan.discover.users import files_naming
from groundplan.index.snapshot import Snapshot
from groundplan.model.go import Field
from groundplan.model.symbol import Symbol, SymbolKind


@dataclass(frozen=True, slots=True)
class TypePage:
    """A type: `fields` are its own, `promoted` those of embedded structs; `users` are files, tests left out."""

    symbol: Symbol
    roles: tuple[TypeRole, ...]
    fields: tuple[Field, ...]
    promoted: tuple[Field, ...]
    methods: tuple[Symbol, ...]
    constructors: tuple[Symbol, ...]
    embedders: tuple[Symbol, ...]
    users: tuple[str, ...]


def type_page(snapshot: Snapshot, symbol: Symbol, roles: tuple[TypeRole, ...]) -> TypePage:
    """Return what is known of a type."""
    decl = snapshot.type_decl(symbol)
    own = decl.fields if decl is not None else ()
    constructors = tuple(
        each
        for each in snapshot.symbols_named(f"New{symbol.name}")
        if each.kind is SymbolKind.FUNC and each.import_path == symbol.import_path
    )
    return TypePage(
        symbol,
        roles,
        own,
        snapshot.type_fields(symbol)[len(own) :],
        snapshot.methods_of(symbol),
        constructors,
        snapshot.embedders_of(symbol),
        files_naming(snapshot, symbol),
    )
