"""labstack/echo: middleware comes after the handler."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.detect.routes.actions import any_verb, group, ignored, method_and_path, methods_of, upper_verbs, use
from groundplan.detect.routes.framework import NOTHING, Framework, Invocation
from groundplan.detect.routes.paths import ANY
from groundplan.detect.routes.values import UNKNOWN, Object, Router, Str, Value

if TYPE_CHECKING:
    from groundplan.detect.routes.machine import Machine


def _add_route(machine: Machine, router: Router, call: Invocation) -> Value:
    """`e.AddRoute(echo.Route{Method, Path, Handler})` of version 5."""
    route = call.args[0] if call.args else None
    path = route.fields.get("Path") if isinstance(route, Object) else None
    if not isinstance(route, Object) or not isinstance(path, Str):
        return NOTHING
    methods = methods_of(route.fields.get("Method", UNKNOWN)) or (ANY,)
    machine.register(router, path, methods, route.fields.get("Handler", UNKNOWN), (), call.site)
    return router


ECHO = Framework(
    name="echo",
    packages=(r"github\.com/labstack/echo(?:/v\d+)?",),
    joins_as_written=True,
    constructors=frozenset(("New", "NewWithConfig")),
    router_types=frozenset(("Group",)),
    root_types=frozenset(("Echo",)),
    methods={
        **upper_verbs(handler_first=True),
        "Any": any_verb(handler_first=True),
        "Match": method_and_path(handler_first=True),
        "Add": method_and_path(handler_first=True),
        "AddRoute": _add_route,
        "Group": group(),
        "Host": group(None),
        "Use": use(),
        "Pre": use(),
        **{name: ignored() for name in ("Static", "StaticFS", "File", "FileFS", "RouteNotFound")},
    },
)
