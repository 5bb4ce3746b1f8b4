"""Files and folders that a plan names in prose, inline code, links and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from groundplan.model.location import Span
from groundplan.model.plan import MentionKind
from groundplan.plan.mentions.passage import Found, Passage
from groundplan.plan.mentions.path_syntax import (
    CONTINUED_LINES,
    LINES_BEFORE,
    LINES_BEHIND,
    WHOLE_FILE,
    WHOLE_FOLDER,
    parse_lines,
    path_in_code,
    prose_paths,
)

_SEPARATED = re.compile(rb"[^\s,]+")
_LINE_NUMBERS = re.compile(rb":[\dL,:\-]+$")
_ANCHOR = re.compile(rb"#(L\d+(?:-L?\d+)?).*$")

# Names of products and formats that end like a file.
_NOT_FILES = re.compile(rb"(?:[A-Z][A-Za-z]*\.js|[Aa][Ss][Pp]\.net|package\.json\.\w+)|\d[\d.]*\.\w+")


def find_paths(passage: Passage) -> Iterator[Found]:
    """Yield the paths of a passage."""
    yield from _in_links(passage)
    last = ""
    for code in passage.free_code():
        content = passage.text[code.content.start : code.content.end]
        if CONTINUED_LINES.fullmatch(content):
            if last and passage.claim(code.content):
                yield Found(MentionKind.PATH, last, code.content, parse_lines(content))
            continue
        spans = [code.content]
        if b", " in content:
            spans = [
                Span(code.content.start + m.start(), code.content.start + m.end()) for m in _SEPARATED.finditer(content)
            ]
        matches = [path_in_code(passage.text, span) for span in spans]
        for match in matches:
            if match is None or not all(matches) or _NOT_FILES.fullmatch(match.paths[0].encode()):
                continue
            if not passage.claim(match.span):
                continue
            last = match.paths[-1]
            lines = match.lines or _lines_around(passage, match.span, code.span)
            for path in match.paths:
                yield _file(path, match.span, lines)
    if b"." in passage.prose or b"/" in passage.prose:
        yield from _in_prose(passage)


def _lines_around(passage: Passage, span: Span, outer: Span) -> tuple[tuple[int, int], ...]:
    behind = LINES_BEHIND.match(passage.text, outer.end, passage.end)
    if behind is not None:
        return parse_lines(behind.group(1) or behind.group(2))
    window = passage.text[max(passage.start, span.start - 60) : outer.start]
    before = LINES_BEFORE.search(window) if b"ine" in window else None
    return parse_lines(before.group(1)) if before is not None else ()


def _in_links(passage: Passage) -> Iterator[Found]:
    for link in passage.block.links:
        target = passage.text[link.target.start : link.target.end]
        if b"://" in target:
            # What stands elsewhere is no file of the workspace, whatever the link calls it.
            if link.text != link.target:
                passage.claim(link.text)
            continue
        if target.startswith((b"#", b"mailto:", b"/")):
            continue
        anchor = _ANCHOR.search(target)
        end = target.find(b"#")
        path = target if end < 0 else target[:end]
        if not (WHOLE_FILE.fullmatch(path) or WHOLE_FOLDER.fullmatch(path)):
            continue
        span = Span(link.target.start, link.target.start + len(path))
        if passage.claim(span):
            lines = parse_lines(anchor.group(1)) if anchor else ()
            shown = _LINE_NUMBERS.sub(b"", passage.text[link.text.start : link.text.end].strip(b"`*_ "))
            if shown.endswith(path.rpartition(b"/")[2]):
                # The link's text names the same file once more.
                passage.claim(link.text)
            yield Found(MentionKind.PATH, path.decode(), span, lines)


def _in_prose(passage: Passage) -> Iterator[Found]:
    for match in prose_paths(passage.prose):
        path = match.group(1)
        if _NOT_FILES.fullmatch(path):
            continue
        span = Span(passage.start + match.start(1), passage.start + match.end(1))
        if not passage.claim(span):
            continue
        lines = parse_lines(match.group(2)) if match.group(2) else _lines_around(passage, span, span)
        yield _file(path.decode(), span, lines)


def _file(path: str, span: Span, lines: tuple[tuple[int, int], ...]) -> Found:
    """Return a path as found; "@a/b.go" tells an assistant to read `a/b.go`."""
    if path.startswith("@") and "/" in path and len(path.encode()) == span.end - span.start:
        return Found(MentionKind.PATH, path[1:], Span(span.start + 1, span.end), lines)
    return Found(MentionKind.PATH, path, span, lines)
