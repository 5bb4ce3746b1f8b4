"""The facts of Go text that is not a whole file: the fences of a plan."""

from __future__ import annotations

import re

from groundplan.model.go import Field, GoFile
from groundplan.syntax.golang.comments import read_header
from groundplan.syntax.golang.declarations import DeclarationReader
from groundplan.syntax.golang.grammar import MAX_PARSED_BYTES, SourceParser
from groundplan.syntax.golang.loose_members import read_loose_fields
from groundplan.syntax.golang.positions import LineCounter
from groundplan.syntax.golang.reading import facts_of
from groundplan.syntax.golang.recovery import read_pieces

_DOTS = rb"(?:\.\.\.|\xe2\x80\xa6)"
_SAYS_ELIDED = (
    rb"[(\[]?(?i:all |the )?(?i:existing|other|remaining|rest|same|unchanged)\b[^\n]{0,40}"
    rb"\b(?i:fields?|methods?|members?|properties|columns|code|unchanged|before)\b[^\n]{0,20}"
)
_ELIDING_LINE = re.compile(
    rb"^[ \t]*(?:" + _DOTS + rb"(?![\w.\[*])[^\n]*"
    rb"|//[ \t]*(?:" + _DOTS + rb"[^\n]*|" + _SAYS_ELIDED + rb"|[^\n]*" + _DOTS + rb"[ \t\r]*))$",
    re.MULTILINE,
)
_ELIDED_INSIDE = re.compile(rb"([({,][ \t]*)" + _DOTS + rb"(?=[ \t]*[)}])")
_ADDED_LINE = re.compile(rb"^\+(?=[ \t\w}])", re.MULTILINE)
_REMOVED_LINE = re.compile(rb"^-[ \t\w}][^\n]*$", re.MULTILINE)


def read_go_fragment(source: bytes) -> GoFile:
    """Read the declarations of a Go fence: a file, loose declarations, statements, or any half-typed mixture.

    Spans are byte offsets into `source`. Lines and argument lists that say that something is left out are read as if
    they were not there, lines of a diff as after the change. Types declared inside function bodies are left out;
    nothing is raised.
    """
    text = _without_marks(source[:MAX_PARSED_BYTES])
    header = read_header(text)
    ranges = ((header.end, len(text)),)
    parser = SourceParser(text)
    reader = DeclarationReader(text)
    root = parser.parse(ranges)
    broken = root is None or root.has_error
    if root is None or root.has_error:
        read_pieces(text, ranges, parser, reader)
    else:
        reader.read_tree(root)
    return facts_of(text, header, reader.found, broken)


def read_go_fields(source: bytes) -> tuple[Field, ...]:
    """Read what looks like struct fields in text that has no declaration around them; other lines are passed over."""
    text = _without_marks(source[:MAX_PARSED_BYTES])
    return read_loose_fields(text, 0, len(text), LineCounter(text))


def _without_marks(source: bytes) -> bytes:
    """Turn what stands for left-out code, and the marks of a diff, into spaces; a removed line goes as a whole."""
    if b"..." in source or b"\xe2\x80\xa6" in source or b"//" in source:
        source = _ELIDING_LINE.sub(_spaces, source)
        source = _ELIDED_INSIDE.sub(rb"\1   ", source)
    if _ADDED_LINE.search(source):
        source = _REMOVED_LINE.sub(_spaces, _ADDED_LINE.sub(b" ", source))
    return source


def _spaces(match: re.Match[bytes]) -> bytes:
    return b" " * len(match[0])
