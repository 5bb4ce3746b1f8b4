"""Following a function's calls to the functions of the workspace that they reach."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial

from groundplan.index.snapshot import Snapshot
from groundplan.model.go import FuncDecl, Signature, TypeDecl
from groundplan.model.join import Confidence
from groundplan.model.symbol import Origin, Symbol, SymbolKind
from groundplan.syntax.golang.imports import import_names
from groundplan.text.identifiers import words

UNWANTED = Origin.TEST | Origin.MOCK | Origin.VENDORED | Origin.GENERATED

MAX_EMBEDDING = 4
"""How deep embedded structs are searched for a field or a method."""

MAX_COMPARED = 6
"""Types whose methods' signatures are compared with an interface's; of more the names alone decide."""

_QUALIFIER = re.compile(r"\b\w+\.|\s+")


@dataclass(frozen=True, slots=True)
class Call:
    """A call and what it reaches: `name` of `target` at its 1-based `line`.

    Where several types implement the interface that is called, `target` is the interface and `owners` are those types
    as (import path, name); else `target` is the function. `written` is the call as the code has it.
    """

    target: Symbol
    name: str
    line: int
    written: str
    confidence: Confidence
    evidence: str
    owners: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class _Found:
    target: Symbol
    confidence: Confidence
    evidence: str = ""
    method: str = ""
    line: int = 0
    owners: frozenset[tuple[str, str]] = frozenset()


def callees_of(snapshot: Snapshot, caller: Symbol) -> tuple[Symbol, ...]:
    """Return the hand-written workspace functions that a function calls, in source order.

    A call is followed through imports, through the types of receiver, parameters and struct fields, and through an
    interface when one type of the workspace implements it. What cannot be resolved is left out.
    """
    return tuple(call.target for call in calls_of(snapshot, caller) if not call.owners)


def calls_of(snapshot: Snapshot, caller: Symbol) -> tuple[Call, ...]:
    """Return the calls of a function that reach hand-written code of the workspace, in source order, each target once.

    Unlike `callees_of` this has the calls of interfaces that several types implement.
    """
    return snapshot.remember(("calls", caller.path, caller.line, caller.name), partial(_calls_of, snapshot, caller))


def _calls_of(snapshot: Snapshot, caller: Symbol) -> tuple[Call, ...]:
    func = snapshot.func_decl(caller)
    if func is None:
        return ()
    found: dict[tuple[int, str], Call] = {}
    for position in range(len(func.calls)):
        call = resolve_call(snapshot, caller, func, position)
        if call is not None:
            found.setdefault((call.target.id, call.name), call)
    return tuple(found.values())


def resolve_call(snapshot: Snapshot, caller: Symbol, func: FuncDecl, position: int) -> Call | None:
    """Return what one of a function's calls reaches, None where that is not known or not hand-written code."""
    text = func.calls[position]
    maker, made, method = text.partition("().")
    if made:
        found = _on_what_is_made(snapshot, caller, func, maker, method)
    elif text.startswith("."):
        found = _on_a_result(snapshot, caller, func, position)
    else:
        found = _resolve(snapshot, caller, func, text.split("."))
    if found is None or found.target.id == caller.id or found.target.origin & UNWANTED:
        return None
    target = found.target
    if found.owners:
        title = f"{target.name}.{found.method}"
        return Call(target, title, found.line, text, found.confidence, found.evidence, found.owners)
    return Call(target, target.qualified_name, target.line, text, found.confidence, found.evidence)


def _on_what_is_made(snapshot: Snapshot, caller: Symbol, func: FuncDecl, maker: str, method: str) -> _Found | None:
    """Resolve `service.NewCheckout().Run`: a method of what a constructor returns."""
    source = _resolve(snapshot, caller, func, maker.split("."))
    made = snapshot.func_decl(source.target) if source is not None and not source.owners else None
    if source is None or made is None or not made.signature.results:
        return None
    owner = snapshot.resolve_type(made.signature.results[0].type, source.target.path)
    return _method(snapshot, owner, method) if owner is not None else None


def _on_a_result(snapshot: Snapshot, caller: Symbol, func: FuncDecl, position: int) -> _Found | None:
    """Resolve `.Meters.Read` on what the nearest earlier call returns whose result has such a field."""
    fields = func.calls[position].split(".")[1:]
    for earlier in reversed(func.calls[:position]):
        source = None if earlier.startswith(".") else _resolve(snapshot, caller, func, earlier.split("."))
        made = snapshot.func_decl(source.target) if source is not None and not source.owners else None
        if source is None or made is None or not made.signature.results:
            continue
        owner = snapshot.resolve_type(made.signature.results[0].type, source.target.path)
        for name in fields[:-1]:
            owner = field_type(snapshot, owner, name) if owner is not None else None
        if owner is not None:
            return _method(snapshot, owner, fields[-1])
    return None


