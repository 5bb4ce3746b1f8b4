"""Existing Technologies to Use: dependencies and services by how much of the code rests on them."""

from __future__ import annotations

import posixpath
from collections import Counter

from groundplan.detect.joins.distinct import distinct_resources
from groundplan.detect.joins.kinds import kind_of
from groundplan.features.sections.context import SectionContext
from groundplan.features.sections.line import Line, count_of
from groundplan.features.sections.reusable_infrastructure import NOT_REUSED
from groundplan.features.sections.stand_ins import is_of_tests
from groundplan.features.sections.ways import example_link
from groundplan.model.module import Module, Requirement
from groundplan.model.pattern import PatternKind

SHOWN = 5
"""Dependencies named; the rest is a count."""

KINDS_SHOWN = 6
"""Kinds of resources counted."""

SERVICES_SHOWN = 6
"""Services named that the code calls through the AWS SDK."""


def fill(context: SectionContext) -> tuple[Line, ...]:
    """Return a line per dependency, those that the most files import first, and one for what the templates hold."""
    lines = _dependencies(context)
    services = _aws_services(context)
    if services is not None:
        lines.append(services)
    resources = _resources(context)
    if resources is not None:
        lines.append(resources)
    if lines:
        lines.append(Line("- ⟨which of these solves which part of the feature?⟩", "⟨which of these solves"))
    return tuple(lines)


def _dependencies(context: SectionContext) -> list[Line]:
    required = _required(context)
    home = context.home
    # Indirect requirements are modules of their own too: their importers are not those of a shorter path.
    every = sorted({need.path for module in context.snapshot.modules for need in module.requirements})
    importers = context.snapshot.remember(
        ("importers", tuple(every)), lambda: context.snapshot.inventory.importers_of_modules(every)
    )
    direct = [(path, users) for path, users in importers.items() if path in required]
    # Modules beside the feature's, as tools and deployments are, do not tell what it has at hand.
    direct = [each for each in direct if required[each[0]][0] in home] or direct
    ranked = sorted(direct, key=lambda item: (-item[1].files, item[0]))
    lines = []
    for path, users in ranked[:SHOWN]:
        module, need = required[path]
        target = context.links.target(posixpath.join(module.folder, "go.mod"), need.line)
        version = f" {need.version}" if need.version not in ("", "v0.0.0") else ""
        example = f"[{posixpath.basename(users.first)}]({context.links.target(users.first, 0)})"
        where = f"imported by {count_of(users.files, 'file')} outside of tests, mocks and generated code, for instance"
        lines.append(Line(f"- [`{path}`]({target}){version}: {where} {example}.", f"[`{path}`]("))
    if len(ranked) > SHOWN:
        more = f"- _{count_of(len(ranked) - SHOWN, 'more dependency').replace('dependencys', 'dependencies')} in use._"
        lines.append(Line(more, " in use._"))
    return lines


def _required(context: SectionContext) -> dict[str, tuple[Module, Requirement]]:
    """The direct requirements of the workspace's modules, other modules of the workspace left out."""
    own = {module.path for module in context.snapshot.modules}
    found: dict[str, tuple[Module, Requirement]] = {}
    for module in sorted(context.snapshot.modules, key=lambda each: each not in context.home):
        for need in module.requirements:
            if not need.indirect and need.path not in own:
                found.setdefault(need.path, (module, need))
    return found


def _aws_services(context: SectionContext) -> Line | None:
    pattern = context.patterns.get(PatternKind.AWS_SDK)
    if pattern is None:
        return None
    shown = [
        f"{form.name} in {count_of(form.files, 'file')} ({example_link(context, form.examples[0])})"
        for form in pattern.forms[:SERVICES_SHOWN]
    ]
    rest = len(pattern.forms) - SERVICES_SHOWN
    more = f" and {rest} more" if rest > 0 else ""
    return Line(
        f"- AWS services that the code calls: {', '.join(shown)}{more}.", "- AWS services that the code calls: "
    )


def _resources(context: SectionContext) -> Line | None:
    resources = [
        each
        for each in distinct_resources(context.snapshot.resources)
        if not NOT_REUSED.search(each.type) and not is_of_tests(each.path)
    ]
    counted = Counter(kind_of(each.type) for each in resources)
    del counted["other"], counted["role"], counted["stack"]
    if not counted:
        return None
    shown = []
    for kind, count in sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:KINDS_SHOWN]:
        example = next(each for each in resources if kind_of(each.type) == kind)
        target = f"[`{example.logical_id}`]({context.links.target(example.path, example.line)})"
        shown.append(f"{_counted(count, kind)} ({'' if count == 1 else 'as '}{target})")
    return Line(
        f"- Declared in templates and migrations: {', '.join(shown)}.", "- Declared in templates and migrations: "
    )


def _counted(count: int, kind: str) -> str:
    return count_of(count, kind).replace("buss", "buses")
