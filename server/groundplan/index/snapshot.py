"""A consistent, read-only view of an index: everything the upper layers may ask."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TypeVar

from groundplan.detect.joins.distinct import distinct_resources
from groundplan.detect.registrars import Registrar
from groundplan.index.codec import decode
from groundplan.index.facts_cache import FactsCache
from groundplan.index.field_table import count_structs, count_structs_with, find_structs_with
from groundplan.index.history_store import History
from groundplan.index.infrastructure import Infrastructure
from groundplan.index.inventory import Inventory
from groundplan.index.kept_answers import KeptAnswers
from groundplan.index.listing import is_listed, listed_of_file, listed_with_id, listed_with_name
from groundplan.index.module_table import read_modules
from groundplan.index.names import Names
from groundplan.index.overlay import LaidTables, Overlay, unsaved_ids
from groundplan.index.pattern_table import count_embeddings, read_patterns
from groundplan.index.promotion import promoted_fields
from groundplan.index.readings import Readings
from groundplan.index.served import read_handlers, read_routes
from groundplan.index.symbol_rows import FOLDED, SYMBOLS, by_origin_and_place, by_place, symbol_of
from groundplan.model.go import FuncDecl, GoFile, TypeDecl
from groundplan.model.module import Module
from groundplan.model.pattern import PatternInFile
from groundplan.model.resource import Resource
from groundplan.model.route import Handler, Route
from groundplan.model.settings import Settings
from groundplan.model.symbol import Origin, Symbol
from groundplan.model.workspace import Counts, PackageFile, RegisteredModel
from groundplan.text.identifiers import fold_name

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)

_TYPES = "('struct','interface','type','alias')"
_OF_FILE = "s.id BETWEEN f.first_symbol AND f.last_symbol"
_RESOURCES = "SELECT r.data FROM laid.resource r JOIN laid.file f ON f.id=r.file WHERE shown"

_BASE_TYPE = re.compile(r"^(?:[*&]|\[\]|\[\d+\])*(?:(\w+)\.)?(\w+)(?:\[.*\])?$")


class Snapshot:
    """The answers of an index at one moment. Symbols come hand-written code first, then by path and position.

    `root` is the workspace's folder, None where there is none on disk; `readings` are those of its documents, None
    where nothing is kept.
    """

    root: Path | None = None
    readings: Readings | None = None

    def __init__(
        self,
        connection: sqlite3.Connection,
        settings: Settings,
        overlay: Overlay,
        overlay_version: int,
        facts: FactsCache,
        answers: KeptAnswers,
    ) -> None:
        self._connection = connection
        self._tables = LaidTables(connection, overlay)
        self._overlay = overlay
        self._overlay_version = overlay_version
        self._facts = facts
        self._answers = answers
        self.made: dict[str, tuple[object, object]] = {}
        """What others worked out for as long as the snapshot lives; see `once`."""
        self.settings = settings
        self.type_fields = lru_cache(1024)(lambda symbol: promoted_fields(self, symbol))

    def remember(self, question: Hashable, work_out: Callable[[], T]) -> T:
        """Return what a question's answer is in this state of the index, worked out once for all snapshots of it.

        The question must name everything but the index that the answer depends on.
        """
        return self._answers.get((self.generation, self._overlay_version), question, work_out)

    def remember_each(
        self, question: Hashable, things: Iterable[K], work_out: Callable[[list[K]], Mapping[K, T]]
    ) -> dict[K, T]:
        """Return what the answers to a question about many things are, each worked out once as `remember` does.

        `work_out` gets the things that nobody asked about before; those that it leaves out are left out.
        """
        return self._answers.get_each((self.generation, self._overlay_version), question, things, work_out)

    # -- the index itself ----------------------------------------------------------------------------------------

    @cached_property
    def complete(self) -> bool:
        """Whether the last refresh ran to its end; until then answers may lack files."""
        return self._scalar("SELECT value FROM meta WHERE key='complete'") == "1"

    @cached_property
    def generation(self) -> int:
        """A number that changes whenever the stored index changes."""
        return self._count("SELECT CAST(value AS INTEGER) FROM meta WHERE key='generation'")

    @cached_property
    def counts(self) -> Counts:
        """What the index holds, in numbers, vendored and external code left out."""
        foreign = int(Origin.VENDORED | Origin.EXTERNAL)
        own_go = f"laid.file f WHERE f.kind='go' AND f.origin & {foreign} = 0 AND shown"
        return Counts(
            files=self._tables.total(f"SELECT count(*) FROM {own_go}"),
            packages=len({*self._tables.rows(f"SELECT DISTINCT f.import_path FROM {own_go}")}),
            modules=len(self.modules),
            types=self._tables.total(f"SELECT ifnull(sum(f.types), 0) FROM {own_go}"),
            functions=self._tables.total(f"SELECT ifnull(sum(f.functions), 0) FROM {own_go}"),
            handlers=len(self.handlers),
            routes=self._count("SELECT count(*) FROM route"),
            resources=len(distinct_resources(self.resources)),
        )

    @cached_property
    def modules(self) -> tuple[Module, ...]:
        """The Go modules of the workspace, ordered by folder."""
        return tuple(module for module in read_modules(self._connection) if not module.external)

    @cached_property
    def model_libraries(self) -> tuple[Module, ...]:
        """The modules outside of the workspace whose types are in the index, ordered by folder."""
        return tuple(module for module in read_modules(self._connection) if module.external)

    # -- files ---------------------------------------------------------------------------------------------------

    def has_file(self, path: str) -> bool:
        """Tell whether a relative path is a file of the workspace."""
        return self._tables.row("SELECT 1 FROM laid.file f WHERE f.path=? AND shown", path) is not None

    def has_folder(self, path: str) -> bool:
        """Tell whether a relative path is a folder with files in it."""
        low = path.rstrip("/") + "/"
        query = "SELECT 1 FROM laid.file f WHERE f.path >= ? AND f.path < ? AND shown LIMIT 1"
        return self._tables.row(query, low, low[:-1] + "0") is not None

    def files_ending_with(self, path: str) -> tuple[str, ...]:
        """Return the files whose path is `path` or ends in `/path`, vendored ones last.

        Files of model libraries only where the workspace has none.
        """
        name = path.rsplit("/", 1)[-1]
        rows = self._tables.rows("SELECT f.path, f.origin FROM laid.file f WHERE f.name=? AND shown", name)
        found = [row for row in rows if row[0] == path or row[0].endswith("/" + path)]
        found = [row for row in found if not row[1] & Origin.EXTERNAL] or found
        return tuple(row[0] for row in sorted(found, key=lambda row: (row[1] & Origin.VENDORED, row[0])))

    def facts_of(self, path: str) -> GoFile | None:
        """Return the facts of a Go file, None where the index has none."""
        unsaved = self._overlay.get(path)
        if unsaved is not None:
            return unsaved.facts
        content = self._scalar("SELECT hash FROM main.file WHERE path=? AND kind='go'", path)
        return self._facts.get(self._connection, content) if isinstance(content, bytes) else None

    def files_of_package(self, import_path: str) -> tuple[PackageFile, ...]:
        """Return the Go files of a package, ordered by path."""
        rows = self._tables.rows(
            "SELECT f.path, f.origin, f.lines FROM laid.file f WHERE f.import_path=? AND f.kind='go' AND shown",
            import_path,
        )
        return tuple(PackageFile(path, Origin(origin), lines) for path, origin, lines in sorted(rows))

    # -- symbols -------------------------------------------------------------------------------------------------

    def symbol(self, identity: int) -> Symbol | None:
        """Return the symbol with an id of this snapshot."""
        return self.symbols_by_id([identity]).get(identity)

    def symbols_by_id(self, identities: Iterable[int]) -> dict[int, Symbol]:
        """Return many symbols at once, by id; unknown ids are left out."""
        found: dict[int, Symbol] = {}
        wanted = list(identities)
        for start in range(0, len(wanted), 500):
            chunk = wanted[start : start + 500]
            marks = ",".join("?" * len(chunk))
            for symbol in self._symbols(f"{SYMBOLS} WHERE s.id IN ({marks}) AND shown", *chunk):
                found[symbol.id] = symbol
        for identity in filter(is_listed, wanted):
            for row in listed_with_id(self._tables, identity):
                found[identity] = symbol_of(row)
        return found

    def symbols_named(self, name: str) -> tuple[Symbol, ...]:
        """Return the symbols (types, functions, methods, values) of exactly that bare name."""
        return tuple([symbol for symbol in self.symbols_like(name) if symbol.name == name])

    def symbols_like(self, name: str) -> tuple[Symbol, ...]:
        """Return the symbols whose name is the same but for case and underscores."""
        folded = fold_name(name)
        return self.remember_each("symbols like", (folded,), self._symbols_like)[folded]

    def _symbols_like(self, names: list[str]) -> dict[str, tuple[Symbol, ...]]:
        found: dict[str, tuple[Symbol, ...]] = {}
        for folded in names:
            stored = self._symbols(f"{SYMBOLS} WHERE {FOLDED}=? AND shown", folded)
            listed = map(symbol_of, listed_with_name(self._tables, folded))
            found[folded] = tuple(sorted((*stored, *listed), key=by_origin_and_place))
        return found

    def symbols_of_file(self, path: str) -> tuple[Symbol, ...]:
        """Return the symbols of a file in source order."""
        listed = map(symbol_of, listed_of_file(self._tables, path))
        stored = self._symbols(f"{SYMBOLS} WHERE f.path=? AND {_OF_FILE} AND shown", path)
        return tuple(sorted([*stored, *listed], key=by_place))

    def functions_named(self, name: str, import_path: str) -> tuple[Symbol, ...]:
        """Return the functions of a package with exactly that name, tests left out."""
        found = self._symbols(
            f"{SYMBOLS} WHERE {FOLDED}=? AND s.name=? AND s.kind='func' AND f.import_path=? AND shown",
            *(fold_name(name), name, import_path),
        )
        return tuple(sorted(found, key=by_origin_and_place))

    def owners_of_method(self, name: str) -> frozenset[tuple[str, str]]:
        """Return (import path, type name) of the hand-written types that declare a method of exactly that name."""
        rows = self._tables.rows(
            "SELECT DISTINCT f.import_path, s.receiver FROM laid.symbol s JOIN laid.file f ON f.id=s.file"
            f" WHERE {FOLDED}=? AND s.name=? AND s.kind='method' AND f.origin & {int(~Origin.EXTERNAL)} = 0 AND shown",
            *(fold_name(name), name),
        )
        return frozenset((import_path, receiver) for import_path, receiver in rows)

    def types_of_package(self, name: str, import_path: str) -> tuple[Symbol, ...]:
        """Return the types of a package with exactly that name, hand-written code first."""
        found = self._symbols(
            f"{SYMBOLS} WHERE {FOLDED}=? AND s.name=? AND s.kind IN {_TYPES} AND f.import_path=? AND shown",
            *(fold_name(name), name, import_path),
        )
        return tuple(sorted(found, key=by_origin_and_place))

    def methods_of(self, owner: Symbol) -> tuple[Symbol, ...]:
        """Return the methods declared on a type, test files left out, in order of path and position."""
        found = self._symbols(
            f"{SYMBOLS} WHERE s.receiver=? AND s.receiver != '' AND f.import_path=? AND shown",
            owner.name,
            owner.import_path,
        )
        return tuple(sorted((s for s in found if not s.origin & Origin.TEST), key=by_origin_and_place))

    def resolve(self, spelled: str) -> tuple[Symbol, ...]:
        """Return what a name as people write it can mean: `Name`, `pkg.Name`, `Type.Method`, `pkg.Type.Method`.

        Pointers, parentheses, brackets and a call's parentheses are passed over. Test code only where nothing else has
        the name.
        """
        parts = re.sub(r"\(\*?(\w+)\)", r"\1", spelled.strip().lstrip("*&[]")).split("(", 1)[0].split(".")
        if not all(parts) or len(parts) > 3:
            return ()
        named = self.symbols_named(parts[-1])
        if len(parts) == 1:
            found = [symbol for symbol in named if not symbol.receiver] or list(named)
        elif len(parts) == 2:
            found = [s for s in named if (s.package == parts[0] and not s.receiver) or s.receiver == parts[0]]
        else:
            found = [s for s in named if (s.package, s.receiver) == (parts[0], parts[1])]
        return tuple([s for s in found if not s.origin & Origin.TEST] or found)

    def types_named(self, spelled: str) -> tuple[Symbol, ...]:
        """Return the types that a spelled name can mean."""
        return tuple(symbol for symbol in self.resolve(spelled) if symbol.kind.is_type)

    def type_decl(self, symbol: Symbol) -> TypeDecl | None:
        """Return a type's declaration with its fields."""
        facts = self.facts_of(symbol.path)
        if facts is None:
            return None
        return next((decl for decl in facts.types if decl.span == symbol.span), None)

    def func_decl(self, symbol: Symbol) -> FuncDecl | None:
        """Return a function's or method's declaration."""
        facts = self.facts_of(symbol.path)
        if facts is None:
            return None
        return next((decl for decl in facts.funcs if decl.span == symbol.span), None)

    def resolve_type(self, text: str, path: str) -> Symbol | None:
        """Return the type that a type expression names in a file, through its imports; None for foreign types.

        Pointers, slices and type arguments are passed over: `[]*base.Model[T]` names `base.Model`.
        """
        match = _BASE_TYPE.match(text.strip())
        if match is None:
            return None
        qualifier, name = match.groups()
        row = self._tables.row("SELECT f.id, f.import_path, f.package FROM laid.file f WHERE f.path=? AND shown", path)
        if row is None:
            return None
        file, own, package = row
        # Types are never among the listed symbols.
        named = self._symbols(
            f"{SYMBOLS} WHERE {FOLDED}=? AND s.name=? AND s.kind IN {_TYPES} AND shown", fold_name(name), name
        )
        named = tuple(sorted(named, key=by_origin_and_place))
        if qualifier is None:
            return next((s for s in named if s.import_path == own and s.package == package), None)
        imports = self._tables.rows("SELECT path, alias FROM laid.import WHERE file=?", file)
        for import_path, alias in imports:
            for symbol in named:
                if symbol.import_path == import_path and qualifier == (alias or symbol.package):
                    return symbol
        return None

    # -- fields --------------------------------------------------------------------------------------------------

    @cached_property
    def struct_count(self) -> int:
        """How many hand-written structs the workspace and its model libraries declare."""
        return self.remember("struct count", lambda: count_structs(self._tables))

    def structs_with_fields(self, folded: Sequence[str]) -> dict[int, frozenset[str]]:
        """Return the ids of structs that declare any of the folded field names, with those that they declare."""
        return find_structs_with(self._tables, folded)

    def field_frequencies(self, folded: Iterable[str]) -> dict[str, int]:
        """Return how many hand-written structs declare a field of each of some folded names."""
        return self.remember_each("field frequencies", folded, lambda names: count_structs_with(self._tables, names))

    def field_frequency(self, folded: str) -> int:
        """Tell how many hand-written structs declare a field of that folded name."""
        return self.field_frequencies((folded,))[folded]

    def embedders_of(self, symbol: Symbol) -> tuple[Symbol, ...]:
        """Return the types that embed a type, as far as their spelling resolves to it."""
        rows = self._symbols(
            f"{SYMBOLS} JOIN laid.field d ON d.symbol=s.id WHERE d.embedded=1 AND d.folded=? AND shown",
            fold_name(symbol.name),
        )
        found = []
        for embedder in sorted(rows, key=by_origin_and_place):
            decl = self.type_decl(embedder)
            for field in decl.fields if decl else ():
                if field.embedded and field.name == symbol.name:
                    resolved = self.resolve_type(field.type, embedder.path)
                    if resolved is not None and resolved.id == symbol.id:
                        found.append(embedder)
        return tuple(found)

    # -- uses ----------------------------------------------------------------------------------------------------

    def files_using(self, symbol: Symbol) -> tuple[str, ...]:
        """Return the files, other than its own, that use a symbol's name and can see its package; tests left out.

        By identifier, not by type checking: a method is counted wherever its name is used in a file that can see it.
        """
        rows = self._tables.stored(
            "SELECT f.path FROM identifier_use u JOIN laid.file f ON f.id=u.rowid WHERE identifier_use MATCH ?"
            f" AND f.path != ? AND f.origin & {int(Origin.TEST)} = 0 AND (f.import_path=? OR EXISTS"
            " (SELECT 1 FROM laid.import i WHERE i.file=f.id AND i.path=?)) AND shown ORDER BY f.path",
            *(f'"{symbol.name}"', symbol.path, symbol.import_path, symbol.import_path),
        )
        return tuple(row[0] for row in rows)

    # -- search --------------------------------------------------------------------------------------------------

    def search_symbols(
        self, expression: str, weights: tuple[float, float, float, float], limit: int
    ) -> tuple[tuple[int, float], ...]:
        """Return ids of symbols by BM25 with weights for name, container, doc and members; higher is better.

        `expression` is in FTS5's language. Only hand-written code is in this index.
        """
        rows = self._connection.execute(
            "SELECT rowid, bm25(symbol_text, ?, ?, ?, ?) AS score FROM symbol_text WHERE symbol_text MATCH ?"
            " ORDER BY score, rowid LIMIT ?",
            (*weights, expression, limit),
        )
        return tuple((identity, -score) for identity, score in self.laid_ids(rows))

    def laid_ids(self, found: Iterable[tuple[int, float]]) -> list[tuple[int, float]]:
        """Return what a search of the stored symbols found as what stands in the unsaved files, without what is gone.

        Words that are only in unsaved text are not searched.
        """
        if not self._overlay:
            return list(found)
        unsaved = self._unsaved_ids
        laid = ((unsaved.get(identity, identity), score) for identity, score in found)
        return [(identity, score) for identity, score in laid if identity is not None]

    @cached_property
    def _unsaved_ids(self) -> dict[int, int | None]:
        return unsaved_ids(self._connection)

    def search_files(
        self, expression: str, weights: tuple[float, float, float, float], limit: int
    ) -> tuple[tuple[str, float], ...]:
        """Return hand-written Go files, as saved, by BM25 with weights for path, names, doc, body; higher is better."""
        rows = self._tables.stored(
            "SELECT f.path, bm25(file_text, ?, ?, ?, ?) AS score FROM file_text t"
            " JOIN laid.file f ON f.id=t.rowid WHERE file_text MATCH ? ORDER BY score, f.path LIMIT ?",
            *(*weights, expression, limit),
        )
        return tuple((path, -score) for path, score in rows)

    @cached_property
    def names(self) -> Names:
        """The names of the workspace by their beginning."""
        return Names(self._tables, self.remember)

    @cached_property
    def searchable_paths(self) -> frozenset[str]:
        """The Go files that search shows: hand-written ones."""
        query = f"SELECT f.path FROM laid.file f WHERE f.kind='go' AND f.origin={int(Origin.HANDWRITTEN)} AND shown"
        return self.remember("searchable paths", lambda: frozenset(row[0] for row in self._tables.rows(query)))

    # -- routes, handlers, models, resources -----------------------------------------------------------------------

    @cached_property
    def routes(self) -> tuple[Route, ...]:
        """All routes, ordered by file and line."""
        return self.remember("routes", lambda: read_routes(self._connection))

    @cached_property
    def handlers(self) -> tuple[Handler, ...]:
        """The functions that are handlers by signature or registration; tests, mocks and vendored code left out."""
        return self.remember("handlers", lambda: read_handlers(self._tables))

    @cached_property
    def registered_models(self) -> frozenset[RegisteredModel]:
        """The types that the code registers as models."""
        query = "SELECT name, import_path FROM registered_model"
        return self.remember(
            "registered models", lambda: frozenset(RegisteredModel(*row) for row in self._connection.execute(query))
        )

    def is_registered_model(self, symbol: Symbol) -> bool:
        """Tell whether a type is registered as a model."""
        return RegisteredModel(symbol.name, symbol.import_path) in self.registered_models

    @cached_property
    def resources(self) -> tuple[Resource, ...]:
        """The resources of all templates, ordered by path and line."""
        return self.remember("resources", self._resources)

    def _resources(self) -> tuple[Resource, ...]:
        found = [decode(Resource, row[0]) for row in self._tables.rows(_RESOURCES)]
        return tuple(sorted(found, key=lambda resource: (resource.path, resource.line)))

    @cached_property
    def infrastructure(self) -> Infrastructure:
        """All templates together, and how they hang together with the code."""
        return Infrastructure(self._connection, self._tables, self.symbols_like, self.type_decl)

    @cached_property
    def handwritten_structs(self) -> tuple[Symbol, ...]:
        """All structs of hand-written code, by path and position."""
        found = self._symbols(f"{SYMBOLS} WHERE s.kind='struct' AND f.origin={int(Origin.HANDWRITTEN)} AND shown")
        return tuple(sorted(found, key=by_origin_and_place))

    @cached_property
    def embedding_counts(self) -> dict[str, int]:
        """How often hand-written structs embed a type, by the type's folded name, whatever its package."""
        return count_embeddings(self._tables)

    @cached_property
    def history(self) -> History:
        """The commits that made the code, as far as they are known."""
        return History(self._connection)

    @cached_property
    def pattern_rows(self) -> tuple[PatternInFile, ...]:
        """What each file shows of patterns, ordered by path, then as the detectors found it."""
        return read_patterns(self._tables)

    # -- for whoever asks what the index rests on --------------------------------------------------------------------

    @cached_property
    def registrars(self) -> tuple[Registrar, ...]:
        """The functions that register routes or models, learned and configured, ordered by name."""
        found = [decode(Registrar, row[0]) for row in self._connection.execute("SELECT data FROM registrar")]
        return tuple(sorted(found, key=lambda each: (each.kind.value, each.callee, each.sites)))

    @cached_property
    def inventory(self) -> Inventory:
        """The Go files in numbers."""
        return Inventory(self._tables)

    # -- plumbing --------------------------------------------------------------------------------------------------

    def _symbols(self, query: str, *values: object) -> tuple[Symbol, ...]:
        return tuple([symbol_of(row) for row in self._tables.rows(query, *values)])

    def _scalar(self, query: str, *values: object) -> object:
        row = self._connection.execute(query, values).fetchone()
        return None if row is None else row[0]

    def _count(self, query: str, *values: object) -> int:
        value = self._scalar(query, *values)
        assert isinstance(value, int)
        return value
