"""Phrases that several rules share."""

from __future__ import annotations

from collections.abc import Sequence

from groundplan.discover.users import files_naming
from groundplan.index.snapshot import Snapshot
from groundplan.model.symbol import Symbol


def quoted_list(names: Sequence[str], limit: int = 5) -> str:
    """Return names in back quotes, "and n more" beyond the limit."""
    shown = [f"`{name}`" for name in names[:limit]]
    if len(names) > limit:
        shown.append(f"{len(names) - limit} more")
    if len(shown) < 2:
        return "".join(shown)
    return ", ".join(shown[:-1]) + " and " + shown[-1]


def place_of(symbol: Symbol) -> str:
    """Return a symbol's file and line: `model/invoice.go:14`."""
    return f"{symbol.path}:{symbol.line}"


def use_of(snapshot: Snapshot, symbol: Symbol) -> str:
    """Return by how many files a symbol is used, as a clause."""
    count = len(files_naming(snapshot, symbol))
    if not count:
        return "not used by other files yet"
    return f"used by {count} file{'s' if count != 1 else ''}"
