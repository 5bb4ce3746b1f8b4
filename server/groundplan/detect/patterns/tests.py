"""How tests are written: their shape, assertions, mocks, and the servers that they start."""

from __future__ import annotations

from collections.abc import Iterator

from groundplan.detect.patterns.code_file import CodeFile, at_func, at_type
from groundplan.model.go import BodyMarkKind, FuncDecl, TypeKind
from groundplan.model.pattern import Evidence, PatternKind

_LIBRARIES: dict[str, tuple[PatternKind, str]] = {
    "github.com/stretchr/testify/require": (PatternKind.ASSERTIONS, "testify/require"),
    "github.com/stretchr/testify/assert": (PatternKind.ASSERTIONS, "testify/assert"),
    "github.com/onsi/gomega": (PatternKind.ASSERTIONS, "gomega"),
    "github.com/google/go-cmp/cmp": (PatternKind.ASSERTIONS, "go-cmp"),
    "github.com/matryer/is": (PatternKind.ASSERTIONS, "is"),
    "gotest.tools/v3/assert": (PatternKind.ASSERTIONS, "gotest.tools/assert"),
    "gotest.tools/assert": (PatternKind.ASSERTIONS, "gotest.tools/assert"),
    "github.com/frankban/quicktest": (PatternKind.ASSERTIONS, "quicktest"),
    "github.com/smartystreets/goconvey/convey": (PatternKind.ASSERTIONS, "goconvey"),
    "gopkg.in/check.v1": (PatternKind.ASSERTIONS, "check.v1"),
    "github.com/shoenig/test/must": (PatternKind.ASSERTIONS, "shoenig/test"),
    "github.com/alecthomas/assert/v2": (PatternKind.ASSERTIONS, "alecthomas/assert"),
    "github.com/golang/mock/gomock": (PatternKind.MOCKS, "gomock"),
    "go.uber.org/mock/gomock": (PatternKind.MOCKS, "gomock"),
    "github.com/stretchr/testify/mock": (PatternKind.MOCKS, "testify/mock"),
    "github.com/DATA-DOG/go-sqlmock": (PatternKind.MOCKS, "go-sqlmock"),
    "github.com/jarcoal/httpmock": (PatternKind.MOCKS, "httpmock"),
    "github.com/h2non/gock": (PatternKind.MOCKS, "gock"),
    "gopkg.in/h2non/gock.v1": (PatternKind.MOCKS, "gock"),
    "github.com/go-redis/redismock/v9": (PatternKind.MOCKS, "redismock"),
    "net/http/httptest": (PatternKind.TEST_SERVERS, "httptest"),
    "github.com/testcontainers/testcontainers-go": (PatternKind.TEST_SERVERS, "testcontainers"),
    "github.com/ory/dockertest/v3": (PatternKind.TEST_SERVERS, "dockertest"),
    "github.com/alicebob/miniredis/v2": (PatternKind.TEST_SERVERS, "miniredis"),
    "github.com/fergusstrange/embedded-postgres": (PatternKind.TEST_SERVERS, "embedded-postgres"),
    "github.com/gavv/httpexpect/v2": (PatternKind.TEST_SERVERS, "httpexpect"),
    "github.com/steinfletcher/apitest": (PatternKind.TEST_SERVERS, "apitest"),
    "google.golang.org/grpc/test/bufconn": (PatternKind.TEST_SERVERS, "gRPC over bufconn"),
}
_SUITE = "github.com/stretchr/testify/suite"
_SUITE_ASSERTIONS = frozenset(
    ("Equal", "NoError", "Error", "True", "False", "Nil", "NotNil", "Len", "Empty", "NotEmpty", "Contains", "FailNow")
)
_MOCK_NAMES = ("Mock", "mock", "Fake", "fake", "Stub", "stub")
_GINKGO = ("github.com/onsi/ginkgo", "github.com/onsi/ginkgo/v2")


def detect(file: CodeFile) -> Iterator[Evidence]:
    """Yield what a test file shows."""
    if file.path.endswith("_test.go"):
        yield from _shapes(file)
    for path in sorted(file.import_paths):
        known = _LIBRARIES.get(path)
        if known is not None:
            yield from file.uses_of(path, *known)
    yield from detect_mocks(file)


def _shapes(file: CodeFile) -> Iterator[Evidence]:
    kind = PatternKind.TESTS
    suite = _SUITE in file.import_paths
    if any(path in file.import_paths for path in _GINKGO):
        yield Evidence(kind, "ginkgo specs", "file", "", 1)
    for func in file.facts.funcs:
        if not func.name.startswith("Test") or func.name == "TestMain":
            continue
        if func.receiver:
            # A suite's type may be in another file of the package.
            if not func.signature.params and not func.signature.results:
                yield at_func(kind, "methods of a testify suite", "test", func)
                if _asserts_by_itself(func):
                    yield at_func(PatternKind.ASSERTIONS, "testify suite (`suite.Equal`)", "place", func)
        elif not _takes_t(func):
            continue
        elif file.has_mark(BodyMarkKind.TABLE_TEST, func):
            yield at_func(kind, "tables of cases", "test", func)
        elif any(call.endswith(".Run") for call in func.calls) and not suite:
            yield at_func(kind, "subtests (`t.Run`)", "test", func)
        elif not suite:
            yield at_func(kind, "plain functions", "test", func)


def _asserts_by_itself(func: FuncDecl) -> bool:
    own = f"{func.receiver_name}."
    return any(call.startswith(own) and call[len(own) :] in _SUITE_ASSERTIONS for call in func.calls)


def _takes_t(func: FuncDecl) -> bool:
    return any(each.type == "*testing.T" for each in func.signature.params)


def detect_mocks(file: CodeFile) -> Iterator[Evidence]:
    """Yield types that stand for others: made by a mocking tool, or written by hand as their names say."""
    kind = PatternKind.MOCKS
    for decl in file.facts.types:
        types = [field.type.lstrip("*") for field in decl.fields]
        if "mock.Mock" in types:
            form = "generated types with a `mock.Mock`" if file.facts.generated else "types with a `mock.Mock`"
            yield at_type(kind, form, "type", decl)
        elif "gomock.Controller" in types and "mock" in decl.name.lower():
            yield at_type(kind, "types by mockgen", "type", decl)
        elif any(field.name in ("invocations", "calls") for field in decl.fields) and file.facts.generated:
            yield at_type(kind, "types by moq or counterfeiter", "type", decl)
        elif decl.name.startswith(_MOCK_NAMES) and not file.facts.generated and decl.kind is TypeKind.STRUCT:
            yield at_type(kind, "types `mockX`, `fakeX`, `stubX` by hand", "type", decl)
