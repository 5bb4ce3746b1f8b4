"""Qualified names in Go text that need not be a file: `store.Invoice`, where, and whether a variable could be meant."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from groundplan.model.go import Import
from groundplan.model.location import Span
from groundplan.syntax.golang.imports import read_imports
from groundplan.syntax.golang.lexical import COMMENT, KEYWORDS, LITERAL

_NOT_CODE = re.compile(COMMENT + rb"|" + LITERAL)
_CLAUSES = re.compile(rb"^[ \t]*(?:package[ \t]+\w+|(import[ \t]*\([^)]*\)|import\b[^\n]*))", re.MULTILINE)
_QUALIFIED = re.compile(rb"(?<![\w.])([A-Za-z_]\w*)\.([A-Z]\w*)")
# A key of a literal (`store: x`) and a name that something is selected from stand for nothing of their own.
_BARE = re.compile(rb"(?<![\w.])([A-Za-z_]\w*)\b(?!\s*\.\s*[A-Za-z_(])(?![ \t]*:(?!=))")
_BEFORE_TYPE = re.compile(rb"(?:\[[^\[\]\n]*\]|\bchan|[(,][ \t]*\w+|^[ \t]*\w+|\)|\bvar[ \t]+\w+)[ \t]*\*?$")
_LAST_WORD = re.compile(rb"(\w+)[ \t]*\*?$")
_NOT_NAMES = KEYWORDS - {b"chan"}


@dataclass(frozen=True, slots=True)
class QualifiedUse:
    """An exported name behind a qualifier; `span` covers both.

    `typed` tells that it stands where only a type can, `called` that a parenthesis follows.
    """

    qualifier: str
    name: str
    span: Span
    typed: bool
    called: bool


@dataclass(frozen=True, slots=True)
class QualifiedUses:
    """The qualified names of a text in source order, the identifiers that stand in it by themselves, its imports."""

    uses: tuple[QualifiedUse, ...]
    bare: frozenset[str]
    imports: tuple[Import, ...]


@lru_cache(maxsize=512)
def read_qualified_uses(source: bytes) -> QualifiedUses:
    """Return the qualified names of Go text; spans are byte offsets into it. Comments, literals and imports are none.

    A qualifier that is among the bare identifiers may be a variable, and what is behind it a field.
    """
    code = code_only(source)
    declared = [match.span(1) for match in _CLAUSES.finditer(code) if match.start(1) >= 0]
    imports = tuple(each for start, end in declared for each in read_imports(source[start:end]))
    code = _CLAUSES.sub(_spaces, code)
    uses = []
    for match in _QUALIFIED.finditer(code):
        behind = code[match.end() : match.end() + 1]
        if behind == b".":
            # A field of a package's variable, or of a variable's field.
            continue
        uses.append(
            QualifiedUse(
                match.group(1).decode(),
                match.group(2).decode(),
                Span(*match.span()),
                _is_typed(code, match.start(), behind),
                behind == b"(",
            )
        )
    bare = frozenset(name.decode() for name in _BARE.findall(code))
    return QualifiedUses(tuple(uses), bare, imports)


def code_only(source: bytes) -> bytes:
    """Return Go text with comments and literals turned into spaces; offsets and lines stay."""
    return _NOT_CODE.sub(_spaces, source)


def _is_typed(code: bytes, start: int, behind: bytes) -> bool:
    if behind == b"{":
        return True
    line = code[code.rfind(b"\n", 0, start) + 1 : start]
    if behind == b"(" or _BEFORE_TYPE.search(line) is None:
        return False
    word = _LAST_WORD.search(line)
    return word is None or word.group(1) not in _NOT_NAMES


def _spaces(match: re.Match[bytes]) -> bytes:
    return re.sub(rb"[^\n]", b" ", match[0])
