"""What an index tells about a workspace as a whole."""

from __future__ import annotations

from dataclasses import dataclass

from groundplan.model.symbol import Origin


@dataclass(frozen=True, slots=True)
class Counts:
    """How much the index holds."""

    files: int
    packages: int
    modules: int
    types: int
    functions: int
    handlers: int
    routes: int
    resources: int


@dataclass(frozen=True, slots=True)
class PackageFile:
    """A Go file of a package; `path` is relative to the workspace root."""

    path: str
    origin: Origin
    lines: int


@dataclass(frozen=True, slots=True)
class RegisteredModel:
    """A type that the code registers as a model, by name and package."""

    name: str
    import_path: str
