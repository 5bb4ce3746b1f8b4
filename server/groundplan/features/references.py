"""Where plans speak of something: from a declaration in the code, or from a name in a plan."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from groundplan.features.mention_at import mention_at, proposed_type_at
from groundplan.features.plans import Plans
from groundplan.index.snapshot import Snapshot
from groundplan.model.location import Location, Span
from groundplan.model.plan import Mention, MentionKind, Plan
from groundplan.model.route import Route
from groundplan.model.symbol import Symbol
from groundplan.plan.promises import last_name
from groundplan.plan.targets import Target, targets_of
from groundplan.text.positions import LineIndex
from groundplan.text.route_paths import path_shape

_DOTTED = re.compile(rb"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*")


def references_in_go(snapshot: Snapshot, plans: Plans, path: str, text: bytes, offset: int) -> tuple[Location, ...]:
    """Return where plans speak of the declaration or name at a byte offset of a Go file."""
    found: dict[Location, None] = {}
    for symbol in symbols_at(snapshot, path, text, offset):
        for plan in plans.speaking_of(words_for(snapshot, symbol)):
            found.update(dict.fromkeys(places_of_symbol(snapshot, plan, symbol)))
    return tuple(sorted(found))


def references_in_plan(
    snapshot: Snapshot, plans: Plans, plan: Plan, offset: int, *, with_declaration: bool
) -> tuple[Location, ...]:
    """Return where this plan and others speak of what the name at a byte offset stands for.

    With the declaration, its places in the code come first.
    """
    mention = mention_at(plan, offset)
    proposed = proposed_type_at(plan, offset)
    if mention is None and proposed is None:
        return ()
    name = proposed.decl.name if proposed is not None else mention.text if mention is not None else ""
    if proposed is not None:
        targets = tuple(Target(symbol.location, symbol=symbol) for symbol in snapshot.types_named(name))
        kind = MentionKind.SYMBOL
    else:
        assert mention is not None
        targets, kind = targets_of(snapshot, plan, mention), mention.kind
    found: dict[Location, None] = {}
    for other in (plan, *(each for each in plans.speaking_of([_tail(kind, name)]) if each.path != plan.path)):
        found.update(dict.fromkeys(_places(snapshot, other, kind, name, targets)))
    declared = [target.location for target in targets] if with_declaration else []
    return (*dict.fromkeys(declared), *sorted(found))


def symbols_at(snapshot: Snapshot, path: str, text: bytes, offset: int) -> tuple[Symbol, ...]:
    """Return what the name at a byte offset of a Go file can mean: the declaration that it is, else what it uses."""
    here = next((match for match in _DOTTED.finditer(text, *_line(text, offset)) if match.end() >= offset), None)
    if here is None or here.start() > offset:
        return ()
    end = min((at for at in (text.find(b".", offset, here.end()), here.end()) if at >= 0), default=here.end())
    name = text[here.start() : end].decode()
    for symbol in snapshot.symbols_of_file(path):
        if symbol.name_span.contains(offset) and symbol.name == last_name(name):
            return (symbol,)
    if "." in name:
        qualified = ".".join(name.split(".")[-2:])
        return snapshot.resolve(qualified)
    own = {symbol.import_path for symbol in snapshot.symbols_of_file(path)}
    return tuple(symbol for symbol in snapshot.symbols_named(name) if symbol.import_path in own)


def places_of_symbol(snapshot: Snapshot, plan: Plan, symbol: Symbol, *, sure: bool = False) -> Iterator[Location]:
    """Yield where a plan speaks of a symbol: by its name, by a route that it serves, in a fence that restates it.

    With `sure`, names that can mean something else as well are left out.
    """
    target = Target(symbol.location, symbol=symbol)
    yield from _places(snapshot, plan, MentionKind.SYMBOL, symbol.name, (target,), sure=sure)
    served = _routes_served(snapshot, symbol)
    for mention in plan.mentions if served else ():
        if mention.kind is MentionKind.ENDPOINT:
            meant = [target.route for target in targets_of(snapshot, plan, mention)]
            if any(route in meant for route in served) and (len(meant) == 1 or not sure):
                yield Location(plan.path, mention.line, mention.span)


def _places(
    snapshot: Snapshot,
    plan: Plan,
    kind: MentionKind,
    name: str,
    targets: tuple[Target, ...],
    *,
    sure: bool = False,
) -> Iterator[Location]:
    """Yield where a plan names something; without targets the same name is the same thing."""
    wanted = {target.location for target in targets}
    tail = _tail(kind, name)
    for mention in plan.mentions:
        if mention.kind is not kind or _tail(kind, mention.text) != tail:
            continue
        meant = {target.location for target in targets_of(snapshot, plan, _without_lines(mention))}
        if sure and not meant <= wanted:
            continue
        if meant & wanted if wanted else not meant and _is_same(kind, mention.text, name):
            yield Location(plan.path, mention.line, mention.span)
    if kind is MentionKind.SYMBOL and not (sure and _is_ambiguous(snapshot, tail, wanted)):
        yield from _declared(plan, tail, targets)


def _declared(plan: Plan, name: str, targets: tuple[Target, ...]) -> Iterator[Location]:
    """Yield the declarations of a name in the plan's own fences."""
    lines: LineIndex | None = None
    symbols = [target.symbol for target in targets if target.symbol is not None]
    spans: list[Span] = []
    if not targets or any(symbol.kind.is_type for symbol in symbols):
        spans += [item.decl.name_span for item in plan.types if item.decl.name == name]
    owners = {symbol.receiver for symbol in symbols if not symbol.kind.is_type}
    for item in plan.funcs:
        if item.decl.name == name and (not targets or item.decl.receiver in owners):
            spans.append(item.decl.name_span)
    for span in spans:
        lines = lines or LineIndex(plan.text)
        yield Location(plan.path, lines.line_of(span.start), span)


