"""GP111: a new endpoint that a router serves already, or that twins one under another path."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import permutations

from groundplan.discover.closeness import is_sample
from groundplan.discover.endpoint_purpose import purpose_of
from groundplan.index.once import once
from groundplan.index.snapshot import Snapshot
from groundplan.model.finding import Finding, Fix, Related, Severity, TextEdit
from groundplan.model.location import Location, Span
from groundplan.model.plan import Intent, Mention, MentionKind, Plan
from groundplan.model.route import Route, RouteConfidence
from groundplan.plan.ground import Ground, ground, speaks_of_existing
from groundplan.plan.mentions.endpoints import endpoint_parts
from groundplan.plan.targets import routes_meant
from groundplan.rules.endpoint_proposals import listed_endpoints
from groundplan.rules.new_thing import NewThing, is_announced_outright, object_to
from groundplan.rules.rule import Rule
from groundplan.text.identifiers import fold_name, singular
from groundplan.text.route_paths import path_shape

_VERSION = re.compile(r"v\d+(?:(?:alpha|beta)\d*)?")
_FRAME = frozenset(("api", "apis", "rest"))

# What a path says beside its noun when it is not written as a resource: the method says it already.
_VERBS = {
    "POST": frozenset(("create", "add", "new")),
    "GET": frozenset(("get", "list", "all", "fetch")),
    "PUT": frozenset(("update", "edit", "set")),
    "PATCH": frozenset(("update", "edit", "modify")),
    "DELETE": frozenset(("delete", "remove")),
}

# What makes a verb or a noun of a short form: `eval` and `evaluate`, `collect` and `collector`.
_ENDINGS = frozenset(
    "or er ion ing ment uate uation ation uration rmation istic enticate entication mary ory ed ate".split()
)
_SHORTEST = 4
_MOST_PERMUTED = 4

_SURE = (RouteConfidence.EXACT, RouteConfidence.BASE_UNKNOWN, RouteConfidence.SPEC)
EXISTING_MARK = " (existing)"


def check(snapshot: Snapshot, plan: Plan) -> Iterator[Finding]:
    """Yield a finding for each endpoint that the plan announces and the code has, under this or a like path."""
    new = new_endpoints(snapshot, plan)
    announced = {_key(mention) for mention in new}
    listed = [mention for mention in listed_endpoints(snapshot, plan) if _key(mention) not in announced]
    served = _served_here(snapshot, plan) if new or listed else []
    by_key = {(route.method, path_shape(route.path)): route for route in reversed(served)}
    by_subject: dict[tuple[str, tuple[str, ...]], list[Route]] = {}
    for route in served:
        by_subject.setdefault((route.method, twin_key(route.method, route.path)), []).append(route)
    by_wording: dict[tuple[str, str], list[Route]] = {}
    for (method, key), routes in by_subject.items():
        by_wording.setdefault((method, "".join(key)), []).extend(routes)
    by_things: dict[tuple[str, ...], list[Route]] = {}
    for route in served:
        if (other := purpose_of(route.method, route.path)) is not None:
            by_things.setdefault(other.things, []).append(route)
    known = sum(_key(mention) in by_key for mention in new)
    # A plan most of whose new endpoints are there was written down after the work.
    severity = Severity.HINT if known > 1 and known * 2 >= len(new) else Severity.WARNING
    for mention in (*new, *listed):
        method, path = endpoint_parts(mention.text)
        same = by_key.get(_key(mention))
        if same is not None:
            yield from object_to(plan, _served(mention, same, severity))
            continue
        key = twin_key(method, path)
        if not key or routes_meant(snapshot, f"{method} {path}"):
            continue
        alike = by_subject.get((method, key)) or _of_same_words(by_wording, method, key)
        alike = alike or _of_short_form(by_subject, method, key)
        twins = [route for route in alike if not _are_versions(path, route.path)]
        if twins:
            yield from object_to(plan, _twin(plan, mention, twins[0], "is another path for what", "serves"))
            continue
        purpose = purpose_of(method, path)
        for route in by_things.get(purpose.things, ()) if purpose else ():
            other = purpose_of(route.method, route.path)
            if purpose and other and purpose.serves(other) and not _are_versions(path, route.path):
                yield from object_to(plan, _twin(plan, mention, route, "is another way to do what", "does"))
                break


def _of_same_words(by_wording: dict[tuple[str, str], list[Route]], method: str, key: tuple[str, ...]) -> list[Route]:
    """Return the routes of the same words in another order or run together: `/stats/running`, `/running/stats`.

    Where a path has parameters the order is the meaning: the lists of a user, the users of a list.
    """
    if "{}" in key or len(key) > _MOST_PERMUTED:
        return []
    orders = sorted({"".join(order) for order in permutations(key)})
    return [route for order in orders for route in by_wording.get((method, order), ())]


def _of_short_form(
    by_subject: dict[tuple[str, tuple[str, ...]], list[Route]], method: str, key: tuple[str, ...]
) -> list[Route]:
    """Return the routes whose last word is the short or long form of a path's last: `eval`, `evaluate`."""
    if len(key) < 2:
        return []
    last = key[-1]
    found = []
    for (other_method, other), routes in by_subject.items():
        if other_method == method and len(other) == len(key) and other[:-1] == key[:-1] and other != key:
            short, long = sorted((last, other[-1]), key=len)
            if len(short) >= _SHORTEST and long.startswith(short) and long[len(short) :] in _ENDINGS:
                found += routes
    return found


