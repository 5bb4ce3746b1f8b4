"""Lines above declarations of Go files: the plans that speak of them."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable

from groundplan.features.plans import Plans
from groundplan.features.references import places_of_symbol, words_for
from groundplan.index.snapshot import Snapshot
from groundplan.model.feature import Lens
from groundplan.model.location import Location
from groundplan.model.plan import Intent, Plan
from groundplan.model.symbol import SymbolKind
from groundplan.plan.intent_settled import settled_mentions

_PLANNED = (SymbolKind.STRUCT, SymbolKind.INTERFACE, SymbolKind.TYPE, SymbolKind.FUNC, SymbolKind.METHOD)

# Names of files that say what a document is; its folder says what it is about.
_GENERIC = frozenset(("plan", "design", "tasks", "proposal", "spec", "data-model", "research", "readme", "index"))


def go_lenses(snapshot: Snapshot, plans: Plans, path: str) -> tuple[Lens, ...]:
    """Return a lens for each type and function of a Go file that a plan names and can mean nothing else by.

    Its places are those in the plans, changes and restatements first.
    """
    symbols = [symbol for symbol in snapshot.symbols_of_file(path) if symbol.kind in _PLANNED]
    served = {(route.handler_path, route.handler_line) for route in snapshot.routes}
    speaking = list(plans.speaking_of(word for symbol in symbols for word in words_for(snapshot, symbol)))
    lenses = []
    for symbol in symbols:
        by_route = (symbol.path, symbol.line) in served
        planned: dict[str, list[Location]] = {}
        named: dict[str, list[Location]] = {}
        for plan in speaking:
            if not by_route and symbol.name.encode() not in plan.text:
                continue
            places = sorted(set(places_of_symbol(snapshot, plan, symbol, sure=True)))
            if places:
                changes = _changes(plan)
                kept = [place for place in places if (place.span.start, place.span.end) in changes]
                (planned if kept else named)[plan.path] = kept or places
        shown = planned or named
        if shown:
            word = "planned" if planned else "named"
            places = [place for found in (*planned.values(), *named.values()) for place in found]
            lenses.append(Lens(symbol.name_span, f"{word} in {_listed(shown)}", tuple(places)))
    return tuple(lenses)


def _changes(plan: Plan) -> set[tuple[int, int]]:
    """Return the spans at which a plan says that something is changed, or writes it down anew."""
    found = {(m.span.start, m.span.end) for m in settled_mentions(plan) if m.intent in (Intent.CHANGED, Intent.NEW)}
    found.update((item.decl.name_span.start, item.decl.name_span.end) for item in plan.types)
    found.update((item.decl.name_span.start, item.decl.name_span.end) for item in plan.funcs)
    return found


def _listed(paths: Iterable[str]) -> str:
    names = [_title(path) for path in paths]
    return names[0] if len(names) == 1 else f"{names[0]} and {len(names) - 1} more"


def _title(path: str) -> str:
    folder, name = posixpath.split(path)
    if name.partition(".")[0].lower() in _GENERIC and folder:
        return f"{posixpath.basename(folder)}/{name}"
    return name
