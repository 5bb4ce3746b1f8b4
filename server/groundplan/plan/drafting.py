"""The text of a plan before anything is filled in: a template with its blanks and what the requirements say."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass

from groundplan.model.finding import TextEdit
from groundplan.model.location import Span
from groundplan.model.plan import SectionRole
from groundplan.plan.carried import NUMBER, SLOTS, Carried, carried_from
from groundplan.plan.parse import parse_plan
from groundplan.plan.placement import filled_slots
from groundplan.plan.profiles import Profile, StyleDocument, template_sections
from groundplan.plan.profiles.blanks import BLANK_LINES
from groundplan.plan.requirements import Quote, Requirements
from groundplan.plan.sections import is_blank, section_of
from groundplan.text.edits import apply_edits

CRITERIA_SHOWN = 20
"""Acceptance criteria carried over; the rest is a link."""

_NAMED_BY_FOLDER = frozenset(("requirements", "spec", "proposal", "prd"))
"""Documents of which the folder says what they are about."""

_CARRIED = re.compile(r"\{\{([a-z ]+)\}\}")
_TITLE_SLOT = re.compile(r"\{\{? ?title ?\}?\}|[<\[⟨](?:title|feature|feature name|name)[>\]⟩]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Source:
    """A requirements document: its path relative to the workspace root ("" outside of it) and what it says."""

    path: str
    says: Requirements


def title_of(source: Source | None) -> str:
    """Return what requirements call their subject: by their title, else by the folder that is theirs, else ""."""
    if source is None:
        return ""
    folder, _, name = source.path.rpartition("/")
    if source.says.title or name.partition(".")[0] not in _NAMED_BY_FOLDER:
        return source.says.title
    return re.sub(r"^\d{3,}-", "", folder.rpartition("/")[2]).replace("-", " ").replace("_", " ").strip()


def draft(title: str, path: str, profile: Profile, platform: str, source: Source | None) -> str:
    """Return the main document of a profile for a plan at a path: its sections in order, each with its blanks.

    What the requirements say is carried over with links: goal and stories into the summary, criteria into the success
    criteria, figures into the performance targets. Lines end with a line feed.
    """
    if profile.documents:
        return draft_document(profile.documents[0], title, path, {}, source, is_main=True)
    headings = [f"{'#' * section.level} {section.heading}" for section in template_sections(platform)]
    return draft_from_template("\n\n".join((f"# {profile.title}", *headings)), title, path, source)


def draft_document(
    document: StyleDocument, title: str, path: str, values: dict[str, str], source: Source | None, *, is_main: bool
) -> str:
    """Return one document of a house style, `values` put into its slots and what the requirements say into theirs.

    Slots in double braces that the requirements have nothing to do with are left for who knows the code. What belongs
    into the sections of a plan goes into the main document alone.
    """
    said = carried_from(source.says) if source is not None else Carried()
    wanted = source is not None and (is_main or "{{goal}}" in document.outline)
    text = filled_slots(document.outline, values)
    text = _CARRIED.sub(lambda slot: SLOTS[slot.group(1)](said) if slot.group(1) in SLOTS else slot.group(), text)
    if is_main:
        return draft_from_template(text, title, path, source)
    text = _titled(text, title, path, source if wanted else None)
    return _furnished(text, path, None) if document.grounded else text


def number_tasks(text: str) -> str:
    """Return a document with its tasks numbered: `T001` in one row, `2.1` below a heading `## 2.`, else `1.`."""
    lines = text.split("\n")
    coded = any(line.startswith("## Format: `[ID]") for line in lines)
    group, count = "", 0
    for index, line in enumerate(lines):
        heading = re.match(r"## (\d+)\. ", line)
        if heading is not None:
            group, count = heading.group(1), 0
        if NUMBER in line:
            count += 1
            number = f"T{count:03}" if coded else f"{group}.{count}" if group else f"{count}."
            lines[index] = line.replace(NUMBER, number, 1)
    return "\n".join(lines)


def draft_from_template(template: str, title: str, path: str, source: Source | None) -> str:
    """Return a template as a plan: its text as it is, the title put in, what the requirements say carried over.

    Sections that hold nothing get the blanks of their role. Comments that say what fills a section stay, so that it is
    filled again later.
    """
    return _furnished(_titled(template, title, path, source), path, source)


def _titled(template: str, title: str, path: str, source: Source | None) -> str:
    """Return a template with the title in its first heading, and below it the requirements where they are given."""
    lines = template.replace("\r\n", "\n").replace("\r", "\n").removeprefix("\ufeff").rstrip("\n").split("\n")
    at = next((index for index, line in enumerate(lines) if re.match(r"#\s+\S", line)), -1)
    if at < 0:
        lines[:0] = [f"# {title}", ""]
        at = 0
    else:
        titled = _TITLE_SLOT.sub(lambda _: title, lines[at])
        lines[at] = titled if titled != lines[at] else f"{lines[at].rstrip()} - {title}"
    if source is not None:
        named = f"[{_label(source)}]({_relative(source.path, path)})" if source.path else _label(source)
        lines[at + 1 : at + 1] = ["", f"Requirements: {named}"]
    return "\n".join(lines) + "\n"


def _furnished(text: str, path: str, source: Source | None) -> str:
    """Return a draft with what belongs into each of its sections."""
    plan = parse_plan(path, text.encode())
    edits = []
    if source is not None and plan.sections and section_of(plan, SectionRole.EXECUTIVE_SUMMARY) is None:
        start = plan.sections[0].body_span.start
        after = plan.text.find(b"\n", plan.text.find(b"Requirements: ", start))
        blocks = _carried_over(SectionRole.EXECUTIVE_SUMMARY, path, source)
        said = "\n\n".join(block for block in blocks if block and block.removeprefix("> ") not in text)
        edits.append(TextEdit(Span(after, after), f"\n\n{said}" if said else ""))
    for index, section in enumerate(plan.sections):
        if section.role is None or section_of(plan, section.role) is not section:
            continue
        blocks = _carried_over(section.role, path, source)
        holds = any(other.parent == index for other in plan.sections) or not is_blank(plan, section)
        body = plan.text[section.body_span.start : section.body_span.end]
        if not holds and "⟨".encode() not in body and not _says_enough(section.role, source):
            blocks.append("\n".join(BLANK_LINES.get(section.role, ())))
        written = "\n\n".join(block for block in blocks if block)
        if written:
            end = section.body_span.start + len(body.rstrip())
            edits.append(
                TextEdit(Span(end, section.body_span.end), f"\n\n{written}\n\n".removeprefix("\n" * (not body.strip())))
            )
    return apply_edits(plan.text, edits).decode("utf-8", "replace").rstrip("\n") + "\n"


def _says_enough(role: SectionRole, source: Source | None) -> bool:
    """Whether the requirements answer what a section's blanks ask."""
    if source is None:
        return False
    if role is SectionRole.SUCCESS_CRITERIA:
        return bool(source.says.criteria)
    return role is SectionRole.PERFORMANCE_TARGETS and bool(source.says.figures)


