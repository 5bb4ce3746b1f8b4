"""Fields that a plan adds to a type: in a sentence, behind the type's name, or in a table below it.

Only what is added counts, and only where the type is named: a backticked `status` alone may be a column, a key or a
value.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache

from groundplan.model.location import Span
from groundplan.model.plan import Intent, MentionKind
from groundplan.plan.mentions.passage import CODE, Found, Passage
from groundplan.plan.mentions.symbol_words import PREDECLARED
from groundplan.syntax.markdown.blocks import CodeSpan, TextKind

_FIELD = re.compile(rb"[A-Za-z_]\w*")
_NOUN = rb"(?:fields?|attributes?|propert(?:y|ies)|members?)"
_ADD = rb"(?:add|adds|adding|introduce|introduces|introducing)"
_CHAIN = re.compile(rb"[*_]*(?:,|,?\s+and|,?\s+or|\s*&|\s*/)\s+[*_]*")

# "Add `a` and `b` fields to `Type`", "add the fields `a`, `b` to `Type`".
_ADD_BEFORE = re.compile(rb"\b" + _ADD + rb"\s+(?:(?:an?|the|two|three|new|optional|further)\s+)*[*_]*$")
_ADD_FIELDS_BEFORE = re.compile(
    rb"\b" + _ADD + rb"\s+(?:(?:an?|the|two|three|new|optional|further)\s+)*" + _NOUN + rb"\s*:?\s*[*_]*$"
)
_TO_OWNER = re.compile(rb"[*_]*\s+(?:to|on|in)\s+(?:(?:the|existing|our)\s+)*(?:(?:struct|type|model)\s+)?[*_]*")
_FIELDS_TO_OWNER = re.compile(rb"[*_]*\s+(?:\w+\s+)?" + _NOUN + _TO_OWNER.pattern)

# "`Type` having fields `a`, `b`".
_HAVING = re.compile(rb"\b(?:having|with|containing)\s+(?:the\s+)?(?:new\s+)?" + _NOUN + rb"\s*:?\s*[*_]*$")

# "`Type` (`path.go:4`): add `a` and `b`": what stands between the type and the fields, and what ends them.
_REMARK_ADD = re.compile(
    rb"[\x01`*_]*\s*(?:\([^()]*\)|in\s+\x01+)?\s*(?::|\xe2\x80\x94|\xe2\x80\x93|--?(?=\s))\s*"
    + _ADD
    + rb"\s+(?:(?:an?|the|two|three|new|optional)\s+)*(?:"
    + _NOUN
    + rb"\s*:?\s+)?[*_]*"
)
# "`Type` grows two fields: `a`", "`Type` gets an `a` field", "`Type` += `a`".
_GAINING = re.compile(
    rb"[\x01`*_)]*(?:,?\s+(?:which|that|now|will|also|must|should))*\s+"
    rb"(?:gains?|grows?|gets?|receives?|needs?|picks? up|takes? on|\+=)\s+"
    rb"(?:(?:an?|the|two|three|new|more|optional|further)\s+)*(?P<listed>" + _NOUN + rb"\s*:?\s+)?[*_]*"
)
_NOUN_BEHIND = re.compile(rb"[*_]*\s+(?:\w+\s+)?" + _NOUN + rb"\b")
_FIELDS_END = re.compile(rb"[*_]*\s*(?:$|[.,;:()\n]|\xe2\x80|--?\s|" + _NOUN + rb"\b|(?:so|for|which|as)\s)")

_LABEL = re.compile(rb"\W*(?:new|added|additional)\s+" + _NOUN + rb"\W*:\W*$")
_COLUMN = re.compile(rb"(?:new\s+)?(?:field|attribute|property)(?:\s+name)?")

_TITLE = re.compile(
    r"(?:\d[\d.]*\s+)?[`*_]*(?:[a-z]\w*\.)?([A-Z]\w*[a-z]\w*)[`*_]*(?:\s+(?:struct|type|model|entity))?"
    r"(?:\s*[(\[](?P<mark>new|extend\w*|modif\w+|updated?|changed|amended)\b[^()\[\]]*[)\]])?\W*"
)


TypeName = tuple[str, bool]
"""The type that a heading consists of ("" if none), and whether the heading says that it is new or changed."""

NO_TYPE: TypeName = ("", False)


@lru_cache(maxsize=4096)
def type_of_title(title: str) -> TypeName:
    """Return the type that a section's title names."""
    match = _TITLE.fullmatch(title.strip())
    if match is None or (match["mark"] is None and "`" not in title):
        return NO_TYPE
    return match.group(1), match["mark"] is not None


