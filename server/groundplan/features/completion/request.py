"""What all kinds of offers are made from."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from groundplan.index.names import KnownName
from groundplan.index.snapshot import Snapshot
from groundplan.model.completion import Completion, CompletionKind
from groundplan.model.symbol import Origin, Symbol, SymbolKind

MAX_ITEMS = 80
"""Offers sent; the editor asks again as the author types on."""

_WORD = re.compile(rb"[A-Za-z_]\w{2,}")
_TYPED = re.compile(rb"\w+\Z")
_QUALIFIER = re.compile(rb"\b([A-Za-z_]\w*)\.[A-Za-z]")
_PATH = re.compile(rb"[\w.\-/]+")
_PROPOSED = re.compile(rb"^[ \t>]*type[ \t]+([A-Za-z_]\w*)", re.MULTILINE)

KINDS = {
    SymbolKind.STRUCT: CompletionKind.STRUCT,
    SymbolKind.INTERFACE: CompletionKind.INTERFACE,
    SymbolKind.TYPE: CompletionKind.TYPE,
    SymbolKind.ALIAS: CompletionKind.TYPE,
    SymbolKind.FUNC: CompletionKind.FUNCTION,
    SymbolKind.METHOD: CompletionKind.METHOD,
    SymbolKind.CONST: CompletionKind.CONSTANT,
    SymbolKind.VAR: CompletionKind.VARIABLE,
}

_ORDER = {kind: place for place, kind in enumerate(SymbolKind)}


MAX_WORD = 100
"""Bytes of a word in front of the cursor that are taken for one that is being typed."""

NAME_TAIL = re.compile(rb"\w*")
PATH_TAIL = re.compile(rb"[\w./{}@+\-]*")


@dataclass(frozen=True, slots=True)
class Offer:
    """Offers for the last `typed` characters in front of the cursor; `complete` as in `Completions`.

    `tail` matches what of the token stands behind the cursor.
    """

    items: tuple[Completion, ...]
    typed: str
    complete: bool
    tail: re.Pattern[bytes] = NAME_TAIL


class Request:
    """The text of a plan with the index."""

    def __init__(self, snapshot: Snapshot, path: str, text: bytes, cursor: int) -> None:
        self.snapshot = snapshot
        self.path = path
        self.text = text
        self._cursor = cursor

    @cached_property
    def _said(self) -> bytes:
        """The text without the word that is being typed, which says nothing yet."""
        typed = _TYPED.search(self.text, max(0, self._cursor - MAX_WORD), self._cursor)
        start = typed.start() if typed is not None else self._cursor
        return self.text[:start] + self.text[self._cursor :]

    @cached_property
    def _words(self) -> frozenset[bytes]:
        return frozenset(_WORD.findall(self._said))

    def speaks_of(self, name: str) -> bool:
        """Tell whether the plan has a word: what it names already comes first."""
        return name.encode() in self._words

    @cached_property
    def spoken_names(self) -> tuple[str, ...]:
        """The words of the plan that are written like exported names, ordered."""
        words = (word for word in self._words if word[:1].isupper() and not word.isupper())
        return tuple(sorted(word.decode("utf-8", "replace") for word in words))

    @cached_property
    def _qualifiers(self) -> frozenset[bytes]:
        return frozenset(_QUALIFIER.findall(self._said))

    @cached_property
    def _folders(self) -> frozenset[bytes]:
        """The folders that the plan's paths name, and theirs."""
        found: set[bytes] = set()
        # A hundred times fewer pieces than the text has words.
        pieces = {piece for piece in self._said.split() if b"/" in piece}
        for path in {path for piece in pieces for path in _PATH.findall(piece)}:
            while b"/" in path.strip(b"/"):
                found.add(path)
                path = path.rpartition(b"/")[0]
                found.add(path)
        return frozenset(found)

    def is_near(self, package: str, path: str) -> bool:
        """Tell whether the plan speaks of the package that a file belongs to: by a qualified name or by a path."""
        return package.encode() in self._qualifiers or path.rpartition("/")[0].encode() in self._folders

    @cached_property
    def proposed(self) -> tuple[str, ...]:
        """The names of the types that the plan declares, in the order of the text."""
        return tuple(dict.fromkeys(name.decode("utf-8", "replace") for name in _PROPOSED.findall(self.text)))

    def ranked(self, names: tuple[KnownName, ...], typed: str) -> list[KnownName]:
        """Return names in the order of an author's likely wish.

        What the plan speaks of, then hand-written code, names spelled as typed, packages that the plan speaks of,
        exported names, types before functions, short before long.
        """

        def key(known: KnownName) -> tuple[object, ...]:
            return (
                not self.speaks_of(known.name),
                known.origin != Origin.HANDWRITTEN,
                not known.name.startswith(typed),
                not self.is_near(known.package, known.path),
                not known.name[:1].isupper(),
                _ORDER[known.kind],
                len(known.name),
                known.name,
                known.path,
                known.receiver,
            )

        return sorted(names, key=key)

    def symbols(self, names: list[KnownName]) -> dict[int, Symbol]:
        """Return the symbols of names, by id."""
        return self.snapshot.symbols_by_id(known.id for known in names)
