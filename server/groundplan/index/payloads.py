"""The request and response types of routes, looked up where their handlers are declared."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable
from dataclasses import replace

from groundplan.model.route import Route

_TYPED = frozenset(("huma", "grpc", "kratos", "connect", "registrar", "lambda", "table"))
"""Sources whose handlers may say by their signature what they read and answer with."""

_SIGNATURE = re.compile(
    r"\((?:\w+ )?(?:context\.Context|\w+\.Context), (?:\w+ )?(?P<request>[\w.*\[\],/]+)\)"
    r" \((?:\w+ )?(?P<response>[\w.*\[\],/]+), (?:\w+ )?error\)"
)
_WRAPPER = re.compile(r"^\w+\.(?:Request|Response)\[(.+)\]$")
_UNTELLING = re.compile(r"(?:string|u?int\d*|bool|any|uuid\.UUID|(?:\w+\.)?(?:Request|Response)|events\.\w+)")
"""Types of all requests alike, whose content says what is asked for."""

_FUNCTION = (
    "SELECT s.signature FROM main.file f JOIN main.symbol s ON s.id BETWEEN f.first_symbol AND f.last_symbol"
    " WHERE f.path=? AND s.line=? AND s.kind IN ('func', 'method')"
)


def with_payloads(connection: sqlite3.Connection, routes: Iterable[Route]) -> list[Route]:
    """Return routes with the types that their handlers read and answer with, where that can be seen."""
    seen = {
        (path, line): (request, response)
        for path, line, request, response in connection.execute(
            "SELECT f.path, p.line, p.request, p.response FROM main.payload p JOIN main.file f ON f.id=p.file"
        )
    }
    found = []
    for route in routes:
        types = seen.get((route.handler_path, route.handler_line))
        if types is None and route.handler_path and route.source in _TYPED:
            row = connection.execute(_FUNCTION, (route.handler_path, route.handler_line)).fetchone()
            types = types_of_signature(row[0]) if row is not None else None
        found.append(replace(route, request=types[0], response=types[1]) if types is not None else route)
    return found


def types_of_signature(signature: str) -> tuple[str, str] | None:
    """Return the types of `func(ctx context.Context, in *Input) (*Output, error)`, None for another form."""
    match = _SIGNATURE.search(signature)
    if match is None:
        return None
    request, response = (_WRAPPER.sub(r"\1", match[each].lstrip("*")) for each in ("request", "response"))
    types = tuple("" if _UNTELLING.fullmatch(each) else each for each in (request, response))
    return (types[0], types[1]) if any(types) else None
