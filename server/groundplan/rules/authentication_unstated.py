"""GP405: new endpoints without a word on who may call them, where their siblings are guarded."""

from __future__ import annotations

import re
from collections.abc import Iterator

from groundplan.detect.patterns.guards import is_guard
from groundplan.index.snapshot import Snapshot
from groundplan.model.finding import Finding, Fix, Related, Severity, TextEdit
from groundplan.model.location import Location, Span
from groundplan.model.plan import Plan
from groundplan.model.plan import SectionRole as Role
from groundplan.model.route import Route
from groundplan.plan.mentions.endpoints import endpoint_parts
from groundplan.rules.endpoint_twin import new_endpoints
from groundplan.rules.recognised import follows_template, is_written
from groundplan.rules.rule import Rule
from groundplan.text.route_paths import path_shape

_STATED = re.compile(
    rb"\bauth|authent|authori[sz]|permission|\btoken|\bjwt\b|\bbearer\b|\blog(?:ged)?[- ]?in\b|\bsession|\brole\b"
    rb"|\bscope\b|\bpublic(?:ly)?\b|\banonymous|\bmiddleware\b|\bguard|\bapi[- ]?key|\brbac\b|\bacl\b",
    re.IGNORECASE,
)


def check(snapshot: Snapshot, plan: Plan) -> Iterator[Finding]:
    """Yield one finding for the new endpoints whose siblings are all guarded, where the plan never speaks of that."""
    if not follows_template(plan) or is_written(plan, Role.AUTHENTICATION, Role.SECURITY) or _STATED.search(plan.text):
        return
    open_ones = []
    for mention in new_endpoints(snapshot, plan):
        siblings = _siblings(snapshot, path_shape(endpoint_parts(mention.text)[1]))
        guards = [next(filter(is_guard, route.middleware), "") for route in siblings]
        if len(siblings) >= 2 and all(guards):
            open_ones.append((mention, siblings[0], guards[0]))
    if not open_ones:
        return
    mention, route, guard = open_ones[0]
    more = f" and {len(open_ones) - 1} more" if len(open_ones) > 1 else ""
    message = (
        f"The plan does not say who may call `{mention.text}`{more}."
        f" Its siblings, as `{route.title}`, stand behind `{guard}` ({route.file}:{route.line})."
    )
    related = Related("route", route.title, Location(route.file, route.line, Span(0, 0)), f"behind {guard}")
    behind = mention.span.end + (plan.text[mention.span.end : mention.span.end + 1] == b"`")
    edits = (TextEdit(Span(behind, behind), f" (auth: `{guard}`)"),)
    fixes = (Fix(f"Put {mention.text} behind {guard}", edits),)
    yield Finding(
        AUTHENTICATION_UNSTATED.code, Severity.INFO, 0.8, message, mention.span, mention.text, (related,), fixes
    )


def _siblings(snapshot: Snapshot, shape: tuple[str, ...]) -> list[Route]:
    """Return the routes that share a path's beginning up to its first noun behind version and frame."""
    length = 1
    while length < len(shape) and re.fullmatch(r"api|rest|v\d+\w*", shape[length - 1]):
        length += 1
    start = shape[:length]
    return [route for route in snapshot.routes if route.is_placed and path_shape(route.path)[:length] == start]


AUTHENTICATION_UNSTATED = Rule(
    code="GP405",
    name="authentication-unstated",
    severity=Severity.INFO,
    summary="The plan adds endpoints whose siblings are guarded and never says who may call them",
    rationale=(
        "An endpoint that is forgotten in the router's guarded group is open to everybody. The rule speaks where all"
        " routes under the same noun have a guard in front and the plan has no word on tokens, permissions, sessions"
        " or being public."
    ),
    bad="Add `DELETE /v1/blocks/{id}`. (All of `/v1/blocks` stands behind `RequireToken`.)",
    good="Add `DELETE /v1/blocks/{id}` behind `RequireToken`.",
    check=check,
)
