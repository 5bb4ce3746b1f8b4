"""Joins of code and infrastructure, from what the store and unsaved files say.

Which function a Lambda starts with takes an evaluation of the whole program and is worked out when the link tables are;
everything else follows from few rows and is worked out when it is asked for.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from groundplan.detect.api_gateway_routes import routes_of_gateways
from groundplan.detect.joins.environment import EnvironmentRead, join_environment
from groundplan.detect.joins.functions import MainPackage, join_functions
from groundplan.detect.joins.stacks import Stacks
from groundplan.detect.joins.tables import Struct, join_tables
from groundplan.detect.joins.templates import join_templates
from groundplan.detect.outside_names import OutsideKind, columns_in_tags
from groundplan.detect.sam_routes import routes_of_template
from groundplan.index.codec import decode
from groundplan.index.overlay import LaidTables
from groundplan.model.go import TypeDecl
from groundplan.model.join import Confidence, Join, JoinKind
from groundplan.model.resource import Resource, Template
from groundplan.model.route import Route
from groundplan.model.symbol import Origin, Symbol, SymbolKind
from groundplan.text.identifiers import fold_name
from groundplan.text.route_paths import path_shape

_FOREIGN = int(Origin.TEST | Origin.MOCK | Origin.VENDORED | Origin.EXTERNAL)


def read_stacks(tables: LaidTables) -> Stacks:
    """Return all templates as they are now."""
    resources: dict[str, list[Resource]] = {}
    for path, data in tables.rows(
        "SELECT f.path, r.data FROM laid.resource r JOIN laid.file f ON f.id=r.file WHERE shown ORDER BY r.rowid"
    ):
        resources.setdefault(path, []).append(decode(Resource, data))
    interfaces = {
        path: decode(Template, data)
        for path, data in tables.rows(
            "SELECT f.path, s.data FROM laid.stack s JOIN laid.file f ON f.id=s.file WHERE shown"
        )
    }
    return Stacks(
        {
            path: replace(interfaces.get(path, Template()), resources=tuple(resources.get(path, ())))
            for path in resources.keys() | interfaces.keys()
        }
    )


@dataclass(frozen=True, slots=True)
class Served:
    """What templates and evaluation together tell: package and handler joins, and the templates' routes with handlers.

    `packages` are the import paths of the packages that it depends on.
    """

    joins: tuple[Join, ...] = ()
    routes: tuple[Route, ...] = ()
    packages: tuple[str, ...] = ()


def find_served(connection: sqlite3.Connection, entries: Iterable[Route]) -> Served:
    """Join the functions of the stored files' templates; `entries` are what the code hands to `lambda.Start`."""
    stacks = read_stacks(LaidTables(connection, {}))
    if not stacks.templates:
        return Served()
    programs = main_packages(connection, entries)
    joins = join_functions(stacks, programs)
    routes: list[tuple[Route, tuple[str, str]]] = []
    for path, template in stacks.templates.items():
        routes += [(route, (path, route.handler)) for route in routes_of_template(path, template.resources)]
    for route, function in routes_of_gateways(stacks):
        routes.append((route, (function.path, function.logical_id) if function is not None else ("", "")))
    packages = tuple(sorted({program.import_path for program in programs}))
    return Served(joins, tuple(_with_handlers(routes, joins)), packages)


def main_packages(connection: sqlite3.Connection, entries: Iterable[Route]) -> list[MainPackage]:
    """Return the `main` packages of the stored files with their entries, ordered by folder."""
    by_folder: dict[str, list[Route]] = {}
    for entry in entries:
        by_folder.setdefault(_folder(entry.file), []).append(_in_own_package(connection, entry))
    rows = connection.execute(
        "SELECT f.path, f.import_path, s.line FROM main.symbol s JOIN main.file f ON f.id=s.file"
        " WHERE ifnull(s.folded, lower(s.name))='main' AND s.name='main' AND s.kind='func' AND f.package='main'"
        f" AND f.origin & {_FOREIGN} = 0 ORDER BY f.path"
    ).fetchall()
    several = Counter(_folder(path) for path, _, _ in rows)
    found: list[MainPackage] = []
    for path, import_path, line in rows:
        folder = _folder(path)
        started = by_folder.get(folder, [])
        if several[folder] > 1:
            started = [entry for entry in started if entry.file == path]
        found.append(MainPackage(folder, import_path, path, line, tuple(started)))
    return found


