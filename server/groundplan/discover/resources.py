"""Resources with what they hang together with, in words."""

from __future__ import annotations

from dataclasses import dataclass

from groundplan.detect.joins.kinds import KINDS, kind_of
from groundplan.index.snapshot import Snapshot
from groundplan.model.join import Confidence, Join, JoinKind
from groundplan.model.resource import Resource

_OWN = {
    JoinKind.PACKAGE: "code in",
    JoinKind.HANDLER: "handler",
    JoinKind.EVENT: "started by",
    JoinKind.USED_BY: "used by",
    JoinKind.GRANT: "may use",
    JoinKind.MODEL: "rows are",
}
_OTHERS = {JoinKind.EVENT: "starts", JoinKind.GRANT: "open to"}
_SURE = {Confidence.HIGH: "", Confidence.MEDIUM: "probably", Confidence.LOW: "perhaps"}


@dataclass(frozen=True, slots=True)
class Tie:
    """One thing that a resource hangs together with: "handler" `name` at `path`:`line` (1-based).

    `relation` and `remark` ("TABLE_NAME", "probably") are for people; `join` is what they are made from.
    """

    relation: str
    name: str
    path: str
    line: int
    remark: str
    join: Join


def ties_of(snapshot: Snapshot, resource: Resource) -> tuple[Tie, ...]:
    """Return what a resource hangs together with: its own joins first, then those of others that lead to it."""
    key = (resource.path, resource.logical_id)
    ties = []
    for join in snapshot.infrastructure.joins_of(resource):
        remark = ", ".join(part for part in (_SURE[join.confidence], join.detail) if part)
        if (join.template, join.resource) == key:
            ties.append(Tie(_OWN[join.kind], join.name or "closure", join.path, join.line, remark, join))
        elif join.kind in _OTHERS:
            line = snapshot.infrastructure.line_of(join.template, join.resource)
            ties.append(Tie(_OTHERS[join.kind], join.resource, join.template, line, remark, join))
    return tuple(ties)


def resources_by_kind(resources: tuple[Resource, ...]) -> list[tuple[str, list[Resource]]]:
    """Return resources grouped by kind, kinds in the order of `KINDS`, each group in the order given."""
    groups: dict[str, list[Resource]] = {kind: [] for kind in KINDS}
    for resource in resources:
        groups[kind_of(resource.type)].append(resource)
    return [(kind, group) for kind, group in groups.items() if group]


def is_named(resource: Resource, name: str) -> bool:
    """Tell whether a name can mean a resource: its logical id, a physical name or its kind or type; case is ignored."""
    wanted = name.lower()
    own = (resource.logical_id, resource.logical_id.rpartition(".")[2], resource.type, kind_of(resource.type))
    return wanted in (each.lower() for each in (*own, *resource.names)) or wanted == kind_of(resource.type) + "s"
