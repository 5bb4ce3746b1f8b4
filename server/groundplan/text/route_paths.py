"""Comparing route paths."""

from __future__ import annotations

import re

_PARAMETER = re.compile(r"^(?:\{.*\}|:.+|\*.*|<.+>|\$\{.+\})$")


def path_shape(path: str) -> tuple[str, ...]:
    """Return a route path as comparable segments: parameters become "{}", query and trailing slash are dropped."""
    segments = path.split("?", 1)[0].strip("/").split("/")
    return tuple("{}" if _PARAMETER.match(segment) else segment for segment in segments if segment)
