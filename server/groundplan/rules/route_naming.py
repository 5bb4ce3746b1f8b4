"""GP303: a new endpoint is spelled unlike all routes: its words, or its version."""

from __future__ import annotations

import re
from collections.abc import Iterator

from groundplan.index.snapshot import Snapshot
from groundplan.model.finding import Finding, Fix, Related, Severity, TextEdit
from groundplan.model.location import Location, Span
from groundplan.model.plan import Mention, Plan
from groundplan.model.route import Route
from groundplan.plan.mentions.endpoints import endpoint_parts
from groundplan.rules.endpoint_twin import new_endpoints
from groundplan.rules.rule import Rule
from groundplan.text.identifiers import split_identifier
from groundplan.text.route_paths import path_shape

FEWEST = 4
"""Segments of several words, and routes, from which their spelling is a custom."""

_FORMS = {
    "kebab-case": re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)+"),
    "snake_case": re.compile(r"[a-z0-9]+(?:_[a-z0-9]+)+"),
    "camelCase": re.compile(r"[a-z]+[a-z0-9]*(?:[A-Z][a-z0-9]*)+"),
}
_JOINED = {"kebab-case": "-", "snake_case": "_"}
_VERSION = re.compile(r"v\d+")


def check(snapshot: Snapshot, plan: Plan) -> Iterator[Finding]:
    """Yield a finding for each new endpoint whose words or version are spelled as no route spells them."""
    new = list(new_endpoints(snapshot, plan))
    routes = [route for route in snapshot.routes if route.is_placed] if new else []
    if len(routes) < FEWEST:
        return
    custom = _custom(routes)
    start = _versioned_start(routes)
    for mention in new:
        shape = path_shape(endpoint_parts(mention.text)[1])
        form = next((form for segment in shape if (form := _form(segment)) not in ("", custom)), "") if custom else ""
        if form:
            yield _spelled(plan, mention, custom, form, routes)
        elif (
            start
            and not any(_VERSION.fullmatch(segment) for segment in shape)
            and shape[: len(start) - 1] == start[:-1]
        ):
            yield _unversioned(mention, start, routes[0])


def _form(segment: str) -> str:
    return next((form for form, expression in _FORMS.items() if expression.fullmatch(segment)), "")


def _custom(routes: list[Route]) -> str:
    """Return the one form in which all segments of several words are written, "" where there are few or several."""
    segments = {segment for route in routes for segment in path_shape(route.path) if _form(segment)}
    forms = {_form(segment) for segment in segments}
    return forms.pop() if len(forms) == 1 and len(segments) >= FEWEST else ""


def _versioned_start(routes: list[Route]) -> tuple[str, ...]:
    """Return the beginning up to the version that all routes share, empty where some have none.

    A version in first place is no beginning that a path without it would share: such paths are mostly abbreviated.
    """
    shapes = [path_shape(route.path) for route in routes]
    at = {next((index for index, each in enumerate(shape) if _VERSION.fullmatch(each)), -1) for shape in shapes}
    if len(at) != 1 or (index := at.pop()) < 1:
        return ()
    starts = {shape[: index + 1] for shape in shapes}
    return starts.pop() if len(starts) == 1 else ()


def _spelled(plan: Plan, mention: Mention, custom: str, form: str, routes: list[Route]) -> Finding:
    method, path = endpoint_parts(mention.text)
    example = next(route for route in routes if any(_form(each) == custom for each in path_shape(route.path)))
    message = (
        f"`{mention.text}` is written in {form}. All routes are in {custom}, as `{example.title}`"
        f" ({example.file}:{example.line})."
    )
    written = "/".join(_respelled(segment, custom) for segment in path.split("/"))
    start = mention.span.end - len(path.encode())
    fixes: tuple[Fix, ...] = ()
    if plan.text[start : mention.span.end] == path.encode():
        fixes = (Fix(f"Write {method} {written}", (TextEdit(Span(start, mention.span.end), written),), preferred=True),)
    return _finding(mention, message, example, fixes)


def _respelled(segment: str, custom: str) -> str:
    if not _form(segment):
        return segment
    parts = split_identifier(segment)
    if custom in _JOINED:
        return _JOINED[custom].join(parts)
    return parts[0] + "".join(part.capitalize() for part in parts[1:])


def _unversioned(mention: Mention, start: tuple[str, ...], example: Route) -> Finding:
    prefix = "/" + "/".join(start)
    message = (
        f"`{mention.text}` has no version. All routes begin with `{prefix}`, as `{example.title}`"
        f" ({example.file}:{example.line})."
    )
    at = mention.span.end - len(mention.text.rpartition(" ")[2].encode()) + len("/" + "/".join(start[:-1]))
    fixes = (Fix(f"Begin with {prefix}", (TextEdit(Span(at, at), f"/{start[-1]}"),), preferred=True),)
    return _finding(mention, message, example, fixes)


def _finding(mention: Mention, message: str, example: Route, fixes: tuple[Fix, ...]) -> Finding:
    related = Related("route", example.title, Location(example.file, example.line, Span(0, 0)), example.title)
    severity = Severity.INFO
    return Finding(ROUTE_NAMING.code, severity, 0.7, message, mention.span, mention.text, (related,), fixes)


ROUTE_NAMING = Rule(
    code="GP303",
    name="route-naming",
    severity=Severity.INFO,
    summary="A new endpoint is spelled unlike all routes of the workspace",
    rationale=(
        "Whoever calls an API guesses the next path from the last one. The rule speaks where at least four segments"
        " of several words are all written in one form and the new one is in another, and where all routes have the"
        " same version behind the same beginning, which the new one has without the version."
    ),
    bad="Add `GET /v1/openOrders`. (The routes are `/v1/lorry-loads`, `/v1/seam-reports` …)",
    good="Add `GET /v1/open-orders`.",
    check=check,
)
