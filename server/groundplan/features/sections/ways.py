"""Patterns as lines of a section: the form to follow with its number and one example."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence

from groundplan.discover.users import files_naming
from groundplan.features.sections.context import SectionContext
from groundplan.features.sections.line import Line, count_of
from groundplan.model.pattern import Pattern, PatternForm, PatternKind, PatternSite

ANSWERED = 0.2
"""Share of the handlers from which on a way of answering errors is the house's."""

ASKED = 2
"""How many times as many files as read settings otherwise must use a package called so to be the one for settings."""

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
        if pattern.dominant.unit == "place" and _is_rare(context, pattern):
            continue
        if kind is PatternKind.CONFIGURATION:
            shown += [text for text in (_settings(context),) if text]
            continue
        link = example_link(context, pattern.dominant.examples[0])
        # Where each place chooses its status there is no one place that maps errors.
        mapped = kind is PatternKind.ERROR_TO_STATUS and pattern.dominant.unit in ("function", "method", "variable")
        if mapped:
            link = example_link(context, _most_used(context, pattern.dominant.examples))
        by = f"in {link}" if mapped else f"by {pattern.dominant.name} ({link})"
        noun = "errors answered" if kind is PatternKind.ERROR_TO_STATUS and not mapped else _NOUNS[kind]
        shown.append(f"{noun} {by}")
    if not shown:
        return None
    return Line(f"- House patterns: {'; '.join(shown)}. _All: `groundplan patterns`_", "- House patterns: ")


def settings_form(context: SectionContext) -> PatternForm | None:
    """Return how settings are read: by a package of the house that reads them, else in the form that most files have.

    A package that is only called `config` may hold anything.
    """
    pattern = context.patterns.get(PatternKind.CONFIGURATION)
    if pattern is None:
        return None
    readers = {
        posixpath.dirname(row.path) for row in context.snapshot.pattern_rows if row.kind is PatternKind.CONFIGURATION
    }
    named = [(form, form.name.removeprefix("package `").removesuffix("`")) for form in pattern.forms]
    packages = [form for form, path in named if path != form.name]
    reading = [form for form, path in named if path != form.name and path in readers]
    others = [form for form, path in named if path == form.name]
    most = max((form.files for form in others), default=0)
    # How some packages read theirs may be unknown: one that the whole house asks is it all the same.
    asked = [form for form in packages if form.files >= ASKED * most]
    return next(iter((*reading, *asked, *others)), pattern.dominant)


def _settings(context: SectionContext) -> str:
    form = settings_form(context)
    if form is None or (form.sites < 2 and form.unit == "place"):
        return ""
    return f"{_NOUNS[PatternKind.CONFIGURATION]} by {form.name} ({example_link(context, form.examples[0])})"


def _most_used(context: SectionContext, sites: Sequence[PatternSite]) -> PatternSite:
    """Return the function among some places that the most files use: the house's, not one package's."""

    def users(site: PatternSite) -> int:
        symbols = [each for each in context.snapshot.symbols_of_file(site.path) if each.line == site.line]
        return len(files_naming(context.snapshot, symbols[0])) if symbols else 0

    return max(sites, key=users)


def _is_rare(context: SectionContext, pattern: Pattern) -> bool:
    """Whether few of many handlers answer an error so: then the house has a way that no detector knows."""
    if pattern.kind is not PatternKind.ERROR_TO_STATUS:
        return False
    handlers = len(context.snapshot.handlers)
    return pattern.dominant.sites < handlers * ANSWERED


def example_link(context: SectionContext, site: PatternSite) -> str:
    """Return a Markdown link to an example."""
    if not site.name:
        # The first line stands for the whole file.
        whole = f"[{posixpath.basename(site.path)}]({context.links.target(site.path, 0)})"
        return context.links.place(site.path, site.line) if site.line > 1 else whole
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
