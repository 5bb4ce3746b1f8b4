"""Go modules and their requirements."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Requirement:
    """A `require` line of a go.mod; `line` is 1-based."""

    path: str
    version: str
    indirect: bool
    line: int


@dataclass(frozen=True, slots=True)
class Replacement:
    """A `replace` line of a go.mod or go.work; `target_version` is "" for a folder."""

    path: str
    version: str
    target: str
    target_version: str
    line: int


@dataclass(frozen=True, slots=True)
class GoMod:
    """The facts of a go.mod file."""

    module: str = ""
    go: str = ""
    requirements: tuple[Requirement, ...] = ()
    replacements: tuple[Replacement, ...] = ()


@dataclass(frozen=True, slots=True)
class GoWork:
    """The facts of a go.work file; `uses` are folders relative to it, as written."""

    go: str = ""
    uses: tuple[str, ...] = ()
    replacements: tuple[Replacement, ...] = ()


@dataclass(frozen=True, slots=True)
class Module:
    """A Go module, of the workspace or a model library outside of it (`external`).

    `folder` is relative to the workspace root, "" for the root itself. A module outside of the root has `place`, its
    absolute folder on this machine, and a `folder` that names it on any machine: `corp.example/models@v1.2.0`, with
    `local` for a version where a folder is used as it is. Paths below it are those of its files in the index.
    `version` is that of an external module, "" where there is none. `in_work` tells whether the go.work above the
    module uses it; it is true where there is none.
    """

    path: str
    folder: str
    requirements: tuple[Requirement, ...] = ()
    replacements: tuple[Replacement, ...] = ()
    version: str = ""
    external: bool = False
    place: str = ""
    in_work: bool = True
