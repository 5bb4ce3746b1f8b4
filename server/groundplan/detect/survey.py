"""One evaluation of the whole program, and what is read from it: routes, registrars, models and handlers."""

from __future__ import annotations

from dataclasses import dataclass

from groundplan.detect.models import RegisteredModel, scan_models
from groundplan.detect.registrars import Registrar, learn_route_registrars, registrations_of
from groundplan.detect.routes import serving
from groundplan.detect.routes.emission import routes_of
from groundplan.detect.routes.lookup import Lookup
from groundplan.detect.routes.machine import Machine
from groundplan.detect.routes.running import run_program
from groundplan.detect.routes.values import Registration
from groundplan.model.route import Handler, HandlerKind, Route, RouteConfidence
from groundplan.model.settings import Settings
from groundplan.model.source import Program


@dataclass(frozen=True, slots=True)
class Survey:
    """What the whole program shows.

    `routes` are ordered by (file, line, method, path). `entries` are functions that a Lambda starts with: routes of
    confidence EVENT whose path is "" until a template tells it. `handlers` are functions known by registration, or
    because a Lambda starts with them.
    """

    routes: tuple[Route, ...]
    registrars: tuple[Registrar, ...]
    models: tuple[RegisteredModel, ...]
    handlers: tuple[Handler, ...]
    entries: tuple[Route, ...]


def survey(program: Program, settings: Settings) -> Survey:
    """Evaluate the program once. Same program, same answer; broken code yields less."""
    lookup = Lookup(program)
    machine = Machine(lookup, settings)
    run_program(machine)
    registrations = list(machine.registrations)
    registrars: list[Registrar] = []
    handlers: dict[tuple[str, int], Handler] = {}
    for registrar, calls in learn_route_registrars(machine.registrar_calls, settings.route_registrars):
        registrars.append(registrar)
        registrations.extend(registrations_of(calls))
        for each in calls:
            served = serving.resolve(machine, each.handler)
            if served.name and served.path:
                found = Handler(served.name, HandlerKind.HOUSE, served.path, served.line)
                handlers.setdefault((served.path, served.line), found)
    routes = routes_of(machine, registrations)
    routes = routes_of(machine, [*registrations, *_unregistered(machine.tables, routes)])
    models, model_registrars = scan_models(lookup, settings)
    entries = _entries(machine)
    for entry in entries:
        if entry.handler and entry.handler_path:
            started = Handler(entry.handler, HandlerKind.LAMBDA, entry.handler_path, entry.handler_line)
            handlers[started.path, started.line] = started
    return Survey(
        routes=tuple(sorted(routes, key=_place)),
        registrars=(*registrars, *model_registrars),
        models=tuple(models),
        handlers=tuple(sorted(handlers.values(), key=lambda each: (each.path, each.line))),
        entries=entries,
    )


def _place(route: Route) -> tuple[str, int, str, str]:
    return route.file, route.line, route.method, route.path


def _unregistered(tables: list[Registration], routes: list[Route]) -> list[Registration]:
    """Return the entries of route tables that evaluation did not see registered."""
    known = {(each.file, each.line) for each in routes}
    return [each for each in tables if each.site not in known]


def _entries(machine: Machine) -> tuple[Route, ...]:
    found: dict[tuple[str, int], Route] = {}
    for value, site, began in machine.entries:
        served = serving.resolve(machine, value)
        # A function of the house's own that starts Lambdas starts one for each program that calls it.
        place = site if _folder(site) == _folder(began) or not began[0] else began
        found.setdefault(
            place,
            Route(
                method="ANY",
                path="",
                handler=served.name,
                file=place[0],
                line=place[1],
                source="lambda",
                confidence=RouteConfidence.EVENT,
                middleware=served.wrappers,
                handler_path=served.path,
                handler_line=served.line,
            ),
        )
    return tuple(found[site] for site in sorted(found))


def _folder(site: tuple[str, int]) -> str:
    return site[0].rpartition("/")[0]


def find_routes(program: Program, settings: Settings) -> tuple[Route, ...]:
    """Return the routes that the program's code registers, ordered by (file, line, method, path)."""
    return survey(program, settings).routes


def find_registrars(program: Program, settings: Settings) -> tuple[Registrar, ...]:
    """Return the workspace's route and model registrars, configured and learned, with their evidence."""
    return survey(program, settings).registrars


def find_registered_models(program: Program, settings: Settings) -> tuple[RegisteredModel, ...]:
    """Return the types that model registrars were given, ordered by where they are declared."""
    return survey(program, settings).models
