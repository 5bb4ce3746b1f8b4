"""macaron, flamego and martini: a group's body registers on the variable around it; `Combo` chains verbs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.detect.routes.actions import any_verb, group, ignored, method_and_path, methods_of, title_verbs, use
from groundplan.detect.routes.framework import NOTHING, BuilderAction, Framework, Invocation
from groundplan.detect.routes.paths import ANY, VERBS
from groundplan.detect.routes.values import Builder, Router, Str, Value

if TYPE_CHECKING:
    from groundplan.detect.routes.machine import Machine


def _combo(machine: Machine, router: Router, call: Invocation) -> Value:
    """`m.Combo("/x", mw).Get(a).Post(b)`."""
    return Builder(router, call.string(0), middleware=machine.texts(call.expressions()[1:]))


def _combined(method: str) -> BuilderAction:
    def act(machine: Machine, builder: Builder, call: Invocation) -> Value:
        if builder.path is not None and call.args:
            middleware = (*builder.middleware, *machine.texts(call.expressions()[:-1]))
            machine.register(builder.router, builder.path, (method,), call.args[-1], middleware, call.site)
        return builder

    return act


def _route(machine: Machine, router: Router, call: Invocation) -> Value:
    """`m.Route("/x", "GET,POST", h)` of macaron and `f.Routes("/x", "GET,POST", h)` of flamego."""
    path = call.string(0)
    if path is None or len(call.args) < 3:
        return NOTHING
    methods = methods_of(call.args[1]) or (ANY,)
    middleware = machine.texts(call.expressions()[2:-1])
    machine.register(router, path, methods, call.args[-1], middleware, call.site)
    return router


def _named(machine: Machine, builder: Builder, call: Invocation) -> Value:  # noqa: ARG001 - the shape of an action
    return Builder(builder.router, Str(""))


MACARON = Framework(
    name="macaron",
    packages=(
        r"gopkg\.in/macaron\.v\d+",
        r"github\.com/(?:go-macaron|Unknwon)/macaron",
        r"github\.com/go-martini/martini",
    ),
    joins_as_written=True,
    constructors=frozenset(("New", "Classic", "NewWithLogger", "NewRouter")),
    router_types=frozenset(("Macaron", "Router", "ClassicMartini", "Martini")),
    methods={
        **title_verbs(),
        "Any": any_verb(),
        "Handle": method_and_path(),
        "Group": group(0, body_index=1, scoped=True),
        "Combo": _combo,
        "Route": _route,
        "Use": use(),
        "NotFound": ignored(),
    },
    builders={**{each.capitalize(): _combined(each) for each in sorted(VERBS)}, "Name": _named},
)

FLAMEGO = Framework(
    name="flamego",
    packages=(r"github\.com/flamego/flamego",),
    joins_as_written=True,
    constructors=frozenset(("New", "Classic", "NewWithLogger")),
    router_types=frozenset(("Flame", "Router")),
    methods={**MACARON.methods, "Routes": _route, "Route": method_and_path()},
    builders=MACARON.builders,
)
