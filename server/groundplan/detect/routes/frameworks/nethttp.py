"""net/http: `ServeMux` and the default one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from groundplan.detect.routes.actions import add_route
from groundplan.detect.routes.framework import NOTHING, Framework, Invocation
from groundplan.detect.routes.paths import ANY, split_pattern
from groundplan.detect.routes.values import Router, Str, Value

if TYPE_CHECKING:
    from groundplan.detect.routes.machine import Machine


def _pattern(machine: Machine, router: Router, call: Invocation) -> Value:
    """`mux.HandleFunc("GET host/path/{$}", h)`."""
    written = call.string(0)
    if written is None:
        return NOTHING
    method, path = split_pattern(written.text)
    if not path.startswith(("/", "\x00")) and "/" in path:
        path = path[path.index("/") :]
    args = (Str(path.removesuffix("{$}"), written.site), *call.args[1:])
    return add_route(machine, router, (method or ANY,), replace(call, args=args))


def _on_default_mux(machine: Machine, framework: Framework, call: Invocation) -> Value:
    return _pattern(machine, machine.default_router(framework), call)


NETHTTP = Framework(
    name="nethttp",
    packages=(r"net/http",),
    constructors=frozenset(("NewServeMux",)),
    router_types=frozenset(("ServeMux",)),
    methods={"Handle": _pattern, "HandleFunc": _pattern},
    functions={"Handle": _on_default_mux, "HandleFunc": _on_default_mux},
)
