"""The documents that the client has open: their text at a version, with what is derived from it."""

from __future__ import annotations

import threading
from collections.abc import Hashable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar, cast, get_args

from groundplan.lsp.uris import name_of, path_of
from groundplan.text.positions import LineIndex

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

Derived = Literal["plan", "is-plan", "findings", "meanings", "drift"]
"""What is worked out once for a version of a document."""

_TEMPLATE_SUFFIXES = (".yml", ".yaml", ".json", ".template", ".tf", ".sql")
_MARKDOWN_SUFFIXES = (".md", ".markdown", ".mdx")


class Document:
    """An open document at one version. It never changes; an edit makes a new one.

    `text` is UTF-8. `path` is absolute, None for a document that is on no disk (`untitled:`).
    """

    __slots__ = ("_derived", "_locks", "_shared", "language", "lines", "path", "text", "uri", "version")

    def __init__(self, uri: str, language: str, version: int, text: bytes, before: Document | None = None) -> None:
        self.uri = uri
        self.language = language
        self.version = version
        self.text = text
        self.path: Path | None = path_of(uri)
        self.lines = LineIndex(text)
        self._derived: dict[Derived, tuple[Hashable, object]] = {}
        self._locks: dict[Derived, threading.Lock] = {what: threading.Lock() for what in get_args(Derived)}
        self._shared: dict[str, object] = before._shared if before is not None else {}

    @property
    def name(self) -> str:
        """The path as far as there is one, with forward slashes."""
        return self.path.as_posix() if self.path is not None else name_of(self.uri)

    @property
    def is_markdown(self) -> bool:
        """Whether the document can be a plan."""
        return self.language.startswith("markdown") or self.name.lower().endswith(_MARKDOWN_SUFFIXES)

    @property
    def is_go(self) -> bool:
        """Whether the document is Go source that is on disk."""
        return self.path is not None and self.path.suffix == ".go"

    @property
    def may_be_template(self) -> bool:
        """Whether the document can declare resources, by its name; its content decides."""
        return self.path is not None and self.path.suffix in _TEMPLATE_SUFFIXES

    def derived(self, what: Derived, key: Hashable, make: Callable[[], T]) -> T:
        """Return what `make` derives from this version under a key, made once; only the latest key is kept.

        Safe from any thread; who comes while another makes the same thing waits for it.
        """
        with self._locks[what]:
            known = self._derived.get(what)
            if known is not None and known[0] == key:
                return cast("T", known[1])
            made = make()
            self._derived[what] = (key, made)
            return made

    def shared(self, what: str, make: Callable[[], T]) -> T:
        """Return what all versions of the document have in common under a name; it must be safe from any thread."""
        known = self._shared.get(what)
        return cast("T", known if known is not None else self._shared.setdefault(what, make()))


class Documents:
    """The open documents. Changed on the event loop only; reading is safe from any thread."""

    def __init__(self) -> None:
        self._by_uri: dict[str, Document] = {}
        self._by_path: dict[Path, Document] = {}

    def put(self, document: Document) -> None:
        """Keep a document, in place of an older version of it."""
        self._by_uri[document.uri] = document
        if document.path is not None:
            self._by_path[document.path] = document

    def remove(self, uri: str) -> Document | None:
        """Forget a document and return it."""
        document = self._by_uri.pop(uri, None)
        if document is not None and document.path is not None:
            self._by_path.pop(document.path, None)
        return document

    def get(self, uri: str) -> Document | None:
        """Return the open document of a URI."""
        return self._by_uri.get(uri)

    def at(self, path: Path) -> Document | None:
        """Return the open document of an absolute path."""
        return self._by_path.get(path)

    def __iter__(self) -> Iterator[Document]:
        return iter(tuple(self._by_uri.values()))
