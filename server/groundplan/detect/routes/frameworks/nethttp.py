"""net/http: `ServeMux` and the default one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.detect.routes.actions import pattern
from groundplan.detect.routes.framework import Framework, Invocation
from groundplan.detect.routes.values import Value

if TYPE_CHECKING:
    from groundplan.detect.routes.machine import Machine


def _on_default_mux(machine: Machine, framework: Framework, call: Invocation) -> Value:
    return pattern()(machine, machine.default_router(framework), call)


NETHTTP = Framework(
    name="nethttp",
    packages=(r"net/http",),
    constructors=frozenset(("NewServeMux",)),
    router_types=frozenset(("ServeMux",)),
    methods={"Handle": pattern(), "HandleFunc": pattern()},
    functions={"Handle": _on_default_mux, "HandleFunc": _on_default_mux},
)
