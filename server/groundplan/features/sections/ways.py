"""Patterns as lines of a section: the form to follow with its number and one example."""

from __future__ import annotations

from collections.abc import Sequence

from groundplan.features.sections.context import SectionContext
from groundplan.features.sections.line import Line, count_of
from groundplan.model.pattern import PatternForm, PatternKind, PatternSite

_NOUNS = {
    PatternKind.ERROR_TO_STATUS: "errors to status",
    PatternKind.VALIDATION: "validation",
    PatternKind.DATABASE: "database",
    PatternKind.CONFIGURATION: "configuration",
    PatternKind.LOGGING: "logging",
    PatternKind.TESTS: "tests",
    PatternKind.ASSERTIONS: "assertions",
    PatternKind.MOCKS: "mocks",
    PatternKind.TEST_SERVERS: "servers in tests",
}


def ways_line(context: SectionContext, kinds: Sequence[PatternKind]) -> Line | None:
    """Return one line with the dominant forms of some patterns, None where the code shows none of them."""
    shown = []
    for kind in kinds:
        pattern = context.patterns.get(kind)
        # One place is no pattern, except where there is a function for all.
        if pattern is None or (pattern.dominant.sites < 2 and pattern.dominant.unit not in ("function", "method")):
            continue
        link = example_link(context, pattern.dominant.examples[0])
        by = f"in {link}" if kind is PatternKind.ERROR_TO_STATUS else f"by {pattern.dominant.name} ({link})"
        shown.append(f"{_NOUNS[kind]} {by}")
    if not shown:
        return None
    return Line(f"- House patterns: {'; '.join(shown)}. _All: `groundplan patterns`_", "- House patterns: ")


def example_link(context: SectionContext, site: PatternSite) -> str:
    """Return a Markdown link to an example."""
    if not site.name:
        return context.links.place(site.path, site.line)
    return f"[`{site.name}`]({context.links.target(site.path, site.line)})"


def form_line(context: SectionContext, form: PatternForm, examples: int = 2) -> Line:
    """Return a form as a line of its own, with how often and where."""
    where = f" in {form.files} files" if form.files > 1 else ""
    name = form.name[:1].upper() + form.name[1:]
    text = f"- {name}: {count_of(form.sites, form.unit)}{where}, as in {example_links(context, form, examples)}."
    return Line(text, f"- {name}: ")


def example_links(context: SectionContext, form: PatternForm, examples: int = 2) -> str:
    """Return Markdown links to the first examples of a form."""
    return ", ".join(example_link(context, site) for site in form.examples[:examples])
