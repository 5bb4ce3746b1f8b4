"""gRPC: services registered on a server. A procedure is `POST /package.Service/Method`, as on the wire."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from groundplan.detect.routes.framework import NOTHING, Framework, Invocation
from groundplan.detect.routes.values import Func, Items, Object, Router, Str, Unknown, Value

if TYPE_CHECKING:
    from groundplan.detect.routes.machine import Machine

REGISTER = re.compile(r"Register([A-Z]\w*?)(?:Service)?Server")
"""Functions that protoc-gen-go-grpc writes, one for each service."""


def _register_service(machine: Machine, router: Router, call: Invocation) -> Value:
    """`s.RegisterService(&Users_ServiceDesc, srv)`, as the generated `RegisterUsersServer` calls it."""
    description = call.args[0] if call.args else None
    served = call.args[1] if len(call.args) > 1 else None
    service = description.fields.get("ServiceName") if isinstance(description, Object) else None
    if not isinstance(description, Object) or not isinstance(service, Str):
        return NOTHING
    for name, site in _methods(description):
        path = Str(f"/{service.text}/{name}", site or call.site)
        if machine.is_first("grpc", path.text):
            handler = method_value(machine, served, name, f"{service.text.rsplit('.', 1)[-1]}.{name}")
            machine.register(router, path, ("POST",), handler, (), site or call.site, "grpc")
    return NOTHING


def _methods(description: Object) -> Iterator[tuple[str, tuple[str, int] | None]]:
    for field, key in (("Methods", "MethodName"), ("Streams", "StreamName")):
        listed = description.fields.get(field)
        for _, each in listed.pairs if isinstance(listed, Items) else ():
            name = each.fields.get(key) if isinstance(each, Object) else None
            if isinstance(each, Object) and isinstance(name, Str):
                yield name.text, each.site


def method_value(machine: Machine, served: Value | None, name: str, otherwise: str) -> Value:
    """Return the method of an implementation that serves a procedure, by its name where it is not known."""
    found = machine.method_of(served, name) if isinstance(served, Object) else None
    return Func(ref=found) if found is not None else Unknown(otherwise)


GRPC = Framework(
    name="grpc",
    packages=(r"google\.golang\.org/grpc",),
    constructors=frozenset(("NewServer",)),
    root_types=frozenset(("Server", "ServiceRegistrar")),
    methods={"RegisterService": _register_service},
)
