"""GP403: sections stand in another order than in the template."""

from __future__ import annotations

from collections.abc import Iterator

from groundplan.index.snapshot import Snapshot
from groundplan.model.finding import Finding, Fix, Severity, TextEdit
from groundplan.model.location import Span
from groundplan.model.plan import Plan, Section
from groundplan.plan.profiles import parent_role, template_order
from groundplan.rules.recognised import follows_template
from groundplan.rules.rule import Rule
from groundplan.text.edits import newline_of


def check(_snapshot: Snapshot, plan: Plan) -> Iterator[Finding]:
    """Yield a hint for each section of the template's top level that stands behind one that should follow it."""
    if not follows_template(plan):
        return
    top = [section for section in plan.sections if section.role is not None and parent_role(section.role) is None]
    top = [section for index, section in enumerate(top) if section.role not in {each.role for each in top[:index]}]
    kept = _longest_in_order(top)
    for section in top:
        if section in kept:
            continue
        follower = next((each for each in kept if _order(each) > _order(section)), None)
        where = f"before `{follower.title.strip()}`" if follower is not None else "at the end"
        message = f"`{section.title.strip()}` stands elsewhere in the template: {where}."
        fixes = tuple(_move(plan, section, follower, top))
        yield Finding(SECTION_ORDER.code, Severity.HINT, 0.6, message, section.heading_span, section.title, (), fixes)


def _move(plan: Plan, section: Section, follower: Section | None, top: list[Section]) -> Iterator[Fix]:
    """Yield the fix that moves a section as it is, where nothing else would go with it or come into another."""
    inside = [each for each in top if each is not section and _meets(section.span, each.span)]
    if inside or (follower is not None and follower.level != section.level):
        return
    newline = newline_of(plan.text)
    try:
        text = plan.text[section.span.start : section.span.end].decode()
    except UnicodeDecodeError:
        return
    at = follower.span.start if follower is not None else len(plan.text)
    if not text.endswith(("\n", "\r")):
        text += newline * 2
    if follower is None and not plan.text.endswith((b"\n", b"\r")):
        text = newline * 2 + text
    where = f"before {follower.title.strip()}" if follower is not None else "to the end"
    yield Fix(f"Move {section.title.strip()} {where}", (TextEdit(section.span, ""), TextEdit(Span(at, at), text)))


def _meets(span: Span, other: Span) -> bool:
    return span.start < other.end and other.start < span.end


def _order(section: Section) -> int:
    return template_order(section.role) if section.role is not None else -1


def _longest_in_order(sections: list[Section]) -> list[Section]:
    """Return the most sections that stand in the template's order; what is not among them is out of place."""
    best: list[list[Section]] = []
    for section in sections:
        before = [chain for chain in best if _order(chain[-1]) < _order(section)]
        best.append([*max(before, key=len, default=[]), section])
    return max(best, key=len, default=[])


SECTION_ORDER = Rule(
    code="GP403",
    name="section-out-of-order",
    severity=Severity.HINT,
    summary="A section stands in another place than in the template",
    rationale=(
        "Whoever reads many plans looks for a section where it always is. The fewest sections that would have to move"
        " are named. A fix moves the section as it stands, and only this one: the order is the author's to choose."
    ),
    bad="`Risk Assessment` in front of `Existing Pattern Analysis`.",
    good="`Existing Pattern Analysis` … `Testing Strategy`, `Risk Assessment`, `Success Criteria`.",
    check=check,
)
