"""Go types, functions and methods that a plan names in inline code and headings.

Not every backticked word is one: commands, flags, keys, file names, environment variables, header names and field
names are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from groundplan.model.location import Span
from groundplan.model.plan import MentionKind
from groundplan.plan.mentions.passage import Found, Passage
from groundplan.plan.mentions.symbol_words import (
    FILE_ENDINGS,
    GO_NOUN_BEFORE,
    GO_NOUN_BEHIND,
    NO_GO_OWNERS,
    NO_SYMBOLS,
    PLAIN_BEHIND,
    PLAIN_COLUMN,
    PLAIN_WORDS,
    PREDECLARED,
)
from groundplan.syntax.markdown.blocks import CodeSpan, TextKind

_IDENTIFIER = r"[A-Za-z_]\w*"
_TYPE_PREFIX = r"(?:\*|&|\[\d*\]|\.\.\.|<-\s?chan\s|chan<?-?\s|map\[[\w.]+\])*"

_METHOD_EXPRESSION = re.compile(rf"(\(\*?{_IDENTIFIER}(?:\.{_IDENTIFIER})?\)\.{_IDENTIFIER})(?:\(.*\).*)?", re.DOTALL)
_FUNC = re.compile(rf"func\s+(?:\(\s*(?:\w+\s+)?\*?(\w+)(?:\[[^\]]*\])?\s*\)\s*)?({_IDENTIFIER})\s*[\[(]")
_TYPE = re.compile(rf"(?:type|struct|interface)\s+({_IDENTIFIER})\b")
_NAME = re.compile(
    rf"{_TYPE_PREFIX}({_IDENTIFIER}(?:\.{_IDENTIFIER}){{0,3}})(\[[\w.,\s*\[\]]*\])?(\(.*\)|\{{.*\}})?(\s.*)?", re.DOTALL
)
# "`varchar(255)`", "`numeric(10,2)`".
_SQL_TYPE = re.compile(rb"[a-z]+\(\d+(?:,\s*\d+)?\)")
_KIND_BEHIND = re.compile(r"\s+(?:struct|interface|type|func)\b.*", re.DOTALL)

# "`closeStays` in `cmd/close/main.go`", "`sign` (`delivery.go:12`)": the file says that the name is Go.
_IN_GO_FILE_BEHIND = re.compile(rb"[*_]*(?:\s+(?:in|from|at)\s+|\s*\()[`*_]{0,3}[\w./\-]+\.go\b")

# "The duration becomes a parameter, and `X` ...": no list of parameters.
_NEXT_CLAUSE = re.compile(rb"[a-z],\s+(?:and|or)\s+[`*_]*$")

_GO_FILE = re.compile(rb"[\w/]\.go\b")

_HEADING_NAME = re.compile(rf"[`*_]*({_IDENTIFIER}(?:\.{_IDENTIFIER})?)[`*_]*(?:\s*\(([^()]*)\))?((?:\s+\w+)?)[`*_:]*")
_HEADING_NUMBER = re.compile(r"(?:\d+(?:\.\d+)*[.)]?|[A-Z][.)])\s+")
_HEADING_QUALIFIER = re.compile(
    r"[^\s]*\.go\S*|(?:(?:new|existing|extended?|modified|amend\w*|updated?|changed|reused|unchanged)\b\W*)?"
    r"(?:interface|struct|type|enum|entity|model|fields?)?",
    re.IGNORECASE,
)
_HEADING_NOUN = frozenset(("struct", "interface", "type", "enum", "entity", "model"))
_CAMEL = re.compile(r"[A-Z]\w*[a-z0-9]\w*[A-Z]\w*|[A-Z]{2,}[a-z]\w+")


def find_symbols(passage: Passage, named_by_heading: bool = True) -> Iterator[Found]:
    """Yield the Go symbols of a passage.

    The text of a method's declaration is `Type.Method`, its span that of the method's name. `named_by_heading` tells
    that a heading may consist of a type's name without backticks.
    """
    for code in passage.free_code():
        raw = passage.text[code.content.start : code.content.end]
        if len(raw) > 300 or not raw.isascii() or b"\n" in raw:
            continue
        found = _symbol(raw.decode(), code, passage)
        if found is not None and passage.claim(found.span):
            yield found
    if named_by_heading and passage.block.kind is TextKind.HEADING:
        yield from _bare_heading(passage)


def symbol_name(content: str) -> str:
    """Return the name in a piece of inline code: `*billing.Invoice{}` is `billing.Invoice`; else the code itself."""
    match = _NAME.fullmatch(content) if len(content) <= 300 else None
    return match.group(1) if match is not None and not match.group(4) else content


def _symbol(content: str, code: CodeSpan, passage: Passage) -> Found | None:
    start = code.content.start
    method = _METHOD_EXPRESSION.fullmatch(content) if content.startswith("(") else None
    if method is not None:
        return Found(MentionKind.SYMBOL, method.group(1), Span(start, start + method.end(1)))
    declared = _FUNC.match(content) if content.startswith("func") else None
    if declared is not None:
        name = f"{declared.group(1)}.{declared.group(2)}" if declared.group(1) else declared.group(2)
        return Found(MentionKind.SYMBOL, name, Span(start + declared.start(2), start + declared.end(2)))
    typed = _TYPE.match(content) if content.startswith(("type", "struct", "interface")) else None
    if typed is not None:
        return Found(MentionKind.SYMBOL, typed.group(1), Span(start + typed.start(1), start + typed.end(1)))
    match = _NAME.fullmatch(content)
    if match is None:
        return None
    name, call, rest = match.group(1), match.group(3) or "", match.group(4) or ""
    if rest.strip() and not call.startswith("(") and not _KIND_BEHIND.fullmatch(rest):
        return None
    if not _is_go_name(name, call.startswith("("), match.start(1) > 0 or call.startswith("{"), code, passage):
        return None
    return Found(MentionKind.SYMBOL, name, Span(start + match.start(1), start + match.end(1)))


def _is_go_name(name: str, called: bool, typed: bool, code: CodeSpan, passage: Passage) -> bool:
    """Judge a name by its shape first and by the words around it where the shape leaves it open."""
    parts = name.split(".")
    last = parts[-1]
    if name in PREDECLARED or (len(parts) > 1 and parts[0] in NO_GO_OWNERS):
        return False
    if len(parts) > 1:
        if not called and last in FILE_ENDINGS:
            return False
        if called or last[:1].isupper():
            return not last.isupper() or len(last) < 6
        return len(parts) == 2 and parts[0][:1].isupper() and not parts[0].isupper()
    if name.isupper() or (name in NO_SYMBOLS and not called) or len(name) < 2:
        return False
    if called:
        return not _SQL_TYPE.fullmatch(passage.text, code.content.start, code.content.end)
    behind = passage.behind(code.span.end, 40)
    before = passage.before(code.span.start, 40)
    if GO_NOUN_BEHIND.match(behind) or GO_NOUN_BEFORE.search(before):
        return True
    if _IN_GO_FILE_BEHIND.match(passage.raw_behind(code.span.end, 160)) and name.lower() != name:
        return True
    if typed and name[:1].islower() and name.lower() != name:
        # "`*streamState`": an unexported type.
        return True
    if not name[:1].isupper() or not any(char.islower() for char in name) or len(name) < 3:
        return False
    if "_" in name and not name.startswith(("Test", "Benchmark", "Example", "Fuzz")):
        return False
    if typed:
        return True
    return not (PLAIN_BEHIND.match(behind) or _says_plain(passage, code.span.start) or _in_plain_column(passage, code))


def _in_plain_column(passage: Passage, code: CodeSpan) -> bool:
    """Whether a column holds keys, values or things of the user interface; components beside Go files are Go's."""
    title = passage.column_title(code.span.start)
    if PLAIN_COLUMN.match(title) is None:
        return False
    return not (title.startswith(b"component") and _GO_FILE.search(passage.text, passage.start, passage.end))


