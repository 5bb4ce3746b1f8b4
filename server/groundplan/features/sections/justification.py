"""Justification for ANY New Technology: on which level of the reuse hierarchy each proposal is, and what it owes.

The levels: 1 an existing pattern or type, 2 existing infrastructure, 3 a package in use, 4 the standard library, 5 what
is new.
"""

from __future__ import annotations

from collections.abc import Iterator

from groundplan.detect.joins.kinds import kind_of
from groundplan.features.sections.context import SectionContext
from groundplan.features.sections.line import Line, count_of
from groundplan.model.candidate import TypeVerdict
from groundplan.model.module import Module, Requirement
from groundplan.model.plan import Intent, Mention, MentionKind, SectionRole
from groundplan.plan.evidence_lines import cites_code, line_around
from groundplan.plan.mentions.standard_library import is_standard_package
from groundplan.plan.targets import targets_of

SHOWN = 8
"""Proposals listed; a plan with more is no minimal one."""


def fill(context: SectionContext) -> tuple[Line, ...]:
    """Return a line per proposed type, dependency and resource, the highest level first."""
    found: dict[str, tuple[int, Line]] = {}
    for level, line in (*_types(context), *_named(context)):
        found.setdefault(line.key, (level, line))
    ranked = sorted(found.values(), key=lambda item: -item[0])
    return tuple(line for _, line in ranked[:SHOWN])


def _types(context: SectionContext) -> Iterator[tuple[int, Line]]:
    for proposed, decision in context.decisions:
        name, match = proposed.decl.name, decision.match
        if decision.verdict is TypeVerdict.NEW or match is None:
            nearest = f"; the nearest type is {context.links.symbol(match.symbol)}" if match is not None else ""
            yield 5, _line(name, 5, f"a new type{nearest}", f"why no existing type can hold what `{name}` holds")
            continue
        existing = context.links.symbol(match.symbol, match.symbol.display_name)
        if decision.verdict is TypeVerdict.REPEATS:
            said = f"repeats {count_of(len(match.shared), 'field')} of {existing}, which is level 1"
            yield 5, _line(name, 5, said, f"why `{match.symbol.name}` cannot be extended")
        elif match.added:
            yield 1, _line(name, 1, f"extends {existing} by {count_of(len(match.added), 'field')}", "")


def _named(context: SectionContext) -> Iterator[tuple[int, Line]]:
    for mention in context.plan.mentions:
        if not _is_proposed(context, mention):
            continue
        if mention.kind is MentionKind.DEPENDENCY:
            yield _dependency(context, mention.text)
        elif mention.kind is MentionKind.RESOURCE:
            yield _resource(context, mention)


def _is_proposed(context: SectionContext, mention: Mention) -> bool:
    if mention.section >= 0 and context.plan.sections[mention.section].role is SectionRole.JUSTIFICATION:
        return False
    if cites_code(line_around(context.plan.text, mention.span.start)):
        return False
    return mention.intent is Intent.NEW or (mention.kind is MentionKind.DEPENDENCY and mention.intent is Intent.CHANGED)


def _dependency(context: SectionContext, path: str) -> tuple[int, Line]:
    found = _requirement(context, path)
    if found is not None:
        module, need = found
        target = context.links.target(f"{module.folder}/go.mod".lstrip("/"), need.line)
        how = "an indirect requirement so far" if need.indirect else "in use"
        return 3, _line(path, 3, f"{how}, {need.version} ([go.mod:{need.line}]({target}))", "")
    if is_standard_package(path):
        return 4, _line(path, 4, "part of Go's standard library", "")
    return 5, _line(path, 5, "in no go.mod of the workspace", "what it does that no package in use can, and a review")


def _requirement(context: SectionContext, path: str) -> tuple[Module, Requirement] | None:
    for module in context.snapshot.modules:
        for need in module.requirements:
            if need.path == path or need.path.endswith(f"/{path}") or path.startswith(f"{need.path}/"):
                return module, need
    return None


def _resource(context: SectionContext, mention: Mention) -> tuple[int, Line]:
    for target in targets_of(context.snapshot, context.plan, mention):
        if target.resource is not None:
            place = context.links.place(target.location.path, target.location.line)
            return 2, _line(mention.text, 2, f"declared already ({place})", "")
    same = [each for each in context.snapshot.resources if kind_of(each.type) == mention.noun]
    beside = ""
    if same:
        example = context.links.place(same[0].path, same[0].line)
        beside = f" beside {count_of(len(same), f'existing {mention.noun}')} (as `{same[0].logical_id}`, {example})"
    what = f"a new {mention.noun or 'resource'}{beside}"
    return 5, _line(mention.text, 5, what, f"why no existing {mention.noun or 'resource'} can carry it")


def _line(name: str, level: int, what: str, owes: str) -> Line:
    # Everything but the blank stays short of a reason: a rule must not take this line for the author's justification.
    owed = f" ⟨{owes}⟩" if owes else ""
    return Line(f"- `{name}`: level {level} of 5, {what}.{owed}", f"- `{name}`: level ")
