"""The figures of the search on the labelled queries."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from groundplan.discover.search import find_prior_art
from groundplan.index.snapshot import Snapshot
from groundplan.index.workspace import Workspace
from groundplan.model.settings import Settings

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

HERE = Path(__file__).parent
TIDEWATER = HERE.parent / "workspaces" / "tidewater"
SHOWN = 5
"""Results that people look at."""

ASKED = 60


@dataclass(frozen=True, slots=True)
class Measured:
    """One query: share of the wanted files and symbols among the first results, and 1 / rank of the first file."""

    text: str
    files: float
    symbols: float
    first: float


def queries() -> list[dict[str, Any]]:
    """Return the labelled queries: `text`, `files`, and `symbols` as `file#Name`."""
    found: list[dict[str, Any]] = tomllib.loads((HERE / "queries.toml").read_text("utf-8"))["query"]
    return found


def measure(snapshot: Snapshot) -> list[Measured]:
    """Search for every query and compare."""
    return [_measure(snapshot, query) for query in queries()]


def _measure(snapshot: Snapshot, query: dict[str, Any]) -> Measured:
    found = [each.symbol for each in find_prior_art(snapshot, query["text"], ASKED)]
    files = list(dict.fromkeys(symbol.path for symbol in found))
    symbols = [f"{symbol.path}#{symbol.qualified_name}" for symbol in found]
    first = next((1 / rank for rank, path in enumerate(files, 1) if path in query["files"]), 0.0)
    return Measured(query["text"], _share(files, query["files"]), _share(symbols, query["symbols"]), first)


def _share(found: Sequence[str], wanted: Sequence[str]) -> float:
    return len(set(found[:SHOWN]) & set(wanted)) / len(wanted)


def figures(measured: Iterable[Measured]) -> dict[str, float]:
    """Return the means as they are recorded."""
    rows = list(measured)
    return {
        f"files R@{SHOWN}": round(sum(row.files for row in rows) / len(rows), 3),
        "files MRR": round(sum(row.first for row in rows) / len(rows), 3),
        f"symbols R@{SHOWN}": round(sum(row.symbols for row in rows) / len(rows), 3),
    }


def open_tidewater(cache: Path) -> Workspace:
    """Index the sample workspace without the history of the repository that it happens to be part of."""
    workspace = Workspace(TIDEWATER, cache, Settings(history=False))
    workspace.refresh()
    return workspace
