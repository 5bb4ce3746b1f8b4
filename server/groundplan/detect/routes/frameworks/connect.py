"""connect: generated handlers, one for each procedure of a service."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.detect.routes.framework import NOTHING, Framework, Invocation
from groundplan.detect.routes.values import Value

if TYPE_CHECKING:
    from groundplan.detect.routes.machine import Machine


def _new_handler(machine: Machine, framework: Framework, call: Invocation) -> Value:  # noqa: ARG001 - the shape of an action
    """`connect.NewUnaryHandler(procedure, svc.Method, ...)`: procedures are called by POST."""
    path = call.string(0)
    if path is not None and len(call.args) > 1:
        machine.register(None, path, ("POST",), call.args[1], (), call.site, "connect")
    return NOTHING


CONNECT = Framework(
    name="connect",
    packages=(r"connectrpc\.com/connect", r"github\.com/bufbuild/connect-go"),
    functions=dict.fromkeys(
        (
            "NewUnaryHandler",
            "NewUnaryHandlerSimple",
            "NewServerStreamHandler",
            "NewServerStreamHandlerSimple",
            "NewClientStreamHandler",
            "NewClientStreamHandlerSimple",
            "NewBidiStreamHandler",
        ),
        _new_handler,
    ),
)
