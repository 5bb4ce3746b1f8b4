"""The routes that a new endpoint can meet, by what they are about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import permutations

from groundplan.discover.closeness import is_sample
from groundplan.discover.endpoint_purpose import purpose_of
from groundplan.index.snapshot import Snapshot
from groundplan.model.route import Route, RouteConfidence
from groundplan.text.identifiers import fold_name, singular
from groundplan.text.route_paths import path_shape

_VERSION = re.compile(r"v\d+(?:(?:alpha|beta)\d*)?")
_FRAME = frozenset(("api", "apis", "rest"))

# What a path says beside its noun when it is not written as a resource: the method says it already.
_VERBS = {
    "POST": frozenset(("create", "add", "new")),
    "GET": frozenset(("get", "list", "all", "fetch")),
    "PUT": frozenset(("update", "edit", "set")),
    "PATCH": frozenset(("update", "edit", "modify")),
    "DELETE": frozenset(("delete", "remove")),
}

# What makes a verb or a noun of a short form: `eval` and `evaluate`, `collect` and `collector`.
_ENDINGS = frozenset(
    "or er ion ing ment uate uation ation uration rmation istic enticate entication mary ory ed ate".split()
)
_SHORTEST = 4
_MOST_PERMUTED = 4

_SURE = (RouteConfidence.EXACT, RouteConfidence.BASE_UNKNOWN, RouteConfidence.SPEC)


@dataclass(frozen=True, slots=True)
class Twin:
    """A route that does what an endpoint is to do: by the same words in its path, else by the same action."""

    route: Route
    same_words: bool


class ServedRoutes:
    """Some routes, to be asked many times; `by_key` has the first of each method and shape of path."""

    def __init__(self, routes: list[Route]) -> None:
        self.by_key = {(route.method, path_shape(route.path)): route for route in reversed(routes)}
        self._by_subject: dict[tuple[str, tuple[str, ...]], list[Route]] = {}
        self._by_wording: dict[tuple[str, str], list[Route]] = {}
        self._by_things: dict[tuple[str, ...], list[Route]] = {}
        self._twins: dict[tuple[str, str], Twin | None] = {}
        for route in routes:
            self._by_subject.setdefault((route.method, twin_key(route.method, route.path)), []).append(route)
            if (purpose := purpose_of(route.method, route.path)) is not None:
                self._by_things.setdefault(purpose.things, []).append(route)
        for (method, key), alike in self._by_subject.items():
            self._by_wording.setdefault((method, "".join(key)), []).extend(alike)

    def twin_of(self, method: str, path: str) -> Twin | None:
        """Return the route that another path has for the same thing, None where there is none.

        A route of another version is no twin: it is meant to stand beside.
        """
        if (method, path) not in self._twins:
            self._twins[method, path] = self._find_twin(method, path)
        return self._twins[method, path]

    def _find_twin(self, method: str, path: str) -> Twin | None:
        key = twin_key(method, path)
        if not key:
            return None
        alike = self._by_subject.get((method, key)) or self._of_same_words(method, key)
        for route in alike or self._of_short_form(method, key):
            if not _are_versions(path, route.path):
                return Twin(route, same_words=True)
        purpose = purpose_of(method, path)
        for route in self._by_things.get(purpose.things, ()) if purpose else ():
            other = purpose_of(route.method, route.path)
            if purpose and other and purpose.serves(other) and not _are_versions(path, route.path):
                return Twin(route, same_words=False)
        return None

    def _of_same_words(self, method: str, key: tuple[str, ...]) -> list[Route]:
        """Return the routes of the same words in another order or run together: `/stats/running`, `/running/stats`.

        Where a path has parameters the order is the meaning: the lists of a user, the users of a list.
        """
        if "{}" in key or len(key) > _MOST_PERMUTED:
            return []
        orders = sorted({"".join(order) for order in permutations(key)})
        return [route for order in orders for route in self._by_wording.get((method, order), ())]

    def _of_short_form(self, method: str, key: tuple[str, ...]) -> list[Route]:
        """Return the routes whose last word is the short or long form of a path's last: `eval`, `evaluate`."""
        if len(key) < 2:
            return []
        last = key[-1]
        found = []
        for (other_method, other), routes in self._by_subject.items():
            if other_method == method and len(other) == len(key) and other[:-1] == key[:-1] and other != key:
                short, long = sorted((last, other[-1]), key=len)
                if len(short) >= _SHORTEST and long.startswith(short) and long[len(short) :] in _ENDINGS:
                    found += routes
        return found


def served_routes(snapshot: Snapshot, modules: frozenset[str]) -> ServedRoutes:
    """Return the routes of the modules in some folders (all where empty), without those of examples.

    Only those whose full path is known, and those of specifications, count.
    """
    return snapshot.remember(("served routes", modules), lambda: ServedRoutes(_gather(snapshot, modules)))


def _gather(snapshot: Snapshot, modules: frozenset[str]) -> list[Route]:
    sure = [route for route in snapshot.routes if route.confidence in _SURE and not is_sample(route.file)]
    folders = innermost_first(snapshot)
    return [route for route in sure if not modules or module_of(folders, route.file) in modules]


def innermost_first(snapshot: Snapshot) -> list[str]:
    """Return the folders of the workspace's modules, longest first."""
    return sorted((module.folder for module in snapshot.modules), key=len, reverse=True)


def module_of(folders: list[str], file: str) -> str:
    """Return the innermost of some folders, longest first, that a file is in."""
    return next((folder for folder in folders if not folder or file.startswith(f"{folder}/")), "")


@lru_cache(maxsize=16384)
def twin_key(method: str, path: str) -> tuple[str, ...]:
    """Return what a path is about: no version, no frame, nouns in the singular, no verb that the method says."""
    found = []
    for segment in path_shape(path):
        folded = fold_name(segment)
        if _VERSION.fullmatch(folded) or folded in _FRAME or folded in _VERBS.get(method, ()):
            continue
        found.append(singular(folded))
    while found and found[0] == "{}":
        del found[0]
    return tuple(found)


def _are_versions(path: str, other: str) -> bool:
    """Tell whether two paths name different versions: the second one is meant to stand beside the first."""
    own, others = ([each for each in path_shape(each) if _VERSION.fullmatch(each)] for each in (path, other))
    return bool(own) and bool(others) and own != others
