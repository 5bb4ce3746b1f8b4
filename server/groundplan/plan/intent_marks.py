"""Marks at a name that say what is intended with it: brackets, labels, remarks, and the cells beside it in a table."""

from __future__ import annotations

import re

from groundplan.model.plan import Intent, MentionKind
from groundplan.plan import intent_verbs as verbs
from groundplan.plan import intent_words as vocabulary
from groundplan.plan.intent_verbs import Cue
from groundplan.plan.mentions.passage import CODE, Found, Passage
from groundplan.syntax.markdown.blocks import TextKind

_NEW = rb"new|to be (?:created|added)|to create|create[ds]?|added?|planned|proposed"
_OLD = rb"existing|reused?|unchanged|no changes?|as is|already exists"
_CHANGED = (
    rb"extend(?:ed|s)?|modif(?:y|ied|ication)|updated?|changed?|amend(?:ed|ment)?|enhanced?|refactor(?:ed)?|edit(?:ed)?"
)
_MARK = rb"(?:(?P<new>" + _NEW + rb")|(?P<old>" + _OLD + rb")|(?P<changed>" + _CHANGED + rb"))\b"

_MARKED = {"new": Intent.NEW, "old": Intent.EXISTING, "changed": Intent.CHANGED}

_MARK_BEHIND = re.compile(rb"\x01*[`*_\s]{0,4}[(\[]\s*" + _MARK)
_MARK_BEFORE = re.compile(rb"(?:\[" + _MARK + rb"\]|\b" + _MARK.replace(b"?P<", b"?P<x_") + rb"\s*:)[\s*_`\-]*$")
_SOURCE_BEFORE = re.compile(
    rb"\b(?:source|reference|pattern|example|precedent|prior art|see also|based on)s?\s*:[\s*_`\-]*$"
)
# What a compiler is to say before a task is done.
_UNDEFINED_BEFORE = re.compile(rb"\bundefined:?[\s*_`]*$")
_PRODUCED_BEFORE = re.compile(rb"\b(?:produces?|outputs?)\s*:$")

# Verbs of Chinese plans, which stand directly in front of their object: create, add; change, refactor, extend, update.
_HAN_VERB = re.compile(
    "(?:(?P<new>创建|新建|新增|添加|编写)|(?P<changed>修改|更新|重构|扩展|改造))[\\s\x01`*_]*$".encode()
)

# "`X`, unchanged", "one endpoint, `X`, is new".
_REMARK_BEHIND = re.compile(
    rb"[\x01`*_)]*(?:,\s*(?P<old>unchanged|untouched)\b|,?\s+(?:is|are)\s+(?P<new>new)\b(?!\s+[a-z])"
    rb"|\s+(?:is|would be|will be|becomes)\s+an?\s+(?P<new_one>new)\b|,\s+an?\s+(?P<new_such>new|brand-new)\s"
    rb"|\s+(?:is|are)\s+(?P<old_one>(?:already\s+)?(?:there|in place|in use|present))\b"
    rb"|\s*(?::|\xe2\x80[\x93\x94]|--?(?=\s))\s*(?P<new_mark>new)\s*(?:[:,;(.]|$|\xe2\x80)"
    rb"|,?\s+(?:which\s+)?(?P<old_kept>(?:does not|doesn't|do not|must not|should not|won't|will not) change"
    rb"|(?:must |will |should )?keeps? working)\b"
    rb"|\s+(?:now|will)\s+(?P<changed_now>also|additionally)\b"
    rb"|\s+(?P<old_lacking>lacks|has no such|never [a-z]+ed)\b"
    rb"|\s+[a-z]+s\s+(?:to\s|from\s)?(?:an?|one|another)\s+(?P<changed>new|additional|further)\b"
    rb"|\s+[a-z]+s\s+(?:\w+\s+as\s+)?(?P<changed_more>one more|another|an? (?:extra|second|third|optional))\b"
    rb"|\s+(?:(?:can|will|must|should|may)\s+(?:then\s+)?go(?: away)?(?=\s*(?:[.,;:)]|$))|goes away"
    rb"|disappears)(?P<changed_gone>)"
    rb"|\s+(?:is|are)\s+(?:still\s+|yet\s+)?(?P<new_undefined>undefined|not (?:yet )?defined)\b)"
)

