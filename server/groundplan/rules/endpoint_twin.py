"""GP111: a new endpoint that a router serves already, or that twins one under another path."""

from __future__ import annotations

from collections.abc import Iterator

from groundplan.index.once import once
from groundplan.index.snapshot import Snapshot
from groundplan.model.finding import Finding, Fix, Related, Severity, TextEdit
from groundplan.model.location import Location, Span
from groundplan.model.plan import Intent, Mention, MentionKind, Plan
from groundplan.model.route import Route
from groundplan.plan.ground import Ground, ground, speaks_of_existing
from groundplan.plan.mentions.endpoints import endpoint_parts
from groundplan.plan.targets import routes_meant
from groundplan.rules.endpoint_proposals import listed_endpoints
from groundplan.rules.new_thing import NewThing, is_announced_outright, object_to
from groundplan.rules.rule import Rule
from groundplan.rules.served_routes import innermost_first, module_of, served_routes
from groundplan.text.route_paths import path_shape

_SAME_ACTION = ("is another way to do what", "does")
EXISTING_MARK = " (existing)"


def check(snapshot: Snapshot, plan: Plan) -> Iterator[Finding]:
    """Yield a finding for each endpoint that the plan announces and the code has, under this or a like path."""
    new = new_endpoints(snapshot, plan)
    announced = {_key(mention) for mention in new}
    listed = [mention for mention in listed_endpoints(snapshot, plan) if _key(mention) not in announced]
    if not new and not listed:
        return
    served = served_routes(snapshot, _modules_named(snapshot, plan))
    known = sum(_key(mention) in served.by_key for mention in new)
    # A plan most of whose new endpoints are there was written down after the work.
    severity = Severity.HINT if known > 1 and known * 2 >= len(new) else Severity.WARNING
    for mention in (*new, *listed):
        method, path = endpoint_parts(mention.text)
        same = served.by_key.get(_key(mention))
        if same is not None:
            yield from object_to(plan, _served(mention, same, severity))
            continue
        if routes_meant(snapshot, f"{method} {path}"):
            continue
        twin = served.twin_of(method, path)
        if twin is not None:
            relation, verb = ("is another path for what", "serves") if twin.same_words else _SAME_ACTION
            yield from object_to(plan, _twin(plan, mention, twin.route, relation, verb))


def _modules_named(snapshot: Snapshot, plan: Plan) -> frozenset[str]:
    """Return the folders of the modules whose files the plan names; empty where the workspace has one module."""
    folders = innermost_first(snapshot)
    if len(folders) < 2:
        return frozenset()
    return frozenset(module_of(folders, file) for file in ground(snapshot, plan).files_meant)


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
