"""Everything that an index says, in a form that does not depend on how it came to be."""

from __future__ import annotations

import sqlite3

from groundplan.index.snapshot import Snapshot
from groundplan.index.workspace import Workspace

WORDS = ("mooring", "electricity", "arrival", "payment", "pontoon", "berth", "vessel", "invoice", "meter", "crew")

_TABLES = {
    "symbol": "s.kind, s.name, s.folded, s.receiver, s.line, s.start, s.end, s.name_start, s.name_end, s.signature,"
    " s.doc",
    "field": "(SELECT name FROM main.symbol WHERE id=s.symbol), s.folded, s.embedded",
    "import": "s.path, s.alias",
    "handler": "s.name, s.kind, s.line",
    "resource": "s.logical_id, s.type, s.data",
    "listed": "s.data",
}


def stored_picture(workspace: Workspace) -> dict[str, object]:
    """Return the rows of all tables, and every word of the full-text tables with the place that it leads to."""
    connection = workspace.store.connect()
    try:
        picture: dict[str, object] = {
            "file": connection.execute(
                "SELECT path, name, kind, size, hash, package, import_path, origin, lines, broken, has_functions,"
                " types, structs, functions FROM main.file ORDER BY path"
            ).fetchall()
        }
        for table, columns in _TABLES.items():
            query = f"SELECT f.path, {columns} FROM main.{table} s LEFT JOIN main.file f ON f.id=s.file"
            picture[table] = sorted(connection.execute(query).fetchall(), key=repr)
        for table in ("module", "route", "registrar", "registered_model", "registered_handler"):
            picture[table] = sorted(connection.execute(f"SELECT * FROM main.{table}").fetchall())
        picture["complete"] = connection.execute("SELECT value FROM meta WHERE key='complete'").fetchone()
        missing = "SELECT count(*) FROM main.file WHERE hash IS NOT NULL AND hash NOT IN (SELECT hash FROM blob)"
        picture["facts missing"] = connection.execute(missing).fetchone()
        files = dict(connection.execute("SELECT id, path FROM main.file"))
        symbols = {
            row[0]: row[1:]
            for row in connection.execute(
                "SELECT s.id, f.path, s.start, s.name FROM main.symbol s JOIN main.file f ON f.id=s.file"
            )
        }
        picture["symbol_text"] = _words(connection, "symbol_text", symbols)
        for table in ("file_text", "identifier_use", "listed_name"):
            picture[table] = _words(connection, table, files)
        return picture
    finally:
        workspace.store.release(connection)


def _words(connection: sqlite3.Connection, table: str, places: dict[int, object]) -> list[object]:
    connection.execute(
        f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.words_{table} USING fts5vocab(main, {table}, instance)"
    )
    rows = connection.execute(f"SELECT term, doc, col, offset FROM temp.words_{table}").fetchall()
    return sorted([(term, places.get(doc, "nothing"), col, offset) for term, doc, col, offset in rows], key=repr)


def answers(workspace: Workspace) -> dict[str, object]:
    """Return what a snapshot answers, unsaved buffers included; ids of rows are left out."""
    with workspace.snapshot() as snapshot:
        files = sorted(row[0] for row in snapshot._tables.rows("SELECT f.path FROM laid.file f WHERE shown"))
        named = {symbol.name for path in files for symbol in snapshot.symbols_of_file(path)}
        return {
            "counts": snapshot.counts,
            "modules": snapshot.modules,
            "structs": snapshot.struct_count,
            "files": [(path, snapshot.has_file(path), snapshot.facts_of(path)) for path in files],
            "symbols": [_symbols(snapshot, name) for name in sorted(named)],
            "searches": [_search(snapshot, word) for word in WORDS],
            "routes": snapshot.routes,
            "handlers": snapshot.handlers,
            "models": snapshot.registered_models,
            "resources": snapshot.resources,
        }


def _symbols(snapshot: Snapshot, name: str) -> list[object]:
    found: list[object] = []
    for symbol in snapshot.symbols_named(name):
        again = snapshot.symbol(symbol.id)
        place = (symbol.location, symbol.span, symbol.import_path, symbol.origin, symbol.signature, symbol.doc)
        used = (snapshot.files_using(symbol), [each.location for each in snapshot.embedders_of(symbol)])
        found.append((place, symbol.kind, symbol.receiver, used, again == symbol, snapshot.type_fields(symbol)))
    return found


def _search(snapshot: Snapshot, word: str) -> list[object]:
    found = snapshot.search_symbols(f'"{word}"', (6.0, 2.0, 2.0, 1.0), 1000)
    symbols = snapshot.symbols_by_id(identity for identity, _ in found)
    scored = [
        (symbols[identity].path, symbols[identity].span, round(score, 9))
        for identity, score in found
        if identity in symbols
    ]
    files = snapshot.search_files(f'"{word}"', (1.0, 1.0, 1.0, 1.0), 1000)
    return [sorted(scored), sorted((path, round(score, 9)) for path, score in files)]


def first_difference(one: dict[str, object], other: dict[str, object]) -> str:
    """Return where two pictures differ, in words, "" where they are the same."""
    for key in sorted(one.keys() | other.keys()):
        left, right = one.get(key), other.get(key)
        if left == right:
            continue
        if isinstance(left, list) and isinstance(right, list):
            extra = [item for item in left if item not in right][:3]
            lacking = [item for item in right if item not in left][:3]
            return f"{key}: only the first has {extra}, only the second has {lacking}"
        return f"{key}: {left} is not {right}"
    return ""
