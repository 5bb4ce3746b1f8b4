"""Marks of function bodies: what literals name and what shapes tell, where the names in use make it likely.

What a file uses is known already, sorted: whether to look into its bytes at all takes a few binary searches, and most
files are not looked into.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from groundplan.model.go import BodyMark, BodyMarkKind, FuncDecl, Import

_ENVIRONMENT_READERS = (
    *("Getenv", "LookupEnv", "GetEnv", "getEnv", "getenv", "lookupEnv", "MustGetenv", "mustGetenv", "mustGetEnv"),
    *("MustGetEnv", "mustEnv", "MustEnv", "getEnvOrDefault", "GetEnvOrDefault", "getEnvOr", "envOr", "envOrDefault"),
    *(
        "EnvOr",
        "EnvOrDefault",
        "GetEnvDefault",
        "getEnvDefault",
        "getEnvInt",
        "getEnvBool",
        "GetEnvAsInt",
        "requireEnv",
    ),
)
_ENVIRONMENT = re.compile(
    rb"\b(?:"
    + b"|".join(name.encode() for name in _ENVIRONMENT_READERS)
    + rb')\(\s*(?:"([A-Za-z_]\w*)"|([A-Za-z_]\w*)\s*[,)])'
)
_CREATE = b"CREATE TABLE"
_TABLE = re.compile(rb"CREATE TABLE\s+(?:IF NOT EXISTS\s+)?[\"`\[]*([A-Za-z_][\w.]*)")
_STATUS = re.compile(rb"\b(?:http\.Status|codes\.|connect\.Code)[A-Z]\w*")
_STATUS_NAMES = ("http.Status", "codes.", "connect.Code")
_TABLE_SHAPES = (b"]struct", b"range test", b"range cases", b"range tt", b"range tcs", b"]testCase", b"]testcase")
FEW_STATUS_CODES = 3
"""Different status codes from which a function is about them; one that answers a request names one or two."""


def read_marks(
    source: bytes,
    funcs: Sequence[FuncDecl],
    imports: Sequence[Import],
    identifiers: Sequence[str],
    references: Sequence[str],
) -> tuple[BodyMark, ...]:
    """Return the marks of a file; `identifiers` and `references` are those of its facts, sorted."""
    found: list[BodyMark] = []
    if any(_has(identifiers, name) for name in _ENVIRONMENT_READERS):
        for match in _ENVIRONMENT.finditer(source):
            name = (match[1] or match[2]).decode("utf-8", "replace")
            found.append(BodyMark(BodyMarkKind.ENVIRONMENT, name, _line_of(source, match.start())))
    if _CREATE in source:
        for match in _TABLE.finditer(source):
            found.append(BodyMark(BodyMarkKind.SQL_TABLE, match[1].decode(), _line_of(source, match.start())))
    if _has(references, "fmt.Errorf"):
        found += _wrapping(source, funcs)
    if sum(_count_of(references, prefix) for prefix in _STATUS_NAMES) >= FEW_STATUS_CODES:
        found += _status_codes(source, funcs)
    if any(each.path == "testing" for each in imports):
        found += _table_tests(source, funcs)
    return tuple(found)


def _has(names: Sequence[str], name: str) -> bool:
    at = bisect_left(names, name)
    return at < len(names) and names[at] == name


def _count_of(names: Sequence[str], prefix: str) -> int:
    return bisect_left(names, prefix + "\uffff") - bisect_left(names, prefix)


def _line_of(source: bytes, offset: int) -> int:
    return source.count(b"\n", 0, offset) + 1


def _wrapping(source: bytes, funcs: Sequence[FuncDecl]) -> Iterator[BodyMark]:
    for func in funcs:
        if "fmt.Errorf" in func.calls and source.find(b"%w", func.span.start, func.span.end) >= 0:
            yield BodyMark(BodyMarkKind.WRAPPED_ERROR, "", func.line)


def _status_codes(source: bytes, funcs: Sequence[FuncDecl]) -> Iterator[BodyMark]:
    for func in funcs:
        # Mapping errors to codes takes an error: as a parameter, or as the receiver of a method.
        if not func.receiver and not any("rr" in each.type for each in func.signature.params):
            continue
        codes = set(_STATUS.findall(source, func.span.start, func.span.end))
        if len(codes) >= FEW_STATUS_CODES:
            of_http = sum(code.startswith(b"http.") for code in codes)
            yield BodyMark(BodyMarkKind.STATUS_CODES, "http" if 2 * of_http >= len(codes) else "rpc", func.line)


def _table_tests(source: bytes, funcs: Sequence[FuncDecl]) -> Iterator[BodyMark]:
    for func in funcs:
        if func.name.startswith("Test") and any(
            source.find(shape, func.span.start, func.span.end) >= 0 for shape in _TABLE_SHAPES
        ):
            yield BodyMark(BodyMarkKind.TABLE_TEST, "", func.line)
