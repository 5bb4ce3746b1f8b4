"""Registrars: the workspace's own functions that make a function a route or a type a model, configured or learned."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from groundplan.detect.routes.book import RegistrarCall
from groundplan.detect.routes.paths import ANY, VERBS
from groundplan.detect.routes.values import Registration

_ROUTER_METHODS = VERBS | {ANY, "ALL", "HANDLE", "HANDLEFUNC", "HANDLER", "METHOD", "ROUTE", "ADD", "GROUP", "MOUNT"}
LEARNED_FROM = 3  # sites: fewer could be chance, and every in-house registry met had far more


class RegistrarKind(str, Enum):
    """What a registrar registers."""

    ROUTE = "route"
    MODEL = "model"


@dataclass(frozen=True, slots=True)
class Registrar:
    """A registering function.

    `callee` is its name as most calls write it. `sites` are (file, 1-based line) of the calls, ordered. `evidence` says
    in words what was seen; `configured` that the settings name it.
    """

    callee: str
    kind: RegistrarKind
    sites: tuple[tuple[str, int], ...]
    evidence: str
    configured: bool = False


def is_ruled_out(named: Iterable[str], text: str) -> bool:
    """Tell whether settings say of a callee that it is no registrar: `!house.Hook`, or `!Hook` for any of that name."""
    bare = text.rsplit(".", 1)[-1]
    return any(each[1:] in (text, bare) for each in named if each.startswith("!"))


def learn_route_registrars(
    calls: Iterable[RegistrarCall], named: tuple[str, ...] = ()
) -> list[tuple[Registrar, list[RegistrarCall]]]:
    """Group calls by function; keep the functions that the settings name or that are called often enough.

    Those that `named`, the setting, rules out with a `!` are left out.
    Returned in the order of their names, with the calls of each.
    """
    groups: dict[tuple[str, ...], dict[tuple[str, int, int], list[RegistrarCall]]] = {}
    for each in calls:
        sites = groups.setdefault(each.key, {})
        sites.setdefault((each.site[0], each.site[1], each.offset), []).append(each)
    found: list[tuple[Registrar, list[RegistrarCall]]] = []
    for at in groups.values():
        members = [each for same in at.values() for each in same if not is_ruled_out(named, each.text)]
        if not members:
            continue
        configured = any(each.configured for each in members)
        if configured or (len(at) >= LEARNED_FROM and not _is_router_method(members)):
            found.append((_registrar(members, sorted(at), configured), members))
    return sorted(found, key=lambda pair: (pair[0].callee, pair[0].sites))


def _is_router_method(calls: list[RegistrarCall]) -> bool:
    """Tell whether the calls are those of a router's wrapper, which evaluation has seen through."""
    names = {each.text.rsplit(".", 1)[-1] for each in calls}
    return all(each.registered for each in calls) and all(each.upper() in _ROUTER_METHODS for each in names)


def _registrar(calls: list[RegistrarCall], at: list[tuple[str, int, int]], configured: bool) -> Registrar:
    texts = [each.text for each in calls]
    callee = min(set(texts), key=lambda text: (-texts.count(text), text))
    paths = ", ".join(dict.fromkeys(f"`{each.path.text}`" for each in calls[:3]))
    places = "one place" if len(at) == 1 else f"{len(at)} places"
    evidence = f"called at {places} with a path and a function: {paths}"
    return Registrar(callee, RegistrarKind.ROUTE, tuple((path, line) for path, line, _ in at), evidence, configured)


def registrations_of(calls: Iterable[RegistrarCall]) -> list[Registration]:
    """Return what a route registrar's calls register; calls that led to a framework's route are left out."""
    return [
        Registration(
            router=None,
            source="registrar",
            path=each.path.text,
            methods=(each.method or ANY,),
            handler=each.handler,
            site=each.path.site or each.site,
        )
        for each in calls
        if not each.registered
    ]
