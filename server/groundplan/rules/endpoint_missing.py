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
from groundplan.rules.rule import Rule
from groundplan.text.identifiers import singular, split_identifier
from groundplan.text.route_paths import path_shape

# Quote marks in front of an endpoint, or the registration that it is quoted from.
_OPENING = rb"[`*_(\[]*(?:[\w.]+\()?[`\"\[]*$"

# "the existing `GET /x`", "replace `GET /x`", "a new field in `GET /x`": the words say outright that it is there.
_THERE_BEFORE = re.compile(
    rb"\b(?:existing|current|currently|already|today's|legacy|unchanged|old|working)\s+(?P<between>(?:[\w/\-]+\s+){0,2})"
    + _OPENING
    + rb"|\b(?:(?:replac|remov|delet|dropp?|deprecat|retir|renam|extend|modif|chang|reus)(?:y|e|es|ed|s|ing)?"
    rb"|unlike|instead of)\s+(?:(?:the|our|its)\s+)?(?:(?:endpoint|route|handler)\s+)?"
    + _OPENING
    + rb"|\b(?:field|param|parameter|header|flag|filter|property|option)s?\s+(?:in|on|to)\s+(?:the\s+)?"
    + _OPENING,
    re.IGNORECASE,
)
_THERE_BEHIND = re.compile(
    rb"[`*_\")\]]*\s*(?:[(,\xe2\x80\x94:\-]+\s*(?:existing|unchanged|no changes?|as is|already there|exists)\b"
    rb"|(?:(?:endpoint|route|handler|call|response)\s+)?(?:that\s+|which\s+)?(?:is\s+)?"
    rb"(?:already|currently|still|today|unchanged|continues?|remains?|stays?|keeps?|exists?|no longer)\b"
    rb"|[^.;|\n]{0,30}\b(?:additionally|no longer)\s+[a-z]+s\b)",
    re.IGNORECASE,
)
_INDEFINITE_BEFORE = re.compile(
    rb"\b(?:an?|one|another|any)\s+(?P<between>(?:[\w/\-]+\s+){0,3})" + _OPENING, re.IGNORECASE
)
_NOT_BEFORE = re.compile(rb"\b(?:no|not|never|isn't|doesn't|without)\b[^.;|]{0,40}$", re.IGNORECASE)
# "| PUT | `/x` |": the method has a column of its own.
_METHOD_CELL = re.compile(rb"\|[\s*_`]*(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|ANY)[\s*_`]*\|")
_PREPOSITION = re.compile(rb"\b(?:for|in|to|on|of|with|at|by|from|via|and|or|as|into|behind)\b")


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
        near = nearest_route(here, method, path)
        same = named[method, shape]
        if near is None or not _is_slip(here, mention, same, near):
            continue
        seen.add((method, shape))
        yield _finding(plan, mention, same.mentions, near)


_Endpoint = tuple[str, tuple[str, ...]]


@dataclass
class _Named:
    """All mentions of one endpoint, with whatever query."""

    plan: Plan
    mentions: list[Mention]

    @cached_property
    def is_called_existing(self) -> bool:
        """Whether the words beside any of the mentions say that the endpoint is there."""
        return any(_is_called_existing(self.plan, each) for each in self.mentions)


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
    if here.feature_says(f"{method} {path}") or _is_any(here.plan, mention):
        return False
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
        # A path of one word is a page as often as an endpoint.
        return mention.intent is Intent.CHANGED and len(same.mentions) == 1
    if len(same.mentions) > 1 and not _are_mostly_served(here):
        return False
    return _is_claimed(here, mention)


def _before(plan: Plan, mention: Mention) -> bytes:
    """Return what stands in front of a mention in its line."""
    return plan.text[plan.text.rfind(b"\n", 0, mention.span.start) + 1 : mention.span.start]


def _is_any(plan: Plan, mention: Mention) -> bool:
    """Tell whether an endpoint has the indefinite article: "append a per-client `GET /x`"."""
    found = _INDEFINITE_BEFORE.search(_before(plan, mention))
    return (
        found is not None
        and not re.search(rb"\bexisting\b", found["between"])
        and not _PREPOSITION.search(found["between"])
    )


def _is_called_existing(plan: Plan, mention: Mention) -> bool:
    """Tell whether the words right beside a mention say that it is there: "the existing", "already answers"."""
    if mention.intent is Intent.NEW or mention.in_fence:
        return False
    before = _before(plan, mention)
    if _NOT_BEFORE.search(before):
        return False
    if _THERE_BEHIND.match(plan.text, mention.span.end):
        return True
    there = _THERE_BEFORE.search(before)
    return there is not None and _PREPOSITION.search(there["between"] or b"") is None


def _names_handler(plan: Plan, mention: Mention, near: Route) -> bool:
    """Tell whether the line of a mention names the handler of a route: it is that route which is meant."""
    name = near.handler.rpartition(".")[2]
    end = plan.text.find(b"\n", mention.span.end)
    line = _before(plan, mention) + plan.text[mention.span.end : end if end >= 0 else len(plan.text)]
    return len(split_identifier(name)) > 1 and re.search(rb"\b" + re.escape(name.encode()) + rb"\b", line) is not None


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
    # "`PATCH /users/`" is the beginning of several.
    whole = sorted(each for each in named if each[0] and not (each[1].endswith("/") and each[1] != "/"))
    known = sum(bool(routes_meant(here.snapshot, f"{method} {path}")) for method, path in whole)
    return known, len(whole) - known


def _is_headline(plan: Plan, mention: Mention) -> bool:
    """Tell whether a line begins with an endpoint: so do the descriptions of those to come."""
    start = plan.text.rfind(b"\n", 0, mention.span.start) + 1
    return re.search(rb"[A-Za-z]{3}", _METHOD_CELL.sub(b"|", plan.text[start : mention.span.start])) is None


def _finding(plan: Plan, mention: Mention, same: list[Mention], near: Route) -> Finding:
    message = f"Nothing serves `{mention.text}`. The nearest is `{near.title}` ({near.file}:{near.line})."
    related = Related("route", near.title, Location(near.file, near.line, Span(0, 0)), near.title)
    fixes = _fixes(plan, mention, same, near)
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
    ),
    bad="The app polls `PATCH /v1/invoices/{id}` until it is paid. (The router has `GET /v1/invoices/{id}`.)",
    good="The app polls `GET /v1/invoices/{id}` until it is paid.",
    check=check,
)
