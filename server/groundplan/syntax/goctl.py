"""Reads the `.api` files of go-zero, from which goctl generates handlers and their registration."""

from __future__ import annotations

import re

from groundplan.model.route import DeclaredRoute, DeclaredRoutes

MAX_BYTES = 1_000_000
"""Larger files are not read; those that people write are under 100 KB."""

_LINE = re.compile(
    r"""(?P<server>@server[ \t]*\()|(?P<prefix>prefix[ \t]*:[ \t]*(?P<value>"[^"]*"|\S+))"""
    r"""|(?P<close>^[ \t]*\)[ \t\r]*$)|@handler[ \t]*:?[ \t]*(?P<handler>\w+)"""
    r"""|@doc[ \t]*\(?[ \t]*"(?P<doc>[^"]*)"|summary[ \t]*:[ \t]*"(?P<summary>[^"]*)\""""
    r"""|^[ \t]*(?P<verb>get|post|put|delete|patch|head|options)[ \t]+(?P<path>/[^\s(]*)"""
    r"""(?:[ \t]*\([ \t]*(?P<request>[\w*\[\].]+)?[ \t]*\))?"""
    r"""(?:[ \t]*returns[ \t]*\([ \t]*(?P<response>[\w*\[\].]+)?[ \t]*\))?""",
    re.MULTILINE,
)
_COMMENT = re.compile(r'(?P<text>"[^"\n]*")|/\*.*?(?:\*/|\Z)|//[^\n]*', re.DOTALL)


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
    return _COMMENT.sub(lambda match: match[0] if match["text"] else "\n" * match[0].count("\n"), text)
