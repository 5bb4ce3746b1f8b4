"""What editor features answer with, in plain data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from groundplan.model.finding import Finding, TextEdit
from groundplan.model.location import Location, Span

Linker = Callable[[str, int], str]
"""Makes a link target from a path (relative to the workspace root) and a 1-based line, 0 for the whole file."""


@dataclass(frozen=True, slots=True)
class HoverText:
    """Markdown to show for the bytes of `span` in the plan."""

    markdown: str
    span: Span


@dataclass(frozen=True, slots=True)
class Definition:
    """A place in the code for the bytes of `origin` in the plan."""

    origin: Span
    target: Location


class FoundSymbolKind(str, Enum):
    """What a symbol found by name is."""

    ROUTE = "route"
    RESOURCE = "resource"
    STRUCT = "struct"
    INTERFACE = "interface"
    TYPE = "type"
    FUNCTION = "func"
    METHOD = "method"
    CONSTANT = "const"
    VARIABLE = "var"


@dataclass(frozen=True, slots=True)
class FoundSymbol:
    """Something of the workspace found by name; `container` says where it belongs, for the eye only."""

    name: str
    kind: FoundSymbolKind
    container: str
    location: Location


class ActionKind(str, Enum):
    """When an editor offers an action: for a finding, or when the author asks."""

    QUICK_FIX = "quickfix"
    INSERT_SECTION = "source.groundplan.section"
    REWRITE = "refactor.rewrite"
    INSERT_SLICE = "refactor.groundplan.slice"


@dataclass(frozen=True, slots=True)
class Action:
    """A change of the plan that the author can choose; a quick fix names the finding that it resolves."""

    title: str
    kind: ActionKind
    edits: tuple[TextEdit, ...]
    finding: Finding | None = None
    preferred: bool = False


@dataclass(frozen=True, slots=True)
class DocumentLink:
    """A path in a plan that leads to a file (relative to the workspace root) at a 1-based line, 0 for none."""

    span: Span
    path: str
    line: int


class NameTokenType(str, Enum):
    """How a name is coloured; the values are types that every editor's theme knows."""

    STRUCT = "struct"
    INTERFACE = "interface"
    TYPE = "type"
    FUNCTION = "function"
    METHOD = "method"
    PROPERTY = "property"
    VARIABLE = "variable"
    NAMESPACE = "namespace"
    EVENT = "event"
    STRING = "string"


@dataclass(frozen=True, slots=True)
class NameToken:
    """A name of a plan on one line; `standing` is "known", "planned" or "unknown"."""

    span: Span
    type: NameTokenType
    standing: str


@dataclass(frozen=True, slots=True)
class InlayHint:
    """A text shown at a byte offset of the plan that is no part of it."""

    offset: int
    label: str


@dataclass(frozen=True, slots=True)
class Lens:
    """A line shown above another of a document.

    `places` are what it leads to. `section` is the role of the plan's section that it inserts evidence into; its title
    is made when it comes into view.
    """

    span: Span
    title: str
    places: tuple[Location, ...] = ()
    section: str = ""


@dataclass(frozen=True, slots=True)
class Fold:
    """Lines of a document, 1-based and inclusive, that fold into the first of them."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Renaming:
    """New text for the places of a name, by the path of the document."""

    edits: tuple[tuple[str, tuple[TextEdit, ...]], ...]
