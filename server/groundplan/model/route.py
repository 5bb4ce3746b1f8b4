"""HTTP routes and the functions that serve them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class RouteConfidence(str, Enum):
    """How sure a route's full path is. Only EXACT and SPEC may raise a duplicate-endpoint warning."""

    EXACT = "exact"
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
    `middleware` are the texts of the wrapping functions, outermost first.
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

    @property
    def title(self) -> str:
        """The route as plans write it: `POST /v1/webhooks`."""
        return f"{self.method} {self.path}"


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
