"""What a file path looks like in a plan, with the line numbers that may follow it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from groundplan.model.location import Span

# Extensions of files that plans name; longer ones are tried first, so that `gotmpl` is not taken for `go`.
_EXTENSIONS = """
    bash cert cfg cjs conf cs css csv cue example go golden gotmpl gql graphql hcl htm html ini java jpg js json jsonc
    jsonnet jsx kt lock md mdx mjs mk pem php png prisma proto py pyi rb rego rs scss sh snap sql svelte svg swift tf
    tfvars tmpl toml tpl ts tsx txt vue xml yaml yml
"""

_EXTENSION = "|".join(sorted(_EXTENSIONS.split(), key=len, reverse=True))

# Files without an extension that plans name.
_BARE_FILES = (
    r"go\.(?:mod|sum|work)|\.env|\.gitignore|\.dockerignore"
    r"|Makefile|Dockerfile|Justfile|Taskfile|Procfile|Jenkinsfile|Caddyfile|CODEOWNERS|Containerfile"
)

# First folders that make `a/b` a path even without an extension or a trailing slash.
_ROOTS = (
    "cmd|pkg|internal|backend|server|services|service|src|lib|libs|modules|model|models|deploy|deployments|migrations"
    "|scripts|test|tests|docs|frontend|infra|infrastructure|terraform|tools|configs?|templates|web|app|apps|common"
)

_SEGMENT = r"[\w@+.\-]+"

_FILE = rf"(?:\.{{1,2}}/|~?/)?(?:{_SEGMENT}/)*(?:[\w@+.\-]*[\w@+\-]\.(?:{_EXTENSION})|{_BARE_FILES})"
_FOLDER = rf"(?:(?:\.{{1,2}}/)+|(?={_SEGMENT}/))(?:{_SEGMENT}/)*"

# One line or range; a dash may be typographic, which is three bytes and therefore no character class.
_RANGE = r"L?\d+(?:\s?(?:-|–)\s?L?\d+)?"
_LINES = rf"(?::{_RANGE}(?::\d+)?(?:,\s?:?{_RANGE})*|\#L\d+(?:-L?\d+)?)"

# A path alone in inline code.
WHOLE_FILE = re.compile(rf"({_FILE})({_LINES})?(?:[:#]{{1,2}}[A-Za-z_(][\w.*()]*)?".encode())
WHOLE_FOLDER = re.compile(rf"{_FOLDER}|(?:{_ROOTS})(?:/{_SEGMENT})+".encode())

# A path in running text: either it has a folder, or its name is unmistakably a file's.
_STRONG = "go|yml|yaml|json|toml|sql|proto|tf|md|sh|py|tsx?|graphql|tmpl"
_PROSE_FILE = re.compile(
    rf"""
    (?<![\w/.@:\-$\\~}}*+=]) @? (
        (?:\.{{1,2}}/|/)?(?:[\w@+.\-]+/)+[\w@+.\-]*[\w@+\-]\.(?:{_EXTENSION})
      | [\w+\-]+(?:\.[\w\-]+)*\.(?:{_STRONG}) | (?:\.{{1,2}}/|/)?(?:[\w@+.\-]+/)*go\.(?:mod|sum|work)
      | (?:cmd|pkg|internal)(?:/\.?[\w@+\-]+(?:\.[\w@+\-]+)*)+/?
    )
    ({_LINES})?
    (?! \w | \.\w | /\w | [(@=*{{] )
    """.encode(),
    re.VERBOSE,
)
_ENDING = re.compile(rf"\.(?:{_EXTENSION}|mod|sum|work)(?![\w/])(?!\.\w)".encode())
_TAG = re.compile(rb"<[a-z][a-z_\-]*>\Z")
_FOLDERS = (b"pkg/", b"internal/", b"cmd/")

# The bytes that may stand in a path in prose.
_IN_PATH = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@+.-/")

# Line numbers in words or brackets behind a path: `(lines 45-52)`, ` line 248`, `(64,65,70)`, `(around line 40)`.
_LIST = rf"{_RANGE}(?:\s?(?:,|and|&)\s?{_RANGE})*"
LINES_BEHIND = re.compile(
    rf"""
    [`*_]{{0,3}},?\s{{0,2}}
        \( (?:(?:see|at|around|approx\.?|approximately|near)\s|~)* (?:lines?\s|ll?\.\s?)? ~? ({_LIST}) \)
    | [`*_]{{0,3}},?\s{{1,2}}(?:(?:at|around|near|on)\s)? lines?\s~? ({_LIST})
    """.encode(),
    re.VERBOSE | re.IGNORECASE,
)
LINES_BEFORE = re.compile(rf"\blines?\s~?({_LIST})\s+(?:of|in)\s+(?:the\s)?[`*_]*$".encode(), re.IGNORECASE)

# A further range of the file named before: `:115-121`.
CONTINUED_LINES = re.compile(rf":{_RANGE}(?:,\s?:?{_RANGE})*".encode())

_ONE_RANGE = re.compile(r"(\d+)(?:\s?(?:-|–)\s?L?(\d+))?".encode())
_BRACES = re.compile(r"\{([^{}]*)\}")
_PLACEHOLDER = re.compile(r"[<>$*?|\[\]…]|\.\.\.")

# Far beyond the longest file; larger numbers are ports, years or identifiers of other kinds.
_LAST_LINE = 200_000


@dataclass(frozen=True, slots=True)
class PathMatch:
    """A path found in text: one path, or several when the text is a brace set. `span` covers the text of the path."""

    paths: tuple[str, ...]
    span: Span
    lines: tuple[tuple[int, int], ...] = ()


def parse_lines(text: bytes) -> tuple[tuple[int, int], ...]:
    """Return the 1-based, inclusive line ranges in `44-50,60` or `L44-L50`, without columns."""
    ranges: list[tuple[int, int]] = []
    for part in text.replace(b"and", b",").replace(b"&", b",").split(b","):
        match = _ONE_RANGE.search(part)
        if match is None:
            continue
        if match.group(1).startswith(b"0"):
            # `secrets.yml` (0600): the mode of a file.
            continue
        first = int(match.group(1)[:9])
        last = int(match.group(2)[:9]) if match.group(2) else first
        if 0 < first <= last <= _LAST_LINE:
            ranges.append((first, last))
    return tuple(ranges)


def path_in_code(text: bytes, span: Span) -> PathMatch | None:
    """Return the path that a piece of inline code consists of, None when it is something else."""
    content = text[span.start : span.end]
    if len(content) > 300 or b"://" in content:
        return None
    if b"{" in content:
        return _brace_set(content, span)
    match = WHOLE_FILE.fullmatch(content)
    if match is not None:
        lines = parse_lines(match.group(2)) if match.group(2) else ()
        return PathMatch((match.group(1).decode(),), Span(span.start, span.start + match.end(1)), lines)
    if b"/" in content and WHOLE_FOLDER.fullmatch(content) and content.strip(b"./"):
        return PathMatch((content.decode(),), span)
    return None


def _brace_set(content: bytes, span: Span) -> PathMatch | None:
    text = content.decode("utf-8", "replace")
    if _PLACEHOLDER.search(text):
        return None
    groups = _BRACES.findall(text)
    if not groups or not all("," in group for group in groups):
        # `{name}` stands for something that the reader fills in.
        return None
    pieces = _BRACES.split(text)
    choices = [piece.split(",") if index % 2 else [piece] for index, piece in enumerate(pieces)]
    paths = tuple("".join(part.strip() for part in parts) for parts in _bounded_product(choices))
    if paths and all(WHOLE_FILE.fullmatch(path.encode()) or WHOLE_FOLDER.fullmatch(path.encode()) for path in paths):
        return PathMatch(paths, span)
    return None


def _bounded_product(choices: list[list[str]]) -> list[tuple[str, ...]]:
    size = 1
    for choice in choices:
        size *= len(choice)
    return list(product(*choices)) if size <= 32 else []


def prose_paths(prose: bytes) -> Iterator[re.Match[bytes]]:
    """Yield the paths of running text, as matches of which group 1 is the path and group 2 its line numbers.

    Endings are looked for first and the path is read from its start: that is several times faster than trying to
    read a path at every word.
    """
    done = 0
    for start in _path_starts(prose):
        if start < done:
            continue
        match = _PROSE_FILE.match(prose, start)
        if match is not None and not _is_behind_placeholder(prose, match):
            done = match.end()
            yield match


def _is_behind_placeholder(prose: bytes, match: re.Match[bytes]) -> bool:
    """Whether a path continues something in angle brackets, as in `<name>/x.go`; a tag in front is markup."""
    if prose[match.start() - 1 : match.start()] != b">":
        return False
    return match.group(1).startswith(b"/") or _TAG.search(prose[max(0, match.start() - 40) : match.start()]) is None


def _path_starts(prose: bytes) -> list[int]:
    starts = set()
    for ending in _ENDING.finditer(prose):
        at = ending.start()
        while at > 0 and prose[at - 1] in _IN_PATH:
            at -= 1
        starts.add(at)
    for folder in _FOLDERS:
        at = prose.find(folder)
        while at >= 0:
            starts.add(at)
            at = prose.find(folder, at + 1)
    return sorted(starts)
