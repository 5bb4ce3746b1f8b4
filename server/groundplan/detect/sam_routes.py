"""Routes declared as events of SAM functions."""

from __future__ import annotations

from collections.abc import Iterable

from groundplan.model.resource import Resource
from groundplan.model.route import Route, RouteConfidence

_ROUTED = frozenset(("Api", "HttpApi"))


def _source(resource: Resource) -> str:
    if resource.path.endswith(".go"):
        return "cdk"
    return "serverless" if resource.type.startswith("Serverless::") else "sam"


def routes_of_template(path: str, resources: Iterable[Resource]) -> tuple[Route, ...]:
    """Return the Api and HttpApi events of a template as routes, in the order of the resources and their events.

    A route's handler is the logical id of the function or state machine, its line that of the event's name. An event
    whose path is an expression, or HttpApi's catch-all, says nothing about a path and gives no route.
    """
    return tuple(
        Route(
            method=event.method,
            path=event.path,
            handler=event.function or resource.logical_id,
            file=path,
            line=event.line,
            source=_source(resource),
            confidence=RouteConfidence.EVENT,
        )
        for resource in resources
        for event in resource.events
        if event.type in _ROUTED and event.path.startswith("/")
    )
