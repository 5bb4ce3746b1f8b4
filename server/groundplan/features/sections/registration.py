"""Where a route is written down by hand: beside that place the next one goes."""

from __future__ import annotations

import re

from groundplan.features.sections.context import SectionContext
from groundplan.index.lookups import Lookups
from groundplan.model.route import Route, RouteConfidence
from groundplan.syntax.proto import read_proto

_GENERATED_FROM_PROTO = re.compile(r"(?:_grpc|\.connect|\.twirp)?(?:\.pb)?\.go$")


def place_of_route(context: SectionContext, route: Route) -> tuple[str, int]:
    """Return the file and 1-based line of a route: of a generated registration the procedure in its `.proto` file."""
    if route.source != "grpc" or not route.file.endswith(".pb.go"):
        return route.file, route.line
    path = _GENERATED_FROM_PROTO.sub(".proto", route.file)
    line = _procedures(context, path).get(route.path)
    return (path, line) if line else (route.file, route.line)


def how_registered(context: SectionContext, route: Route) -> str:
    """Return the words of where a route stands: "registered in [main.go:12](...)"."""
    path, line = place_of_route(context, route)
    in_words = path.endswith(".proto") or route.confidence is RouteConfidence.SPEC
    word = "declared" if in_words else "registered"
    return f"{word} in {context.links.place(path, line)}"


def _procedures(context: SectionContext, path: str) -> dict[str, int]:
    def read() -> dict[str, int]:
        source = Lookups(context.snapshot).document(path) if context.snapshot.has_file(path) else None
        declared = read_proto(source) if source is not None else ()
        return {route.path: route.line for each in declared if each.source == "grpc" for route in each.routes}

    return context.snapshot.remember(("procedures", path), read)
