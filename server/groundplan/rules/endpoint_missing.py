"""GP205: an endpoint that the plan speaks of as being there is served by nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

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
from groundplan.rules.endpoint_words import (
    is_any,
    is_called_existing,
    is_denied,
    is_headline,
    is_plainly_existing,
    is_used,
    is_wished,
    line_before,
)
from groundplan.rules.rule import Rule
from groundplan.text.identifiers import singular, split_identifier
from groundplan.text.route_paths import path_shape

_FEWEST_LISTED = 2
"""Endpoints to come that a plan lists from which on those that it only speaks of are there."""

_FRAME = frozenset(("api", "apis", "rest"))
_VERSION = re.compile(r"v\d+(?:(?:alpha|beta)\d*)?")


def check(snapshot: Snapshot, plan: Plan) -> Iterator[Finding]:
    """Yield a finding for the first mention of each endpoint that differs in method or one segment from a route."""
    here = ground(snapshot, plan)
    if not snapshot.routes:
        return
    named = _by_endpoint(here)
    seen: set[_Endpoint] = set()
    for mention in here.mentions(MentionKind.ENDPOINT):
        method, path = endpoint_parts(mention.text)
        shape = path_shape(path)
        if mention.in_fence and not speaks_of_existing(mention):
            continue
        if not method or not shape or (method, shape) in seen or mention.intent is Intent.NEW:
            continue
        if routes_meant(snapshot, f"{method} {path}") or here.promises.has_endpoint(method, shape):
            continue
        same = named[method, shape]
        if is_any(plan, mention) or same.is_only_wished or _is_said_elsewhere(here, method, path):
            continue
        near = nearest_route(here, method, path)
        if near is not None and _is_slip(here, mention, same, near):
            seen.add((method, shape))
            yield _finding(mention, near, _fixes(plan, mention, same.mentions, near))
        elif near is None and same.is_plainly_existing and (other := _neighbour(here, method, shape)) is not None:
            # What is meant nobody can tell: it is no fix.
            seen.add((method, shape))
            yield _finding(mention, other, ())


_Endpoint = tuple[str, tuple[str, ...]]


@dataclass
class _Named:
    """All mentions of one endpoint, with whatever query."""

    plan: Plan
    mentions: list[Mention]

    @cached_property
    def is_called_existing(self) -> bool:
        """Whether the words beside any of the mentions say that the endpoint is there."""
        return any(is_called_existing(self.plan, each) for each in self.mentions)

    @cached_property
    def is_to_come(self) -> bool:
        """Whether any mention announces the endpoint, or says that it is not there."""
        return any(each.intent is Intent.NEW or is_denied(self.plan, each) for each in self.mentions)

    @cached_property
    def is_only_wished(self) -> bool:
        """Whether any mention says that the endpoint is needed or not there, and none calls it existing."""
        return not self.is_called_existing and any(is_wished(self.plan, each) for each in self.mentions)

    @cached_property
    def is_plainly_existing(self) -> bool:
        """Whether any mention is called existing in so many words, or all that the plan says of it is who calls it."""
        if any(is_plainly_existing(self.plan, each) for each in self.mentions):
            return True
        if self.is_to_come or any(is_headline(self.plan, each) for each in self.mentions):
            return False
        return any(is_used(self.plan, each) for each in self.mentions)

    @cached_property
    def is_spoken_of_as_there(self) -> bool:
        """Whether the plan speaks of the endpoint as being there more often than it lists it, nowhere as to come."""
        said = [each for each in self.mentions if not each.in_fence]
        if self.is_to_come:
            return False
        listed = sum(each.intent is Intent.UNKNOWN and is_headline(self.plan, each) for each in said)
        return sum(map(speaks_of_existing, said)) > listed


def _by_endpoint(here: Ground) -> dict[_Endpoint, _Named]:
    found: dict[_Endpoint, _Named] = {}
    for mention in here.mentions(MentionKind.ENDPOINT):
        method, path = endpoint_parts(mention.text)
        found.setdefault((method, path_shape(path)), _Named(here.plan, [])).mentions.append(mention)
    return found


def _is_slip(here: Ground, mention: Mention, same: _Named, near: Route) -> bool:
    """Tell whether an endpoint is a route got wrong, and not one to come.

    One to come is spoken of more than once, or its words are; one that the words call existing is not to come.
    """
    method, path = endpoint_parts(mention.text)
    shape = path_shape(path)
    outright = same.is_called_existing or _names_handler(here.plan, mention, near)
    differing = [
        (mine, theirs)
        for mine, theirs in zip(reversed(shape), reversed(path_shape(near.path)), strict=False)
        if mine != theirs
    ]
    if outright and differing and all(singular(mine) == singular(theirs) for mine, theirs in differing):
        return True  # the plan's subject, in the wrong number
    own = [mine for mine, _ in differing]
    if own:
        wrong = own[0]
        if here.is_about(wrong) or any(here.speaks_of(word, wrong) for word in split_identifier(wrong)):
            return False
        return len(shape) > 1 and (outright or _is_claimed(here, mention))
    if outright:
        return True
    if len(shape) < 2:
        # A path of one word is a page as often as an endpoint, or short for that of one of its things.
        if mention.intent is Intent.CHANGED and len(same.mentions) == 1:
            return True
        return method != "GET" and same.is_spoken_of_as_there and not _is_short(here, method, shape)
    if len(same.mentions) > 1 and not (
        same.is_spoken_of_as_there or _is_unlisted(here, same) or _are_mostly_served(here)
    ):
        return False
    return _is_claimed(here, mention)


def _is_short(here: Ground, method: str, shape: tuple[str, ...]) -> bool:
    """Tell whether a path is short for that of one of its things: `DELETE /crates` for `DELETE /crates/{id}`."""
    return bool(routes_meant(here.snapshot, f"{method} /{'/'.join(shape)}/{{}}"))


def _is_said_elsewhere(here: Ground, method: str, path: str) -> bool:
    """Tell whether another document of the feature names exactly this endpoint."""
    said = re.compile(re.escape(f"{method} {path}".encode()) + rb"(?![\w/{:\-])")
    return any(said.search(document.text) for document in here.feature)


def _neighbour(here: Ground, method: str, shape: tuple[str, ...]) -> Route | None:
    """Return the route that shares most words with an endpoint that resembles none.

    None where no route has the endpoint's first word: it belongs to another service.
    """
    words = [each for each in shape if each[:1].isalpha() and each not in _FRAME and not _VERSION.fullmatch(each)]
    if not words or any(path_shape(route.path)[-len(shape) :] == shape for route in here.snapshot.routes):
        # A route with more in front is what a shortened path means.
        return None
    found = [
        (-len(set(words) & set(theirs)), route.method != method, abs(len(theirs) - len(shape)), number)
        for number, route in enumerate(here.snapshot.routes)
        if words[0] in (theirs := path_shape(route.path))
    ]
    return here.snapshot.routes[min(found)[-1]] if found else None


def _names_handler(plan: Plan, mention: Mention, near: Route) -> bool:
    """Tell whether the line of a mention names the handler of a route: it is that route which is meant."""
    name = near.handler.rpartition(".")[2]
    end = plan.text.find(b"\n", mention.span.end)
    line = line_before(plan, mention) + plan.text[mention.span.end : end if end >= 0 else len(plan.text)]
    return len(split_identifier(name)) > 1 and re.search(rb"\b" + re.escape(name.encode()) + rb"\b", line) is not None


def _is_claimed(here: Ground, mention: Mention) -> bool:
    """Tell whether an endpoint is spoken of as being there; a headline among endpoints that are there does so too."""
    if here.feature or speaks_of_existing(mention) or not is_headline(here.plan, mention):
        return True
    return _are_mostly_served(here)


def _are_mostly_served(here: Ground) -> bool:
    """Tell whether at least two of three endpoints that the plan names are there: it speaks of what is."""
    known, missing = once(here.snapshot, "endpoints", here.plan, lambda: _count_endpoints(here))
    return known >= 2 and known >= 2 * missing


def _count_endpoints(here: Ground) -> tuple[int, int]:
    """Return how many of the plan's endpoints, new ones left out, are served and how many are not."""
    named = {endpoint_parts(each.text) for each in here.mentions(MentionKind.ENDPOINT) if each.intent is not Intent.NEW}
    # "`PATCH /users/`" is the beginning of several.
    whole = sorted(each for each in named if each[0] and not (each[1].endswith("/") and each[1] != "/"))
    known = sum(bool(routes_meant(here.snapshot, f"{method} {path}")) for method, path in whole)
    return known, len(whole) - known


