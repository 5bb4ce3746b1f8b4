"""What an evaluation has found so far: routes, where routers hang, and what may turn out to be routes."""

from __future__ import annotations

from dataclasses import dataclass

from groundplan.detect.routes.framework import Framework
from groundplan.detect.routes.frameworks import SHAPE
from groundplan.detect.routes.paths import ANY, is_listable, join
from groundplan.detect.routes.values import Handed, Registration, Router, Site, Str, Value


@dataclass(frozen=True, slots=True)
class RegistrarCall:
    """A call with a path and a function that no framework explains: a registrar's, if there are enough of it.

    `key` tells functions apart; `text` is the callee as written; `site` is the call, `path.site` may be another place;
    `offset` is the callee's byte offset. `registered` tells that evaluating the call led to a framework's route.
    """

    key: tuple[str, ...]
    text: str
    method: str
    path: Str
    handler: Value
    site: Site
    offset: int
    registered: bool
    configured: bool


class RouteBook:
    """Keeps registrations in the order in which they were met."""

    def __init__(self) -> None:
        self.registrations: list[Registration] = []
        self.registrar_calls: list[RegistrarCall] = []
        self.tables: list[Registration] = []
        self.entries: list[tuple[Value, Site, Site]] = []
        self.began: Site = ("", 0)
        """Where the function is that evaluation began with."""
        self.shape_routers: dict[object, Router] = {}
        self.served = Router(SHAPE)
        self.guess = 0
        self._default_routers: dict[str, Router] = {}
        self._seen: set[tuple[object, ...]] = set()

    def add(
        self,
        router: Router | None,
        path: Str,
        methods: tuple[str, ...],
        handler: Value,
        middleware: tuple[str, ...],
        site: Site,
        source: str = "",
    ) -> Registration:
        """Add a route of a router; one of whose path too little is known is kept, but not listed."""
        if router is not None and methods == (ANY,):
            methods = router.only() or methods
        found = Registration(
            router=router.root() if router is not None else None,
            source=source or (router.framework.name if router is not None else SHAPE.name),
            path=below(router, router.path(), path.text) if router is not None else path.text,
            methods=methods,
            handler=handler,
            site=path.site or site,
            middleware=(*(router.chain() if router is not None else ()), *middleware),
            listed=is_listable(path.text),
            guess=self.guess,
        )
        self.registrations.append(found)
        return found

    def hang(self, router: Router, path: str, inner: Handed) -> None:
        """Hang a router below a path of another one (`Mount`), unless its handler strips a prefix of its own."""
        if inner.stripped is not None:
            self.hand_on(router, inner)
        elif inner.router.parent is None:
            self._place(inner.router, router, join(router.path(), path.rstrip("*")), inner.wrappers)

    def hand_on(self, router: Router, inner: Handed) -> None:
        """Hand requests on to a router whose paths are whole, or whole behind a stripped prefix."""
        self._place(inner.router.root(), router, inner.stripped or "", inner.wrappers)

    def _place(self, inner: Router, outer: Router, prefix: str, wrappers: tuple[str, ...]) -> None:
        place = (outer.root(), prefix.rstrip("/"), (*outer.chain(), *wrappers))
        if inner is not outer.root() and place not in inner.mounts:
            inner.known = True
            inner.mounts.append(place)

    def default_router(self, framework: Framework) -> Router:
        """Return the router behind a framework's package functions."""
        return self._default_routers.setdefault(framework.name, Router(framework))

    def is_first(self, *key: object) -> bool:
        """Tell whether this is asked for the first time, for registrations that generated code repeats."""
        if key in self._seen:
            return False
        self._seen.add(key)
        return True


def below(router: Router, prefix: str, path: str) -> str:
    """Join a prefix and a path the way the router's library does."""
    if router.framework.joins_as_written:
        return prefix + path
    return prefix if path == "/" and prefix and router.framework.root_is_prefix else join(prefix, path)
