"""Finding anything the index knows by name: routes, functions, types, cloud resources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from groundplan.discover.search import serving_symbol
from groundplan.index.snapshot import Snapshot
from groundplan.model.feature import FoundSymbol, FoundSymbolKind
from groundplan.model.location import Location, Span
from groundplan.model.route import Route
from groundplan.model.symbol import Symbol, SymbolKind
from groundplan.text.identifiers import split_identifier

MAX_OF_A_KIND = 100
"""Symbols of each kind that are returned; the editor narrows them down as the person types on."""

_TOKEN = re.compile(r"\w+")
_METHODS = frozenset("GET HEAD POST PUT PATCH DELETE OPTIONS ANY CONNECT TRACE".split())
_KINDS = {
    SymbolKind.STRUCT: FoundSymbolKind.STRUCT,
    SymbolKind.INTERFACE: FoundSymbolKind.INTERFACE,
    SymbolKind.TYPE: FoundSymbolKind.TYPE,
    SymbolKind.ALIAS: FoundSymbolKind.TYPE,
    SymbolKind.FUNC: FoundSymbolKind.FUNCTION,
    SymbolKind.METHOD: FoundSymbolKind.METHOD,
    SymbolKind.CONST: FoundSymbolKind.CONSTANT,
    SymbolKind.VAR: FoundSymbolKind.VARIABLE,
}


def workspace_symbols(snapshot: Snapshot, query: str) -> tuple[FoundSymbol, ...]:
    """Return what a query finds: routes first, then resources, then declarations.

    A query may be a route as people write it (`GET /users`, `/users/{id}`), the beginning of a name, or some of its
    words in any spelling. Without a query all routes and resources are returned, as far as there is room.
    """
    return (
        *_limited(_routes(snapshot, query)),
        *_limited(_resources(snapshot, query)),
        *_limited(_declarations(snapshot, query)),
    )


def _limited(found: Iterator[FoundSymbol]) -> Iterator[FoundSymbol]:
    return (each for _, each in zip(range(MAX_OF_A_KIND), found, strict=False))


def _routes(snapshot: Snapshot, query: str) -> Iterator[FoundSymbol]:
    method, _, path = query.strip().partition(" ")
    if method.upper() not in _METHODS:
        method, path = "", query.strip()
    wanted = _shape(path)
    by_words = _prefixes(path)
    for route in snapshot.routes:
        if method and route.method not in (method.upper(), "ANY"):
            continue
        if wanted in _shape(route.path) or (by_words and _has_all(by_words, _words(f"{route.path} {route.handler}"))):
            yield FoundSymbol(route.title, FoundSymbolKind.ROUTE, route.handler, _place_of(snapshot, route))


def _place_of(snapshot: Snapshot, route: Route) -> Location:
    serving = serving_symbol(snapshot, route)
    return serving.location if serving is not None else Location(route.file, route.line, Span(0, 0))


def _shape(path: str) -> str:
    """Return a path in lower case with all spellings of a parameter alike, as far as it is typed."""
    return re.sub(r"\{[^}/]*\}?|:\w*|<[^>/]*>?", "{}", path.lower())


def _resources(snapshot: Snapshot, query: str) -> Iterator[FoundSymbol]:
    prefixes = _prefixes(query)
    for resource in snapshot.resources:
        if _has_all(prefixes, _words(" ".join((resource.logical_id, *resource.names)))):
            place = Location(resource.path, resource.line, Span(0, 0))
            yield FoundSymbol(resource.logical_id, FoundSymbolKind.RESOURCE, resource.type, place)


def _declarations(snapshot: Snapshot, query: str) -> Iterator[FoundSymbol]:
    *owner, name = re.split(r"[.\s]+", query.strip())
    words = split_identifier(name)
    if not words:
        return
    exact = [symbol for symbol in snapshot.symbols_named(name) if not symbol.origin]
    expression = "name : (" + " ".join(f'"{word}"' for word in words[:-1]) + f' "{words[-1]}"*)'
    ranked = snapshot.search_symbols(expression, (1.0, 0.0, 0.0, 0.0), 4 * MAX_OF_A_KIND)
    by_id = snapshot.symbols_by_id(identity for identity, _ in ranked)
    found = {symbol.id: symbol for symbol in (*exact, *(by_id[key] for key, _ in ranked if key in by_id))}
    for symbol in found.values():
        if not owner or _belongs_to(symbol, owner[-1]):
            container = f"{symbol.package}.{symbol.receiver}" if symbol.receiver else symbol.import_path
            yield FoundSymbol(symbol.name, _KINDS[symbol.kind], container, symbol.location)


def _belongs_to(symbol: Symbol, owner: str) -> bool:
    return owner.lower() in (symbol.package.lower(), symbol.receiver.lower())


def _prefixes(text: str) -> tuple[str, ...]:
    return tuple(_words(text))


def _words(text: str) -> list[str]:
    return [word for token in _TOKEN.findall(text) for word in split_identifier(token)]


def _has_all(prefixes: Iterable[str], words: list[str]) -> bool:
    return all(any(word.startswith(prefix) for word in words) for prefix in prefixes)
