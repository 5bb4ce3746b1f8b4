"""What all fillers of one plan share, worked out once."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import cached_property

from groundplan.discover.patterns import find_patterns
from groundplan.discover.query import Query, make_query
from groundplan.discover.search import find_prior_art
from groundplan.discover.slices import similar_slices
from groundplan.discover.type_decision import Decision, decide
from groundplan.features.sections.line import Links
from groundplan.features.sections.machinery import is_kept, is_machinery
from groundplan.features.sections.ranking import is_carrier, is_told, merged, only_mentions, shape_of
from groundplan.features.sections.stand_ins import is_of_tests, is_stand_in, without_stand_ins
from groundplan.index.snapshot import Snapshot
from groundplan.model.candidate import Candidate, TypeVerdict
from groundplan.model.go import TypeKind
from groundplan.model.module import Module
from groundplan.model.pattern import Pattern, PatternKind
from groundplan.model.plan import Plan, ProposedType
from groundplan.model.route import Route, RouteConfidence
from groundplan.model.slice import Chain, StepRole
from groundplan.model.symbol import Symbol, SymbolKind
from groundplan.plan.feature_folder import lead_of
from groundplan.plan.platform import platform_name
from groundplan.plan.query import query_text, requirements_title, subject_of_title
from groundplan.text.identifiers import spoken_name, words

POOL = 120
"""Candidates looked at for all sections together."""

SLICES = 12
"""Similar features worked out; a section shows the best few and counts the rest."""

SURE = 0.6
"""Confidence from which an existing type in place of a proposed one says what the plan is about."""

TELLING_SLICES = 4
"""Similar features whose types count: as many as are shown."""

WORKED_ON = 0.25
"""What a type gains in rank from a similar feature of the highest score that works on it."""

IN_TITLE = 0.5
"""What a type gains whose whole name is in the plan's title."""

CARRIER = 0.6
"""Share of the rank that is left to what carries data to and from callers, or is private to a package."""

REINVENTED_WEIGHT = 2.0
"""Weight of such a type's name in the search; the title has 3, the summary 2."""

MENTIONED = 0.35
"""Share of the rank that is left to a type of which only fields, or only its comment, speak of the subject."""

OUTSIDE = 0.35
"""Share of the rank that is left to the types of a package that speaks to a service outside: they are its messages."""


SECTION_PATTERNS = frozenset(PatternKind) - {PatternKind.MODELS, PatternKind.MIGRATIONS}
"""Patterns that sections speak of; the conventions of models have a line of their own among the data."""


OF_TESTS = frozenset((PatternKind.TESTS, PatternKind.ASSERTIONS, PatternKind.MOCKS, PatternKind.TEST_SERVERS))

ENOUGH_WORDS = 2
"""Words that must be left of a search when the platform's name is taken out of it."""

OF_ANY_FEATURE = frozenset(
    ("api", "endpoint", "http", "rest", "json", "url", *("get", "put", "set", "give", "see", "bad", "well"))
)
"""Words of requirements that say how people or programs ask for something, not for what."""

_LABEL = re.compile(r"(?:us|uc|fr|nfr|ac|sc|req)\d+")
"""How requirements are numbered."""

BEARING = 1.5
"""What a feature's share of the title's words in its own names adds to it, as a multiple of its score."""

BARELY = 0.5
"""Share of its score that is left to a feature that only works with something of the plan, where others do more."""