def _in_own_package(connection: sqlite3.Connection, entry: Route) -> Route:
    """Return an entry with the handler of its own file or folder where one of that name is declared there.

    Nobody can import a `main` package: where another one has the same import path, or a folder several programs, the
    evaluation may have met the wrong function of that name.
    """
    if entry.handler_path == entry.file or not entry.handler or "." in entry.handler:
        return entry
    folder = _folder(entry.file)
    rows = connection.execute(
        "SELECT f.path, s.line FROM main.symbol s JOIN main.file f ON f.id=s.file"
        " WHERE ifnull(s.folded, lower(s.name))=? AND s.name=? AND s.kind='func' AND f.package='main' ORDER BY f.path",
        (fold_name(entry.handler), entry.handler),
    ).fetchall()
    own = [row for row in rows if row[0] == entry.file] or [row for row in rows if _folder(row[0]) == folder]
    if own:
        return replace(entry, handler_path=own[0][0], handler_line=own[0][1])
    if any(row[0] == entry.handler_path for row in rows):
        return replace(entry, handler_path="", handler_line=0)
    return entry


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _with_handlers(routes: Iterable[tuple[Route, tuple[str, str]]], joins: Iterable[Join]) -> Iterator[Route]:
    """Yield routes with the Go function that serves each, where a join of its function tells it surely enough."""
    served = {
        (join.template, join.resource): join
        for join in joins
        if join.kind is JoinKind.HANDLER and join.name and join.confidence is not Confidence.LOW
    }
    for route, function in routes:
        join = served.get(function)
        if join is None:
            yield route
        else:
            yield replace(route, handler=join.name, handler_path=join.path, handler_line=join.line)


def with_handlers_of(routes: Iterable[Route], others: Iterable[Route]) -> tuple[Route, ...]:
    """Return routes, those without a known handler with that of the same route among others."""
    known = {(each.method, path_shape(each.path)): each for each in others if each.handler_path}
    found = []
    for route in routes:
        same = known.get((route.method, path_shape(route.path))) if not route.handler_path else None
        if same is not None:
            route = replace(route, handler=same.handler, handler_path=same.handler_path, handler_line=same.handler_line)
        found.append(route)
    return tuple(found)


def find_joins(
    tables: LaidTables,
    stacks: Stacks,
    served: Sequence[Join],
    named: Callable[[str], Sequence[Symbol]],
    declaration: Callable[[Symbol], TypeDecl | None],
) -> tuple[Join, ...]:
    """Return all joins, ordered by template, resource and kind; `served` are those of the link table."""
    if not stacks.templates:
        return ()
    known = {(resource.path, resource.logical_id) for resource in stacks.resources()}
    kept = [join for join in served if (join.template, join.resource) in known]
    packages = {
        (join.template, join.resource): (_folder(join.path), join.confidence)
        for join in kept
        if join.kind is JoinKind.PACKAGE and join.confidence is not Confidence.LOW
    }
    imports = _Imports(tables)
    import_paths = {key: (imports.package_in(folder), sure) for key, (folder, sure) in packages.items()}
    reachable = {path: imports.reachable(path) for path in sorted({path for path, _ in import_paths.values()})}
    joins = [
        *kept,
        *join_templates(stacks),
        *join_environment(stacks, _reads(tables, _wanted(stacks)), import_paths, reachable),
        *join_tables(stacks.resources(), _declared(tables, named, declaration), _finder(named, declaration)),
    ]
    kinds = list(JoinKind)
    order = list(Confidence)
    joins.sort(
        key=lambda each: (
            each.template,
            each.resource,
            kinds.index(each.kind),
            order.index(each.confidence),
            each.path,
            each.line,
        )
    )
    return tuple(joins)


def _wanted(stacks: Stacks) -> frozenset[str]:
    return frozenset(variable.name for resource in stacks.resources() for variable in resource.variables)


