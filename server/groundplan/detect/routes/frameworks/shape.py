"""Routers of no known library: wrappers of one, or an in-house one, recognised by the names of their methods."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.detect.routes.actions import (
    add_route,
    group,
    method_and_path,
    methods_of,
    mount,
    pattern,
    use,
    with_middleware,
)
from groundplan.detect.routes.framework import NOTHING, Framework, Invocation, MethodAction
from groundplan.detect.routes.paths import ANY, VERBS, is_path_like
from groundplan.detect.routes.values import Func, Router, Str, Value

if TYPE_CHECKING:
    from groundplan.detect.routes.machine import Machine


def _verb(method: str) -> MethodAction:
    def act(machine: Machine, router: Router, call: Invocation) -> Value:
        if not _is_path(router, call.string(0)):
            return NOTHING
        return add_route(machine, router, (method,), call, _handler_comes_first(machine, call))

    return act


def _is_path(router: Router, path: Str | None) -> bool:
    """Tell whether a string may be a route's path: what is no router after all takes keys, topics and types."""
    if path is None:
        return False
    return (
        is_path_like(path.text)
        or (not path.text and router.parent is not None)
        or bool(router.prefix and not path.text)
    )


def _handler_comes_first(machine: Machine, call: Invocation) -> bool:
    """Handlers come last, unless the last argument is no function and the one after the path is."""
    return len(call.args) > 2 and not machine.is_function(call.args[-1]) and machine.is_function(call.args[1])


def _handle(machine: Machine, router: Router, call: Invocation) -> Value:
    """`Handle("GET", "/x", h)` and `Handle("/x", h)`."""
    if len(call.args) > 2 and methods_of(call.args[0]):
        return method_and_path()(machine, router, call)
    return pattern()(machine, router, call) if _is_path(router, call.string(0)) else NOTHING


def _group(machine: Machine, router: Router, call: Invocation) -> Value:
    """`Group("/x", func(r) {...})`, `Group("/x", func() {...}, mw)`, `Group("/x", mw)`, `Group(func(r) {...})`."""
    if not call.args:
        return Router(router.framework, "", router)
    first = 0 if isinstance(call.args[0], Str) else None
    start = 1 if first == 0 else 0
    for index in range(start, len(call.args)):
        value = call.args[index]
        if (
            isinstance(value, Func)
            and (machine.takes_router(value) or not machine.takes_parameters(value))
            and not value.made
        ):
            return group(first, index, scoped=True)(machine, router, call)
    if start < len(call.args) and isinstance(call.args[start], Func) and call.name == "Route":
        return group(first, start)(machine, router, call)
    return group(first)(machine, router, call)


_METHODS: dict[str, MethodAction] = {each: _verb(each) for each in sorted(VERBS)}
_METHODS.update({each.capitalize(): _verb(each) for each in sorted(VERBS)})
_METHODS.update({"Any": _verb(ANY), "ANY": _verb(ANY), "All": _verb(ANY), "Del": _verb("DELETE")})
_METHODS.update({"Handle": _handle, "HandleFunc": _handle, "HandlerFunc": _handle, "Handler": _handle})
_METHODS.update({"Method": method_and_path(), "MethodFunc": method_and_path(), "Add": method_and_path()})
_METHODS.update({"Match": method_and_path(), "Mount": mount(), "Use": use(), "With": with_middleware()})
_METHODS.update(dict.fromkeys(("Group", "Route", "NewGroup", "Party", "PathPrefix", "Namespace"), _group))

SHAPE = Framework(name="router", packages=(), methods=_METHODS, root_is_prefix=True)
