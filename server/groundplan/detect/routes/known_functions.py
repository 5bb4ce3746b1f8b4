"""Built-in and standard functions whose results evaluation follows: strings, paths, slices and handlers."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from groundplan.detect.routes import typed
from groundplan.detect.routes.framework import Invocation
from groundplan.detect.routes.paths import hole, without_holes
from groundplan.detect.routes.texts import text_of
from groundplan.detect.routes.values import UNKNOWN, Func, Handed, Index, Items, Object, Site, Str, Unknown, Value
from groundplan.model.expression import Concat, Expression

if TYPE_CHECKING:
    from groundplan.detect.routes.machine import Machine

_FORMAT = re.compile(r"%[-+# 0]*\d*(?:\.\d+)?([a-zA-Z%])")
_TRANSPARENT = frozenset(("HandlerFunc", "WrapF", "WrapH", "WrapHandler", "WrapHandlerFunc", "HTTPHandlerFunc"))


def built_in(machine: Machine, name: str, call: Invocation) -> Value | None:
    """Evaluate a call of a predeclared function; None when it is none that matters."""
    if name == "append" and call.args:
        first = call.args[0]
        items = (
            Items(list(first.pairs), first.element, first.file, first.complete) if isinstance(first, Items) else Items()
        )
        for each in call.args[1:]:
            if isinstance(each, Items) and len(call.args) == 2:
                items.pairs.extend(each.pairs)
                items.complete = items.complete and each.complete
            else:
                items.pairs.append((None, each))
        return items
    if name in ("make", "new") and call.call.args:
        value = call.args[0]
        if not isinstance(value, Items):
            value = typed.value_of_type(machine, text_of(call.call.args[0]), call.scope.frame.file)
        if isinstance(value, Items):
            value.complete = True
        if isinstance(value, Object):
            value.whole = name == "new"
        return Items() if name == "make" and isinstance(value, Unknown) else value
    if name in ("string", "any") and len(call.args) == 1:
        return call.args[0]
    return None


def external(machine: Machine, package: str, name: str, call: Invocation) -> Value | None:
    """Evaluate a call of a package function outside of the program; None when it is none that matters."""
    if package == "fmt" and name == "Sprintf":
        return _format(call)
    if package == "strings":
        return _strings(name, call)
    if package in ("path", "net/url") and name in ("Join", "JoinPath", "Clean"):
        return _join(call)
    if name in _TRANSPARENT and len(call.args) == 1:
        return call.args[0] if not isinstance(call.args[0], Unknown) else Func(text=text_of(call.call.args[0]))
    if package == "net/http" and name == "StripPrefix" and len(call.args) == 2:
        return _strip_prefix(machine, call)
    return None


def _format(call: Invocation) -> Value:
    layout = call.string(0)
    if layout is None:
        return UNKNOWN
    values = list(zip(call.args[1:], call.call.args[1:], strict=False))

    def put(match: re.Match[str]) -> str:
        if match.group(1) == "%":
            return "%"
        if not values:
            return hole("")
        value, expression = values.pop(0)
        return value.text if isinstance(value, Str) else _hole(value, expression)

    return Str(_FORMAT.sub(put, layout.text), _site_of(layout, call))


def _hole(value: Value, expression: Expression) -> str:
    """Return the hole that stands for a value which is no string: by what it was read from, else as it is written."""
    text = value.text if isinstance(value, Unknown) and "." in value.text else text_of(expression)
    return hole(text)


def _site_of(value: Str, call: Invocation) -> Site | None:
    """Return where a string was written, if not in this very call: that place is the outer call's to tell."""
    return value.site if value.site != call.site else None


_TRIMMING: dict[str, Callable[[str, str], str]] = {
    "TrimSuffix": str.removesuffix,
    "TrimPrefix": str.removeprefix,
    "TrimRight": str.rstrip,
    "TrimLeft": str.lstrip,
    "Trim": str.strip,
}
_CHANGING: dict[str, Callable[[str], str]] = {"TrimSpace": str.strip, "ToUpper": str.upper, "ToLower": str.lower}


def _strings(name: str, call: Invocation) -> Value | None:
    text = call.string(0)
    other = call.string(1)
    if name == "Join" and isinstance(call.args[0] if call.args else None, Items) and other is not None:
        return _join_items(call, other.text)
    if text is None:
        return None
    if name in _TRIMMING and other is not None:
        return Str(_TRIMMING[name](text.text, other.text), _site_of(text, call))
    if name in _CHANGING:
        return Str(_CHANGING[name](text.text), _site_of(text, call))
    return None


def _join_items(call: Invocation, separator: str) -> Value:
    items = call.args[0]
    if not isinstance(items, Items) or not all(isinstance(each, Str) for _, each in items.pairs):
        return UNKNOWN
    return Str(separator.join(each.text for _, each in items.pairs if isinstance(each, Str)))


def _join(call: Invocation) -> Value:
    parts: list[str] = []
    site: Site | None = None
    for value, expression in zip(call.args, call.call.args, strict=False):
        if isinstance(value, Str):
            parts.append(value.text)
            site = _site_of(value, call) or site
        else:
            parts.append(_hole(value, expression))
    if not any(isinstance(each, Str) for each in call.args):
        return UNKNOWN
    return Str(re.sub("//+", "/", "/".join(each for each in parts if each)), site)


def _strip_prefix(machine: Machine, call: Invocation) -> Value | None:
    """`http.StripPrefix(p, mux)`: what the inner router calls `/x` is served at `p/x`."""
    inner = machine.handed(call.args[1])
    prefix = call.path(0)
    if inner is None or prefix is None:
        return None
    return Handed(inner.router, inner.wrappers, prefix.text.rstrip("/") + (inner.stripped or ""))


def concatenate(left: Value, right: Value, expression: Concat) -> Value:
    """Return the value of `left + right`; an unknown side of a string is a hole."""
    if not isinstance(left, Str) and not isinstance(right, Str):
        return Unknown(text_of(expression.left))
    texts = [
        value.text if isinstance(value, Str) else _hole(value, part)
        for value, part in ((left, expression.left), (right, expression.right))
    ]
    return Str("".join(texts), _better_site(left, right))


def _better_site(left: Value, right: Value) -> Site | None:
    """Prefer the place where the path's own last part is written to that of its prefix; a mere slash is no part."""
    sites = [each.site for each in (right, left) if isinstance(each, Str) and each.site is not None]
    if isinstance(right, Str) and right.text and not without_holes(right.text).strip("/") and len(sites) > 1:
        return sites[1]
    return sites[0] if sites else None


def item_at(machine: Machine, items: Items, index: Value) -> Value:
    """Return the value of `items[index]`."""
    if isinstance(index, Index) and index.position < len(items.pairs):
        return items.pairs[index.position][1]
    if isinstance(index, Str):
        for key, value in items.pairs:
            if isinstance(key, Str) and key.text == index.text:
                return value
    if items.element and items.file is not None:
        return typed.value_of_type(machine, items.element, items.file)
    return UNKNOWN
