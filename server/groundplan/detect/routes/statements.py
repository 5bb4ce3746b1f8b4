"""Running the statements of a reduced body."""

from __future__ import annotations

from typing import TYPE_CHECKING

from groundplan.detect.routes import typed
from groundplan.detect.routes.frameworks import framework_of
from groundplan.detect.routes.scope import Scope
from groundplan.detect.routes.texts import text_of
from groundplan.detect.routes.values import (
    UNKNOWN,
    Index,
    Items,
    Object,
    Results,
    Router,
    Unknown,
    Value,
    is_informative,
)
from groundplan.model.expression import Assign, Block, Evaluate, Expression, Name, Opaque, Return, Selector, Statement

_ENOUGH = 60  # rounds of a loop: one that has registered nothing by then will not

if TYPE_CHECKING:
    from groundplan.detect.routes.machine import Machine


def execute(machine: Machine, statement: Statement, scope: Scope) -> None:
    """Run one statement."""
    if isinstance(statement, Evaluate):
        machine.evaluate(statement.value, scope)
    elif isinstance(statement, Assign):
        _assign(machine, statement, scope)
    elif isinstance(statement, Return):
        scope.frame.add_return(_spread(tuple(machine.evaluate(each, scope) for each in statement.values)))
    else:
        _block(machine, statement, scope)


def _assign(machine: Machine, statement: Assign, scope: Scope) -> None:
    values = _spread(tuple(machine.evaluate(each, scope) for each in statement.values))
    for index, target in enumerate(statement.targets):
        value = values[index] if index < len(values) else UNKNOWN
        if statement.type and not is_informative(value):
            value = _declared(machine, statement.type, scope, text_of(target), bool(statement.values))
        _store(machine, target, value, scope, declare=statement.kind == ":=")


def _spread(values: tuple[Value, ...]) -> tuple[Value, ...]:
    return values[0].values if len(values) == 1 and isinstance(values[0], Results) else values


def _declared(machine: Machine, type_text: str, scope: Scope, name: str, initialised: bool) -> Value:
    """Return the value of `var x T`: a zero value is only worth something where it can be used as it is."""
    value = typed.value_of_type(machine, type_text, scope.frame.file, name)
    if initialised:
        return value
    if isinstance(value, Items):
        value.complete = True
    elif isinstance(value, Router):
        return (
            Unknown(name)
            if type_text.startswith("*") or "." not in type_text
            else _zero_router(machine, type_text, scope)
        )
    elif isinstance(value, Object):
        value.whole = not type_text.startswith("*")
    return value


def _zero_router(machine: Machine, type_text: str, scope: Scope) -> Value:
    ref = machine.lookup.type_ref(type_text, scope.frame.file)
    framework = framework_of(ref.package) if ref is not None else None
    concrete = framework is not None and ref is not None and ref.name in ("ServeMux", "Router", "Mux")
    return Router(framework) if framework is not None and concrete and framework.name != "chi" else UNKNOWN


def _store(machine: Machine, target: Expression, value: Value, scope: Scope, declare: bool) -> None:
    if isinstance(target, Name):
        if declare and target.name not in scope.variables:
            scope.declare(target.name, value)
        elif not scope.assign(target.name, value):
            machine.globals[(scope.frame.file.import_path, target.name)] = value
    elif isinstance(target, Selector):
        owner = machine.evaluate(target.operand, scope)
        if isinstance(owner, Object):
            typed.set_field(machine, owner, target.name, value)
    elif isinstance(target, Opaque) and len(target.parts) == 2:
        container = machine.evaluate(target.parts[0], scope)
        if isinstance(container, Items):
            container.pairs.append((machine.evaluate(target.parts[1], scope), value))


def _block(machine: Machine, block: Block, scope: Scope) -> None:
    if block.kind == "for" and block.subject:
        head = block.body[0] if block.body else None
        if isinstance(head, Assign) and head.kind == "range":
            _range(machine, head, block, scope)
            return
    for each in block.subject:
        machine.evaluate(each, scope)
    machine.execute(block.body, scope.inner())


def _range(machine: Machine, head: Assign, block: Block, scope: Scope) -> None:
    over = machine.evaluate(block.subject[0], scope)
    body = block.body[1:]
    before = machine.found
    for index, (key, value) in enumerate(_elements(machine, over)):
        inner = scope.inner()
        found = (key if key is not None else Index(index), value)
        for target, each in zip(head.targets, found, strict=False):
            _store(machine, target, each, inner, declare=True)
        machine.execute(body, inner)
        if index == _ENOUGH and machine.found == before:
            return


def _elements(machine: Machine, over: Value) -> list[tuple[Value | None, Value]]:
    """Return the known elements, or one that stands for all that are not."""
    if not isinstance(over, Items):
        return [(UNKNOWN, UNKNOWN)]
    if over.pairs or over.complete:
        return list(over.pairs)
    element = typed.value_of_type(machine, over.element, over.file) if over.element and over.file else UNKNOWN
    return [(UNKNOWN, element)]
