"""From code to the resources that it works with."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from groundplan.detect.joins.kinds import kind_of
from groundplan.discover.calls import calls_of, resolved_type
from groundplan.discover.feature_slice.outside import outside_of
from groundplan.index.snapshot import Snapshot
from groundplan.model.join import Confidence, Join, JoinKind
from groundplan.model.pattern import PatternKind
from groundplan.model.resource import Resource
from groundplan.model.slice import NodeKind, SliceNode
from groundplan.model.symbol import Symbol

_TECHNOLOGIES = {
    "table": frozenset((PatternKind.DATABASE,)),
    "database": frozenset((PatternKind.DATABASE,)),
    "queue": frozenset((PatternKind.QUEUES,)),
    "topic": frozenset((PatternKind.QUEUES,)),
    "stream": frozenset((PatternKind.QUEUES,)),
    "event bus": frozenset((PatternKind.QUEUES,)),
    "bucket": frozenset((PatternKind.INTEGRATIONS,)),
    "cache": frozenset((PatternKind.CACHING,)),
}
"""What code calls that works with a kind of resource."""

_KINDS_OF_SERVICES = {
    "DynamoDB": "table",
    "SQS": "queue",
    "SNS": "topic",
    "EventBridge": "event bus",
    "cloudwatchevents": "event bus",
    "Kinesis": "stream",
    "S3": "bucket",
}
"""What the clients of AWS work with."""


@dataclass(frozen=True, slots=True)
class Links:
    """The joins of a snapshot by what they lead to from the code's side."""

    by_reader: dict[tuple[str, str], tuple[Join, ...]]
    by_folder: dict[str, tuple[Join, ...]]
    models: dict[tuple[str, int], tuple[Join, ...]]
    functions: dict[tuple[str, int], tuple[Join, ...]]
    events: dict[str, tuple[Join, ...]]
    resources: dict[tuple[str, str], Resource]


def links_of(snapshot: Snapshot) -> Links:
    """Return the joins by their ends in the code, worked out once for a state of the index."""
    return snapshot.remember("joins by code", lambda: _links_of(snapshot))


def _links_of(snapshot: Snapshot) -> Links:
    by_reader: dict[tuple[str, str], list[Join]] = {}
    by_folder: dict[str, list[Join]] = {}
    models: dict[tuple[str, int], list[Join]] = {}
    functions: dict[tuple[str, int], list[Join]] = {}
    events: dict[str, list[Join]] = {}
    for join in snapshot.infrastructure.joins:
        if join.kind is JoinKind.USED_BY:
            by_reader.setdefault((join.path, join.name), []).append(join)
            by_folder.setdefault(posixpath.dirname(join.path), []).append(join)
        elif join.kind is JoinKind.MODEL:
            models.setdefault((join.path, join.line), []).append(join)
        elif join.kind is JoinKind.HANDLER:
            functions.setdefault((join.path, join.line), []).append(join)
        elif join.kind is JoinKind.EVENT and "/" in join.detail:
            events.setdefault(join.detail, []).append(join)
    return Links(
        {key: tuple(value) for key, value in by_reader.items()},
        {key: tuple(value) for key, value in by_folder.items()},
        {key: tuple(value) for key, value in models.items()},
        {key: tuple(value) for key, value in functions.items()},
        {key: tuple(value) for key, value in events.items()},
        {(each.path, each.logical_id): each for each in snapshot.resources},
    )


