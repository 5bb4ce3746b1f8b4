"""Resources as people count them: a table that ten migrations change is one table."""

from __future__ import annotations

import re
from collections.abc import Iterable

from groundplan.detect.joins.kinds import SQL_TABLE
from groundplan.model.resource import Resource
from groundplan.syntax.sql import COLUMNS_ADDED

_IN_BETWEEN = re.compile(r"^(?:tmp|temp|new|old)_+|_+(?:dg_tmp|tmp|temp|new|old|backup|bak)$", re.IGNORECASE)


def distinct_resources(resources: Iterable[Resource]) -> tuple[Resource, ...]:
    """Return the resources in their order, each SQL table where it is created first, else where it is changed first.

    A table that a migration makes to fill it from another one and take its name is that other one.
    """
    known = list(resources)
    first: dict[str, Resource] = {}
    for resource in known:
        if resource.type == SQL_TABLE:
            seen = first.get(resource.logical_id.lower())
            if seen is None or (seen.description == COLUMNS_ADDED and resource.description != COLUMNS_ADDED):
                first[resource.logical_id.lower()] = resource
    for name in list(first):
        meant = _IN_BETWEEN.sub("", name)
        if meant != name and meant in first:
            del first[name]
    return tuple(each for each in known if each.type != SQL_TABLE or first.get(each.logical_id.lower()) is each)


def created_elsewhere(resource: Resource, resources: Iterable[Resource]) -> tuple[Resource, ...]:
    """Return where else an SQL table is created: another database's schema, or the whole beside its migrations."""
    if resource.type != SQL_TABLE:
        return ()
    name = resource.logical_id.lower()
    return tuple(
        each
        for each in resources
        if each.type == SQL_TABLE
        and each.logical_id.lower() == name
        and each.path != resource.path
        and each.description != COLUMNS_ADDED
    )
