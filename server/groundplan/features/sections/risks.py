"""Risk Assessment: what the plan touches that much else depends on, each risk with its number."""

from __future__ import annotations

import re

from groundplan.detect.joins.kinds import kind_of
from groundplan.discover.users import files_naming
from groundplan.features.sections.components_to_extend import WORTH_SHOWING
from groundplan.features.sections.context import SectionContext
from groundplan.features.sections.line import Line, count_of
from groundplan.features.sections.phases import touched_types
from groundplan.features.sections.registration import place_of_route
from groundplan.features.sections.ways import example_link
from groundplan.model.join import JoinKind
from groundplan.model.pattern import PatternKind
from groundplan.model.route import Route, RouteConfidence
from groundplan.model.symbol import Symbol
from groundplan.text.identifiers import words

WIDE = 5
"""Files beyond its own from which a type is used so widely that a change of it is a risk."""

BUSY = 3
"""Functions from which a table is shared so much that load and locks of one reach the others."""

TYPES = 2
TABLES = 2
TESTS = 3

# `/v1/` of a path, `.v1.` of a service's name.
_VERSION = re.compile(r"[/.]v\d+(?:(?:alpha|beta)\d*)?(?:[/.]|$)")


def fill_risks(context: SectionContext) -> tuple[Line, ...]:
    """Return a line per risk that can be counted, and a blank for those that cannot."""
    lines = [*_wide_types(context), *_unversioned(context), *_busy_tables(context), *_mixed_sdk(context)]
    if lines:
        lines.append(Line("- ⟨what else can break that works today, and who notices first?⟩", "⟨what else can break"))
    return tuple(lines)


def fill_mitigation(context: SectionContext) -> tuple[Line, ...]:
    """Return what keeps each counted risk small, as far as the code has it, else as a question."""
    links = context.links
    lines = []
    for symbol, users in wide_types(context):
        name = links.symbol(symbol, symbol.display_name)
        text = f"- {name}: ⟨are the new fields optional for the {users} files that use it?⟩"
        lines.append(Line(text, links.target(symbol.path, symbol.line)))
    tests = list(dict.fromkeys(path for item in _near(context) for path in item))[:TESTS]
    if tests:
        shown = links.files(tests)
        lines.append(
            Line(
                f"- Tests that run today and notice a change: {shown}.", "- Tests that run today and notice a change: "
            )
        )
    if lines:
        lines.append(Line("- ⟨what is the way back once data of the new kind exists?⟩", "⟨what is the way back once"))
    return tuple(lines)


def wide_types(context: SectionContext) -> list[tuple[Symbol, int]]:
    """Return the touched types that many files use, with the number of those."""
    counted = [(symbol, len(files_naming(context.snapshot, symbol))) for symbol in touched_types(context)]
    return [(symbol, users) for symbol, users in counted if users >= WIDE][:TYPES]


def _near(context: SectionContext) -> list[tuple[str, ...]]:
    return [item.tests for item in context.slices if item.score >= WORTH_SHOWING]


def _wide_types(context: SectionContext) -> list[Line]:
    links = context.links
    lines = []
    for symbol, users in wide_types(context):
        name, used = links.symbol(symbol, symbol.display_name), count_of(users, "file")
        text = f"- {name} is used by {used} beyond its own: a changed field reaches them."
        lines.append(Line(text, links.target(symbol.path, symbol.line)))
    return lines


def _unversioned(context: SectionContext) -> list[Line]:
    near: list[Route] = []
    for item in context.slices:
        if item.score >= WORTH_SHOWING:
            near += [route for route in item.routes if _is_whole(route) and not _is_versioned(route)]
    if not near:
        return []
    routes = [route for route in map(context.as_specified, context.snapshot.routes) if _is_whole(route)]
    bare = sum(1 for route in routes if not _is_versioned(route))
    place = context.links.place(*place_of_route(context, near[0]))
    share = f"{bare} of {count_of(len(routes), 'route')}"
    text = f"- `{near[0].title}` ({place}) carries no version, like {share}: its answer can only grow."
    return [Line(text, "carries no version, like ")]


def _is_whole(route: Route) -> bool:
    """Whether nothing can stand before a route's path that is not seen."""
    return route.confidence in (RouteConfidence.EXACT, RouteConfidence.SPEC, RouteConfidence.EVENT)


def _is_versioned(route: Route) -> bool:
    """Whether a route has a version in its path, or in the folder of its registration: that is mounted behind it."""
    folder = route.file.rpartition("/")[0]
    return bool(_VERSION.search(route.path) or _VERSION.search(f"/{folder}/"))


def _busy_tables(context: SectionContext) -> list[Line]:
    joins = context.snapshot.infrastructure.joins
    terms = set(context.query.words)
    lines = []
    for resource in context.snapshot.resources:
        if kind_of(resource.type) != "table" or not terms & set(words(resource.logical_id)):
            continue
        users = {
            (join.template, join.resource)
            for join in joins
            if join.kind is JoinKind.GRANT and (join.path, join.name) == (resource.path, resource.logical_id)
        }
        if len(users) >= BUSY:
            target = context.links.target(resource.path, resource.line)
            shared = f"[`{resource.logical_id}`]({target}) is open to {count_of(len(users), 'function')}"
            text = f"- {shared}: load of one slows the others."
            lines.append(Line(text, target))
    return lines[:TABLES]


def _mixed_sdk(context: SectionContext) -> list[Line]:
    pattern = context.patterns.get(PatternKind.AWS_SDK)
    if pattern is None or not pattern.remark:
        return []
    place = example_link(context, pattern.forms[-1].examples[0])
    remark = pattern.remark[:1].upper() + pattern.remark[1:].rstrip(".")
    return [Line(f"- AWS SDK: {remark} (as in {place}).", "- AWS SDK: ")]
