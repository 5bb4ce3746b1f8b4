"""All templates together: what a name in one of them refers to, through parameters, nested stacks and exports."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable, Mapping

from groundplan.detect.joins.kinds import FUNCTION_TYPES, STACK_TYPES
from groundplan.model.resource import Resource, Template, Variable

_MAX_DEPTH = 8


def _scope(path: str) -> str:
    """Return what names of a file are known in: the file, or all Terraform files of the folder."""
    return f"{posixpath.dirname(path)}/*.tf" if path.endswith(".tf") else path


class Stacks:
    """Templates by their path relative to the workspace root."""

    def __init__(self, templates: Mapping[str, Template]) -> None:
        self.templates = dict(sorted(templates.items()))
        self._resources: dict[str, dict[str, Resource]] = {}
        self._parameters: dict[str, dict[str, Variable]] = {}
        self._outputs: dict[str, list[tuple[str, Variable]]] = {}
        self._exports: dict[str, list[tuple[str, Variable]]] = {}
        self._nesting: dict[str, list[Resource]] = {}
        self._named: dict[str, list[Resource]] = {}
        self._by_file_name: dict[str, list[str]] = {}
        for path in self.templates:
            self._by_file_name.setdefault(posixpath.basename(path), []).append(path)
        for path, template in self.templates.items():
            scope = _scope(path)
            self._resources.setdefault(scope, {}).update((each.logical_id, each) for each in template.resources)
            self._parameters.setdefault(scope, {}).update((each.name, each) for each in template.parameters)
            self._outputs.setdefault(scope, []).extend((path, output) for output in template.outputs)
        for path, template in self.templates.items():
            for output in template.outputs:
                if output.name.startswith("import:"):
                    self._exports.setdefault(output.name, []).append((path, output))
            for resource in template.resources:
                if resource.type in STACK_TYPES and (child := self.nested(resource)):
                    self._nesting.setdefault(child, []).append(resource)
                for name in resource.names:
                    if "${" not in name:
                        self._named.setdefault(name, []).append(resource)

    def resources(self) -> Iterable[Resource]:
        """Yield all resources, ordered by path, then as written."""
        for template in self.templates.values():
            yield from template.resources

    def nested(self, stack: Resource) -> str:
        """Return the path of a nested stack's template, of a module's folder, "" when it is not in the workspace."""
        place = stack.property("Location") or stack.property("TemplateURL")
        if not place or place.startswith("!"):
            return ""
        path = posixpath.normpath(posixpath.join(posixpath.dirname(stack.path), place))
        if stack.path.endswith(".tf"):
            inner = _scope(f"{path}/main.tf")
            return inner if place.startswith(".") and inner in self._resources else ""
        if path in self.templates:
            return path
        # A packaged template lies in a bucket under its own name.
        same = self._by_file_name.get(posixpath.basename(place), [])
        return same[0] if len(same) == 1 else ""

    def makes_one_function(self, module: Resource) -> bool:
        """Tell whether a module has exactly one function, so that each of its uses is one."""
        inside = self._resources.get(self.nested(module), {}).values()
        return sum(each.type in FUNCTION_TYPES for each in inside) == 1

    def find(self, path: str, name: str) -> tuple[Resource, ...]:
        """Return the resources that a name in a template refers to, ordered by place; () when that is not known.

        `name` is one of `Variable.targets`: a logical id, a parameter, "Stack.Outputs.Name" or "import:Name".
        """
        found: dict[tuple[str, str], Resource] = {}
        for resource in self._find(path, name, _MAX_DEPTH):
            found[resource.path, resource.logical_id] = resource
        return tuple(sorted(found.values(), key=lambda each: (each.path, each.line)))

    def _find(self, path: str, name: str, depth: int) -> Iterable[Resource]:
        scope = _scope(path)
        if depth < 0 or scope not in self._resources:
            return
        own = self._resources[scope].get(name)
        if own is not None:
            yield own
        elif name.startswith("import:"):
            for exporter, output in self._exports.get(name, ()):
                yield from self._of(exporter, output.targets, depth)
        elif ".Outputs." in name:
            identity, _, wanted = name.partition(".Outputs.")
            stack = self._resources[scope].get(identity)
            child = self.nested(stack) if stack is not None else ""
            for place, output in self._outputs.get(child, ()):
                if output.name == wanted:
                    yield from self._of(place, output.targets, depth)
        else:
            parameter = self._parameters[scope].get(name)
            if parameter is not None:
                yield from self._of(path, (each for each in parameter.targets if each != name), depth)
            for stack in self._nesting.get(scope, ()):
                for argument in stack.variables:
                    if argument.name == name:
                        yield from self._of(stack.path, argument.targets, depth)

    def _of(self, path: str, targets: Iterable[str], depth: int) -> Iterable[Resource]:
        for target in targets:
            yield from self._find(path, target, depth - 1)

    def named(self, text: str) -> tuple[Resource, ...]:
        """Return the resources whose physical name is a text."""
        return tuple(self._named.get(text, ()))
