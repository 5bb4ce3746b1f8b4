"""What was checked, for all formats."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from groundplan.cli.diagnostic import Diagnostic

LOUD = ("error", "warning")


@dataclass(frozen=True, slots=True)
class CheckedPlan:
    """A plan, its path as diagnostics have it, and what is to be reported of it."""

    path: str
    diagnostics: tuple[Diagnostic, ...]


def all_of(plans: Sequence[CheckedPlan]) -> list[Diagnostic]:
    """Return the diagnostics of all plans in their order."""
    return [item for plan in plans for item in plan.diagnostics]


def path_from_here(path: str, root: Path) -> str:
    """Return a workspace path as services that run in the current folder take it: relative to it where it is below.

    A CI job runs in the top folder of the repository, of which the workspace may be a part.
    """
    place = root / path
    try:
        below = place.resolve().relative_to(Path.cwd().resolve())
    except ValueError:
        return place.as_posix() if os.path.isabs(path) else path  # noqa: PTH117 - a text, of any system
    return below.as_posix()
