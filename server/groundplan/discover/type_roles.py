"""What the types of a workspace are for: models, bases, messages, configuration."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from groundplan.discover.conventions import registered_types
from groundplan.index.snapshot import Snapshot
from groundplan.model.pattern import PatternKind
from groundplan.model.symbol import Origin, Symbol, SymbolKind
from groundplan.text.identifiers import split_identifier


class TypeRole(str, Enum):
    """What a type is for. The values are part of the JSON contract; the order is that of the page."""

    BASE = "embedded base"
    REGISTERED = "registered model"
    STORED = "stored"
    REQUEST = "request"
    RESPONSE = "response"
    CONFIGURATION = "configuration"


@dataclass(frozen=True, slots=True)
class TypeInRole:
    """A type with its roles, the strongest first; `embedders` counts types that embed it, `users` files that use it."""

    symbol: Symbol
    roles: tuple[TypeRole, ...]
    embedders: int
    users: int


BASE_FROM = 3
"""Types that embed another one from which that is a base; embedding once or twice is composition."""

_LAST_WORDS = {
    **dict.fromkeys(("request", "req", "input", "params", "payload", "form", "command"), TypeRole.REQUEST),
    **dict.fromkeys(("response", "resp", "output", "reply"), TypeRole.RESPONSE),
    **dict.fromkeys(("config", "configuration", "settings", "conf"), TypeRole.CONFIGURATION),
}


def types_in_roles(snapshot: Snapshot) -> tuple[TypeInRole, ...]:
    """Return the structs of hand-written code that have a role, by role, then the most used first."""
    roles: dict[int, list[TypeRole]] = {}
    symbols: dict[int, Symbol] = {}
    embedders: dict[int, int] = {}
    for role, symbol, count in (*_bases(snapshot), *_stored(snapshot), *_by_name(snapshot)):
        symbols[symbol.id] = symbol
        roles.setdefault(symbol.id, [])
        embedders[symbol.id] = max(embedders.get(symbol.id, 0), count)
        if role not in roles[symbol.id]:
            roles[symbol.id].append(role)
    order = list(TypeRole)
    found = [
        TypeInRole(
            symbol,
            tuple(sorted(roles[identity], key=order.index)),
            embedders[identity],
            len(snapshot.files_using(symbol)),
        )
        for identity, symbol in symbols.items()
    ]
    found.sort(
        key=lambda each: (order.index(each.roles[0]), -each.embedders, -each.users, each.symbol.name, each.symbol.path)
    )
    return tuple(found)


def roles_of(snapshot: Snapshot, symbol: Symbol) -> tuple[TypeRole, ...]:
    """Return the roles of one type."""
    return next((each.roles for each in types_in_roles(snapshot) if each.symbol.id == symbol.id), ())


def _bases(snapshot: Snapshot) -> Iterator[tuple[TypeRole, Symbol, int]]:
    for folded, count in sorted(snapshot.embedding_counts.items()):
        if count < BASE_FROM:
            continue
        for symbol in snapshot.symbols_like(folded):
            if symbol.kind is SymbolKind.STRUCT and symbol.origin in (Origin.HANDWRITTEN, Origin.EXTERNAL):
                embedders = len(snapshot.embedders_of(symbol))
                if embedders >= BASE_FROM:
                    yield TypeRole.BASE, symbol, embedders


def _stored(snapshot: Snapshot) -> Iterator[tuple[TypeRole, Symbol, int]]:
    for symbol in registered_types(snapshot):
        if symbol.origin in (Origin.HANDWRITTEN, Origin.EXTERNAL):
            yield TypeRole.REGISTERED, symbol, 0
    for symbol in stored_types(snapshot):
        yield TypeRole.STORED, symbol, 0


def stored_types(snapshot: Snapshot) -> list[Symbol]:
    """Return the structs that carry the tags of a database library, by path and name."""
    found: list[Symbol] = []
    for row in snapshot.pattern_rows:
        if row.kind is PatternKind.MODELS:
            names = set(row.details.split())
            for symbol in snapshot.symbols_of_file(row.path):
                if symbol.kind is SymbolKind.STRUCT and symbol.name in names:
                    found.append(symbol)
    return found


def _by_name(snapshot: Snapshot) -> Iterator[tuple[TypeRole, Symbol, int]]:
    for symbol in snapshot.handwritten_structs:
        last = split_identifier(symbol.name)[-1:]
        role = _LAST_WORDS.get(last[0]) if last else None
        if role is not None and not symbol.name.startswith("Err"):
            yield role, symbol, 0
