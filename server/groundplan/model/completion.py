"""What an editor offers while an author types, in plain data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from groundplan.model.location import Span


class CompletionKind(str, Enum):
    """What an offered name is."""

    STRUCT = "struct"
    INTERFACE = "interface"
    TYPE = "type"
    FUNCTION = "func"
    METHOD = "method"
    CONSTANT = "const"
    VARIABLE = "var"
    FIELD = "field"
    PACKAGE = "package"
    ROUTE = "route"
    RESOURCE = "resource"
    DEPENDENCY = "dependency"
    FILE = "file"
    FOLDER = "folder"
    SECTION = "section"


@dataclass(frozen=True, slots=True)
class Completion:
    """A text offered in place of what is typed.

    `text` replaces the typed token; `filter` is what the author's typing is compared with. `detail` stands behind the
    label, `place` says where it is from. `path` and `line` (1-based) lead to the declaration, "" and 0 where there is
    none.
    """

    label: str
    kind: CompletionKind
    text: str
    filter: str
    detail: str = ""
    place: str = ""
    path: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Completions:
    """Offers, best first, for one place of a plan.

    `typed` are the bytes from the start of the token to the cursor, `token` those to its end. `complete` is false
    where typing on may bring others.
    """

    items: tuple[Completion, ...]
    typed: Span
    token: Span
    complete: bool
