"""aws-lambda-go: the function that a Lambda starts with; its path, if any, is in a template."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.detect.routes.framework import NOTHING, Framework, Invocation
from groundplan.detect.routes.values import Value

if TYPE_CHECKING:
    from groundplan.detect.routes.machine import Machine


def _start(machine: Machine, framework: Framework, call: Invocation) -> Value:  # noqa: ARG001 - the shape of an action
    if call.args:
        machine.add_entry(
            call.args[1] if call.name == "StartWithContext" and len(call.args) > 1 else call.args[0], call.site
        )
    return NOTHING


AWS_LAMBDA = Framework(
    name="lambda",
    packages=(r"github\.com/aws/aws-lambda-go/lambda",),
    functions=dict.fromkeys(
        (
            "Start",
            "StartWithOptions",
            "StartWithContext",
            "StartHandler",
            "StartHandlerFunc",
            "StartHandlerWithContext",
        ),
        _start,
    ),
)
