"""What one Go file declares. Everything here comes from the bytes of that file alone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from groundplan.model.expression import Function
from groundplan.model.location import Span
from groundplan.model.route import DeclaredRoutes, Payload


class TypeKind(str, Enum):
    """How a Go type is declared."""

    STRUCT = "struct"
    INTERFACE = "interface"
    DEFINED = "type"
    ALIAS = "alias"


@dataclass(frozen=True, slots=True)
class Import:
    """An import of a Go file; `alias` is "" when the package's own name is used, "_" or "." as written."""

    path: str
    alias: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a struct. An embedded field has `embedded` set and the type's base name as its name.

    `type` is the source text with white space folded; `tag` is the text between the back quotes or quotes;
    `doc` joins the comment above and the one behind the field.
    """

    name: str
    type: str
    tag: str = ""
    embedded: bool = False
    doc: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter or result; `name` is "" where the source has none; a variadic type starts with "..."."""

    name: str
    type: str


@dataclass(frozen=True, slots=True)
class Signature:
    """The parameters and results of a function, a method or an interface's method."""

    params: tuple[Parameter, ...] = ()
    results: tuple[Parameter, ...] = ()


@dataclass(frozen=True, slots=True)
class InterfaceMethod:
    """A method listed in an interface."""

    name: str
    signature: Signature
    doc: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class TypeDecl:
    """A type declared at the top level of a file.

    `underlying` is the source text of a defined or alias type, "" for structs and interfaces. `embeds` of an
    interface are the interfaces that it lists; a struct's embedded types are among its fields.
    `span` covers the whole spec (without the doc comment), `name_span` the name.
    """

    name: str
    kind: TypeKind
    line: int
    span: Span
    name_span: Span
    doc: str = ""
    type_params: str = ""
    fields: tuple[Field, ...] = ()
    methods: tuple[InterfaceMethod, ...] = ()
    embeds: tuple[str, ...] = ()
    underlying: str = ""


@dataclass(frozen=True, slots=True)
class FuncDecl:
    """A function or method declared at the top level of a file.

    `receiver` is the bare receiver type's name ("" for a function). `calls` are the distinct callee texts of the
    body as written, cut to selector chains of identifiers ("s.store.Save", "fmt.Errorf", "validate"); one that begins
    with a dot (".Meters.Read") continues the result of another call.
    """

    name: str
    line: int
    span: Span
    name_span: Span
    receiver: str = ""
    receiver_name: str = ""
    pointer_receiver: bool = False
    doc: str = ""
    type_params: str = ""
    signature: Signature = Signature()
    calls: tuple[str, ...] = ()

    @property
    def qualified_name(self) -> str:
        """The name as people write it: `Type.Method`, or the function's name."""
        return f"{self.receiver}.{self.name}" if self.receiver else self.name


@dataclass(frozen=True, slots=True)
class ValueDecl:
    """A package-level constant or variable; `value` is the initialiser's source text when it is short."""

    name: str
    line: int
    span: Span
    constant: bool
    type: str = ""
    value: str = ""
    doc: str = ""


class BodyMarkKind(str, Enum):
    """What a mark tells of code that names and calls alone do not."""

    ENVIRONMENT = "env"
    SQL_TABLE = "table"
    WRAPPED_ERROR = "wrap"
    STATUS_CODES = "status"
    TABLE_TEST = "table-test"


@dataclass(frozen=True, slots=True)
class BodyMark:
    """What a body holds beside its calls: names of the outside world in its literals, or a telling shape.

    `text` is an environment variable's name, or the identifier of the constant that holds it; a table's name in a
    `CREATE TABLE`; of which sort the status codes are that a function names, "http" or "rpc". `line` is that of the
    literal, or of the function which wraps errors, names status codes or is a test with a table of cases.
    """

    kind: BodyMarkKind
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class GoFile:
    """The facts of one Go file.

    `references` are the qualified names the file uses, "alias.Name" as written; `identifiers` are the distinct
    identifiers of the file's bodies and signatures (for search and for counting uses inside the package).
    `functions` holds the bodies that later stages must evaluate (route registration), as small expression trees;
    `declared` are the routes that comments tell of, `payloads` the types that handlers read and answer with.
    `marks` tell what else the bodies hold, in the order of kinds, then of lines.
    """

    package: str = ""
    doc: str = ""
    imports: tuple[Import, ...] = ()
    types: tuple[TypeDecl, ...] = ()
    funcs: tuple[FuncDecl, ...] = ()
    values: tuple[ValueDecl, ...] = ()
    generated: bool = False
    build_constraint: str = ""
    references: tuple[str, ...] = ()
    identifiers: tuple[str, ...] = ()
    functions: tuple[Function, ...] = ()
    marks: tuple[BodyMark, ...] = ()
    lines: int = 0
    broken: bool = False
    declared: tuple[DeclaredRoutes, ...] = ()
    payloads: tuple[Payload, ...] = ()
