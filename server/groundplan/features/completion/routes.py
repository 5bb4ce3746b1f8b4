"""Offers of the routes of the workspace, behind a method or where a path begins."""

from __future__ import annotations

import re

from groundplan.features.completion.request import MAX_ITEMS, Offer, Request
from groundplan.model.completion import Completion, CompletionKind
from groundplan.model.route import Route

_METHODS = "GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|ANY"
_WITH_METHOD = re.compile(rf"(?:^|[^\w/.`-])((?:{_METHODS})[ \t]+(/[^\s`|]*)?)$")
_METHOD_ALONE = re.compile(r"^[A-Z]{2,7}$")
_PATH = re.compile(r"(?:^|[\s|(])(/[^\s`|]*)$")
_METHOD_BEFORE = re.compile(rf"(?<![\w/])({_METHODS})[*_`\s|:]*$")
_TAIL = re.compile(rb"[^\s`|,;)]*")


def offer_routes(request: Request, head: str, before: str, *, in_code: bool) -> Offer | None:
    """Return offers for an endpoint at the end of `head`; None where none is begun.

    `before` is what stands in front of the code span: "**POST** `/v1" begins a path whose method is known. In prose an
    endpoint begins with its method, or in a table's cell behind that of the method.
    """
    match = _WITH_METHOD.search(head)
    if match is not None:
        return _offer(request, match.group(1), match.group(1).split()[0], match.group(2) or "", whole=True)
    if in_code and _METHOD_ALONE.match(head) and any(name.startswith(head) for name in _METHODS.split("|")):
        return _offer(request, head, head, "", whole=True)
    match = _PATH.search(head)
    if match is None:
        return None
    named = _METHOD_BEFORE.search(before + head[: match.start(1)])
    if named is not None and (in_code or "|" in head[: match.start(1)]):
        return _offer(request, match.group(1), named.group(1), match.group(1), whole=False)
    return _offer(request, match.group(1), "", match.group(1), whole=True) if in_code else None


def _offer(request: Request, typed: str, method: str, path: str, *, whole: bool) -> Offer | None:
    wanted = _shape(path)
    found: dict[str, Completion] = {}
    for route in request.snapshot.routes:
        for spelled in _methods(route, method):
            if _shape(route.path).startswith(wanted):
                text = f"{spelled} {route.path}" if whole else route.path
                typed_like = text if whole and method else route.path
                found.setdefault(text, _completion(route, f"{spelled} {route.path}", text, typed_like))
    ranked = sorted(found.values(), key=lambda item: (not _is_spoken(request, item), len(item.text), item.text))
    if not ranked:
        return None
    return Offer(tuple(ranked[:MAX_ITEMS]), typed, len(ranked) <= MAX_ITEMS, _TAIL)


def _methods(route: Route, method: str) -> tuple[str, ...]:
    """Return how a route's method is spelled for an author who typed the beginning of one."""
    if route.method == "ANY" and method in _METHODS.split("|"):
        return (method,)
    return (route.method,) if route.method.startswith(method) else ()


def _completion(route: Route, label: str, text: str, typed_like: str) -> Completion:
    return Completion(label, CompletionKind.ROUTE, text, typed_like, "", route.handler, route.file, route.line)


def _is_spoken(request: Request, item: Completion) -> bool:
    return item.text.rpartition(" ")[2].encode() in request.text


def _shape(path: str) -> str:
    """Return a path in lower case with all spellings of a parameter alike, as far as it is typed."""
    return re.sub(r"\{[^}/]*\}?|:\w*|<[^>/]*>?", "{}", path.lower())
