"""Authentication & Authorization: what guards the existing endpoints, and how."""

from __future__ import annotations

import re

from groundplan.discover.route_guards import is_empty
from groundplan.features.sections.context import SectionContext
from groundplan.features.sections.line import Line, count_of
from groundplan.features.sections.ways import example_link, example_links, form_line
from groundplan.index.lookups import Lookups
from groundplan.model.pattern import PatternForm, PatternKind
from groundplan.model.symbol import Origin

_PACKAGE = re.compile(r"package `([^`]+)`")

SHOWN = 3
"""Guards listed of authentication and of authorisation."""

GUARDING = ("route", "handler", "method", "function")
"""What a guard is counted in; the other forms are what it is built with."""

MEANS = 4
"""Libraries and packages named."""


def fill(context: SectionContext) -> tuple[Line, ...]:
    """Return a line per guard in use, what they are built with, and a blank for the new endpoints."""
    lines: list[Line] = []
    means: list[PatternForm] = []
    for kind in (PatternKind.AUTHENTICATION, PatternKind.AUTHORISATION):
        pattern = context.patterns.get(kind)
        forms = pattern.forms if pattern is not None else ()
        guards = [form for form in forms if form.unit in GUARDING and not _is_left_open(context, form)]
        if any(form.unit == "route" for form in guards):
            guards = [form for form in guards if form.name != "middleware"]
        lines += [_guard_line(context, form) for form in guards[:SHOWN]]
        means += [form for form in forms if form.unit not in GUARDING and not _is_generated(context, form)]
    if not lines:
        # How the code logs in elsewhere says nothing of who may call it.
        means = [form for form in means if not form.name.startswith("OAuth2 client")]
    if means:
        shown = ", ".join(f"{form.name} ({example_link(context, form.examples[0])})" for form in means[:MEANS])
        lines.append(Line(f"- Built with: {shown}.", "- Built with: "))
    if lines:
        lines.append(Line("- ⟨who may call the new endpoints, and which of these guards them?⟩", "⟨who may call"))
    return tuple(lines)


def _guard_line(context: SectionContext, form: PatternForm) -> Line:
    name = form.name.split(" ")[0]
    if form.unit == "route":
        share = f"stands before {form.sites} of {count_of(len(context.snapshot.routes), 'route')}"
    elif form.unit == "handler":
        share = f"is called first in {count_of(form.sites, 'handler')}"
    else:
        return form_line(context, form)
    return Line(f"- {name} {share}, as in {example_links(context, form)}.", f"- {name} ")


def _is_left_open(context: SectionContext, form: PatternForm) -> bool:
    """Whether a guard before routes is a place for guards in which nobody has put one."""
    return form.unit == "route" and is_empty(context.snapshot, form.name.split(" ")[0].strip("`"))


def _is_generated(context: SectionContext, form: PatternForm) -> bool:
    """Whether a form is a package of the workspace that tools write: the messages of a login are none of its means."""
    folder = _PACKAGE.match(form.name)
    if folder is None:
        return False
    files = Lookups(context.snapshot).files_below(folder.group(1), ".go")
    symbols = [symbol for path in files for symbol in context.snapshot.symbols_of_file(path)]
    return bool(symbols) and all(symbol.origin & Origin.GENERATED for symbol in symbols)
