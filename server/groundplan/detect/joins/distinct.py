"""Resources as people count them: a table that ten migrations change is one table."""

from __future__ import annotations

from collections.abc import Iterable

from groundplan.detect.joins.kinds import SQL_TABLE
from groundplan.model.resource import Resource
from groundplan.syntax.sql import COLUMNS_ADDED


def distinct_resources(resources: Iterable[Resource]) -> tuple[Resource, ...]:
    """Return the resources in their order, each SQL table where it is created first, else where it is changed first."""
    known = list(resources)
    first: dict[str, Resource] = {}
    for resource in known:
        if resource.type == SQL_TABLE:
            seen = first.get(resource.logical_id.lower())
            if seen is None or (seen.description == COLUMNS_ADDED and resource.description != COLUMNS_ADDED):
                first[resource.logical_id.lower()] = resource
    return tuple(each for each in known if each.type != SQL_TABLE or first[each.logical_id.lower()] is each)
