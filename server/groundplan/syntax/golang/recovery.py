"""Declarations of text that has no clean parse: half-typed files, and the abridged Go of plans.

The text is cut where declarations begin and each piece is read by itself, so that an error costs the facts of one
declaration. A piece that still does not parse is read from its text.
"""

from __future__ import annotations

import re
from itertools import islice, pairwise

from groundplan.model.go import Field, InterfaceMethod, TypeDecl, TypeKind
from groundplan.model.location import Span
from groundplan.syntax.golang.comments import doc_above
from groundplan.syntax.golang.declarations import DeclarationReader
from groundplan.syntax.golang.grammar import SourceParser
from groundplan.syntax.golang.headers import match_bare_header
from groundplan.syntax.golang.lexical import IDENTIFIER, fold_space, matching_brace, split_comment, strip_code
from groundplan.syntax.golang.loose_members import read_loose_fields, read_loose_methods
from groundplan.syntax.golang.positions import LineCounter
from groundplan.syntax.golang.skeleton import Ranges

_MAX_PIECES = 20_000  # more declarations than that in text with errors are noise
_BOUNDARY = re.compile(
    rb"^[ \t]*(?:type[ \t]+[\w(\x80-\xff]|func[ \t]+(?:\([^()\n]*\)[ \t]*)?" + IDENTIFIER + rb"[ \t]*[\[(]"
    rb"|(?:const|var|import)[ \t]+[\w\"(`\x80-\xff])",
    re.MULTILINE,
)
_TYPE = re.compile(
    rb"type[ \t]+(" + IDENTIFIER + rb")(\[[^\n]*?\])?[ \t]*(=)?[ \t]*(?:(struct|interface)\b[ \t]*(\{)?)?"
)


def read_pieces(source: bytes, ranges: Ranges, parser: SourceParser, reader: DeclarationReader) -> None:
    """Read declarations piece by piece from the byte ranges of a source."""
    lines = LineCounter(source)
    first = 0
    for start, end in _pieces(source, ranges):
        while first < len(ranges) and ranges[first][1] <= start:
            first += 1
        _read_piece(source, _clip(ranges, first, start, end), parser, reader, lines)


def _pieces(source: bytes, ranges: Ranges) -> list[tuple[int, int]]:
    """Return the extents of the pieces: from one declaration's keyword to the next one of the least indentation."""
    begins = []
    for start, end in ranges:
        for match in _BOUNDARY.finditer(source, start, end):
            text = match[0]
            begins.append((len(text) - len(text.lstrip()), match.end() - len(text.lstrip())))
    if not ranges:
        return []
    least = min((indent for indent, _ in begins), default=0)
    cuts = [at for indent, at in begins if indent == least][:_MAX_PIECES]
    cuts = [ranges[0][0], *(at for at in cuts if at > ranges[0][0]), ranges[-1][1]]
    return list(pairwise(cuts))


def _clip(ranges: Ranges, first: int, start: int, end: int) -> Ranges:
    """Return the parts between `start` and `end` of the ranges from the one at the index `first` on."""
    clipped = []
    for begin, stop in islice(ranges, first, None):
        if begin >= end:
            break
        clipped.append((max(begin, start), min(stop, end)))
    return tuple(clipped)


def _read_piece(
    source: bytes, ranges: Ranges, parser: SourceParser, reader: DeclarationReader, lines: LineCounter
) -> None:
    if not ranges:
        return
    root = parser.parse(ranges)
    start, end = ranges[0][0], ranges[-1][1]
    found = reader.found
    types, funcs = len(found.types), len(found.funcs)
    if root is not None:
        reader.read_tree(root)
        if not root.has_error:
            return
    if len(found.types) == types and (match := _TYPE.match(source, start, end)) is not None:
        _recover_type(source, match, end, reader, lines)
    elif len(found.funcs) == funcs and source.startswith(b"func", start):
        _recover_function(source, start, end, reader)


def _recover_type(
    source: bytes, match: re.Match[bytes], end: int, reader: DeclarationReader, lines: LineCounter
) -> None:
    name, type_params, alias, keyword, brace = match.groups()
    fields: tuple[Field, ...] = ()
    methods: tuple[InterfaceMethod, ...] = ()
    embeds: tuple[str, ...] = ()
    underlying = ""
    if brace is not None:
        inside = match.end()
        closing = matching_brace(source, inside, end)
        stop = closing if closing >= 0 else end
        kind = TypeKind.STRUCT if keyword == b"struct" else TypeKind.INTERFACE
        if kind is TypeKind.STRUCT:
            fields = read_loose_fields(source, inside, stop, lines)
        else:
            methods, embeds = read_loose_methods(source, inside, stop, lines)
        stop = closing + 1 if closing >= 0 else match.start() + len(source[match.start() : end].rstrip())
    elif keyword is not None:
        kind = TypeKind.STRUCT if keyword == b"struct" else TypeKind.INTERFACE
        stop = match.end(4)
    else:
        kind = TypeKind.ALIAS if alias else TypeKind.DEFINED
        line_end = source.find(b"\n", match.end(), end)
        text = split_comment(source[match.end() : line_end if line_end >= 0 else end])
        underlying = fold_space(text.strip())
        stop = match.end() + len(text.rstrip())
    start = match.start(1)
    reader.found.types.append(
        TypeDecl(
            name.decode("utf-8", "replace"),
            kind,
            lines.at(start),
            Span(start, max(stop, match.end(1))),
            Span(start, match.end(1)),
            doc_above(source, match.start())[0],
            fold_space(type_params or b""),
            fields,
            methods,
            embeds,
            underlying,
        )
    )
    reader.found.code.append(strip_code(source[match.end(1) : stop]))


def _recover_function(source: bytes, start: int, end: int, reader: DeclarationReader) -> None:
    header = match_bare_header(source, start, end)
    if header is None:
        return
    stop = header.end
    code = b""
    rest = source[stop:end]
    if rest.lstrip(b" \t").startswith(b"{"):
        inside = stop + rest.index(b"{") + 1
        closing = matching_brace(source, inside, end)
        stop = closing + 1 if closing >= 0 else start + len(source[start:end].rstrip())
        code = strip_code(source[inside : closing if closing >= 0 else end])
    reader.add_function(header, stop, doc_above(source, start)[0], code)
