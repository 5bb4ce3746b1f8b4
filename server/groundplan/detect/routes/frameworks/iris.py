"""kataras/iris: parties are groups."""

from __future__ import annotations

from groundplan.detect.routes.actions import any_verb, group, ignored, method_and_path, title_verbs, use
from groundplan.detect.routes.framework import Framework

IRIS = Framework(
    name="iris",
    packages=(r"github\.com/kataras/iris(?:/v\d+)?(?:/core/router)?",),
    constructors=frozenset(("New", "Default")),
    router_types=frozenset(("Party", "APIBuilder")),
    root_types=frozenset(("Application",)),
    methods={
        **title_verbs(),
        "Any": any_verb(),
        "Handle": method_and_path(),
        "Party": group(),
        "PartyFunc": group(0, body_index=1),
        "Use": use(),
        "UseRouter": use(),
        "HandleDir": ignored(),
    },
)
