"""Which plans a command line names, and their bytes."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from groundplan.cli.failure import CannotRunError
from groundplan.cli.workspace_root import without_dots

STDIN = "-"
STDIN_NAME = "<stdin>"


@dataclass(frozen=True, slots=True)
class PlanInput:
    """A plan to check: where it is said to be (None for nameless standard input), and its bytes."""

    location: Path | None
    text: bytes

    def path_in(self, root: Path) -> str:
        """Return its path relative to the workspace root with forward slashes, absolute when it is outside."""
        return STDIN_NAME if self.location is None else path_in(self.location, root)


def path_in(file: Path, root: Path) -> str:
    """Return a file's path relative to the workspace root with forward slashes, absolute when it is outside.

    A link inside of the workspace keeps its own path, wherever it leads.
    """
    written = without_dots(file)
    for path in (written, file.resolve()):
        if path.is_relative_to(root):
            return path.relative_to(root).as_posix()
    return written.as_posix()


def read_stdin(said_path: str | None) -> PlanInput:
    """Return the plan on standard input, `said_path` telling where it belongs. Raises CannotRunError."""
    text = sys.stdin.buffer.read()
    _require_text(text, "Standard input")
    return PlanInput(Path(said_path) if said_path else None, text)


def read_plan(path: Path) -> PlanInput:
    """Return the plan in a file. Raises CannotRunError for what is no readable UTF-8 text."""
    try:
        text = path.read_bytes()
    except FileNotFoundError:
        raise CannotRunError(f"{path} does not exist.") from None
    except OSError as error:
        raise CannotRunError(f"{path} cannot be read: {error.strerror}.") from error
    _require_text(text, str(path))
    return PlanInput(path, text)


def markdown_files(folder: Path) -> list[Path]:
    """Return the Markdown files below a folder in order of path, leaving out what version control and tools keep.

    Links to folders are not followed. Raises CannotRunError when the folder itself cannot be listed.
    """

    def refuse(error: OSError) -> None:
        if error.filename == str(folder):
            raise CannotRunError(f"{folder} cannot be read: {error.strerror}.") from error

    found: list[Path] = []
    for parent, folders, files in os.walk(folder, onerror=refuse):
        folders[:] = [name for name in folders if name not in _SKIPPED]
        found.extend(Path(parent, name) for name in files if name.lower().endswith((".md", ".markdown")))
    return sorted(found)


_SKIPPED = frozenset({".git", "node_modules", "vendor", ".venv"})


def _require_text(text: bytes, name: str) -> None:
    if b"\0" in text:
        raise CannotRunError(f"{name} is a binary file or not UTF-8, so it cannot be a plan: give a Markdown file.")
    try:
        text.decode("utf-8")
    except UnicodeDecodeError as error:
        line = text.count(b"\n", 0, error.start) + 1
        raise CannotRunError(f"{name} is not UTF-8 (line {line}): save it as UTF-8 and try again.") from None
