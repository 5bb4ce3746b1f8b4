"""Guards: middleware by shape and name, and the checks that handlers begin with."""

from __future__ import annotations

from collections.abc import Iterator

from groundplan.detect.patterns.code_file import CodeFile, at_func
from groundplan.detect.patterns.guards import is_about_rights, is_check, is_guard
from groundplan.model.go import FuncDecl
from groundplan.model.pattern import Evidence, PatternKind

_REQUESTS = frozenset(
    (
        "*http.Request",
        "*gin.Context",
        "echo.Context",
        "*echo.Context",
        "*fiber.Ctx",
        "fiber.Ctx",
        "*fasthttp.RequestCtx",
    )
)
_MIDDLEWARE_RESULTS = frozenset(
    (
        *(
            "gin.HandlerFunc",
            "echo.MiddlewareFunc",
            "echo.HandlerFunc",
            "fiber.Handler",
            "func(http.Handler) http.Handler",
        ),
        *("func(next http.Handler) http.Handler", "func(http.HandlerFunc) http.HandlerFunc", "mux.MiddlewareFunc"),
        *("grpc.UnaryServerInterceptor", "grpc.StreamServerInterceptor", "connect.UnaryInterceptorFunc"),
        *("connect.Interceptor", "connect.UnaryFunc", "alice.Constructor", "func(h http.Handler) http.Handler"),
    )
)
_WRAPPED = frozenset(
    ("http.Handler", "http.HandlerFunc", "httprouter.Handle", "echo.HandlerFunc", "fasthttp.RequestHandler")
)
FIRST_CALLS = 5
"""Distinct calls at the start of a handler among which its check is looked for."""


def detect(file: CodeFile) -> Iterator[Evidence]:
    """Yield guards that are middleware, and the checks of functions that serve requests."""
    for func in file.facts.funcs:
        signature = func.signature
        if not signature.params and not signature.results:
            continue
        if _is_middleware(func):
            if is_guard(func.name) or (func.receiver and is_guard(func.receiver)):
                yield at_func(_kind(func.name), "middleware", "function", func)
        elif func.receiver and _tells_rights(func):
            yield at_func(PatternKind.AUTHORISATION, "methods `CanX(…) bool`", "method", func)
        elif _serves(func):
            check = next((call for call in func.calls[:FIRST_CALLS] if is_check(call)), None)
            if check is not None:
                name = check.rpartition(".")[2]
                if not is_check(name):
                    name = ".".join(check.split(".")[-2:])
                yield at_func(_kind(name), f"`{name}` first in handlers", "handler", func)


def _kind(name: str) -> PatternKind:
    return PatternKind.AUTHORISATION if is_about_rights(name) else PatternKind.AUTHENTICATION


def _tells_rights(func: FuncDecl) -> bool:
    """Whether a method says what somebody may do with its receiver: `CanRead(s, auth) (bool, error)`."""
    results = func.signature.results
    if not func.name.startswith("Can") or not results or results[0].type != "bool" or not func.signature.params:
        return False
    return is_check(func.name)


def _is_middleware(func: FuncDecl) -> bool:
    results = func.signature.results
    if any("UnaryServerInfo" in each.type or "StreamServerInfo" in each.type for each in func.signature.params):
        return True
    if len(results) != 1:
        return False
    result = results[0].type
    if result in _MIDDLEWARE_RESULTS and result not in ("echo.HandlerFunc", "fiber.Handler"):
        return True
    params = func.signature.params
    if result == "fiber.Handler":
        return is_guard(func.name)
    if result.endswith(("Handler", "HandlerFunc", "Handle", "http.Handler")):
        # Also the house's own kind of handler, as long as one comes in and one goes out.
        return any(each.type == result or (result in _WRAPPED and each.type in _WRAPPED) for each in params)
    return False


def _serves(func: FuncDecl) -> bool:
    """Whether a function answers requests: it gets one, or a context and a message of a service."""
    params = func.signature.params
    if any(each.type in _REQUESTS for each in params):
        return bool(params) and not (func.signature.results and func.signature.results[0].type not in ("error", "int"))
    if len(params) == 2 and params[0].type == "context.Context" and len(func.signature.results) == 2:
        return "Request" in params[1].type
    return False
