"""Implementation Phases: what the plan and similar features touch, in the order data, logic, surface."""

from __future__ import annotations

from groundplan.detect.joins.kinds import SQL_TABLE, kind_of
from groundplan.features.sections import components_to_extend, data_architecture
from groundplan.features.sections.context import SectionContext
from groundplan.features.sections.line import Line
from groundplan.features.sections.messages import messages_of
from groundplan.features.sections.registration import how_registered
from groundplan.features.sections.stand_ins import is_of_tests
from groundplan.model.candidate import TypeVerdict
from groundplan.model.join import JoinKind
from groundplan.model.symbol import Symbol

TYPES = 2
TABLES = 2
COMPONENTS = 2
ROUTES = 2


def fill_core(context: SectionContext) -> tuple[Line, ...]:
    """Return the types that change first, and the tables that hold them."""
    links = context.links
    lines = []
    types = touched_types(context)[:TYPES]
    for symbol in types:
        text = f"- Data: {links.symbol(symbol, symbol.display_name)} ⟨gains which fields, tested where?⟩"
        lines.append(Line(text, links.target(symbol.path, symbol.line)))
    for message in messages_of(context) if not types else ():
        place = links.place(message.path, message.line)
        text = f"- Data: message `{message.symbol.name}` ({place}) ⟨gains which fields, tested where?⟩"
        lines.append(Line(text, links.target(message.path, message.line)))
    for name, path, line in _tables_of(context, types)[:TABLES]:
        target = links.target(path, line)
        lines.append(Line(f"- Storage: [`{name}`]({target}) ⟨stays as it is, or gains which column or index?⟩", target))
    return tuple(lines)


def fill_logic(context: SectionContext) -> tuple[Line, ...]:
    """Return the components that gain behaviour once the data is there."""
    links = context.links
    found = [symbol for symbol, _ in components_to_extend.components(context)]
    # Handlers come to the surface; the logic is what they call.
    behind = [symbol for symbol in found if symbol.kind.is_type]
    return tuple(
        Line(
            f"- Logic: {links.symbol(symbol, symbol.display_name)} ⟨gains which method or case?⟩",
            links.target(symbol.path, symbol.line),
        )
        for symbol in (behind or found)[:COMPONENTS]
    )


def fill_surface(context: SectionContext) -> tuple[Line, ...]:
    """Return where the feature comes to the surface: beside the routes of similar features."""
    lines: dict[str, Line] = {}
    for item in context.slices:
        if item.score < components_to_extend.WORTH_SHOWING:
            continue
        for route in item.routes[:1]:
            if len(lines) < ROUTES:
                how = how_registered(context, route)
                text = f"- Surface: beside `{route.title}`, {how} ⟨which route or answer is added?⟩"
                lines.setdefault(route.title, Line(text, f"`{route.title}`, {how.partition(' ')[0]}"))
    return tuple(lines.values())


def touched_types(context: SectionContext) -> list[Symbol]:
    """Return the existing types that the plan's own proposals come down to, else the most similar ones."""
    found = [
        decision.match.symbol
        for _, decision in context.decisions
        if decision.match is not None
        and decision.verdict is not TypeVerdict.NEW
        and decision.match.confidence >= data_architecture.WORTH_SHOWING
    ]
    if not found:
        found = [item.symbol for item in context.types if item.score >= data_architecture.WORTH_SHOWING]
    return list({symbol.id: symbol for symbol in found}.values())


def _tables_of(context: SectionContext, types: list[Symbol]) -> list[tuple[str, str, int]]:
    wanted = {(symbol.path, symbol.line) for symbol in types}
    infrastructure = context.snapshot.infrastructure
    found: dict[str, tuple[str, str, int]] = {}
    for join in infrastructure.joins:
        if join.kind is JoinKind.MODEL and (join.path, join.line) in wanted and not is_of_tests(join.template):
            line = infrastructure.line_of(join.template, join.resource)
            resources = infrastructure.stacks.find(join.template, join.resource)
            if line and any(kind_of(each.type) == "table" for each in resources):
                # A table that several migrations create, one per database, is one table.
                sql = any(each.type == SQL_TABLE for each in resources)
                key = join.resource.lower() if sql else f"{join.template}#{join.resource}"
                found.setdefault(key, (join.resource, join.template, line))
    return list(found.values())