# The header of a table's column that says what is done to the things in front of it.
_CHANGES_COLUMN = re.compile(rb"what (?:happens|changes)|changes?(?: needed)?|modifications?|edits?")
# A column that asks: "New?" with "yes" and "no" below it.
_ASKING_COLUMN = re.compile(rb"(?:is )?(?:(?P<new>new)|(?P<old>existing|exists|reused?))\s*\??")
_YES = re.compile(rb"[*_`\s]*(?:yes|y|x|true|\xe2\x9c[\x85\x93\x94](?:\xef\xb8\x8f)?)[*_`\s]*")
_NO = re.compile(rb"[*_`\s]*(?:no|n|false|\xe2\x9d\x8c|\xe2\x9c[\x96-\x98])[*_`\s]*")
# A column that says what becomes of each row; "none" in it means that the thing stays.
_FATE_COLUMN = re.compile(rb"(?:status|state|action|change|changes|operation|type of change|change type|impact)")
_NOTHING = re.compile(
    rb"[*_`\s]*(?:none|no changes?|nothing|unchanged|as[- ]is|untouched|stays|keep|kept|-|\xe2\x80[\x93\x94])[*_`\s.]*"
)

# "`photos.go` - handlers (new file)": a mark in brackets at the end of an item is about what the item is about.
_MARK_AT_END = re.compile(
    rb"[(\[]\s*" + _MARK + rb"(?:\s+(?:file|type|struct|package|table|endpoint|method))?\s*[)\]][\s.*_]*$"
)
_ITEM_PREFIX = re.compile(rb"(?:\[[ x]\]|[\W\d\x01])*")

_CELL_MARK = re.compile(
    rb"[*_`\s\[(]*" + _MARK + rb"(?:\s+(?:file|type|struct|table|endpoint|method|field)s?)?[*_`\s\])]*"
)

# "| `runner.go` | New: the interface and its mock |".
_CELL_OPENING = re.compile(
    rb"[*_`\s\[(]*(?:(?P<new>new|created?|to be created)|(?P<changed>modified|changed|extended|updated))"
    rb"(?:\s+(?:file|type|struct|table|package))?[*_`\])]*\s*(?::|\xe2\x80\x94|--?\s)"
)

_FATE_WORD = re.compile(rb"[a-z]+(?:-[a-z]+)*")

_WHOLES = frozenset(
    (b"file", b"files", b"package", b"packages", b"module", b"modules", b"service", b"model", b"command")
)

# "Rename `a.go` → `b.go`", "split `X` -> `Y`": what something becomes is new.
_BECOMES = re.compile(
    rb"\b(?:renam|mov|extend|cop|split|convert|migrat|extract)\w*\s(?:[^\x01;]*\x01)+[`*_\s]*(?:\xe2\x86\x92|-+>|=>)[`*_\s]*$"
)

_LONGEST_CELL_MARK = 40

LONGEST_PREFIX = 200
"""Bytes in front of what an item is about. Looking further for each thing of one long line would never end."""


def intent_of_mark(found: Found, passage: Passage) -> Intent | None:
    """Return what a mark at a mention says, None where there is none."""
    end = found.span.end - passage.start
    behind = _MARK_BEHIND.match(passage.lower, end)
    if behind is not None:
        return _named(behind)
    before = passage.before(found.span.start, 40).rstrip(b" *_`-" + CODE)
    if before.endswith((b":", b"]")):
        label = _MARK_BEFORE.search(before)
        if label is not None:
            return _named(label)
        if _SOURCE_BEFORE.search(before):
            return Intent.EXISTING
        if _PRODUCED_BEFORE.search(before):
            return Intent.NEW
    if before.endswith((b">", b"\xe2\x86\x92")) and _BECOMES.search(
        passage.before(found.span.start, LONGEST_PREFIX).rstrip(b" *_`" + CODE)
    ):
        return Intent.NEW
    if _UNDEFINED_BEFORE.search(before):
        return Intent.NEW
    verb = _HAN_VERB.search(passage.before(found.span.start, 40))
    if verb is not None:
        return _named(verb)
    remark = _REMARK_BEHIND.match(passage.lower, end)
    if remark is not None:
        return _named(remark)
    if passage.block.kind is TextKind.ROW:
        return _row_mark(found, passage)
    return _mark_at_end(found, passage)


def _mark_at_end(found: Found, passage: Passage) -> Intent | None:
    """Return what a mark in brackets at the end of an item says of the first thing in it."""
    start = found.span.start - passage.start
    if start > LONGEST_PREFIX:
        return None
    prefix = _ITEM_PREFIX.match(passage.lower, 0, start)
    if prefix is None or prefix.end() < start or not passage.lower.rstrip(b" .*_").endswith((b")", b"]")):
        return None
    match = _MARK_AT_END.search(passage.lower, found.span.end - passage.start)
    if match is None or CODE in passage.lower[found.span.end - passage.start : match.start()].lstrip(CODE):
        return None
    return _named(match)


