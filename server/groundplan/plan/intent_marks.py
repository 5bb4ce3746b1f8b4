"""Marks at a name that say what is intended with it: brackets, labels, remarks, and the cells beside it in a table."""

from __future__ import annotations

import re

from groundplan.model.plan import Intent, MentionKind
from groundplan.plan import intent_words as vocabulary
from groundplan.plan.intent_words import Cue
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
_PRODUCED_BEFORE = re.compile(rb"\b(?:produces?|outputs?)\s*:$")

# Verbs of Chinese plans, which stand directly in front of their object: create, add; change, refactor, extend, update.
_HAN_VERB = re.compile(
    "(?:(?P<new>创建|新建|新增|添加|编写)|(?P<changed>修改|更新|重构|扩展|改造))[\\s\x01`*_]*$".encode()
)

# "`X`, unchanged", "one endpoint, `X`, is new".
_REMARK_BEHIND = re.compile(
    rb"[\x01`*_)]*(?:,\s*(?P<old>unchanged|untouched)\b|,?\s+(?:is|are)\s+(?P<new>new)\b(?!\s+[a-z])"
    rb"|\s+(?:is|would be|will be|becomes)\s+an?\s+(?P<new_one>new)\b"
    rb"|\s+(?:is|are)\s+(?P<old_one>(?:already\s+)?(?:there|in place|in use|present))\b"
    rb"|\s*(?::|\xe2\x80[\x93\x94]|--?(?=\s))\s*(?P<new_mark>new)\s*(?:[:,;(.]|$|\xe2\x80)"
    rb"|,?\s+(?:which\s+)?(?P<old_kept>(?:does not|doesn't|do not|must not|should not|won't|will not) change"
    rb"|(?:must |will |should )?keeps? working)\b"
    rb"|\s+(?:now|will)\s+(?P<changed_now>also|additionally)\b"
    rb"|\s+(?P<old_lacking>lacks|has no such|never [a-z]+ed)\b"
    rb"|\s+[a-z]+s\s+(?:to\s|from\s)?(?:an?|one|another)\s+(?P<changed>new|additional|further)\b)"
)

# The header of a table's column that says what is done to the files in front of it.
_CHANGES_COLUMN = re.compile(rb"what (?:happens|changes)|changes?(?: needed)?|modifications?|edits?")

_CELL_MARK = re.compile(
    rb"[*_`\s\[(]*" + _MARK + rb"(?:\s+(?:file|type|struct|table|endpoint|method|field)s?)?[*_`\s\])]*"
)

# "| `runner.go` | New: the interface and its mock |".
_CELL_OPENING = re.compile(
    rb"[*_`\s\[(]*(?:(?P<new>new|created?|to be created)|(?P<changed>modified|changed|extended|updated))"
    rb"(?:\s+(?:file|type|struct|table|package))?[*_`\])]*\s*(?::|\xe2\x80\x94|--?\s)"
)

_LONGEST_CELL_MARK = 40


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
    verb = _HAN_VERB.search(passage.before(found.span.start, 40))
    if verb is not None:
        return _named(verb)
    remark = _REMARK_BEHIND.match(passage.lower, end)
    if remark is not None:
        return _named(remark)
    return _row_mark(found, passage) if passage.block.kind is TextKind.ROW else None


def _row_mark(found: Found, passage: Passage) -> Intent | None:
    """Return what a cell of its own says of a table's row: "new", "modify"."""
    for cell in passage.block.cells:
        opening = _CELL_OPENING.match(passage.lower, cell.start - passage.start, cell.end - passage.start)
        if opening is not None:
            return _named(opening)
        if cell.end - cell.start <= _LONGEST_CELL_MARK:
            match = _CELL_MARK.fullmatch(passage.lower, cell.start - passage.start, cell.end - passage.start)
            if match is not None:
                return _named(match)
    return _beside(found, passage)


def _beside(found: Found, passage: Passage) -> Intent | None:
    """Return what the cell behind a path says of it: "| `routes.go` | Extend the group |"."""
    index = passage.cell_index(found.span.start)
    if found.kind is not MentionKind.PATH or not 0 <= index < len(passage.block.cells) - 1:
        return None
    cell = passage.block.cells[index + 1]
    words = passage.words_behind(cell.start)[:1]
    if _CHANGES_COLUMN.fullmatch(passage.column_title(cell.start)):
        return Intent.CHANGED
    if not words:
        return None
    done = vocabulary.VERBS.get(words[0]) is Cue.CHANGE or words[0] in vocabulary.DONE_INSIDE
    return Intent.CHANGED if done else None


def _named(match: re.Match[bytes]) -> Intent:
    return _MARKED[(match.lastgroup or "changed").removeprefix("x_").partition("_")[0]]
