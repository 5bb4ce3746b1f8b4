"""What the author of a wrong name may have meant: the file, symbol, field or route most like it."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from dataclasses import dataclass

from groundplan.model.go import Field
from groundplan.model.location import Location, Span
from groundplan.model.route import Route
from groundplan.model.symbol import Origin, Symbol
from groundplan.plan.ground import Ground
from groundplan.plan.promises import clean_path
from groundplan.text.identifiers import STOP_WORDS, fold_name, singular, split_identifier
from groundplan.text.likeness import is_same_word, letters_apart, one_word_apart
from groundplan.text.route_paths import path_shape

_NO_SPAN = Span(0, 0)

MOST_NEAR = 12
"""Names looked at as what a wrong name may mean."""


@dataclass(frozen=True, slots=True)
class NearName:
    """A name of the code that resembles one of the plan.

    `own` are the words that only the plan's name has, `shared` counts those that both have. `close` tells that it
    stands in a package that the plan speaks of. `title` is how people write it: `Invoice.CustomerID`.
    """

    name: str
    title: str
    kind: str
    location: Location
    own: tuple[str, ...]
    shared: int
    close: bool


@dataclass(frozen=True, slots=True)
class NearFile:
    """A file that resembles a path; `likeness` is between 0 and 1, from 0.8 a slip of letters or of one folder."""

    path: str
    likeness: float


def nearest_file(ground: Ground, text: str) -> NearFile | None:
    """Return the file that a path which leads nowhere most likely means."""
    path = clean_path(text)
    folder = posixpath.dirname(path)
    best: tuple[float, str] | None = None
    for candidate in (*ground.files_of_name(path), *_neighbours(ground, folder)):
        likeness = _path_likeness(path, candidate)
        if likeness > 0.0 and (best is None or (-likeness, candidate) < best):
            best = (-likeness, candidate)
    return NearFile(best[1], -best[0]) if best is not None else None


def _neighbours(ground: Ground, folder: str) -> tuple[str, ...]:
    if not folder:
        return ()
    found = tuple(file for file in ground.lookups.files_below(folder) if posixpath.dirname(file) == folder)
    if found:
        return found
    # A folder written from inside of a module or service: take it from a file that the plan names there.
    homes = {posixpath.dirname(file) for file in ground.files_meant}
    inside = tuple(
        file
        for home in sorted(homes)
        if home.endswith(f"/{folder}")
        for file in ground.lookups.files_below(home)
        if posixpath.dirname(file) == home
    )
    return inside or tuple(
        file for file in ground.lookups.files_inside(folder) if posixpath.dirname(file).endswith(f"/{folder}")
    )


def _path_likeness(path: str, candidate: str) -> float:
    """Return how like a file is to a path that leads nowhere, 0 for what nobody would confuse."""
    if candidate.endswith("_test.go") != path.endswith("_test.go"):
        return 0.0
    folder, name = posixpath.split(path)
    other_folder, other = posixpath.split(candidate)
    if name == other:
        own, others = folder.split("/") if folder else [], other_folder.split("/")
        shared = len(set(own) & set(others))
        return 0.5 + shared / (2 * max(len(own), len(others), 1))
    same_folder = folder == other_folder or other_folder.endswith(f"/{folder}") or not folder
    if not same_folder:
        return 0.0
    if posixpath.splitext(name)[1] != posixpath.splitext(other)[1]:
        if posixpath.splitext(name)[0] != posixpath.splitext(other)[0] or not folder:
            return 0.0
        return 0.85 if _are_like_endings(posixpath.splitext(name)[1], posixpath.splitext(other)[1]) else 0.7
    stem, other_stem = posixpath.splitext(name)[0], posixpath.splitext(other)[0]
    if is_same_word(fold_name(stem), fold_name(other_stem)):
        return 0.95
    if one_word_apart(stem, other_stem) is not None and len(split_identifier(stem)) > 1:
        return 0.7
    if len(stem) > 4 and letters_apart(stem, other_stem) <= (1 if len(stem) < 8 else 2):
        return 0.8
    # The file that a folder is named after stands for the folder: `memory/store.go` for `memory/memory.go`.
    return 0.75 if folder and fold_name(other_stem) == fold_name(posixpath.basename(other_folder)) else 0.0


def _are_like_endings(one: str, other: str) -> bool:
    """Tell whether people take one ending for the other: `.ts` and `.tsx`, `.yml` and `.yaml`."""
    return one.startswith(other) or other.startswith(one) or {one, other} == {".yml", ".yaml"}


def nearest_names(ground: Ground, name: str) -> tuple[NearName, ...]:
    """Return the symbols and fields one word apart from a name that the code does not have, most alike first."""
    words = split_identifier(name)
    if not words or len(name) < 4:
        return ()
    found = [*_like_symbols(ground, name, words), *_like_fields(ground, name, words)]
    found.sort(
        key=lambda near: (
            -near.shared,
            not near.close,
            abs(len(words) - len(split_identifier(near.name))),
            letters_apart(name, near.name, 40),
            near.title,
            near.location.path,
        )
    )
    return tuple(found[:MOST_NEAR])


def _like_symbols(ground: Ground, name: str, words: tuple[str, ...]) -> list[NearName]:
    expression = "name : (" + " OR ".join(f'"{singular(word)}"' for word in dict.fromkeys(words)) + ")"
    ranked = ground.snapshot.search_symbols(expression, (1.0, 0.0, 0.0, 0.0), 80)
    symbols = ground.snapshot.symbols_by_id(identity for identity, _ in ranked)
    if len(words) > 1:
        # Words of prose ("once", "all") are not in the search index.
        beginning, ending = fold_name("".join(words[:-1])), fold_name("".join(words[1:]))
        unsearched = STOP_WORDS.intersection(words)
        for symbol in ground.lookups.symbols_beginning(beginning):
            symbols[symbol.id] = symbol
        for symbol in ground.lookups.symbols_ending(ending) if unsearched else ():
            symbols[symbol.id] = symbol
    found = []
    for symbol in symbols.values():
        if symbol.origin & (Origin.TEST | Origin.VENDORED | Origin.EXTERNAL):
            continue
        own = one_word_apart(name, symbol.name)
        if own is not None and symbol.name[:1].isupper() == name[:1].isupper():
            close = ground.is_in_sight(symbol.path)
            shared = len(words) - len(own)
            found.append(
                NearName(symbol.name, symbol.display_name, symbol.kind.value, symbol.location, own, shared, close)
            )
    return found


def _like_fields(ground: Ground, name: str, words: tuple[str, ...]) -> list[NearName]:
    if not name[:1].isupper():
        return []
    structs: dict[int, str] = {}
    if len(words) > 1:
        structs.update(ground.lookups.structs_with_field_like(fold_name("".join(words[:-1])), ""))
        structs.update(ground.lookups.structs_with_field_like("", fold_name("".join(words[1:]))))
    structs.update(ground.lookups.structs_with_field_like(fold_name(name[: max(4, len(name) - 2)]), ""))
    owners = ground.snapshot.symbols_by_id(sorted(structs))
    found = []
    for owner in owners.values():
        if owner.origin & (Origin.TEST | Origin.VENDORED):
            continue
        close = ground.is_in_sight(owner.path)
        for field in _own_fields(ground, owner):
            own = one_word_apart(name, field.name)
            if own is not None:
                place = Location(owner.path, field.line or owner.line, _NO_SPAN)
                title = f"{owner.display_name}.{field.name}"
                found.append(NearName(field.name, title, "field", place, own, len(words) - len(own), close))
    return found


def _own_fields(ground: Ground, owner: Symbol) -> tuple[Field, ...]:
    decl = ground.snapshot.type_decl(owner)
    return decl.fields if decl is not None else ()


def nearest_member(name: str, members: Iterable[str]) -> str | None:
    """Return the member of a type most like a name that it does not have."""
    ranked = []
    for member in members:
        distance = letters_apart(name.lower(), member.lower(), 40)
        shared = set(split_identifier(name)) & set(split_identifier(member))
        if one_word_apart(name, member) is not None or distance <= 2 or (shared and distance <= len(name) // 2):
            ranked.append((distance, member))
    return min(ranked)[1] if ranked else None


def nearest_route(ground: Ground, method: str, path: str) -> Route | None:
    """Return the route of the same path under another method, else the one a single segment apart."""
    wanted = path_shape(path)
    other_method: list[Route] = []
    other_segment: list[Route] = []
    for route in ground.snapshot.routes:
        shape = path_shape(route.path)
        tail = shape[-len(wanted) :] if len(wanted) > 1 else shape
        if tail == wanted:
            other_method.append(route)
        elif len(tail) == len(wanted) and route.method in (method, "ANY"):
            differing = [(mine, theirs) for mine, theirs in zip(wanted, tail, strict=True) if mine != theirs]
            if len(differing) == 1 and "{}" not in differing[0] and len(wanted) > 1:
                other_segment.append(route)
    for found in (other_method, other_segment):
        if found:
            return min(
                found,
                key=lambda route: (
                    letters_apart(path, route.path, 60),
                    route.path,
                    {method, route.method} != {"PUT", "PATCH"},
                    route.method,
                ),
            )
    return None
