"""Where things are, in files and in documents."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of byte offsets into the UTF-8 bytes of one file."""

    start: int
    end: int

    def contains(self, offset: int) -> bool:
        """Tell whether a cursor at a byte offset touches the span, its end included."""
        return self.start <= offset <= self.end

    def shifted(self, by: int) -> Span:
        """Return the span moved by a number of bytes."""
        return Span(self.start + by, self.end + by)


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A span in a file of the workspace.

    `path` is relative to the workspace root, with forward slashes; `line` is 1-based.
    """

    path: str
    line: int
    span: Span
