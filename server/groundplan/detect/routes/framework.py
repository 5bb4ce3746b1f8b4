"""What a router library looks like: data, and actions for what its methods do."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, TypeAlias

from groundplan.detect.routes.paths import hole
from groundplan.detect.routes.texts import text_of
from groundplan.detect.routes.values import Bound, Builder, Router, Site, Str, TypeRef, Unknown, Value
from groundplan.model.expression import Call, Expression

if TYPE_CHECKING:
    from groundplan.detect.routes.machine import Machine
    from groundplan.detect.routes.scope import Scope


@dataclass(frozen=True, slots=True)
class Invocation:
    """A call under evaluation: the callee's last name and whole text, and its arguments."""

    name: str
    text: str
    call: Call
    args: tuple[Value, ...]
    scope: Scope
    site: Site

    def expressions(self) -> tuple[Expression, ...]:
        """Return the arguments as written."""
        return self.call.args

    def string(self, index: int) -> Str | None:
        """Return an argument that is a string, also a partly unknown one; None for other values."""
        value = self.args[index] if index < len(self.args) else None
        return value if isinstance(value, Str) else None

    def path(self, index: int) -> Str | None:
        """Return an argument that is a path; an unknown one is a hole. None for functions and the like."""
        if index >= len(self.args) or isinstance(self.args[index], Str):
            return self.string(index)
        if not isinstance(self.args[index], Unknown | Bound):
            return None
        return Str(hole(text_of(self.call.args[index]) if index < len(self.call.args) else ""), self.site)

    def without_first(self, count: int = 1) -> Invocation:
        """Return the invocation as if its first arguments were not there."""
        call = Call(self.call.callee, self.call.args[count:], self.call.line, self.call.offset)
        return Invocation(self.name, self.text, call, self.args[count:], self.scope, self.site)


MethodAction: TypeAlias = Callable[["Machine", Router, Invocation], Value]
BuilderAction: TypeAlias = Callable[["Machine", Builder, Invocation], Value]
FunctionAction: TypeAlias = Callable[["Machine", "Framework", Invocation], Value]


@dataclass(frozen=True, slots=True, eq=False)
class Framework:
    """A router library.

    `packages` are patterns that match whole import paths. `constructors` are package functions that return a new
    router; `router_types` are the types that routers and groups have, `root_types` those that no group has.
    `methods`, `builders` and `functions` say what a call of that name does on a router, on an unfinished route and on
    the package. `root_is_prefix` tells that a group's `/` serves the group's own path, without the slash;
    `joins_as_written` that a group puts no slash between its prefix and a path that has none (`/user` + `s`).
    """

    name: str
    packages: tuple[str, ...]
    constructors: frozenset[str] = frozenset()
    router_types: frozenset[str] = frozenset()
    root_types: frozenset[str] = frozenset()
    methods: Mapping[str, MethodAction] = field(default_factory=dict)
    builders: Mapping[str, BuilderAction] = field(default_factory=dict)
    functions: Mapping[str, FunctionAction] = field(default_factory=dict)
    root_is_prefix: bool = False
    joins_as_written: bool = False

    def matches(self, import_path: str) -> bool:
        """Tell whether a package is part of the library."""
        return _any_of(self.packages).fullmatch(import_path) is not None

    def has_router(self, ref: TypeRef) -> bool:
        """Tell whether a type of the library is a router."""
        return ref.name in self.router_types or ref.name in self.root_types


@lru_cache(maxsize=64)
def _any_of(patterns: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{each})" for each in patterns))


NOTHING = Unknown()