def _served_here(snapshot: Snapshot, plan: Plan) -> list[Route]:
    """Return the routes that a new endpoint can meet: those of examples and of other services are left out."""
    sure = [route for route in snapshot.routes if route.confidence in _SURE and not is_sample(route.file)]
    folders = sorted((module.folder for module in snapshot.modules), key=len, reverse=True)
    if len(folders) < 2:
        return sure
    named = {_module_of(folders, file) for file in ground(snapshot, plan).files_meant}
    return [route for route in sure if not named or _module_of(folders, route.file) in named]


def _module_of(folders: list[str], file: str) -> str:
    """Return the innermost of some folders, longest first, that a file is in."""
    return next((folder for folder in folders if not folder or file.startswith(f"{folder}/")), "")


def new_endpoints(snapshot: Snapshot, plan: Plan) -> tuple[Mention, ...]:
    """Return the first mention of each endpoint of which the plan speaks as to be made, and nowhere as being there."""
    return once(snapshot, "new endpoints", plan, lambda: tuple(_new_endpoints(ground(snapshot, plan))))


def _new_endpoints(here: Ground) -> Iterator[Mention]:
    mentions = [mention for mention in here.mentions(MentionKind.ENDPOINT) if endpoint_parts(mention.text)[0]]
    there = {_key(mention) for mention in mentions if speaks_of_existing(mention)}
    seen = set(there)
    for mention in mentions:
        if mention.intent is not Intent.NEW or mention.in_fence or _key(mention) in seen:
            continue
        if _key(mention)[1] and is_announced_outright(here.plan, mention):
            seen.add(_key(mention))
            yield mention


def _key(mention: Mention) -> tuple[str, tuple[str, ...]]:
    method, path = endpoint_parts(mention.text)
    return method, path_shape(path)


@lru_cache(maxsize=16384)
def twin_key(method: str, path: str) -> tuple[str, ...]:
    """Return what a path is about: no version, no frame, nouns in the singular, no verb that the method says."""
    found = []
    for segment in path_shape(path):
        folded = fold_name(segment)
        if _VERSION.fullmatch(folded) or folded in _FRAME or folded in _VERBS.get(method, ()):
            continue
        found.append(singular(folded))
    while found and found[0] == "{}":
        del found[0]
    return tuple(found)


def _are_versions(path: str, other: str) -> bool:
    """Tell whether two paths name different versions: the second one is meant to stand beside the first."""
    own, others = ([each for each in path_shape(each) if _VERSION.fullmatch(each)] for each in (path, other))
    return bool(own) and bool(others) and own != others


def _place(route: Route) -> Related:
    return Related("route", route.title, Location(route.file, route.line, Span(0, 0)), route.handler or route.title)


def _served(mention: Mention, route: Route, severity: Severity) -> NewThing:
    handler = f" by `{route.handler}`" if route.handler else ""
    return NewThing(
        ENDPOINT_TWIN.code,
        severity,
        0.85,
        mention.text,
        mention.span,
        route.title,
        f"`{mention.text}` is served already{handler} ({route.file}:{route.line})."
        " Extend it, or give the new endpoint a path of its own.",
        "why must what is served today be replaced?",
        (mention.text.rpartition(" ")[2],),
        (_place(route),),
    )


def _twin(plan: Plan, mention: Mention, route: Route, relation: str, verb: str) -> NewThing:
    written = plan.text[mention.span.start : mention.span.end]
    fixes: tuple[Fix, ...] = ()
    if written == mention.text.encode():
        end = mention.span.end
        behind = end + (plan.text[end : end + 1] == b"`")
        edits = (TextEdit(mention.span, route.title), TextEdit(Span(behind, behind), EXISTING_MARK))
        fixes = (Fix(f"Extend {route.title}", edits, preferred=True),)
    return NewThing(
        ENDPOINT_TWIN.code,
        Severity.INFO,
        0.6,
        mention.text,
        mention.span,
        route.title,
        f"`{mention.text}` {relation} `{route.title}` {verb} ({route.file}:{route.line})."
        " Two paths for one thing are two contracts to keep.",
        f"why can `{route.title}` not be extended?",
        (mention.text.rpartition(" ")[2],),
        (_place(route),),
        fixes,
    )


ENDPOINT_TWIN = Rule(
    code="GP111",
    name="endpoint-exists-already",
    severity=Severity.WARNING,
    summary="A new endpoint is served already, or twins one under another path",
    rationale=(
        "Two registrations of one method and path are a conflict that some routers report at start and others"
        " never. Two paths for one thing are two contracts: each client finds another one. Only routes whose full"
        " path is known count, and only those of the modules whose files the plan names. The same method and path"
        " is a warning; another path is a note where both are about the same nouns once `api`, plurals and verbs"
        " such as `create` are taken away, and where path and method say the same action in other words:"
        " `deactivate` and a status that is set, `PUT` and `PATCH`, or the same words in another order or a short"
        " form: `eval`, `evaluate`. Another version is meant to be. An endpoint that the plan speaks of as"
        " existing anywhere is not new; one that opens an item, row or heading of a section about the API and"
        " that no router serves is taken for new too, for these notes only. Where most of the new endpoints are"
        " served the plan tells of work that is done: they are hints then."
    ),
    bad="Add `POST /v1/invoice/create`. (The router has `POST /v1/invoices`.)",
    good="Extend `POST /v1/invoices` with `reminder`.",
    check=check,
)
