"""A Go file with its place in the workspace, and the workspace as detection sees it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from groundplan.model.go import GoFile
from groundplan.model.symbol import Origin


@dataclass(frozen=True, slots=True)
class SourceFile:
    """The facts of a Go file and where it stands: `path` relative to the workspace root, the package's import path."""

    path: str
    import_path: str
    origin: Origin
    facts: GoFile


class Program(Protocol):
    """Read access to all Go files of the workspace, loaded as they are asked for."""

    def files_with_functions(self) -> Iterable[SourceFile]:
        """Yield the files whose facts carry function bodies (`GoFile.functions`), ordered by path."""
        ...

    def package(self, import_path: str) -> Sequence[SourceFile]:
        """Return the files of a package of the workspace, ordered by path; empty when it is not of the workspace."""
        ...
