"""Where the sections of the template are in a plan, and where a missing one belongs."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from groundplan.model.plan import Plan, Section, SectionRole
from groundplan.plan.profiles import parent_role, template_order, template_section
from groundplan.syntax.markdown import read_markdown
from groundplan.syntax.markdown.lines import text_start

# What stands in a section before its author has written: bullets, brackets, asked-for blanks, comments, TBD.
_COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.DOTALL)
_BRACKETS = re.compile(rb"\[(?!\^)[^\[\]]*\](?!\()|\xe2\x9f\xa8(?:(?!\xe2\x9f\xa9).)*\xe2\x9f\xa9", re.DOTALL)
_EMPTY_WORDS = re.compile(rb"\b(?:tbd|todo|n/a|to be (?:defined|decided|determined|filled in))\b", re.IGNORECASE)
_LIST_MARKER = re.compile(rb"^[ \t]*(?:[-*+]|\d{1,9}[.)])(?=[ \t]|$)", re.MULTILINE)
_WRITTEN = re.compile(rb"[^\s\-:;.,*_/>|#]")

# Brackets that an author writes on purpose.
_MEANT = re.compile(rb"\[(?:[ xX]|P|US\d+|VERIFIED\b[^\]]*|NEW|MODIFY|MODIFIED|EXISTING)\]")


@dataclass(frozen=True, slots=True)
class InsertionPoint:
    """Where a section goes. `offset` is in the plan's bytes, `level` the number of hashes of its heading.

    `lines_before` line ends go in front of the heading and `lines_after` behind the section's last line, so that one
    empty line separates it from its neighbours.
    """

    offset: int
    level: int
    lines_before: int
    lines_after: int

    def text(self, block: str, newline: str) -> str:
        """Return a section's Markdown (written with `\\n`) as the text to insert here."""
        lines = block.strip("\n").replace("\n", newline)
        return newline * self.lines_before + lines + newline * self.lines_after


def section_of(plan: Plan, role: SectionRole) -> Section | None:
    """Return the section of a role, the highest and first of several; None when the plan has none."""
    found: Section | None = None
    for section in plan.sections:
        if section.role is role and (found is None or section.level < found.level):
            found = section
    return found


def section_at(plan: Plan, offset: int) -> Section | None:
    """Return the innermost section at a byte offset, None before the first heading."""
    found: Section | None = None
    for section in plan.sections:
        if section.span.start > offset:
            break
        found = section
    return found


def is_blank(plan: Plan, section: Section) -> bool:
    """Tell whether nobody has written into a section: it and its subsections hold at most the template's blanks."""
    for part in plan.sections:
        if section.span.start <= part.span.start < section.span.end and not _is_blank_text(plan, part):
            return False
    return True


def _is_blank_text(plan: Plan, section: Section) -> bool:
    text = plan.text[section.body_span.start : section.body_span.end]
    if section.role is not None and (body := template_section(section.role).body).startswith("```"):
        text = b"" if text.split() == body.encode().split() else text
    text = _COMMENT.sub(b" ", text)
    if _MEANT.search(text.replace(b"[ ]", b"")):
        return False
    text = _EMPTY_WORDS.sub(b" ", _BRACKETS.sub(b" ", text))
    text = _LIST_MARKER.sub(b" ", text)
    return _WRITTEN.search(text) is None


def insertion_point(plan: Plan, role: SectionRole) -> InsertionPoint:
    """Return where the missing section of a role belongs.

    Inside its parent when the plan has that, else among the top sections; behind the last section that precedes it
    in the template, else before the first that follows, else at the end. It never falls inside a fence or a comment
    that nothing closes: then it goes in front of what holds it.
    """
    parent = parent_role(role)
    home = section_of(plan, parent) if parent is not None else None
    present = _siblings(plan, role, home)
    order = template_order(role)
    top = min((section.level for section in present), default=0)
    earlier = [section for section in present if _order(section) < order]
    later = [section for section in present if _order(section) > order]
    if earlier:
        anchor = _climb(plan, max(earlier, key=_order), top)
        offset, level = anchor.span.end, anchor.level
    elif later:
        anchor = _climb(plan, min(later, key=_order), top)
        offset, level = anchor.span.start, anchor.level
    elif home is not None:
        offset, level = home.span.end, min(home.level + 1, 6)
    else:
        offset, level = len(plan.text), 2
    if offset == len(plan.text):
        offset = _before_unclosed(plan, home, level)
    return InsertionPoint(offset, level, _lines_missing(plan.text, offset), 1 if offset == len(plan.text) else 2)


def _siblings(plan: Plan, role: SectionRole, home: Section | None) -> list[Section]:
    """Return the sections among which a missing one is placed: its template siblings inside its home, or all
    sections with a role that no other section with a role encloses."""
    if home is None:
        return [
            section
            for section in plan.sections
            if section.role is not None and section.role is not role and not _has_role_above(plan, section)
        ]
    return [
        section
        for section in plan.sections
        if section.role is not None
        and section.role is not role
        and home.span.start < section.span.start < home.span.end
        and parent_role(section.role) is home.role
    ]


def _has_role_above(plan: Plan, section: Section) -> bool:
    while section.parent >= 0:
        section = plan.sections[section.parent]
        if section.role is not None:
            return True
    return False


def _climb(plan: Plan, section: Section, level: int) -> Section:
    """Return the section, or the one around it that stands as high as its highest sibling; never the title."""
    while section.level > level and section.parent >= 0:
        parent = plan.sections[section.parent]
        if parent.level < level or (section.parent == 0 and parent.level == 1):
            break
        section = parent
    return section


def _order(section: Section) -> int:
    return template_order(section.role) if section.role is not None else -1


def _before_unclosed(plan: Plan, home: Section | None, level: int) -> int:
    """Return the end of the plan, or the place in front of a fence or comment that swallows it."""
    start = _first_unclosed(plan)
    if start < 0:
        return len(plan.text)
    for index in range(len(plan.sections) - 1, -1, -1):
        section = plan.sections[index]
        is_title = index == 0 and section.level == 1
        outside = home is not None and section.span.start <= home.span.start
        if section.span.start <= start and section.level <= level and not is_title:
            if outside:
                break
            return section.span.start
    while start > text_start(plan.text) and plan.text[start - 1] not in b"\r\n":
        start -= 1
    return start


def _first_unclosed(plan: Plan) -> int:
    """Return the offset of the fence or comment that runs to the end of the plan, -1 where there is none."""
    # It swallows all headings behind it, and where a section begins nothing is open.
    last = plan.sections[-1].span.start if plan.sections else 0
    start = _unclosed_in(plan.text[last:])
    return last + start if start >= 0 else -1


@lru_cache(maxsize=16)
def _unclosed_in(text: bytes) -> int:
    markdown = read_markdown(text)
    if markdown.comments and not markdown.comments[-1].closed:
        return markdown.comments[-1].span.start
    if markdown.fences and not markdown.fences[-1].closed and markdown.fences[-1].span.end == len(text):
        return markdown.fences[-1].span.start
    return -1


def _lines_missing(text: bytes, offset: int) -> int:
    """Return the number of line ends that put an empty line in front of an offset (a line's start, the text's end)."""
    head = text[max(0, offset - 1000) : offset].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    lines = head.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    if lines[-1].strip(b" \t"):
        return 2
    if lines[-1]:
        return 1
    return 1 if len(lines) > 1 and lines[-2].strip(b" \t") else 0
