"""Function bodies reduced to what route registration needs, so that it can be evaluated across files.

The trees keep calls, string values, names and nesting; control flow is flattened in source order and everything
else becomes `Opaque`. They are plain data: syntax builds them, detect evaluates them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Text:
    """A string literal's value."""

    value: str


@dataclass(frozen=True, slots=True)
class Name:
    """An identifier."""

    name: str


@dataclass(frozen=True, slots=True)
class Selector:
    """`operand.name`."""

    operand: Expression
    name: str


@dataclass(frozen=True, slots=True)
class Call:
    """A call; `offset` is the byte offset of the callee's last name in the file, `line` its 1-based line."""

    callee: Expression
    args: tuple[Expression, ...]
    line: int
    offset: int


@dataclass(frozen=True, slots=True)
class Concat:
    """`left + right`."""

    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Literal:
    """A composite literal: `type` is the text as written ("" when elided), `elements` are (key or None, value)."""

    type: str
    elements: tuple[tuple[Expression | None, Expression], ...]
    line: int


@dataclass(frozen=True, slots=True)
class Closure:
    """A function literal: parameter (name, type) pairs and its statements."""

    params: tuple[tuple[str, str], ...]
    body: tuple[Statement, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Opaque:
    """Anything else; `parts` keeps nested calls, literals and closures worth looking into."""

    parts: tuple[Expression, ...] = ()


@dataclass(frozen=True, slots=True)
class Assign:
    """`a, b := x, y`, `a = x`, `var a T = x` or a range clause (`kind` "range"); `type` is the declared type's text."""

    targets: tuple[Expression, ...]
    values: tuple[Expression, ...]
    kind: str = "="
    type: str = ""


@dataclass(frozen=True, slots=True)
class Evaluate:
    """An expression statement (also `go` and `defer`)."""

    value: Expression


@dataclass(frozen=True, slots=True)
class Return:
    """A return statement."""

    values: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A nested block (if, for, switch case, plain braces), flattened in source order; it opens a scope.

    `kind` is "if", "for", "case" or "block"; `subject` is the condition, the range operand or the case's values.
    """

    kind: str
    subject: tuple[Expression, ...]
    body: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Function:
    """A top-level function's body, or a package-level variable's initialiser (`name` is then the variable's).

    `params` and `results` are (name, type text) pairs.
    """

    name: str
    receiver: str
    receiver_name: str
    params: tuple[tuple[str, str], ...]
    results: tuple[tuple[str, str], ...]
    body: tuple[Statement, ...]
    line: int


Expression: TypeAlias = Text | Name | Selector | Call | Concat | Literal | Closure | Opaque
Statement: TypeAlias = Assign | Evaluate | Return | Block
