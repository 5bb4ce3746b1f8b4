"""From code to the resources that it works with."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass, replace

from groundplan.detect.joins.kinds import kind_of
from groundplan.index.snapshot import Snapshot
from groundplan.model.join import Confidence, Join, JoinKind
from groundplan.model.resource import Resource
from groundplan.model.slice import NodeKind, SliceNode
from groundplan.model.symbol import Symbol, SymbolKind

_OF_A_PACKAGE = frozenset(("table", "queue", "topic", "bucket", "stream"))
"""Kinds of resources that a package is taken to use as a whole when it reads the name of exactly one."""


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
    for join in links.by_folder.get(posixpath.dirname(symbol.path), ()):
        why = _why_used(snapshot, symbol, join)
        node = _resource_node(links, join, "uses", why) if why else None
        if node is not None:
            found.setdefault((join.template, join.resource), node)
    if not found and symbol.kind is SymbolKind.METHOD:
        in_package = {
            (join.template, join.resource): join
            for join in links.by_folder.get(posixpath.dirname(symbol.path), ())
            if _kind(links, join) in _OF_A_PACKAGE
        }
        if len(in_package) == 1:
            join = next(iter(in_package.values()))
            node = _resource_node(links, join, "uses", f"the only one whose name package `{symbol.package}` reads")
            if node is not None:
                return [replace(node, confidence=Confidence.MEDIUM)]
    return list(found.values())


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
    """Return the tables whose rows are values of a type."""
    links = links_of(snapshot)
    found = []
    for join in links.models.get((symbol.path, symbol.line), ()):
        node = _resource_node(links, join, "kept in", "")
        if node is not None:
            found.append(node)
    return found


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