def _row_mark(found: Found, passage: Passage) -> Intent | None:
    """Return what a cell of its own says of a table's row: "new", "modify"."""
    for cell in passage.block.cells:
        title = passage.column_title(cell.start)
        if cell.start <= found.span.start < cell.end and (
            _FATE_COLUMN.fullmatch(title) or _CHANGES_COLUMN.fullmatch(title)
        ):
            # What such a cell says of its row it does not say of the things that it names along the way.
            continue
        asking = _ASKING_COLUMN.fullmatch(title) if title else None
        if asking is not None:
            if _YES.fullmatch(passage.lower, cell.start - passage.start, cell.end - passage.start):
                return _named(asking)
            if _NO.fullmatch(passage.lower, cell.start - passage.start, cell.end - passage.start):
                return Intent.EXISTING if asking["new"] else Intent.NEW
        if _FATE_COLUMN.fullmatch(title):
            fate = _fate(passage.lower[cell.start - passage.start : cell.end - passage.start])
            if fate is not None:
                return fate
        opening = _CELL_OPENING.match(passage.lower, cell.start - passage.start, cell.end - passage.start)
        if opening is not None:
            return _named(opening)
        if cell.end - cell.start <= _LONGEST_CELL_MARK:
            match = _CELL_MARK.fullmatch(passage.lower, cell.start - passage.start, cell.end - passage.start)
            if match is not None:
                return _named(match)
    return _beside(found, passage) or _led_by_cell(found, passage)


def _led_by_cell(found: Found, passage: Passage) -> Intent | None:
    """Return what the row's first cell says of the files behind it: "| New package | `a.go` |"."""
    cells = passage.block.cells
    if found.kind is not MentionKind.PATH or not cells or passage.cell_index(found.span.start) < 1:
        return None
    text = passage.lower[cells[0].start - passage.start : cells[0].end - passage.start]
    words = [] if CODE in text else _FATE_WORD.findall(text)
    if len(words) < 2 or passage.column_title(cells[0].start) == b"":
        return None
    if words[0] in vocabulary.NEW_ADJECTIVES:
        return Intent.NEW if words[-1] in _WHOLES else None
    return Intent.CHANGED if verbs.VERBS.get(words[0]) is Cue.CHANGE else None


def _fate(cell: bytes) -> Intent | None:
    """Return what a cell under "Change" or "Status" says of its row: "to be built", "none", "longer timeout"."""
    if _NOTHING.fullmatch(cell):
        return Intent.EXISTING
    words = _FATE_WORD.findall(cell)[:4]
    if CODE in cell and words and verbs.VERBS.get(words[0]) is Cue.MAKE and not words[0].startswith(b"creat"):
        # "Add `X`": the row's thing gets it.
        return Intent.CHANGED
    for before, word in zip([b"", *words], words, strict=False):
        if word in vocabulary.NEGATORS:
            return None
        if before in (b"the", b"a", b"an", b"its") and (word in vocabulary.NEW_ADJECTIVES or word in verbs.MADE):
            # "Validate the new mode".
            return None
        if word in vocabulary.NEW_ADJECTIVES or word in verbs.MADE or verbs.VERBS.get(word) is Cue.MAKE:
            return Intent.NEW if len(words) == 1 or word != words[0] or word in (b"create", b"created") else None
        if word in verbs.CHANGED or verbs.VERBS.get(word) is Cue.CHANGE:
            return Intent.CHANGED
    return None


def _beside(found: Found, passage: Passage) -> Intent | None:
    """Return what the cell behind a path says of it: "| `routes.go` | Extend the group |"."""
    index = passage.cell_index(found.span.start)
    if (
        found.kind not in (MentionKind.PATH, MentionKind.RESOURCE, MentionKind.SYMBOL)
        or not 0 <= index < len(passage.block.cells) - 1
    ):
        return None
    cell = passage.block.cells[index + 1]
    if found.kind is not MentionKind.PATH:
        # What changes stands in a column of its own behind the thing's description.
        cell = passage.block.cells[-1]
    words = passage.words_behind(cell.start)[:1]
    if _CHANGES_COLUMN.fullmatch(passage.column_title(cell.start)):
        # What is tested in a file of tests may be tested there for the first time.
        return None if words == [b"test"] else Intent.CHANGED
    if not words or found.kind is not MentionKind.PATH:
        return None
    done = verbs.VERBS.get(words[0]) is Cue.CHANGE or words[0] in vocabulary.DONE_INSIDE
    return Intent.CHANGED if done else None


def _named(match: re.Match[bytes]) -> Intent:
    return _MARKED[(match.lastgroup or "changed").removeprefix("x_").partition("_")[0]]
