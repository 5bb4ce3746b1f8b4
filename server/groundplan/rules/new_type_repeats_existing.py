"""GP101: a proposed struct repeats one that could be extended."""

from __future__ import annotations

import re
from collections.abc import Iterator

from groundplan.discover.type_extension import extension_edits
from groundplan.index.snapshot import Snapshot
from groundplan.model.candidate import TypeMatch, TypeVerdict
from groundplan.model.finding import Finding, Fix, Related, Severity, TextEdit
from groundplan.model.location import Span
from groundplan.model.plan import Plan, ProposedType
from groundplan.rules.decisions import decisions
from groundplan.rules.escapes import has_blank_justification, is_justified, justification_blank
from groundplan.rules.rule import Rule
from groundplan.rules.wording import place_of, quoted_list, use_of
from groundplan.text.edits import newline_of

WARN_AT = 0.74
"""Confidence from which the repetition is a warning: on types that real commits added, one in twelve was warned of."""

COPY_WARN_AT = 0.6
"""The same for what shares five fields and has hardly one beside them: names that merely differ are no reason."""

COPIED_FIELDS = 5
COPIED_SHARE = 0.75

FEWEST_SHARED = 3
"""Shared fields from which it can be a warning: two lists with `Items` and `HasMore` repeat nothing worth keeping."""

HINT_AT = 0.45
"""Confidence from which it is shown as a hint; below, nothing is said."""

_VERSION = re.compile(r"V\d+$")


def check(snapshot: Snapshot, plan: Plan) -> Iterator[Finding]:
    """Yield a finding for every struct in a Go fence that an existing struct could hold."""
    for proposed, decision in decisions(snapshot, plan):
        match = decision.match
        if decision.verdict is not TypeVerdict.REPEATS or match is None or match.confidence < HINT_AT:
            continue
        name = proposed.decl.name
        if is_justified(plan, name):
            continue
        if has_blank_justification(plan, name):
            yield Finding(
                NEW_TYPE_REPEATS_EXISTING.code,
                Severity.HINT,
                match.confidence,
                f"`{name}` is kept beside `{match.symbol.display_name}`; its justification is still blank.",
                proposed.decl.name_span,
                name,
                (_related(match),),
            )
            continue
        own = [field for field in proposed.decl.fields if not field.embedded]
        copied = len(match.shared) >= max(COPIED_FIELDS, COPIED_SHARE * len(own))
        telling = match.confidence >= (COPY_WARN_AT if copied else WARN_AT) and len(match.shared) >= FEWEST_SHARED
        if 2 * len(match.shared) < len(own) or _is_next_version(name, match.symbol.name):
            # Most of it is new, or it is meant to stand beside the other: the name alone is no proof.
            telling = False
        severity = Severity.WARNING if telling else Severity.HINT
        yield _finding(snapshot, plan, proposed, match, severity)


def _is_next_version(name: str, existing: str) -> bool:
    """Tell whether a name is another one with a version: `ProfileV3` beside `Profile` or `ProfileV2`."""
    bare = _VERSION.sub("", name)
    return bare != name and bare == _VERSION.sub("", existing)


def _finding(snapshot: Snapshot, plan: Plan, proposed: ProposedType, match: TypeMatch, severity: Severity) -> Finding:
    decl, symbol = proposed.decl, match.symbol
    own = [field for field in decl.fields if not field.embedded]
    added = [field.name for field in match.added if not field.embedded]
    with_added = f" with {quoted_list(added)}" if added else ""
    shared = [existing.name for new, existing in match.shared if not new.embedded]
    message = (
        f"{len(shared)} of the {len(own)} fields of `{decl.name}` are in `{symbol.display_name}` already."
        f" Extend `{symbol.name}` ({place_of(symbol)}; {use_of(snapshot, symbol)}){with_added}."
    )
    if shared:
        message += f" Shared: {', '.join(shared[:8])}{' …' if len(shared) > 8 else ''}."
    if match.rare:
        message += f" Rare in this workspace: {', '.join(match.rare[:4])}."
    fixes = (
        Fix(f"Rewrite as an extension of {symbol.name}", extension_edits(plan, proposed, match), preferred=True),
        Fix(f"Keep {decl.name} and justify it", (_justification_edit(plan, proposed, match),)),
    )
    return Finding(
        NEW_TYPE_REPEATS_EXISTING.code,
        severity,
        match.confidence,
        message,
        decl.name_span,
        decl.name,
        (_related(match),),
        fixes,
    )


def _related(match: TypeMatch) -> Related:
    symbol = match.symbol
    # The message has the rare fields already.
    why = [reason for reason in match.reasons if not reason.startswith("rare ")]
    return Related(symbol.kind.value, symbol.name, symbol.location, f"{symbol.display_name}: {'; '.join(why)}")


def _justification_edit(plan: Plan, proposed: ProposedType, match: TypeMatch) -> TextEdit:
    fence = plan.fences[proposed.fence]
    newline = newline_of(plan.text)
    line_start = plan.text.rfind(b"\n", 0, fence.span.start) + 1
    lead = plan.text[line_start : fence.span.start].decode("utf-8", "replace")
    indent = lead if not lead.strip() else " " * len(lead)
    blank = justification_blank(proposed.decl.name, match.symbol.display_name)
    line = f"{indent}{blank}"
    end = fence.span.end
    at_line_start = plan.text[:end].endswith(b"\n")
    before = newline if at_line_start else newline * 2
    after = newline if at_line_start or end >= len(plan.text) else ""
    return TextEdit(Span(end, end), f"{before}{line}{after}")


NEW_TYPE_REPEATS_EXISTING = Rule(
    code="GP101",
    name="new-type-repeats-existing",
    severity=Severity.WARNING,
    summary="A proposed struct repeats most of an existing one that could be extended",
    rationale=(
        "Two types for one thing drift apart: every conversion, table and endpoint between them is code that nobody"
        " asked for. The rule weighs how many of the proposed fields an existing struct already has, how rare those"
        " field names are in this workspace, and how the names relate. Generated, vendored, mock and test types are"
        " never named. Where less than half of the fields are shared, or the name is the other one with a version, it"
        " is a hint. A justification in the plan that names the type silences the rule."
    ),
    bad=(
        "```go\n"
        "type InvoiceReminder struct {\n"
        "\tCustomerID  string\n"
        "\tPeriodStart time.Time\n"
        "\tPeriodEnd   time.Time\n"
        "\tAmountCents int64\n"
        "\tRemindedAt  time.Time\n"
        "}\n"
        "```"
    ),
    good=(
        '```go\ntype Invoice struct {\n\t// ... existing fields\n\tRemindedAt time.Time `json:"reminded_at"`\n}\n```'
    ),
    check=check,
)
