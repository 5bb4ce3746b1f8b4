"""Which code a resource's name reaches through an environment variable."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from groundplan.detect.joins.kinds import STACK_TYPES
from groundplan.detect.joins.stacks import Stacks
from groundplan.model.join import Confidence, Join, JoinKind
from groundplan.model.resource import Resource, Variable


@dataclass(frozen=True, slots=True)
class EnvironmentRead:
    """Where Go code reads an environment variable: `owner` is the function or `Type.Field`, `line` 1-based."""

    variable: str
    owner: str
    path: str
    line: int
    import_path: str


def join_environment(
    stacks: Stacks,
    reads: Iterable[EnvironmentRead],
    packages: Mapping[tuple[str, str], tuple[str, Confidence]],
    reachable: Mapping[str, frozenset[str]],
) -> tuple[Join, ...]:
    """Return the code that reads a variable whose value is a resource, ordered by template, resource and place.

    `packages` gives the import path of a function's package by (template, logical id), and how sure that is;
    `reachable` the packages that a package imports, itself included. Where a function's package is known, only what it
    reaches counts, and the join is as sure as the package and the value; elsewhere the variable's name alone ties them.
    """
    by_name: dict[str, list[EnvironmentRead]] = {}
    for read in reads:
        by_name.setdefault(read.variable, []).append(read)
    found: dict[tuple[str, str, str, int], Join] = {}
    order = {Confidence.HIGH: 0, Confidence.MEDIUM: 1, Confidence.LOW: 2}
    for function in stacks.resources():
        package, known = packages.get((function.path, function.logical_id), (None, Confidence.LOW))
        if function.type in STACK_TYPES and package is None:
            continue
        for variable in function.variables:
            near = by_name.get(variable.name, [])
            if package is not None:
                near = [read for read in near if read.import_path in reachable.get(package, frozenset((package,)))]
            for read in near:
                for resource, sure in _values(stacks, function, variable):
                    confidence = max(sure, known, key=order.__getitem__)
                    key = (resource.path, resource.logical_id, read.path, read.line)
                    if key not in found or order[confidence] < order[found[key].confidence]:
                        found[key] = _join(function, variable, resource, read, confidence)
    return tuple(found[key] for key in sorted(found))


def _values(stacks: Stacks, function: Resource, variable: Variable) -> Iterator[tuple[Resource, Confidence]]:
    """Yield the resources that a variable can name."""
    found = False
    for target in variable.targets:
        for resource in stacks.find(function.path, target):
            found = True
            yield resource, Confidence.HIGH
    if not found:
        for text in variable.texts:
            for resource in stacks.named(text):
                yield resource, Confidence.MEDIUM


def _join(
    function: Resource, variable: Variable, resource: Resource, read: EnvironmentRead, confidence: Confidence
) -> Join:
    return Join(
        JoinKind.USED_BY,
        *(resource.path, resource.logical_id, read.owner, read.path, read.line, confidence, variable.name),
        evidence=(f"{variable.name} is {variable.value} in {function.logical_id} ({function.path}:{variable.line})",),
    )
