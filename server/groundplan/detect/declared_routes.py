"""Routes that specifications and comments tell of, put together with those that the code registers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from groundplan.model.route import DeclaredRoute, DeclaredRoutes, Route, RouteConfidence
from groundplan.text.route_paths import path_shape

Shape = tuple[str, ...]

_ELSEWHERE = re.compile(
    r"(?:^|/)(?:vendor|node_modules|third[_-]?party|testdata|fixtures|__tests__|tests?|google/api|googleapis|\.github)/"
)
"""Folders whose specifications are those of others, or of no one."""

_VAGUE = (RouteConfidence.BASE_UNKNOWN, RouteConfidence.PREFIX_UNKNOWN)
_COMMENTS = frozenset(("swag", "go-swagger", "beego"))
_ORDER = ("swag", "go-swagger", "beego", "goctl", "proto", "grpc", "openapi")
_IMPLEMENTED_SHARE = 0.4  # of a specification's operations: below that the names of functions are chance
_MIN_IMPLEMENTED = 2
_SHARED_SHARE = 0.1  # of a specification's routes that the code must have: one in common is no sign
_MAX_VOTED = 3  # prefixes tried because the code has them


@dataclass(frozen=True, slots=True)
class DeclaringFile:
    """The path of a file in the workspace and what it declares."""

    path: str
    declared: DeclaredRoutes


@dataclass(frozen=True, slots=True)
class Implementation:
    """A hand-written function: its name as people write it, its file and 1-based line."""

    name: str
    path: str
    line: int


class Implementations(Protocol):
    """Who implements what a specification names."""

    def of_procedure(self, service: str, method: str) -> Implementation | None:
        """Return the method of the type that embeds the service's `Unimplemented...Server`."""
        ...

    def of_operation(self, operation: str) -> Implementation | None:
        """Return the only hand-written function of an operation's name, case and punctuation aside."""
        ...


@dataclass(frozen=True, slots=True)
class _Document:
    """Routes that share their bases: one specification, or the comments of one API."""

    source: str
    bases: tuple[str, ...]
    routes: tuple[tuple[str, DeclaredRoute], ...]


def merge_declared(
    written: Sequence[Route], files: Iterable[DeclaringFile], implementations: Implementations
) -> tuple[list[Route], list[Route]]:
    """Return the routes of the code, enriched, and those that only a specification or a comment tells of.

    The code comes first: a declared route of the same method and path shape lends it no more than its summary and
    types, and the whole path where the code's prefix is not known. Where a base fits the code less well than another
    one, the code is right. A specification that neither shares a route with the code nor has its operations
    implemented is that of another service and adds nothing.
    """
    book = _Book(written)
    for document in _documents(files):
        if document.source == "grpc":
            for path, route in document.routes:
                base = _base_of_service(document, route, book, implementations)
                if base is not None:
                    book.add("twirp" if base else "grpc", path, base, route, implementations)
            continue
        base = _base_of(document, book)
        if _is_ours(document, base, book, implementations):
            served = {_service(each) for _, each in document.routes if _is_shown(each, base, book, implementations)}
            for path, route in document.routes:
                if document.source != "proto" or _service(route) in served:
                    book.add(document.source, path, base, route, implementations)
    return list(book.written), book.declared


