"""Deployment Strategy: the templates that are deployed, configuration and secrets, what watches over it."""

from __future__ import annotations

from collections import Counter

from groundplan.detect.joins.kinds import FUNCTION_TYPES, kind_of
from groundplan.features.sections.context import SectionContext
from groundplan.features.sections.line import Line, count_of
from groundplan.features.sections.plan_resources import functions_of, own_joined, resource_link
from groundplan.features.sections.reusable_infrastructure import related_resources
from groundplan.features.sections.stand_ins import is_of_tests
from groundplan.features.sections.ways import example_link, settings_form
from groundplan.model.join import JoinKind
from groundplan.model.pattern import PatternKind
from groundplan.model.resource import Resource

RELATED = 4
TEMPLATES = 2
BUILDS = 2
SECRETS = 3
WATCHING = 3
"""Related resources whose templates count; templates, files that build, secrets, alarms and log groups named."""

_WATCHING = ("AWS::CloudWatch::Alarm", "AWS::Logs::LogGroup", "aws_cloudwatch_metric_alarm", "aws_cloudwatch_log_group")

_METERING = {"Sentry": "errors collected", "pprof": "profiles", "OpenTelemetry": "traces and metrics"} | dict.fromkeys(
    ("OpenTracing", "DataDog tracing", "AWS X-Ray"), "traces"
)
"""What tools of observability yield that are not for metrics."""


def fill(context: SectionContext) -> tuple[Line, ...]:
    """Return how the code is deployed, where a setting and a secret go, what logs and alarms there are; a blank."""
    lines = [
        *_templates(context),
        *_builds(context),
        *_configuration(context),
        *_secrets(context),
        *_monitoring(context),
    ]
    if lines:
        lines.append(
            Line("- ⟨in which order do code, data and settings go out, and what is the way back?⟩", "⟨in which order")
        )
    return tuple(lines)


def _templates(context: SectionContext) -> list[Line]:
    counted: Counter[str] = Counter()
    functions: Counter[str] = Counter()
    for resource in context.snapshot.resources:
        is_table = kind_of(resource.type) == "table" and resource.type.startswith("SQL")
        if not is_table and not is_of_tests(resource.path):
            counted[resource.path] += 1
            functions[resource.path] += resource.type in FUNCTION_TYPES
    touched = Counter(each.path for each in functions_of(context))
    touched = touched or Counter(each.path for each, _ in related_resources(context)[:RELATED])
    ranked = sorted(counted, key=lambda path: (-touched[path], -functions[path], -counted[path], path))
    lines = []
    for path in ranked[:TEMPLATES]:
        with_code = f", {count_of(functions[path], 'function')} among them" if functions[path] else ""
        target = context.links.target(path, 0)
        declared = count_of(counted[path], "resource")
        if functions[path] == counted[path]:
            declared, with_code = count_of(functions[path], "function"), ""
        text = f"- [{path}]({target}) declares {declared}{with_code}."
        lines.append(Line(text, f"]({target}) declares"))
    return lines


def _builds(context: SectionContext) -> list[Line]:
    """What is built by Makefiles and Dockerfiles, those first that build what the touched functions run."""
    functions = {each.logical_id for each in functions_of(context)}
    found = []
    for path, template in context.snapshot.infrastructure.stacks.templates.items():
        for build in template.builds[:1]:
            concerned = any(name in build.target for name in functions)
            found.append((not concerned, path, f"[{path}:{build.line}]({context.links.target(path, build.line)})"))
    if not found:
        return []
    shown = ", ".join(text for *_, text in sorted(found)[:BUILDS])
    more = f" and {len(found) - BUILDS} more" if len(found) > BUILDS else ""
    return [Line(f"- Built by {shown}{more}.", "- Built by ")]


def _configuration(context: SectionContext) -> list[Line]:
    parts = []
    form = settings_form(context)
    for function in functions_of(context)[:1]:
        if function.variables:
            last = max(function.variables, key=lambda variable: variable.line)
            place = context.links.place(function.path, last.line)
            parts.append(f"a new one goes beside `{last.name}` of `{function.logical_id}` ({place})")
    if form is not None:
        parts.append(f"read by {form.name} (as in {example_link(context, form.examples[0])})")
    return (
        [Line(f"- Settings: {'; '.join(parts)}. ⟨which new setting, with which default?⟩", "- Settings: ")]
        if parts
        else []
    )


def _secrets(context: SectionContext) -> list[Line]:
    secrets = [each for each in context.snapshot.resources if kind_of(each.type) in ("secret", "parameter")]
    if not secrets:
        return []
    shown = ", ".join(_secret(context, each) for each in secrets[:SECRETS])
    more = f" and {len(secrets) - SECRETS} more" if len(secrets) > SECRETS else ""
    return [Line(f"- Secrets: {shown}{more}.", "- Secrets: ")]


def _secret(context: SectionContext, secret: Resource) -> str:
    readers = own_joined(context, secret, JoinKind.USED_BY)
    read = (
        f", read by [`{readers[0].name}`]({context.links.target(readers[0].path, readers[0].line)})" if readers else ""
    )
    return f"{resource_link(context, secret)}{read}"


def _monitoring(context: SectionContext) -> list[Line]:
    parts = []
    for kind in (PatternKind.LOGGING, PatternKind.METRICS):
        pattern = context.patterns.get(kind)
        if pattern is not None:
            word = "logs" if kind is PatternKind.LOGGING else _METERING.get(pattern.dominant.name, "metrics")
            parts.append(f"{word} by {pattern.dominant.name} ({example_link(context, pattern.dominant.examples[0])})")
    watching = [each for each in context.snapshot.resources if each.type in _WATCHING]
    watching.sort(key=lambda each: _WATCHING.index(each.type))
    parts += [f"{resource_link(context, each)}" for each in watching[:WATCHING]]
    return [Line(f"- Monitoring: {', '.join(parts)}.", "- Monitoring: ")] if parts else []
