"""The rules of `.gitignore` files: which paths a repository leaves out.

A matcher of our own because the walk asks for every file: with 41 rules and 20,000 paths it takes 0.04 s of processor
time where pathspec 1.1.1 takes 0.40 s, for that tries rule after rule where most can be answered together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

MAX_RULES_BYTES = 1_000_000
"""How much of an ignore file is read; the longest in public use are below 100 kB."""

MAX_DEEP_WILDCARDS = 6
"""Rules with more `**` than this are passed over: no real file has them, and matching them could take forever."""

_NEVER = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class _Rule:
    """One line: what it matches as a regular expression, over the whole relative path or over the last name alone."""

    negated: bool
    folders_only: bool
    by_name: bool
    pattern: str


class _Matcher:
    """Some rules at once, over names or over paths."""

    __slots__ = ("_exact", "_expression", "_suffixes")

    def __init__(self, patterns: Iterable[str], of_names: bool) -> None:
        exact: set[str] = set()
        suffixes: list[str] = []
        expressions: list[str] = []
        for pattern in patterns:
            if not _SPECIAL.search(pattern):
                exact.add(pattern)
            elif of_names and pattern[0] == "*" and not _SPECIAL.search(pattern, 1):
                suffixes.append(pattern[1:])
            else:
                expressions.append(_to_regex(pattern, len(expressions)))
        self._exact = frozenset(exact)
        self._suffixes = tuple(suffixes)
        self._expression = re.compile("|".join(expressions), re.DOTALL) if expressions else None

    def matches(self, text: str) -> bool:
        if text in self._exact or (self._suffixes and text.endswith(self._suffixes)):
            return True
        return self._expression is not None and self._expression.fullmatch(text) is not None


class _Run:
    """Neighbouring rules that say the same, ignored or not."""

    __slots__ = ("_of_files", "_of_folders", "ignored")

    def __init__(self, rules: list[_Rule]) -> None:
        self.ignored = not rules[0].negated
        self._of_folders = _matchers(rules)
        self._of_files = _matchers(rule for rule in rules if not rule.folders_only)

    def matches(self, path: str, name: str, is_folder: bool) -> bool:
        names, paths = self._of_folders if is_folder else self._of_files
        return (names is not None and names.matches(name)) or (paths is not None and paths.matches(path))


class IgnoreRules:
    """The rules of one ignore file, for paths relative to the folder that they apply to.

    Git compares bytes, so that `?` and brackets match one byte; here each byte is one character of a text (Latin-1).
    """

    __slots__ = ("_any", "_runs")

    def __init__(self, source: bytes) -> None:
        lines = source.removeprefix(b"\xef\xbb\xbf").decode("latin-1").split("\n")
        rules = [rule for line in lines if (rule := _read_rule(line)) is not None]
        runs: list[_Run] = []
        start = 0
        for end in range(1, len(rules) + 1):
            if end == len(rules) or rules[end].negated != rules[start].negated:
                runs.append(_Run(rules[start:end]))
                start = end
        # The last rule that matches decides.
        self._runs = tuple(reversed(runs))
        # Most paths are matched by no rule at all, which one look can tell.
        self._any = _Run(rules) if len(runs) > 1 else runs[0] if runs else None

    def decide(self, path: str, name: str, is_folder: bool) -> bool | None:
        """Tell whether a path is ignored, None where no rule speaks of it; `name` is the last part of `path`.

        Folders above it are not looked at: what is in an ignored folder is ignored, whatever the rules say of it.
        """
        if not path.isascii():
            path, name = _as_bytes(path), _as_bytes(name)
        if self._any is None or not self._any.matches(path, name, is_folder):
            return None
        return next(run.ignored for run in self._runs if run.matches(path, name, is_folder))


@dataclass(frozen=True, slots=True)
class IgnoreStack:
    """The ignore files that apply in a folder, the innermost on top; `base` is the folder of the topmost.

    Paths are relative to one place for the whole stack, with forward slashes; a base outside of it is "" with the way
    to it in `prefix` ("backend/" where the place is the folder `backend` of the repository).
    """

    rules: IgnoreRules
    base: str
    prefix: str = ""
    below: IgnoreStack | None = None

    def ignores(self, path: str, name: str, is_folder: bool) -> bool:
        """Tell whether the rules leave out a path whose folders they do not leave out."""
        stack: IgnoreStack | None = self
        while stack is not None:
            relative = path[len(stack.base) + 1 :] if stack.base else stack.prefix + path
            decision = stack.rules.decide(relative, name, is_folder)
            if decision is not None:
                return decision
            stack = stack.below
        return False


def _as_bytes(path: str) -> str:
    return path.encode("utf-8", "surrogateescape").decode("latin-1")


def _matchers(rules: Iterable[_Rule]) -> tuple[_Matcher | None, _Matcher | None]:
    """Return what matches names and what matches paths, None where there is nothing to match."""
    rules = tuple(rules)
    names = [rule.pattern for rule in rules if rule.by_name]
    paths = [rule.pattern for rule in rules if not rule.by_name]
    return _Matcher(names, True) if names else None, _Matcher(paths, False) if paths else None


def _read_rule(line: str) -> _Rule | None:
    line = _TRAILING_SPACES.sub("", line.removesuffix("\r"))
    if not line or line.startswith("#"):
        return None
    negated = line.startswith("!")
    pattern = line[1:] if negated else line
    folders_only = pattern.endswith("/")
    if folders_only:
        pattern = pattern[:-1]
    by_name = "/" not in pattern
    pattern = pattern.removeprefix("/")
    if not pattern or pattern.count("**") > MAX_DEEP_WILDCARDS:
        return None
    return _Rule(negated, folders_only, by_name, pattern)


_TRAILING_SPACES = re.compile(r"(?<![\\ ]) +$")
_SPECIAL = re.compile(r"[*?\[\\]")
_DEEP = re.compile(r"\*\*+")


def _to_regex(pattern: str, number: int) -> str:
    """Return the expression of a pattern; `number` keeps the names of its groups apart from those of others."""
    special = _SPECIAL.search(pattern)
    literal = pattern[: special.start()] if special else pattern
    # Git compares the literal beginning first: a `**` right behind it counts as the beginning of a pattern.
    segments = _split(pattern[len(literal) :])
    if segments is None:
        return _NEVER.pattern
    out = [re.escape(literal)]
    last = len(segments) - 1
    for index, segment in enumerate(segments):
        if _DEEP.fullmatch(segment):
            if index == last:
                out.append(".*")
            elif out[-1] != "(?:.*/)?":
                out.append("(?:.*/)?")
        else:
            expression = _segment_to_regex(segment, f"g{number}_{index}_")
            out.append(expression if index == last else f"{expression}/")
    return f"(?:{''.join(out)})"


def _split(pattern: str) -> list[str] | None:
    """Divide a pattern at its slashes, those in brackets left alone; None where it can match nothing."""
    segments = [""]
    position = 0
    while position < len(pattern):
        start = position
        char = pattern[position]
        position += 1
        if char == "[":
            bracket = _read_bracket(pattern, position)
            if bracket is None:
                return None
            position = bracket[1]
        elif char == "\\":
            if position == len(pattern):
                return None
            char = pattern[position]
            position += 1
        if char == "/":
            segments.append("")
        else:
            segments[-1] += pattern[start:position]
    return segments


def _segment_to_regex(segment: str, group: str) -> str:
    """Return the expression of a pattern without slashes; its brackets are closed."""
    pieces = [""]
    position = 0
    while position < len(segment):
        char = segment[position]
        position += 1
        bracket = _read_bracket(segment, position) if char == "[" else None
        if char == "*":
            if pieces[-1] or len(pieces) == 1:
                pieces.append("")
        elif char == "?":
            pieces[-1] += "[^/]"
        elif char == "\\":
            pieces[-1] += re.escape(segment[position])
            position += 1
        elif bracket is not None:
            expression, position = bracket
            pieces[-1] += expression
        else:
            pieces[-1] += re.escape(char)
    first, *rest = pieces
    # Between two stars the first match is as good as any: a group that is not entered again keeps matching fast.
    for index, piece in enumerate(rest[:-1]):
        first += f"(?=(?P<{group}{index}>[^/]*?{piece}))(?P={group}{index})" if len(rest) > 2 else f"[^/]*{piece}"
    return first + (f"[^/]*{rest[-1]}" if rest else "")


_CLASSES = {
    "alnum": "a-zA-Z0-9",
    "alpha": "a-zA-Z",
    "blank": " \\t",
    "cntrl": "\\x00-\\x1f\\x7f",
    "digit": "0-9",
    "graph": "!-~",
    "lower": "a-z",
    "print": " -~",
    "punct": "!-/:-@\\[-`{-~",
    "space": "\\s",
    "upper": "A-Z",
    "xdigit": "0-9a-fA-F",
}


def _read_bracket(segment: str, position: int) -> tuple[str, int] | None:
    """Read what follows `[`; return its expression and the position behind `]`, None where it is not closed."""
    negated = segment[position : position + 1] in ("!", "^")
    position += negated
    inside = ""
    start = position
    while position < len(segment) and (segment[position] != "]" or position == start):
        if segment.startswith("[:", position):
            end = segment.find(":]", position)
            name = segment[position + 2 : end] if end > 0 else ""
            if name not in _CLASSES:
                return None
            inside += _CLASSES[name]
            position = end + 2
            continue
        low, position = _read_member(segment, position)
        high = low
        if segment.startswith("-", position) and segment[position + 1 : position + 2] not in ("", "]"):
            high, position = _read_member(segment, position + 1)
        inside += f"{re.escape(low)}-{re.escape(high)}" if low <= high else re.escape(low)
    if position >= len(segment):
        return None
    if not inside:
        return ("[^/]" if negated else _NEVER.pattern), position + 1
    return f"(?!/)[{'^' if negated else ''}{inside}]", position + 1


def _read_member(segment: str, position: int) -> tuple[str, int]:
    if segment[position] == "\\" and position + 1 < len(segment):
        position += 1
    return segment[position], position + 1
