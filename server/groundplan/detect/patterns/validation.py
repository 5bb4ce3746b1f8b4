"""Validation: methods, functions, struct tags and libraries."""

from __future__ import annotations

import re
from collections.abc import Iterator

from groundplan.detect.patterns.code_file import CodeFile, at_func
from groundplan.model.go import FuncDecl, TypeDecl
from groundplan.model.pattern import Evidence, PatternKind

_METHODS = frozenset(("Validate", "Valid", "IsValid", "validate", "valid", "isValid"))
_FUNCTION = re.compile(r"^[vV]alidate[A-Z]\w*$")
_TAGS = (("validate", 'validate:"'), ("binding", 'binding:"'), ("valid", 'valid:"'))
_CONTEXTS = frozenset(("context.Context", "echo.Context", "*gin.Context", "*http.Request"))


def detect(file: CodeFile) -> Iterator[Evidence]:
    """Yield validating methods and functions, and fields with a tag of a validation library."""
    for func in file.facts.funcs:
        if func.receiver and func.name in _METHODS and _checks_itself(func):
            yield at_func(PatternKind.VALIDATION, f"method `{_spelled(func)}`", "method", func)
        elif _FUNCTION.match(func.name) and func.signature.results:
            yield at_func(PatternKind.VALIDATION, "functions `validateX(…)`", "function", func)
    for decl in file.facts.types:
        yield from _tagged(decl)


def _checks_itself(func: FuncDecl) -> bool:
    return bool(func.signature.results) and all(each.type in _CONTEXTS for each in func.signature.params)


def _spelled(func: FuncDecl) -> str:
    params = ", ".join("ctx" if each.type == "context.Context" else each.type for each in func.signature.params)
    results = [each.type for each in func.signature.results]
    result = results[0] if len(results) == 1 else f"({', '.join(results)})"
    return f"{func.name}({params}) {result}"


def _tagged(decl: TypeDecl) -> Iterator[Evidence]:
    for field in decl.fields:
        if not field.tag:
            continue
        for key, start in _TAGS:
            at = field.tag.find(start)
            if at == 0 or (at > 0 and field.tag[at - 1] in " \t"):
                line = field.line or decl.line
                yield Evidence(PatternKind.VALIDATION, f"tag `{key}`", "field", f"{decl.name}.{field.name}", line)
