"""The mentions of one piece of a plan, in source order, with their sections and intents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice

from groundplan.model.plan import Fence, Intent, Mention, MentionKind
from groundplan.plan.fences import GO_LANGUAGES, FenceFacts
from groundplan.plan.front_matter import file_lists
from groundplan.plan.intent import describes, intent_led, intents_of, is_making, is_order, is_task_in, stands_alone
from groundplan.plan.labels import Lead, intent_of_label, intent_of_lead, is_excluded
from groundplan.plan.mentions.dependencies import find_dependencies, find_dependencies_in_fence
from groundplan.plan.mentions.endpoints import find_endpoints, find_endpoints_in_fence
from groundplan.plan.mentions.fields import find_fields
from groundplan.plan.mentions.file_lists import find_json_files
from groundplan.plan.mentions.passage import Found, Passage
from groundplan.plan.mentions.path_syntax import WHOLE_FILE, PathMatch
from groundplan.plan.mentions.paths import find_paths
from groundplan.plan.mentions.resources import find_resources
from groundplan.plan.mentions.symbols import find_symbols
from groundplan.plan.mentions.trees import (
    TREE_LANGUAGES,
    find_listed_paths,
    find_tree_paths,
    intent_of_comment,
    is_file_list,
    is_tree,
)
from groundplan.plan.outline import section_index
from groundplan.plan.section_context import NO_SECTION, SectionContext
from groundplan.syntax.markdown.blocks import Markdown, TextKind
from groundplan.text.positions import LineIndex

MOST_MENTIONS = 20_000
"""Ten times what the longest plans name. It bounds the time for a file that is no plan at all."""

# A line above a list says something about all of it when it ends in a colon or is a short label in bold.
_SHORT_LABEL = 80
_MOST_LEADS = 8
# Blocks below a name that are asked what is to be done there.
_MOST_BELOW = 6
_BOLD = re.compile(rb"(\*\*|__)[^*_]+\1")

# Labelled lines about the user interface name components, not Go.
_FRONTEND = re.compile(rb"(?:T\d+\s|\[\w+\]\s|\s)*[*_\[(]{1,4}front-?end\b", re.IGNORECASE)

_SHELLS = frozenset(("bash", "sh", "shell", "console", "zsh"))
_PLAIN = frozenset(("", "text", "txt", "http", "plaintext"))


class MentionReader:
    """Reads the mentions of one piece of a document; all places are in the piece.

    `starts` are the first offsets of the sections that the piece opens and `contexts` what each of them says;
    `modules` are the module paths of the team's own libraries.
    """

    def __init__(
        self,
        text: bytes,
        markdown: Markdown,
        lines: LineIndex,
        starts: list[int],
        contexts: Sequence[SectionContext],
        facts: FenceFacts,
        modules: tuple[str, ...] = (),
    ) -> None:
        self.text = text
        self.markdown = markdown
        self.lines = lines
        self.starts = starts
        self.contexts = contexts
        self.facts = facts
        self.modules = tuple(module.encode() for module in modules if "/" in module)
        self._introductions = _introductions(markdown)

    def read(self) -> tuple[Mention, ...]:
        """Return all mentions ordered by place."""
        found = chain(self._in_front_matter(), self._in_blocks(), self._in_fences())
        mentions = list(islice(found, MOST_MENTIONS))
        mentions.sort(key=lambda mention: (mention.span.start, mention.span.end))
        return tuple(mentions)

    def _in_blocks(self) -> Iterator[Mention]:
        for index, block in enumerate(self.markdown.blocks):
            if block.span.start == block.span.end:
                continue
            passage = Passage(self.text, self.markdown, block)
            section = section_index(self.starts, block.span.start)
            named = list(self._find(passage, section))
            lead: Lead | None = None
            for found, said in intents_of(named, passage) if named else ():
                intent = said
                if intent is None:
                    if lead is None:
                        lead = self._lead(index, section)
                    intent = intent_led(found, passage, lead)
                    if intent is Intent.UNKNOWN:
                        intent = self._intent_below(found, passage, index)
                if said in (Intent.NEW, Intent.CHANGED) and self._context(section).lead.of_today and describes(passage):
                    intent = Intent.EXISTING
                if intent is Intent.NEW and said is not None and self._is_turned_down(index):
                    intent = Intent.UNKNOWN
                if self._context(section).excluded and intent in (Intent.NEW, Intent.CHANGED):
                    # What will not be done is not there when it is new, and there when it is not.
                    intent = Intent.UNKNOWN if intent is Intent.NEW else Intent.EXISTING
                yield self._mention(found, section, intent)

    def _find(self, passage: Passage, section: int) -> Iterator[Found]:
        yield from find_endpoints(passage)
        yield from find_dependencies(passage, self.modules)
        yield from find_paths(passage)
        if passage.block.code:
            yield from find_resources(passage, self._context(section).infrastructure)
        if (passage.block.code or passage.block.kind is TextKind.HEADING) and not self._is_frontend(passage, section):
            symbols = list(find_symbols(passage, not self._context(section).has_role))
            yield from symbols
            yield from find_fields(passage, symbols, self._context(section).type_name)
        elif passage.block.kind is TextKind.ROW:
            yield from find_fields(passage, [], self._context(section).type_name)

    def _in_fences(self) -> Iterator[Mention]:
        hints = dict(self.facts.hints)
        for index, fence in enumerate(self.facts.fences):
            section = section_index(self.starts, fence.span.start)
            for found in self._find_in_fence(fence):
                intent = found.stated if found.stated is not None else Intent.UNKNOWN
                yield self._mention(found, section, intent)
            if index in hints:
                hint = hints[index]
                named = Found(MentionKind.PATH, hint.paths[0], hint.span, hint.lines, in_fence=True)
                yield self._mention(named, section, self._intent_of_hint(index, hint, section))

    def _intent_of_hint(self, index: int, hint: PathMatch, section: int) -> Intent:
        """Return what the comment that names a fence's file says of it, else what leads into the fence."""
        line = self.lines.line_span(self.lines.line_of(hint.span.start))
        said = intent_of_comment(self.text[hint.span.end : line.end].decode("utf-8", "replace"))
        if said is not Intent.UNKNOWN:
            return said
        return self._intent_above_fence(self.markdown.fences[index].block, section)

    def _find_in_fence(self, fence: Fence) -> Iterator[Found]:
        content = fence.content_span
        if fence.language in GO_LANGUAGES:
            yield from find_dependencies_in_fence(self.text, content, go=True)
            return
        if fence.language in _SHELLS:
            yield from find_dependencies_in_fence(self.text, content, go=False)
        if fence.language in ("json", "jsonc"):
            yield from find_json_files(self.text, content)
        is_drawing = fence.language in TREE_LANGUAGES
        drawn = self.text[content.start : content.end].decode("utf-8", "replace") if is_drawing else ""
        if drawn and is_tree(drawn):
            yield from find_tree_paths(self.text, content)
        elif drawn and fence.language not in _SHELLS and is_file_list(drawn):
            yield from find_listed_paths(self.text, content)
        elif fence.language in _PLAIN:
            yield from find_endpoints_in_fence(self.text, content)

    def _in_front_matter(self) -> Iterator[Mention]:
        if self.markdown.front_matter is None:
            return
        for key, span in file_lists(self.text, self.markdown.front_matter.content):
            name = self.text[span.start : span.end]
            if WHOLE_FILE.fullmatch(name):
                yield self._mention(Found(MentionKind.PATH, name.decode(), span), -1, intent_of_label(key.encode()))

    def _mention(self, found: Found, section: int, intent: Intent) -> Mention:
        return Mention(
            found.kind,
            found.text,
            found.span,
            self.lines.line_of(found.span.start),
            intent,
            found.lines,
            found.noun,
            section,
            found.in_fence,
        )

    def _is_frontend(self, passage: Passage, section: int) -> bool:
        """Whether a passage speaks of code that is not Go."""
        return self._context(section).frontend or _FRONTEND.match(self.text, passage.start, passage.end) is not None

    def _context(self, section: int) -> SectionContext:
        return self.contexts[section] if section >= 0 else NO_SECTION

    # What stands above

    def _lead(self, block: int, section: int) -> Lead:
        """Return what the lines that lead into a block say, else what its headings say."""
        at = self._introduction(block)
        seen = 0
        while at >= 0 and seen < _MOST_LEADS:
            above = self.markdown.blocks[at]
            if above.kind is TextKind.HEADING:
                break
            text = self.text[above.span.start : above.span.end]
            if text.rstrip(b" *_").endswith(b":") or (len(text) <= _SHORT_LABEL and _BOLD.fullmatch(text)):
                masked = Passage(self.text, self.markdown, above).lower
                lead = intent_of_lead(text, masked, lambda name: WHOLE_FILE.fullmatch(name) is not None)
                if lead is not None:
                    return lead
            at = self._introduction(at)
            seen += 1
        return self._context(section).lead

    def _intent_above_fence(self, block: int, section: int) -> Intent:
        """Return what the line in front of a fence says of the file that the fence names."""
        above = self.markdown.blocks[block] if block >= 0 else None
        if above is not None and above.kind is not TextKind.HEADING:
            text = self.text[above.span.start : above.span.end]
            if text.rstrip(b" *_").endswith(b":") or (len(text) <= _SHORT_LABEL and _BOLD.fullmatch(text)):
                said = intent_of_label(text)
                if said is not Intent.UNKNOWN:
                    return said
        return self._lead(block, section).intent

    def _is_turned_down(self, index: int) -> bool:
        """Whether a line in front of a list says that nothing in it will be done: "**Alternatives considered**:"."""
        above = self._introduction(index)
        if above < 0 or self.markdown.blocks[above].span.end - self.markdown.blocks[above].span.start > _SHORT_LABEL:
            return False
        return is_excluded(self.text[self.markdown.blocks[above].span.start : self.markdown.blocks[above].span.end])

    def _intent_below(self, found: Found, passage: Passage, index: int) -> Intent:
        """Return what a passage or what stands below it says is to be done in the thing that the passage is about."""
        if is_task_in(found, passage):
            return Intent.CHANGED
        titled = passage.block.kind is TextKind.HEADING and found.kind is MentionKind.PATH
        if not titled and not stands_alone(found, passage):
            return Intent.UNKNOWN
        if (
            titled
            and index + 1 < len(self.markdown.blocks)
            and is_making(self.text, self.markdown.blocks[index + 1].span)
        ):
            return Intent.NEW
        return Intent.CHANGED if self._is_worked_on(index) else Intent.UNKNOWN

    def _is_worked_on(self, index: int) -> bool:
        """Whether what stands below a block says what is to be done in the thing that the block names."""
        block = self.markdown.blocks[index]
        inside = index if block.kind is TextKind.ITEM else -1
        for below in self.markdown.blocks[index + 1 : index + 1 + _MOST_BELOW]:
            if below.kind is TextKind.HEADING or (inside >= 0 and below.parent < inside):
                return False
            if below.parent == inside and is_order(self.text, below.span):
                return True
        return False

    def _introduction(self, block: int) -> int:
        parent = self.markdown.blocks[block].parent if block >= 0 else -1
        return parent if parent >= 0 else self._introductions[block] if block >= 0 else -1


def _introductions(markdown: Markdown) -> list[int]:
    """Return for each block of a list or table the paragraph in front of it, -1 for other blocks."""
    found: list[int] = []
    paragraph = -1
    for index, block in enumerate(markdown.blocks):
        if block.kind is TextKind.PARAGRAPH and block.parent < 0:
            found.append(-1)
            paragraph = index
        elif block.kind is TextKind.HEADING:
            found.append(-1)
            paragraph = -1
        else:
            found.append(paragraph)
    return found
