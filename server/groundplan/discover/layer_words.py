"""The layers of a workspace: what its types are called after what they do, `BlockStore` and `SeamStore` say."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from groundplan.index.lookups import Lookups
from groundplan.index.snapshot import Snapshot
from groundplan.model.symbol import Origin, Symbol
from groundplan.text.identifiers import singular, split_identifier

FEWEST = 2
"""Types with the same last word from which that is a layer of the workspace."""

LAYERS = frozenset(
    """
    repository repo store dao dal persistence service usecase interactor manager orchestrator mediator handler
    controller presenter factory adapter facade decorator
    """.split()
)
"""Words by which types and folders are named after a layer and not after what they are about."""

COMPONENTS = frozenset("manager orchestrator mediator factory adapter facade decorator".split())
"""Those among them that as often name a part that there is one of: `NotificationManager`."""


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer of the workspace: its word, how many hand-written structs end in it, and the first of them."""

    word: str
    types: int
    example: Symbol


@lru_cache(maxsize=16384)
def layer_word(name: str) -> str:
    """Return the layer that a name is of by its last word, or its last two (`UseCase`), "" where it is of none."""
    words = [singular(each) for each in split_identifier(name)]
    for word in ("".join(words[-2:]), "".join(words[-1:])):
        if word in LAYERS:
            return word
    return ""


def layers_of(snapshot: Snapshot) -> tuple[Layer, ...]:
    """Return the layers that several hand-written structs of the workspace are named after, the commonest first."""
    return snapshot.remember("layers", lambda: _layers(snapshot))


def _layers(snapshot: Snapshot) -> tuple[Layer, ...]:
    found: dict[str, list[Symbol]] = {}
    for symbol in snapshot.handwritten_structs:
        word = layer_word(symbol.name)
        if word:
            found.setdefault(word, []).append(symbol)
    ranked = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    return tuple(Layer(word, len(symbols), symbols[0]) for word, symbols in ranked if len(symbols) >= FEWEST)


def has_layer(snapshot: Snapshot, word: str) -> bool:
    """Tell whether any type, function, package, folder or file of the workspace is named after a layer."""
    return word in snapshot.remember("words of layers", lambda: _all_words(snapshot))


def _all_words(snapshot: Snapshot) -> frozenset[str]:
    lookups = Lookups(snapshot)
    names: set[str] = set(lookups.packages)
    for path in snapshot.searchable_paths:
        names.update(path.split("/")[:-1])
        names.add(posixpath.splitext(posixpath.basename(path))[0])
    names.update(symbol.name for symbol in snapshot.handwritten_structs)
    for word in LAYERS:
        names.update(_named_after(lookups.symbols_ending(word, 400)))
    return frozenset(word for name in names for part in (name, *_words(name)) if (word := _as_layer(part)))


def _named_after(symbols: Iterable[Symbol]) -> set[str]:
    hidden = Origin.TEST | Origin.MOCK | Origin.VENDORED | Origin.EXTERNAL
    return {symbol.name for symbol in symbols if not symbol.origin & hidden}


def _words(name: str) -> tuple[str, ...]:
    words = split_identifier(name)
    pairs = tuple("".join(pair) for pair in pairwise(words))
    return (*words, *pairs)


def _as_layer(text: str) -> str:
    word = singular(text.lower().replace("_", "").replace("-", ""))
    return word if word in LAYERS else ""
