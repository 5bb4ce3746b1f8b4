"""A declaration of the workspace as search, hover and links see it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, IntFlag

from groundplan.model.location import Location, Span


class SymbolKind(str, Enum):
    """What a symbol is. The values are part of the JSON contract."""

    STRUCT = "struct"
    INTERFACE = "interface"
    TYPE = "type"
    ALIAS = "alias"
    FUNC = "func"
    METHOD = "method"
    CONST = "const"
    VAR = "var"

    @property
    def is_type(self) -> bool:
        """Whether the symbol declares a type."""
        return self in (SymbolKind.STRUCT, SymbolKind.INTERFACE, SymbolKind.TYPE, SymbolKind.ALIAS)


class Origin(IntFlag):
    """Where code comes from. Only code without any flag is ever proposed for reuse by extension."""

    HANDWRITTEN = 0
    GENERATED = 1
    VENDORED = 2
    MOCK = 4
    TEST = 8
    EXTERNAL = 16


@dataclass(frozen=True, slots=True)
class Symbol:
    """A named declaration with its place.

    `name` is bare; a method's or field's owner is in `receiver`. `import_path` is the package's import path.
    `signature` is one line of Go: `type Asset struct`, `func (s *Service) Create(ctx context.Context) error`.
    `doc` is the doc comment without markers.
    """

    id: int
    kind: SymbolKind
    name: str
    receiver: str
    package: str
    import_path: str
    path: str
    line: int
    span: Span
    name_span: Span
    signature: str
    doc: str
    origin: Origin

    @property
    def qualified_name(self) -> str:
        """The name as people write it inside the package: `Type.Method`, or the name."""
        return f"{self.receiver}.{self.name}" if self.receiver else self.name

    @property
    def display_name(self) -> str:
        """The name with its package: `billing.Invoice`."""
        return f"{self.package}.{self.qualified_name}"

    @property
    def exported(self) -> bool:
        """Whether other packages can name it."""
        return self.name[:1].isupper()

    @property
    def location(self) -> Location:
        """Where its name is."""
        return Location(self.path, self.line, self.name_span)
