"""GP205: an endpoint that the plan speaks of as being there is served by nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from groundplan.index.once import once
from groundplan.index.snapshot import Snapshot
from groundplan.model.finding import Finding, Fix, Related, Severity, TextEdit
from groundplan.model.location import Location, Span
from groundplan.model.plan import Intent, Mention, MentionKind, Plan
from groundplan.model.route import Route
from groundplan.plan.ground import Ground, ground, speaks_of_existing
from groundplan.plan.mentions.endpoints import endpoint_parts
from groundplan.plan.nearest import nearest_route
from groundplan.plan.targets import routes_meant
from groundplan.rules.rule import Rule
from groundplan.text.identifiers import split_identifier
from groundplan.text.route_paths import path_shape


def check(snapshot: Snapshot, plan: Plan) -> Iterator[Finding]:
    """Yield a finding for the first mention of each endpoint that differs in method or one segment from a route."""
    here = ground(snapshot, plan)
    if not snapshot.routes:
        return
    seen: set[tuple[str, tuple[str, ...]]] = set()
    for mention in here.mentions(MentionKind.ENDPOINT):
        method, path = endpoint_parts(mention.text)
        shape = path_shape(path)
        if mention.in_fence and not speaks_of_existing(mention):
            continue
        if not method or len(shape) < 2 or (method, shape) in seen or mention.intent is Intent.NEW:
            continue
        if here.promises.has_endpoint(method, shape) or routes_meant(snapshot, f"{method} {path}"):
            continue
        near = nearest_route(here, method, path)
        if near is None or not _is_slip(here, mention, method, path, near):
            continue
        seen.add((method, shape))
        yield _finding(plan, mention, near)


def _is_slip(here: Ground, mention: Mention, method: str, path: str, near: Route) -> bool:
    """Tell whether an endpoint is a route got wrong, and not one to come.

    One to come is spoken of more than once, or its words are.
    """
    if here.feature_says(f"{method} {path}"):
        return False
    shape = path_shape(path)
    own = [
        mine for mine, theirs in zip(reversed(shape), reversed(path_shape(near.path)), strict=False) if mine != theirs
    ]
    if own:
        wrong = own[0]
        if here.is_about(wrong) or any(here.speaks_of(word, wrong) for word in split_identifier(wrong)):
            return False
        return _is_claimed(here, mention)
    same = [
        each
        for each in here.mentions(MentionKind.ENDPOINT)
        if endpoint_parts(each.text)[0] == method and path_shape(endpoint_parts(each.text)[1]) == shape
    ]
    if len(same) > 1 and not _are_mostly_served(here):
        return False
    return _is_claimed(here, mention)


def _is_claimed(here: Ground, mention: Mention) -> bool:
    """Tell whether an endpoint is spoken of as being there; a headline among endpoints that are there does so too."""
    if here.feature or speaks_of_existing(mention) or not _is_headline(here.plan, mention):
        return True
    return _are_mostly_served(here)


def _are_mostly_served(here: Ground) -> bool:
    """Tell whether at least two of three endpoints that the plan names are there: it speaks of what is."""
    known, missing = once(here.snapshot, "endpoints", here.plan, lambda: _count_endpoints(here))
    return known >= 2 and known >= 2 * missing


def _count_endpoints(here: Ground) -> tuple[int, int]:
    """Return how many of the plan's endpoints, new ones left out, are served and how many are not."""
    named = {endpoint_parts(each.text) for each in here.mentions(MentionKind.ENDPOINT) if each.intent is not Intent.NEW}
    whole = sorted(each for each in named if each[0])
    known = sum(bool(routes_meant(here.snapshot, f"{method} {path}")) for method, path in whole)
    return known, len(whole) - known


def _is_headline(plan: Plan, mention: Mention) -> bool:
    """Tell whether a line begins with an endpoint: so do the descriptions of those to come."""
    start = plan.text.rfind(b"\n", 0, mention.span.start) + 1
    return re.search(rb"[A-Za-z]{3}", plan.text[start : mention.span.start]) is None


def _finding(plan: Plan, mention: Mention, near: Route) -> Finding:
    message = f"Nothing serves `{mention.text}`. The nearest is `{near.title}` ({near.file}:{near.line})."
    related = Related("route", near.title, Location(near.file, near.line, Span(0, 0)), near.title)
    return Finding(
        ENDPOINT_MISSING.code,
        Severity.WARNING,
        0.7,
        message,
        mention.span,
        mention.text,
        (related,),
        _fixes(plan, mention, near),
    )


def _fixes(plan: Plan, mention: Mention, near: Route) -> tuple[Fix, ...]:
    method, path = endpoint_parts(mention.text)
    written = plan.text[mention.span.start : mention.span.end]
    if near.method == "ANY" or written.count(method.encode()) != 1 or not written.endswith(path.encode()):
        return ()
    at = mention.span.start + written.index(method.encode())
    edits = []
    if near.method != method:
        edits.append(TextEdit(Span(at, at + len(method)), near.method))
    if path_shape(near.path) != path_shape(path):
        edits.append(TextEdit(Span(mention.span.end - len(path), mention.span.end), near.path))
    return (Fix(f"Write {near.title}", tuple(edits), preferred=True),)


ENDPOINT_MISSING = Rule(
    code="GP205",
    name="endpoint-does-not-exist",
    severity=Severity.WARNING,
    summary="The plan speaks of an endpoint as existing, and no router has it",
    rationale=(
        "A client that calls an endpoint that nobody serves fails in production, not in review. An endpoint is"
        " reported only when a route of the same path has another method, or a route differs in one segment by a"
        " word that the plan uses nowhere else, and when no document of the feature announces it."
    ),
    bad="The app polls `PATCH /v1/invoices/{id}` until it is paid. (The router has `GET /v1/invoices/{id}`.)",
    good="The app polls `GET /v1/invoices/{id}` until it is paid.",
    check=check,
)