def _resolve(snapshot: Snapshot, caller: Symbol, func: FuncDecl, parts: list[str]) -> _Found | None:
    if len(parts) == 1:
        return _sure(_function(snapshot, caller.import_path, parts[0]))
    owner = _type_of(snapshot, caller, func, parts[0])
    if owner is None:
        imported = imported_as(snapshot, caller.path, parts[0])
        if imported is None:
            return _by_name(snapshot, caller, parts)
        if len(parts) == 2:
            return _sure(_function(snapshot, imported, parts[1]))
        owner = _variable_type(snapshot, imported, parts[1])
        parts = parts[1:]
        if owner is None:
            return None
    for name in parts[1:-1]:
        owner = field_type(snapshot, owner, name)
        if owner is None:
            return None
    return _method(snapshot, owner, parts[-1])


def _sure(symbol: Symbol | None) -> _Found | None:
    return _Found(symbol, Confidence.HIGH) if symbol is not None else None


def _by_name(snapshot: Snapshot, caller: Symbol, parts: list[str]) -> _Found | None:
    """Guess the method called on a local variable: one in sight whose owner is named like the variable."""
    facts = snapshot.facts_of(caller.path)
    visible = {item.path for item in facts.imports} | {caller.import_path} if facts else {caller.import_path}
    said = set(words(" ".join(parts[:-1])))
    owners = [
        (len(said & set(words(f"{receiver} {import_path.rsplit('/', 1)[-1]}"))), import_path, receiver)
        for import_path, receiver in sorted(_owners_of(snapshot, parts[-1]), reverse=True)
    ]
    in_sight = [each for each in owners if each[1] in visible]
    if not any(shared for shared, _, _ in in_sight):
        # What a call returned may be of a package that the file does not import: then nothing else may be meant.
        in_sight = owners if len(owners) == 1 else []
    shared, import_path, receiver = max(in_sight, key=lambda each: each[0], default=(0, "", ""))
    if not shared:
        return None
    for owner in snapshot.types_of_package(receiver, import_path):
        found = _method(snapshot, owner, parts[-1])
        if found is not None:
            evidence = f"by the name of `{'.'.join(parts[:-1])}`"
            return _Found(found.target, Confidence.LOW, evidence, found.method, found.line, found.owners)
    return None


def _type_of(snapshot: Snapshot, caller: Symbol, func: FuncDecl, name: str) -> Symbol | None:
    text = type_text(snapshot, caller, func, name)
    return resolved_type(snapshot, text, caller.path) if text else None


def type_text(snapshot: Snapshot, caller: Symbol, func: FuncDecl, name: str) -> str:
    """Return the type that a name has in a function, as written: receiver, parameter, variable of the package."""
    if func.receiver and name == func.receiver_name:
        return func.receiver
    for parameter in func.signature.params:
        if parameter.name == name:
            return parameter.type.removeprefix("...")
    facts = snapshot.facts_of(caller.path)
    for value in facts.values if facts else ():
        if value.name == name and value.type:
            return value.type
    return ""


def _variable_type(snapshot: Snapshot, import_path: str, name: str) -> Symbol | None:
    """Return the type of another package's variable, as far as its declaration spells it."""
    for symbol in snapshot.symbols_named(name):
        if symbol.kind is SymbolKind.VAR and symbol.import_path == import_path:
            facts = snapshot.facts_of(symbol.path)
            for value in facts.values if facts else ():
                if value.name == name and value.type:
                    return resolved_type(snapshot, value.type, symbol.path)
    return None


def field_type(snapshot: Snapshot, owner: Symbol, name: str, depth: int = 0) -> Symbol | None:
    """Return the workspace type of a struct's field, its own or one of an embedded struct."""
    decl = snapshot.type_decl(owner)
    fields = decl.fields if decl else ()
    for field in fields:
        if field.name == name:
            return resolved_type(snapshot, field.type, owner.path)
    for field in fields if depth < MAX_EMBEDDING else ():
        base = resolved_type(snapshot, field.type, owner.path) if field.embedded else None
        found = field_type(snapshot, base, name, depth + 1) if base is not None and base.id != owner.id else None
        if found is not None:
            return found
    return None


def method_of(snapshot: Snapshot, owner: Symbol, name: str) -> Symbol | None:
    """Return a type's method; for an interface, that of the one type that implements it."""
    found = _method(snapshot, owner, name)
    return found.target if found is not None and not found.owners else None


def _method(snapshot: Snapshot, owner: Symbol, name: str, depth: int = 0) -> _Found | None:
    if owner.kind is SymbolKind.INTERFACE:
        return _method_of_interface(snapshot, owner, name, depth)
    for method in snapshot.remember(("methods", owner.id), lambda: snapshot.methods_of(owner)):
        if method.name == name:
            return _Found(method, Confidence.HIGH)
    decl = snapshot.type_decl(owner)
    for field in decl.fields if decl and depth < MAX_EMBEDDING else ():
        base = resolved_type(snapshot, field.type, owner.path) if field.embedded else None
        found = _method(snapshot, base, name, depth + 1) if base is not None and base.id != owner.id else None
        if found is not None:
            return found
    return None


