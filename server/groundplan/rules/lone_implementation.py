"""GP502: a new interface with one implementation, where the types beside it do without."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from groundplan.index.lookups import Lookups
from groundplan.index.snapshot import Snapshot
from groundplan.model.finding import Finding, Related, Severity
from groundplan.model.go import TypeDecl, TypeKind
from groundplan.model.plan import Plan, ProposedType
from groundplan.model.symbol import Origin, Symbol, SymbolKind
from groundplan.rules.new_thing import NewThing, object_to
from groundplan.rules.rule import Rule
from groundplan.rules.siblings import FEWEST
from groundplan.rules.wording import place_of
from groundplan.text.identifiers import split_identifier

MOST = 0.25
"""Share of the siblings with an interface of their own up to which one more is no custom."""

MOST_SIBLINGS = 60
"""Siblings that are looked at."""

_DOUBLE = r"(?:mock|fake|stub|spy|dummy|noop|nop|null|in_?memory|mem|test)"
_SECOND_ONE = re.compile(
    r"\b(?:mock|fake|stub|test double|second implementation|other implementations?|swappable|pluggable|plug-?ins?"
    r"|providers?|backends?|drivers?|import cycle|circular|cyclic)",
    re.IGNORECASE,
)


def check(snapshot: Snapshot, plan: Plan) -> Iterator[Finding]:
    """Yield a finding for each new interface that one new type implements, and no other in the plan or the code."""
    for proposed in plan.types:
        decl = proposed.decl
        if decl.kind is not TypeKind.INTERFACE or not decl.methods or decl.embeds or decl.type_params:
            continue
        made = _implementations(plan, decl)
        if (
            len(made) != 1
            or not _are_neighbours(plan, proposed, made[0])
            or snapshot.types_named(decl.name)
            or _has_other_uses(plan, decl)
        ):
            continue
        names = [method.name for method in decl.methods]
        if frozenset.intersection(*(_owners(snapshot, name) for name in names)):
            continue
        yield from _object(snapshot, plan, proposed, made[0])


def _owners(snapshot: Snapshot, name: str) -> frozenset[tuple[str, str]]:
    return snapshot.remember(("owners of method", name), lambda: snapshot.owners_of_method(name))


def _implementations(plan: Plan, interface: TypeDecl) -> list[str]:
    """Return the types of the plan that implement an interface: by their methods, an assertion or a constructor."""
    wanted = {method.name for method in interface.methods}
    methods: dict[str, set[str]] = {}
    found: list[str] = []
    name = interface.name.encode()
    for proposed in plan.funcs:
        decl = proposed.decl
        if decl.receiver:
            methods.setdefault(decl.receiver, set()).add(decl.name)
        elif decl.signature.results and decl.signature.results[0].type == interface.name:
            body = plan.text[decl.span.start : decl.span.end]
            found += [each.decode() for each in re.findall(rb"\breturn\s+&?(\w+)\{", body)]
    found += [owner for owner, has in methods.items() if wanted <= has]
    asserted = rb"\bvar\s+_\s+(?:\w+\.)?" + re.escape(name) + rb"\s*=\s*(?:\(\*|&|new\()?(?:\w+\.)?(\w+)"
    found += [each.decode() for each in re.findall(asserted, plan.text)]
    return list(dict.fromkeys(found))


def _are_neighbours(plan: Plan, interface: ProposedType, implementation: str) -> bool:
    """Tell whether interface and implementation are of one package: one that another package asks for is a seam."""
    places = {each.fence for each in plan.types if each.decl.name == implementation}
    places |= {each.fence for each in plan.funcs if each.decl.receiver == implementation}
    home = posixpath.dirname(plan.fences[interface.fence].file_hint)
    folders = {posixpath.dirname(plan.fences[each].file_hint) for each in places}
    return interface.fence in places or (bool(home) and folders == {home})


def _has_other_uses(plan: Plan, interface: TypeDecl) -> bool:
    """Tell whether the plan has a test double of an interface, or speaks of others that could stand in its place."""
    name = re.escape(interface.name)
    text = plan.text.decode("utf-8", "replace")
    if re.search(rf"\b{_DOUBLE}_?{name}|\b{name}_?{_DOUBLE}\b", text, re.IGNORECASE):
        return True
    return any(_SECOND_ONE.search(line) for line in text.splitlines() if re.search(rf"\b{name}\b", line)) or bool(
        _SECOND_ONE.search(interface.doc)
    )


def _object(snapshot: Snapshot, plan: Plan, proposed: ProposedType, implementation: str) -> Iterator[Finding]:
    decl = proposed.decl
    siblings, kind = _siblings(snapshot, plan, proposed, implementation)
    if len(siblings) < FEWEST:
        return
    interfaces = _interfaces(snapshot, decl.name, implementation)
    alone = [symbol for symbol in siblings if not any(_implements(snapshot, symbol, each) for each in interfaces)]
    behind = len(siblings) - len(alone)
    if behind > MOST * len(siblings):
        return
    example = alone[0]
    count = f"{behind} of" if behind else "None of"
    message = (
        f"`{decl.name}` is an interface with one implementation, `{implementation}`. {count} the code's"
        f" {len(siblings)} {kind} {'has' if behind < 2 else 'have'} one; `{example.name}` ({place_of(example)}) is used"
        " as it is."
    )
    yield from object_to(
        plan,
        NewThing(
            LONE_IMPLEMENTATION.code,
            Severity.INFO,
            0.6,
            decl.name,
            decl.name_span,
            "",
            message,
            f"what else will implement `{decl.name}`, and when?",
            (),
            (Related("struct", example.name, example.location, f"{example.display_name}: without an interface"),),
        ),
    )


def _siblings(snapshot: Snapshot, plan: Plan, proposed: ProposedType, implementation: str) -> tuple[list[Symbol], str]:
    """Return the structs with methods of the last word of the implementation or the interface, else of the folder."""
    structs = snapshot.handwritten_structs
    for name in (implementation, proposed.decl.name):
        word = split_identifier(name)[-1:]
        alike = [each for each in structs if word and split_identifier(each.name)[-1:] == word]
        alike = [each for each in alike[:MOST_SIBLINGS] if snapshot.methods_of(each)]
        if len(alike) >= FEWEST:
            return alike, f"types named …{word[0].capitalize()}"
    folder = posixpath.dirname(plan.fences[proposed.fence].file_hint)
    beside = [each for each in structs if folder and f"/{posixpath.dirname(each.path)}".endswith(f"/{folder}")]
    return [each for each in beside[:MOST_SIBLINGS] if snapshot.methods_of(each)], f"types with methods in `{folder}`"


def _interfaces(snapshot: Snapshot, *names: str) -> list[TypeDecl]:
    lookups = Lookups(snapshot)
    found: dict[int, Symbol] = {}
    for word in dict.fromkeys(split_identifier(name)[-1] for name in names if split_identifier(name)):
        for symbol in lookups.symbols_ending(word, 5000):
            if symbol.kind is SymbolKind.INTERFACE and symbol.origin == Origin.HANDWRITTEN:
                found[symbol.id] = symbol
    decls = (snapshot.type_decl(symbol) for symbol in found.values())
    return [decl for decl in decls if decl is not None and decl.methods]


def _implements(snapshot: Snapshot, symbol: Symbol, interface: TypeDecl) -> bool:
    own = {method.name for method in snapshot.methods_of(symbol)}
    return all(method.name in own for method in interface.methods)


LONE_IMPLEMENTATION = Rule(
    code="GP502",
    name="interface-with-one-implementation",
    severity=Severity.INFO,
    summary="A new interface has one implementation, and the types beside it are used without an interface",
    rationale=(
        "An interface that one type implements is a second place to change with every method, and reading goes one"
        " step further. The rule speaks where the plan's code has exactly one implementation and no test double, no"
        " type of the code has the methods, and hardly any type of like name in the code has an interface of its own."
        " Where an interface beside each type is the custom, it is silent."
    ),
    bad=(
        "```go\ntype PaintStore interface {\n\tSave(p Paint) error\n}\n\ntype paintStore struct{}\n\n"
        "func (s *paintStore) Save(p Paint) error\n```\n(`BlockStore`, `SeamStore` and `LoadStore` are structs.)"
    ),
    good="```go\ntype PaintStore struct{}\n\nfunc (s *PaintStore) Save(p Paint) error\n```",
    check=check,
)
