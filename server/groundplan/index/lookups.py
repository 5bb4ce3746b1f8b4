"""Looking up what a plan names: many names at once, and names that are almost right."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from groundplan.index.listing import listed_with_name
from groundplan.index.snapshot import Snapshot
from groundplan.index.symbol_rows import FOLDED, SYMBOLS, by_origin_and_place, symbol_of
from groundplan.model.symbol import Origin, Symbol
from groundplan.text.identifiers import fold_name


class Lookups:
    """Questions about files and names of a snapshot; positions and order are those of the snapshot."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot

    def document(self, path: str, limit: int = 400_000) -> bytes | None:
        """Return the bytes of a file of the workspace as it is on disk, None when it is gone, larger or unreadable."""
        if self._snapshot.root is None or path.startswith("/") or ".." in path.split("/"):
            return None
        place = self._snapshot.root / path
        try:
            return place.read_bytes() if place.stat().st_size <= limit else None
        except OSError:
            return None

    def is_on_disk(self, path: str) -> bool:
        """Tell whether a relative path leads to anything below the root, be it left out of the index."""
        return self._snapshot.root is not None and not path.startswith("/") and (self._snapshot.root / path).exists()

    def files_below(self, folder: str, ending: str = "") -> tuple[str, ...]:
        """Return the files below a folder ("" is the root) whose path has an ending, ordered by path."""
        low = f"{folder.rstrip('/')}/" if folder else ""
        query = "SELECT f.path FROM laid.file f WHERE f.path >= ? AND f.path < ? AND shown"
        rows = self._snapshot._tables.rows(query, low, low[:-1] + "0" if low else "\U0010ffff")
        return tuple(sorted(path for (path,) in rows if path.endswith(ending)))

    def files_inside(self, folder: str, limit: int = 400) -> tuple[str, ...]:
        """Return the files somewhere inside of a folder that may itself lie anywhere, ordered by path."""
        query = "SELECT f.path FROM laid.file f WHERE instr(f.path, ?) > 0 AND shown"
        rows = self._snapshot._tables.rows(f"{query} LIMIT {limit}", f"/{folder}/")
        return tuple(sorted(path for (path,) in rows))

    def files_named(self, names: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """Return the files of bare file names, by name, vendored ones last and model libraries' left out."""
        return self._snapshot.remember_each("files named", names, self._files_named)

    def _files_named(self, names: list[str]) -> dict[str, tuple[str, ...]]:
        found: dict[str, list[tuple[int, str]]] = {}
        for rows in self._batches(
            "SELECT f.name, f.path, f.origin FROM laid.file f WHERE f.name IN (?) AND shown", names
        ):
            for name, path, origin in rows:
                if not origin & Origin.EXTERNAL:
                    found.setdefault(name, []).append((origin & Origin.VENDORED, path))
        return {name: tuple(path for _, path in sorted(paths)) for name, paths in found.items()}

    def symbols_of_names(self, names: Iterable[str]) -> dict[str, tuple[Symbol, ...]]:
        """Return the symbols of many bare names at once, by name; names that nothing has are left out."""
        return self._snapshot.remember_each("symbols of names", names, self._symbols_of_names)

    def _symbols_of_names(self, names: list[str]) -> dict[str, tuple[Symbol, ...]]:
        wanted = dict.fromkeys(names)
        found: dict[str, list[Symbol]] = {}
        folded = dict.fromkeys(map(fold_name, wanted))
        for rows in self._batches(f"{SYMBOLS} WHERE {FOLDED} IN (?) AND shown", folded):
            for row in rows:
                if row[2] in wanted:
                    found.setdefault(row[2], []).append(symbol_of(row))
        for name in wanted:
            if name not in found:
                for row in listed_with_name(self._snapshot._tables, fold_name(name)):
                    if row[2] == name:
                        found.setdefault(name, []).append(symbol_of(row))
        return {name: tuple(sorted(symbols, key=by_origin_and_place)) for name, symbols in found.items()}

    def symbols_beginning(self, folded: str, limit: int = 100) -> tuple[Symbol, ...]:
        """Return symbols whose folded name begins so; values of generated, vendored and test code are left out."""
        query = f"{SYMBOLS} WHERE {FOLDED} >= ? AND {FOLDED} < ? AND shown LIMIT {limit}"
        return tuple(sorted(self._snapshot._symbols(query, folded, folded + "\x7f"), key=by_origin_and_place))

    def symbols_ending(self, folded: str, limit: int = 100) -> tuple[Symbol, ...]:
        """Return symbols whose folded name ends so, by a look at all names; the same ones are left out."""
        query = f"{SYMBOLS} WHERE substr({FOLDED}, ?) = ? AND shown LIMIT {limit}"
        return tuple(sorted(self._snapshot._symbols(query, -len(folded), folded), key=by_origin_and_place))

    def uses_name(self, name: str) -> bool:
        """Tell whether a stored, hand-written or generated Go file uses an identifier, whatever its case."""
        if not name.isidentifier():
            return False
        return self._snapshot.remember_each("uses of names", (name,), self._uses_names)[name]

    def _uses_names(self, names: list[str]) -> dict[str, bool]:
        query = "SELECT 1 FROM identifier_use u JOIN laid.file f ON f.id=u.rowid WHERE identifier_use MATCH ? AND shown"
        return {name: bool(self._snapshot._tables.stored(query + " LIMIT 1", f'"{name}"')) for name in names}

    def files_mentioning(self, name: str, limit: int = 400) -> tuple[str, ...]:
        """Return stored, hand-written Go files of the workspace that use an identifier, whatever its case, by path."""
        if not name.isidentifier():
            return ()
        rows = self._snapshot._tables.stored(
            "SELECT f.path FROM identifier_use u JOIN laid.file f ON f.id=u.rowid WHERE identifier_use MATCH ?"
            f" AND f.origin=0 AND shown ORDER BY f.path LIMIT {limit}",
            f'"{name}"',
        )
        return tuple(path for (path,) in rows)

    def files_importing(self, path: str) -> tuple[str, ...]:
        """Return the hand-written Go files that import a package or one below it, tests included, ordered by path."""
        hidden = int(~Origin.TEST)
        rows = self._snapshot._tables.rows(
            "SELECT DISTINCT f.path FROM laid.import i JOIN laid.file f ON f.id=i.file"
            f" WHERE (i.path=? OR (i.path >= ? AND i.path < ?)) AND f.origin & {hidden} = 0 AND shown",
            *(path, f"{path}/", f"{path}0"),
        )
        return tuple(sorted(found for (found,) in rows))

    @cached_property
    def packages(self) -> dict[str, frozenset[str]]:
        """The import paths of the workspace's own packages by package name, vendored and external ones left out."""
        return self._snapshot.remember("import paths by package name", self._packages)

    def _packages(self) -> dict[str, frozenset[str]]:
        foreign = int(Origin.VENDORED | Origin.EXTERNAL)
        found: dict[str, set[str]] = {}
        query = (
            f"SELECT DISTINCT f.package, f.import_path FROM laid.file f WHERE f.kind='go' AND f.origin & {foreign} = 0"
        )
        for package, import_path in self._snapshot._tables.rows(f"{query} AND shown"):
            if package:
                found.setdefault(package, set()).add(import_path)
        return {package: frozenset(paths) for package, paths in sorted(found.items())}

    def structs_with_field_like(self, beginning: str, ending: str, limit: int = 200) -> dict[int, str]:
        """Return ids of hand-written structs with a field whose folded name begins or ends so, with that name.

        An empty `beginning` or `ending` asks for the other one only.
        """
        query = (
            "SELECT d.symbol, d.folded FROM laid.field d JOIN laid.file f ON f.id=d.file"
            " WHERE f.origin=0 AND shown AND "
        )
        if beginning:
            rows = self._snapshot._tables.rows(
                f"{query} d.folded >= ? AND d.folded < ? LIMIT {limit}", beginning, beginning + "\x7f"
            )
        else:
            rows = self._snapshot._tables.rows(f"{query} substr(d.folded, ?) = ? LIMIT {limit}", -len(ending), ending)
        return dict(rows)

    def _batches(self, query: str, values: Iterable[str]) -> Iterable[list[Any]]:
        """Run a query with `IN (?)` for many values, 500 at a time."""
        wanted = list(dict.fromkeys(values))
        for start in range(0, len(wanted), 500):
            chunk = wanted[start : start + 500]
            marks = ",".join("?" * len(chunk))
            yield self._snapshot._tables.rows(query.replace("IN (?)", f"IN ({marks})"), *chunk)