def _method_of_interface(snapshot: Snapshot, interface: Symbol, name: str, depth: int) -> _Found | None:
    decl = snapshot.type_decl(interface)
    listed = next((method for method in decl.methods if method.name == name), None) if decl else None
    if decl is not None and listed is None:
        for embedded in decl.embeds if depth < MAX_EMBEDDING else ():
            base = resolved_type(snapshot, embedded, interface.path)
            found = _method(snapshot, base, name, depth + 1) if base is not None and base.id != interface.id else None
            if found is not None:
                return found
        return None
    owners = implementers_of(snapshot, interface)
    if len(owners) == 1:
        import_path, type_name = next(iter(owners))
        for implementation in snapshot.types_of_package(type_name, import_path):
            found = _method(snapshot, implementation, name, MAX_EMBEDDING)
            if found is not None:
                evidence = f"`{type_name}` alone implements `{interface.display_name}`"
                return _Found(found.target, Confidence.MEDIUM, evidence)
        return None
    if not owners or listed is None:
        return None
    named = [f"`{import_path.rpartition('/')[2]}.{type_name}`" for import_path, type_name in sorted(owners)]
    more = f" and {len(named) - 2} more" if len(named) > 2 else ""
    evidence = f"implemented by {', '.join(named[:2])}{more}"
    return _Found(interface, Confidence.HIGH, evidence, name, listed.line, owners)


def implementation_of(snapshot: Snapshot, interface: Symbol) -> Symbol | None:
    """Return the only hand-written type with all methods of an interface (by name), None if none or several."""
    owners = implementers_of(snapshot, interface)
    if len(owners) != 1:
        return None
    import_path, name = next(iter(owners))
    return next(iter(snapshot.types_of_package(name, import_path)), None)


def implementers_of(snapshot: Snapshot, interface: Symbol) -> frozenset[tuple[str, str]]:
    """Return (import path, name) of the hand-written types with all methods that an interface lists, by their names."""
    return snapshot.remember(("implementers", interface.id), partial(_implementers_of, snapshot, interface))


def _implementers_of(snapshot: Snapshot, interface: Symbol) -> frozenset[tuple[str, str]]:
    decl = snapshot.type_decl(interface)
    owners: frozenset[tuple[str, str]] | None = None
    for method in decl.methods if decl else ():
        having = _owners_of(snapshot, method.name)
        owners = having if owners is None else owners & having
        if not owners:
            break
    if decl is None or not owners or len(owners) > MAX_COMPARED:
        return owners or frozenset()
    return frozenset(owner for owner in owners if _fits(snapshot, owner, decl))


def _fits(snapshot: Snapshot, owner: tuple[str, str], interface: TypeDecl) -> bool:
    """Tell whether a type's methods take and return what an interface asks for, packages' names aside."""
    import_path, name = owner
    declared = {
        method.name: func
        for symbol in snapshot.types_of_package(name, import_path)[:1]
        for method in snapshot.remember(("methods", symbol.id), partial(snapshot.methods_of, symbol))
        for func in (snapshot.func_decl(method),)
    }
    for wanted in interface.methods:
        func = declared.get(wanted.name)
        if func is not None and _shape(func.signature) != _shape(wanted.signature):
            return False
    return True


def _shape(signature: Signature) -> tuple[tuple[str, ...], ...]:
    """Return the types of a signature without the names by which a file knows their packages."""
    return tuple(
        tuple(_QUALIFIER.sub("", item.type) if "interface" not in item.type else "any" for item in items)
        for items in (signature.params, signature.results)
    )


def _owners_of(snapshot: Snapshot, method: str) -> frozenset[tuple[str, str]]:
    return snapshot.remember(("owners of method", method), lambda: snapshot.owners_of_method(method))


def resolved_type(snapshot: Snapshot, text: str, path: str) -> Symbol | None:
    """Return what `Snapshot.resolve_type` does, kept for as long as the index stays what it is."""
    return snapshot.remember(("type in file", text, path), lambda: snapshot.resolve_type(text, path))


def _function(snapshot: Snapshot, import_path: str, name: str) -> Symbol | None:
    found = snapshot.remember(
        ("function of package", import_path, name), lambda: snapshot.functions_named(name, import_path)
    )
    return next(iter(found), None)


def imported_as(snapshot: Snapshot, path: str, name: str) -> str | None:
    """Return the import path behind a name by which a file may call a package, None where it is none."""
    facts = snapshot.facts_of(path)
    for item in facts.imports if facts else ():
        if name == item.alias or (not item.alias and name in import_names(item.path)):
            return item.path
    return None
