"""What a feature runs through from a function down: services, stores, clients, types, resources and tests."""

from __future__ import annotations

from collections.abc import Mapping

from groundplan.discover.calls import UNWANTED, Call, calls_of, resolved_type
from groundplan.discover.feature_slice.covering_tests import tests_of
from groundplan.discover.feature_slice.outside import outside_of
from groundplan.discover.feature_slice.resources import (
    functions_running,
    granted_to,
    only_granted,
    resources_used_by,
    tables_of_type,
)
from groundplan.discover.feature_slice.roles import is_accessor, is_plumbing, kind_of_function, subject_of
from groundplan.index.snapshot import Snapshot
from groundplan.model.go import FuncDecl
from groundplan.model.join import Confidence
from groundplan.model.pattern import PatternKind
from groundplan.model.route import Route
from groundplan.model.slice import NodeKind, SliceNode
from groundplan.model.symbol import Symbol, SymbolKind

MAX_DEPTH = 4
"""Calls followed below the first function: service, store and what they share. Further down is plumbing."""

MAX_CHILDREN = 5
"""Functions shown below one function; the rest is a count."""

MAX_LOOKED_AT = 36
"""Functions looked into for one slice: bounds its time, and the tree is long done by then."""

MAX_ASTRAY = 1
"""Levels followed below a function that shares no word with the feature, on the way to a table or a service."""

MAX_IMPLEMENTATIONS = 3
"""Types shown that can stand behind an interface."""

MAX_TYPES = 4
"""Types shown in one slice."""

MAX_TESTS = 4

_OUTSIDE = (NodeKind.STORE, NodeKind.CLIENT, NodeKind.RESOURCE, NodeKind.API)


