"""What a plan promised against the code now: done, differing, missing; and what was done without being planned."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from groundplan.detect.files import origin_of
from groundplan.discover.field_pairs import bare_type
from groundplan.index.snapshot import Snapshot
from groundplan.model.drift import Drift, DriftItem, DriftState
from groundplan.model.go import FuncDecl, Signature, TypeDecl, TypeKind
from groundplan.model.location import Span
from groundplan.model.plan import Intent, Mention, MentionKind, Plan
from groundplan.model.symbol import Origin, Symbol
from groundplan.plan.ground import ground, is_file
from groundplan.plan.mentions.endpoints import endpoint_parts
from groundplan.plan.promises import clean_path, last_name
from groundplan.plan.targets import routes_meant, targets_of
from groundplan.rules.dependency_twin import is_inside
from groundplan.rules.used_before_made import phases_of
from groundplan.text.route_paths import path_shape


def drift_of(snapshot: Snapshot, plan: Plan, changed: Sequence[str] | None = None) -> Drift:
    """Compare a plan with the code; `changed` are the Go files changed since the work began, None where unknown.

    What was done without being planned leaves out what tools write, and the files that hold what the plan makes.
    """
    phases = phases_of(plan)
    found: dict[tuple[str, str], DriftItem] = {}
    items = sorted((*_declared(snapshot, plan), *_announced(snapshot, plan)), key=lambda item: item.span)
    for item in items:
        phase = next((each for each in phases if each.span.start <= item.span.start < each.span.end), None)
        named = item if phase is None else _in_phase(item, phase.title.strip())
        known = found.setdefault((item.kind, last_name(item.name) if item.kind != "endpoint" else item.name), named)
        if known is not named and not known.phase and named.phase:
            found[known.kind, last_name(known.name) if known.kind != "endpoint" else known.name] = _in_phase(
                known, named.phase
            )
    unplanned = None if changed is None else tuple(_unplanned(snapshot, plan, found.values(), changed))
    return Drift(plan.path, tuple(found.values()), unplanned)


def _in_phase(item: DriftItem, phase: str) -> DriftItem:
    return DriftItem(item.kind, item.name, item.state, item.span, phase, item.how, item.path, item.line)


def _declared(snapshot: Snapshot, plan: Plan) -> Iterator[DriftItem]:
    """Yield what the plan's Go fences declare: types, functions and methods."""
    for proposed in plan.types:
        decl = proposed.decl
        if proposed.elided and not (decl.fields or decl.methods):
            # What the type is to gain is still a blank.
            continue
        yield _type_item(snapshot, decl, plan.fences[proposed.fence].file_hint)
    for function in plan.funcs:
        yield _function_item(snapshot, function.decl, function.decl.name_span)


def _type_item(snapshot: Snapshot, decl: TypeDecl, file: str) -> DriftItem:
    span = decl.name_span
    there = snapshot.types_named(decl.name)
    if not there:
        return DriftItem("type", decl.name, DriftState.MISSING, span)
    compared = [(symbol, _compare(snapshot, decl, symbol)) for symbol in there]

    def farness(each: tuple[Symbol, list[str]]) -> tuple[bool, bool, int, str, int]:
        symbol, how = each
        elsewhere = bool(file) and not f"/{symbol.path}".endswith(f"/{file}")
        # What is generated from a type mirrors it.
        return elsewhere, bool(symbol.origin), len(how), symbol.path, symbol.line

    symbol, how = min(compared, key=farness)
    state = DriftState.DIFFERS if how else DriftState.DONE
    return DriftItem("type", decl.name, state, span, "", tuple(how), symbol.path, symbol.line)


def _compare(snapshot: Snapshot, decl: TypeDecl, symbol: Symbol) -> list[str]:
    """Return how a type of the code lacks what a plan declares; more than was planned is no difference."""
    existing = snapshot.type_decl(symbol)
    if existing is None:
        return []
    if decl.kind is TypeKind.STRUCT:
        fields = {field.name: field for field in snapshot.type_fields(symbol)}
        how = []
        for field in decl.fields:
            own = fields.get(field.name)
            if own is None:
                how.append(f"has no field `{field.name}`")
            elif not field.embedded and bare_type(own.type) != bare_type(field.type):
                how.append(f"`{field.name}` is `{own.type}`, not `{field.type}`")
        return how
    methods = {method.name: method.signature for method in existing.methods}
    how = [f"has no method `{method.name}`" for method in decl.methods if method.name not in methods]
    how += [
        f"`{method.name}` has another signature"
        for method in decl.methods
        if method.name in methods and _types(methods[method.name]) != _types(method.signature)
    ]
    return how


