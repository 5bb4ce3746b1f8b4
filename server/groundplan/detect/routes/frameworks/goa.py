"""goa: servers that its generator writes, mounted on its own mux."""

from __future__ import annotations

from groundplan.detect.routes.actions import ignored, method_and_path, use
from groundplan.detect.routes.framework import Framework

GOA = Framework(
    name="goa",
    packages=(r"goa\.design/goa(?:/v\d+)?/http", r"github\.com/goadesign/goa"),
    constructors=frozenset(("NewMuxer", "NewMux")),
    root_types=frozenset(("Muxer", "MiddlewareMuxer", "ResolverMuxer", "ServeMux")),
    methods={"Handle": method_and_path(), "Use": use(), "HandleNotFound": ignored()},
)
