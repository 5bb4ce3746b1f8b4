"""HTTP routes and the functions that serve them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class RouteConfidence(str, Enum):
    """How sure a route's full path is. PREFIX_UNKNOWN and EVENT may not raise a duplicate-endpoint warning.

    BASE_UNKNOWN: the path is known but for what a setting puts in front of all paths (`cfg.BasePath`).
    """

    EXACT = "exact"
    BASE_UNKNOWN = "base-unknown"
    PREFIX_UNKNOWN = "prefix-unknown"
    SPEC = "spec"
    EVENT = "event"


@dataclass(frozen=True, slots=True)
class Route:
    """A method and a full path with where it is registered.

    `method` is upper case, "ANY" when the registration names none. `path` keeps the source's parameter syntax.
    `handler` is the function as people write it ("Create", "WebhookHandler.Create"), "" for a closure.
    `handler_path`/`handler_line` point at the serving function when it was resolved, else "" and 0.
    `file`/`line` are the registration, 1-based. `source` names the idiom: "chi", "gin", "nethttp", "registrar" ...
    `middleware` are the texts of the wrapping functions, outermost first. `summary` is what a specification says of the
    route in one line; `request` and `response` are the types that the handler reads and answers with, as written, ""
    where that cannot be seen.
    """

    method: str
    path: str
    handler: str
    file: str
    line: int
    source: str
    confidence: RouteConfidence
    middleware: tuple[str, ...] = ()
    handler_path: str = ""
    handler_line: int = 0
    summary: str = ""
    request: str = ""
    response: str = ""

    @property
    def title(self) -> str:
        """The route as plans write it: `POST /v1/webhooks`."""
        return f"{self.method} {self.path}"

    @property
    def is_placed(self) -> bool:
        """Whether the code tells the path as far as it can: all of it but a base path that a setting holds."""
        return self.confidence in (RouteConfidence.EXACT, RouteConfidence.BASE_UNKNOWN)


@dataclass(frozen=True, slots=True)
class Payload:
    """The types that a function reads from a request and answers with, as written, "" for what is not seen.

    `line` is the function's, 1-based.
    """

    line: int
    request: str
    response: str


@dataclass(frozen=True, slots=True)
class DeclaredRoute:
    """A route that a specification or a comment tells of, its path relative to whatever base the API has.

    `operation` is the name that the source gives it (an operationId, `Service.Method` of a .proto file). `handler` is
    the function that a comment stands at, `handler_line` its line, else "" and 0. `line` is 1-based.
    """

    method: str
    path: str
    line: int
    operation: str = ""
    summary: str = ""
    handler: str = ""
    handler_line: int = 0
    request: str = ""
    response: str = ""


@dataclass(frozen=True, slots=True)
class DeclaredRoutes:
    """What one file declares.

    `source` is "openapi", "proto", "grpc", "swag", "go-swagger", "beego" or "goctl". `bases` are the paths that the
    source names as standing before all of its routes. A Go file may name a base and declare no route.
    """

    source: str
    bases: tuple[str, ...] = ()
    routes: tuple[DeclaredRoute, ...] = ()


class HandlerKind(str, Enum):
    """What makes a function a handler: the shape of its signature."""

    HTTP = "net/http"
    GIN = "gin"
    ECHO = "echo"
    FIBER = "fiber"
    LAMBDA = "lambda"
    HOUSE = "registered"


@dataclass(frozen=True, slots=True)
class Handler:
    """A function known to serve requests by its signature or by registration.

    `name` is qualified (`WebhookHandler.Create`). `line` is 1-based.
    """

    name: str
    kind: HandlerKind
    path: str
    line: int
