"""Handlers known by their signature alone."""

from __future__ import annotations

import re
from collections.abc import Callable

from groundplan.model.go import FuncDecl, GoFile, Parameter
from groundplan.model.route import Handler, HandlerKind

_LAMBDA_EVENT = re.compile(
    r"^\*?events\.(?:APIGateway\w*Request|APIGatewayV2HTTPRequest|ALBTargetGroupRequest|LambdaFunctionURLRequest"
    r"|\w+Event|\w+Request)$"
)


def _types(parameters: tuple[Parameter, ...]) -> tuple[str, ...]:
    return tuple(each.type for each in parameters)


def _is_http(params: tuple[str, ...], results: tuple[str, ...]) -> bool:
    """`func(http.ResponseWriter, *http.Request)`, also with house parameters behind or results (`error`, a status)."""
    return params[:2] == ("http.ResponseWriter", "*http.Request") and len(results) <= 2


def _is_gin(params: tuple[str, ...], results: tuple[str, ...]) -> bool:
    return params == ("*gin.Context",) and not results


def _is_echo(params: tuple[str, ...], results: tuple[str, ...]) -> bool:
    return len(params) == 1 and params[0] in ("echo.Context", "*echo.Context") and results == ("error",)


def _is_fiber(params: tuple[str, ...], results: tuple[str, ...]) -> bool:
    return len(params) == 1 and params[0] in ("*fiber.Ctx", "fiber.Ctx") and results == ("error",)


def _is_lambda(params: tuple[str, ...], results: tuple[str, ...]) -> bool:
    if not params or len(params) > 2 or not results or results[-1] != "error":
        return False
    return (len(params) == 1 or params[0] == "context.Context") and _LAMBDA_EVENT.match(params[-1]) is not None


_SIGNATURES: tuple[tuple[HandlerKind, str, Callable[[tuple[str, ...], tuple[str, ...]], bool]], ...] = (
    (HandlerKind.HTTP, "net/http", _is_http),
    (HandlerKind.GIN, "gin", _is_gin),
    (HandlerKind.ECHO, "echo", _is_echo),
    (HandlerKind.FIBER, "fiber", _is_fiber),
    (HandlerKind.LAMBDA, "aws-lambda-go/events", _is_lambda),
)


def handlers_of(path: str, facts: GoFile) -> tuple[Handler, ...]:
    """Return the functions and methods of a file that are handlers by their signature, in source order.

    `path` is the file's, relative to the workspace root. Middleware-shaped functions are not among them.
    """
    imported = " ".join(each.path for each in facts.imports)
    kinds = [(kind, test) for kind, package, test in _SIGNATURES if package in imported]
    found: list[Handler] = []
    for func in facts.funcs if kinds else ():
        kind = _kind_of(func, kinds)
        if kind is not None:
            found.append(Handler(func.qualified_name, kind, path, func.line))
    return tuple(found)


def handler_kind(func: FuncDecl) -> HandlerKind | None:
    """Return what kind of handler a function is by its signature, whatever its file imports; None for none."""
    return _kind_of(func, [(kind, test) for kind, _, test in _SIGNATURES])


def _kind_of(
    func: FuncDecl, kinds: list[tuple[HandlerKind, Callable[[tuple[str, ...], tuple[str, ...]], bool]]]
) -> HandlerKind | None:
    params, results = _types(func.signature.params), _types(func.signature.results)
    return next((kind for kind, test in kinds if test(params, results)), None)
