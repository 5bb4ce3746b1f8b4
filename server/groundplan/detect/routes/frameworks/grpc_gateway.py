"""grpc-gateway: generated registrations, whose path stands in the closure that serves it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.detect.routes.actions import method_and_path, methods_of
from groundplan.detect.routes.framework import NOTHING, Framework, Invocation
from groundplan.detect.routes.texts import text_of
from groundplan.detect.routes.values import Func, Router, Str, Unknown, Value
from groundplan.detect.walking import calls_in
from groundplan.model.expression import Text
from groundplan.text.route_paths import plain_parameters

if TYPE_CHECKING:
    from groundplan.detect.routes.machine import Machine


def _handle(machine: Machine, router: Router, call: Invocation) -> Value:
    """`mux.Handle(http.MethodGet, pattern, func(...) { ... runtime.WithHTTPPathPattern("/v1/x") ... })`."""
    methods = methods_of(call.args[0]) if call.args else ()
    function = call.args[-1] if call.args else None
    if not methods or not isinstance(function, Func) or function.closure is None:
        return NOTHING
    for inner in calls_in(function.closure.body):
        if text_of(inner.callee).endswith(".WithHTTPPathPattern") and inner.args and isinstance(inner.args[0], Text):
            path = Str(plain_parameters(inner.args[0].value), call.site)
            if not machine.is_first("grpc-gateway", call.site[0], methods, path.text):
                return NOTHING  # generated twice, for a server in the same process and for a client of another
            machine.register(router, path, methods, Unknown(_service_method(function)), (), call.site)
            return NOTHING
    return NOTHING


def _service_method(function: Func) -> str:
    """Return the method of the service, `MemoService.CreateMemo`, as the full method's name tells it."""
    for inner in calls_in(function.closure.body if function.closure is not None else ()):
        for each in inner.args:
            if (
                isinstance(each, Text)
                and each.value.startswith("/")
                and each.value.count("/") == 2
                and "." in each.value
            ):
                service, method = each.value[1:].split("/")
                return f"{service.rsplit('.', 1)[-1]}.{method}"
    return ""


GRPC_GATEWAY = Framework(
    name="grpc-gateway",
    packages=(r"github\.com/grpc-ecosystem/grpc-gateway(?:/v\d+)?/runtime",),
    constructors=frozenset(("NewServeMux",)),
    root_types=frozenset(("ServeMux",)),
    methods={"Handle": _handle, "HandlePath": method_and_path()},
)
