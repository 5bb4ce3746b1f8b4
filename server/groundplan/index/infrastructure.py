"""What a snapshot knows of infrastructure beyond single resources."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from functools import cached_property

from groundplan.detect.joins.stacks import Stacks
from groundplan.index.codec import decode
from groundplan.index.joining import find_joins, read_stacks
from groundplan.index.overlay import LaidTables
from groundplan.model.go import TypeDecl
from groundplan.model.join import Join
from groundplan.model.resource import Resource
from groundplan.model.symbol import Symbol


class Infrastructure:
    """Templates and joins at one moment, worked out when they are first asked for."""

    def __init__(
        self,
        connection: sqlite3.Connection,
        tables: LaidTables,
        named: Callable[[str], Sequence[Symbol]],
        declaration: Callable[[Symbol], TypeDecl | None],
    ) -> None:
        self._connection = connection
        self._tables = tables
        self._named = named
        self._declaration = declaration

    @cached_property
    def stacks(self) -> Stacks:
        """All templates, with what their names refer to."""
        return read_stacks(self._tables)

    @cached_property
    def joins(self) -> tuple[Join, ...]:
        """How templates and code hang together, ordered by template, resource and kind."""
        rows = self._connection.execute("SELECT data FROM served")
        served = [decode(Join, row[0]) for row in rows]
        return find_joins(self._tables, self.stacks, served, self._named, self._declaration)

    @cached_property
    def _by_resource(self) -> dict[tuple[str, str], list[Join]]:
        found: dict[tuple[str, str], list[Join]] = {}
        for join in self.joins:
            found.setdefault((join.template, join.resource), []).append(join)
        for join in self.joins:
            # Joins to another resource are found from there too.
            if (join.path, join.name) != (join.template, join.resource):
                found.setdefault((join.path, join.name), []).append(join)
        return found

    def joins_of(self, resource: Resource) -> tuple[Join, ...]:
        """Return a resource's own joins, then those of others that lead to it."""
        return tuple(self._by_resource.get((resource.path, resource.logical_id), ()))

    def line_of(self, template: str, logical_id: str) -> int:
        """Return the 1-based line of a resource, 0 where there is none."""
        return next((each.line for each in self.stacks.find(template, logical_id)), 0)
