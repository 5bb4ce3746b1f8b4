"""gorilla/mux: routes are built by chained calls, in any order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.detect.routes.actions import ignored, methods_of, same, use
from groundplan.detect.routes.framework import BuilderAction, Framework, Invocation, MethodAction
from groundplan.detect.routes.paths import ANY
from groundplan.detect.routes.values import UNKNOWN, Builder, Router, Str, Value

if TYPE_CHECKING:
    from groundplan.detect.routes.machine import Machine


def _start(action: BuilderAction) -> MethodAction:
    """Begin a route of a router with a step that unfinished routes have too."""

    def act(machine: Machine, router: Router, call: Invocation) -> Value:
        return action(machine, Builder(router), call)

    return act


def _handle(machine: Machine, router: Router, call: Invocation) -> Value:
    """`r.HandleFunc(path, h)`, whose method may follow."""
    builder = Builder(router, call.string(0))
    if builder.path is not None and len(call.args) > 1:
        builder.registration = machine.register(router, builder.path, (ANY,), call.args[1], (), call.site)
    return builder


def _serve(machine: Machine, builder: Builder, call: Invocation) -> Value:
    """`.HandlerFunc(h)` behind `.Path(p)` or `.PathPrefix(p)`."""
    handler = call.args[0] if call.args else UNKNOWN
    path = builder.path or Str("")
    if builder.prefix_only and path.text.endswith("/"):
        path = Str(path.text + "*", path.site)
    if builder.path is not None or machine.router_in(handler) is not None:
        methods = builder.methods or (ANY,)
        builder.registration = machine.register(builder.router, path, methods, handler, (), call.site)
    return builder


def _methods(machine: Machine, builder: Builder, call: Invocation) -> Value:  # noqa: ARG001 - the shape of an action
    builder.methods = tuple(method for each in call.args for method in methods_of(each))
    if builder.registration is not None and builder.methods:
        builder.registration.methods = builder.methods
    return builder


def _path(prefix_only: bool) -> BuilderAction:
    def act(machine: Machine, builder: Builder, call: Invocation) -> Value:  # noqa: ARG001 - the shape of an action
        path = call.path(0)
        if path is not None:
            before = builder.path.text if builder.path is not None else ""
            builder.path = Str(before + path.text, path.site)
        builder.prefix_only = prefix_only
        return builder

    return act


def _subrouter(machine: Machine, builder: Builder, call: Invocation) -> Value:  # noqa: ARG001 - the shape of an action
    prefix = builder.path.text if builder.path is not None else ""
    return Router(builder.router.framework, prefix, builder.router, methods=builder.methods)


def _go_on(machine: Machine, builder: Builder, call: Invocation) -> Value:  # noqa: ARG001 - the shape of an action
    return builder


_STEPS: dict[str, BuilderAction] = {
    "Path": _path(prefix_only=False),
    "PathPrefix": _path(prefix_only=True),
    "Methods": _methods,
    **dict.fromkeys(("Host", "Schemes", "Headers", "Queries", "MatcherFunc", "NewRoute", "Name"), _go_on),
}

GORILLA = Framework(
    name="gorilla",
    packages=(r"github\.com/(?:gorilla|containous|traefik)/mux",),
    constructors=frozenset(("NewRouter",)),
    router_types=frozenset(("Router",)),
    methods={
        **{name: _start(step) for name, step in _STEPS.items()},
        "Handle": _handle,
        "HandleFunc": _handle,
        "Use": use(),
        **{name: same() for name in ("StrictSlash", "SkipClean", "UseEncodedPath")},
        **{name: ignored() for name in ("Walk", "Get", "GetRoute", "Match")},
    },
    builders={**_STEPS, "Handler": _serve, "HandlerFunc": _serve, "Subrouter": _subrouter},
)
