"""The mentions of one piece of a plan, in source order, with their sections and intents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice

from groundplan.model.plan import Fence, Intent, Mention, MentionKind
from groundplan.plan.fences import GO_LANGUAGES, FenceFacts
from groundplan.plan.front_matter import file_lists
from groundplan.plan.intent import intents_of
from groundplan.plan.labels import intent_of_label
from groundplan.plan.mentions.dependencies import find_dependencies, find_dependencies_in_fence
from groundplan.plan.mentions.endpoints import find_endpoints, find_endpoints_in_fence
from groundplan.plan.mentions.fields import find_fields
from groundplan.plan.mentions.file_lists import find_json_files
from groundplan.plan.mentions.passage import Found, Passage
from groundplan.plan.mentions.path_syntax import WHOLE_FILE, PathMatch
from groundplan.plan.mentions.paths import find_paths
from groundplan.plan.mentions.resources import find_resources
from groundplan.plan.mentions.symbols import find_symbols
from groundplan.plan.mentions.trees import TREE_LANGUAGES, find_tree_paths, intent_of_comment, is_tree
from groundplan.plan.outline import section_index
from groundplan.plan.section_context import NO_SECTION, SectionContext
from groundplan.syntax.markdown.blocks import Markdown, TextKind
from groundplan.text.positions import LineIndex

MOST_MENTIONS = 20_000
"""Ten times what the longest plans name. It bounds the time for a file that is no plan at all."""

# A line above a list says something about all of it when it ends in a colon or is a short label in bold.
_SHORT_LABEL = 80
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
            around: Intent | None = None
            for found, said in intents_of(list(self._find(passage, section)), passage):
                intent = said
                if intent is None:
                    if around is None:
                        around = self._intent_around(index, section)
                    intent = around
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
        return self._intent_around(self.markdown.fences[index].block, section, itself=True)

    def _find_in_fence(self, fence: Fence) -> Iterator[Found]:
        content = fence.content_span
        if fence.language in GO_LANGUAGES:
            yield from find_dependencies_in_fence(self.text, content, go=True)
            return
        if fence.language in _SHELLS:
            yield from find_dependencies_in_fence(self.text, content, go=False)
        if fence.language in ("json", "jsonc"):
            yield from find_json_files(self.text, content)
        if fence.language in TREE_LANGUAGES and is_tree(
            self.text[content.start : content.end].decode("utf-8", "replace")
        ):
            yield from find_tree_paths(self.text, content)
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

    def _intent_around(self, block: int, section: int, itself: bool = False) -> Intent:
        """Return what the lines that lead into a block say, else what its headings say."""
        at = block if itself else self._introduction(block)
        seen = 0
        while at >= 0 and seen < 8:
            above = self.markdown.blocks[at]
            if above.kind is TextKind.HEADING:
                break
            text = self.text[above.span.start : above.span.end]
            if text.rstrip(b" *_").endswith(b":") or (len(text) <= _SHORT_LABEL and _BOLD.fullmatch(text)):
                said = intent_of_label(text)
                if said is not Intent.UNKNOWN:
                    return said
            at = self._introduction(at)
            seen += 1
        return self._context(section).intent

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
