"""Going through reduced bodies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from groundplan.model.expression import (
    Assign,
    Block,
    Call,
    Closure,
    Concat,
    Evaluate,
    Expression,
    Literal,
    Opaque,
    Return,
    Selector,
    Statement,
)


def parts_of(node: Statement | Expression) -> tuple[Statement | Expression, ...]:
    """Return the statements and expressions directly below one, in source order."""
    if isinstance(node, Call):
        return (node.callee, *node.args)
    if isinstance(node, Selector):
        return (node.operand,)
    if isinstance(node, Concat):
        return (node.left, node.right)
    if isinstance(node, Literal):
        return tuple(each for key, value in node.elements for each in ((key, value) if key is not None else (value,)))
    if isinstance(node, Closure):
        return node.body
    if isinstance(node, Opaque):
        return node.parts
    if isinstance(node, Assign):
        return (*node.values, *node.targets)
    if isinstance(node, Return):
        return node.values
    if isinstance(node, Evaluate):
        return (node.value,)
    if isinstance(node, Block):
        return (*node.subject, *node.body)
    return ()


def nodes_in(body: Iterable[Statement], closures: bool = True) -> Iterator[Statement | Expression]:
    """Yield every statement and expression of a body, outer before inner, in source order."""
    waiting: list[Statement | Expression] = [*reversed([*body])]
    while waiting:
        node = waiting.pop()
        yield node
        if closures or not isinstance(node, Closure):
            waiting.extend(reversed(parts_of(node)))


def calls_in(body: Iterable[Statement], closures: bool = True) -> Iterator[Call]:
    """Yield every call of a body, outer before inner, in source order; without `closures` not those inside of them."""
    return (each for each in nodes_in(body, closures) if isinstance(each, Call))
