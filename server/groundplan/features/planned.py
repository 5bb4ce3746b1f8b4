"""Where documents of a feature say that they will create something that the code does not have."""

from __future__ import annotations

from collections.abc import Iterator

from groundplan.index.snapshot import Snapshot
from groundplan.model.feature import Linker
from groundplan.model.location import Location
from groundplan.model.plan import Intent, Mention, MentionKind, Plan
from groundplan.plan.ground import ground
from groundplan.plan.promises import last_name
from groundplan.text.positions import LineIndex


def planned_places(snapshot: Snapshot, plan: Plan, mention: Mention) -> tuple[Location, ...]:
    """Return where this plan, then the other documents of its feature, declare or announce what a mention names."""
    found = [place for document in (plan, *ground(snapshot, plan).feature) for place in _declared(document, mention)]
    if not found:
        found = [
            Location(document.path, other.line, other.span)
            for document in (plan, *ground(snapshot, plan).feature)
            for other in document.mentions
            if other.intent is Intent.NEW and (other.kind, _name(other)) == (mention.kind, _name(mention))
        ]
    return tuple(dict.fromkeys(found))


def describe_planned(snapshot: Snapshot, plan: Plan, mention: Mention, link: Linker) -> str:
    """Return who creates what a mention names, in Markdown; "" where no document of the feature does."""
    places = planned_places(snapshot, plan, mention)
    if not places:
        return ""
    place = places[0]
    where = "this plan creates it" if place.path == plan.path else f"{place.path} creates it"
    return f"**`{mention.text}`** · planned: {where}, [line {place.line}]({link(place.path, place.line)})"


def _declared(document: Plan, mention: Mention) -> Iterator[Location]:
    if mention.kind is not MentionKind.SYMBOL:
        return
    name = last_name(mention.text)
    spans = [item.decl.name_span for item in document.types if item.decl.name == name]
    spans += [item.decl.name_span for item in document.funcs if item.decl.name == name]
    if spans:
        lines = LineIndex(document.text)
        yield from (Location(document.path, lines.line_of(span.start), span) for span in spans)


def _name(mention: Mention) -> str:
    return last_name(mention.text) if mention.kind is MentionKind.SYMBOL else mention.text
