"""Lines of a plan that cite the code: what was found there, not what the plan is about."""

from __future__ import annotations

import re

# A link to a line of a file, or to a whole file of code; a place in a library; the command that shows the rest.
_CITATION = re.compile(
    rb"\]\([^()\s]*(?:#L\d+|\.(?:go|mod|proto|sql|ya?ml|json|tf))\)|`[^`\r\n]+` \([^()\s]+@[^()\s]+#L\d+\)"
    rb"|_\d+ more: `groundplan "
)
_LINE = re.compile(rb"[^\r\n]+")


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
