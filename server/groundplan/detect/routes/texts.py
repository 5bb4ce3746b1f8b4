"""Expressions as people write them, cut to what names a function."""

from __future__ import annotations

from groundplan.model.expression import Call, Closure, Concat, Expression, Literal, Name, Opaque, Selector, Text


def text_of(expression: Expression) -> str:
    """Return the name of what an expression speaks of: `auth.Require` for `auth.Require("admin")`, "" for a closure."""
    parts: list[str] = []
    while True:
        if isinstance(expression, Selector):
            parts.append(expression.name)
            expression = expression.operand
        elif isinstance(expression, Call):
            expression = expression.callee
        elif isinstance(expression, Name):
            parts.append(expression.name)
            return ".".join(reversed(parts))
        elif isinstance(expression, Literal):
            parts.append(expression.type)
            return ".".join(reversed(parts))
        elif isinstance(expression, Concat):
            expression = expression.right if isinstance(expression.left, Text | Opaque) else expression.left
        elif isinstance(expression, Opaque) and expression.parts:
            expression = expression.parts[0]
        else:
            return ".".join(reversed(parts))


def middleware_text(expression: Expression) -> str:
    """Return the name of a middleware argument; a function literal is `func`."""
    return "func" if isinstance(expression, Closure) else text_of(expression)
