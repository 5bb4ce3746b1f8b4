"""Rows of the table of symbols as symbols."""

from __future__ import annotations

from typing import Any

from groundplan.model.location import Span
from groundplan.model.symbol import Origin, Symbol, SymbolKind

SYMBOLS = (
    "SELECT s.id, s.kind, s.name, s.receiver, f.package, f.import_path, f.path, s.line, s.start, s.end, s.name_start,"
    " s.name_end, s.signature, s.doc, f.origin FROM laid.symbol s JOIN laid.file f ON f.id=s.file"
)
"""Selects symbols with their files, as `symbol_of` reads them."""

FOLDED = "ifnull(s.folded, lower(s.name))"
"""A symbol's folded name; SQLite's index is on this expression."""


def by_origin_and_place(symbol: Symbol) -> tuple[int, str, int]:
    """Order hand-written code first, then by path and position."""
    return symbol.origin, symbol.path, symbol.span.start


def by_place(symbol: Symbol) -> int:
    """Order the symbols of one file as they stand in it."""
    return symbol.span.start


def symbol_of(row: tuple[Any, ...]) -> Symbol:
    """Return the symbol of a row of `SYMBOLS`."""
    identity, kind, name, receiver, package, import_path, path, line, start, end, name_start, name_end, *rest = row
    signature, doc, origin = rest
    return Symbol(
        identity,
        SymbolKind(kind),
        name,
        receiver,
        package,
        import_path,
        path,
        line,
        Span(start, end),
        Span(name_start, name_end),
        signature,
        doc,
        Origin(origin),
    )
