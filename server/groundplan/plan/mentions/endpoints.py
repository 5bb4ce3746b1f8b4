"""HTTP endpoints that a plan names: method and path in all the ways that people write them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from groundplan.model.location import Span
from groundplan.model.plan import MentionKind
from groundplan.plan.mentions.passage import Found, Passage
from groundplan.syntax.markdown.blocks import TextKind

_METHOD = r"(?:GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS|ANY)"
_METHODS = (b"GET", b"POST", b"PUT", b"PATCH", b"DELETE", b"HEAD", b"OPTIONS", b"ANY")
_PATH = r"/[A-Za-z0-9_\-.~/{}:*%@$+?=&<>\[\]#]*"

# Method(s), then at most markup, a table's border or the words of a sentence ("POST request to"), then the path.
_PAIR = re.compile(
    rf"""
    (?<![\w/.\-]) ({_METHOD}(?:\s?(?:/|,|\||&)\s?{_METHOD})*)
    (?: [*_`]{{0,4}} [\s:]{{1,3}}
        (?:(?:requests?|calls?|endpoint|route)\s)? (?:(?:to|on|at|for|from)\s)? (?:the\s)? [*_`"']{{0,4}}
      | [*_`]{{1,4}}
    )
    ({_PATH})
    """.encode(),
    re.VERBOSE,
)
_ONE_METHOD = re.compile(_METHOD.encode())
_METHODS_ALONE = re.compile(rf"[*_`\s]*({_METHOD}(?:[`\s]{{0,2}}(?:/|,|\||&)[`\s]{{0,2}}{_METHOD})*)[*_`\s]*".encode())
_PATHS_IN_CELL = re.compile(rf"(?<![\w/.:}}\]\-]){_PATH}".encode())
_PATH_ALONE = re.compile(rf"{_PATH}".encode())

_ENDPOINT_BEFORE = re.compile(
    rb"(?:endpoints?|routes?|urls?|paths?|uris?)(?:\s+(?:at|is|called|named|for|to))?\W{0,6}$"
)
_ENDPOINT_BEHIND = re.compile(rb"^[`*_)]*\s+(?:\w+\s+)?(?:endpoints?|routes?|urls?|handlers?)\b")
_PATH_COLUMN = re.compile(rb"endpoint|path|route|url|uri")

_HTTP_LINE = re.compile(rf"^[ \t>]*({_METHOD})[ \t]+({_PATH})(?=\s|$)".encode(), re.MULTILINE)


@lru_cache(maxsize=4096)
def endpoint_parts(text: str) -> tuple[str, str]:
    """Return the method ("" when the plan names none) and the path without query or fragment of a mention's text."""
    method, _, path = text.rpartition(" ")
    for mark in "?#":
        path = path.partition(mark)[0]
    return method, path


def find_endpoints(passage: Passage) -> Iterator[Found]:
    """Yield the endpoints of a passage.

    A mention's text is `METHOD /path`, its span runs from the method to the end of the path (of the path alone where
    the method stands elsewhere in a table's row). A path that is called an endpoint without a method is its own text.
    """
    text = passage.text
    if text.find(b"/", passage.start, passage.end) < 0:
        return
    raw = text[passage.start : passage.end]
    named = any(method in raw for method in _METHODS)
    for match in _PAIR.finditer(text, passage.start, passage.end) if named else ():
        path = _trimmed(match.group(2))
        if path and _is_path(path):
            span = Span(match.start(1), match.start(2) + len(path))
            if path != b"/" or _is_set_apart(passage, span):
                yield from _for_methods(passage, match.group(1), path, span)
    if named and passage.block.kind is TextKind.ROW:
        yield from _in_row(passage)
    yield from _without_method(passage)


def find_endpoints_in_fence(text: bytes, content: Span) -> Iterator[Found]:
    """Yield the request lines of a text or HTTP fence."""
    for match in _HTTP_LINE.finditer(text, content.start, content.end):
        path = _trimmed(match.group(2))
        if path and _is_path(path):
            span = Span(match.start(1), match.start(2) + len(path))
            name = f"{match.group(1).decode()} {path.decode()}"
            yield Found(MentionKind.ENDPOINT, name, span, in_fence=True)


def _for_methods(passage: Passage, methods: bytes, path: bytes, span: Span) -> Iterator[Found]:
    if passage.claim(span):
        for method in _ONE_METHOD.findall(methods):
            yield Found(MentionKind.ENDPOINT, f"{method.decode()} {path.decode()}", span)


def _is_set_apart(passage: Passage, span: Span) -> bool:
    """Whether what looks like a method and the root is more than two words and a stroke: "POST / redirect"."""
    if any(code.span.start <= span.start and span.end <= code.span.end for code in passage.block.code):
        return True
    return not passage.text[passage.start : span.start].strip(b"*_ ") or passage.cell_index(span.start) >= 0


def _in_row(passage: Passage) -> Iterator[Found]:
    methods = b""
    for cell in passage.block.cells:
        alone = _METHODS_ALONE.fullmatch(passage.text, cell.start, cell.end)
        if alone is not None:
            methods = alone.group(1)
            break
    if not methods:
        return
    for cell in passage.block.cells:
        content = passage.text[cell.start : cell.end].strip(b"`*_ ")
        if not content.startswith(b"/"):
            continue
        for match in _PATHS_IN_CELL.finditer(passage.text, cell.start, cell.end):
            path = _trimmed(match.group())
            if path and _is_path(path):
                yield from _for_methods(passage, methods, path, Span(match.start(), match.start() + len(path)))


def _without_method(passage: Passage) -> Iterator[Found]:
    for code in passage.free_code():
        if passage.text[code.content.start : code.content.start + 1] != b"/":
            continue
        match = _PATH_ALONE.fullmatch(passage.text, code.content.start, code.content.end)
        if match is None or not _is_path(match.group()) or len(match.group()) < 2:
            continue
        called = (
            _ENDPOINT_BEFORE.search(passage.before(code.span.start, 40))
            or _ENDPOINT_BEHIND.match(passage.behind(code.span.end, 40))
            or _PATH_COLUMN.search(passage.column_title(code.span.start))
        )
        if called and passage.claim(code.content):
            yield Found(MentionKind.ENDPOINT, match.group().decode(), code.content)


def _trimmed(path: bytes) -> bytes:
    """Cut off what belongs to the sentence or to the markup."""
    path = path.rstrip(b".:?*_&,")
    for opening, closing in ((b"{", b"}"), (b"[", b"]"), (b"<", b">")):
        if path.endswith(closing) and path.count(opening) < path.count(closing):
            path = path[:-1]
    return path


def _is_path(path: bytes) -> bool:
    return not path.startswith(b"//") and b"..." not in path
