"""The few things that methods of routers do, as actions to put into a framework's table."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from groundplan.detect.routes.framework import NOTHING, Invocation, MethodAction
from groundplan.detect.routes.paths import ANY, VERBS, split_pattern
from groundplan.detect.routes.values import Func, Items, Router, Str, Value

if TYPE_CHECKING:
    from groundplan.detect.routes.machine import Machine


def verb(method: str, handler_first: bool = False) -> MethodAction:
    """`r.Get(path, ...)`: the last argument serves (the first with `handler_first`), the others are middleware."""

    def act(machine: Machine, router: Router, call: Invocation) -> Value:
        return add_route(machine, router, (method,), call, handler_first)

    return act


def any_verb(handler_first: bool = False) -> MethodAction:
    """`r.Any(path, ...)`."""
    return verb(ANY, handler_first)


def method_and_path(handler_first: bool = False) -> MethodAction:
    """`r.Handle("GET", path, ...)`, `r.Match([]string{"GET"}, path, ...)`."""

    def act(machine: Machine, router: Router, call: Invocation) -> Value:
        methods = methods_of(call.args[0]) if call.args else ()
        if not methods:
            return NOTHING
        return add_route(machine, router, methods, call.without_first(), handler_first)

    return act


def pattern(handler_first: bool = False) -> MethodAction:
    """`mux.HandleFunc("GET host/path", h)`: the method may be in the pattern."""

    def act(machine: Machine, router: Router, call: Invocation) -> Value:
        path = call.string(0)
        if path is None:
            return NOTHING
        method, rest = split_pattern(path.text)
        args = (Str(rest, path.site), *call.args[1:])
        return add_route(machine, router, (method or ANY,), replace(call, args=args), handler_first)

    return act


def add_route(
    machine: Machine, router: Router, methods: tuple[str, ...], call: Invocation, handler_first: bool = False
) -> Value:
    """Register a route whose path is the first argument; what follows are the handler and middleware."""
    path = call.string(0)
    if path is None or len(call.args) < 2:
        return NOTHING
    rest = list(zip(call.args[1:], machine.texts(call.expressions()[1:]), strict=False))
    index = 0 if handler_first else len(rest) - 1
    handler = machine.last_item(rest[index][0])
    others = tuple(text for position, (_, text) in enumerate(rest) if position != index)
    machine.register(router, path, methods, handler, others, call.site)
    return router


def group(path_index: int | None = 0, body_index: int | None = None, scoped: bool = False) -> MethodAction:
    """`r.Group(path, mw...)`, `r.Route(path, func(r) {...})`; other arguments are middleware.

    With `scoped` a body without parameters registers on the same variable while it runs.
    """

    def act(machine: Machine, router: Router, call: Invocation) -> Value:
        path = call.path(path_index) if path_index is not None else None
        prefix = path.text if path is not None else ""
        taken = {path_index} if path is not None or path_index is not None else set()
        body = _body_of(machine, call, body_index)
        if body is not None:
            taken.add(body)
        texts = machine.texts(call.expressions())
        middleware = [text for index, text in enumerate(texts) if index not in taken]
        child = Router(router.framework, prefix, router, middleware=middleware)
        if body is not None:
            function = call.args[body]
            if scoped and not machine.takes_parameters(function):
                machine.run_inside(router, prefix, middleware, function)
            else:
                machine.call_value(function, (child,))
        return child

    return act


def _body_of(machine: Machine, call: Invocation, index: int | None) -> int | None:
    if index is not None:
        at = index if index >= 0 else len(call.args) + index
        return at if at < len(call.args) and machine.is_function(call.args[at]) else None
    for position, value in enumerate(call.args):
        if isinstance(value, Func) and machine.takes_router(value):
            return position
    return None


def with_middleware() -> MethodAction:
    """`r.With(mw...)`: the same place with more middleware."""

    def act(machine: Machine, router: Router, call: Invocation) -> Value:
        return Router(router.framework, "", router, middleware=list(machine.texts(call.expressions())))

    return act


def use() -> MethodAction:
    """`r.Use(mw...)`."""

    def act(machine: Machine, router: Router, call: Invocation) -> Value:
        texts = machine.texts(call.expressions())
        router.middleware.extend(
            text for value, text in zip(call.args, texts, strict=False) if not isinstance(value, Str)
        )
        return router

    return act


def mount() -> MethodAction:
    """`r.Mount(path, other)`: hang another router below a path; a plain handler serves everything below it."""

    def act(machine: Machine, router: Router, call: Invocation) -> Value:
        path = call.path(0)
        if path is None or len(call.args) < 2:
            return NOTHING
        if not machine.mount(router, path.text, call.args[-1]):
            below = Str(path.text.rstrip("/") + "/*", path.site)
            machine.register(router, below, (ANY,), call.args[-1], (), call.site)
        return router

    return act


def same() -> MethodAction:
    """A call that returns its receiver, as far as routes go."""

    def act(machine: Machine, router: Router, call: Invocation) -> Value:  # noqa: ARG001 - the shape of an action
        return router

    return act


def ignored() -> MethodAction:
    """A call that says nothing about routes worth listing (static files, fallbacks)."""

    def act(machine: Machine, router: Router, call: Invocation) -> Value:  # noqa: ARG001 - the shape of an action
        return NOTHING

    return act


def methods_of(value: Value) -> tuple[str, ...]:
    """Return the HTTP methods that a string or a list of strings names."""
    if isinstance(value, Str):
        found = [each.strip().upper() for each in value.text.split(",")]
        return tuple(each for each in found if each in VERBS) or ((ANY,) if value.text in ("*", "") else ())
    if isinstance(value, Items):
        return tuple(method for _, each in value.pairs for method in methods_of(each))
    return ()


def title_verbs(handler_first: bool = False) -> dict[str, MethodAction]:
    """The verbs as `Get`, `Post` ..."""
    return {each.capitalize(): verb(each, handler_first) for each in sorted(VERBS)}


def upper_verbs(handler_first: bool = False) -> dict[str, MethodAction]:
    """The verbs as `GET`, `POST` ..."""
    return {each: verb(each, handler_first) for each in sorted(VERBS)}
