"""Names by their beginning: what an editor completes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from groundplan.index.overlay import LaidTables
from groundplan.model.symbol import Origin, SymbolKind
from groundplan.text.identifiers import fold_name

MAX_ROWS = 300
"""Names read for one beginning, of types and of everything else each."""

MAX_SCANNED = 4_000
"""Declarations among which the types of one beginning are looked for; more than this begin with the same two letters
only in the largest workspaces."""

Keep = Callable[[str, Callable[[], Any]], Any]
"""Keeps an answer for as long as the index stays what it is."""

_AFTER = "\U0010ffff"
_HIDDEN = int(Origin.TEST | Origin.MOCK | Origin.VENDORED)
_COLUMNS = "s.id, s.kind, s.name, s.receiver, f.package, f.import_path, f.path, f.origin"
_TYPES = "('struct','interface','type','alias')"
_FOLDED = "ifnull(s.folded, lower(s.name))"
_SHOWN = f"f.origin & {_HIDDEN} = 0 AND shown"


@dataclass(frozen=True, slots=True)
class KnownName:
    """A declared name with what ranks it; `id` leads to the symbol."""

    id: int
    kind: SymbolKind
    name: str
    receiver: str
    package: str
    import_path: str
    path: str
    origin: Origin


class Names:
    """The names of a workspace: declarations, packages, files. Tests, mocks and vendored code are left out."""

    def __init__(self, tables: LaidTables, keep: Keep) -> None:
        self._tables = tables
        self._keep = keep

    def beginning_with(self, prefix: str) -> tuple[tuple[KnownName, ...], bool]:
        """Return declarations whose name begins with a prefix, case and underscores aside, and whether that is all.

        Types come from a search of their own, so that no crowd of methods hides them.
        """
        types, complete = self.types_beginning_with(prefix)
        others = self._beginning(prefix, f"s.kind NOT IN {_TYPES}", MAX_ROWS)
        return (*types, *others), complete and len(others) < MAX_ROWS

    def types_beginning_with(self, prefix: str) -> tuple[tuple[KnownName, ...], bool]:
        """Return types whose name begins with a prefix, case and underscores aside, and whether that is all."""
        # What one letter begins is asked again with the next keystroke.
        scanned = MAX_SCANNED if len(prefix) > 1 else MAX_SCANNED // 4
        found = self._beginning(prefix, f"s.kind IN {_TYPES}", scanned)
        return found, len(prefix) > 2 and len(found) < MAX_ROWS

    def named(self, name: str) -> tuple[KnownName, ...]:
        """Return the declarations of exactly that name."""
        return self._rows(
            f"SELECT {_COLUMNS} FROM laid.symbol s JOIN laid.file f ON f.id=s.file"
            f" WHERE {_FOLDED}=? AND s.name=? AND {_SHOWN} LIMIT {MAX_ROWS}",
            fold_name(name),
            name,
        )

    def of_packages(self, import_paths: Iterable[str]) -> tuple[KnownName, ...]:
        """Return what packages declare beside methods, in the order of their files."""
        found: list[KnownName] = []
        for import_path in import_paths:
            found += self._rows(
                f"SELECT {_COLUMNS} FROM laid.file f JOIN laid.symbol s"
                " ON s.id BETWEEN f.first_symbol AND f.last_symbol"
                f" WHERE f.import_path=? AND f.kind='go' AND s.kind != 'method' AND {_SHOWN}",
                import_path,
            )
        return tuple(found)

    @property
    def packages(self) -> dict[str, tuple[str, ...]]:
        """The import paths of the packages of each name, ordered."""
        kept: dict[str, tuple[str, ...]] = self._keep("packages by name", self._find_packages)
        return kept

    @property
    def files(self) -> tuple[str, ...]:
        """The paths of all files of the workspace itself, ordered."""
        kept: tuple[str, ...] = self._keep("all files", self._find_files)
        return kept

    def below(self, folder: str, beginning: str) -> tuple[str, ...]:
        """Return the names directly in a folder ("" or ending in a slash) with a beginning; folders end in a slash."""
        files = self.files
        prefix = folder + beginning
        found: dict[str, None] = {}
        at = bisect_left(files, prefix)
        while at < len(files) and files[at].startswith(prefix):
            name, slash, _ = files[at][len(folder) :].partition("/")
            found[name + slash] = None
            # Past the whole folder at once: it may hold thousands of files.
            at = bisect_left(files, folder + name + slash + _AFTER, at) if slash else at + 1
        return tuple(sorted(found))

    def _beginning(self, prefix: str, condition: str, scanned: int) -> tuple[KnownName, ...]:
        folded = fold_name(prefix)
        if not folded:
            return ()
        return self._rows(
            f"SELECT {_COLUMNS} FROM (SELECT * FROM laid.symbol s WHERE {_FOLDED} >= ? AND {_FOLDED} < ?"
            f" ORDER BY {_FOLDED} LIMIT {scanned}) s JOIN laid.file f ON f.id=s.file"
            f" WHERE {condition} AND {_SHOWN} LIMIT {MAX_ROWS}",
            folded,
            folded + _AFTER,
        )

    def _rows(self, query: str, *values: object) -> tuple[KnownName, ...]:
        return tuple(
            [
                KnownName(identity, SymbolKind(kind), name, receiver, package, import_path, path, Origin(origin))
                for identity, kind, name, receiver, package, import_path, path, origin in self._tables.rows(
                    query, *values
                )
            ]
        )

    def _find_packages(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, set[str]] = {}
        for package, import_path in self._tables.rows(
            f"SELECT DISTINCT f.package, f.import_path FROM laid.file f WHERE f.kind='go' AND {_SHOWN}"
        ):
            found.setdefault(package, set()).add(import_path)
        return {package: tuple(sorted(found[package])) for package in sorted(found)}

    def _find_files(self) -> tuple[str, ...]:
        external = int(Origin.EXTERNAL)
        rows = self._tables.rows(f"SELECT f.path FROM laid.file f WHERE f.origin & {external} = 0 AND shown")
        return tuple(sorted({row[0] for row in rows}))
