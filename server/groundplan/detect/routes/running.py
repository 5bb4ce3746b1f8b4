"""The order in which a program's functions are evaluated.

First what starts by itself (`init`, `main`, package variables), then what nothing calls by name, then what is left.
A function that takes a router and is reached by no call is evaluated with a router whose prefix is not known.
"""

from __future__ import annotations

from collections.abc import Iterable

from groundplan.detect.routes import names, typed
from groundplan.detect.routes.machine import Machine
from groundplan.detect.routes.values import FuncRef
from groundplan.detect.walking import nodes_in
from groundplan.model.expression import Assign, Function, Name, Selector
from groundplan.model.source import SourceFile

_STEPS_TO_START = 500_000  # of `main`, which may set up a good deal before the first route; some three seconds
_STEPS_ELSEWHERE = 20_000  # of a function that may have nothing to do with routes


def run_program(machine: Machine) -> None:
    """Evaluate every function body of the program at least once."""
    bodies = machine.lookup.bodies
    first = [each for each in bodies if each[1].name in ("init", "main") and not each[1].receiver]
    for file, function in first:
        _run(machine, file, function)
    for file, function in bodies:
        if _is_variable(function):
            _run_variable(machine, file, function)
    called = _called_names(function for _, function in bodies)
    rest = [each for each in bodies if not _is_variable(each[1])]
    for uncalled in (True, False):
        for wanted in (_is_constructor, _takes_no_router, _is_anything):
            for file, function in rest:
                if id(function) in machine.visited or (uncalled and function.name in called):
                    continue
                if wanted(machine, file, function):
                    machine.guess = 0 if uncalled else id(function)
                    _run(machine, file, function)


def _run(machine: Machine, file: SourceFile, function: Function) -> None:
    starts = not function.receiver and function.name in ("init", "main")
    machine.allow(_STEPS_TO_START if starts or not _takes_no_router(machine, file, function) else _STEPS_ELSEWHERE)
    machine.began = (file.path, function.line)
    try:
        machine.run_function(file, function, None, None)
        machine.run_pending()
    except RecursionError:
        # The bound on nesting assumes an ordinary stack below; on a deep one this function's facts are lost instead.
        return


def _run_variable(machine: Machine, file: SourceFile, function: Function) -> None:
    machine.allow(_STEPS_ELSEWHERE)
    try:
        names.package_member(machine, file.import_path, function.name)
        if id(function) not in machine.visited:
            names.initial_value(machine, FuncRef(file.import_path, "", function.name))
        machine.run_pending()
    except RecursionError:
        return  # as above


def _is_variable(function: Function) -> bool:
    body = function.body
    return bool(body) and isinstance(body[0], Assign) and body[0].kind == "var"


def _is_constructor(machine: Machine, file: SourceFile, function: Function) -> bool:
    """Constructors come first: what they put into fields is what methods find there."""
    return not function.receiver and bool(function.results) and _takes_no_router(machine, file, function)


def _takes_no_router(machine: Machine, file: SourceFile, function: Function) -> bool:
    return not any(typed.router_type(machine, text, file) for _, text in function.params)


def _is_anything(machine: Machine, file: SourceFile, function: Function) -> bool:  # noqa: ARG001 - one of three tests
    return True


def _called_names(functions: Iterable[Function]) -> set[str]:
    """Return the names that bodies call or hand on, wherever these functions may be declared."""
    found: set[str] = set()
    for function in functions:
        found.update(each.name for each in nodes_in(function.body) if isinstance(each, Name | Selector))
    return found
