"""GP408: a phase uses something that a later phase makes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from groundplan.index.snapshot import Snapshot
from groundplan.model.finding import Finding, Severity
from groundplan.model.plan import Intent, Mention, MentionKind, Plan, Section
from groundplan.model.plan import SectionRole as Role
from groundplan.plan.targets import targets_of
from groundplan.rules.recognised import follows_template
from groundplan.rules.rule import Rule

_PHASE = re.compile(r"\W*(?:implementation\s+)?(?:phase|stage|milestone|iteration|step)\s+(\d+)\b", re.IGNORECASE)
_ROLES = (Role.PHASE_CORE, Role.PHASE_LOGIC, Role.PHASE_ADVANCED)


def check(snapshot: Snapshot, plan: Plan) -> Iterator[Finding]:
    """Yield a finding for the first use of each thing in a phase before the only one that makes it."""
    if not follows_template(plan):
        return
    phases = phases_of(plan)
    made: dict[tuple[MentionKind, str], set[int]] = {}
    used: dict[tuple[MentionKind, str], list[tuple[int, Mention]]] = {}
    for index, phase in enumerate(phases):
        for mention in plan.mentions:
            if mention.in_fence or not phase.span.start <= mention.span.start < phase.span.end:
                continue
            key = (mention.kind, mention.text)
            if mention.intent is Intent.NEW:
                made.setdefault(key, set()).add(index)
            else:
                used.setdefault(key, []).append((index, mention))
    for key, where in made.items():
        early = [item for item in used.get(key, ()) if item[0] < min(where)]
        if len(where) == 1 and early and not targets_of(snapshot, plan, early[0][1]):
            index, mention = early[0]
            using, making = _title(phases[index]), _title(phases[min(where)])
            message = f"`{mention.text}` is used in `{using}` and made in `{making}` only."
            yield Finding(USED_BEFORE_MADE.code, Severity.INFO, 0.7, message, mention.span, mention.text)


def phases_of(plan: Plan) -> list[Section]:
    """Return the sections that are phases of the work, in source order; none inside of another."""
    found: list[Section] = []
    for section in plan.sections:
        inside = any(each.span.start <= section.span.start < each.span.end for each in found)
        # A document of one phase has it in its title.
        if section.level > 1 and not inside and (section.role in _ROLES or _PHASE.match(section.title)):
            found.append(section)
    return found


def _title(section: Section) -> str:
    return section.title.strip()


USED_BEFORE_MADE = Rule(
    code="GP408",
    name="used-before-it-is-made",
    severity=Severity.INFO,
    summary="A phase uses something that only a later phase makes",
    rationale=(
        "Phases are delivered one by one, so each has to work without the next. The rule compares what a phase names"
        " with what later ones announce; what the code has already is left alone."
    ),
    bad="Phase 1 calls `SeamService.Reserve`; Phase 2 creates `SeamService.Reserve`.",
    good="Phase 1 creates `SeamService.Reserve` and calls it.",
    check=check,
)
