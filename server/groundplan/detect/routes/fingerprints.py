"""What tells two arguments apart for the purpose of registration."""

from __future__ import annotations

from groundplan.detect.routes.values import Bound, Func, Items, Object, PackageName, Router, Str, Value


def fingerprint(value: Value | None) -> object:
    """Return what a run with this argument depends on: equal prints, equal outcome."""
    if isinstance(value, Str):
        return value.text, value.site
    if isinstance(value, Router):
        return id(value), value.path(), len(value.middleware)
    if isinstance(value, Func):
        return value.ref, id(value.closure), id(value.scope), fingerprint(value.receiver), value.text
    if isinstance(value, Bound):
        return value.name, fingerprint(value.receiver)
    if isinstance(value, Object):
        fields = ((name, each) for name, each in value.fields.items() if isinstance(each, Str | Router))
        return id(value), tuple((name, fingerprint(each)) for name, each in fields)
    if isinstance(value, Items):
        return id(value), len(value.pairs)
    return value if isinstance(value, PackageName) else type(value).__name__