class _Book:
    """The routes known so far by method and shape."""

    def __init__(self, written: Sequence[Route]) -> None:
        self.written = list(written)
        self.declared: list[Route] = []
        self.shapes: dict[Shape, dict[str, int]] = {}
        self._vague: dict[str, list[tuple[Shape, int]]] = {}
        self._told: set[tuple[str, Shape]] = set()
        self._serving = {
            (each.handler_path, each.handler_line) for each in written if each.handler_path and each.is_placed
        }
        for index, route in enumerate(self.written):
            shape = path_shape(route.path)
            if route.confidence in _VAGUE:
                self._vague.setdefault(route.method, []).append((shape, index))
            self.shapes.setdefault(shape, {}).setdefault(route.method, index)

    def find(self, method: str, shape: Shape) -> int | None:
        """Return the index of the code's route that answers to a method and shape."""
        methods = self.shapes.get(shape)
        if methods is None:
            return None
        return methods.get(method, methods.get("ANY"))

    def prefix(self, method: str, shape: Shape, length: int) -> str:
        """Return what the code's route of a method and shape has before its last so many segments."""
        index = self.find(method, shape)
        segments = self.written[index].path.strip("/").split("/") if index is not None else []
        return "".join(f"/{each}" for each in segments[: max(0, len(segments) - length)] if each)

    def add(self, source: str, path: str, base: str, declared: DeclaredRoute, implementations: Implementations) -> None:
        whole = (base + declared.path) if declared.path != "/" or not base else base
        shape = path_shape(whole)
        index = self.find(declared.method, shape)
        if index is not None:
            self.written[index] = _enriched(self.written[index], declared)
            return
        if (declared.method, shape) in self._told:
            return
        if base and self.find(declared.method, path_shape(declared.path)) is not None:
            return  # a comment that says the whole path where others leave the base out
        self._told.add((declared.method, shape))
        if declared.handler and (path, declared.handler_line) in self._serving:
            return  # the code says where this function serves: the comment is out of date or mistyped
        vague = self._only_vague(declared.method, shape)
        if vague is not None:
            known = replace(self.written[vague], path=whole, confidence=RouteConfidence.SPEC)
            self.written[vague] = _enriched(known, declared)
            self.shapes.setdefault(shape, {})[declared.method] = vague
            return
        self.declared.append(_route(source, path, whole, declared, implementations))

    def _only_vague(self, method: str, shape: Shape) -> int | None:
        """Return the code's only route of unknown prefix that can be this one; it must name more than parameters."""
        found = [
            (length, index)
            for each, index in self._vague.get(method, ())
            if (length := len(each)) and shape[-length:] == each and any(part != "{}" for part in each)
        ]
        found.sort(reverse=True)
        if not found or (len(found) > 1 and found[0][0] == found[1][0]):
            return None
        index = found[0][1]
        return index if self.written[index].confidence in _VAGUE else None


def _route(source: str, path: str, whole: str, declared: DeclaredRoute, implementations: Implementations) -> Route:
    handler, handler_path, handler_line = declared.handler, path if declared.handler else "", declared.handler_line
    if not handler and declared.operation:
        if source in ("proto", "grpc", "twirp"):
            service, _, method = declared.operation.partition(".")
            found = implementations.of_procedure(service, method) or implementations.of_operation(method)
        else:
            found = implementations.of_operation(declared.operation + ("Handler" if source == "goctl" else ""))
        handler, handler_path, handler_line = (
            (found.name, found.path, found.line) if found is not None else (declared.operation, "", 0)
        )
    return Route(
        method=declared.method,
        path=whole,
        handler=handler,
        file=path,
        line=declared.line,
        source=source,
        confidence=RouteConfidence.SPEC,
        handler_path=handler_path,
        handler_line=handler_line,
        summary=declared.summary,
        request=declared.request,
        response=declared.response,
    )


def _enriched(route: Route, declared: DeclaredRoute) -> Route:
    return replace(
        route,
        summary=route.summary or declared.summary,
        request=route.request or declared.request,
        response=route.response or declared.response,
    )


def _documents(files: Iterable[DeclaringFile]) -> Iterator[_Document]:
    """Yield each specification, and the comments of each API together, in the order of how much they say."""
    kept = sorted(
        (each for each in files if not _ELSEWHERE.search(each.path)),
        key=lambda each: (_ORDER.index(each.declared.source), each.path),
    )
    bases = [each for each in kept if each.declared.source in _COMMENTS and each.declared.bases]
    apis: dict[tuple[str, tuple[str, ...]], list[tuple[str, DeclaredRoute]]] = {}
    for each in kept:
        source = each.declared.source
        if source in _COMMENTS:
            found = apis.setdefault((source, _nearest_bases(each, bases)), [])
            found.extend((each.path, route) for route in each.declared.routes)
    for (source, own), routes in apis.items():
        if routes:
            yield _Document(source, own, tuple(routes))
    for each in kept:
        if each.declared.source not in _COMMENTS:
            routes_of_file = tuple((each.path, route) for route in each.declared.routes)
            yield _Document(each.declared.source, each.declared.bases, routes_of_file)


