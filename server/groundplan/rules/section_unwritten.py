"""GP402: a section is empty, or blanks of the template are left in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from groundplan.index.snapshot import Snapshot
from groundplan.model.finding import Finding, Fix, Severity, TextEdit
from groundplan.model.location import Span
from groundplan.model.plan import Plan, Section, SectionRole
from groundplan.plan.blanks import open_blanks
from groundplan.plan.sections import is_blank, section_at
from groundplan.rules.escapes import line_end
from groundplan.rules.recognised import follows_template
from groundplan.rules.rule import Rule
from groundplan.rules.section_missing import REQUIRED
from groundplan.text.edits import newline_of

# A plan that says nothing on these is no plan.
_NEEDED = frozenset((*REQUIRED, SectionRole.TESTING))
_MARKER = re.compile(rb"[ \t>]*(?:[-*+]|\d{1,9}[.)])?[ \t]*(?:\[[ xX]\][ \t]+)?")
_PROSE = re.compile(rb"[^\W\d_]{2,}")


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
            yield _finding(message, section.heading_span, section.title, tuple(_fixes_of_empty(plan, section)))
    open_in: dict[int, list[Span]] = {}
    for blank in open_blanks(plan, snapshot.settings.platform):
        if not any(span.start <= blank.start < span.end for span in empty):
            home = section_at(plan, blank.start)
            open_in.setdefault(home.line if home is not None else 0, []).append(blank)
    for blanks in open_in.values():
        home = section_at(plan, blanks[0].start)
        where = f" under `{home.title.strip()}`" if home is not None else ""
        count = f"{len(blanks)} blanks are" if len(blanks) > 1 else "A blank is"
        fixes = tuple(_fixes_of_blanks(plan, home, blanks))
        yield _finding(f"{count} left open{where}.", blanks[0], home.title if home is not None else "", fixes)


def _finding(message: str, span: Span, subject: str, fixes: tuple[Fix, ...]) -> Finding:
    return Finding(SECTION_UNWRITTEN.code, Severity.INFO, 0.95, message, span, subject, (), fixes)


def _fixes_of_empty(plan: Plan, section: Section) -> Iterator[Fix]:
    """Yield the ways out of a section in which nothing of the author's is: it says so, or it goes."""
    if section.role in _NEEDED or section.level < 2:
        return
    newline = newline_of(plan.text)
    body = Span(section.heading_span.end, section.span.end)
    said = plan.text[body.start : body.end]
    if b"<!--" in said or any(fence.span.end > body.start and fence.span.start < body.end for fence in plan.fences):
        return
    behind = newline if section.span.end == len(plan.text) else newline * 2
    yield Fix("Say that it does not apply", (TextEdit(body, f"{newline * 2}Not applicable.{behind}"),))
    yield Fix(f"Remove {section.title.strip()}", (TextEdit(section.span, ""),))


def _fixes_of_blanks(plan: Plan, home: Section | None, blanks: list[Span]) -> Iterator[Fix]:
    """Yield the fix that takes the lines of open blanks out, where they are lines of their own among written ones."""
    lines = list(dict.fromkeys(_whole_line(plan, blank) for blank in blanks))
    if home is None or None in lines:
        return
    edits = tuple(TextEdit(line, "") for line in lines if line is not None)
    body = bytearray(plan.text[home.body_span.start : home.body_span.end])
    for edit in edits:
        start, end = edit.span.start - home.body_span.start, edit.span.end - home.body_span.start
        body[start:end] = b" " * (end - start)
    if _PROSE.search(body):
        yield Fix(f"Remove the {f'{len(edits)} open lines' if len(edits) > 1 else 'open line'}", edits)


def _whole_line(plan: Plan, blank: Span) -> Span | None:
    """Return the line of a blank that nothing else is on and nothing hangs on, None where there is more."""
    text = plan.text
    start = text.rfind(b"\n", 0, blank.start) + 1
    end = line_end(text, max(blank.start, blank.end - 1))
    marker = _MARKER.match(text, start)
    if text.startswith(b"[NEEDS", blank.start):
        # A question that somebody asked is answered, not taken out.
        return None
    if marker is None or marker.end() < blank.start or text[blank.end : end].strip():
        return None
    following = text[end : line_end(text, end)]
    indent = len(following) - len(following.lstrip(b" \t"))
    own = len(text[start : blank.start]) - len(text[start : blank.start].lstrip(b" \t"))
    return None if following.strip() and indent > own else Span(start, end)


SECTION_UNWRITTEN = Rule(
    code="GP402",
    name="section-unwritten",
    severity=Severity.INFO,
    summary="A section is empty, or lines of the template or blanks are left in it",
    rationale=(
        "What is left open in the plan is decided in the code by whoever comes first. Each section is reported once,"
        " with the number of its blanks: lines of the template, questions in ⟨ ⟩ and `[NEEDS CLARIFICATION: …]`."
        " Only a plan that follows the template is asked. What the code has for a section, the editor's action on it"
        " fills in; a section that the feature has no need of can say so or go, but none that every plan needs."
    ),
    bad="## Risk Assessment\n\n- [Potential implementation challenges]",
    good="## Risk Assessment\n\n- The scale's clock drifts; readings are ordered by arrival.",
    check=check,
)
