"""Existing Resources to Extend: what the templates have, with the smallest change to each and its place."""

from __future__ import annotations

from groundplan.detect.joins.distinct import created_elsewhere
from groundplan.detect.joins.kinds import FUNCTION_TYPES, SQL_TABLE, kind_of
from groundplan.features.sections.context import SectionContext
from groundplan.features.sections.line import Line, count_of
from groundplan.features.sections.plan_resources import (
    functions_of,
    others_joined,
    own_joined,
    resource_link,
    started_link,
    touched_resources,
)
from groundplan.features.sections.reusable_infrastructure import related_resources
from groundplan.model.join import JoinKind
from groundplan.model.resource import Resource
from groundplan.text.identifiers import words

SHOWN = 5
"""Resources listed; the rest is a count and a command."""

FUNCTIONS = 2
"""Functions listed: a feature belongs into one, rarely two."""

NAMED = 3
"""Resources listed that only their names tie to the plan."""

_SHARED = ("table", "database", "bucket", "queue", "topic", "stream", "event bus", "function")
_PASSING_ON = ("queue", "topic", "stream", "event bus")


def fill(context: SectionContext) -> tuple[Line, ...]:
    """Return a line per resource of similar features, with where an index, an event or a policy would be added."""
    touched = touched_resources(context)
    functions = functions_of(context)
    others = [each for each in touched if each.type not in FUNCTION_TYPES and kind_of(each.type) != "other"]
    named = [each for each in _named(context, bool(others or functions)) if each not in functions]
    distinct: dict[tuple[str, str], Resource] = {}
    for each in (*named, *others):
        distinct.setdefault(_identity(each), each)
    others = list(distinct.values())
    chosen = [*functions[:FUNCTIONS], *others]
    lines = [
        Line(_text(context, resource, others), context.links.target(resource.path, resource.line))
        for resource in chosen[:SHOWN]
    ]
    more = len(functions) + len(others) - len(lines)
    if more > 0 and lines:
        lines.append(Line(f"- _{more} more: `groundplan resources`_", "more: `groundplan resources`"))
    return tuple(lines)


def _identity(resource: Resource) -> tuple[str, str]:
    """What tells a resource from others: a table that several schemas create is one, by its name."""
    if resource.type == SQL_TABLE:
        return "", resource.logical_id.lower()
    return resource.path, resource.logical_id


def _named(context: SectionContext, beside: bool) -> list[Resource]:
    """The resources that carry data or events and are named after the plan, beside others after its title alone."""
    titled = set(context.title_query.words)
    named = [each for each, _ in related_resources(context) if kind_of(each.type) in _SHARED]
    return [each for each in named if not beside or titled & set(words(each.logical_id))][:NAMED]


def _text(context: SectionContext, resource: Resource, others: list[Resource]) -> str:
    kind = kind_of(resource.type)
    if resource.type in FUNCTION_TYPES:
        return f"- {resource_link(context, resource)}: {_function(context, resource, others)}"
    if kind == "table":
        elsewhere = len(created_elsewhere(resource, context.snapshot.resources))
        said = f" (created in {count_of(elsewhere, 'more file')})" if elsewhere else ""
        return f"- {resource_link(context, resource)}{said}: {_table(context, resource)}"
    if kind in _PASSING_ON:
        return f"- {resource_link(context, resource)}: {_passing_on(context, resource)}"
    readers = own_joined(context, resource, JoinKind.USED_BY)
    read = (
        f"read by [`{readers[0].name}`]({context.links.target(readers[0].path, readers[0].line)}); " if readers else ""
    )
    return f"- {resource_link(context, resource)}: {read}⟨what does `{resource.logical_id}` gain?⟩"


def _function(context: SectionContext, resource: Resource, others: list[Resource]) -> str:
    parts = []
    routes = [event for event in resource.events if event.path]
    if routes:
        shown = ", ".join(f"`{event.method} {event.path}`" for event in routes[:2])
        more = f" and {len(routes) - 2} more" if len(routes) > 2 else ""
        place = context.links.place(resource.path, routes[-1].line)
        parts.append(f"serves {shown}{more}; a new route is an event beside `{routes[-1].name}` ({place})")
    elif resource.events:
        event = resource.events[0]
        place = context.links.place(resource.path, event.line)
        parts.append(f"started by {event.type} ({place})")
    granted = {
        (join.path, join.name) for join in own_joined(context, resource, JoinKind.GRANT) if join.path == resource.path
    }
    missing = [each for each in others if (each.path, each.logical_id) not in granted and each.path == resource.path]
    if missing and resource.grants:
        names = ", ".join(f"`{each.logical_id}`" for each in missing[:2])
        place = context.links.place(resource.path, resource.grants[-1].line)
        parts.append(f"has no policy for {names}: add one beside {place} if it needs it")
    elif resource.grants:
        place = context.links.place(resource.path, resource.grants[-1].line)
        parts.append(f"a policy goes beside {place}")
    if resource.variables:
        # What Globals give stands further up.
        last = max(resource.variables, key=lambda variable: variable.line)
        parts.append(f"a variable beside `{last.name}` ({context.links.place(resource.path, last.line)})")
    return "; ".join(parts) + "." if parts else f"⟨what does `{resource.logical_id}` gain?⟩"


def _table(context: SectionContext, resource: Resource) -> str:
    key = resource.property("key")
    indexes = [
        (name.partition(":")[2], value) for name, value in resource.properties if name.startswith(("gsi:", "lsi:"))
    ]
    by = ", ".join(f"`{name}` ({value})" for name, value in indexes[:3])
    parts = [f"key `{key}`" if key else ""]
    if indexes:
        more = f" and {len(indexes) - 3} more" if len(indexes) > 3 else ""
        parts.append(f"{count_of(len(indexes), 'index').replace('indexs', 'indexes')} {by}{more}")
    users = others_joined(context, resource, JoinKind.GRANT)
    if users:
        named = ", ".join(f"`{join.resource}`" for join in users[:2])
        parts.append(f"open to {named}{f' and {len(users) - 2} more' if len(users) > 2 else ''}")
    if key or indexes:
        attributes = " or ".join(f"`{name}`" for name in dict.fromkeys([key, *(value for _, value in indexes)]) if name)
        question = f"⟨is it asked for by anything other than {attributes}? then an index for that⟩"
    else:
        question = f"⟨which columns does `{resource.logical_id}` gain?⟩"
    return "; ".join(part for part in parts if part) + f". {question}" if any(parts) else question


def _passing_on(context: SectionContext, resource: Resource) -> str:
    parts = []
    started = others_joined(context, resource, JoinKind.EVENT)
    senders = others_joined(context, resource, JoinKind.GRANT)
    if senders:
        named = ", ".join(f"`{join.resource}`" for join in senders[:2])
        parts.append(f"open to {named}{f' and {len(senders) - 2} more' if len(senders) > 2 else ''}")
    if started:
        parts.append(f"starts {started_link(context, started[0])}")
    if resource.property("dlq"):
        parts.append(f"failed ones go to {resource.property('dlq').removeprefix('!GetAtt ').partition('.')[0]}")
    question = f"⟨which new message goes through `{resource.logical_id}`?⟩"
    return "; ".join(parts) + f". {question}" if parts else question
