"""Lines of a plan that cite the code: what was found there, not what the plan is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from groundplan.model.location import Span

# A link to a line of a file, or to a whole file of code; a place in a library; the command that shows the rest.
_CITATION = re.compile(
    rb"\]\([^()\s]*(?:#L\d+|\.(?:go|mod|proto|sql|ya?ml|json|tf))\)|`[^`\r\n]+` \([^()\s]+@[^()\s]+#L\d+\)"
    rb"|_\d+ more: `groundplan "
)
_LINE = re.compile(rb"[^\r\n]+")

# "[`Type.Method`](../a.go#L12)", and what is counted of the thing behind it.
_PLACE = re.compile(rb"\[`([^`\r\n]+)`\]\(([^()\s#]+)#L(\d+)\)")
_USERS = re.compile(rb"\bused by (\d+ files?)\b")

# What changes when the code moves: the lines in links and their labels, and numbers of things.
_LINE_NUMBERS = re.compile(r"(?<=#L)\d+(?=\))|(?<=:)\d+(?=\]\()")
_COUNT = re.compile(r"(?<![\w.,:#/`\-])\d+ (\w+)( \w+)?")


@dataclass(frozen=True, slots=True)
class CitedPlace:
    """A link of a plan to a line of the code.

    `label` is the name in it, with the place `span`; `path` is as written, `line` 1-based, `target` covers both.
    `users` covers the count of files behind it ("2 files"), None where nothing is counted.
    """

    label: str
    path: str
    line: int
    span: Span
    target: Span
    users: Span | None = None


def cites_code(line: bytes) -> bool:
    """Tell whether a line links into the code."""
    return _CITATION.search(line) is not None


def without_citations(text: bytes) -> bytes:
    """Return a text with the lines that cite the code left empty."""
    return _LINE.sub(lambda match: b"" if cites_code(match.group()) else match.group(), text)


def line_around(text: bytes, offset: int) -> bytes:
    """Return the line that a byte offset stands in, without its end."""
    start = max(text.rfind(b"\n", 0, offset), text.rfind(b"\r", 0, offset)) + 1
    match = _LINE.match(text, start)
    return match.group() if match is not None else b""


def cited_places(text: bytes) -> Iterator[CitedPlace]:
    """Yield the links to named places in the code, in source order; a line's count of users belongs to its first."""
    done = -1
    for match in _PLACE.finditer(text):
        end = text.find(b"\n", match.end())
        users = _USERS.search(text, match.end(), end if end >= 0 else len(text)) if match.start() > done else None
        done = end if end >= 0 else len(text)
        yield CitedPlace(
            match.group(1).decode("utf-8", "replace"),
            match.group(2).decode("utf-8", "replace"),
            int(match.group(3)[:9]),
            Span(*match.span(1)),
            Span(match.start(2), match.end(3)),
            Span(*users.span(1)) if users is not None else None,
        )


def without_lines(text: str) -> str:
    """Return a text without the line numbers in its links: what it says wherever the code has moved to."""
    return _LINE_NUMBERS.sub("", text)


def wording(line: str) -> str:
    """Return a line without line numbers and counts. Two lines of one wording say the same of the code at two times."""
    return _COUNT.sub(
        lambda match: f"# {_singular(match.group(1))}{_singular(match.group(2) or '')}", without_lines(line)
    )


def _singular(word: str) -> str:
    return word.removesuffix("s")