class Descent:
    """One walk down; a function, type, resource or test is shown where the walk meets it first."""

    def __init__(
        self,
        snapshot: Snapshot,
        entry: Symbol,
        routes: tuple[Route, ...] = (),
        granted: Mapping[str, tuple[SliceNode, ...]] | None = None,
    ) -> None:
        """Begin at a function that serves some routes; `granted` is what a template's function that runs it may use."""
        self._snapshot = snapshot
        self._subject = subject_of(entry)
        if granted is None:
            titles = tuple(route.title for route in routes)
            running = functions_running(snapshot, (entry.path, entry.line), titles)
            granted = granted_to(snapshot, [(node.path, node.name) for node in running])
        self._granted = granted
        self._payloads = frozenset(
            (symbol.import_path, symbol.name) for route in routes for symbol in payload_types(snapshot, route)
        )
        self._seen: set[tuple[str, int, str]] = set()
        self._looked_at = 0
        self._types = 0
        self._tests = 0

    def function(
        self, symbol: Symbol, relation: str, confidence: Confidence = Confidence.HIGH, evidence: tuple[str, ...] = ()
    ) -> SliceNode:
        """Return a function with all that hangs below it."""
        self._meet(symbol.path, symbol.line, symbol.qualified_name)
        return self._function(symbol, relation, confidence, evidence, 0, 0)

    def payloads(self, route: Route) -> tuple[SliceNode, ...]:
        """Return the types that a route reads and answers with."""
        found = []
        for relation, text in (("reads", route.request), ("answers with", route.response)):
            for symbol in _payload_type(self._snapshot, route, text):
                node = self._type(symbol, relation)
                found += [node] if node is not None else []
        return tuple(found)

    def _function(
        self,
        symbol: Symbol,
        relation: str,
        confidence: Confidence,
        evidence: tuple[str, ...],
        depth: int,
        astray: int,
    ) -> SliceNode:
        kind = kind_of_function(self._snapshot, symbol)
        outside = self._outside(symbol, kind)
        settled = kind is NodeKind.STORE and any(each.kind is NodeKind.RESOURCE for each in outside)
        below, left_out = self._calls(symbol, kind, settled, depth, astray) if depth < MAX_DEPTH else ([], 0)
        children = [*outside, *below]
        if kind in (NodeKind.STORE, NodeKind.CLIENT) or not any(each.kind in _OUTSIDE for each in below):
            children = [*self._types_of(symbol), *children]
        children += self._tests_of(symbol)
        return SliceNode(
            kind,
            symbol.qualified_name,
            symbol.path,
            symbol.line,
            relation,
            confidence,
            evidence,
            symbol.package,
            tuple(children),
            left_out,
        )

    def _calls(
        self, symbol: Symbol, kind: NodeKind, settled: bool, depth: int, astray: int
    ) -> tuple[list[SliceNode], int]:
        """Return the functions below one; of a store that is known to work with a table only what is its subject's."""
        kept: list[tuple[int, int, SliceNode]] = []
        decl = self._snapshot.func_decl(symbol)
        own = decl.receiver_name if decl else ""
        for position, call in enumerate(calls_of(self._snapshot, symbol)):
            if self._looked_at >= MAX_LOOKED_AT:
                break
            if (call.target.path, call.line, call.name) in self._seen or is_plumbing(self._snapshot, call.target):
                continue
            # What a function is given to work with is of its feature, whatever its name.
            given = (
                depth <= 1
                and kind is not NodeKind.STORE
                and own != ""
                and call.written.startswith(f"{own}.")
                and call.written.count(".") > 1
            )
            given = given or bool(call.owners & self._payloads)
            about_it = given or bool(subject_of(call.target, call.name) & self._subject)
            if not about_it and astray >= MAX_ASTRAY and not self._reaches_out(call):
                continue
            self._looked_at += 1
            before = set(self._seen), self._types, self._tests
            self._meet(call.target.path, call.line, call.name)
            node = self._callee(call, depth, 0 if about_it else astray + 1)
            # What stores have in common is their plumbing; another table is not.
            telling = _OUTSIDE[2:] if kind is NodeKind.STORE else _OUTSIDE
            reaching = not settled and any(each.kind in telling for each in node.walk())
            if reaching or (about_it and not (is_accessor(call.target) and not call.owners)):
                kept.append((-about_it - 2 * reaching, position, node))
            else:
                # What is not shown has shown nothing: its types and tests may stand elsewhere.
                self._seen, self._types, self._tests = before
        kept.sort(key=lambda each: each[:2])
        shown = sorted(kept[:MAX_CHILDREN], key=lambda each: each[1])
        return [node for _, _, node in shown], max(0, len(kept) - MAX_CHILDREN)

    def _reaches_out(self, call: Call) -> bool:
        return kind_of_function(self._snapshot, call.target) in (NodeKind.STORE, NodeKind.CLIENT)

    def _callee(self, call: Call, depth: int, astray: int) -> SliceNode:
        evidence = tuple(each for each in (f"calls `{call.written}`", call.evidence) if each)
        if not call.owners:
            return self._function(call.target, "calls", call.confidence, evidence, depth + 1, astray)
        kind = kind_of_function(self._snapshot, call.target)
        path, package = call.target.path, call.target.package
        below, left_out = self._implementations(call, depth, astray)
        return SliceNode(kind, call.name, path, call.line, "calls", call.confidence, evidence, package, below, left_out)

    def _implementations(self, call: Call, depth: int, astray: int) -> tuple[tuple[SliceNode, ...], int]:
        """Return the methods that an interface's call can mean: those that work with something outside, if any does."""
        snapshot, name = self._snapshot, call.name.rpartition(".")[2]
        methods = [
            method
            for import_path, owner in sorted(call.owners)
            for symbol in snapshot.types_of_package(owner, import_path)[:1]
            for method in snapshot.methods_of(symbol)
            if method.name == name and not method.origin & UNWANTED
        ]
        read = [each for each in methods if (each.import_path, each.receiver) in self._payloads]
        telling = read or [each for each in methods if resources_used_by(snapshot, each) or outside_of(snapshot, each)]
        shown = [each for each in (telling or methods)[:MAX_IMPLEMENTATIONS] if self._meet(*_place(each))]
        alone = len(telling) == 1
        sure = Confidence.MEDIUM if alone else Confidence.LOW
        why = ("the only one that works with something outside",) if alone else (f"one of {len(call.owners)}",)
        why = ("the one that the route reads or answers with",) if alone and read else why
        nodes = tuple(self._function(each, "done by", sure, why, depth + 1, astray) for each in shown)
        return nodes, len(methods) - len(shown) if nodes else 0

    def _outside(self, symbol: Symbol, kind: NodeKind) -> list[SliceNode]:
        named = resources_used_by(self._snapshot, symbol)
        if not named:
            technologies = {each.technology for each in outside_of(self._snapshot, symbol)}
            named = only_granted(self._granted, kind is NodeKind.STORE, technologies)
        if named:
            return [node for node in named if self._meet(*_key(node))]
        # What no template names is told by the library that is called.
        return [
            SliceNode(
                NodeKind.API,
                each.technology,
                symbol.path,
                symbol.line,
                "calls",
                Confidence.HIGH,
                (f"calls `{each.call}`",),
                each.kind.value,
            )
            for each in outside_of(self._snapshot, symbol)
            if each.kind is not PatternKind.DATABASE and self._meet("", 0, each.technology)
        ]

    def _types_of(self, symbol: Symbol) -> list[SliceNode]:
        decl = self._snapshot.func_decl(symbol)
        found = []
        for text in _types_in(decl) if decl else ():
            target = resolved_type(self._snapshot, text, symbol.path)
            if target is None or target.kind is not SymbolKind.STRUCT or target.origin & UNWANTED:
                continue
            if not self._snapshot.is_registered_model(target) and not self._is_about(symbol, target):
                continue
            node = self._type(target, "works on")
            found += [node] if node is not None else []
        return found

    def _is_about(self, symbol: Symbol, target: Symbol) -> bool:
        return bool(subject_of(target) & (self._subject | subject_of(symbol)))

    def _type(self, symbol: Symbol, relation: str) -> SliceNode | None:
        if self._types >= MAX_TYPES or not self._meet(symbol.path, symbol.line, symbol.name):
            return None
        self._types += 1
        tables = tuple(node for node in tables_of_type(self._snapshot, symbol) if self._meet(*_key(node)))
        return SliceNode(
            NodeKind.TYPE,
            symbol.name,
            symbol.path,
            symbol.line,
            relation,
            detail=symbol.package,
            children=tables,
        )

    def _tests_of(self, symbol: Symbol) -> list[SliceNode]:
        if self._tests >= MAX_TESTS:
            return []
        found = [node for node in tests_of(self._snapshot, symbol) if self._meet(*_key(node))]
        found = found[: MAX_TESTS - self._tests]
        self._tests += len(found)
        return found

    def _meet(self, path: str, line: int, name: str) -> bool:
        """Note that something is shown; False where it already is."""
        if (path, line, name) in self._seen:
            return False
        self._seen.add((path, line, name))
        return True


def payload_types(snapshot: Snapshot, route: Route) -> tuple[Symbol, ...]:
    """Return the hand-written types that a route reads and answers with."""
    return (*_payload_type(snapshot, route, route.request), *_payload_type(snapshot, route, route.response))


def _payload_type(snapshot: Snapshot, route: Route, text: str) -> tuple[Symbol, ...]:
    """Return the type of a payload: as written at the handler, else at the registration."""
    for path in (route.handler_path, route.file) if text else ():
        symbol = resolved_type(snapshot, text, path) if path else None
        if symbol is not None and not symbol.origin & UNWANTED:
            return (symbol,)
    return ()


def _place(symbol: Symbol) -> tuple[str, int, str]:
    return symbol.path, symbol.line, symbol.qualified_name


def _key(node: SliceNode) -> tuple[str, int, str]:
    return node.path, node.line, node.name


def _types_in(func: FuncDecl) -> list[str]:
    return [item.type.removeprefix("...") for item in (*func.signature.params, *func.signature.results)]