def _nearest_bases(file: DeclaringFile, bases: Sequence[DeclaringFile]) -> tuple[str, ...]:
    """Return the bases that comments nearest to a file name, of its own kind if there are any."""
    same = [each for each in bases if each.declared.source == file.declared.source] or bases
    if not same:
        return ()
    parts = file.path.split("/")

    def shared(each: DeclaringFile) -> int:
        count = 0
        for mine, other in zip(parts, each.path.split("/"), strict=False):
            if mine != other:
                break
            count += 1
        return count

    return max(same, key=lambda each: (shared(each), -len(each.path))).declared.bases


def _base_of(document: _Document, book: _Book) -> str:
    """Return the base under which most of the document's routes are routes of the code; a named one if none is."""
    if document.source in ("proto", "grpc", "goctl"):
        return ""
    named = (*document.bases, "") if document.bases else ("",)
    votes: Counter[str] = Counter()
    by_end: dict[str, list[Shape]] = {}
    for shape in book.shapes:
        if shape:
            by_end.setdefault(shape[-1], []).append(shape)
    for _, route in document.routes:
        shape = path_shape(route.path)
        if len(shape) and any(each != "{}" for each in shape):
            found = {
                book.prefix(route.method, each, len(shape))
                for each in by_end.get(shape[-1], ())
                if each[len(each) - len(shape) :] == shape and book.find(route.method, each) is not None
            }
            votes.update(sorted(found))
    tried = dict.fromkeys((*named, *(base for base, _ in votes.most_common(_MAX_VOTED))))
    scores = [(_matches(document, base, book), -position, base) for position, base in enumerate(tried)]
    return max(scores)[2]


def _matches(document: _Document, base: str, book: _Book) -> int:
    return sum(book.find(route.method, path_shape(base + route.path)) is not None for _, route in document.routes)


def _is_ours(document: _Document, base: str, book: _Book, implementations: Implementations) -> bool:
    if document.source != "openapi" and document.source != "proto":
        return True  # comments are the code's own; procedures are asked for one by one
    matches = _matches(document, base, book)
    if matches and matches >= _SHARED_SHARE * len(document.routes):
        return True
    if document.source == "proto":
        return True  # its services are asked for one by one
    named = [route.operation for _, route in document.routes if route.operation]
    found = sum(implementations.of_operation(each) is not None for each in named)
    return found >= max(_MIN_IMPLEMENTED, _IMPLEMENTED_SHARE * len(document.routes))


def _base_of_service(
    document: _Document, route: DeclaredRoute, book: _Book, implementations: Implementations
) -> str | None:
    """Return what stands before a procedure's path, None where the workspace does not serve its service.

    It does when a type of its embeds the generated server, when the code registers a procedure of it, or when the code
    mounts a handler at the service's name, as for twirp: `/twirp/package.Service/`.
    """
    service = route.path.rsplit("/", 1)[0]
    for shape in sorted(book.shapes):
        rest = shape[:-1] if shape and shape[-1] == "{}" else shape
        if rest and rest[-1] == service[1:] and "ANY" in book.shapes[shape]:
            return "".join(f"/{each}" for each in rest[:-1])
    procedures = [each for _, each in document.routes if each.path.rsplit("/", 1)[0] == service]
    if any(
        book.find(each.method, path_shape(each.path)) is not None or _procedure(each, implementations) is not None
        for each in procedures
    ):
        return ""
    return None


def _service(route: DeclaredRoute) -> str:
    return route.operation.partition(".")[0]


def _is_shown(route: DeclaredRoute, base: str, book: _Book, implementations: Implementations) -> bool:
    """Tell whether the code registers a route or implements its procedure."""
    if book.find(route.method, path_shape(base + route.path)) is not None:
        return True
    return _procedure(route, implementations) is not None


def _procedure(route: DeclaredRoute, implementations: Implementations) -> Implementation | None:
    service, _, method = route.operation.partition(".")
    return implementations.of_procedure(service, method)
