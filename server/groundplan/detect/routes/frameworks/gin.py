"""gin-gonic/gin: groups are values, middleware comes before the handler."""

from __future__ import annotations

from groundplan.detect.routes.actions import any_verb, group, ignored, method_and_path, upper_verbs, use
from groundplan.detect.routes.framework import Framework

GIN = Framework(
    name="gin",
    packages=(r"github\.com/gin-gonic/gin", r"gopkg\.in/gin-gonic/gin\.v\d+"),
    constructors=frozenset(("New", "Default")),
    router_types=frozenset(("RouterGroup", "IRouter", "IRoutes")),
    root_types=frozenset(("Engine",)),
    methods={
        **upper_verbs(),
        "Any": any_verb(),
        "Handle": method_and_path(),
        "Match": method_and_path(),
        "Group": group(),
        "Use": use(),
        **{name: ignored() for name in ("Static", "StaticFile", "StaticFS", "StaticFileFS", "NoRoute", "NoMethod")},
    },
)
