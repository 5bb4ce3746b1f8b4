"""Reads OpenAPI 3 and Swagger 2 files, in YAML and in JSON, into the routes that they declare."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from urllib.parse import urlsplit

from groundplan.model.route import DeclaredRoute, DeclaredRoutes
from groundplan.syntax.yaml_reader import read_yaml
from groundplan.syntax.yaml_values import Mapping, Sequence, Value, literal, mapping, sequence

MAX_BYTES = 4_000_000
"""Larger files are not read; the specifications of GitHub and Stripe, which nobody reads whole, are 6 MB and more."""

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
"""The keys of a path item that are operations, as the specification lists them."""

_MAX_ROUTES = 5_000  # of one file
_MAX_BASES = 8
_SIGN = re.compile(rb"""(?:^|[{,]|\xef\xbb\xbf)[ \t]*["']?(?:openapi|swagger)["']?[ \t]*:""", re.MULTILINE)
_VARIABLE = re.compile(r"\{([^{}]*)\}")
_MAX_SUMMARY = 200  # characters


def read_openapi(source: bytes) -> DeclaredRoutes | None:
    """Return the routes of a specification, in source order; None for any other file.

    A file is one when it names its version (`openapi: 3...`, `swagger: "2.0"`) at the top level and has `paths`. The
    bases are `basePath`, or the paths of `servers` with the defaults of their variables. Lines are 1-based; nothing is
    raised: a broken file yields what can still be told from its indentation.
    """
    if len(source) > MAX_BYTES or b"paths" not in source or _SIGN.search(source) is None:
        return None
    file = read_yaml(source)
    root = mapping(file.documents[0]) if file.documents and not file.templated else None
    if root is None or not (literal(root.get("openapi")) or literal(root.get("swagger"))):
        return None
    paths = mapping(root.get("paths"))
    routes = tuple(islice(_routes(paths), _MAX_ROUTES)) if paths is not None else ()
    return DeclaredRoutes("openapi", _bases(root), routes) if routes else None


def _bases(root: Mapping) -> tuple[str, ...]:
    found = [_plain_base(literal(root.get("basePath")))]
    servers = sequence(root.get("servers"))
    for each in servers.items[:_MAX_BASES] if servers is not None else ():
        server = mapping(each)
        if server is not None:
            found.append(_plain_base(_path_of(_filled(literal(server.get("url")), mapping(server.get("variables"))))))
    return tuple(dict.fromkeys(each for each in found if each))


def _filled(url: str, variables: Mapping | None) -> str:
    """Put the defaults of a server's variables into its URL."""

    def default(match: re.Match[str]) -> str:
        variable = mapping(variables.get(match.group(1))) if variables is not None else None
        text = literal(variable.get("default")) if variable is not None else ""
        return text or match.group(0)

    return _VARIABLE.sub(default, url)


def _path_of(url: str) -> str:
    try:
        return urlsplit(url).path if "://" in url or url.startswith("//") else url
    except ValueError:
        return ""


def _plain_base(path: str) -> str:
    """Return a base with a slash in front and none behind, "" for the root and for what is no path."""
    path = path.strip().strip("/")
    return f"/{path}" if path and not path.startswith(".") else ""


def _routes(paths: Mapping) -> Iterator[DeclaredRoute]:
    for entry in paths.entries:
        item = mapping(entry.value)
        if item is None or not entry.key.startswith("/"):
            continue
        for operation in item.entries:
            body = mapping(operation.value)
            if body is None or operation.key.lower() not in METHODS:
                continue
            yield DeclaredRoute(
                method=operation.key.upper(),
                path=entry.key,
                line=operation.line,
                operation=literal(body.get("operationId")),
                summary=_summary(body),
                request=_request_of(body),
                response=_response_of(body),
            )


def _summary(operation: Mapping) -> str:
    text = literal(operation.get("summary")) or literal(operation.get("description"))
    line = text.strip().split("\n", 1)[0].strip()
    return line if len(line) <= _MAX_SUMMARY else line[: _MAX_SUMMARY - 1] + "…"


def _request_of(operation: Mapping) -> str:
    body = mapping(operation.get("requestBody"))
    if body is not None:
        return _schema_name(_schema_in(body))
    parameters = sequence(operation.get("parameters"))
    for each in parameters.items[:50] if parameters is not None else ():
        parameter = mapping(each)
        if parameter is not None and literal(parameter.get("in")) == "body":
            return _schema_name(parameter.get("schema"))
    return ""


def _response_of(operation: Mapping) -> str:
    responses = mapping(operation.get("responses"))
    for entry in responses.entries if responses is not None else ():
        response = mapping(entry.value)
        if response is not None and entry.key.startswith("2"):
            name = _schema_name(_schema_in(response))
            if name:
                return name
    return ""


def _schema_in(body: Mapping) -> Value | None:
    """Return the schema of a body: Swagger's own, or that of the first content type."""
    content = mapping(body.get("content"))
    for entry in content.entries[:3] if content is not None else ():
        kind = mapping(entry.value)
        if kind is not None:
            return kind.get("schema")
    return body.get("schema")


def _schema_name(schema: Value | None, depth: int = 0) -> str:
    """Return the name of the schema that is referred to, `[]Name` for a list of it, "" for one without a name."""
    value = mapping(schema)
    if value is None or depth > 3:
        return ""
    reference = literal(value.get("$ref"))
    if reference:
        return reference.rsplit("/", 1)[-1]
    if literal(value.get("type")) == "array":
        inner = _schema_name(value.get("items"), depth + 1)
        return f"[]{inner}" if inner else ""
    parts = value.get("allOf")
    if isinstance(parts, Sequence) and len(parts.items) == 1:
        return _schema_name(parts.items[0], depth + 1)
    return ""
