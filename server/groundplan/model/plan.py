"""A plan: a Markdown document seen as sections, fences, mentions and proposals.

All spans are byte offsets into the plan's UTF-8 bytes; all lines are 1-based.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum

from groundplan.model.go import FuncDecl, TypeDecl
from groundplan.model.location import Span


class SectionRole(str, Enum):
    """What a section of a plan is for, whatever its heading says. The order is the default template's."""

    EXECUTIVE_SUMMARY = "executive-summary"
    PATTERN_ANALYSIS = "pattern-analysis"
    SIMILAR_FEATURES = "similar-features"
    REUSABLE_INFRASTRUCTURE = "reusable-infrastructure"
    MINIMAL_ARCHITECTURE = "minimal-architecture"
    COMPONENTS_TO_EXTEND = "components-to-extend"
    DATA_ARCHITECTURE = "data-architecture"
    TECHNOLOGY_REUSE = "technology-reuse"
    EXISTING_TECHNOLOGIES = "existing-technologies"
    JUSTIFICATION = "justification"
    API_DESIGN = "api-design"
    ENDPOINTS = "endpoints"
    DATA_MODELS = "data-models"
    INFRASTRUCTURE = "infrastructure"
    RESOURCES_TO_EXTEND = "resources-to-extend"
    DEPLOYMENT = "deployment"
    INTEGRATION = "integration"
    EXTERNAL_INTEGRATIONS = "external-integrations"
    INTERNAL_INTEGRATIONS = "internal-integrations"
    SECURITY = "security"
    AUTHENTICATION = "authentication"
    DATA_PROTECTION = "data-protection"
    PERFORMANCE = "performance"
    PERFORMANCE_TARGETS = "performance-targets"
    SCALABILITY = "scalability"
    PHASES = "phases"
    PHASE_CORE = "phase-core"
    PHASE_LOGIC = "phase-logic"
    PHASE_ADVANCED = "phase-advanced"
    TESTING = "testing"
    UNIT_TESTING = "unit-testing"
    INTEGRATION_TESTING = "integration-testing"
    RISKS = "risks"
    TECHNICAL_RISKS = "technical-risks"
    MITIGATION = "mitigation"
    SUCCESS_CRITERIA = "success-criteria"
    HANDOFF = "handoff"


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what follows it.

    `heading_span` covers the heading's line(s) without the line end; `span` runs to the next heading of the same or
    a higher level; `body_span` runs from after the heading to the first heading of any level. `parent` is the index
    of the enclosing section in `Plan.sections`, -1 at the top.
    """

    title: str
    level: int
    line: int
    heading_span: Span
    body_span: Span
    span: Span
    parent: int
    role: SectionRole | None = None


@dataclass(frozen=True, slots=True)
class Fence:
    """A fenced code block; `content_span` excludes the fence lines; `indent` is the content's indentation in bytes.

    `file_hint` is the path that a first-line comment or the line before names for it, "" if none.
    """

    language: str
    line: int
    span: Span
    content_span: Span
    indent: int = 0
    file_hint: str = ""
    section: int = -1


class MentionKind(str, Enum):
    """What a mention names."""

    PATH = "path"
    SYMBOL = "symbol"
    ENDPOINT = "endpoint"
    DEPENDENCY = "dependency"
    RESOURCE = "resource"


class Intent(str, Enum):
    """Whether the plan speaks of the thing as being there, as to be made, or as to be changed."""

    EXISTING = "existing"
    NEW = "new"
    CHANGED = "changed"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Mention:
    """A name of something in the code, found in a plan's prose, tables, headings or fences.

    `text` is the name itself (`billing.Invoice`, `pkg/a.go`, `POST /v1/x`, a module path). A path may carry line
    ranges (1-based, inclusive) in `lines`. `noun` is the resource noun in front ("table", "queue") in lower case.
    """

    kind: MentionKind
    text: str
    span: Span
    line: int
    intent: Intent = Intent.UNKNOWN
    lines: tuple[tuple[int, int], ...] = ()
    noun: str = ""
    section: int = -1
    in_fence: bool = False


@dataclass(frozen=True, slots=True)
class ProposedType:
    """A type declared in a Go fence of the plan. Spans inside `decl` are offsets into the plan.

    `elided` tells that the fence says that it leaves fields out (`// ... existing fields`).
    """

    decl: TypeDecl
    fence: int
    elided: bool = False


@dataclass(frozen=True, slots=True)
class ProposedFunc:
    """A function or method declared in a Go fence of the plan. Spans inside `decl` are offsets into the plan."""

    decl: FuncDecl
    fence: int


@dataclass(frozen=True, slots=True)
class Justification:
    """Text in which the author says why something new is needed; `names` are the backticked names it speaks of."""

    span: Span
    line: int
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """A parsed plan. `path` is relative to the workspace root, or absolute when the plan is outside of it.

    `derived` keeps what is worked out from nothing but the plan, by name; it is filled by `plan.derived` alone.
    """

    path: str
    text: bytes
    title: str
    profile: str
    sections: tuple[Section, ...] = ()
    fences: tuple[Fence, ...] = ()
    mentions: tuple[Mention, ...] = ()
    types: tuple[ProposedType, ...] = ()
    funcs: tuple[ProposedFunc, ...] = ()
    justifications: tuple[Justification, ...] = ()
    derived: dict[str, object] = field(init=False, default_factory=dict, compare=False, repr=False)
