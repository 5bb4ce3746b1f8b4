"""emicklei/go-restful: services with a root path, and routes built by chained calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.detect.routes.actions import methods_of, same
from groundplan.detect.routes.framework import BuilderAction, Framework, Invocation, MethodAction
from groundplan.detect.routes.paths import ANY, VERBS, join
from groundplan.detect.routes.values import UNKNOWN, Builder, Router, Str, Value

if TYPE_CHECKING:
    from groundplan.detect.routes.machine import Machine


def _root(machine: Machine, router: Router, call: Invocation) -> Value:  # noqa: ARG001 - the shape of an action
    """`ws.Path("/users")`."""
    path = call.path(0)
    if path is not None:
        router.prefix = join(router.prefix, path.text)
    return router


def _verb(method: str) -> MethodAction:
    """`ws.GET("/{id}")`."""

    def act(machine: Machine, router: Router, call: Invocation) -> Value:  # noqa: ARG001 - the shape of an action
        return Builder(router, call.path(0), (method,))

    return act


def _method(machine: Machine, router: Router, call: Invocation) -> Value:  # noqa: ARG001 - the shape of an action
    return Builder(router, None, methods_of(call.args[0]) if call.args else (ANY,))


def _path(machine: Machine, builder: Builder, call: Invocation) -> Value:  # noqa: ARG001 - the shape of an action
    builder.path = call.path(0)
    return builder


def _to(machine: Machine, builder: Builder, call: Invocation) -> Value:
    """`.To(h)`."""
    handler = call.args[0] if call.args else UNKNOWN
    machine.register(builder.router, builder.path or Str(""), builder.methods or (ANY,), handler, (), call.site)
    return builder


_BUILDERS: dict[str, BuilderAction] = {"To": _to, "Path": _path}

RESTFUL = Framework(
    name="go-restful",
    packages=(r"github\.com/emicklei/go-restful(?:/v\d+)?",),
    root_types=frozenset(("WebService",)),
    methods={
        **{each: _verb(each) for each in sorted(VERBS)},
        "Method": _method,
        "Path": _root,
        **{name: same() for name in ("Consumes", "Produces", "Doc", "ApiVersion", "Param", "Filter", "Route")},
    },
    builders=_BUILDERS,
)
