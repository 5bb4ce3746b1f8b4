"""Route paths as text: verbs, patterns, holes for parts that are not known, joining and rendering.

A hole stands for a value that evaluation could not find. It is written `\\x00name\\x00` inside a text, so that texts
can be concatenated and compared like any other; `render` is the way out. The name of a setting (`cfg.BasePath`, against
a parameter `prefix`) begins with a dot.
"""

from __future__ import annotations

import re

VERBS = frozenset(("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "CONNECT", "TRACE"))
ANY = "ANY"

_HOLE = re.compile("\x00([^\x00]*)\x00")
_LEADING_HOLES = re.compile("^(?:\x00[^\x00]*\x00)+")
_BASE = re.compile("^/?\x00\\.[^\x00]*\x00/[^\x00]*$")
_PATTERN = re.compile(r"^([A-Za-z]+)[ \t]+(\S.*)$", re.DOTALL)
_PATH_NAMES = frozenset(("path", "pattern", "route", "url", "uri", "endpoint", "suffix", "subpath", "uripath"))
_SLASHES = re.compile(r"//+")
_PARAMETER_NAME = re.compile(r"\W+")
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")


def hole(name: str) -> str:
    """Return the text that stands for an unknown value, with a name for readers."""
    holder, dot, last = name.rpartition(".")
    return f"\x00{dot if holder else ''}{_PARAMETER_NAME.sub('', last)}\x00"


def without_holes(text: str) -> str:
    """Return a text without its unknown parts."""
    return _HOLE.sub("", text)


def split_pattern(text: str) -> tuple[str, str]:
    """Split `POST /x` into method and path; the method is "" when the text names none."""
    match = _PATTERN.match(text)
    if match and match.group(1).upper() in VERBS | {ANY}:
        return match.group(1).upper(), match.group(2).strip()
    return "", text


def is_path_like(text: str) -> bool:
    """Tell whether a string looks like a route's path, `POST /x` and an unknown prefix included."""
    path = _LEADING_HOLES.sub("", split_pattern(text)[1])
    return path.startswith("/") and not path.startswith("//") and not any(each in path for each in " \t\n<>\"'")


def verb_in(name: str) -> str:
    """Return the HTTP method that a function's name speaks of as a word (`NewGetRoute`), or ""."""
    words = [word.upper() for word in _WORDS.findall(name)]
    found = [word for word in words if word in VERBS]
    return found[0] if len(found) == 1 else ""


def is_listable(text: str) -> bool:
    """Tell whether enough of a path is known to speak of it: not only holes, and none that stands for a whole path."""
    if text and not without_holes(text).strip("/") and "\x00" in text:
        return False
    rest = _LEADING_HOLES.sub("", text)
    return not any(name.lstrip(".").lower() in _PATH_NAMES for name in _HOLE.findall(rest))


def join(prefix: str, path: str) -> str:
    """Join a group's prefix and a path the way routers do: one slash between them, none added for an empty path."""
    if not path:
        return prefix
    if not prefix:
        return path
    if path.startswith("/"):
        return prefix.rstrip("/") + path
    return prefix + path if path.startswith((".", "?", "\x00")) or prefix.endswith("/") else f"{prefix}/{path}"


def render(text: str) -> str:
    """Return a path for readers.

    Unknown text in front is left out; unknown text further on becomes a parameter, as it is one value or another.
    """
    path = _LEADING_HOLES.sub("", text)
    path = _HOLE.sub(lambda match: "{" + (match.group(1).lstrip(".") or "value") + "}", path)
    path = _SLASHES.sub("/", path)
    return path if path.startswith("/") else "/" + path


def is_whole(text: str) -> bool:
    """Tell whether no part of a path is unknown."""
    return "\x00" not in text


def is_below_base(text: str) -> bool:
    """Tell whether all of a path is known but one thing in front that is read from somewhere: a base path's setting."""
    return _BASE.match(text) is not None
