"""Reads the `.api` files of go-zero, from which goctl generates handlers and their registration."""

from __future__ import annotations

import re

from groundplan.model.route import DeclaredRoute, DeclaredRoutes

MAX_BYTES = 1_000_000
"""Larger files are not read; those that people write are under 100 KB."""

_LINE = re.compile(
    r"""(?P<server>@server\s*\()|(?P<prefix>prefix\s*:\s*(?P<value>"[^"]*"|\S+))|(?P<close>^\s*\)\s*$)"""
    r"""|@handler\s*:?\s*(?P<handler>\w+)|@doc\s*\(?\s*"(?P<doc>[^"]*)"|summary\s*:\s*"(?P<summary>[^"]*)\""""
    r"""|^\s*(?P<verb>get|post|put|delete|patch|head|options)\s+(?P<path>/[^\s(]*)"""
    r"""(?:\s*\(\s*(?P<request>[\w*\[\].]+)?\s*\))?(?:\s*returns\s*\(\s*(?P<response>[\w*\[\].]+)?\s*\))?""",
    re.MULTILINE,
)
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)|//[^\n]*", re.DOTALL)
_STRING = re.compile(r'"[^"\n]*"')


def read_api(source: bytes) -> DeclaredRoutes | None:
    """Return the routes of a `.api` file with the prefixes of their `@server` blocks; None for any other file.

    The handler that goctl makes is named `<handler>Handler`. Lines are 1-based; nothing is raised for anything.
    """
    if len(source) > MAX_BYTES or b"@handler" not in source or b"service" not in source:
        return None
    text = _without_comments(source.decode("utf-8", "replace"))
    routes: list[DeclaredRoute] = []
    prefix = handler = summary = ""
    line = at = 0
    in_server = False
    for match in _LINE.finditer(text):
        line += text.count("\n", at, match.start())
        at = match.start()
        if match["server"]:
            in_server, prefix = True, ""
        elif match["close"] is not None:
            in_server = False
        elif match["prefix"]:
            if in_server:
                prefix = "/" + match["value"].strip('"').strip("/")
        elif match["handler"]:
            handler = match["handler"]
        elif match["doc"] or match["summary"]:
            summary = match["doc"] or match["summary"]
        elif match["verb"]:
            own = text.count("\n", at, match.start("verb"))
            path = prefix.rstrip("/") + match["path"]
            request, response = ((match[each] or "").lstrip("*") for each in ("request", "response"))
            routes.append(
                DeclaredRoute(
                    match["verb"].upper(), path, line + own + 1, handler, summary, request=request, response=response
                )
            )
            handler = summary = ""
    return DeclaredRoutes("goctl", (), tuple(routes)) if routes else None


def _without_comments(text: str) -> str:
    """Blank comments out, line ends kept; what looks like one inside of a string stays."""
    found: list[str] = []
    at = 0
    for match in _COMMENT.finditer(text):
        start = match.start()
        if start < at:
            continue
        line_start = text.rfind("\n", 0, start) + 1
        if any(
            line_start + each.start() < start < line_start + each.end()
            for each in _STRING.finditer(
                text[line_start : text.find("\n", start) if "\n" in text[start:] else len(text)]
            )
        ):
            continue
        found += [text[at:start], "\n" * match[0].count("\n")]
        at = match.end()
    return "".join([*found, text[at:]])
