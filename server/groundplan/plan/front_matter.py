"""The few things that a plan's YAML front matter says: `plan:`, `title:` and lists of files."""

from __future__ import annotations

import re

from groundplan.model.location import Span

_ENTRY = re.compile(rb"^([A-Za-z][\w-]*)[ \t]*:[ \t]*([^\r\n]*?)[ \t]*\r?$", re.MULTILINE)
_BLOCK = re.compile(rb"(?:\xef\xbb\xbf)?---[ \t]*\r?\n.*?^(?:---|\.\.\.)[ \t]*\r?$", re.DOTALL | re.MULTILINE)
_QUOTED = re.compile(rb"""^(["'])(.*)\1$""")
_LIST_ITEM = re.compile(rb"""[ \t]*-[ \t]+["']?([^\s"',#]+)["']?[^\r\n]*(?:\r\n|\n|\r|$)""")
_INLINE_ITEM = re.compile(rb"""["']?([^\s"',\[\]]+)["']?""")


def front_matter_end(text: bytes) -> int:
    """Return where YAML at a document's top ends, 0 where there is none."""
    found = _BLOCK.match(text)
    return found.end() if found is not None else 0


def front_matter_value(content: bytes, key: str) -> str:
    """Return the scalar value of a top-level key without its quotes, "" when there is none."""
    for match in _ENTRY.finditer(content):
        if match.group(1).decode("ascii", "replace").lower() == key:
            value = match.group(2)
            quoted = _QUOTED.match(value)
            return (quoted.group(2) if quoted else value).decode("utf-8", "replace")
    return ""


def has_key(content: bytes, key: str) -> bool:
    """Tell whether the front matter has a top-level key."""
    return any(match.group(1).decode("ascii", "replace").lower() == key for match in _ENTRY.finditer(content))


def file_lists(text: bytes, content: Span) -> list[tuple[str, Span]]:
    """Return the entries of all keys that name files (`files_modified`), as (key, span of the entry)."""
    found: list[tuple[str, Span]] = []
    for match in _ENTRY.finditer(text[content.start : content.end]):
        key = match.group(1).decode("ascii", "replace").lower()
        if "file" not in key:
            continue
        value_start = content.start + match.start(2)
        if match.group(2).startswith(b"["):
            value_end = content.start + match.end(2)
            found += [(key, Span(*item.span(1))) for item in _INLINE_ITEM.finditer(text, value_start, value_end)]
            continue
        at = content.start + match.end()
        while at < content.end and text[at] in b"\r\n":
            at += 1
        while (item := _LIST_ITEM.match(text, at, content.end)) is not None and item.end() > at:
            found.append((key, Span(*item.span(1))))
            at = item.end()
    return found
