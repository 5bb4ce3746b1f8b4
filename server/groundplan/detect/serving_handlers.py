"""Handlers known by the routes that they serve, whatever their signature: functions that make the handler, say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from groundplan.detect.routes.frameworks import FRAMEWORKS, SHAPE
from groundplan.model.route import Handler, HandlerKind, Route

_KINDS = {
    **{each.name: HandlerKind.HOUSE for each in (*FRAMEWORKS, SHAPE)},
    "gin": HandlerKind.GIN,
    "echo": HandlerKind.ECHO,
    "fiber": HandlerKind.FIBER,
    "lambda": HandlerKind.LAMBDA,
    "nethttp": HandlerKind.HTTP,
    "chi": HandlerKind.HTTP,
    "gorilla": HandlerKind.HTTP,
    "httprouter": HandlerKind.HTTP,
}
"""What serves the routes of each source that is code; what a specification declares names no handler."""


def serving_handlers(routes: Iterable[Route], registered: Iterable[Handler]) -> Iterator[Handler]:
    """Yield the functions that serve routes which the code registers, each once, those left out that are registered."""
    seen = {(each.path, each.line) for each in registered}
    for route in routes:
        kind = _KINDS.get(route.source)
        place = (route.handler_path, route.handler_line)
        if kind is not None and route.handler_path and place not in seen:
            seen.add(place)
            yield Handler(route.handler, kind, *place)
