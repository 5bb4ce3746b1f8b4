"""zeromicro/go-zero: lists of `rest.Route` that goctl writes, with options behind them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.detect.routes.actions import methods_of
from groundplan.detect.routes.framework import NOTHING, Framework, Invocation
from groundplan.detect.routes.paths import ANY
from groundplan.detect.routes.values import UNKNOWN, Items, Object, Router, Str, Value

if TYPE_CHECKING:
    from groundplan.detect.routes.machine import Machine


def _add_routes(machine: Machine, router: Router, call: Invocation) -> Value:
    """`server.AddRoutes([]rest.Route{{Method, Path, Handler}}, rest.WithPrefix("/v1"), rest.WithJwt(...))`."""
    listed = call.args[0] if call.args else None
    values = [each for _, each in listed.pairs] if isinstance(listed, Items) else [listed]
    prefix = next((each.prefix for each in call.args[1:] if isinstance(each, Router)), "")
    for each in values:
        path = each.fields.get("Path") if isinstance(each, Object) else None
        if isinstance(each, Object) and isinstance(path, Str):
            methods = methods_of(each.fields.get("Method", UNKNOWN)) or (ANY,)
            place = Router(router.framework, prefix, router)
            chain = tuple(text for text in machine.texts(call.expressions()[1:]) if "WithPrefix" not in text)
            machine.register(place, path, methods, each.fields.get("Handler", UNKNOWN), chain, each.site or call.site)
    return NOTHING


def _with_prefix(machine: Machine, framework: Framework, call: Invocation) -> Value:  # noqa: ARG001 - the shape of an action
    """`rest.WithPrefix("/v1")`: a router of the prefix alone, for `AddRoutes` to find among its options."""
    prefix = call.path(0)
    return Router(framework, prefix.text if prefix is not None else "", known=False)


def _with_middlewares(machine: Machine, framework: Framework, call: Invocation) -> Value:  # noqa: ARG001 - the shape of an action
    """`rest.WithMiddlewares([]rest.Middleware{...}, routes...)`, `rest.WithMiddleware(m, routes...)`: the routes."""
    routes = call.args[1] if len(call.args) == 2 else Items([(None, each) for each in call.args[1:]])
    return routes if isinstance(routes, Items | Object) else NOTHING


GOZERO = Framework(
    name="go-zero",
    packages=(r"github\.com/(?:zeromicro|tal-tech)/go-zero/rest",),
    constructors=frozenset(("MustNewServer", "NewServer")),
    root_types=frozenset(("Server",)),
    methods={"AddRoutes": _add_routes, "AddRoute": _add_routes},
    functions={
        "WithPrefix": _with_prefix,
        "WithMiddlewares": _with_middlewares,
        "WithMiddleware": _with_middlewares,
    },
)
