"""beego: controllers with a mapping such as "get:List;post:Create", and namespaces of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.detect.routes.actions import add_route
from groundplan.detect.routes.framework import NOTHING, Framework, FunctionAction, Invocation, MethodAction
from groundplan.detect.routes.paths import ANY, VERBS
from groundplan.detect.routes.values import Func, Object, Router, Str, Unknown, Value

if TYPE_CHECKING:
    from groundplan.detect.routes.machine import Machine


_OWN_METHODS = frozenset(("Init", "Prepare", "Finish", "Render", "XSRFToken", "CheckXSRFCookie", "HandlerFunc"))
"""Methods of beego's own controller, which it never serves."""


def _controller(machine: Machine, router: Router, call: Invocation) -> Value:
    """`Router("/x", &C{}, "get:List;post:Create")`; without a mapping the controller's `Get`, `Post` ... serve."""
    path = call.string(0)
    controller = call.args[1] if len(call.args) > 1 else None
    if path is None or not isinstance(controller, Object):
        return NOTHING
    mapping = call.string(2)
    for method, name in _mapped(mapping.text) if mapping is not None else _own_verbs(machine, controller):
        machine.register(router, path, (method,), _method(machine, controller, name), (), call.site)
    return router


def _mapped(mapping: str) -> list[tuple[str, str]]:
    """Read "get,post:Save;*:Any"."""
    found: list[tuple[str, str]] = []
    for each in mapping.split(";"):
        verbs, _, name = each.partition(":")
        for verb in verbs.split(","):
            method = verb.strip().upper()
            if name.strip() and (method in VERBS or method == "*"):
                found.append((ANY if method == "*" else method, name.strip()))
    return found


def _own_verbs(machine: Machine, controller: Object) -> list[tuple[str, str]]:
    names = [(each, each.capitalize()) for each in sorted(VERBS)]
    return [(verb, name) for verb, name in names if machine.method_of(controller, name) is not None]


def _method(machine: Machine, controller: Object, name: str) -> Value:
    found = machine.method_of(controller, name)
    if found is not None:
        return Func(ref=found)
    return Unknown(f"{controller.type.name}.{name}" if controller.type is not None else name)


def _on_default(action: MethodAction) -> FunctionAction:
    def act(machine: Machine, framework: Framework, call: Invocation) -> Value:
        return action(machine, machine.default_router(framework), call)

    return act


def _in_namespace(action: MethodAction) -> FunctionAction:
    """`NSRouter(...)`: a router of one route, hung into the namespace that it is an argument of."""

    def act(machine: Machine, framework: Framework, call: Invocation) -> Value:
        router = Router(framework, known=False)
        action(machine, router, call)
        return router

    return act


def _namespace(machine: Machine, framework: Framework, call: Invocation) -> Value:
    """`NewNamespace("/v1", NSRouter(...), NSNamespace(...))`."""
    outer = Router(framework, known=False)
    prefix = call.path(0)
    for each in call.args[1:]:
        if isinstance(each, Router):
            machine.mount(outer, prefix.text if prefix is not None else "", each)
    return outer


def _add_namespace(machine: Machine, framework: Framework, call: Invocation) -> Value:
    for each in call.args:
        if isinstance(each, Router):
            machine.mount(machine.default_router(framework), "", each)
    return NOTHING


def _auto_router(machine: Machine, router: Router, call: Invocation) -> Value:
    """`AutoRouter(&UserController{})`: `/user/list` calls its method `List`; `AutoPrefix` has a path before it."""
    prefix = call.path(0) if call.name.endswith("AutoPrefix") else None
    controller = call.args[-1] if call.args else None
    if not isinstance(controller, Object) or controller.type is None:
        return NOTHING
    folder = controller.type.name.removesuffix("Controller").lower()
    for name in machine.lookup.method_names(controller.type):
        if name[:1].isupper() and name not in _OWN_METHODS:
            path = Str(f"{prefix.text.rstrip('/') if prefix is not None else ''}/{folder}/{name.lower()}", call.site)
            machine.register(router, path, (ANY,), _method(machine, controller, name), (), call.site)
    return NOTHING


def _verb(method: str) -> MethodAction:
    def act(machine: Machine, router: Router, call: Invocation) -> Value:
        return add_route(machine, router, (method,), call)

    return act


_VERBS = {each.capitalize(): _verb(each) for each in sorted(VERBS)}

BEEGO = Framework(
    name="beego",
    packages=(
        r"github\.com/(?:beego|astaxie)/beego(?:/v\d+)?(?:/server/web)?",
        r"github\.com/beego/beego/v\d+/adapter",
    ),
    constructors=frozenset(("NewControllerRegister", "NewHttpSever")),
    router_types=frozenset(("ControllerRegister", "HttpServer", "App")),
    methods={
        **_VERBS,
        "Any": _verb(ANY),
        "Router": _controller,
        "Add": _controller,
        "AutoRouter": _auto_router,
        "AutoPrefix": _auto_router,
    },
    functions={
        **{name: _on_default(action) for name, action in _VERBS.items()},
        **{f"NS{name}": _in_namespace(action) for name, action in _VERBS.items()},
        "Any": _on_default(_verb(ANY)),
        "Router": _on_default(_controller),
        "AutoRouter": _on_default(_auto_router),
        "AutoPrefix": _on_default(_auto_router),
        "NSAutoRouter": _in_namespace(_auto_router),
        "NSAutoPrefix": _in_namespace(_auto_router),
        "NSRouter": _in_namespace(_controller),
        "NewNamespace": _namespace,
        "NSNamespace": _namespace,
        "AddNamespace": _add_namespace,
    },
)
