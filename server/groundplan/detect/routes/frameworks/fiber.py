"""gofiber/fiber: method names equal to those of clients and caches, so only ever on its own types."""

from __future__ import annotations

from groundplan.detect.routes.actions import any_verb, group, ignored, method_and_path, mount, title_verbs, use
from groundplan.detect.routes.framework import Framework

FIBER = Framework(
    name="fiber",
    packages=(r"github\.com/gofiber/fiber(?:/v\d+)?",),
    root_is_prefix=True,
    constructors=frozenset(("New",)),
    router_types=frozenset(("App", "Router", "Group")),
    methods={
        **title_verbs(),
        "All": any_verb(),
        "Add": method_and_path(),
        "Group": group(),
        "Route": group(0, body_index=1),
        "Mount": mount(),
        "Use": use(),
        "Static": ignored(),
    },
)
