"""Marker files: a description, then named parts, each after a line `-- name --`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

_PART = re.compile(r"^-- (.+) --$", re.MULTILINE)


@dataclass(frozen=True)
class Archive:
    """A parsed marker file; `parts` keep their order and their text."""

    comment: str
    parts: dict[str, str]

    def text(self) -> str:
        """Return the file's text."""
        return self.comment + "".join(f"-- {name} --\n{text}" for name, text in self.parts.items())


def read_archive(path: Path) -> Archive:
    """Parse a marker file."""
    pieces = _PART.split(path.read_bytes().decode("utf-8"))
    names, texts = pieces[1::2], pieces[2::2]
    return Archive(pieces[0], {name: text.removeprefix("\n") for name, text in zip(names, texts, strict=True)})
