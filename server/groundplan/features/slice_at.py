"""What a feature slice can be asked of at a place of a plan or of a Go file, and the list to choose from."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from groundplan.discover.feature_slice import Anchor, anchors_of, place_of, title_of
from groundplan.features.mention_at import mention_at, proposed_type_at
from groundplan.index.snapshot import Snapshot
from groundplan.model.plan import Mention, Plan
from groundplan.model.route import Route
from groundplan.model.symbol import SymbolKind
from groundplan.plan.targets import targets_of

_SLICED = (SymbolKind.FUNC, SymbolKind.METHOD)


@dataclass(frozen=True, slots=True)
class SliceChoice:
    """One thing that a slice can be asked of: the name that means it alone, and where it stands (1-based line)."""

    name: str
    detail: str
    path: str
    line: int


def anchor_meant(snapshot: Snapshot, plan: Plan, mention: Mention) -> Anchor | None:
    """Return what a mention means: the first of several routes of one path, nothing where its meanings differ."""
    found: list[Anchor] = []
    for target in targets_of(snapshot, plan, mention):
        meant = target.symbol or target.route or target.resource
        if meant is not None and (target.symbol is None or target.symbol.kind.value not in ("const", "var")):
            found.append(meant)
    if not found or (len(found) > 1 and len({title_of(each) for each in found}) > 1):
        return None
    served = [each for each in found if getattr(each, "handler_path", "")]
    return served[0] if served else found[0]


def anchors_in_plan(snapshot: Snapshot, plan: Plan, offset: int) -> tuple[Anchor, ...]:
    """Return what stands at a byte offset of a plan: what a mention means, or the type of the name that it proposes."""
    mention = mention_at(plan, offset)
    if mention is not None:
        meant = anchor_meant(snapshot, plan, mention)
        return (meant,) if meant is not None else ()
    proposed = proposed_type_at(plan, offset)
    return snapshot.types_named(proposed.decl.name) if proposed is not None else ()


def anchors_in_go(snapshot: Snapshot, path: str, line: int) -> tuple[Anchor, ...]:
    """Return what stands on a line (1-based) of a Go file: its routes, else the declaration that it is part of."""
    routes = [route for route in snapshot.routes if (route.file, route.line) == (path, line)]
    if routes:
        return tuple(sorted(routes, key=_best_served))
    symbols = [each for each in snapshot.symbols_of_file(path) if each.line <= line]
    last = max(symbols, key=lambda each: each.line, default=None)
    return (last,) if last is not None and (last.kind in _SLICED or last.kind.is_type) else ()


def route_choices(snapshot: Snapshot) -> tuple[SliceChoice, ...]:
    """Return all routes that lead to a function of the workspace, by path, each once."""
    served = [route for route in snapshot.routes if route.handler_path]
    served.sort(key=lambda route: (route.path, route.method, route.file, route.line))
    return choices_of(served)


def choices_of(anchors: Iterable[Anchor]) -> tuple[SliceChoice, ...]:
    """Return things to choose from; one that shares its title with another is named by its place."""
    listed = list({(title_of(each), place_of(each)): each for each in anchors}.values())
    titles = [title_of(each) for each in listed]
    choices = []
    for anchor, title in zip(listed, titles, strict=True):
        path, line = place_of(anchor)
        place = f"{path}:{line}"
        handler = getattr(anchor, "handler", "")
        alone = titles.count(title) == 1
        detail = " · ".join(part for part in (handler, place if alone else title) if part)
        choices.append(SliceChoice(title if alone else place, detail, path, line))
    return tuple(choices)


def name_alone(snapshot: Snapshot, anchor: Anchor) -> str:
    """Return the name that means an anchor and nothing else: its title, else its place."""
    title = title_of(anchor)
    return title if anchors_of(snapshot, title) == (anchor,) else "{}:{}".format(*place_of(anchor))


def _best_served(route: Route) -> tuple[bool, str, str]:
    return (not route.handler_path, route.path, route.method)