def _is_unlisted(here: Ground, same: _Named) -> bool:
    """Tell whether the plan lists the endpoints that it makes, and this one is not among them."""
    if same.is_to_come or any(is_headline(here.plan, each) for each in same.mentions):
        return False
    return once(here.snapshot, "endpoints listed", here.plan, lambda: _count_listed(here)) >= _FEWEST_LISTED


def _count_listed(here: Ground) -> int:
    """Return how many endpoints that no route serves the plan announces or begins a line with."""
    return len(
        {
            endpoint_parts(each.text)
            for each in here.mentions(MentionKind.ENDPOINT)
            if (each.intent is Intent.NEW or is_headline(here.plan, each))
            and not routes_meant(here.snapshot, each.text)
        }
    )


def _finding(mention: Mention, near: Route, fixes: tuple[Fix, ...]) -> Finding:
    message = f"Nothing serves `{mention.text}`. The nearest is `{near.title}` ({near.file}:{near.line})."
    related = Related("route", near.title, Location(near.file, near.line, Span(0, 0)), near.title)
    return Finding(ENDPOINT_MISSING.code, Severity.WARNING, 0.7, message, mention.span, mention.text, (related,), fixes)


def _fixes(plan: Plan, mention: Mention, same: list[Mention], near: Route) -> tuple[Fix, ...]:
    """Return the fix that writes a route wherever the plan names the endpoint."""
    if near.method == "ANY" or not _edits(plan, mention, near):
        return ()
    edits = {edit.span: edit for each in same for edit in _edits(plan, each, near)}
    return (Fix(f"Write {near.title}", tuple(edits[span] for span in sorted(edits)), preferred=True),)


