"""go-chi/chi."""

from __future__ import annotations

from groundplan.detect.routes.actions import (
    group,
    ignored,
    method_and_path,
    mount,
    pattern,
    title_verbs,
    use,
    with_middleware,
)
from groundplan.detect.routes.framework import Framework

CHI = Framework(
    name="chi",
    packages=(r"github\.com/(?:go-chi|pressly)/chi(?:/v\d+)?",),
    root_is_prefix=True,
    constructors=frozenset(("NewRouter", "NewMux")),
    router_types=frozenset(("Router", "Mux", "Routes")),
    methods={
        **title_verbs(),
        "Handle": pattern(),
        "HandleFunc": pattern(),
        "Method": method_and_path(),
        "MethodFunc": method_and_path(),
        "Route": group(0, body_index=1),
        "Group": group(None, body_index=0),
        "Mount": mount(),
        "With": with_middleware(),
        "Use": use(),
        "NotFound": ignored(),
        "MethodNotAllowed": ignored(),
    },
)
