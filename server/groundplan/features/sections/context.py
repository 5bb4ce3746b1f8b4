"""What all fillers of one plan share, worked out once."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from functools import cached_property

from groundplan.discover.patterns import find_patterns
from groundplan.discover.query import Query, make_query
from groundplan.discover.search import find_prior_art
from groundplan.discover.slices import similar_slices
from groundplan.discover.type_decision import Decision, decide
from groundplan.features.sections.line import Links
from groundplan.index.snapshot import Snapshot
from groundplan.model.candidate import Candidate, TypeVerdict
from groundplan.model.pattern import Pattern, PatternKind
from groundplan.model.plan import Plan, ProposedType
from groundplan.model.slice import Chain, StepRole
from groundplan.model.symbol import Symbol, SymbolKind
from groundplan.plan.platform import platform_name
from groundplan.plan.query import query_text
from groundplan.text.identifiers import split_identifier, words

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


SECTION_PATTERNS = frozenset(PatternKind) - {PatternKind.MODELS, PatternKind.MIGRATIONS}
"""Patterns that sections speak of; the conventions of models have a line of their own among the data."""


_CARRIERS = frozenset(("request", "response", "req", "resp", "params", "param", "filter", "input", "output", "dto"))


# What such a type begins with: `FindUser`, `CreateOrder`.
_VERBS = frozenset(("find", "get", "list", "create", "update", "delete", "search", "upsert", "add", "remove"))


def _is_carrier(symbol: Symbol) -> bool:
    parts = split_identifier(symbol.name)
    return not symbol.exported or bool(_CARRIERS & set(parts[-1:])) or (len(parts) > 1 and parts[0] in _VERBS)


class SectionContext:
    """A plan, the index and what discovery finds for the plan as a whole."""

    def __init__(self, snapshot: Snapshot, plan: Plan) -> None:
        self.snapshot = snapshot
        self.plan = plan
        self.links = Links(plan.path)

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
        return make_query([*query_text(self.plan), (" ".join(reinvented), REINVENTED_WEIGHT)])

    @cached_property
    def candidates(self) -> tuple[Candidate, ...]:
        """Prior art for the plan, best first."""
        return find_prior_art(self.snapshot, self.query, POOL)

    @cached_property
    def types(self) -> tuple[Candidate, ...]:
        """Existing structs for the plan: registered models first where the workspace has them, else by score."""
        structs = [item for item in self.candidates if item.symbol.kind is SymbolKind.STRUCT]
        structs = self._with_slices([item for item in structs if not self._is_component(item.symbol)])
        models = [item for item in structs if self.snapshot.is_registered_model(item.symbol)]
        return tuple(models) if len(models) >= 2 else tuple(structs)

    def _is_component(self, symbol: Symbol) -> bool:
        """Whether similar features run through a struct's methods, and its fields say nothing of data: no tags."""
        if (symbol.import_path, symbol.name) not in self._receivers:
            return False
        decl = self.snapshot.type_decl(symbol)
        return decl is None or not any(field.tag for field in decl.fields)

    @cached_property
    def _receivers(self) -> frozenset[tuple[str, str]]:
        steps = [step for chain in self.slices for step in chain.steps if step.role is not StepRole.TYPE]
        return frozenset((step.symbol.import_path, step.symbol.receiver) for step in steps if step.symbol.receiver)

    def _with_slices(self, structs: list[Candidate]) -> list[Candidate]:
        """Rank types higher that the most similar features work on: the plan's feature will too."""
        title = set(words(self.plan.title))
        worked_on: dict[int, list[float]] = {}
        for chain in self.slices[:TELLING_SLICES]:
            for symbol in {step.symbol.id for step in chain.steps if step.role is StepRole.TYPE}:
                worked_on.setdefault(symbol, []).append(chain.score)
        found: list[tuple[float, Candidate]] = []
        for item in structs:
            scores = worked_on.get(item.symbol.id, [])
            rank = (item.score + WORKED_ON * sum(scores)) * (CARRIER if _is_carrier(item.symbol) else 1.0)
            named = set(words(item.symbol.name))
            rank += IN_TITLE if named and named <= title else 0.0
            if scores:
                reason = (
                    f"what {len(scores)} similar features work on"
                    if len(scores) > 1
                    else "what a similar feature works on"
                )
                item = replace(item, score=min(1.0, rank), reasons=(reason, *item.reasons))
            found.append((rank, item))
        return [item for _, item in sorted(found, key=lambda pair: -pair[0])]

    @cached_property
    def slices(self) -> tuple[Chain, ...]:
        """Features of the code most like the planned one, best first."""
        return similar_slices(self.snapshot, self.query, SLICES)

    @cached_property
    def near(self) -> tuple[str, ...]:
        """The files that the plan's feature is likely to stand beside: where the most similar features begin."""
        return tuple(dict.fromkeys(item.entry.path for item in self.slices[:3]))

    @cached_property
    def patterns(self) -> dict[PatternKind, Pattern]:
        """How the code does things, with examples close to similar features."""
        return {pattern.kind: pattern for pattern in find_patterns(self.snapshot, SECTION_PATTERNS, self.near)}

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
