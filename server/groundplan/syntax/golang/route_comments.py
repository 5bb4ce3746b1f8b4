"""Routes that comments of Go code declare: swag, go-swagger and beego."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from groundplan.model.go import FuncDecl
from groundplan.model.route import DeclaredRoute, DeclaredRoutes

_SIGNS = (b"@Router", b"@router", b"swagger:route", b"swagger:operation", b"@BasePath", b"swagger:meta")
_GROUP = re.compile(rb"(?:^[ \t]*//[^\n]*(?:\n|\Z))+|/\*.*?(?:\*/|\Z)", re.MULTILINE | re.DOTALL)
_ROUTER = re.compile(r"^@[Rr]outer\s+(\S+)\s+\[([A-Za-z,\s]+)\]", re.MULTILINE)
_SWAGGER = re.compile(
    r"^(?:\w+\s+)?swagger:(?:route|operation)[ \t]+([A-Za-z]+)[ \t]+(/\S*)((?:[ \t]+\S+)*)", re.MULTILINE
)
_BASE = re.compile(r"^(?:@BasePath|BasePath:|basePath:)\s+(/\S*)", re.MULTILINE)
_SUMMARY = re.compile(r"^@(?:Summary|Title)\s+(\S.*)", re.MULTILINE)
_BODY = re.compile(r"^@Param\s+\S+\s+body\s+(\S+)", re.MULTILINE)
_SUCCESS = re.compile(r"^@Success\s+2\S*\s+\{\w+\}\s+(\S+)", re.MULTILINE)
_REGISTERS = re.compile(r"(?i)regist|route|setup|handlers$|^init")
_MAX_GROUP = 60_000  # bytes of one comment that are looked at
_BETWEEN = 3  # lines between a comment and the function that it is about
_METHODS = frozenset(("GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE"))


def read_route_comments(source: bytes, funcs: Sequence[FuncDecl]) -> tuple[DeclaredRoutes, ...]:
    """Return the routes that a file's comments declare, in source order, and the bases that they name.

    `funcs` are the file's functions in source order. A comment above a function or inside of one tells its handler.
    """
    if not any(sign in source for sign in _SIGNS):
        return ()
    lines = _Lines(source)
    of_beego = b"/beego" in source
    found: dict[str, list[DeclaredRoute]] = {}
    bases: dict[str, list[str]] = {}
    for match in _GROUP.finditer(source):
        raw = match[0][:_MAX_GROUP]
        if not any(sign in raw for sign in _SIGNS):
            continue
        text = _plain(raw)
        for base in _BASE.findall(text):
            bases.setdefault("go-swagger" if "swagger:meta" in text else "swag", []).append(base.rstrip("/"))
        if b":route" not in raw and b":operation" not in raw and b"outer" not in raw:
            continue
        handler = _function_at(funcs, match.start(), match.end(), lines)
        for source_name, route in _routes_in(text, lines.at(match.start()), handler):
            source_name = "beego" if source_name == "swag" and of_beego else source_name
            found.setdefault(source_name, []).append(route)
    return tuple(
        DeclaredRoutes(name, tuple(dict.fromkeys(each for each in bases.get(name, ()) if each)), tuple(routes))
        for name, routes in sorted({**{each: [] for each in bases}, **found}.items())
    )


def _routes_in(text: str, line: int, handler: FuncDecl | None) -> Iterator[tuple[str, DeclaredRoute]]:
    name = handler.qualified_name if handler is not None else ""
    at = handler.line if handler is not None else 0
    summary = _first(_SUMMARY, text)
    for match in _ROUTER.finditer(text):
        own = line + text.count("\n", 0, match.start())
        for method in match[2].upper().replace(" ", "").split(","):
            if method in _METHODS:
                path = match[1] if match[1].startswith("/") else f"/{match[1]}"
                body, success = (_type_name(_first(each, text)) for each in (_BODY, _SUCCESS))
                yield "swag", DeclaredRoute(method, path, own, "", summary, name, at, body, success)
    for match in _SWAGGER.finditer(text):
        words = match[3].split()
        if match[1].upper() in _METHODS:
            own = line + text.count("\n", 0, match.start())
            rest = text[match.end() :].lstrip("\n ").split("\n", 1)[0].strip()
            title = "" if rest.startswith(("---", "Responses", "swagger:")) else rest
            operation = words[-1] if words else ""
            yield "go-swagger", DeclaredRoute(match[1].upper(), match[2], own, operation, title, name, at)


def _type_name(text: str) -> str:
    """Return a type of a swag comment when it is one of the code: `models.User`, not `object` or `string`."""
    return text if "." in text or text[:1].isupper() else ""


def _first(pattern: re.Pattern[str], text: str) -> str:
    match = pattern.search(text)
    return match[1].strip() if match else ""


def _plain(comment: bytes) -> str:
    """Return a comment's text without its markers, with as many lines."""
    lines = comment.decode("utf-8", "replace").split("\n")
    return "\n".join(each.strip().removeprefix("/*").removeprefix("//").lstrip("*").strip() for each in lines)


def _function_at(funcs: Sequence[FuncDecl], start: int, end: int, lines: _Lines) -> FuncDecl | None:
    """Return the function whose body a comment is in, or that follows it closely."""
    index = bisect_right([each.span.start for each in funcs], start)
    if index and start < funcs[index - 1].span.end:
        # A comment inside of a function that registers speaks of the function in the next line.
        return None if _REGISTERS.search(funcs[index - 1].name) else funcs[index - 1]
    following = funcs[index] if index < len(funcs) else None
    if following is not None and following.line - lines.at(end) <= _BETWEEN:
        return following
    return None


class _Lines:
    def __init__(self, source: bytes) -> None:
        self._source = source
        self._last = (0, 1)

    def at(self, offset: int) -> int:
        """Return the 1-based line of a byte offset."""
        at, line = self._last
        if offset < at:
            at, line = 0, 1
        line += self._source.count(b"\n", at, offset)
        self._last = (offset, line)
        return line