def _reads(tables: LaidTables, wanted: frozenset[str]) -> list[EnvironmentRead]:
    """Return where variables of the templates are read, a constant's name standing for its value.

    A constant that holds such a name counts as its reader where nothing else is seen to read it.
    """
    rows = tables.rows(
        "SELECT o.kind, o.name, o.owner, f.path, o.line, f.import_path FROM laid.outside o"
        f" JOIN laid.file f ON f.id=o.file WHERE o.kind != '{OutsideKind.TABLE.value}' AND shown"
    )
    constants = {(row[5], row[2]): row[1] for row in rows if row[0] == OutsideKind.CONSTANT.value}
    found = [
        EnvironmentRead(constants.get((import_path, name), name), owner, path, line, import_path)
        for kind, name, owner, path, line, import_path in rows
        if kind == OutsideKind.ENVIRONMENT.value
    ]
    seen = {read.variable for read in found}
    found += [
        EnvironmentRead(name, owner, path, line, import_path)
        for kind, name, owner, path, line, import_path in rows
        if kind == OutsideKind.CONSTANT.value and name not in seen
    ]
    return sorted((read for read in found if read.variable in wanted), key=lambda read: (read.path, read.line))


class _Imports:
    """The packages of the workspace and what they import."""

    def __init__(self, tables: LaidTables) -> None:
        self._tables = tables
        self._known: dict[str, tuple[str, ...]] = {}

    def package_in(self, folder: str) -> str:
        row = self._tables.row(
            "SELECT f.import_path FROM laid.file f WHERE f.path >= ? AND f.path < ? AND f.kind='go'"
            " AND f.package='main' AND instr(substr(f.path, ?), '/')=0 AND shown LIMIT 1",
            *(f"{folder}/" if folder else "", f"{folder}0" if folder else "\U0010ffff"),
            len(folder) + 2 if folder else 1,
        )
        return row[0] if row is not None else ""

    def reachable(self, package: str) -> frozenset[str]:
        found = {package}
        waiting = [package]
        while waiting:
            for each in self._imported(waiting.pop()):
                if each not in found:
                    found.add(each)
                    waiting.append(each)
        return frozenset(found)

    def _imported(self, package: str) -> tuple[str, ...]:
        if package not in self._known:
            rows = self._tables.rows(
                "SELECT DISTINCT i.path FROM laid.file f JOIN laid.import i ON i.file=f.id"
                f" WHERE f.import_path=? AND f.origin & {int(Origin.TEST)} = 0 AND shown",
                package,
            )
            self._known[package] = tuple(
                path
                for (path,) in rows
                if self._tables.row("SELECT 1 FROM laid.file f WHERE f.import_path=? AND shown LIMIT 1", path)
            )
        return self._known[package]


def _struct(symbol: Symbol, decl: TypeDecl | None) -> Struct:
    members = {fold_name(field.name) for field in decl.fields} if decl is not None else set()
    for field in decl.fields if decl is not None else ():
        members.add(fold_name(columns_in_tags(field.tag)))
    return Struct(symbol.name, symbol.package, symbol.path, symbol.line, frozenset(members - {""}))


def _finder(
    named: Callable[[str], Sequence[Symbol]], declaration: Callable[[Symbol], TypeDecl | None]
) -> Callable[[str], Sequence[Struct]]:
    def find(name: str) -> list[Struct]:
        return [
            _struct(symbol, declaration(symbol))
            for symbol in named(name)
            if symbol.kind is SymbolKind.STRUCT and not symbol.origin & _FOREIGN
        ]

    return find


def _declared(
    tables: LaidTables,
    named: Callable[[str], Sequence[Symbol]],
    declaration: Callable[[Symbol], TypeDecl | None],
) -> dict[str, list[Struct]]:
    found: dict[str, list[Struct]] = {}
    rows = tables.rows(
        "SELECT o.name, o.owner, f.import_path FROM laid.outside o JOIN laid.file f ON f.id=o.file"
        f" WHERE o.kind='{OutsideKind.TABLE.value}' AND shown"
    )
    for table, owner, import_path in sorted(rows):
        for symbol in named(owner):
            if symbol.name == owner and symbol.import_path == import_path and symbol.kind.is_type:
                found.setdefault(table, []).append(_struct(symbol, declaration(symbol)))
    return found
