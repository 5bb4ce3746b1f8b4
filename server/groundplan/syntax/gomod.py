"""The facts of go.mod and go.work files, read line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from groundplan.model.module import GoMod, GoWork, Replacement, Requirement

_BOM = b"\xef\xbb\xbf"
_TOKEN = re.compile(r'"((?:[^"\\]|\\.)*)"?|`([^`]*)`?|(//.*)|([()])|([^\s()"`]+?(?=//|[\s()"`]|$))')
_ESCAPE = re.compile(r"\\(.)")
_INDIRECT = re.compile(r"//\s*indirect\s*(?:;|$)")


class _Line(NamedTuple):
    """A directive with its arguments; lines of a block carry the block's keyword."""

    keyword: str
    words: list[str]
    comment: str
    number: int


def read_go_mod(source: bytes) -> GoMod:
    """Read a go.mod file. Unknown directives and lines that make no sense are passed over; nothing is raised."""
    module = go = ""
    requirements: list[Requirement] = []
    replacements: list[Replacement] = []
    for line in _lines(source):
        words = line.words
        if line.keyword == "module" and words:
            module = module or words[0]
        elif line.keyword == "go" and words:
            go = go or words[0]
        elif line.keyword == "require" and len(words) >= 2:
            indirect = _INDIRECT.match(line.comment) is not None
            requirements.append(Requirement(words[0], words[1], indirect, line.number))
        elif line.keyword == "replace":
            replacements += _replacement(line)
    return GoMod(module, go, tuple(requirements), tuple(replacements))


def read_go_work(source: bytes) -> GoWork:
    """Read a go.work file. Unknown directives and lines that make no sense are passed over; nothing is raised."""
    go = ""
    uses: list[str] = []
    replacements: list[Replacement] = []
    for line in _lines(source):
        if line.keyword == "go" and line.words:
            go = go or line.words[0]
        elif line.keyword == "use" and line.words:
            uses.append(line.words[0])
        elif line.keyword == "replace":
            replacements += _replacement(line)
    return GoWork(go, tuple(uses), tuple(replacements))


def _replacement(line: _Line) -> list[Replacement]:
    """Read `path [version] => target [version]`; the list is empty when the line is not of that form."""
    words = line.words
    if "=>" not in words:
        return []
    arrow = words.index("=>")
    old, new = words[:arrow], words[arrow + 1 :]
    if not 1 <= len(old) <= 2 or not 1 <= len(new) <= 2:
        return []
    version = old[1] if len(old) == 2 else ""
    target_version = new[1] if len(new) == 2 else ""
    return [Replacement(old[0], version, new[0], target_version, line.number)]


def _lines(source: bytes) -> Iterator[_Line]:
    """Yield the directives, those inside of a block once for each of its lines."""
    block = ""
    for number, text in enumerate(source.removeprefix(_BOM).decode("utf-8", "replace").split("\n"), 1):
        words, comment, opens, closes = _tokens(text)
        if block:
            if words:
                yield _Line(block, words, comment, number)
            if closes:
                block = ""
        elif words:
            if opens:
                block = "" if closes else words[0]
                if words[1:]:
                    yield _Line(words[0], words[1:], comment, number)
            else:
                yield _Line(words[0], words[1:], comment, number)


def _tokens(text: str) -> tuple[list[str], str, bool, bool]:
    """Split a line into words and comment, and tell whether it opens and closes a block."""
    words: list[str] = []
    comment = ""
    opens = closes = False
    for match in _TOKEN.finditer(text):
        quoted, raw, behind, parenthesis, word = match.groups()
        if quoted is not None:
            words.append(_ESCAPE.sub(r"\1", quoted))
        elif raw is not None:
            words.append(raw)
        elif behind is not None:
            comment = behind
        elif parenthesis is not None:
            opens = opens or parenthesis == "("
            closes = closes or parenthesis == ")"
        else:
            words.append(word)
    return words, comment, opens, closes