def resources_used_by(snapshot: Snapshot, symbol: Symbol) -> list[SliceNode]:
    """Return the resources whose names a function, or what makes its receiver, reads from the environment."""
    links = links_of(snapshot)
    found: dict[tuple[str, str], SliceNode] = {}
    for join, confidence, why in carried_by(snapshot, symbol):
        node = _resource_node(links, join, "uses", why)
        if node is not None:
            found[join.template, join.resource] = replace(node, confidence=confidence)
    if found:
        return list(found.values())
    for join in links.by_folder.get(posixpath.dirname(symbol.path), ()):
        why = _why_used(snapshot, symbol, join)
        node = _resource_node(links, join, "uses", why) if why else None
        if node is not None:
            found.setdefault((join.template, join.resource), node)
    # Whoever calls no database and no queue himself does not work with the one that the package knows.
    kinds = {each.kind for each in outside_of(snapshot, symbol)}
    if not found and kinds:
        in_package = {
            (join.template, join.resource): join
            for join in links.by_folder.get(posixpath.dirname(symbol.path), ())
            if kinds & _TECHNOLOGIES.get(_kind(links, join), frozenset())
        }
        if len(in_package) == 1:
            join = next(iter(in_package.values()))
            node = _resource_node(links, join, "uses", f"the only one whose name package `{symbol.package}` reads")
            if node is not None:
                return [replace(node, confidence=Confidence.MEDIUM)]
    return list(found.values())


Carried = tuple[Join, Confidence, str]
"""A join of a resource's name with the code that reads it, how sure it is that another type works with it, and why."""


def carried_by(snapshot: Snapshot, symbol: Symbol) -> tuple[Carried, ...]:
    """Return the resources whose names are read where a method's type is made: by the `main` that hands them over."""
    if not symbol.receiver:
        return ()
    carried = snapshot.remember("resources by what is made", lambda: _carried(snapshot))
    return carried.get((symbol.import_path, symbol.receiver), ())


def types_made_beside(snapshot: Snapshot, join: Join) -> tuple[Symbol, ...]:
    """Return the types that the reader of a resource's name makes and that work with such a resource."""
    reader = next((each for each in snapshot.symbols_of_file(join.path) if each.qualified_name == join.name), None)
    kinds = _TECHNOLOGIES.get(_kind(links_of(snapshot), join), frozenset())
    if reader is None or not kinds:
        return ()
    found = []
    for call in calls_of(snapshot, reader):
        decl = snapshot.func_decl(call.target)
        results = decl.signature.results if decl and not decl.receiver else ()
        made = resolved_type(snapshot, results[0].type, call.target.path) if results else None
        if made is None or made.import_path != call.target.import_path:
            continue
        methods = snapshot.methods_of(made)
        if any(each.kind in kinds for method in methods for each in outside_of(snapshot, method)):
            found.append(made)
    return tuple(found)


def _carried(snapshot: Snapshot) -> dict[tuple[str, str], tuple[Carried, ...]]:
    found: dict[tuple[str, str], dict[tuple[str, str], Carried]] = {}
    readers: dict[tuple[str, str, str], list[Join]] = {}
    links = links_of(snapshot)
    for (path, name), joins in links.by_reader.items():
        for join in joins:
            readers.setdefault((path, name, _kind(links, join)), []).append(join)
    for (_, name, kind), read in sorted(readers.items()):
        resources = {(join.template, join.resource) for join in read}
        # A program that knows several tables does not tell which of them a store is given.
        if kind not in _TECHNOLOGIES or len(resources) > 1:
            continue
        made = types_made_beside(snapshot, read[0])
        if len(made) == 1:
            why = f"`{name}` reads {read[0].detail} and makes the `{made[0].name}`"
            by_resource = found.setdefault((made[0].import_path, made[0].name), {})
            by_resource.setdefault(next(iter(resources)), (read[0], Confidence.MEDIUM, why))
    return {key: tuple(value.values()) for key, value in found.items()}


def _why_used(snapshot: Snapshot, symbol: Symbol, join: Join) -> str:
    if join.name == symbol.qualified_name:
        return f"reads {join.detail}" if join.path == symbol.path else ""
    if not symbol.receiver or not join.name:
        return ""
    if join.name.partition(".")[0] == symbol.receiver:
        return f"`{symbol.receiver}` reads {join.detail}"
    facts = snapshot.facts_of(join.path)
    maker = next((func for func in facts.funcs if func.qualified_name == join.name), None) if facts else None
    results = maker.signature.results if maker else ()
    if maker is not None and results and results[0].type.lstrip("*") == symbol.receiver:
        return f"`{maker.name}` reads {join.detail}"
    return ""