def _function_item(snapshot: Snapshot, decl: FuncDecl, span: Span) -> DriftItem:
    kind = "method" if decl.receiver else "function"
    there = [
        symbol
        for symbol in snapshot.symbols_named(decl.name)
        if not symbol.kind.is_type and symbol.receiver == decl.receiver
    ]
    if not there:
        return DriftItem(kind, decl.qualified_name, DriftState.MISSING, span)
    for symbol in there:
        own = snapshot.func_decl(symbol)
        if own is not None and _types(own.signature) == _types(decl.signature):
            return DriftItem(kind, decl.qualified_name, DriftState.DONE, span, "", (), symbol.path, symbol.line)
    how = (f"is `{there[0].signature}`",)
    return DriftItem(kind, decl.qualified_name, DriftState.DIFFERS, span, "", how, there[0].path, there[0].line)


def _types(signature: Signature) -> tuple[tuple[str, ...], tuple[str, ...]]:
    return (
        tuple(bare_type(each.type) for each in signature.params),
        tuple(bare_type(each.type) for each in signature.results),
    )


def _announced(snapshot: Snapshot, plan: Plan) -> Iterator[DriftItem]:
    """Yield what the plan's prose says it will make."""
    declared = {each.decl.name for each in plan.types} | {each.decl.name for each in plan.funcs}
    for mention in plan.mentions:
        if mention.intent is not Intent.NEW or mention.in_fence:
            continue
        if mention.kind is MentionKind.SYMBOL and last_name(mention.text) in declared:
            continue
        item = _item(snapshot, plan, mention)
        if item is not None:
            yield item


def _item(snapshot: Snapshot, plan: Plan, mention: Mention) -> DriftItem | None:
    if mention.kind is MentionKind.ENDPOINT:
        return _endpoint_item(snapshot, mention)
    if mention.kind is MentionKind.PATH:
        if not is_file(mention.text) or mention.text.endswith(".md"):
            return None
        files = ground(snapshot, plan).files(mention.text)
        return _plain("file", mention, files[0] if len(files) > 0 else "", 1)
    if mention.kind is MentionKind.DEPENDENCY:
        return _dependency_item(snapshot, mention)
    targets = targets_of(snapshot, plan, mention)
    kind = mention.noun if mention.kind is MentionKind.RESOURCE and mention.noun else "symbol"
    place = targets[0].location if targets else None
    if place is None and mention.kind is MentionKind.SYMBOL and _is_field(snapshot, mention.text):
        return DriftItem("field", mention.text, DriftState.DONE, mention.span)
    return _plain(kind, mention, place.path if place else "", place.line if place else 0)


def _is_field(snapshot: Snapshot, text: str) -> bool:
    owner, _, name = text.rpartition(".")
    return bool(owner) and any(
        field.name == name for symbol in snapshot.types_named(owner) for field in snapshot.type_fields(symbol)
    )


def _plain(kind: str, mention: Mention, path: str, line: int) -> DriftItem:
    state = DriftState.DONE if path else DriftState.MISSING
    return DriftItem(kind, mention.text, state, mention.span, "", (), path, line if path else 0)


def _endpoint_item(snapshot: Snapshot, mention: Mention) -> DriftItem:
    method, path = endpoint_parts(mention.text)
    routes = routes_meant(snapshot, f"{method} {path}".strip())
    if routes:
        return _plain("endpoint", mention, routes[0].file, routes[0].line)
    others = [route for route in snapshot.routes if path_shape(route.path) == path_shape(path)]
    # A route of another method may have been there before: it is told, but it is not what was promised.
    how = tuple(f"`{route.title}` is there" for route in others[:3])
    return DriftItem("endpoint", mention.text, DriftState.MISSING, mention.span, "", how)


def _dependency_item(snapshot: Snapshot, mention: Mention) -> DriftItem | None:
    if "." not in mention.text.split("/")[0]:
        return None
    for module in snapshot.modules:
        for item in module.requirements:
            if is_inside(mention.text, item.path):
                return _plain("module", mention, f"{module.folder}/go.mod".lstrip("/"), item.line)
    return _plain("module", mention, "", 0)


def _unplanned(snapshot: Snapshot, plan: Plan, items: Iterable[DriftItem], changed: Iterable[str]) -> Iterator[str]:
    holding = {item.path for item in items if item.path}
    for path in sorted(changed):
        facts = snapshot.facts_of(path)
        written = facts is None or not origin_of(path, facts) & (Origin.GENERATED | Origin.VENDORED | Origin.MOCK)
        if written and path not in holding and _tested_by(path) not in holding and not _is_planned(plan, path):
            yield path


def _tested_by(path: str) -> str:
    """Return the file that a test file is named after, and any other file as it is."""
    return path.removesuffix("_test.go") + ".go" if path.endswith("_test.go") else path


def _is_planned(plan: Plan, path: str) -> bool:
    """Tell whether a plan names a file, its folder or, for a test, the file that it tests."""
    tested = _tested_by(path)
    for mention in plan.mentions:
        if mention.kind is MentionKind.PATH:
            named = clean_path(mention.text)
            if any(f"/{each}".endswith(f"/{named}") or f"/{named}/" in f"/{each}" for each in (path, tested)):
                return True
    hints = {clean_path(fence.file_hint) for fence in plan.fences if fence.file_hint}
    return any(each == hint or each.endswith(f"/{hint}") for hint in hints for each in (path, tested))
