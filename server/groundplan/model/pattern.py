"""Patterns: how this code does a thing that every backend does, with how often and where."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class PatternKind(str, Enum):
    """What a pattern is about. The values are part of the JSON contract; the order is that of the page."""

    AUTHENTICATION = "authentication"
    AUTHORISATION = "authorisation"
    VALIDATION = "validation"
    ERROR_SENTINELS = "error-sentinels"
    ERROR_TYPES = "error-types"
    ERROR_WRAPPING = "error-wrapping"
    ERROR_TO_STATUS = "error-to-status"
    MODELS = "models"
    DATABASE = "database"
    MIGRATIONS = "migrations"
    INTEGRATIONS = "integrations"
    AWS_SDK = "aws-sdk"
    CONFIGURATION = "configuration"
    CACHING = "caching"
    QUEUES = "queues"
    RETRIES = "retries"
    LOGGING = "logging"
    METRICS = "metrics"
    WIRING = "wiring"
    TESTS = "tests"
    ASSERTIONS = "assertions"
    MOCKS = "mocks"
    TEST_SERVERS = "test-servers"


@dataclass(frozen=True, slots=True)
class Evidence:
    """One place where a file shows a form of a pattern.

    `form` is the technique as people would name it ("Validate() error", "zap", "sqs (v2)"); `unit` is what a place is,
    in the singular ("function", "method", "type", "variable", "field", "file", "test"). `name` is the declaration
    there, "" for a file as a whole; `line` is 1-based. `detail` names what the place is about: an environment variable,
    a table; several are separated by spaces.
    """

    kind: PatternKind
    form: str
    unit: str
    name: str
    line: int
    detail: str = ""


@dataclass(frozen=True, slots=True)
class PatternInFile:
    """What one file shows of one form of a pattern: how many sites, the first one's name and 1-based line.

    `details` are those of all sites, sorted and separated by spaces; `import_path` is that of the file's package.
    """

    kind: PatternKind
    form: str
    unit: str
    sites: int
    name: str
    line: int
    details: str
    path: str
    import_path: str


@dataclass(frozen=True, slots=True)
class PatternSite:
    """An example: the declaration's qualified name ("" for a file as a whole) and its 1-based place."""

    name: str
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class PatternForm:
    """One way of doing it: how many places (each a `unit`) in how many files and packages, and the best examples.

    `details` are the things that the places are about (environment variables, tables), sorted; empty for most forms.
    """

    name: str
    unit: str
    sites: int
    files: int
    packages: int
    examples: tuple[PatternSite, ...]
    details: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pattern:
    """How the code does one thing: its forms, the dominant one first, and what is worth a remark about them.

    `alternatives` tells how the other forms stand to the first: as dissent from it (one database library beside
    another), or merely as more of the same sort (one integration beside another).
    """

    kind: PatternKind
    forms: tuple[PatternForm, ...]
    alternatives: bool
    remark: str = ""

    @property
    def dominant(self) -> PatternForm:
        """The form to follow."""
        return self.forms[0]

    @property
    def sites(self) -> int:
        """How many places there are of all forms."""
        return sum(form.sites for form in self.forms)
