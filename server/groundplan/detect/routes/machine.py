"""The abstract evaluator: runs reduced bodies on abstract values and collects what they register.

Branches run one after the other, loops once for each known element, and a function once for each set of arguments.
Work is bounded: by nesting, by statements in all, and by functions in progress (recursion returns nothing known).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from groundplan.detect.routes import calls, literals, names, statements, typed
from groundplan.detect.routes.framework import Framework
from groundplan.detect.routes.frameworks import SHAPE
from groundplan.detect.routes.lookup import Lookup
from groundplan.detect.routes.paths import ANY, hole, is_listable, join, without_holes
from groundplan.detect.routes.scope import Frame, Scope
from groundplan.detect.routes.texts import middleware_text, text_of
from groundplan.detect.routes.values import (
    UNKNOWN,
    Bound,
    Func,
    FuncRef,
    Index,
    Items,
    Object,
    PackageName,
    Registration,
    Results,
    Router,
    Site,
    Str,
    TypeRef,
    Unknown,
    Value,
    is_informative,
)
from groundplan.model.expression import (
    Call,
    Closure,
    Concat,
    Expression,
    Function,
    Literal,
    Name,
    Opaque,
    Selector,
    Statement,
    Text,
)
from groundplan.model.settings import Settings
from groundplan.model.source import SourceFile

_MAX_LEVEL = 110  # nested evaluations; each takes up to seven Python frames of the 1,000 there are
_MAX_STEPS = 4_000_000  # evaluations in all: some twenty seconds, reached by no repository measured


class Machine:
    """The state of one evaluation of a program."""

    def __init__(self, lookup: Lookup, settings: Settings) -> None:
        self.lookup = lookup
        self.settings = settings
        self.registrations: list[Registration] = []
        self.registrar_calls: list[calls.RegistrarCall] = []
        self.tables: list[Registration] = []
        self.entries: list[tuple[Value, Site]] = []
        self.globals: dict[tuple[str, str], Value] = {}
        self.field_facts: dict[tuple[TypeRef, str], Value] = {}
        self.visited: set[int] = set()
        self.called: set[int] = set()
        self.guess = 0
        self.shape_routers: dict[object, Router] = {}
        self.default_routers: dict[str, Router] = {}
        self.served = Router(SHAPE)
        self._seen: set[tuple[object, ...]] = set()
        self._level = 0
        self._steps = 0
        self._memo: dict[object, tuple[Value, object]] = {}
        self._pending: list[Func] = []
        self._consumed: set[tuple[int, int]] = set()

    # Evaluation

    def evaluate(self, expression: Expression, scope: Scope, site: Site | None = None) -> Value:
        """Return the value of an expression; `site` is the call or literal that it is written in."""
        self._level += 1
        self._steps += 1
        try:
            if self._level > _MAX_LEVEL or self._steps > _MAX_STEPS:
                return UNKNOWN
            return self._evaluate(expression, scope, site)
        finally:
            self._level -= 1

    def _evaluate(self, expression: Expression, scope: Scope, site: Site | None) -> Value:
        if isinstance(expression, Text):
            return Str(expression.value, site)
        if isinstance(expression, Name):
            return names.value_of_name(self, expression.name, scope)
        if isinstance(expression, Selector):
            operand = self.evaluate(expression.operand, scope, site)
            return names.select(self, operand, expression.name, text_of(expression))
        if isinstance(expression, Call):
            return calls.call(self, expression, scope)
        if isinstance(expression, Concat):
            left = self.evaluate(expression.left, scope, site)
            return _concatenate(left, self.evaluate(expression.right, scope, site), expression)
        if isinstance(expression, Literal):
            return literals.build(self, expression, scope)
        if isinstance(expression, Closure):
            function = Func(closure=expression, scope=scope)
            self._pending.append(function)
            return function
        return self._opaque(expression, scope, site)

    def _opaque(self, expression: Opaque, scope: Scope, site: Site | None) -> Value:
        values = [self.evaluate(each, scope, site) for each in expression.parts]
        if len(values) == 2 and isinstance(values[0], Items):
            return _item_at(self, values[0], values[1])
        if len(values) == 1 and isinstance(values[0], Str | Func | Router):
            return values[0]  # a conversion such as string(x), [](T)(x) or func(...)(x)
        return Unknown(text_of(expression))

    def execute(self, body: Sequence[Statement], scope: Scope) -> None:
        """Run statements in order."""
        for each in body:
            self._level += 1
            self._steps += 1
            try:
                if self._level <= _MAX_LEVEL and self._steps <= _MAX_STEPS:
                    statements.execute(self, each, scope)
            finally:
                self._level -= 1

    # Functions

    def invoke(self, ref: FuncRef, receiver: Value | None, args: tuple[Value, ...]) -> Value:
        """Run a function of the program whose body is known and return its result."""
        file, function = self.lookup.by_ref[ref]
        self.called.add(id(function))
        return self.run_function(file, function, receiver, args)

    def run_function(
        self, file: SourceFile, function: Function, receiver: Value | None, args: tuple[Value, ...] | None
    ) -> Value:
        """Run a function; without arguments its parameters are known by their types alone."""
        self.visited.add(id(function))
        key = (id(function), _print(receiver), tuple(_print(each) for each in args or ()))
        if key in self._memo:
            return self._memo[key][0]
        self._memo[key] = (UNKNOWN, (receiver, args))
        frame = Frame(file)
        scope = Scope(frame)
        if function.receiver and function.receiver_name:
            bound = receiver if is_informative(receiver) else None
            scope.declare(function.receiver_name, bound or Object(TypeRef(file.import_path, function.receiver)))
        self.bind(function.params, args, scope)
        for name, _ in function.results:
            if name:
                scope.declare(name, Unknown(name))
        self.execute(function.body, scope)
        result = self._result(function, frame, scope)
        self._memo[key] = (result, (receiver, args))
        return result

    def bind(self, params: Sequence[tuple[str, str]], args: tuple[Value, ...] | None, scope: Scope) -> None:
        """Declare parameters; one whose argument says nothing is known by its type."""
        file = scope.frame.file
        for index, (name, type_text) in enumerate(params):
            value: Value
            if args is not None and type_text.startswith("..."):
                rest = args[index:]
                spread = len(rest) == 1 and isinstance(rest[0], Items)
                value = rest[0] if spread else Items([(None, each) for each in rest], type_text[3:], file)
            elif args is not None and index < len(args) and is_informative(args[index]):
                value = args[index]
            else:
                value = typed.value_of_type(self, type_text, file, name)
            if name:
                scope.declare(name, value)

    def _result(self, function: Function, frame: Frame, scope: Scope) -> Value:
        values: list[Value] = []
        for index, (name, type_text) in enumerate(function.results):
            value = frame.returned[index] if index < len(frame.returned) else UNKNOWN
            if not is_informative(value) and name:
                value = scope.find(name) or UNKNOWN
            if not is_informative(value):
                value = typed.value_of_type(self, type_text, frame.file)
            values.append(value)
        return values[0] if len(values) == 1 else Results(tuple(values))

    def call_value(self, function: Value, args: tuple[Value, ...]) -> Value:
        """Call a function value with values."""
        if isinstance(function, Func):
            if function.closure is not None and function.scope is not None and not function.made:
                return self.run_closure(function, args)
            if function.ref is not None and function.ref in self.lookup.by_ref and not function.made:
                return self.invoke(function.ref, function.receiver, args)
        return UNKNOWN

    def run_closure(self, function: Func, args: tuple[Value, ...] | None) -> Value:
        """Run a closure in its scope."""
        closure, outer = function.closure, function.scope
        if closure is None or outer is None:
            return UNKNOWN
        self.consume(function)
        key = (id(closure), id(outer), tuple(_print(each) for each in args or ()), self._scope_print(outer))
        if key in self._memo:
            return self._memo[key][0]
        self._memo[key] = (UNKNOWN, (outer, args))
        frame = Frame(outer.frame.file)
        scope = Scope(frame, outer)
        self.bind(closure.params, args, scope)
        self.execute(closure.body, scope)
        returned = frame.returned
        result = returned[0] if len(returned) == 1 else Results(tuple(returned)) if returned else UNKNOWN
        self._memo[key] = (result, (outer, args))
        return result

    def _scope_print(self, scope: Scope) -> object:
        """Tell apart runs of a closure whose outer routers or strings have changed in between."""
        found: list[object] = []
        inner: Scope | None = scope
        while inner is not None:
            found.extend(_print(each) for each in inner.variables.values() if isinstance(each, Router | Str))
            inner = inner.parent
        return tuple(found)

    def consume(self, value: Value) -> None:
        """Note that a closure was called or registered, so that it is not run once more on its own."""
        if isinstance(value, Func) and value.closure is not None:
            self._consumed.add((id(value.closure), id(value.scope)))

    def run_pending(self) -> None:
        """Run the closures that were handed to code outside of the program, with parameters known by type."""
        for _ in range(4):
            waiting, self._pending = self._pending, []
            for each in waiting:
                if (id(each.closure), id(each.scope)) not in self._consumed:
                    self.run_closure(each, None)
            if not self._pending:
                return
        self._pending = []

    def run_inside(self, router: Router, prefix: str, middleware: Iterable[str], function: Value) -> None:
        """Run a group's body that registers on the same router variable."""
        before, count = router.prefix, len(router.middleware)
        router.prefix = join(before, prefix)
        router.middleware.extend(middleware)
        self.call_value(function, ())
        router.prefix = before
        del router.middleware[count:]

    # Registration

    def register(
        self,
        router: Router | None,
        path: Str,
        methods: tuple[str, ...],
        handler: Value,
        middleware: tuple[str, ...],
        site: Site,
        source: str = "",
    ) -> Registration:
        """Add a route; one of whose path nothing is known is not listed."""
        local = join(router.path(), path.text) if router is not None else path.text
        if router is not None and methods == (ANY,):
            methods = router.only() or methods
        found = Registration(
            router=router.root() if router is not None else None,
            source=source or (router.framework.name if router is not None else "router"),
            path=local,
            methods=methods,
            handler=handler,
            site=path.site or site,
            middleware=(*(router.chain() if router is not None else ()), *middleware),
            listed=is_listable(path.text),
            guess=self.guess,
        )
        self.consume(handler)
        inner = self.router_in(handler)
        if inner is not None and router is not None:
            self.forward(router, inner)
            found.listed = False
        self.registrations.append(found)
        return found

    def mount(self, router: Router, path: str, inner: Router) -> None:
        """Hang a router below a path of another one."""
        if inner.stripped is not None:
            self.forward(router, inner)
        elif inner.parent is None and inner is not router.root():
            inner.known = True
            place = (router.root(), join(router.path(), path.rstrip("*")).rstrip("/"), router.chain())
            if place not in inner.mounts:
                inner.mounts.append(place)

    def forward(self, router: Router, inner: Router) -> None:
        """Hand requests on to a router whose paths are whole, or whole behind a stripped prefix."""
        prefix, target = (inner.prefix, inner.stripped) if inner.stripped is not None else ("", inner)
        target = target.root()
        place = (router.root(), prefix.rstrip("/"), router.chain())
        if target is not router.root() and place not in target.mounts:
            target.known = True
            target.mounts.append(place)

    def add_entry(self, handler: Value, site: Site) -> None:
        """Add the function that a Lambda starts with."""
        self.consume(handler)
        self.entries.append((handler, site))

    def is_first(self, *key: object) -> bool:
        """Tell whether this is asked for the first time, for registrations that generated code repeats."""
        if key in self._seen:
            return False
        self._seen.add(key)
        return True

    def default_router(self, framework: Framework) -> Router:
        """Return the router behind a framework's package functions."""
        return self.default_routers.setdefault(framework.name, Router(framework))

    def router_among(self, values: Sequence[Value]) -> Router | None:
        """Return the first router among values."""
        return next((each for each in values if isinstance(each, Router)), None)

    # Questions that actions ask

    def texts(self, expressions: Sequence[Expression]) -> tuple[str, ...]:
        """Return the names of middleware arguments."""
        return tuple(middleware_text(each) for each in expressions)

    def is_function(self, value: Value) -> bool:
        """Tell whether a value is a function."""
        return typed.is_function(self, value)

    def last_item(self, value: Value) -> Value:
        """Return the last element of a slice of handlers, other values as they are."""
        if isinstance(value, Items) and value.pairs and all(key is None for key, _ in value.pairs):
            return value.pairs[-1][1]
        return value

    def router_in(self, value: Value) -> Router | None:
        """Return the router that a handler value is, or that the object embeds."""
        if isinstance(value, Router):
            return value
        return typed.embedded_router(self, value) if isinstance(value, Object) else None

    def takes_parameters(self, value: Value) -> bool:
        """Tell whether a function has parameters."""
        return bool(self._params_of(value))

    def takes_router(self, value: Value) -> bool:
        """Tell whether a function has a router among its parameters."""
        scope = value.scope if isinstance(value, Func) else None
        file = scope.frame.file if scope is not None else None
        if isinstance(value, Func) and value.ref is not None:
            declared = self.lookup.func(value.ref)
            file = declared[0] if declared is not None else None
        if file is None:
            return False
        return any(typed.router_type(self, text, file) is not None for _, text in self._params_of(value))

    def _params_of(self, value: Value) -> tuple[tuple[str, str], ...]:
        if isinstance(value, Func) and value.closure is not None:
            return value.closure.params
        if isinstance(value, Func) and value.ref is not None:
            declared = self.lookup.func(value.ref)
            if declared is not None:
                return tuple((each.name, each.type) for each in declared[1].signature.params)
        return ()


