"""What a new plan of a house style says of the code outside of the sections that are filled again later."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable

from groundplan.features.sections import executive_summary, phases
from groundplan.features.sections.context import SectionContext
from groundplan.features.sections.line import Line
from groundplan.features.sections.ways import form_line
from groundplan.index.lookups import Lookups
from groundplan.model.pattern import PatternKind
from groundplan.model.plan import SectionRole
from groundplan.plan import parse_plan
from groundplan.plan.carried import NUMBER
from groundplan.plan.profiles.blanks import BLANK_LINES

CONSTITUTIONS = (".specify/memory/constitution.md", "memory/constitution.md")
"""Where spec-kit keeps the rules that every plan is held against."""

MOST_PRINCIPLES = 12

_GO = re.compile(rb"^go[ \t]+(\d[\w.]*)", re.MULTILINE)
_SLOT = re.compile(r"^\{\{([a-z ]+)\}\}$", re.MULTILINE)


def fill_slots(context: SectionContext, text: str) -> str:
    """Return a document with what the code has put where it waits for it; where there is nothing a blank stands."""
    return _SLOT.sub(lambda slot: SLOTS[slot.group(1)](context) if slot.group(1) in SLOTS else slot.group(), text)


def without_slots(text: str) -> str:
    """Return a document without the places that wait for what the code has."""
    return _SLOT.sub("", text)


def _tasks(fill: Callable[[SectionContext], tuple[Line, ...]], role: SectionRole) -> Callable[[SectionContext], str]:
    def tasks(context: SectionContext) -> str:
        lines = [line.text for line in fill(context)] or list(BLANK_LINES[role])
        return "\n".join(f"- [ ] {NUMBER} {line.removeprefix('- ')}" for line in lines)

    return tasks


def _technical_context(context: SectionContext) -> str:
    """Language, tests, and what only people know of the rest, as spec-kit's plans have it."""
    lines = [f"**Language/Version**: {_language(context) or '⟨which Go, and which version?⟩'}"]
    tests = context.patterns.get(PatternKind.TESTS)
    if tests is not None and tests.forms:
        lines.append(f"**Testing**: {form_line(context, tests.forms[0]).text.removeprefix('- ')}")
    lines += [
        "**Storage**: ⟨which table, bucket or file of those in use does this feature touch?⟩",
        "**Performance Goals**: ⟨how fast must the slowest new operation answer, and how is that measured?⟩",
        "**Scale/Scope**: ⟨how many calls or rows are there at the busiest time?⟩",
    ]
    return "\n".join(f"- {line}" for line in lines)


def _language(context: SectionContext) -> str:
    for module in context.home:
        path = posixpath.join(module.folder, "go.mod")
        found = None if module.version else _GO.search(Lookups(context.snapshot).document(path) or b"")
        if found is not None:
            return f"Go {found.group(1).decode()} ([{path}]({context.links.target(path, 0)}))"
    return ""


def _constitution(context: SectionContext) -> str:
    """A point for each principle of the constitution, to be answered."""
    for path in CONSTITUTIONS:
        text = Lookups(context.snapshot).document(path)
        if text is None:
            continue
        link = f"[constitution]({context.links.target(path, 0)})"
        principles = [
            section.title
            for section in parse_plan(path, text).sections
            if section.level == 3 and not section.title.startswith("[")
        ][:MOST_PRINCIPLES]
        points = [f"- {title}: ⟨kept, or broken for which reason?⟩" for title in principles]
        return "\n".join([f"Held against the {link}.", "", *points] if points else [f"- {link}: ⟨is it kept?⟩"])
    return "- ⟨which rule of the house bears on this, and is it kept?⟩"


def _to_build_on(context: SectionContext) -> str:
    lines = executive_summary.fill(context)
    return lines[0].text if lines else "- ⟨which existing code changes?⟩"


SLOTS: dict[str, Callable[[SectionContext], str]] = {
    "data tasks": _tasks(phases.fill_core, SectionRole.PHASE_CORE),
    "logic tasks": _tasks(phases.fill_logic, SectionRole.PHASE_LOGIC),
    "surface tasks": _tasks(phases.fill_surface, SectionRole.PHASE_ADVANCED),
    "technical context": _technical_context,
    "constitution": _constitution,
    "to build on": _to_build_on,
}
"""What stands in an outline as `{{name}}` on a line of its own, by its name."""
