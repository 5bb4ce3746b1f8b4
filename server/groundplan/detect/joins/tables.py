"""Which Go types the rows of SQL tables are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from groundplan.detect.joins.kinds import SQL_TABLE
from groundplan.model.join import Confidence, Join, JoinKind
from groundplan.model.resource import Resource
from groundplan.text.identifiers import fold_name

ALIKE = 0.6
"""Share of a table's columns from which a struct of the same name is surely its row."""
HARDLY_ALIKE = 0.25
"""Share of columns below which a struct of the same name is something else, where the columns are known."""


@dataclass(frozen=True, slots=True)
class Struct:
    """A struct that may be a table's row: `members` are its fields' names and columns in tags, folded."""

    name: str
    package: str
    path: str
    line: int
    members: frozenset[str]


def join_tables(
    resources: Iterable[Resource],
    declared: Mapping[str, Sequence[Struct]],
    named: Callable[[str], Sequence[Struct]],
) -> tuple[Join, ...]:
    """Return the types of the tables that migrations create, in the order of the resources.

    `declared` are the structs that say which table is theirs, by the table's name; `named` finds structs by name.
    """
    tables = [resource for resource in resources if resource.type == SQL_TABLE]
    columns: dict[str, set[str]] = {}
    for table in tables:
        given = {fold_name(key[7:]) for key, _ in table.properties if key.startswith("column:")}
        columns.setdefault(table.logical_id.lower(), set()).update(given)
    created = [table for table in tables if not table.description]
    return tuple(join for table in created for join in _of(table, columns[table.logical_id.lower()], declared, named))


def _of(
    table: Resource,
    columns: set[str],
    declared: Mapping[str, Sequence[Struct]],
    named: Callable[[str], Sequence[Struct]],
) -> Iterator[Join]:
    known = declared.get(table.logical_id, ())
    for struct in known:
        yield _join(table, struct, Confidence.HIGH, f"{struct.name} names the table {table.logical_id}")
    if known:
        return
    best: list[tuple[float, Struct]] = []
    for name in dict.fromkeys(singulars(table.logical_id)):
        for struct in named(name):
            shared = len(columns & struct.members) / len(columns) if columns else 0.0
            if shared >= HARDLY_ALIKE or not columns:
                best.append((shared, struct))
    if not best:
        return
    most = max(shared for shared, _ in best)
    top = [struct for shared, struct in best if shared == most]
    confidence = Confidence.HIGH if most >= ALIKE and len(top) == 1 else Confidence.MEDIUM
    if not columns or len(top) > 1:
        confidence = Confidence.LOW
    evidence = f"named as the table, {round(most * len(columns))} of {len(columns)} columns"
    for struct in top[:3]:
        yield _join(table, struct, confidence, evidence)


def _join(table: Resource, struct: Struct, confidence: Confidence, evidence: str) -> Join:
    return Join(
        JoinKind.MODEL,
        *(table.path, table.logical_id, f"{struct.package}.{struct.name}", struct.path, struct.line, confidence),
        evidence=(evidence,),
    )


def singulars(table: str) -> Iterator[str]:
    """Yield what a row of a table may be called: `user_accounts` is `user_account`, `categories` is `category`."""
    yield table
    lower = table.lower()
    if lower.endswith("ies"):
        yield table[:-3] + "y"
    if lower.endswith(("ses", "xes", "zes", "ches", "shes")):
        yield table[:-2]
    if lower.endswith("s") and not lower.endswith("ss"):
        yield table[:-1]
