"""Which structs declare which fields."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from groundplan.index.overlay import LaidTables
from groundplan.model.symbol import Origin

_OWN = f"f.origin & {int(~Origin.EXTERNAL)} = 0"
"""Hand-written code of the workspace and of its model libraries."""


def count_structs(tables: LaidTables) -> int:
    """Return how many hand-written structs there are."""
    return tables.total(f"SELECT ifnull(sum(f.structs), 0) FROM laid.file f WHERE {_OWN} AND shown")


def count_structs_with(tables: LaidTables, folded: Iterable[str]) -> dict[str, int]:
    """Return how many hand-written structs declare a field of each of some folded names."""
    found = dict.fromkeys(folded, 0)
    keys = list(found)
    for start in range(0, len(keys), 500):
        chunk = keys[start : start + 500]
        marks = ",".join("?" * len(chunk))
        for name, count in tables.rows(
            "SELECT d.folded, count(DISTINCT d.symbol) FROM laid.field d JOIN laid.file f ON f.id=d.file"
            f" WHERE d.folded IN ({marks}) AND {_OWN} AND shown GROUP BY d.folded",
            *chunk,
        ):
            found[name] += count
    return found


def find_structs_with(tables: LaidTables, folded: Sequence[str]) -> dict[int, frozenset[str]]:
    """Return the ids of structs that declare any of the folded field names, with those that they declare."""
    found: dict[int, set[str]] = {}
    keys = list(dict.fromkeys(folded))
    for start in range(0, len(keys), 500):
        chunk = keys[start : start + 500]
        marks = ",".join("?" * len(chunk))
        for symbol, key in tables.rows(
            "SELECT d.symbol, d.folded FROM laid.field d JOIN laid.file f ON f.id=d.file"
            f" WHERE d.folded IN ({marks}) AND shown",
            *chunk,
        ):
            found.setdefault(symbol, set()).add(key)
    return {symbol: frozenset(keys) for symbol, keys in found.items()}
