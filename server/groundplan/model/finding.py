"""What rules find in a plan and what a fix changes."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from groundplan.model.location import Location, Span


class Severity(str, Enum):
    """How loud a finding is. The values are part of the JSON contract."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    HINT = "hint"


@dataclass(frozen=True, slots=True)
class TextEdit:
    """Replace the bytes of `span` in the plan with `text`; an empty span inserts."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """A change of the plan that resolves a finding; `preferred` marks the one an editor applies by default."""

    title: str
    edits: tuple[TextEdit, ...]
    preferred: bool = False


@dataclass(frozen=True, slots=True)
class Related:
    """A place in the code that a finding rests on. `kind` and `name` are those of the JSON contract."""

    kind: str
    name: str
    location: Location
    message: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A diagnostic: one sentence of fact, one of consequence, evidence, a way out.

    `span` is in the plan; `confidence` is between 0 and 1; `subject` is the plan's name for what is objected to.
    """

    code: str
    severity: Severity
    confidence: float
    message: str
    span: Span
    subject: str = ""
    related: tuple[Related, ...] = ()
    fixes: tuple[Fix, ...] = field(default=())
