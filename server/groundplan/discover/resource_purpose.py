"""Which resource serves a purpose already: the queue that starts a function, the table whose rows are a type."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from groundplan.detect.joins.kinds import kind_of
from groundplan.index.snapshot import Snapshot
from groundplan.model.join import Confidence, JoinKind
from groundplan.model.resource import Resource


@dataclass(frozen=True, slots=True)
class Purpose:
    """A resource and what it does for something: it "starts" the function, or "holds" the type, named `name`."""

    resource: Resource
    relation: str
    name: str


def serving(snapshot: Snapshot, kind: str, names: Collection[str]) -> Purpose | None:
    """Return the first resource of a kind that starts a function or holds a type of some names, None where none does.

    Joins that rest on a name alone do not count.
    """
    wanted = {name.rpartition(".")[2] for name in names}
    for resource in snapshot.resources if wanted else ():
        if kind_of(resource.type) != kind:
            continue
        for join in snapshot.infrastructure.joins_of(resource):
            own = (join.template, join.resource) == (resource.path, resource.logical_id)
            if join.confidence is Confidence.LOW:
                continue
            held, started = join.name.rpartition(".")[2], join.resource.rpartition(".")[2]
            if join.kind is JoinKind.MODEL and own and held in wanted:
                return Purpose(resource, "holds", held)
            if join.kind is JoinKind.EVENT and not own and started in wanted:
                return Purpose(resource, "starts", started)
    return None
