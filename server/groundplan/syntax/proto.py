"""Reads the services of `.proto` files: procedures, and the HTTP routes that `google.api.http` options give them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from groundplan.model.route import DeclaredRoute, DeclaredRoutes
from groundplan.text.route_paths import plain_parameters

MAX_BYTES = 2_000_000
"""Larger files are not read; those that people write are under 200 KB."""

_TOKEN = re.compile(
    rb"""(?P<space>\s+|//[^\n]*|/\*.*?(?:\*/|\Z))|(?P<text>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*')"""
    rb"""|(?P<name>[A-Za-z_][\w.]*|\.[A-Za-z_][\w.]*)|(?P<sign>[^\s\w])|(?P<other>\w+)""",
    re.DOTALL,
)
_VERBS = frozenset(("get", "put", "post", "delete", "patch"))
_MAX_ROUTES = 5_000  # of one file


@dataclass(frozen=True, slots=True)
class _Token:
    """A name, a string's content or a sign; `kind` is "name", "text" or "sign"."""

    kind: str
    text: str
    start: int


def read_proto(source: bytes) -> tuple[DeclaredRoutes, ...]:
    """Return what a file's services declare: the routes of `google.api.http` (source "proto"), then all procedures.

    A procedure is `POST /package.Service/Method` (source "grpc"), as gRPC, connect and twirp (behind its prefix) call
    it. Lines are 1-based, in source order; nothing is raised for anything.
    """
    if len(source) > MAX_BYTES or b"service" not in source or b"rpc" not in source:
        return ()
    reader = _Reader(source)
    reader.read_file()
    found = []
    if reader.http:
        found.append(DeclaredRoutes("proto", (), tuple(reader.http[:_MAX_ROUTES])))
    if reader.procedures:
        found.append(DeclaredRoutes("grpc", (), tuple(reader.procedures[:_MAX_ROUTES])))
    return tuple(found)


class _Reader:
    """Goes through the tokens of one file once."""

    def __init__(self, source: bytes) -> None:
        self.http: list[DeclaredRoute] = []
        self.procedures: list[DeclaredRoute] = []
        self._source = source
        self._tokens: Sequence[_Token] = tuple(_tokens(source))
        self._at = 0
        self._package = ""
        self._lines = (0, 1)

    def read_file(self) -> None:
        while self._at < len(self._tokens):
            token = self._next()
            if token.text == "package" and token.kind == "name":
                self._package = self._next().text
            elif token.text == "service" and self._is_sign(1, "{"):
                self._read_service()
            elif token.text == "{" and token.kind == "sign":
                self._skip_braces()

    def _read_service(self) -> None:
        service = self._next().text
        self._next()
        while self._at < len(self._tokens):
            token = self._next()
            if token.kind == "sign" and token.text == "}":
                return
            if token.kind == "name" and token.text == "rpc" and self._is_sign(1, "("):
                self._read_procedure(service, token.start)
            elif token.kind == "sign" and token.text == "{":
                self._skip_braces()

    def _read_procedure(self, service: str, start: int) -> None:
        name = self._next().text
        request, response = self._message(), self._message()
        line = self._line_at(start)
        summary = self._comment_above(start)
        operation = f"{service}.{name}"
        whole = f"{self._package}.{service}" if self._package else service
        self.procedures.append(
            DeclaredRoute("POST", f"/{whole}/{name}", line, operation, summary, request=request, response=response)
        )
        if not self._is_sign(0, "{"):
            return
        body_end = self._end_of_braces()
        while self._at < body_end:
            if self._next().text == "option" and self._is_http_option():
                self._read_bindings(operation, summary, request, response, body_end)
        self._at = body_end

    def _message(self) -> str:
        """Read `(stream pkg.Message)` or `returns (...)` and return the message's own name."""
        while self._at < len(self._tokens) and self._tokens[self._at].text not in ("(", ";", "{", "}"):
            self._at += 1
        if not self._is_sign(0, "("):
            return ""
        self._at += 1
        name = ""
        while self._at < len(self._tokens):
            token = self._tokens[self._at]
            if token.kind != "name":
                self._at += token.text == ")"
                break
            name = token.text
            self._at += 1
        return name.rsplit(".", 1)[-1]

    def _is_http_option(self) -> bool:
        words = [each.text for each in self._tokens[self._at : self._at + 3]]
        return len(words) == 3 and words[0] == "(" and words[1].lstrip(".") == "google.api.http"

    def _read_bindings(self, operation: str, summary: str, request: str, response: str, end: int) -> None:
        """Read `{ get: "/x" additional_bindings { ... } custom { kind: "HEAD" path: "/x" } }`."""
        while self._at < end and not self._is_sign(0, "{"):
            self._at += 1
        stop = min(self._end_of_braces(), end)
        kind = ""
        while self._at < stop:
            token = self._next()
            value = self._value()
            if token.kind != "name" or value is None:
                continue
            if token.text == "kind":
                kind = value.text
            if token.text in _VERBS or (token.text == "path" and kind):
                method = token.text.upper() if token.text in _VERBS else kind.upper()
                path = plain_parameters(value.text)
                if path.startswith("/"):
                    line = self._line_at(token.start)
                    self.http.append(
                        DeclaredRoute(
                            "ANY" if method == "*" else method,
                            path,
                            line,
                            operation,
                            summary,
                            request=request,
                            response=response,
                        )
                    )
        self._at = stop

    def _value(self) -> _Token | None:
        """Return the string behind `name:` without going past it, None where something else follows."""
        at = self._at
        if self._is_sign(0, ":"):
            at += 1
        elif at == self._at:
            return None
        token = self._tokens[at] if at < len(self._tokens) else None
        return token if token is not None and token.kind == "text" else None

    def _next(self) -> _Token:
        token = self._tokens[self._at] if self._at < len(self._tokens) else _Token("sign", "", len(self._source))
        self._at += 1
        return token

    def _is_sign(self, ahead: int, text: str) -> bool:
        at = self._at + ahead
        return at < len(self._tokens) and self._tokens[at].kind == "sign" and self._tokens[at].text == text

    def _end_of_braces(self) -> int:
        """Return the index behind the brace that closes the one at the current token."""
        depth = 0
        for at in range(self._at, len(self._tokens)):
            token = self._tokens[at]
            if token.kind == "sign" and token.text in "{}":
                depth += 1 if token.text == "{" else -1
                if depth <= 0:
                    return at + 1
        return len(self._tokens)

    def _skip_braces(self) -> None:
        self._at -= 1
        self._at = self._end_of_braces()

    def _line_at(self, offset: int) -> int:
        at, line = self._lines
        if offset < at:
            at, line = 0, 1
        line += self._source.count(b"\n", at, offset)
        self._lines = (offset, line)
        return line

    def _comment_above(self, start: int) -> str:
        """Return the first line of the `//` comment right above an offset."""
        lines = self._source[max(0, start - 4_000) : start].split(b"\n")[:-1]
        first = b""
        for line in reversed(lines):
            stripped = line.strip()
            if not stripped.startswith(b"//"):
                break
            first = stripped.lstrip(b"/").strip() or first
        return first.decode("utf-8", "replace")


def _tokens(source: bytes) -> Iterator[_Token]:
    at = 0
    while at < len(source):
        match = _TOKEN.match(source, at)
        if match is None:
            at += 1
            continue
        at = match.end()
        kind = match.lastgroup or ""
        if kind == "text":
            yield _Token("text", match[0][1:-1].decode("utf-8", "replace"), match.start())
        elif kind in ("name", "sign"):
            yield _Token(kind, match[0].decode("utf-8", "replace"), match.start())
