"""julienschmidt/httprouter and routers with its interface: fasthttp/router, httptreemux, bunrouter."""

from __future__ import annotations

from groundplan.detect.routes.actions import any_verb, group, ignored, method_and_path, upper_verbs, use
from groundplan.detect.routes.framework import Framework

_METHODS = {
    **upper_verbs(),
    "ANY": any_verb(),
    "Any": any_verb(),
    "Handle": method_and_path(),
    "Handler": method_and_path(),
    "HandlerFunc": method_and_path(),
    "ServeFiles": ignored(),
}

HTTPROUTER = Framework(
    name="httprouter",
    packages=(r"github\.com/(?:julienschmidt/httprouter|dimfeld/httptreemux(?:/v\d+)?)",),
    constructors=frozenset(("New", "NewContextMux")),
    router_types=frozenset(("Router", "TreeMux", "ContextMux", "Group", "ContextGroup")),
    methods={**_METHODS, "NewGroup": group(), "NewContextGroup": group(), "UsingContext": group(None)},
)

FASTHTTP = Framework(
    name="fasthttp",
    packages=(
        r"github\.com/(?:fasthttp|buaazp|fasthttp-contrib)/(?:fasthttp)?router",
        r"github\.com/qiangxue/fasthttp-routing",
    ),
    constructors=frozenset(("New",)),
    router_types=frozenset(("Router", "Group", "RouteGroup")),
    methods={**_METHODS, "Group": group()},
)

BUNROUTER = Framework(
    name="bunrouter",
    packages=(r"github\.com/uptrace/bunrouter",),
    constructors=frozenset(("New",)),
    router_types=frozenset(("Router", "Group", "CompatRouter", "CompatGroup")),
    methods={
        **_METHODS,
        "NewGroup": group(),
        "WithGroup": group(0, body_index=1),
        "Use": use(),
        "WithMiddleware": use(),
        "Compat": group(None),
        "Verbose": group(None),
    },
)