def _concatenate(left: Value, right: Value, expression: Concat) -> Value:
    if not isinstance(left, Str) and not isinstance(right, Str):
        return Unknown(text_of(expression.left))
    texts = [
        value.text if isinstance(value, Str) else hole(text_of(part))
        for value, part in ((left, expression.left), (right, expression.right))
    ]
    return Str("".join(texts), _better_site(left, right))


def _better_site(left: Value, right: Value) -> Site | None:
    """Prefer the place where the path's own last part is written to that of its prefix."""
    sites = [
        each.site
        for each in (right, left)
        if isinstance(each, Str) and each.site and without_holes(each.text).strip("/")
    ]
    if sites:
        return sites[0]
    return next((each.site for each in (right, left) if isinstance(each, Str) and each.site), None)


def _item_at(machine: Machine, items: Items, index: Value) -> Value:
    if isinstance(index, Index) and index.position < len(items.pairs):
        return items.pairs[index.position][1]
    if isinstance(index, Str):
        for key, value in items.pairs:
            if isinstance(key, Str) and key.text == index.text:
                return value
    if items.element and items.file is not None:
        return typed.value_of_type(machine, items.element, items.file)
    return UNKNOWN


def _print(value: Value | None) -> object:
    """Return what tells two arguments apart for the purpose of registration."""
    if isinstance(value, Str):
        return value.text, value.site
    if isinstance(value, Router):
        return id(value), value.path(), len(value.middleware)
    if isinstance(value, Func):
        return value.ref, id(value.closure), id(value.scope), _print(value.receiver), value.text
    if isinstance(value, Bound):
        return value.name, _print(value.receiver)
    if isinstance(value, Object):
        fields = ((name, each) for name, each in value.fields.items() if isinstance(each, Str | Router))
        return id(value), tuple((name, _print(each)) for name, each in fields)
    if isinstance(value, Items):
        return id(value), len(value.pairs)
    return value if isinstance(value, PackageName) else type(value).__name__
