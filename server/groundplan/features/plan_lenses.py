"""Lines above a plan's headings: what the plan reuses, what is built of a phase, what a blank section can get."""

from __future__ import annotations

from collections.abc import Iterator

from groundplan.features.drift_document import drift_summary
from groundplan.features.meanings import Meaning, Standing
from groundplan.features.open_blanks import open_blanks
from groundplan.features.sections.context import SectionContext
from groundplan.features.sections.insertion import Insertion, insert_section
from groundplan.features.sections.line import count_of
from groundplan.features.sections.table import FILLERS, INSERTABLE
from groundplan.index.snapshot import Snapshot
from groundplan.model.drift import Drift, DriftState
from groundplan.model.feature import Lens
from groundplan.model.location import Location, Span
from groundplan.model.plan import Intent, MentionKind, Plan, SectionRole
from groundplan.plan import is_blank
from groundplan.plan.promises import last_name
from groundplan.rules.used_before_made import phases_of
from groundplan.text.positions import LineIndex

_COUNTED = frozenset((MentionKind.SYMBOL, MentionKind.ENDPOINT, MentionKind.RESOURCE))


def plan_lenses(snapshot: Snapshot, plan: Plan, meanings: tuple[Meaning, ...]) -> tuple[Lens, ...]:
    """Return the lens of the title, then those of blank sections that can be filled, untitled until they are seen."""
    return (*_of_title(snapshot, plan, meanings), *_of_sections(plan))


def phase_lenses(plan: Plan, drift: Drift) -> tuple[Lens, ...]:
    """Return a lens for each phase that promises something: how much of it is built.

    There is none as long as nothing of the phases is: who writes a plan need not be told that the work has not begun.
    """
    if not any(item.phase and item.state is DriftState.DONE for item in drift.items):
        return ()
    lines = LineIndex(plan.text)
    lenses = []
    for phase in phases_of(plan):
        own = [item for item in drift.items if item.phase == phase.title.strip()]
        if own:
            left = [item.span for item in own if item.state is not DriftState.DONE] or [phase.heading_span]
            place = Location(plan.path, lines.line_of(left[0].start), left[0])
            lenses.append(Lens(phase.heading_span, drift_summary(own), (place,)))
    return tuple(lenses)


def section_insertion(snapshot: Snapshot, plan: Plan, role: str) -> Insertion | None:
    """Return what fills the section of a role now, None when there is nothing or no such role."""
    known = next((each for each in SectionRole if each.value == role), None)
    filled = {filled for filled, _ in FILLERS}
    if known is None or known not in (*filled, *INSERTABLE):
        return None
    return insert_section(SectionContext(snapshot, plan), known)


def section_lens_title(insertion: Insertion | None) -> str:
    """Return the title of a blank section's lens."""
    if insertion is None:
        return "Nothing discovered for this section"
    count = count_of(insertion.lines, "discovered entry").replace("entrys", "entries")
    return f"Insert {count}"


def _of_title(snapshot: Snapshot, plan: Plan, meanings: tuple[Meaning, ...]) -> Iterator[Lens]:
    title = next((section for section in plan.sections if section.level == 1), None)
    if title is None:
        return
    reused: set[object] = set()
    new: set[str] = set()
    for mention, meaning in zip(plan.mentions, meanings, strict=True):
        if mention.kind not in _COUNTED:
            continue
        if meaning.targets and mention.intent is not Intent.NEW:
            reused.add((meaning.targets[0].location.path, meaning.targets[0].location.line))
        elif meaning.standing is Standing.PLANNED:
            new.add(last_name(mention.text) if mention.kind is MentionKind.SYMBOL else mention.text)
    new.update(item.decl.name for item in plan.types if not snapshot.types_named(item.decl.name))
    new.update(item.decl.name for item in plan.funcs if not snapshot.resolve(item.decl.qualified_name))
    blanks = open_blanks(plan, snapshot.settings.platform)
    parts = [f"{len(reused)} reused", f"{len(new)} new"]
    parts += [count_of(len(blanks), "open blank")] if blanks else []
    lines = LineIndex(plan.text)
    first = tuple(Location(plan.path, lines.line_of(blank.start), blank) for blank in blanks[:1])
    if reused or new or blanks:
        yield Lens(title.heading_span, " · ".join(parts), first)


def _of_sections(plan: Plan) -> Iterator[Lens]:
    filled = {role for role, _ in FILLERS}
    seen: set[SectionRole] = set()
    for index, section in enumerate(plan.sections):
        role = section.role
        if role is None or role in seen or not is_blank(plan, section):
            continue
        # A section with subsections is filled through them.
        has_parts = any(other.parent == index for other in plan.sections)
        if role in filled or (role in INSERTABLE and not has_parts):
            seen.add(role)
            yield Lens(Span(section.heading_span.start, section.heading_span.end), "", (), role.value)
