"""Executive Summary: what there is to build on, in numbers, and what the plan adds to it."""

from __future__ import annotations

from groundplan.features.sections import components_to_extend, data_architecture
from groundplan.features.sections.context import SLICES, SectionContext
from groundplan.features.sections.line import Line, count_of
from groundplan.features.sections.phases import touched_types
from groundplan.model.candidate import TypeVerdict


def fill(context: SectionContext) -> tuple[Line, ...]:
    """Return one line of numbers with the nearest example of each, and one for what is new."""
    parts = [part for part in (_features(context), _components(context), _types(context)) if part]
    if not parts:
        return ()
    return Line(f"- To build on: {'; '.join(parts)}.", "- To build on: "), _new(context)


def _features(context: SectionContext) -> str:
    good = [item for item in context.slices if item.score >= components_to_extend.WORTH_SHOWING]
    if not good:
        return ""
    routes = {route.title for item in good for route in item.routes}
    number = count_of(len(good), "similar feature")
    if len(good) == SLICES:
        # That many were looked at, and all of them count.
        number = f"at least {number}"
    behind = f" behind {count_of(len(routes), 'route')}" if routes else ""
    return f"{number}{behind}, first {context.links.symbol(good[0].entry)}"


def _components(context: SectionContext) -> str:
    found = [symbol for symbol, _ in components_to_extend.components(context) if symbol.kind.is_type]
    if not found:
        return ""
    symbol = found[0]
    link = context.links.symbol(symbol, symbol.display_name)
    return f"{count_of(len(found), 'component')} that they run through, first {link}"


def _types(context: SectionContext) -> str:
    found = touched_types(context)
    if not found:
        return ""
    worth = sum(1 for item in context.types if item.score >= data_architecture.WORTH_SHOWING)
    count = min(max(worth, len(found)), data_architecture.SHOWN)
    return f"{count_of(count, 'type')} with such data, first {context.links.symbol(found[0], found[0].display_name)}"


def _new(context: SectionContext) -> Line:
    new = [item.decl.name for item, decision in context.decisions if decision.verdict is TypeVerdict.NEW]
    if new:
        named = ", ".join(f"`{name}`" for name in dict.fromkeys(new))
        return Line(f"- New types: {named} ⟨and why does none of the above carry them?⟩", f"- New types: {named}")
    return Line("- ⟨what is new beside these: which field, method, endpoint or resource?⟩", "⟨what is new beside these")
