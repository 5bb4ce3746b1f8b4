"""Folding of constants from their source text: literals, names, selectors, `+` and conversions."""

from __future__ import annotations

import re
from collections.abc import Callable

from groundplan.detect.routes.paths import hole

_TOKEN = re.compile(r"""\s*(?:("(?:[^"\\]|\\.)*"|`[^`]*`)|([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)?)|([+()])|(\S))""", re.DOTALL)
_MAX_LENGTH = 2000


def fold_text(text: str, resolve: Callable[[str], str | None]) -> str | None:
    """Return the string value of an initialiser's source text, None when it is no string or not constant.

    `resolve` gives the value of a name or of `package.Name`; a name that it does not know becomes a hole next to
    literal text.
    """
    if not text or len(text) > _MAX_LENGTH:
        return None
    parts: list[str] = []
    literal = False
    for match in _TOKEN.finditer(text):
        quoted, name, _, other = match.groups()
        if other is not None:
            return None
        if quoted is not None:
            parts.append(unquote(quoted))
            literal = True
        elif name is not None:
            followed = text[match.end() : match.end() + 1]
            if followed == "(":  # a conversion; calls with other arguments meet a token that does not belong
                continue
            value = resolve(name)
            literal = literal or value is not None
            parts.append(hole(name) if value is None else value)
    return "".join(parts) if literal else None


def unquote(quoted: str) -> str:
    """Return the value of a Go string literal, with the escapes that occur in paths."""
    inner = quoted[1:-1]
    return inner if quoted.startswith("`") else inner.replace('\\"', '"').replace("\\\\", "\\")
