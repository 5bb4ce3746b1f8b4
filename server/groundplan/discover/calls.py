"""Following a function's calls to the functions of the workspace that they reach."""

from __future__ import annotations

from groundplan.index.snapshot import Snapshot
from groundplan.model.go import FuncDecl
from groundplan.model.symbol import Origin, Symbol, SymbolKind
from groundplan.text.identifiers import words

UNWANTED = Origin.TEST | Origin.MOCK | Origin.VENDORED | Origin.GENERATED


def callees_of(snapshot: Snapshot, caller: Symbol) -> tuple[Symbol, ...]:
    """Return the hand-written workspace functions that a function calls, in source order.

    A call is followed through imports, through the types of receiver, parameters and struct fields, and through an
    interface when one type of the workspace implements it. What cannot be resolved is left out.
    """
    func = snapshot.func_decl(caller)
    if func is None:
        return ()
    found: dict[int, Symbol] = {}
    for position, text in enumerate(func.calls):
        if text.startswith("."):
            target = _on_a_result(snapshot, caller, func, position)
        else:
            target = _resolve(snapshot, caller, func, text.split("."))
        if target is not None and target.id != caller.id and not target.origin & UNWANTED:
            found.setdefault(target.id, target)
    return tuple(found.values())


def _on_a_result(snapshot: Snapshot, caller: Symbol, func: FuncDecl, position: int) -> Symbol | None:
    """Resolve `.Meters.Read` on what the nearest earlier call returns whose result has such a field."""
    fields = func.calls[position].split(".")[1:]
    for earlier in reversed(func.calls[:position]):
        source = None if earlier.startswith(".") else _resolve(snapshot, caller, func, earlier.split("."))
        made = snapshot.func_decl(source) if source is not None else None
        if source is None or made is None or not made.signature.results:
            continue
        owner = snapshot.resolve_type(made.signature.results[0].type, source.path)
        for name in fields[:-1]:
            owner = _field_type(snapshot, owner, name) if owner is not None else None
        if owner is not None:
            return method_of(snapshot, owner, fields[-1])
    return None


def _resolve(snapshot: Snapshot, caller: Symbol, func: FuncDecl, parts: list[str]) -> Symbol | None:
    if len(parts) == 1:
        return _function(snapshot, caller.import_path, parts[0])
    owner = _type_of(snapshot, caller, func, parts[0])
    if owner is None:
        imported = _imported(snapshot, caller.path, parts[0])
        if imported is not None:
            return _function(snapshot, imported, parts[1]) if len(parts) == 2 else None
        return _by_name(snapshot, caller, parts)
    for name in parts[1:-1]:
        owner = _field_type(snapshot, owner, name)
        if owner is None:
            return None
    return method_of(snapshot, owner, parts[-1])


def _by_name(snapshot: Snapshot, caller: Symbol, parts: list[str]) -> Symbol | None:
    """Guess the method called on a local variable: one in sight whose owner is named like the variable."""
    facts = snapshot.facts_of(caller.path)
    visible = {item.path for item in facts.imports} | {caller.import_path} if facts else {caller.import_path}
    said = set(words(" ".join(parts[:-1])))
    owners = [
        (len(said & set(words(f"{receiver} {import_path.rsplit('/', 1)[-1]}"))), import_path, receiver)
        for import_path, receiver in sorted(snapshot.owners_of_method(parts[-1]), reverse=True)
        if import_path in visible
    ]
    shared, import_path, receiver = max(owners, key=lambda each: each[0], default=(0, "", ""))
    if not shared:
        return None
    return next(
        (method_of(snapshot, owner, parts[-1]) for owner in snapshot.types_of_package(receiver, import_path)), None
    )


def _type_of(snapshot: Snapshot, caller: Symbol, func: FuncDecl, name: str) -> Symbol | None:
    if func.receiver and name == func.receiver_name:
        return snapshot.resolve_type(func.receiver, caller.path)
    for parameter in func.signature.params:
        if parameter.name == name:
            return snapshot.resolve_type(parameter.type, caller.path)
    facts = snapshot.facts_of(caller.path)
    for value in facts.values if facts else ():
        if value.name == name and value.type:
            return snapshot.resolve_type(value.type, caller.path)
    return None


def _field_type(snapshot: Snapshot, owner: Symbol, name: str) -> Symbol | None:
    decl = snapshot.type_decl(owner)
    for field in decl.fields if decl else ():
        if field.name == name:
            return snapshot.resolve_type(field.type, owner.path)
    return None


def method_of(snapshot: Snapshot, owner: Symbol, name: str) -> Symbol | None:
    """Return a type's method; for an interface, that of the one type that implements it."""
    if owner.kind is SymbolKind.INTERFACE:
        implementation = implementation_of(snapshot, owner)
        return method_of(snapshot, implementation, name) if implementation else None
    for method in snapshot.methods_of(owner):
        if method.name == name:
            return method
    decl = snapshot.type_decl(owner)
    for field in decl.fields if decl else ():
        if field.embedded:
            base = snapshot.resolve_type(field.type, owner.path)
            if base is not None and base.id != owner.id and base.kind is SymbolKind.STRUCT:
                for method in snapshot.methods_of(base):
                    if method.name == name:
                        return method
    return None


def implementation_of(snapshot: Snapshot, interface: Symbol) -> Symbol | None:
    """Return the only hand-written type with all methods of an interface (by name), None if none or several."""
    decl = snapshot.type_decl(interface)
    if decl is None or not decl.methods:
        return None
    owners: frozenset[tuple[str, str]] | None = None
    for method in decl.methods:
        having = snapshot.owners_of_method(method.name)
        owners = having if owners is None else owners & having
        if not owners:
            return None
    if owners is None or len(owners) != 1:
        return None
    import_path, name = next(iter(owners))
    return next(iter(snapshot.types_of_package(name, import_path)), None)


def _function(snapshot: Snapshot, import_path: str, name: str) -> Symbol | None:
    return next(iter(snapshot.functions_named(name, import_path)), None)


def _imported(snapshot: Snapshot, path: str, alias: str) -> str | None:
    facts = snapshot.facts_of(path)
    for item in facts.imports if facts else ():
        name = item.alias or item.path.rsplit("/", 1)[-1]
        if name == alias:
            return item.path
    return None
