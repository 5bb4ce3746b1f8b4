"""The structs beside which a plan puts a new one, as far as that is sure."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from groundplan.index.once import once
from groundplan.index.snapshot import Snapshot
from groundplan.model.go import Field, TypeDecl, TypeKind
from groundplan.model.plan import Plan, ProposedType
from groundplan.model.symbol import Symbol
from groundplan.text.identifiers import split_identifier

_PACKAGE = re.compile(rb"^package ([a-z]\w*)", re.MULTILINE)

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
    package = _package_of(plan, proposed)
    role = role_word(proposed.decl.name)
    beside: tuple[tuple[Symbol, TypeDecl], ...] = snapshot.remember(
        ("structs of a role", folder, role), lambda: tuple(sorted(_structs_in(snapshot, folder, role), key=_by_place))
    )
    return [
        (symbol, decl)
        for symbol, decl in beside
        if symbol.name != proposed.decl.name and package in ("", symbol.display_name.partition(".")[0])
    ]


def _package_of(plan: Plan, proposed: ProposedType) -> str:
    """Return the package that a struct's fence says it is of: a file named above may be another's."""
    content = plan.fences[proposed.fence].content_span
    clause = _PACKAGE.search(plan.text, content.start, content.end)
    return clause.group(1).decode() if clause is not None else ""


def _structs_in(snapshot: Snapshot, folder: str, role: str) -> Iterator[tuple[Symbol, TypeDecl]]:
    """Yield the structs of a role in all folders that a folder of a plan can mean."""
    for own, symbols in once(snapshot, "structs by folder", None, lambda: _by_folder(snapshot)).items():
        if own == folder or own.endswith(f"/{folder}"):
            for symbol in symbols:
                decl = snapshot.type_decl(symbol) if role_word(symbol.name) == role else None
                if decl is not None:
                    yield symbol, decl


def _by_place(struct: tuple[Symbol, TypeDecl]) -> tuple[str, int]:
    return struct[0].path, struct[0].line


def _by_folder(snapshot: Snapshot) -> dict[str, list[Symbol]]:
    found: dict[str, list[Symbol]] = {}
    for symbol in snapshot.handwritten_structs:
        found.setdefault(posixpath.dirname(symbol.path), []).append(symbol)
    return found


def plain_fields(decl: TypeDecl) -> list[Field]:
    """Return the exported fields of a struct that are not embedded."""
    return [field for field in decl.fields if not field.embedded and field.name[:1].isupper()]
