"""Where a plan says why something new is needed."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from groundplan.model.plan import Justification
from groundplan.plan.mentions.symbols import symbol_name
from groundplan.plan.outline import section_index
from groundplan.plan.section_context import SectionContext
from groundplan.syntax.markdown.blocks import Markdown, TextBlock, TextKind

_LABEL = re.compile(
    rb"""
    ^ [ \t*_>\-]* (?:
        justification | why\s(?:a\s|an\s|the\s)?new\b | why\snot\b | why\s(?:extend|reus)\w*\s(?:is|does)\snot
      | reason\sfor\s(?:a\s|the\s)?new | rationale\sfor\s(?:a\s|the\s)?new | need\sfor\s(?:a\s)?new
    ) [^:\r\n]{0,120}? :
    """,
    re.VERBOSE | re.IGNORECASE | re.MULTILINE,
)
_NOTHING_FITS = re.compile(
    rb"\b(?:no|none\sof\sthe|nothing)\s+(?:existing|current|suitable|other)?\b[^.\r\n]{0,160}\b(?:because|since|as|so|therefore)\b"
    rb"|\b(?:cannot|can\snot|can't|could\snot)\s+(?:\w+\s+){0,2}(?:extend|reuse|be\sextended|be\sreused)\b[^.\r\n]{0,160}\b(?:because|since|as)\b",
    re.IGNORECASE,
)
_EXISTING = re.compile(rb"\b(?:existing|current|suitable|extend|reus)", re.IGNORECASE)

_SPEAKING = (
    *(b"justification", b"why", b"reason for", b"rationale for", b"need for", b"no existing", b"no current"),
    *(b"no suitable", b"no other", b"none of the", b"nothing", b"cannot", b"can not", b"can't", b"could not"),
)

# What is asked for but not answered.
_OPEN = re.compile(rb"\[[^\[\]]*\](?!\()|\xe2\x9f\xa8(?:(?!\xe2\x9f\xa9).)*\xe2\x9f\xa9|<!--.*?-->|`[^`]*`", re.DOTALL)
_EMPTY = re.compile(
    rb"\b(?:tbd|todo|n/?a|none|not applicable)\b"
    rb"|\bno\s[\w\s-]{0,40}\b(?:violations?|justifications?|deviations?|exceptions?)\b(?:\s(?:needed|required|found|identified|detected))?",
    re.IGNORECASE,
)
# What the section's filler says of a proposal; a reason is what the author writes behind it.
_LEVEL = re.compile(rb": level [1-5] of 5, .*?\.(?=\s|$)")
_WORDS = re.compile(rb"[A-Za-z\x80-\xff]{3,}")

# Bytes of a paragraph that are read for a reason.
_LONGEST = 4000

# Fewer words than these are a blank that somebody began to fill in.
_FEWEST_WORDS = 2


def read_justifications(
    text: bytes, markdown: Markdown, starts: list[int], contexts: Sequence[SectionContext]
) -> tuple[Justification, ...]:
    """Return the answered justifications of a piece of a plan in source order.

    `starts` are the first offsets of the sections that the piece opens, `contexts` what each of them says.
    """
    speaking = _speaking_offsets(text)
    found = []
    for block in markdown.blocks:
        if block.kind is TextKind.HEADING or block.span.start == block.span.end:
            continue
        at = bisect_left(speaking, block.span.start)
        section = section_index(starts, block.span.start)
        inside = section >= 0 and contexts[section].justifying
        if not inside and (at == len(speaking) or speaking[at] >= block.span.end):
            continue
        if block.table >= 0 and markdown.blocks[markdown.tables[block.table].first] is block:
            continue
        said = _said(text, block, inside)
        if said is not None and _is_answered(said):
            names = tuple(dict.fromkeys(_names(text, markdown, block)))
            found.append(Justification(block.span, block.line, names))
    return tuple(found)


def _speaking_offsets(text: bytes) -> list[int]:
    """Return the places of words without which no block can be a justification."""
    lower = text.lower()
    found = []
    for word in _SPEAKING:
        at = lower.find(word)
        while at >= 0:
            found.append(at)
            at = lower.find(word, at + 1)
    return sorted(found)


def _said(text: bytes, block: TextBlock, inside: bool) -> bytes | None:
    """Return the part of a block that gives reasons, None when the block is about something else."""
    content = text[block.span.start : min(block.span.end, block.span.start + _LONGEST)]
    label = _LABEL.search(content)
    if label is not None:
        return content[label.end() :]
    if inside:
        return content
    reason = _NOTHING_FITS.search(content)
    return content if reason is not None and _EXISTING.search(reason.group()) else None


def _is_answered(said: bytes) -> bool:
    prose = _EMPTY.sub(b" ", _OPEN.sub(b" ", _LEVEL.sub(b" ", said)))
    return len(_WORDS.findall(prose)) >= _FEWEST_WORDS


def _names(text: bytes, markdown: Markdown, block: TextBlock) -> Iterator[str]:
    """Yield the backticked names of a block, of the list item around it and of the heading just above it."""
    around = [markdown.blocks[block.parent]] if block.parent >= 0 else []
    for part in (block, *around):
        for code in part.code:
            content = text[code.content.start : code.content.end].decode("utf-8", "replace").strip()
            if content:
                yield symbol_name(content)
