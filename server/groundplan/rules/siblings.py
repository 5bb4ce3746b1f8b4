"""The structs beside which a plan puts a new one, as far as that is sure."""

from __future__ import annotations

import posixpath

from groundplan.index.snapshot import Snapshot
from groundplan.model.go import Field, TypeDecl, TypeKind
from groundplan.model.plan import Plan, ProposedType
from groundplan.model.symbol import Symbol
from groundplan.text.identifiers import split_identifier

FEWEST = 3
"""Siblings from which what all of them do is a custom."""

# Structs of these last words follow customs of their own.
_ROLES = frozenset(
    (
        *("request", "req", "input", "params", "payload", "form", "command", "response", "resp", "output", "reply"),
        *("config", "configuration", "settings", "options", "opts", "service", "handler", "store", "repository"),
        *("client", "server", "controller", "manager", "result", "event", "message", "error", "err", "dto", "query"),
    )
)


def role_word(name: str) -> str:
    """Return the last word of a type's name where it tells what the type is for, "" for a thing of the domain."""
    last = split_identifier(name)[-1:] or ("",)
    return last[0] if last[0] in _ROLES else ""


def siblings_of(snapshot: Snapshot, plan: Plan, proposed: ProposedType) -> list[tuple[Symbol, TypeDecl]]:
    """Return the structs of like role in the folder of the file that a proposed struct's fence names.

    Empty where no file is named, or its folder is not in the code.
    """
    folder = posixpath.dirname(plan.fences[proposed.fence].file_hint)
    if not folder or proposed.decl.kind is not TypeKind.STRUCT:
        return []
    role = role_word(proposed.decl.name)
    found = []
    for symbol in snapshot.handwritten_structs:
        own = posixpath.dirname(symbol.path)
        if (own == folder or own.endswith(f"/{folder}")) and role_word(symbol.name) == role:
            decl = snapshot.type_decl(symbol)
            if decl is not None and symbol.name != proposed.decl.name:
                found.append((symbol, decl))
    return found


def plain_fields(decl: TypeDecl) -> list[Field]:
    """Return the exported fields of a struct that are not embedded."""
    return [field for field in decl.fields if not field.embedded and field.name[:1].isupper()]