def _carried_over(role: SectionRole, path: str, source: Source | None) -> list[str]:
    if source is None:
        return []
    says = source.says
    if role is SectionRole.EXECUTIVE_SUMMARY:
        blocks = [f"> {quote.text}" for quote in says.goal]
        stories = [_point(quote, path, source) for quote in says.stories]
        if says.excluded:
            number = f"{len(says.excluded)} point{'s' if len(says.excluded) > 1 else ''}"
            where = _link(number, says.excluded[0].anchor, path, source)
            stories.append(f"- Not wanted: {where} of the requirements.")
        return [*blocks, "\n".join(stories)]
    if role is SectionRole.SUCCESS_CRITERIA and says.criteria:
        points = [_point(quote, path, source) for quote in says.criteria[:CRITERIA_SHOWN]]
        if len(says.criteria) > CRITERIA_SHOWN:
            more = f"{len(says.criteria) - CRITERIA_SHOWN} more"
            points.append(f"- {_link(more, says.criteria[CRITERIA_SHOWN].anchor, path, source)} in the requirements.")
        return ["\n".join(points)]
    if role is SectionRole.PERFORMANCE_TARGETS and says.figures:
        return ["\n".join(_point(quote, path, source) for quote in says.figures)]
    return []


def _point(quote: Quote, path: str, source: Source) -> str:
    return f"- {_link(quote.label, quote.anchor, path, source)}: {quote.text}" if quote.label else f"- {quote.text}"


def _link(label: str, anchor: str, path: str, source: Source) -> str:
    if not source.path:
        return label
    return f"[{label}]({_relative(source.path, path)}{f'#{anchor}' if anchor else ''})"


def _label(source: Source) -> str:
    return source.says.title or posixpath.basename(source.path) or "given"


def _relative(target: str, path: str) -> str:
    folder = "" if posixpath.isabs(path) else posixpath.dirname(path)
    relative = posixpath.relpath(target, folder) if folder else target
    return relative.replace(" ", "%20").replace("(", "%28").replace(")", "%29")
