"""The code fences of a plan: which file each belongs to, and what its Go declares."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from groundplan.model.go import FuncDecl, TypeDecl
from groundplan.model.location import Span
from groundplan.model.plan import Fence, ProposedFunc, ProposedType
from groundplan.plan.mentions.path_syntax import WHOLE_FILE, PathMatch, parse_lines, path_in_code, prose_paths
from groundplan.syntax.golang import read_go_fragment
from groundplan.syntax.markdown.blocks import FencedBlock, Markdown, TextBlock, TextKind
from groundplan.text.positions import LineIndex

GO_LANGUAGES = frozenset(("go", "golang"))

_FIRST_COMMENT = re.compile(
    rb"""
    [ \t>]* (?:// | \# | -- | /\* | <!-- | ;) [ \t]*
    (?: (?:file(?:name)?|path|in|location|update|modify|create|new\ file|new) [ \t]* :? [ \t]+ )?
    ([`"']?) ([^\s`"':,;()*]+) (:\d+(?:-\d+)?)? \1
    (?= [ \t]* (?: \*/ | --> | $ | [(\[:,\-\#] | \xe2\x80[\x93\x94] ) )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_INFO_PATH = re.compile(rb"[\w@+.\-/]+\.\w+")
_NAMING_LABEL = re.compile(
    rb"^[\W\d]*(?:files?|location|path|in|source|create|modify|update|edit|extend|add to|new file|changes? to)\b",
    re.IGNORECASE,
)

_QUOTE_MARKS = re.compile(rb"^[ \t]*(?:>[ \t]*)+", re.MULTILINE)

# Lines by which a type says that it leaves something out: a comment of its own, or a bare ellipsis.
_ELISION = re.compile(
    rb"""
    (?: ^ | \{ ) [ \t>]* (?: // | /\* ) [ \t\W]* (?:
        (?: \.\.\. | \xe2\x80\xa6 )
      | (?: existing | unchanged | same | other | remaining | rest | previous | all | keep ) \b [^\n]{0,40}
        \b (?: fields? | methods? | members? | columns? | properties | attributes | code ) \b
      | (?: fields? | methods? ) \b [^\n]{0,30} \b (?: unchanged | omitted | as\ before | stay | remain )
      | (?: (?:the|all|rest|others?|everything|remaining|of|it|is|are|stays?) \s+ ){0,4}
        (?: existing | unchanged | omitted | as\ before | same\ as\ before | etc ) \W* $
    )
    | ^ [ \t>]* (?: \.\.\. | \xe2\x80\xa6 )
    | \{ [ \t]* (?: \.\.\. | \xe2\x80\xa6 ) [ \t]* \}
    """,
    re.VERBOSE | re.IGNORECASE | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class FenceFacts:
    """The fences of a piece of a plan with what their Go declares; `hints` are the places of file hints, by fence."""

    fences: tuple[Fence, ...]
    types: tuple[ProposedType, ...]
    funcs: tuple[ProposedFunc, ...]
    hints: tuple[tuple[int, PathMatch], ...]


def read_fences(text: bytes, markdown: Markdown, lines: LineIndex) -> FenceFacts:
    """Return the facts of all fences; their sections are left open (-1)."""
    fences: list[Fence] = []
    types: list[ProposedType] = []
    funcs: list[ProposedFunc] = []
    hints: list[tuple[int, PathMatch]] = []
    for index, block in enumerate(markdown.fences):
        hint, inside = _file_hint(text, markdown, block, lines)
        if hint is not None and inside:
            hints.append((index, hint))
        name = hint.paths[0] if hint is not None else ""
        fences.append(Fence(block.language, block.line, block.span, block.content, block.indent, name))
        if block.language in GO_LANGUAGES:
            found_types, found_funcs = _declarations(text, block, index, lines)
            types += found_types
            funcs += found_funcs
    return FenceFacts(tuple(fences), tuple(types), tuple(funcs), tuple(hints))


def _declarations(
    text: bytes, block: FencedBlock, index: int, lines: LineIndex
) -> tuple[list[ProposedType], list[ProposedFunc]]:
    source = text[block.content.start : block.content.end]
    if block.quotes:
        source = _QUOTE_MARKS.sub(lambda match: match.group().replace(b">", b" "), source)
    facts = read_go_fragment(source)
    by = block.content.start
    above = lines.line_of(by) - 1
    types = [
        ProposedType(
            moved_type(decl, by, above), index, _ELISION.search(source, decl.span.start, decl.span.end) is not None
        )
        for decl in facts.types
    ]
    funcs = [ProposedFunc(moved_func(decl, by, above), index) for decl in facts.funcs]
    return types, funcs


def moved_type(decl: TypeDecl, by: int, lines: int) -> TypeDecl:
    """Return a declaration moved by a number of bytes and of lines."""
    fields, methods = decl.fields, decl.methods
    if lines:
        fields = tuple(replace(field, line=field.line + lines) for field in fields)
        methods = tuple(replace(method, line=method.line + lines) for method in methods)
    return replace(
        decl,
        line=decl.line + lines,
        span=decl.span.shifted(by),
        name_span=decl.name_span.shifted(by),
        fields=fields,
        methods=methods,
    )


def moved_func(decl: FuncDecl, by: int, lines: int) -> FuncDecl:
    """Return a declaration moved by a number of bytes and of lines."""
    return replace(decl, line=decl.line + lines, span=decl.span.shifted(by), name_span=decl.name_span.shifted(by))


def _file_hint(text: bytes, markdown: Markdown, block: FencedBlock, lines: LineIndex) -> tuple[PathMatch | None, bool]:
    """Return the file that a fence belongs to, and whether the fence itself names it."""
    first = lines.line_span(lines.line_of(block.content.start))
    if first.start < block.content.end:
        comment = _FIRST_COMMENT.match(text, first.start, first.end)
        if comment is not None and _fits(comment.group(2), block):
            span = Span(*comment.span(2))
            return PathMatch((comment.group(2).decode(),), span, parse_lines(comment.group(3) or b"")), True
    if block.info:
        opening = lines.line_span(block.line)
        for match in _INFO_PATH.finditer(text, block.span.start, opening.end):
            if _fits(match.group(), block):
                return PathMatch((match.group().decode(),), Span(*match.span())), True
    return _hint_above(text, markdown, block, lines), False


def _fits(path: bytes, block: FencedBlock) -> bool:
    if not path.isascii() or WHOLE_FILE.fullmatch(path) is None:
        return False
    return block.language not in GO_LANGUAGES or path.endswith(b".go")


def _hint_above(text: bytes, markdown: Markdown, block: FencedBlock, lines: LineIndex) -> PathMatch | None:
    """Return the one file that the line before a fence names, when that line does little else."""
    if block.block < 0:
        return None
    above = markdown.blocks[block.block]
    last = lines.line_of(above.span.end)
    if block.line - last > 2 or above.kind is TextKind.ROW:
        return None
    start = max(above.span.start, lines.line_span(last).start)
    line = text[start : above.span.end]
    paths = _paths_on_line(text, above, start)
    if len(paths) != 1 or not _fits(paths[0].paths[0].encode(), block):
        return None
    naming = line.rstrip(b" *_`").endswith(b":") or _NAMING_LABEL.match(line) is not None
    alone = 2 * (paths[0].span.end - paths[0].span.start) >= len(line.strip())
    return paths[0] if naming or alone or above.kind is TextKind.HEADING else None


def _paths_on_line(text: bytes, block: TextBlock, start: int) -> list[PathMatch]:
    paths = [
        match
        for code in block.code
        if code.span.start >= start and (match := path_in_code(text, code.content)) is not None
    ]
    if not block.code:
        paths = [
            PathMatch((match.group(1).decode(),), Span(start + match.start(1), start + match.end(1)))
            for match in prose_paths(text[start : block.span.end])
        ]
    return paths
