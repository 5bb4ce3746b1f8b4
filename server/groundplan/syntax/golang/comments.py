"""Comments next to a declaration, found in the source text around it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from groundplan.syntax.golang.lexical import COMMENT, IDENTIFIER

# A declaration deeper in its line, or a block comment longer than this, is not looked at: it keeps a look-up short
# whatever the file contains. The package's comment, looked for once, may be of any length.
_MAX_INDENT = 400
_MAX_BLOCK = 4_096

_DIRECTIVE = re.compile(rb"//(?:[a-z0-9]+:[a-z0-9]|line |extern |export |nolint\b| ?\+build )")
_BLANK_LINES = re.compile(r"\n{3,}")
_TRAILING = re.compile(rb"[ \t]*[;,]?[ \t]*(//[^\n]*|/\*[^\n]*?\*/)")
_HEADER = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s+|" + COMMENT + rb")*")
_PACKAGE = re.compile(rb"package[ \t]+(" + IDENTIFIER + rb")")
_GENERATED = re.compile(
    rb"^[ \t]*(?://|/?\*+)?[ \t]*(?:Code generated\b[^\n]*\bDO NOT EDIT\b|[^\n]*\bAUTO-?GENERATED\b"
    rb"|[^\n]*\b[Aa]uto-?generated\b[^\n]*\bDO NOT EDIT\b)",
    re.MULTILINE,
)
_BUILD = re.compile(rb"^//go:build[ \t]+([^\r\n]+)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Header:
    """What stands before a file's first declaration.

    `end` is the byte offset of the package clause, or of the first code where there is none.
    """

    package: str
    doc: str
    generated: bool
    build_constraint: str
    end: int


def read_header(source: bytes) -> Header:
    """Read the comments before the package clause and the clause itself."""
    opening = _HEADER.match(source)
    end = opening.end() if opening else 0
    header = source[:end]
    clause = _PACKAGE.match(source, end)
    constraint = _BUILD.search(header)
    return Header(
        package=clause[1].decode("utf-8", "replace") if clause else "",
        doc=doc_above(source, end, len(source))[0] if clause else "",
        generated=b"generated" in header.lower() and _GENERATED.search(header) is not None,
        build_constraint=constraint[1].strip().decode("utf-8", "replace") if constraint else "",
        end=end,
    )


def doc_above(source: bytes, start: int, max_block: int = _MAX_BLOCK) -> tuple[str, int]:
    """Return the text of the comment directly above a declaration, and the offset where that comment begins.

    `start` is the declaration's byte offset, `max_block` how long a block comment may be, in bytes. Without such a
    comment, and when something else precedes the declaration in its line, the text is "" and the offset is `start`.
    Directives (`//go:...`) are left out of the text.
    """
    line_start = source.rfind(b"\n", max(0, start - _MAX_INDENT), start) + 1
    if line_start == 0 and start > _MAX_INDENT:
        return "", start
    # Most declarations follow an empty line or a line of code.
    before = source[line_start - 2 : line_start - 1] if line_start > 1 else b"\n"
    if before == b"\n" or source[line_start:start].strip():
        return "", start
    comments: list[bytes] = []
    top = line_start
    while top > 0:
        above = source.rfind(b"\n", 0, top - 1) + 1
        line = source[above : top - 1].strip()
        if line.startswith(b"//"):
            comments.append(line)
        elif line.endswith(b"*/"):
            opening = source.rfind(b"/*", max(0, top - max_block), top)
            above = source.rfind(b"\n", max(0, opening - _MAX_INDENT), opening) + 1
            if opening < 0 or source[above:opening].strip():
                break
            comments.append(source[opening : top - 1].rstrip())
        else:
            break
        top = above
    if not comments:
        return "", start
    return comment_text(comments[::-1]), top


def doc_behind(source: bytes, end: int) -> str:
    """Return the text of the comment that follows a declaration in the line where it ends (a byte offset)."""
    match = _TRAILING.match(source, end)
    return comment_text([match[1]]) if match else ""


def comment_text(comments: list[bytes]) -> str:
    """Return the text of comments (in source order, one `//` line or one block each) without the markers."""
    lines: list[bytes] = []
    for comment in comments:
        if comment.startswith(b"/*"):
            lines.extend(_block_lines(comment))
        elif comment.startswith(b"// ") and not comment.startswith(b"// +build "):
            lines.append(comment[3:].rstrip())
        elif not _DIRECTIVE.match(comment):
            lines.append(comment[2:].strip(b" \r"))
    text = b"\n".join(lines).decode("utf-8", "replace").strip()
    return _BLANK_LINES.sub("\n\n", text) if "\n\n\n" in text else text


def _block_lines(comment: bytes) -> list[bytes]:
    inside = comment[2:].removesuffix(b"*/")
    lines = []
    for line in inside.split(b"\n"):
        text = line.strip()
        text = text[1:] if text.startswith(b"*") else text
        lines.append(text.strip())
    return lines
