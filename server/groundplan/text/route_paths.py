"""Comparing route paths."""

from __future__ import annotations

import re
from functools import lru_cache

_CAPTURE = re.compile(r"\{([^{}=]+)=([^{}]*)\}")
_BRACES = re.compile(r"\$?\{(?:[^{}]|\{[^{}]*\})*\}")
_PARAMETER = re.compile(r"^(?:\{\}|:.+|\*.*|<.+>)$")


@lru_cache(maxsize=16384)
def path_shape(path: str) -> tuple[str, ...]:
    """Return a route path as comparable segments: parameters become "{}", query and trailing slash are dropped.

    So do parameters with a pattern, which may hold `/` and `?`, and those that are a part of a segment:
    `users/{user}:stats` is "users", "{}:stats".
    """
    segments = _BRACES.sub("{}", path).split("?", 1)[0].strip("/").split("/")
    return tuple("{}" if _PARAMETER.match(each) else each for each in segments if each)


def plain_parameters(path: str) -> str:
    """Write `{name=shelves/*/books/*}` as the segments that it matches: `shelves/{name}/books/{name_2}`."""

    def expand(match: re.Match[str]) -> str:
        name = match.group(1)
        segments = match.group(2).split("/")
        parameters = 0
        for index, segment in enumerate(segments):
            if segment in ("*", "**"):
                parameters += 1
                segments[index] = "{" + (name if parameters == 1 else f"{name}_{parameters}") + "}"
        return "/".join(segments)

    return _CAPTURE.sub(expand, path)
