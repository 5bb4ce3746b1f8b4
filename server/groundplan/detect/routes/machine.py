"""The abstract evaluator: runs reduced bodies on abstract values and collects what they register.

Branches run one after the other, loops once for each known element, and a function once for each set of arguments.
Work is bounded: by nesting, by statements in all, and by functions in progress (recursion returns nothing known).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from groundplan.detect.routes import calls, known_functions, literals, names, statements, typed
from groundplan.detect.routes.book import RouteBook
from groundplan.detect.routes.fingerprints import fingerprint
from groundplan.detect.routes.lookup import Lookup
from groundplan.detect.routes.memory import Memory
from groundplan.detect.routes.paths import join
from groundplan.detect.routes.scope import Frame, Scope
from groundplan.detect.routes.texts import middleware_text, text_of
from groundplan.detect.routes.values import (
    UNKNOWN,
    Func,
    FuncRef,
    Handed,
    Items,
    Object,
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
_MAX_RECURSION = 2  # runs of one function inside of each other: prefixes that grow without end say nothing
_MAX_STEPS = 4_000_000  # evaluations in all: some twenty seconds, reached by no repository measured


class Machine(RouteBook):
    """The state of one evaluation of a program."""

    def __init__(self, lookup: Lookup, settings: Settings) -> None:
        super().__init__()
        self.lookup = lookup
        self.settings = settings
        self.globals: dict[tuple[str, str], Value] = {}
        self.field_facts: dict[tuple[TypeRef, str], Value] = {}
        self.visited: set[int] = set()
        self.called: set[int] = set()
        self._level = 0
        self._steps = 0
        self._last_step = 0
        self._allowance = 0
        self._memory = Memory()
        self._running: dict[int, int] = {}
        self._pending: list[Func] = []
        self._consumed: set[tuple[int, int]] = set()

    # Evaluation

    def evaluate(self, expression: Expression, scope: Scope, site: Site | None = None) -> Value:
        """Return the value of an expression; `site` is the call or literal that it is written in."""
        self._level += 1
        self._steps += 1
        try:
            if self._level > _MAX_LEVEL or self._steps > self._last_step:
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
            return known_functions.concatenate(left, self.evaluate(expression.right, scope, site), expression)
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
            return known_functions.item_at(self, values[0], values[1])
        if len(values) == 1 and isinstance(values[0], Str | Func | Router):
            return values[0]  # a conversion such as string(x), [](T)(x) or func(...)(x)
        return Unknown(text_of(expression))

    def execute(self, body: Sequence[Statement], scope: Scope) -> None:
        """Run statements in order."""
        for each in body:
            self._level += 1
            self._steps += 1
            try:
                if self._level <= _MAX_LEVEL and self._steps <= self._last_step:
                    statements.execute(self, each, scope)
            finally:
                self._level -= 1

    # Functions

    def invoke(self, ref: FuncRef, receiver: Value | None, args: tuple[Value, ...]) -> Value:
        """Run a function of the program whose body is known and return its result."""
        file, function = self.lookup.by_ref[ref]
        self.called.add(id(function))
        return self.run_function(file, function, receiver, args)

    def allow(self, steps: int) -> None:
        """Let the next function take so many steps, and as many again after each thing that it registers."""
        self._allowance = steps
        self._go_on()

    def _go_on(self) -> None:
        self._last_step = min(self._steps + self._allowance, _MAX_STEPS)

    @property
    def found(self) -> int:
        """How much evaluation has found so far: a number that grows with each registration."""
        return len(self.registrations) + len(self.registrar_calls) + len(self.tables)

    def run_function(
        self, file: SourceFile, function: Function, receiver: Value | None, args: tuple[Value, ...] | None
    ) -> Value:
        """Run a function; without arguments its parameters are known by their types alone."""
        self.visited.add(id(function))
        key = (id(function), fingerprint(receiver), tuple(fingerprint(each) for each in args or ()))
        known = self._memory.recall(key)
        if known is not None:
            return known
        if self._running.get(id(function), 0) >= _MAX_RECURSION:
            return UNKNOWN
        self._memory.begin(key, (receiver, args))
        self._running[id(function)] = self._running.get(id(function), 0) + 1
        try:
            result = self._run(file, function, receiver, args)
        finally:
            self._running[id(function)] -= 1
        if self._steps > self._last_step:
            self._memory.forget(key)  # what was cut short is no answer for the next caller
            return result
        self._memory.end(key, result, lambda: (receiver, *(args or ()), *self.globals.values()))
        return result

    def _run(
        self, file: SourceFile, function: Function, receiver: Value | None, args: tuple[Value, ...] | None
    ) -> Value:
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
        return self._result(function, frame, scope)

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
                given = args[index] if args is not None and index < len(args) else UNKNOWN
                text = given.text if isinstance(given, Unknown) and given.text else name
                value = typed.value_of_type(self, type_text, file, text)
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
        key = (id(closure), id(outer), tuple(fingerprint(each) for each in args or ()), self._scope_print(outer))
        known = self._memory.recall(key)
        if known is not None:
            return known
        self._memory.begin(key, (outer, args))
        frame = Frame(outer.frame.file)
        scope = Scope(frame, outer)
        self.bind(closure.params, args, scope)
        self.execute(closure.body, scope)
        returned = frame.returned
        result = returned[0] if len(returned) == 1 else Results(tuple(returned)) if returned else UNKNOWN
        if self._steps > self._last_step:
            self._memory.forget(key)
            return result
        self._memory.end(key, result, lambda: (*(args or ()), *outer.visible()))
        return result

    def _scope_print(self, scope: Scope) -> object:
        """Tell apart runs of a closure whose outer routers or strings have changed in between."""
        return tuple(fingerprint(each) for each in scope.visible() if isinstance(each, Router | Str | Object))

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
        """Add a route; a handler that is itself a router is handed its requests instead."""
        self._go_on()
        self.consume(handler)
        found = self.add(router, path, methods, handler, middleware, site, source)
        inner = self.handed(handler)
        if inner is not None and router is not None:
            self.hand_on(router, inner)
            found.listed = False
        return found

    def mount(self, router: Router, path: str, value: Value) -> bool:
        """Hang a router below a path of another one; False when the value is none."""
        inner = self.handed(value)
        if inner is not None:
            self.hang(router, path, inner)
        return inner is not None

    def add_entry(self, handler: Value, site: Site) -> None:
        """Add the function that a Lambda starts with."""
        self.consume(handler)
        self.entries.append((handler, site, self.began))

    def passed_on(self, values: Sequence[Value], wrapper: str) -> Handed | None:
        """Return the first router among a call's arguments, with the callee as its wrapper."""
        for value in values:
            inner = self.handed(value)
            if inner is not None:
                return replace(inner, wrappers=(wrapper, *inner.wrappers))
        return None

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

    def handed(self, value: Value) -> Handed | None:
        """Return the router that a handler value is, or that the object embeds."""
        found = typed.embedded_router(self, value) if isinstance(value, Object) else value
        if isinstance(found, Router):
            return Handed(found)
        return found if isinstance(found, Handed) else None

    def router_in(self, value: Value) -> Router | None:
        """Return the router that a value is, or that the object embeds."""
        found = self.handed(value)
        return found.router if found is not None else None

    def method_of(self, value: Value, name: str) -> FuncRef | None:
        """Return a method of an object."""
        found = typed.find_method(self, value, name) if isinstance(value, Object) else None
        return found[0] if found is not None else None

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