def find_fields(passage: Passage, found: list[Found], heading: TypeName = NO_TYPE) -> Iterator[Found]:
    """Yield the fields that a passage adds to a type, as `Type.field` with the span of the field's name.

    `found` are the passage's mentions so far; `heading` the type that its section is about.
    """
    named, marked = heading
    if named and passage.block.kind is TextKind.ROW:
        if marked:
            yield from _in_row(passage, named)
        return
    types = {
        each.span.start: each
        for each in found
        if each.kind is MentionKind.SYMBOL and "(" not in each.text and each.text.rpartition(".")[2][:1].isupper()
    }
    if not types and not named:
        return
    starts = sorted(types)
    for run in _runs(passage):
        owner = _owner(passage, run, types, starts)
        if not owner and named and _LABEL.fullmatch(_in_front(passage, run[0])):
            owner = named
        for code in run if owner else ():
            yield from _field(passage, owner, code.content)


def _in_front(passage: Passage, code: CodeSpan) -> bytes:
    return passage.lower[: code.span.start - passage.start]


def _runs(passage: Passage) -> Iterator[list[CodeSpan]]:
    """Yield the lists of free names in inline code: `a`, `b` and `c`."""
    run: list[CodeSpan] = []
    for code in passage.free_code():
        if run and not _CHAIN.fullmatch(passage.text, run[-1].span.end, code.span.start):
            yield run
            run = []
        if _is_field(passage, code):
            run.append(code)
        elif run:
            yield run
            run = []
    if run:
        yield run


def _is_field(passage: Passage, code: CodeSpan) -> bool:
    content = passage.text[code.content.start : code.content.end]
    return _FIELD.fullmatch(content) is not None and not content.isupper() and content.decode() not in PREDECLARED


def _owner(passage: Passage, run: list[CodeSpan], types: dict[int, Found], starts: list[int]) -> str:
    """Return the type that a list of names is added to; `starts` are the places of the types in order."""
    start, end = run[0].span.start, run[-1].span.end
    before = passage.before(start, 80)
    listed = _ADD_FIELDS_BEFORE.search(before) is not None
    if listed or _ADD_BEFORE.search(before):
        ending = (_TO_OWNER if listed else _FIELDS_TO_OWNER).match(passage.lower, end - passage.start)
        if ending is not None:
            behind = passage.start + ending.end()
            return next((types[at].text for at in range(behind + 1, behind + 4) if at in types), "")
    nearest = bisect_left(starts, start) - 1
    if nearest < 0:
        return ""
    last, first = types[starts[nearest]], types[starts[0]]
    if _HAVING.search(before):
        gap = passage.lower[last.span.end - passage.start : start - passage.start]
        return last.text if len(gap) <= 60 and b". " not in gap else ""
    gaining = _GAINING.match(passage.lower, last.span.end - passage.start)
    if gaining is not None and gaining.end() == start - passage.start:
        named = gaining["listed"] is not None or _NOUN_BEHIND.match(passage.lower, end - passage.start) is not None
        return last.text if named else ""
    if passage.lower[: first.span.start - passage.start].strip(b" *_`[]x" + CODE):
        return ""
    remark = _REMARK_ADD.match(passage.lower, first.span.end - passage.start)
    if remark is None or remark.end() != start - passage.start:
        return ""
    return first.text if _FIELDS_END.match(passage.lower, end - passage.start) else ""


def _field(passage: Passage, owner: str, span: Span) -> Iterator[Found]:
    if passage.claim(span):
        name = passage.text[span.start : span.end].decode()
        yield Found(MentionKind.SYMBOL, f"{owner}.{name}", span, stated=Intent.NEW)


def _in_row(passage: Passage, owner: str) -> Iterator[Found]:
    for cell in passage.block.cells:
        if not _COLUMN.fullmatch(passage.column_title(cell.start)):
            continue
        content = passage.text[cell.start : cell.end]
        name = content.strip(b"`*_ ")
        if _FIELD.fullmatch(name) is None or b"existing" in passage.lower:
            return
        start = cell.start + content.index(name)
        yield from _field(passage, owner, Span(start, start + len(name)))
        return
