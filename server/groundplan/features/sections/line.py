"""Lines of a filled section and the links in them."""

from __future__ import annotations

import posixpath
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from groundplan.model.symbol import Symbol


@dataclass(frozen=True, slots=True)
class Line:
    """A line (or fenced block) of a section. A section that has `key` in its text already has this line."""

    text: str
    key: str


class Links:
    """Links from a plan to the code, relative to the plan's folder."""

    def __init__(self, plan_path: str) -> None:
        self._folder = "" if posixpath.isabs(plan_path) else posixpath.dirname(plan_path)

    def target(self, path: str, line: int) -> str:
        """Return a link target for a path relative to the workspace root and a 1-based line (0: the whole file)."""
        if _is_of_a_library(path):
            return f"{path}#L{line}" if line else path
        relative = posixpath.relpath(path, self._folder) if self._folder else path
        relative = relative.replace(" ", "%20").replace("(", "%28").replace(")", "%29")
        return f"{relative}#L{line}" if line else relative

    def symbol(self, symbol: Symbol, label: str = "") -> str:
        """Return a Markdown link to a symbol's declaration."""
        name, target = label or symbol.qualified_name, self.target(symbol.path, symbol.line)
        # A library's file is not below the plan: a link to it would lead nowhere in a preview.
        return f"`{name}` ({target})" if _is_of_a_library(symbol.path) else f"[`{name}`]({target})"

    def files(self, paths: Sequence[str]) -> str:
        """Return links to whole files, separated by commas; those of one name are told apart by their folders."""
        names = Counter(posixpath.basename(path) for path in paths)
        labels = [path if names[posixpath.basename(path)] == 1 else "/".join(path.split("/")[-2:]) for path in paths]
        return ", ".join(
            f"[{posixpath.basename(path) if label == path else label}]({self.target(path, 0)})"
            for path, label in zip(paths, labels, strict=True)
        )

    def place(self, path: str, line: int) -> str:
        """Return a Markdown link labelled with the file's name and line."""
        return f"[{posixpath.basename(path)}:{line}]({self.target(path, line)})"


def _is_of_a_library(path: str) -> bool:
    """Whether a path stands for a file of another module, written `module@version/file`."""
    return "@" in path


def count_of(number: int, noun: str) -> str:
    """Return a number with its noun, in the plural where needed."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
