"""GP406: new data without a migration, in a workspace that has migrations."""

from __future__ import annotations

import re
from collections.abc import Iterator

from groundplan.detect.joins.kinds import SQL_TABLE
from groundplan.index.snapshot import Snapshot
from groundplan.model.candidate import TypeVerdict
from groundplan.model.finding import Finding, Fix, Related, Severity
from groundplan.model.location import Location, Span
from groundplan.model.plan import Plan
from groundplan.model.resource import Resource
from groundplan.rules.decisions import decisions
from groundplan.rules.escapes import insert_behind
from groundplan.rules.recognised import follows_template
from groundplan.rules.resource_twin import new_resources
from groundplan.rules.rule import Rule
from groundplan.rules.wording import quoted_list
from groundplan.text.identifiers import fold_name, singular, split_identifier

# In lower case. Each begins with plain bytes, which lets the search through a long plan skip to candidates.
_STATED = (
    *(re.compile(rb"migrat"), re.compile(rb"\.sql\b"), re.compile(rb"alter(?<!\walter)\s+table\b")),
    *(re.compile(rb"create(?<!\wcreate)\s+table\b"), re.compile(rb"ddl(?<!\wddl)\b")),
    re.compile(rb"schema(?<!\wschema)\b"),
)


def check(snapshot: Snapshot, plan: Plan) -> Iterator[Finding]:
    """Yield one finding for the new columns and tables of a plan that never speaks of a migration."""
    if not follows_template(plan):
        return
    tables = [each for each in snapshot.resources if each.type == SQL_TABLE and "migrat" in each.path.lower()]
    if not tables:
        return
    lower = plan.text.lower()
    if any(words.search(lower) for words in _STATED):
        return
    found = [*_fields(snapshot, plan, tables), *_tables(snapshot, plan)]
    if not found:
        return
    span, _ = found[0]
    names = [name for _, name in found]
    last = max(tables, key=lambda each: (each.path, each.line))
    folder = last.path.rpartition("/")[0]
    message = (
        f"The plan adds {quoted_list(names, 4)} to what is stored and has no migration."
        f" The workspace's are in `{folder}` (the last: {last.path})."
    )
    related = Related("migration", last.path, Location(last.path, last.line, Span(0, 0)), last.logical_id)
    line = f"A migration in `{folder}` adds {quoted_list(names, 4)}: ⟨under which names, with which defaults?⟩"
    fixes = (Fix("Announce a migration", (insert_behind(plan, span.start, line),)),)
    yield Finding(MIGRATION_MISSING.code, Severity.INFO, 0.75, message, span, names[0], (related,), fixes)


def _fields(snapshot: Snapshot, plan: Plan, tables: list[Resource]) -> Iterator[tuple[Span, str]]:
    """Yield the fields that fences add to structs whose rows are in a table of a migration."""
    names = {_bare(table.logical_id) for table in tables}
    for proposed, decision in decisions(snapshot, plan):
        match = decision.match
        if decision.verdict not in (TypeVerdict.EXTENDS, TypeVerdict.RESTATES) or match is None:
            continue
        if _bare(match.symbol.name) in names:
            for field in match.added:
                if not field.embedded and 'db:"-"' not in field.tag:
                    yield proposed.decl.name_span, f"{proposed.decl.name}.{field.name}"


def _tables(snapshot: Snapshot, plan: Plan) -> Iterator[tuple[Span, str]]:
    for mention in new_resources(snapshot, plan):
        if mention.noun == "table" and b"dynamo" not in plan.text.lower():
            yield mention.span, mention.text


def _bare(name: str) -> str:
    return fold_name("".join(singular(word) for word in split_identifier(name.rpartition(".")[2])))


MIGRATION_MISSING = Rule(
    code="GP406",
    name="migration-missing",
    severity=Severity.INFO,
    summary="The plan adds a column or a table and has no migration, where the workspace has them",
    rationale=(
        "A field that no migration adds is a failing query on the day of the release. The rule speaks where the"
        " workspace creates its tables by migrations, a fence adds fields to a struct with such a table, or a new"
        " table is announced, and the plan never speaks of a migration or a schema."
    ),
    bad="```go\ntype Block struct {\n\t// ... existing fields\n\tPaintedAt time.Time\n}\n```",
    good="The same, and: a migration `migrations/0007_painted_at.sql` adds `painted_at` to `blocks`.",
    check=check,
)
