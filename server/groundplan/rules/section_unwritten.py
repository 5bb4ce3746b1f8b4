"""GP402: a section is empty, or blanks of the template are left in it."""

from __future__ import annotations

from collections.abc import Iterator

from groundplan.index.snapshot import Snapshot
from groundplan.model.finding import Finding, Severity
from groundplan.model.location import Span
from groundplan.model.plan import Plan
from groundplan.plan.blanks import open_blanks
from groundplan.plan.sections import is_blank, section_at
from groundplan.rules.recognised import follows_template
from groundplan.rules.rule import Rule


def check(snapshot: Snapshot, plan: Plan) -> Iterator[Finding]:
    """Yield a finding for each section of the template without content, and for each one with blanks left."""
    if not follows_template(plan):
        return
    empty: list[Span] = []
    for section in plan.sections:
        inside = any(span.start <= section.span.start < span.end for span in empty)
        if section.role is not None and not inside and is_blank(plan, section):
            empty.append(section.span)
            message = f"Nothing is written under `{section.title.strip()}` yet."
            yield _finding(message, section.heading_span, section.title)
    open_in: dict[int, list[Span]] = {}
    for blank in open_blanks(plan, snapshot.settings.platform):
        if not any(span.start <= blank.start < span.end for span in empty):
            home = section_at(plan, blank.start)
            open_in.setdefault(home.line if home is not None else 0, []).append(blank)
    for blanks in open_in.values():
        home = section_at(plan, blanks[0].start)
        where = f" under `{home.title.strip()}`" if home is not None else ""
        count = f"{len(blanks)} blanks are" if len(blanks) > 1 else "A blank is"
        yield _finding(f"{count} left open{where}.", blanks[0], home.title if home is not None else "")


def _finding(message: str, span: Span, subject: str) -> Finding:
    return Finding(SECTION_UNWRITTEN.code, Severity.INFO, 0.95, message, span, subject)


SECTION_UNWRITTEN = Rule(
    code="GP402",
    name="section-unwritten",
    severity=Severity.INFO,
    summary="A section is empty, or lines of the template or blanks are left in it",
    rationale=(
        "What is left open in the plan is decided in the code by whoever comes first. Each section is reported once,"
        " with the number of its blanks: lines of the template, questions in ⟨ ⟩ and `[NEEDS CLARIFICATION: …]`."
        " Only a plan that follows the template is asked."
    ),
    bad="## Risk Assessment\n\n- [Potential implementation challenges]",
    good="## Risk Assessment\n\n- The scale's clock drifts; readings are ordered by arrival.",
    check=check,
)
