"""Function bodies and variable initialisers that take part in route registration, as expression trees."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from tree_sitter import Language, Node, Parser
from tree_sitter_go import language

from groundplan.model.expression import Assign, Function, Name
from groundplan.model.go import FuncDecl, ValueDecl
from groundplan.model.location import Span
from groundplan.syntax.golang.body_reduction import BodyReducer
from groundplan.syntax.golang.body_triggers import BodyTriggers

_MAX_BYTES = 1_000_000  # a longer body is data that a program wrote
_MAX_VALUE_BYTES = 200_000  # and so is a variable's longer value
_DECLARATIONS = ("function_declaration", "method_declaration")
_LANGUAGE = Language(language())


def read_functions(
    source: bytes,
    funcs: Sequence[FuncDecl],
    values: Sequence[ValueDecl],
    identifiers: Sequence[str],
    *,
    whole: bool = False,
) -> tuple[Function, ...]:
    """Reduce the bodies that may register routes or models, in the order of the declarations.

    `funcs`, `values` and `identifiers` are those of `source`; spans are byte offsets into it. A package-level variable
    becomes a `Function` whose body is one `Assign` of kind "var". `Call.offset` is relative to the whole of `source`.
    Broken code yields what tree-sitter recovers; nothing is raised. With `whole` every body is reduced.
    """
    triggers = BodyTriggers(source, identifiers)
    wanted = [func for func in funcs if _fits(func.span, _MAX_BYTES) and (whole or triggers.in_func(func))]
    tables = [value for value in values if _fits(value.span, _MAX_VALUE_BYTES) and triggers.in_value(value)]
    if not wanted and not tables:
        return ()
    parser = Parser(_LANGUAGE)
    lines = _LineCounter(source)
    found: list[tuple[int, Function]] = []
    for func in wanted:
        read = _read_func(parser, source, func, lines.at(func.span.start))
        if read is not None:
            found.append((func.span.start, read))
    seen: set[Span] = set()
    for value in tables:
        if value.span not in seen:
            seen.add(value.span)
            found.extend((value.span.start, each) for each in _read_values(parser, source, value))
    found.sort(key=lambda pair: pair[0])
    return tuple(function for _, function in found)


def _fits(span: Span, most: int) -> bool:
    return 0 < span.end - span.start <= most


def _read_func(parser: Parser, source: bytes, func: FuncDecl, line: int) -> Function | None:
    root = parser.parse(source[func.span.start : func.span.end]).root_node
    node = next(
        (each for each in root.named_children if each.type in ("function_declaration", "method_declaration")), None
    )
    if node is None:
        return None
    reducer = BodyReducer(line, func.span.start)
    return Function(
        name=func.name,
        receiver=func.receiver,
        receiver_name=func.receiver_name,
        params=reducer.pairs(node.child_by_field_name("parameters")),
        results=reducer.pairs(node.child_by_field_name("result")),
        body=reducer.body(node.child_by_field_name("body")),
        line=func.line,
    )


def _read_values(parser: Parser, source: bytes, value: ValueDecl) -> Iterable[Function]:
    """Yield a function for each variable of a spec, whether the span includes the keyword `var` or not."""
    text = source[value.span.start : value.span.end]
    prefix = b"" if text.startswith((b"var ", b"var\t", b"var(")) else b"var "
    root: Node = parser.parse(prefix + text).root_node
    declaration = next((each for each in root.named_children if each.type == "var_declaration"), None)
    if declaration is None:
        return
    # The first line of a slice is the spec's own line, whatever precedes it there.
    reducer = BodyReducer(value.line, value.span.start - len(prefix))
    for assign in reducer.var_specs(declaration):
        for index, target in enumerate(assign.targets):
            initialiser = (
                assign.values if len(assign.values) != len(assign.targets) else assign.values[index : index + 1]
            )
            if isinstance(target, Name) and (initialiser or assign.type):
                body = (Assign((target,), initialiser, "var", assign.type),)
                yield Function(target.name, "", "", (), (), body, value.line)


class _LineCounter:
    """Counts lines up to ascending offsets without reading the source again from its start."""

    def __init__(self, source: bytes) -> None:
        self._source = source
        self._offset = 0
        self._line = 1

    def at(self, offset: int) -> int:
        """Return the 1-based line of a byte offset."""
        if offset < self._offset:
            self._offset, self._line = 0, 1
        self._line += self._source.count(b"\n", self._offset, offset)
        self._offset = offset
        return self._line