def _edits(plan: Plan, mention: Mention, near: Route) -> list[TextEdit]:
    """Return what makes a mention that of a route; nothing where method and path do not stand together."""
    method, path = endpoint_parts(mention.text)
    written = plan.text[mention.span.start : mention.span.end]
    stated = written.find(path.encode())
    if written.count(method.encode()) != 1 or stated < 0:
        return []
    at = mention.span.start + written.index(method.encode())
    edits = []
    if near.method != method:
        edits.append(TextEdit(Span(at, at + len(method)), near.method))
    if path_shape(near.path) != path_shape(path):
        start = mention.span.start + stated
        edits.append(TextEdit(Span(start, start + len(path.encode())), near.path))
    return edits


ENDPOINT_MISSING = Rule(
    code="GP205",
    name="endpoint-does-not-exist",
    severity=Severity.WARNING,
    summary="The plan speaks of an endpoint as existing, and no router has it",
    rationale=(
        "A client that calls an endpoint that nobody serves fails in production, not in review. An endpoint is"
        " reported only when a route of the same path has another method, or a route differs in one segment by a"
        " word that the plan uses nowhere else, and when no document of the feature announces it. Where the words"
        " beside it call it existing, or its line names the route's handler, it does not matter how often it is named."
        " What is plainly called existing, or said to be called by something, needs no route like it: one that begins"
        " with the same word is enough to tell that it is this service's."
    ),
    bad="The app polls `PATCH /v1/invoices/{id}` until it is paid. (The router has `GET /v1/invoices/{id}`.)",
    good="The app polls `GET /v1/invoices/{id}` until it is paid.",
    check=check,
)