def tables_of_type(snapshot: Snapshot, symbol: Symbol) -> list[SliceNode]:
    """Return the tables whose rows are values of a type; of one that many migrations declare, the last declaration."""
    links = links_of(snapshot)
    found: dict[str, list[SliceNode]] = {}
    for join in links.models.get((symbol.path, symbol.line), ()):
        node = _resource_node(links, join, "kept in", "")
        if node is not None:
            found.setdefault(node.name, []).append(node)
    nodes = []
    for declared in found.values():
        last = max(declared, key=lambda node: (node.confidence is Confidence.HIGH, node.path, node.line))
        more = (f"declared in {len(declared)} places",) if len(declared) > 1 else ()
        nodes.append(replace(last, evidence=(*last.evidence, *more)))
    return nodes


def functions_running(snapshot: Snapshot, handler: tuple[str, int], titles: tuple[str, ...]) -> list[SliceNode]:
    """Return the functions of templates that run a handler (path and line) or are started by one of some routes."""
    links = links_of(snapshot)
    found: dict[tuple[str, str], SliceNode] = {}
    for join in links.functions.get(handler, ()):
        node = _resource_node(links, join, "runs in", "")
        if node is not None:
            found[join.template, join.resource] = node
    for title in titles:
        for join in links.events.get(title, ()):
            node = _resource_node(links, join, "runs in", "")
            if node is not None:
                found.setdefault((join.template, join.resource), node)
    return list(found.values())


def granted_to(snapshot: Snapshot, functions: Iterable[tuple[str, str]]) -> dict[str, tuple[SliceNode, ...]]:
    """Return what functions of templates, given by path and logical id, may use by their policies: by kind."""
    links = links_of(snapshot)
    found: dict[str, dict[tuple[str, str], SliceNode]] = {}
    for key in functions:
        function = links.resources.get(key)
        for join in snapshot.infrastructure.joins_of(function) if function is not None else ():
            used = links.resources.get((join.path, join.name))
            if join.kind is JoinKind.GRANT and (join.template, join.resource) == key and used is not None:
                why = f"the only {kind_of(used.type)} that `{join.resource}` may use"
                node = replace(
                    resource_node(used, "uses"), confidence=Confidence.MEDIUM, evidence=(why, *join.evidence)
                )
                found.setdefault(kind_of(used.type), {}).setdefault((used.path, used.logical_id), node)
    return {kind: tuple(nodes.values()) for kind, nodes in found.items()}


def only_granted(
    granted: Mapping[str, tuple[SliceNode, ...]], is_store: bool, technologies: set[str]
) -> list[SliceNode]:
    """Return the one resource that code can mean which a function runs, by what the function may use."""
    kinds = {kind for name, kind in _KINDS_OF_SERVICES.items() if name in technologies}
    if is_store and not kinds:
        kinds = {"table"}
    return [granted[kind][0] for kind in sorted(kinds) if len(granted.get(kind, ())) == 1]


def resource_node(resource: Resource, relation: str = "") -> SliceNode:
    """Return a resource as a part of a feature."""
    return SliceNode(
        NodeKind.RESOURCE, resource.logical_id, resource.path, resource.line, relation, detail=_title_of_kind(resource)
    )


def _title_of_kind(resource: Resource) -> str:
    kind = kind_of(resource.type)
    return kind if kind != "other" else resource.type


def _kind(links: Links, join: Join) -> str:
    resource = links.resources.get((join.template, join.resource))
    return kind_of(resource.type) if resource is not None else ""


def _resource_node(links: Links, join: Join, relation: str, why: str) -> SliceNode | None:
    resource = links.resources.get((join.template, join.resource))
    if resource is None:
        return None
    evidence = tuple(each for each in (why, *join.evidence) if each)
    return SliceNode(
        NodeKind.RESOURCE,
        resource.logical_id,
        resource.path,
        resource.line,
        relation,
        join.confidence,
        evidence,
        _title_of_kind(resource),
    )
