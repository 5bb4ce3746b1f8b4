"""Where a Go file's code comes from, told from its path and its own facts."""

from __future__ import annotations

import re

from groundplan.model.go import GoFile, TypeDecl, TypeKind
from groundplan.model.symbol import Origin

_GENERATED_NAME = re.compile(
    r"(?:\.pb|\.pb\.gw|\.pb\.validate|_grpc\.pb|_generated|\.generated|_gen|\.gen|_string|_enumer|_easyjson|_ffjson|_templ)"
    r"\.go$|^(?:zz_generated\.|bindata|wire_gen\.go$)"
)
_MOCK_NAME = re.compile(
    r"^mocks?_|^mocks?\.go$|_mocks?\.go$|_mock_gen\.go$|^fake_\w+\.go$|_fakes?\.go$|^moq_|_moq\.go$"
)
_MOCK_FOLDERS = frozenset(("mock", "mocks", "fakes", "mockery", "gomocks"))
_VENDOR_FOLDERS = frozenset(("vendor", "third_party", "node_modules"))
_TEST_FOLDERS = frozenset(("testdata", "fixtures", "testutil", "testutils", "testhelpers", "testing", "e2e"))
_MOCK_IMPORTS = ("github.com/golang/mock/gomock", "go.uber.org/mock/gomock", "github.com/stretchr/testify/mock")


def origin_of(path: str, facts: GoFile) -> Origin:
    """Return the origin of a file's code; several flags may be set.

    `path` is relative to the workspace root, with forward slashes.
    """
    *folders, name = path.split("/")
    origin = Origin.HANDWRITTEN
    if facts.generated or _GENERATED_NAME.search(name) or any(each.endswith("_gen") for each in folders):
        origin |= Origin.GENERATED
    if _VENDOR_FOLDERS.intersection(folders):
        origin |= Origin.VENDORED
    if is_test(path):
        origin |= Origin.TEST
    if is_mock(path, facts):
        origin |= Origin.MOCK
    return origin


def is_test(path: str) -> bool:
    """Tell whether a file is a test or exists for tests only."""
    *folders, name = path.split("/")
    return name.endswith("_test.go") or bool(_TEST_FOLDERS.intersection(folders))


def is_mock(path: str, facts: GoFile) -> bool:
    """Tell whether a file holds mocks: by its folder or name, or because its types are mocks of a mocking library."""
    *folders, name = path.split("/")
    if _MOCK_NAME.search(name) or (folders and folders[-1] in _MOCK_FOLDERS):
        return True
    if not any(each.path in _MOCK_IMPORTS for each in facts.imports):
        return False
    structs = [each for each in facts.types if each.kind is TypeKind.STRUCT]
    return bool(structs) and any(_is_mock_type(each) for each in structs)


def _is_mock_type(decl: TypeDecl) -> bool:
    return any(field.type.lstrip("*") in ("mock.Mock", "gomock.Controller") for field in decl.fields)
