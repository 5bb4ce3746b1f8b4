"""go-kratos/kratos: HTTP routes as its generator writes them, `{name=books/*}` among their parameters."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from groundplan.detect.routes.actions import add_route, group, ignored, use
from groundplan.detect.routes.framework import Framework, Invocation, MethodAction
from groundplan.detect.routes.paths import ANY, VERBS
from groundplan.detect.routes.texts import text_of
from groundplan.detect.routes.values import Func, Router, Unknown, Value
from groundplan.model.expression import Call
from groundplan.text.route_paths import plain_parameters

if TYPE_CHECKING:
    from groundplan.detect.routes.machine import Machine


_GENERATED = re.compile(r"_(\w+?)_(\w+?)\d+_HTTP_Handler")


def _verb(method: str) -> MethodAction:
    """`r.GET("/v1/books/{id}", _Library_GetBook0_HTTP_Handler(srv))`: filters follow the handler."""

    def act(machine: Machine, router: Router, call: Invocation) -> Value:
        path = call.string(0)
        args = call.args
        if path is not None:
            args = (replace(path, text=plain_parameters(path.text)), *call.args[1:])
            served = _served(machine, call)
            args = (args[0], served, *args[2:]) if served is not None else args
        return add_route(machine, router, (method,), replace(call, args=args), handler_first=True)

    return act


def _served(machine: Machine, call: Invocation) -> Value | None:
    """Return the implementation's method that a generated handler calls."""
    made = call.expressions()[1] if len(call.args) > 1 else None
    name = _GENERATED.fullmatch(text_of(made.callee)) if isinstance(made, Call) else None
    if name is None or not isinstance(made, Call) or not made.args:
        return None
    implementation = machine.evaluate(made.args[0], call.scope, call.site)
    found = machine.method_of(implementation, name[2])
    return Func(ref=found) if found is not None else Unknown(f"{name[1]}.{name[2]}")


KRATOS = Framework(
    name="kratos",
    packages=(r"github\.com/go-kratos/kratos(?:/v\d+)?/transport/http",),
    constructors=frozenset(("NewServer",)),
    router_types=frozenset(("Router",)),
    root_types=frozenset(("Server",)),
    methods={
        **{each: _verb(each) for each in sorted(VERBS)},
        "Route": group(),
        "Group": group(),
        "HandleFunc": _verb(ANY),
        "Handle": _verb(ANY),
        "Use": use(),
        "HandlePrefix": ignored(),
    },
)
