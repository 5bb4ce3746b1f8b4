"""danielgtaylor/huma: operations registered on an API that sits on a router of another library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.detect.routes.actions import methods_of, use
from groundplan.detect.routes.framework import NOTHING, Framework, FunctionAction, Invocation
from groundplan.detect.routes.paths import ANY, VERBS
from groundplan.detect.routes.values import UNKNOWN, Object, Router, Str, Value

if TYPE_CHECKING:
    from groundplan.detect.routes.machine import Machine


def _api_of(machine: Machine, framework: Framework, call: Invocation) -> Router:
    return (machine.router_in(call.args[0]) if call.args else None) or Router(framework, known=False)


def _register(machine: Machine, framework: Framework, call: Invocation) -> Value:
    """`huma.Register(api, huma.Operation{Method, Path}, h)`."""
    operation = call.args[1] if len(call.args) > 2 else None
    path = operation.fields.get("Path") if isinstance(operation, Object) else None
    if not isinstance(operation, Object) or not isinstance(path, Str):
        return NOTHING
    methods = methods_of(operation.fields.get("Method", UNKNOWN)) or (ANY,)
    machine.register(_api_of(machine, framework, call), path, methods, call.args[2], (), call.site, "huma")
    return NOTHING


def _verb(method: str) -> FunctionAction:
    def act(machine: Machine, framework: Framework, call: Invocation) -> Value:
        path = call.string(1)
        if path is not None and len(call.args) > 2:
            machine.register(_api_of(machine, framework, call), path, (method,), call.args[2], (), call.site, "huma")
        return NOTHING

    return act


def _new_group(machine: Machine, framework: Framework, call: Invocation) -> Value:
    """`huma.NewGroup(api, "/v1")`."""
    prefix = call.path(1)
    return Router(framework, prefix.text if prefix is not None else "", _api_of(machine, framework, call))


def _auto_register(machine: Machine, framework: Framework, call: Invocation) -> Value:
    """`huma.AutoRegister(api, server)`: calls the server's methods named `Register...`."""
    server = call.args[1] if len(call.args) > 1 else None
    if isinstance(server, Object) and server.type is not None:
        for ref in sorted(machine.lookup.by_ref, key=lambda each: (each.package, each.receiver, each.name)):
            of_server = (ref.package, ref.receiver) == (server.type.package, server.type.name)
            if of_server and ref.name.startswith("Register"):
                machine.invoke(ref, server, (_api_of(machine, framework, call),))
    return NOTHING


def _adapter(router_index: int, prefix_index: int | None = None) -> FunctionAction:
    """`humachi.New(router, ...)`, `humaecho.NewWithGroup(e, group, ...)`, `humago.NewWithPrefix(mux, "/x", ...)`."""

    def act(machine: Machine, framework: Framework, call: Invocation) -> Value:  # noqa: ARG001 - the shape of an action
        parent = call.args[router_index] if router_index < len(call.args) else None
        prefix = call.path(prefix_index) if prefix_index is not None else None
        text = prefix.text if prefix is not None else ""
        return Router(framework, text, parent if isinstance(parent, Router) else None)

    return act


HUMA = Framework(
    name="huma",
    packages=(r"github\.com/danielgtaylor/huma(?:/v\d+)?(?:/adapters/\w+)?",),
    router_types=frozenset(("API", "Group")),
    methods={"UseMiddleware": use()},
    functions={
        **{each.capitalize(): _verb(each) for each in sorted(VERBS)},
        "Register": _register,
        "NewGroup": _new_group,
        "AutoRegister": _auto_register,
        "New": _adapter(0),
        "NewV5": _adapter(0),
        "NewWithGroup": _adapter(1),
        "NewV5WithGroup": _adapter(1),
        "NewWithPrefix": _adapter(0, 1),
    },
)
