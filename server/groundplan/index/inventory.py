"""The Go files of an index in numbers, for whoever asks what it rests on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from groundplan.index.overlay import LaidTables
from groundplan.model.symbol import Origin


@dataclass(frozen=True, slots=True)
class SourceSize:
    """How much Go there is of one origin: files, bytes, lines."""

    origin: Origin
    files: int
    bytes: int
    lines: int


@dataclass(frozen=True, slots=True)
class Importers:
    """How many hand-written Go files import a package or module, and the first of them by path."""

    files: int
    first: str


class Inventory:
    """Counts over the files of one snapshot."""

    def __init__(self, tables: LaidTables) -> None:
        self._tables = tables

    @cached_property
    def sizes(self) -> tuple[SourceSize, ...]:
        """How much Go there is of each origin, by the origin's number."""
        sums: dict[int, list[int]] = {}
        rows = self._tables.rows("SELECT f.origin, f.size, f.lines FROM laid.file f WHERE f.kind='go' AND shown")
        for origin, size, lines in rows:
            files = sums.setdefault(origin, [0, 0, 0])
            files[0] += 1
            files[1] += size
            files[2] += lines
        return tuple(SourceSize(Origin(origin), *sums[origin]) for origin in sorted(sums))

    @cached_property
    def broken_files(self) -> tuple[str, ...]:
        """The Go files that could be parsed in part only, ordered by path, vendored and external ones left out."""
        foreign = int(Origin.VENDORED | Origin.EXTERNAL)
        rows = self._tables.rows(
            f"SELECT f.path FROM laid.file f WHERE f.broken AND f.origin & {foreign} = 0 AND shown"
        )
        return tuple(sorted(row[0] for row in rows))

    def importers_of_modules(self, modules: Iterable[str]) -> dict[str, Importers]:
        """Return who imports packages of some modules, by module path; modules that no hand-written file imports lack.

        A package belongs to the module with the longest path that it begins with.
        """
        known = frozenset(modules)
        files: dict[str, set[str]] = {}
        rows = self._tables.rows(
            f"SELECT i.path, f.path FROM laid.import i JOIN laid.file f ON f.id=i.file"
            f" WHERE f.origin={int(Origin.HANDWRITTEN)} AND i.path LIKE '%.%' AND shown"
        )
        for package, path in rows:
            module = package
            while module and module not in known:
                module = module.rpartition("/")[0]
            if module:
                files.setdefault(module, set()).add(path)
        return {module: Importers(len(paths), min(paths)) for module, paths in sorted(files.items())}
