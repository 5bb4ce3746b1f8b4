"""The abstract values that evaluation works with: routers and objects have identity, the rest is compared by value."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

from groundplan.detect.routes.paths import join
from groundplan.model.expression import Closure
from groundplan.model.source import SourceFile

if TYPE_CHECKING:
    from groundplan.detect.routes.framework import Framework
    from groundplan.detect.routes.scope import Scope

Site: TypeAlias = tuple[str, int]
"""A file's path and a 1-based line."""


@dataclass(frozen=True, slots=True)
class TypeRef:
    """A named type: its package's import path ("" for predeclared types) and its name."""

    package: str
    name: str


@dataclass(frozen=True, slots=True)
class FuncRef:
    """A function or method of the program or of another module."""

    package: str
    receiver: str
    name: str


@dataclass(frozen=True, slots=True)
class Unknown:
    """A value of which nothing is known but how the source calls it."""

    text: str = ""


@dataclass(frozen=True, slots=True)
class Str:
    """A string, with holes for its unknown parts; `site` is the call or literal that it was written in."""

    text: str
    site: Site | None = None


@dataclass(frozen=True, slots=True)
class Index:
    """The position of a loop over a slice, from 0."""

    position: int


@dataclass(frozen=True, slots=True)
class PackageName:
    """An imported package."""

    path: str


@dataclass(frozen=True, slots=True)
class TypeName:
    """A type used as a value: the callee of a conversion or the operand of a method expression."""

    ref: TypeRef


@dataclass(frozen=True, slots=True)
class Func:
    """A function: declared (`ref`), a closure with its scope, or the result of a factory (`made`).

    `receiver` is bound for method values. `wrappers` are the texts of the functions around it, outermost first, and
    `methods` the HTTP methods that a wrapper restricts it to.
    """

    ref: FuncRef | None = None
    closure: Closure | None = None
    scope: Scope | None = None
    receiver: Value | None = None
    text: str = ""
    made: bool = False
    wrappers: tuple[str, ...] = ()
    methods: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bound:
    """`receiver.name` where it is not known whether that is a method or a field."""

    receiver: Value
    name: str
    text: str


@dataclass(slots=True, eq=False)
class Object:
    """An instance of a named type, or of an unnamed struct; `fields` holds what is known of it.

    `whole` tells that it was written as a literal: a field that is not there has its zero value.
    """

    type: TypeRef | None
    fields: dict[str, Value] = field(default_factory=dict)
    whole: bool = False
    site: Site | None = None
    text: str = ""


@dataclass(slots=True, eq=False)
class Items:
    """A slice or map: (key, value) pairs; `complete` is false when there may be others."""

    pairs: list[tuple[Value | None, Value]] = field(default_factory=list)
    element: str = ""
    file: SourceFile | None = None
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Results:
    """What a call with several results returns."""

    values: tuple[Value, ...]


@dataclass(slots=True, eq=False)
class Router:
    """A router or a group of it.

    `prefix` is relative to `parent`. `known` is false when what is in front of the prefix is not known.
    `mounts` are the (router, prefix, middleware) places where it hangs; only a router without a parent has any.
    `methods` are those that all its routes are restricted to.
    """

    framework: Framework
    prefix: str = ""
    parent: Router | None = None
    known: bool = True
    middleware: list[str] = field(default_factory=list)
    mounts: list[tuple[Router, str, tuple[str, ...]]] = field(default_factory=list)
    methods: tuple[str, ...] = ()

    def path(self) -> str:
        """Return the prefix from the outermost router on."""
        if self.parent is None:
            return self.prefix
        outer = self.parent.path()
        return outer + self.prefix if self.framework.joins_as_written else join(outer, self.prefix)

    def root(self) -> Router:
        """Return the router that has no parent."""
        return self.parent.root() if self.parent is not None else self

    def only(self) -> tuple[str, ...]:
        """Return the methods that the router or one around it is restricted to."""
        return self.methods or (self.parent.only() if self.parent is not None else ())

    def chain(self) -> tuple[str, ...]:
        """Return the middleware from the outermost router on."""
        return (*(self.parent.chain() if self.parent is not None else ()), *self.middleware)


@dataclass(frozen=True, slots=True)
class Handed:
    """A router as a handler behind wrappers, outermost first; `stripped` is the prefix that one of them takes off."""

    router: Router
    wrappers: tuple[str, ...] = ()
    stripped: str | None = None


@dataclass(slots=True, eq=False)
class Registration:
    """A route as it is being put together; later chained calls may still change it.

    `listed` is false for what is no route after all. `guess` identifies the function that was evaluated on its own
    although others call it, so that what they pass is not known; 0 when it was reached otherwise.
    """

    router: Router | None
    source: str
    path: str
    methods: tuple[str, ...]
    handler: Value
    site: Site
    middleware: tuple[str, ...] = ()
    known: bool = True
    listed: bool = True
    guess: int = 0


@dataclass(slots=True, eq=False)
class Builder:
    """An unfinished route of a router with chained calls (`r.Path("/x").Methods("GET").HandlerFunc(h)`)."""

    router: Router
    path: Str | None = None
    methods: tuple[str, ...] = ()
    prefix_only: bool = False
    middleware: tuple[str, ...] = ()
    registration: Registration | None = None


Value: TypeAlias = (
    Unknown | Str | Index | PackageName | TypeName | Func | Bound | Object | Items | Results | Router | Handed | Builder
)

UNKNOWN = Unknown()


def is_informative(value: Value | None) -> bool:
    """Tell whether a value says more than that there is one."""
    return value is not None and not isinstance(value, Unknown)
