"""Justification for ANY New Technology: on which level of the reuse hierarchy each proposal is, and what it owes."""

from __future__ import annotations

from groundplan.features.sections.context import SectionContext
from groundplan.features.sections.line import Line, count_of
from groundplan.model.candidate import TypeVerdict
from groundplan.model.plan import MentionKind
from groundplan.rules.reuse_levels import Level, Proposal, proposals_of

SHOWN = 8
"""Proposals listed; a plan with more is no minimal one."""


def fill(context: SectionContext) -> tuple[Line, ...]:
    """Return a line per proposed type, dependency and resource, the highest level first."""
    found: dict[str, tuple[int, Line]] = {}
    for proposal in proposals_of(context.snapshot, context.plan):
        line = _line_of(context, proposal)
        found.setdefault(line.key, (proposal.level.value, line))
    ranked = sorted(found.values(), key=lambda item: -item[0])
    return tuple(line for _, line in ranked[:SHOWN])


def _line_of(context: SectionContext, proposal: Proposal) -> Line:
    if proposal.kind is MentionKind.DEPENDENCY:
        return _dependency(context, proposal)
    return _resource(context, proposal) if proposal.kind is MentionKind.RESOURCE else _type(context, proposal)


def _type(context: SectionContext, proposal: Proposal) -> Line:
    name, decision = proposal.name, proposal.decision
    match = decision.match if decision is not None else None
    if decision is None or match is None or decision.verdict is TypeVerdict.NEW:
        nearest = f"; the nearest type is {context.links.symbol(match.symbol)}" if match is not None else ""
        return _line(proposal, f"a new type{nearest}", f"why no existing type can hold what `{name}` holds")
    existing = context.links.symbol(match.symbol, match.symbol.display_name)
    if decision.verdict is TypeVerdict.REPEATS:
        said = f"repeats {count_of(len(match.shared), 'field')} of {existing}, which is level 1"
        return _line(proposal, said, f"why `{match.symbol.name}` cannot be extended")
    return _line(proposal, f"extends {existing} by {count_of(len(match.added), 'field')}", "")


def _dependency(context: SectionContext, proposal: Proposal) -> Line:
    if proposal.requirement is not None:
        module, need = proposal.requirement
        target = context.links.target(f"{module.folder}/go.mod".lstrip("/"), need.line)
        how = "an indirect requirement so far" if need.indirect else "in use"
        return _line(proposal, f"{how}, {need.version} ([go.mod:{need.line}]({target}))", "")
    if proposal.level is Level.STANDARD_LIBRARY:
        return _line(proposal, "part of Go's standard library", "")
    return _line(proposal, "in no go.mod of the workspace", "what it does that no package in use can, and a review")


def _resource(context: SectionContext, proposal: Proposal) -> Line:
    noun = proposal.noun
    if proposal.declared is not None:
        place = context.links.place(proposal.declared.path, proposal.declared.line)
        return _line(proposal, f"declared already ({place})", "")
    beside = ""
    if proposal.beside:
        first = proposal.beside[0]
        example = context.links.place(first.path, first.line)
        beside = f" beside {count_of(len(proposal.beside), f'existing {noun}')} (as `{first.logical_id}`, {example})"
    what = f"a new {noun or 'resource'}{beside}"
    return _line(proposal, what, f"why no existing {noun or 'resource'} can carry it")


def _line(proposal: Proposal, what: str, owes: str) -> Line:
    # Everything but the blank stays short of a reason: a rule must not take this line for the author's justification.
    owed = f" ⟨{owes}⟩" if owes else ""
    name, level = proposal.name, proposal.level.value
    return Line(f"- `{name}`: level {level} of 5, {what}.{owed}", f"- `{name}`: level ")
