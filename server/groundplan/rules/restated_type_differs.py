"""GP102: a fence restates an existing struct and differs from it."""

from __future__ import annotations

from collections.abc import Iterator

from groundplan.discover.type_extension import elision_edits
from groundplan.index.snapshot import Snapshot
from groundplan.model.candidate import TypeMatch, TypeVerdict
from groundplan.model.finding import Finding, Fix, Related, Severity
from groundplan.model.go import Field
from groundplan.model.plan import Intent, MentionKind, Plan
from groundplan.plan.ground import ground
from groundplan.rules.decisions import decisions
from groundplan.rules.rule import Rule
from groundplan.rules.wording import place_of, quoted_list


def check(snapshot: Snapshot, plan: Plan) -> Iterator[Finding]:
    """Yield the difference between a restated struct and the code, where there is one to know of."""
    for proposed, decision in decisions(snapshot, plan):
        match = decision.match
        if match is None or decision.verdict not in (TypeVerdict.RESTATES, TypeVerdict.EXTENDS):
            continue
        if _is_announced_elsewhere(snapshot, plan, match):
            continue
        changed = [f"`{new.name} {new.type}` is `{old.type}` in the code" for new, old in _retyped(match)]
        retagged = [new.name for new, old in match.changed if (new, old) not in _retyped(match)]
        missing = _missing(match)
        added = [field.name for field in match.added]
        if decision.verdict is TypeVerdict.EXTENDS:
            # Saying "existing fields" and adding some is the form that plans should have: only contradictions count.
            missing, added = [], []
        parts = changed[:4]
        if retagged:
            parts.append(f"tags of {quoted_list(retagged)} differ")
        if added:
            parts.append(f"adds {quoted_list(added)}")
        if missing:
            parts.append(f"leaves out {quoted_list(missing)}")
        if not parts:
            continue
        symbol = match.symbol
        message = f"`{proposed.decl.name}` restates `{symbol.display_name}` ({place_of(symbol)}): {'; '.join(parts)}."
        fixes: tuple[Fix, ...] = ()
        if missing or added:
            title = f"Show only what changes in {symbol.name}"
            fixes = (Fix(title, elision_edits(plan, proposed, match), preferred=True),)
        related = Related(symbol.kind.value, symbol.name, symbol.location, f"{symbol.display_name} as it is")
        yield Finding(
            RESTATED_TYPE_DIFFERS.code,
            Severity.INFO,
            match.confidence,
            message,
            proposed.decl.name_span,
            proposed.decl.name,
            (related,),
            fixes,
        )


def _is_announced_elsewhere(snapshot: Snapshot, plan: Plan, match: TypeMatch) -> bool:
    """Tell whether the plan announces a type of this name in another package: "a new `redis.Exporter`"."""
    package = match.symbol.display_name.partition(".")[0]
    for mention in ground(snapshot, plan).mentions(MentionKind.SYMBOL):
        parts = mention.text.split(".")
        if mention.intent is Intent.NEW and len(parts) == 2 and parts[1] == match.symbol.name and parts[0] != package:
            return parts[0][:1].islower()
    return False


def _retyped(match: TypeMatch) -> list[tuple[Field, Field]]:
    return [(new, old) for new, old in match.changed if new.type != old.type]


def _missing(match: TypeMatch) -> list[str]:
    paired = {existing.name for _, existing in match.shared}
    return [field.name for field in match.decl.fields if field.name not in paired and not field.embedded]


RESTATED_TYPE_DIFFERS = Rule(
    code="GP102",
    name="restated-type-differs",
    severity=Severity.INFO,
    summary="A fence restates an existing struct and differs from the code",
    rationale=(
        "A struct copied into a plan ages: the reader cannot tell what the plan changes from what the copy missed."
        " The difference is shown as information; writing `// ... existing fields` and only what is new says the same"
        " and stays true."
    ),
    bad=(
        "```go\n"
        "type Invoice struct {\n"
        "\tID         string\n"
        "\tCustomerID int // a string in the code\n"
        "\tRemindedAt time.Time\n"
        "}\n"
        "```"
    ),
    good="```go\ntype Invoice struct {\n\t// ... existing fields\n\tRemindedAt time.Time\n}\n```",
    check=check,
)
