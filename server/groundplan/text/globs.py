"""Path patterns: `*`, `?`, `**` and `{a,b}`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache


@lru_cache(maxsize=64)
def compile_globs(patterns: tuple[str, ...]) -> Callable[[str], bool]:
    """Return a predicate over relative paths (forward slashes): whether any pattern matches the whole path.

    `**/` matches any number of folders, `*` and `?` stay inside one name, `{a,b}` are alternatives. A pattern that
    ends in `/` matches everything below that folder.
    """
    if not patterns:
        return lambda _path: False
    expression = re.compile("|".join(f"(?:{_to_regex(pattern)})" for pattern in patterns))
    return lambda path: expression.fullmatch(path) is not None


def matches(path: str, patterns: Iterable[str]) -> bool:
    """Tell whether a relative path matches any of the patterns."""
    return compile_globs(tuple(patterns))(path)


def _to_regex(pattern: str) -> str:
    if pattern.endswith("/"):
        pattern += "**"
    alternatives = _braces_balance(pattern)
    out: list[str] = []
    depth = 0
    i = 0
    while i < len(pattern):
        char = pattern[i]
        if pattern.startswith("**/", i):
            out.append("(?:.*/)?")
            i += 3
            continue
        if pattern.startswith("**", i):
            out.append(".*")
            i += 2
            continue
        if char == "*":
            out.append("[^/]*")
        elif char == "?":
            out.append("[^/]")
        elif char == "{" and alternatives:
            out.append("(?:")
            depth += 1
        elif char == "}" and depth and alternatives:
            out.append(")")
            depth -= 1
        elif char == "," and depth:
            out.append("|")
        else:
            out.append(re.escape(char))
        i += 1
    return "".join(out)


def _braces_balance(pattern: str) -> bool:
    """Whether every brace has its partner; where one has not, all braces of the pattern stand for themselves."""
    depth = 0
    for char in pattern:
        depth += (char == "{") - (char == "}")
        if depth < 0:
            return False
    return depth == 0
