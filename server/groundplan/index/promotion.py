"""The fields of a struct with those that it gets from embedded ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.model.go import Field
from groundplan.model.symbol import Symbol

if TYPE_CHECKING:
    from groundplan.index.snapshot import Snapshot

MAX_EMBEDDING = 8
"""How deep embedded structs are followed; deeper nesting is not seen in real code, cycles are."""


def promoted_fields(snapshot: Snapshot, symbol: Symbol, depth: int = 0) -> tuple[Field, ...]:
    """Return a struct's fields, its own first, then those promoted from embedded structs of the workspace."""
    decl = snapshot.type_decl(symbol)
    if decl is None:
        return ()
    seen = {field.name for field in decl.fields}
    promoted: list[Field] = []
    if depth < MAX_EMBEDDING:
        for field in decl.fields:
            base = snapshot.resolve_type(field.type, symbol.path) if field.embedded else None
            if base is None or base.id == symbol.id:
                continue
            for inner in promoted_fields(snapshot, base, depth + 1):
                if inner.name not in seen:
                    seen.add(inner.name)
                    promoted.append(inner)
    return (*decl.fields, *promoted)
