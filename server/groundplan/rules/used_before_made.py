"""GP408: a phase uses something that a later phase makes."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from groundplan.index.snapshot import Snapshot
from groundplan.model.finding import Finding, Fix, Severity, TextEdit
from groundplan.model.location import Span
from groundplan.model.plan import Intent, Mention, MentionKind, Plan, Section
from groundplan.model.plan import SectionRole as Role
from groundplan.plan.targets import targets_of
from groundplan.rules.escapes import line_end
from groundplan.rules.recognised import follows_template
from groundplan.rules.rule import Rule

_PHASE = re.compile(r"\W*(?:implementation\s+)?(?:phase|stage|milestone|iteration|step)\s+(\d+)\b", re.IGNORECASE)
_ROLES = (Role.PHASE_CORE, Role.PHASE_LOGIC, Role.PHASE_ADVANCED)


def check(snapshot: Snapshot, plan: Plan) -> Iterator[Finding]:
    """Yield a finding for the first use of each thing in a phase before the only one that makes it."""
    if not follows_template(plan):
        return
    phases = phases_of(plan)
    starts = [phase.span.start for phase in phases]

    def phase_of(mention: Mention) -> int:
        """Return the index of the phase that a mention stands in, -1 outside of all and in fences."""
        index = bisect_right(starts, mention.span.start) - 1
        return -1 if mention.in_fence or index < 0 or mention.span.start >= phases[index].span.end else index

    made: dict[tuple[MentionKind, str], set[int]] = {}
    for mention in plan.mentions:
        if mention.intent is Intent.NEW and (index := phase_of(mention)) >= 0:
            made.setdefault((mention.kind, mention.text), set()).add(index)
    texts = {text for _, text in made}
    used: dict[tuple[MentionKind, str], list[tuple[int, Mention]]] = {}
    for mention in plan.mentions:
        if mention.text in texts and mention.intent is not Intent.NEW and (index := phase_of(mention)) >= 0:
            used.setdefault((mention.kind, mention.text), []).append((index, mention))
    for key, where in made.items():
        early = [item for item in used.get(key, ()) if item[0] < min(where)]
        if len(where) == 1 and early and not targets_of(snapshot, plan, early[0][1]):
            index, mention = early[0]
            later = phases[min(where)]
            if _refers_to(plan, mention, later):
                continue
            message = f"`{mention.text}` is used in `{_title(phases[index])}` and made in `{_title(later)}` only."
            fix = Fix(f"Note that {_short(later)} makes it", (_note(plan, mention, later),), preferred=True)
            severity, span = Severity.INFO, mention.span
            yield Finding(USED_BEFORE_MADE.code, severity, 0.7, message, span, mention.text, (), (fix,))


def phases_of(plan: Plan) -> list[Section]:
    """Return the sections that are phases of the work, in source order; none inside of another."""
    found: list[Section] = []
    for section in plan.sections:
        inside = any(each.span.start <= section.span.start < each.span.end for each in found)
        # A document of one phase has it in its title.
        if section.level > 1 and not inside and (section.role in _ROLES or _PHASE.match(section.title)):
            found.append(section)
    return found


def _refers_to(plan: Plan, mention: Mention, phase: Section) -> bool:
    """Tell whether the line of a mention names the phase that makes the thing: its author knows."""
    start = plan.text.rfind(b"\n", 0, mention.span.start) + 1
    line = plan.text[start : line_end(plan.text, mention.span.end)].decode("utf-8", "replace")
    return re.search(rf"\b{re.escape(_short(phase))}(?!\w)", line, re.IGNORECASE) is not None


def _note(plan: Plan, mention: Mention, phase: Section) -> TextEdit:
    """Return the edit that says behind a name which phase makes it; the author says what stands in until then."""
    line = plan.text[mention.span.end : line_end(plan.text, mention.span.end)]
    start = plan.text.rfind(b"\n", 0, mention.span.start) + 1
    quoted = plan.text.count(b"`", start, mention.span.start) % 2 == 1
    at = mention.span.end + (line.find(b"`") + 1 if quoted else 0)
    return TextEdit(Span(at, at), f" (made in {_short(phase)}: ⟨what stands in until then?⟩)")


def _short(section: Section) -> str:
    """Return how a text refers to a phase: `Phase 2`, else its title."""
    numbered = _PHASE.match(section.title)
    return numbered.group().strip(" \t*_") if numbered is not None else _title(section)


def _title(section: Section) -> str:
    return section.title.strip()


USED_BEFORE_MADE = Rule(
    code="GP408",
    name="used-before-it-is-made",
    severity=Severity.INFO,
    summary="A phase uses something that only a later phase makes",
    rationale=(
        "Phases are delivered one by one, so each has to work without the next. The rule compares what a phase names"
        " with what later ones announce; what the code has already is left alone, and so is a line that names the later"
        " phase."
    ),
    bad="Phase 1 calls `SeamService.Reserve`; Phase 2 creates `SeamService.Reserve`.",
    good="Phase 1 creates `SeamService.Reserve` and calls it.",
    check=check,
)
