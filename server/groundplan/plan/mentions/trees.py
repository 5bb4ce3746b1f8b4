"""Directory trees drawn in text fences, with what their comments say is new or changed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from groundplan.model.location import Span
from groundplan.model.plan import Intent, MentionKind
from groundplan.plan.mentions.passage import Found
from groundplan.plan.mentions.path_syntax import WHOLE_FILE

# Languages of fences that may hold a tree.
TREE_LANGUAGES = frozenset(("", "text", "txt", "tree", "plaintext", "plain", "ascii", "console", "bash", "sh", "none"))


_BRANCH = re.compile(r"[├└│╰╭┌┬─┣┗┃]|\|--|`--|\+--")
_PREFIX = re.compile(r"[\s│├└╰╭┌┬─┣┗┃|+`\-]*")
_NAME = re.compile(r"\.{0,2}/?[\w@.\-\[\]{}*+/$<>]+")
_COMMENT = re.compile(r"\s*(?:#|//|←|<-+|→|--|—|–|-\s|\(|\[|\*\*|:|✅|✨|🆕|📝)")

_FIRST_WORD = re.compile(r"[^\w(\[]*(\w+)")
_BRACKETED = re.compile(r"[(\[]\s*(\w+)")
_SHOUTED = re.compile(r"\b(?:NEW|CREATED?|MODIF\w+|UPDATED?|AMENDED|EXTENDED?|EXISTING|UNCHANGED|DELETED?|REMOVED?)\b")
_BOX = re.compile(r"[│┐┘┤┌└─|]")

# Beginnings of the words that mark a file.
_STEMS: tuple[tuple[tuple[str, ...], Intent], ...] = (
    (("new", "creat", "added"), Intent.NEW),
    (
        ("modif", "updat", "chang", "extend", "amend", "edit", "enhanc", "refactor", "add", "delet", "remov"),
        Intent.CHANGED,
    ),
    (("exist", "unchang", "reus", "already"), Intent.EXISTING),
)


# Words that begin like one of them and say nothing: "additional agents", "address book".
_NO_STEMS = ("addition", "address", "newest", "newslet")


def is_tree(content: str) -> bool:
    """Tell whether a fence's text draws a directory tree."""
    return len(_BRANCH.findall(content)) >= 2 and re.search(r"[\w.\-]+/|\.\w{1,5}\b", content) is not None


def find_tree_paths(text: bytes, content: Span) -> Iterator[Found]:
    """Yield the files of a tree. A mention's text is the whole path, its span the file's name."""
    folders: list[tuple[int, str]] = []
    offset = content.start
    for raw in text[content.start : content.end].splitlines(keepends=True):
        line = raw.decode("utf-8", "replace")
        prefix = _PREFIX.match(line)
        column = prefix.end() if prefix is not None else 0
        match = _NAME.match(line, column)
        start = offset
        offset += len(raw)
        if match is None:
            continue
        name = match.group()
        rest = line[match.end() :].rstrip()
        if (rest and not _COMMENT.match(rest) and rest[0] not in " \t,") or _BOX.search(rest.partition("#")[0]):
            continue
        while folders and folders[-1][0] >= column:
            folders.pop()
        above = folders[-1][1] if folders else ""
        if name.endswith("/") or (WHOLE_FILE.fullmatch(name.encode()) is None and "." not in name):
            folder = "" if name in ("./", ".") else f"{above}{name.rstrip('/')}/"
            folders.append((column, folder))
            continue
        if WHOLE_FILE.fullmatch(name.encode()) is None or "*" in name:
            continue
        at = start + len(line[:column].encode())
        yield Found(
            MentionKind.PATH,
            f"{above}{name}",
            Span(at, at + len(name.encode())),
            stated=intent_of_comment(rest),
            in_fence=True,
        )


def intent_of_comment(comment: str) -> Intent:
    """Return what a comment says: a mark in capitals or brackets anywhere, else its first word."""
    if "🆕" in comment or "✨" in comment:
        return Intent.NEW
    shouted = _SHOUTED.search(comment)
    if shouted is not None:
        return _intent_of(shouted.group())
    for match in _BRACKETED.finditer(comment):
        intent = _intent_of(match.group(1))
        if intent is not Intent.UNKNOWN:
            return intent
    first = _FIRST_WORD.match(comment)
    return _intent_of(first.group(1)) if first is not None else Intent.UNKNOWN


def _intent_of(word: str) -> Intent:
    if word.lower().startswith(_NO_STEMS):
        return Intent.UNKNOWN
    for stems, intent in _STEMS:
        if word.lower().startswith(stems):
            return intent
    return Intent.UNKNOWN