def _says_plain(passage: Passage, offset: int) -> bool:
    """Whether the last word before a name, conjunctions aside, calls it a field or a value."""
    if _NEXT_CLAUSE.search(passage.before(offset, 12)):
        return False
    for word in reversed(passage.words_before(offset)[-4:]):
        if word in (b"and", b"or"):
            continue
        return word in PLAIN_WORDS
    return False


def _bare_heading(passage: Passage) -> Iterator[Found]:
    title = passage.text[passage.start : passage.end]
    if passage.block.code and b"(" not in passage.text[passage.start : passage.block.code[0].span.start]:
        return
    if not title.isascii() or len(title) > 200:
        return
    text = title.decode()
    number = _HEADING_NUMBER.match(text)
    at = number.end() if number else 0
    match = _HEADING_NAME.fullmatch(text, at)
    if match is None:
        return
    name, qualifier, noun = match.group(1), match.group(2) or "", match.group(3).strip().lower()
    if noun and noun not in _HEADING_NOUN:
        return
    last = name.rpartition(".")[2]
    if last.isupper() or last in NO_SYMBOLS or not any(char.isupper() for char in last):
        return
    qualified = qualifier != "" and _HEADING_QUALIFIER.fullmatch(qualifier.strip("` ")) is not None
    if not last[:1].isupper() and not qualified:
        return
    # "Execution model", "2. Extension interface" are English.
    if not (_CAMEL.fullmatch(last) or "." in name or noun == "struct" or qualified):
        return
    span = Span(passage.start + match.start(1), passage.start + match.end(1))
    if passage.claim(span):
        yield Found(MentionKind.SYMBOL, name, span)