def _is_ambiguous(snapshot: Snapshot, name: str, wanted: set[Location]) -> bool:
    return any(symbol.location not in wanted for symbol in snapshot.types_named(name))


def words_for(snapshot: Snapshot, symbol: Symbol) -> Iterable[str]:
    """Return names of which a plan has one if it speaks of a symbol."""
    return (symbol.name, *(_tail(MentionKind.ENDPOINT, route.title) for route in _routes_served(snapshot, symbol)))


def _routes_served(snapshot: Snapshot, symbol: Symbol) -> list[Route]:
    if symbol.kind.is_type:
        return []
    return [
        route for route in snapshot.routes if (route.handler_path, route.handler_line) == (symbol.path, symbol.line)
    ]


def _tail(kind: MentionKind, text: str) -> str:
    """Return the last part of a name that all its spellings have in common."""
    if kind is MentionKind.SYMBOL:
        return last_name(text)
    if kind is MentionKind.PATH:
        return posixpath.basename(text.rstrip("/"))
    if kind is MentionKind.ENDPOINT:
        fixed = [part for part in path_shape(text.rpartition(" ")[2]) if part and part[0].isalnum()]
        return fixed[-1] if fixed else ""
    return text


def _is_same(kind: MentionKind, text: str, name: str) -> bool:
    if kind is MentionKind.ENDPOINT:
        method, _, path = text.rpartition(" ")
        other, _, wanted = name.rpartition(" ")
        return path_shape(path) == path_shape(wanted) and (method == other or not method or not other)
    return kind is MentionKind.SYMBOL or text == name


def _without_lines(mention: Mention) -> Mention:
    return replace(mention, lines=()) if mention.lines else mention


def _line(text: bytes, offset: int) -> tuple[int, int]:
    end = text.find(b"\n", offset)
    return text.rfind(b"\n", 0, offset) + 1, end if end >= 0 else len(text)
