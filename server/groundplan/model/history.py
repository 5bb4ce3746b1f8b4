"""What a workspace's version history says, as far as the index keeps it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Commit:
    """A commit that changed Go code: `hash` in hexadecimal, `time` in seconds since 1970, `subject` its first line.

    `size` counts the Go files that it changed; `files` are those among them that are no tests, under the names that
    they have now, ordered.
    """

    hash: str
    time: int
    subject: str
    size: int
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HistoryState:
    """How much history the index has: commits, and "" or the sentence that says why there is none."""

    commits: int
    problem: str
