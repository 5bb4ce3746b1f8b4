"""Structs that do the work of a program, told by what they hold."""

from __future__ import annotations

import re

from groundplan.index.snapshot import Snapshot
from groundplan.model.go import Field, TypeDecl
from groundplan.model.symbol import Symbol, SymbolKind

_LOOKED_UP = 12
"""Fields whose types are looked up: what works is handed to a struct at its top."""

# What keeps data does not lock, wait, call or connect.
_WORKING = re.compile(
    r"^(?:sync\.|atomic\.|chan\b|<-chan\b|func\(|context\.|http\.(?:Client|Server|Handler)|sql\.(?:DB|Tx|Conn|Stmt)\b"
    r"|prometheus\.|grpc\.|\w+iface\.|log\.Logger|slog\.Logger|zap\.|zerolog\.Logger|logrus\.)"
)

_SETTING = re.compile(r"(?:env|envconfig|default|flag|inject|wire)\w*:")

_BUILT_IN = frozenset(
    "string bool byte rune int int8 int16 int32 int64 uint uint8 uint16 uint32 uint64 float32 float64 any error".split()
)


def is_kept(field: Field) -> bool:
    """Tell whether a field's tag says how it is written or stored; tags of settings say where it is read from."""
    return bool(field.tag) and not _SETTING.match(field.tag)


def is_machinery(snapshot: Snapshot, symbol: Symbol, decl: TypeDecl) -> bool:
    """Tell whether a struct holds a lock, a channel, a function, a connection, a logger or a house interface."""
    for field in decl.fields[:_LOOKED_UP]:
        bare = field.type.lstrip("*[]")
        if _WORKING.match(bare):
            return True
        named = bare[:1].isalpha() and bare not in _BUILT_IN and not bare.startswith(("map[", "time."))
        target = snapshot.resolve_type(bare, symbol.path) if named else None
        if target is not None and target.kind is SymbolKind.INTERFACE:
            return True
    return False
