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


_LONGEST_ENTRY = 200

# Words that begin like one of them and say nothing: "additional agents", "address book".
_NO_STEMS = ("addition", "address", "newest", "newslet")


def is_tree(content: str) -> bool:
    """Tell whether a fence's text draws a directory tree, be it by indenting alone."""
    if _is_indented(content):
        return True
    return len(_BRANCH.findall(content)) >= 2 and re.search(r"[\w.\-]+/|\.\w{1,5}\b", content) is not None


_ENTRY = re.compile(r"(?P<indent>[ \t]*)(?P<name>[\w@.\-]+(?:/[\w@.\-]+)*/?)(?:[ \t]+(?:#|//|--|—|–|<-|←|\().*)?[ \t]*")


def _is_indented(content: str) -> bool:
    """Whether all lines are folders and files, and a file is indented below a folder."""
    folder = -1
    found = False
    for line in content.splitlines():
        if not line.strip():
            continue
        entry = _ENTRY.fullmatch(line) if len(line) <= _LONGEST_ENTRY else None
        if entry is None:
            return False
        indent, name = len(entry["indent"]), entry["name"]
        if name.endswith("/"):
            folder = indent
        elif "." not in name:
            return False
        elif 0 <= folder < indent:
            found = True
    return found


# "path/to/file.go    # what is in it", and "# modified:" as a line of its own.
_LISTED = re.compile(r"[ \t]*(?P<path>(?:[\w@.\-]+/)+[\w@.\-]+\.\w+)(?P<rest>[ \t]+(?:#|//|--|—|–|<-|←|\().*|[ \t]*)$")
_LIST_TITLE = re.compile(r"[ \t]*(?:#|//)?[ \t]*(?P<title>[A-Za-z][\w /\-]{2,40}):?[ \t]*$")


def is_file_list(content: str) -> bool:
    """Tell whether a fence's text is a list of files, one a line, with or without remarks behind them."""
    lines = [line for line in content.splitlines() if line.strip()]
    files = sum(_LISTED.fullmatch(line) is not None for line in lines)
    return files > 1 and files == sum(_LIST_TITLE.fullmatch(line) is None for line in lines)


def find_listed_paths(text: bytes, content: Span) -> Iterator[Found]:
    """Yield the files of a list for which its remarks or titles speak.

    Beside files that are marked as new all others are there; in front of a title "modified" stand new ones. A list
    that says nothing of any file yields none: it may show what is or what will be.
    """
    found: list[tuple[Span, Intent, bool]] = []
    title = Intent.UNKNOWN
    offset = content.start
    for raw in text[content.start : content.end].splitlines(keepends=True):
        line = raw.decode("utf-8", "replace").rstrip("\r\n")
        match = _LISTED.fullmatch(line)
        if match is not None and WHOLE_FILE.fullmatch(match["path"].encode()):
            at = offset + len(line[: match.start("path")].encode())
            said = intent_of_comment(match["rest"])
            span = Span(at, at + len(match["path"].encode()))
            found.append((span, title if said is Intent.UNKNOWN else said, title is not Intent.UNKNOWN))
        elif match is None and (titled := _LIST_TITLE.fullmatch(line)) is not None:
            said = _intent_of(titled["title"].split()[0])
            title = title if said is Intent.UNKNOWN else said
        offset += len(raw)
    titles = {intent for _, intent, is_titled in found if is_titled}
    rest = Intent.UNKNOWN
    if titles == {Intent.CHANGED}:
        rest = Intent.NEW
    elif not titles and any(intent is Intent.NEW for _, intent, _ in found):
        rest = Intent.CHANGED
    for span, said, _ in found:
        stated = rest if said is Intent.UNKNOWN else said
        if stated is not Intent.UNKNOWN:
            yield Found(MentionKind.PATH, text[span.start : span.end].decode(), span, stated=stated, in_fence=True)


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
