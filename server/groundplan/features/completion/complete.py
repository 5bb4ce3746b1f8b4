"""What is offered at a place of a plan."""

from __future__ import annotations

from groundplan.features.completion.fence import offer_in_fence
from groundplan.features.completion.headings import offer_headings
from groundplan.features.completion.names import offer_names
from groundplan.features.completion.paths import (
    is_folder,
    offer_dependencies,
    offer_files_named,
    offer_paths,
    offers_of_root,
)
from groundplan.features.completion.request import MAX_ITEMS, PATH_TAIL, Offer, Request
from groundplan.features.completion.resources import offer_resources
from groundplan.features.completion.routes import offer_routes
from groundplan.features.completion.site import Site, SiteKind, site_at
from groundplan.features.describe import describe_target
from groundplan.features.members import describe_member
from groundplan.index.snapshot import Snapshot
from groundplan.model.completion import Completions
from groundplan.model.feature import Linker
from groundplan.model.location import Location, Span
from groundplan.plan.targets import Target
from groundplan.text.positions import LineIndex


def complete(snapshot: Snapshot, path: str, text: bytes, lines: LineIndex, offset: int) -> Completions | None:
    """Return the offers at a byte offset of a plan's text, None where there are none.

    The text is not parsed: that would take longer than an author's next keystroke in a long plan.
    """
    site = site_at(text, lines, offset)
    if site is None:
        return None
    offer = _offer(Request(snapshot, path, text, site.cursor), site)
    if offer is None or not offer.items:
        return None
    typed = site.span_from(offer.typed)
    tail = offer.tail.match(text, site.cursor, max(site.cursor, site.end))
    return Completions(offer.items, typed, Span(typed.start, tail.end() if tail else site.cursor), offer.complete)


def describe_completion(snapshot: Snapshot, kind: str, name: str, path: str, line: int, link: Linker) -> str:
    """Return the hover text of an offer that was made before; "" where the code has it no more.

    `name` is what the offer is filtered by, a route's the text that it inserts; the rest is as in `Completion`.
    """
    if kind == "route":
        for route in snapshot.routes:
            if (route.file, route.line) == (path, line) and name.endswith(route.path):
                return describe_target(snapshot, Target(Location(path, line, Span(0, 0)), route=route), link)
        return ""
    if kind == "resource":
        for resource in snapshot.resources:
            if (resource.path, resource.line) == (path, line):
                return describe_target(snapshot, Target(Location(path, line, Span(0, 0)), resource=resource), link)
        return ""
    if kind == "file":
        return describe_target(snapshot, Target(Location(path, 1, Span(0, 0))), link)
    symbols = snapshot.symbols_of_file(path) if path else ()
    for symbol in symbols:
        if symbol.line == line and symbol.name == name and kind != "field":
            return describe_target(snapshot, Target(symbol.location, symbol=symbol), link)
    above = [symbol for symbol in symbols if symbol.line <= line and symbol.kind.is_type]
    return describe_member(snapshot, above[-1], name, link) if above else ""


def _offer(request: Request, site: Site) -> Offer | None:
    if site.kind is SiteKind.FENCE:
        return offer_in_fence(request, site)
    if site.kind is SiteKind.LINK:
        return offer_paths(request, site.head, beside=True)
    if site.kind is SiteKind.HEADING:
        routes = offer_routes(request, site.head, "", in_code=False)
        return routes or offer_headings(request, site.head, site.start)
    if site.kind is SiteKind.PROSE:
        routes = offer_routes(request, site.head, "", in_code=False)
        if routes is not None:
            return routes
        return offer_paths(request, site.head) if is_folder(request, site.head) else None
    return _in_code(request, site)


def _in_code(request: Request, site: Site) -> Offer | None:
    resources, only = offer_resources(request, site.head, site.before)
    if only:
        return resources
    for found in (
        offer_routes(request, site.head, site.before, in_code=True),
        offer_dependencies(request, site.head),
        offer_paths(request, site.head),
    ):
        if found is not None:
            return found
    names = offer_names(request, site.head)
    files = offer_files_named(request, site.head) if names is None else ()
    if files:
        return Offer(files, site.head, False, PATH_TAIL)
    # Beside names of the code there is room for some others that begin with the same letters.
    beside = (*(resources.items[:10] if resources is not None else ()), *offers_of_root(request, site.head))
    if not beside:
        return names
    own = names.items if names is not None and names.typed == site.head else ()
    return Offer((*own[: MAX_ITEMS - len(beside)], *beside), site.head, False, PATH_TAIL)
