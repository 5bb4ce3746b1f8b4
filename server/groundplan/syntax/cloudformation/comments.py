"""Comments of a template that say what a resource is for."""

from __future__ import annotations

import re

_MAX_LINES = 12
_MAX_TEXT = 300
_CODE = re.compile(r"(?:- )?[\w:\"'.-]+:(?:\s+\S+){0,2}\s*$|- \S+$|[{}\[\]\"'!<]")
_PROSE = re.compile(r"[^\W\d_]{2}")


def comment_above(source: bytes, offset: int) -> str:
    """Return the comment on the lines right above the one of a byte offset, on one line, "" when there is none.

    Rulers are left out, and so is everything when a line looks like a part of a template that was commented out.
    """
    lines: list[str] = []
    start = source.rfind(b"\n", 0, offset) + 1
    while start > 0 and len(lines) < _MAX_LINES:
        previous = source.rfind(b"\n", 0, start - 1) + 1
        text = source[previous : start - 1].strip()
        if not text.startswith(b"#"):
            break
        lines.append(text.lstrip(b"#").strip(b" \t-=*~#").decode("utf-8", "replace"))
        start = previous
    if any(_CODE.match(line) for line in lines):
        return ""
    text_lines = [line for line in reversed(lines) if _PROSE.search(line)]
    joined = " ".join(" ".join(text_lines).split())
    return joined if len(joined) <= _MAX_TEXT else joined[: _MAX_TEXT - 1].rstrip() + "…"
