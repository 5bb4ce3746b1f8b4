"""Putting filled sections into a plan: in the template's order, beside the author's text, never over it."""

from __future__ import annotations

from dataclasses import dataclass

from groundplan.features.sections.context import SectionContext
from groundplan.features.sections.line import Line
from groundplan.features.sections.renewal import identity_of, renewals_of
from groundplan.features.sections.table import FILLERS
from groundplan.model.finding import TextEdit
from groundplan.model.location import Span
from groundplan.model.plan import Section, SectionRole
from groundplan.plan.evidence_lines import without_lines
from groundplan.plan.placeholders import placeholder_lines
from groundplan.plan.profiles import TemplateSection, template_section, template_sections
from groundplan.plan.profiles.blanks import BLANK_LINES
from groundplan.plan.sections import insertion_point, section_of
from groundplan.text.edits import newline_of


@dataclass(frozen=True, slots=True)
class Insertion:
    """The edits that bring a section into the plan, how many lines of evidence they add, and how many they renew."""

    title: str
    edits: tuple[TextEdit, ...]
    lines: int
    completes: bool
    renewed: int = 0


def insert_section(context: SectionContext, role: SectionRole) -> Insertion | None:
    """Return what brings a section and its subsections into the plan; None when there is nothing to add.

    A subsection that exists is completed: lines whose evidence it already has are left out, those that say it word for
    word with the numbers of an earlier day are renewed, the template's own placeholder lines give way, everything else
    stays byte for byte. It is worked out once for a text of the plan and a
    state of the index: editors ask for actions wherever the cursor goes.
    """
    plan = context.plan
    question = ("insertion", role, plan.path, plan.profile, plan.text, context.lead.text)
    return context.snapshot.remember(question, lambda: _insert_section(context, role))


def _insert_section(context: SectionContext, role: SectionRole) -> Insertion | None:
    template = template_section(role, context.platform)
    parts = _fillable(role, context.platform)
    edits: list[TextEdit] = []
    missing: list[tuple[TemplateSection, tuple[Line, ...]]] = []
    added = renewed = 0
    completes = section_of(context.plan, role) is not None
    for part, lines in [(part, _fill(context, part.role)) for part in parts]:
        present = section_of(context.plan, part.role)
        if present is None:
            missing.append((part, lines))
            added += len(lines)
            continue
        completes = True
        renewals = renewals_of(context.plan, present, lines)
        edits.extend(renewals)
        renewed += len(renewals)
        fresh = _fresh(context, present, lines)
        if fresh:
            edits.extend(_completion(context, present, fresh))
            added += len(fresh)
    if missing:
        edits.append(_new_sections(context, template, missing))
    if not added and not renewed:
        return None
    return Insertion(template.heading, tuple(edits), added, completes, renewed)


def _fillable(role: SectionRole, platform: str) -> list[TemplateSection]:
    filled = {filled for filled, _ in FILLERS}
    if role in filled:
        return [template_section(role, platform)]
    return [part for part in template_sections(platform) if part.parent == role and part.role in filled]


def _fill(context: SectionContext, role: SectionRole) -> tuple[Line, ...]:
    """Return a section's lines, worked out once for a text of the plan and a state of the index."""
    plan = context.plan
    fill = next(fill for filled, fill in FILLERS if filled is role)
    return context.snapshot.remember(("section", role, plan.path, plan.text, context.lead.text), lambda: fill(context))


def _fresh(context: SectionContext, section: Section, lines: tuple[Line, ...]) -> tuple[Line, ...]:
    text = context.plan.text[section.span.start : section.span.end].decode("utf-8", "replace")
    said = without_lines(text)
    fresh = tuple(line for line in lines if identity_of(line) not in said)
    # The blank that asks for more is worth adding only beside new evidence.
    return fresh if any("⟨" not in line.text or "](" in line.text for line in fresh) else ()


def _completion(context: SectionContext, section: Section, lines: tuple[Line, ...]) -> list[TextEdit]:
    text = context.plan.text
    newline = newline_of(text)
    body = section.body_span
    stale = placeholder_lines(context.plan, section, context.platform)
    end = _end_of_writing(text, body, stale)
    if end == body.start:
        # A list may follow its heading at once; a paragraph or a fence reads better below an empty line.
        lead = "" if text[:end].endswith((b"\n", b"\r")) else newline
        lead += "" if lines[0].text.startswith("- ") else newline
    else:
        lead = newline if _is_list_item(text, end) and lines[0].text.startswith("- ") else newline * 2
    block = _joined(lines).replace("\n", newline)
    # Behind the writing there are only blank lines and placeholders: the placeholders give way to the new lines.
    behind = [span for span in stale if span.start >= end]
    stop = behind[-1].end if behind else end
    if end == body.start and behind and not text[end : behind[0].start].strip():
        # An empty line between the heading and the placeholders stays.
        end, lead = behind[0].start, ""
    line_ends = text[stop : body.end].count(newline.encode())
    wanted = 1 if body.end == len(text) else 2
    edit = TextEdit(Span(end, stop), f"{lead}{block}{newline * max(0, wanted - line_ends)}")
    return [*(TextEdit(span, "") for span in stale if span.start < end), edit]


def _end_of_writing(text: bytes, body: Span, stale: tuple[Span, ...]) -> int:
    """Return where the last line that an author wrote ends; the body's start where there is none."""
    end = body.end
    for span in reversed(stale):
        end = _without_blanks(text, body.start, end)
        if not span.start < end <= span.end:
            return end
        end = span.start
    return _without_blanks(text, body.start, end)


def _without_blanks(text: bytes, start: int, end: int) -> int:
    while end > start and text[end - 1 : end] in (b"\n", b"\r", b" ", b"\t"):
        end -= 1
    return end


def _is_list_item(text: bytes, end: int) -> bool:
    start = text.rfind(b"\n", 0, end) + 1
    return text[start:end].lstrip().startswith((b"- ", b"* ", b"+ "))


def _new_sections(
    context: SectionContext, template: TemplateSection, missing: list[tuple[TemplateSection, tuple[Line, ...]]]
) -> TextEdit:
    newline = newline_of(context.plan.text)
    parent_there = template.role is missing[0][0].role or section_of(context.plan, template.role) is not None
    role = missing[0][0].role if parent_there else template.role
    point = insertion_point(context.plan, role)
    blocks: list[str] = []
    level = point.level
    if not parent_there:
        blocks.append(f"{'#' * level} {template.heading}")
        level += 1
    for part, lines in missing:
        blocks.append(f"{'#' * level} {part.heading}")
        blocks.append(_joined(lines) if lines else "\n".join(BLANK_LINES[part.role]))
    return TextEdit(Span(point.offset, point.offset), point.text(_spaced(blocks), newline))


def _spaced(blocks: list[str]) -> str:
    """Join headings and bodies: a heading's list follows at once, the next heading after a blank line."""
    text = ""
    for position, block in enumerate(blocks):
        if position:
            heading_of_list = blocks[position - 1].startswith("#") and block.startswith("- ")
            text += "\n" if heading_of_list else "\n\n"
        text += block
    return text


def _joined(lines: tuple[Line, ...]) -> str:
    text = ""
    for position, line in enumerate(lines):
        if position:
            both_items = line.text.startswith("- ") and lines[position - 1].text.startswith("- ")
            text += "\n" if both_items else "\n\n"
        text += line.text
    return text
