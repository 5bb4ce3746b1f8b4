"""What a Makefile or a Dockerfile builds: the `go build` commands of its rules."""

from __future__ import annotations

import posixpath
import re
import shlex
from collections.abc import Iterator
from dataclasses import replace

from groundplan.model.resource import Build

MAX_BYTES = 500_000
"""Larger files are written by programs."""

_MAX_BUILDS = 500
_RULE = re.compile(r"^([^\s#:=][^#:=]*?)\s*::?(?!=)\s*(?:[^=]|$)")
_ASSIGNMENT = re.compile(r"^(?:export\s+|override\s+)?([A-Za-z_][\w.-]*)\s*(?::{0,3}|\?)=\s*(.*)$")
_VARIABLE = re.compile(r"\$\$?[({]([^(){}$]*)[)}]|\$\$(\w+)|\$([@*<^?])")
_ENDS = frozenset(("&&", "||", ";", "|", ">", "&", ";\\"))
_WITH_VALUE = frozenset(
    (
        *("-o", "-ldflags", "-gcflags", "-asmflags", "-tags", "-mod", "-modfile", "-buildmode", "-p", "-C"),
        *("-installsuffix", "-pkgdir", "-toolexec", "-overlay", "-buildvcs", "-covermode", "-coverpkg", "-compiler"),
    )
)


def read_makefile(path: str, source: bytes) -> tuple[Build, ...]:
    """Return the `go build` commands of a Makefile at a path relative to the workspace root, in source order."""
    if len(source) > MAX_BYTES or b"build" not in source.lower():
        return ()
    folder = posixpath.dirname(path)
    found: list[Build] = []
    targets: tuple[str, ...] = ()
    variables: dict[str, str] = {}
    for line, text in _logical_lines(source.decode("utf-8", "replace")):
        if text[:1] == "\t" or (targets and text[:1] == " "):
            for target in targets or ("",):
                found.extend(_builds(folder, target, text, line, variables))
        elif (assigned := _ASSIGNMENT.match(text)) is not None:
            variables[assigned[1]] = assigned[2].strip()
        elif (rule := _RULE.match(text)) is not None:
            targets = tuple(_filled(name, "", variables) for name in rule[1].split())[:40]
        if len(found) >= _MAX_BUILDS:
            break
    return tuple(found[:_MAX_BUILDS])


def read_dockerfile(path: str, source: bytes) -> tuple[Build, ...]:
    """Return the `go build` commands of a Dockerfile, in source order; its path is their target.

    Packages are relative to the workspace as if the image were built in the Dockerfile's folder.
    """
    if len(source) > MAX_BYTES or b"go build" not in source:
        return ()
    folder = posixpath.dirname(path)
    found: list[Build] = []
    for line, text in _logical_lines(source.decode("utf-8", "replace")):
        instruction, _, command = text.strip().partition(" ")
        if instruction.upper() == "RUN":
            # A cache mount is an option of RUN; inside of the image all paths are its own.
            found.extend(replace(each, output="") for each in _builds(folder, path, command, line, {}))
    return tuple(found[:_MAX_BUILDS])


def _logical_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield lines with those that a backslash continues, and the number of their first one."""
    first, gathered = 0, ""
    for number, line in enumerate(text.splitlines(), 1):
        first = first or number
        if line.endswith("\\") and len(gathered) < 10_000:
            gathered += line[:-1] + " "
            continue
        if (gathered + line).strip():
            yield first, gathered + line
        first, gathered = 0, ""
    if gathered.strip():
        yield first, gathered


def _filled(text: str, target: str, variables: dict[str, str], depth: int = 0) -> str:
    """Replace variables by their value, `$@` by the target, whatever is not known by `*`."""

    def value(match: re.Match[str]) -> str:
        name = match[1]
        if match[3] == "@":
            return target
        known = variables.get(name.strip()) if name else None
        if known is None or depth > 4 or " " in known.strip() or len(known) > 500:
            return "*"
        return _filled(known, target, variables, depth + 1)

    return re.sub(r"\*+", "*", _VARIABLE.sub(value, text).replace("%", "*"))


def _builds(folder: str, target: str, recipe: str, line: int, variables: dict[str, str]) -> Iterator[Build]:
    words = _words(re.sub(r"\$[({]GO(?:CMD|_CMD)?[)}]|\$[({]GOBUILD[)}]", _go_command, recipe.strip().lstrip("@-+")))
    where = folder
    for index, word in enumerate(words):
        if word == "cd" and index + 1 < len(words):
            where = _joined(where, _filled(words[index + 1], target, variables))
        elif word == "go" and words[index + 1 : index + 2] == ["build"]:
            command = []
            for each in words[index + 2 :]:
                if each in _ENDS:
                    break
                command.append(_filled(each, target, variables))
            yield _build(where, target, command, line)


def _go_command(match: re.Match[str]) -> str:
    return "go build" if "BUILD" in match[0] else "go"


def _words(recipe: str) -> list[str]:
    spaced = re.sub(r"(?<!\\)(&&|\|\||;)", r" \1 ", recipe).replace("$$(", "$(")
    try:
        return shlex.split(spaced)
    except ValueError:
        return spaced.replace('"', " ").replace("'", " ").split()


def _build(folder: str, target: str, command: list[str], line: int) -> Build:
    output, package, where = "", ".", folder
    index = 0
    while index < len(command):
        word = command[index]
        name, _, given = word.partition("=")
        if word.startswith("-"):
            if name in _WITH_VALUE and not given:
                index += 1
                given = command[index] if index < len(command) else ""
            if name == "-o":
                output = given
            elif name == "-C":
                where = _joined(where, given)
        else:
            package = word
        index += 1
    # What a Makefile writes outside of its folder, into $(ARTIFACTS_DIR), is nobody's CodeUri.
    return Build(target, _joined(where, package.removesuffix("/...")), _joined(where, output) if output else "", line)


def _joined(folder: str, path: str) -> str:
    joined = posixpath.normpath(posixpath.join(folder, path.strip("'\"")))
    return "" if joined == "." else joined