class SectionContext:
    """A plan, the index and what discovery finds for the plan as a whole.

    `lead` is the document that says what a plan of several documents is about; where it is not given, the one that
    leads the plan's folder, else the plan itself.
    """

    def __init__(self, snapshot: Snapshot, plan: Plan, lead: Plan | None = None) -> None:
        self.snapshot = snapshot
        self.plan = plan
        self.links = Links(plan.path)
        self.lead = lead if lead is not None else lead_of(snapshot, plan)

    @cached_property
    def platform(self) -> str:
        """What the team calls its platform, by its settings or its module paths."""
        return platform_name(self.snapshot.settings.platform, [module.path for module in self.snapshot.modules])

    @cached_property
    def query(self) -> Query:
        """The plan's title, summary and proposals as a search, with the types that the proposals come down to."""
        reinvented = [
            decision.match.symbol.name
            for _, decision in self.decisions
            if decision.match is not None
            and decision.verdict is TypeVerdict.REPEATS
            and decision.match.confidence >= SURE
        ]
        return self._without_platform(make_query([*query_text(self.lead), (" ".join(reinvented), REINVENTED_WEIGHT)]))

    def _without_platform(self, query: Query, enough: int = ENOUGH_WORDS) -> Query:
        """Return a query without what any feature may bear, unless little else is left.

        That is the platform's own name, and how features are reached where the title does not speak of it.
        """
        titled = words(subject_of_title(self.lead))
        named = set(words(self.platform)) | (OF_ANY_FEATURE - set(titled))
        if titled[-1:] == ["list"] and len(titled) > 1:
            # A wish list is no listing of wishes: in code the word is almost always the verb.
            named.add("list")
        left = tuple(term for term in query.terms if term[0] not in named and not _LABEL.fullmatch(term[0]))
        return replace(query, terms=left) if len(left) >= enough else query

    @cached_property
    def candidates(self) -> tuple[Candidate, ...]:
        """Prior art for the plan, best first."""
        return find_prior_art(self.snapshot, self.query, POOL)

    @cached_property
    def title_query(self) -> Query:
        """The titles of the plan and of the requirements that it names, alone, as a search."""
        titles = [subject_of_title(self.lead), requirements_title(self.lead)]
        return self._without_platform(make_query([(title, 1.0) for title in titles if title]), 1)

    @cached_property
    def types(self) -> tuple[Candidate, ...]:
        """Existing structs for the plan: registered models first where the workspace has them, else by score."""
        structs = [item for item in self.candidates if item.symbol.kind is SymbolKind.STRUCT]
        if self.title_query.terms:
            titled = find_prior_art(self.snapshot, self.title_query, POOL)
            titled = tuple(item for item in titled if item.symbol.kind is SymbolKind.STRUCT)
            structs = merged(structs, titled, lambda item: item.symbol.id)
        known = {item.symbol.id for item in structs}
        for chain in self.slices[:TELLING_SLICES]:
            for step in chain.steps:
                if step.symbol.kind is SymbolKind.STRUCT and step.symbol.id not in known:
                    known.add(step.symbol.id)
                    structs.append(Candidate(step.symbol, 0.0, ()))
        structs = [item for item in structs if not self._is_component(item.symbol)]
        structs = [item for item in structs if item.symbol.path not in self._declaring]
        # A program's own copy of a type, as migration scripts have, is not what others build on.
        shared = {item.symbol.name for item in structs if item.symbol.package != "main"}
        structs = [item for item in structs if item.symbol.package != "main" or item.symbol.name not in shared]
        structs = self._with_slices(structs)
        models = [item for item in structs if self.snapshot.is_registered_model(item.symbol)]
        return tuple(models) if len(models) >= 2 else tuple(structs)

    def _is_component(self, symbol: Symbol) -> bool:
        """Whether a struct does the work instead of being worked on.

        It has no fields; or they say nothing of data, for they have no tags, and similar features run through its
        methods, or it holds what works: locks, channels, functions, connections, interfaces; or it is private to its
        package.
        """
        decl = self.snapshot.type_decl(symbol)
        if decl is not None and decl.kind is TypeKind.STRUCT and not decl.fields:
            return True
        if decl is not None and any(is_kept(field) for field in decl.fields):
            return False
        runs = (symbol.import_path, symbol.name) in self._receivers
        if symbol.name.startswith("Err") or symbol.name.endswith("Error"):
            return True
        return runs or decl is None or not symbol.exported or is_machinery(self.snapshot, symbol, decl)

    @cached_property
    def _receivers(self) -> frozenset[tuple[str, str]]:
        steps = [step for chain in self.slices for step in chain.steps if step.role is not StepRole.TYPE]
        return frozenset((step.symbol.import_path, step.symbol.receiver) for step in steps if step.symbol.receiver)

    def _with_slices(self, structs: list[Candidate]) -> list[Candidate]:
        """Rank types higher that the most similar features work on: the plan's feature will too."""
        title = set(words(self.lead.title))
        worked_on: dict[int, list[float]] = {}
        for chain in self.slices[:TELLING_SLICES]:
            for symbol in {step.symbol.id for step in chain.steps if step.role is StepRole.TYPE}:
                worked_on.setdefault(symbol, []).append(chain.score)
        found: list[tuple[float, Candidate]] = []
        apart = {item.symbol.id for item in structs if self._speaks_outside(item.symbol)}
        if len(apart) == len(structs):
            apart = set()
        some_named = any(not only_mentions(item) for item in structs)
        for item in structs:
            scores = worked_on.get(item.symbol.id, [])
            rank = (item.score + WORKED_ON * sum(scores)) * (CARRIER if is_carrier(item.symbol) else 1.0)
            named = set(words(item.symbol.name))
            outside = not scores and item.symbol.id in apart
            rank += IN_TITLE if named and named <= title and not outside else 0.0
            rank *= MENTIONED if some_named and not scores and only_mentions(item) else 1.0
            rank *= OUTSIDE if outside else 1.0
            if scores:
                reason = (
                    f"what {len(scores)} similar features work on"
                    if len(scores) > 1
                    else "what a similar feature works on"
                )
                item = replace(item, reasons=(reason, *item.reasons))
            found.append((rank, replace(item, score=min(1.0, rank))))
        return [item for _, item in sorted(found, key=lambda pair: -pair[0])]

    def _speaks_outside(self, symbol: Symbol) -> bool:
        """Whether a type's package is a client of a service outside, and no type of it is kept here."""
        return symbol.import_path in self._client_packages and not self.snapshot.is_registered_model(symbol)

    @cached_property
    def _client_packages(self) -> frozenset[str]:
        served = {handler.path.rpartition("/")[0] for handler in self.snapshot.handlers}
        return frozenset(
            row.import_path
            for row in self.snapshot.pattern_rows
            if row.kind is PatternKind.INTEGRATIONS and row.unit == "type" and row.path.rpartition("/")[0] not in served
        )

    @cached_property
    def slices(self) -> tuple[Chain, ...]:
        """Features of the code most like the planned one, best first; the best one's score is 1."""
        found: list[Chain] = list(similar_slices(self.snapshot, self.query, SLICES))
        if self.title_query.terms:
            titled = similar_slices(self.snapshot, self.title_query, SLICES)
            found = merged(found, titled, lambda item: item.entry.id)
        found = [item for item in found if item.routes or not (item.entry.name == "init" or self._hands_on(item.entry))]
        found = [_as_it_runs(item) for item in found if not is_stand_in(item.entry.path)]
        found = [replace(item, routes=tuple(map(self.as_specified, item.routes))) for item in found]
        if any(map(is_told, found)):
            found = [item if is_told(item) else replace(item, score=BARELY * item.score) for item in found]
        scored = [(item.score * self._bearing_title(item), item) for item in found]
        best = max((score for score, _ in scored), default=0.0) or 1.0
        ranked = sorted(scored, key=lambda each: -each[0])
        return tuple(replace(item, score=round(score / best, 4)) for score, item in ranked)[:SLICES]

    def _bearing_title(self, item: Chain) -> float:
        """How many times as much a feature counts whose function, receiver or route bears words of the title."""
        titled = set(self.title_query.words)
        return 1.0 + BEARING * len(self.named_in_title(item)) / len(titled) if titled else 1.0

    def named_in_title(self, item: Chain) -> set[str]:
        """Return the words of the title that a feature's function, receiver, package or route is named after."""
        entry = item.entry
        named = f"{entry.qualified_name} {spoken_name(entry.name, entry.receiver, entry.import_path)}"
        return set(self.title_query.words) & set(words(" ".join((named, *(route.path for route in item.routes)))))

    def as_specified(self, route: Route) -> Route:
        """Return a route with the path that a specification gives it, where it is mounted behind more than is seen."""
        path = self._specified_paths.get((route.method, shape_of(route.path)))
        return route if path is None or route.confidence is RouteConfidence.SPEC else replace(route, path=path)

    @cached_property
    def _specified_paths(self) -> dict[tuple[str, str], str]:
        """The whole path of each route of the code that is the end of exactly one path of a specification."""
        specified = [route for route in self.snapshot.routes if route.confidence is RouteConfidence.SPEC]
        by_method: dict[str, list[tuple[str, str]]] = {}
        for route in specified:
            by_method.setdefault(route.method, []).append((shape_of(route.path), route.path))
        found: dict[tuple[str, str], str] = {}
        for route in self.snapshot.routes if specified else ():
            shape = shape_of(route.path)
            same = by_method.get(route.method, [])
            longer = {path for each, path in same if shape != "/" and each.endswith(shape) and each != shape}
            if len(longer) == 1 and all(each != shape for each, _ in same):
                found[(route.method, shape)] = longer.pop()
        return found

    @cached_property
    def home(self) -> tuple[Module, ...]:
        """The modules that the plan's feature is in, and those of the workspace that they require; all if unknown."""
        modules = self.snapshot.modules
        own = {module.path for path in self.near for module in self._modules_of(path)}
        own |= {need.path for module in modules if module.path in own for need in module.requirements}
        return tuple(module for module in modules if module.path in own) or modules

    def is_at_home(self, path: str) -> bool:
        """Tell whether a file is in one of the modules that the plan's feature has to do with."""
        found = self._modules_of(path)
        return not found or found[0] in self.home

    def _modules_of(self, path: str) -> list[Module]:
        """The module of a file, in a list that is empty where it is in none."""
        holding = [each for each in self.snapshot.modules if not each.folder or path.startswith(f"{each.folder}/")]
        return sorted(holding, key=lambda each: -len(each.folder))[:1]

    def _hands_on(self, entry: Symbol) -> bool:
        """Whether a function that serves no route leads to those that do: it registers them or passes requests on.

        A program that only starts a function's handler, and code that declares infrastructure, are not features either.
        """
        folder = entry.path.rpartition("/")[0]
        if entry.path in self._declaring:
            return True
        if entry.package == "main" and entry.name == "main":
            decl = self.snapshot.func_decl(entry)
            if decl is not None and any(call.startswith("lambda.Start") for call in decl.calls):
                return True
        routes = self.snapshot.routes
        if entry.package == "main" and any(route.handler_path.rpartition("/")[0] == folder for route in routes):
            return True
        below = [each.line for each in self.snapshot.symbols_of_file(entry.path) if each.line > entry.line]
        end = min(below, default=0)
        lines = [route.line for route in routes if route.file == entry.path and route.line >= entry.line]
        return any(not end or line < end for line in lines)

    @cached_property
    def _declaring(self) -> frozenset[str]:
        """The Go files that declare resources of the infrastructure."""
        return frozenset(each.path for each in self.snapshot.resources if each.path.endswith(".go"))

    @cached_property
    def near(self) -> tuple[str, ...]:
        """The files that the plan's feature is likely to stand beside: where the most similar features begin."""
        return tuple(dict.fromkeys(item.entry.path for item in self.slices[:3]))

    @cached_property
    def patterns(self) -> dict[PatternKind, Pattern]:
        """How the code does things, with examples close to similar features."""
        found = {pattern.kind: pattern for pattern in find_patterns(self.snapshot, SECTION_PATTERNS, self.near)}
        for kind in SECTION_PATTERNS - OF_TESTS:
            kept = without_stand_ins(found[kind]) if kind in found else None
            if kept is not None:
                found[kind] = kept
            else:
                found.pop(kind, None)
        return found

    @cached_property
    def telling_middleware(self) -> frozenset[str]:
        """Middleware that stands before some routes and not before most: what every route has says nothing of one."""
        routes = self.snapshot.routes
        counted = Counter(name for route in routes for name in dict.fromkeys(route.middleware))
        return frozenset(name for name, count in counted.items() if 2 * count <= len(routes) and name != "func")

    @cached_property
    def decisions(self) -> tuple[tuple[ProposedType, Decision], ...]:
        """The verdict on each type that the plan proposes."""
        return tuple((proposed, decide(self.snapshot, proposed)) for proposed in self.plan.types)


def _as_it_runs(item: Chain) -> Chain:
    """Return a feature without the tables and services that only tests stand up."""
    return replace(item, kept_in=tuple(node for node in item.kept_in if not is_of_tests(node.path)))
