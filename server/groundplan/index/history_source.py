"""Reading the commits of a workspace's Git repository, with the `git` of the machine where there is one.

No configuration of the repository is ever read, for it can name programs to run: `git` is given an empty repository of
our own in a temporary folder, and of the workspace's only the folder with its objects. Thus no hook, pager, filter,
signature check, file watcher or transport of the workspace can be started, and nothing is fetched or written.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import tempfile
import threading
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from groundplan.index.git_repository import GitRepository, find_repository

MAX_LOGGED = 5_000
"""Commits asked of `git`, newest first; those that change no Go code are passed over. Takes 0.2 to 1 s."""

TIME_LIMIT_SECONDS = 30.0
"""How long `git` may take; on the history of a large project from a cold disk it takes about 5 s."""

MAX_LOG_BYTES = 64_000_000
"""Size of the log beyond which it is not read: that many files in 5,000 commits are not written by hand."""

MESSAGE_CHARACTERS = 2_000
"""How much of a message is used; release notes pasted into one would match everything."""

_HASH = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_TRAILER = re.compile(r"^\s*[\w-]+-by:.*$|^\(cherry picked from .*$", re.IGNORECASE | re.MULTILINE)


class HistoryUnreadableError(Exception):
    """The history cannot be had; the text is a sentence that says why."""


@dataclass(frozen=True, slots=True)
class LoggedCommit:
    """A commit as `git` tells of it: paths from the workspace's root, deleted files not among `files`.

    `renamed` pairs old and new paths, `size` counts the Go files that it changed, tests among them.
    """

    hash: str
    time: int
    message: str
    size: int
    files: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class HistorySource:
    """A repository at one commit: `head` is its hash, `prefix` the workspace's folder in it, "" or ending in `/`."""

    repository: GitRepository
    head: str
    prefix: str


def find_history(root: Path) -> HistorySource:
    """Return the repository that a workspace belongs to; raises HistoryUnreadableError. Runs no program."""
    repository = find_repository(root)
    if repository is None:
        raise HistoryUnreadableError("The workspace is not in a Git repository.")
    head = repository.head
    if _HASH.fullmatch(head) is None:
        raise HistoryUnreadableError("The repository's HEAD names no commit.")
    prefix = root.relative_to(repository.top).as_posix()
    return HistorySource(repository, head, "" if prefix == "." else f"{prefix}/")


def read_commits(source: HistorySource, since: str = "") -> list[LoggedCommit] | None:
    """Return the commits of a history that change Go code, newest first.

    With `since`, a hash, only those after it; None where that commit is no ancestor, as after a change of branch.
    Raises HistoryUnreadableError.
    """
    program = find_git(source.repository.top)
    with tempfile.TemporaryDirectory(prefix="groundplan-") as folder:
        git = Git(program, Path(folder), source.repository)
        if since and not git.is_ancestor(since, source.head):
            return None
        log = git.log(source.head, since)
    return list(parse_log(log, source.prefix))


def find_git(top: Path) -> str:
    found = shutil.which("git")
    if found is None:
        raise HistoryUnreadableError("There is no `git` on this machine to read the history with.")
    program = Path(found).resolve()
    if not Path(found).is_absolute() or program.is_relative_to(top.resolve()):
        raise HistoryUnreadableError("The `git` that was found is part of the workspace, whose programs are not run.")
    return str(program)


class Git:
    """Runs `git` on the objects of a repository from an empty repository of our own."""

    def __init__(self, program: str, folder: Path, repository: GitRepository) -> None:
        self.program = program
        self.folder = folder
        (folder / "refs").mkdir()
        (folder / "objects").mkdir()
        (folder / "HEAD").write_text("ref: refs/heads/none\n", "ascii")
        if len(repository.head) == 64:
            config = "[core]\n\trepositoryformatversion = 1\n[extensions]\n\tobjectformat = sha256\n"
            (folder / "config").write_text(config, "ascii")
        with contextlib.suppress(OSError):
            # Says where the history of a shallow clone ends; without it `git` misses what lies beyond.
            shutil.copyfile(repository.common / "shallow", folder / "shallow")
        self.environment = _environment(folder, repository.common / "objects")

    def is_ancestor(self, old: str, new: str) -> bool:
        """Tell whether a commit is in the history of another."""
        return self._run(["merge-base", "--is-ancestor", old, new])[0] == 0

    def log(self, head: str, since: str) -> str:
        """Return the log in the form that `parse_log` takes."""
        code, output = self._run(
            [
                "log",
                *("--no-merges", f"--max-count={MAX_LOGGED}", "--no-renames", "--name-status", "--no-show-signature"),
                *("--no-ext-diff", "--no-textconv", "--no-color", "--no-mailmap", "--encoding=UTF-8"),
                "--format=%x1e%H%x1f%ct%x1f%B%x1f",
                head,
                *([f"^{since}"] if since else []),
                "--",
            ]
        )
        if code != 0:
            raise HistoryUnreadableError("`git` could not read the history: some of its objects are not here.")
        return output.decode("utf-8", "replace")

    def _run(self, arguments: list[str]) -> tuple[int, bytes]:
        command = [self.program, "--no-pager", f"--git-dir={self.folder}", "-c", "core.quotePath=false", *arguments]
        try:
            process = subprocess.Popen(
                command,
                cwd=self.folder,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except OSError as error:
            raise HistoryUnreadableError(f"`git` could not be run: {error.strerror}.") from error
        timer = threading.Timer(TIME_LIMIT_SECONDS, process.kill)
        timer.daemon = True
        timer.start()
        try:
            assert process.stdout is not None
            output = process.stdout.read(MAX_LOG_BYTES + 1)
            if len(output) > MAX_LOG_BYTES:
                raise HistoryUnreadableError("The history is too large to be read.")
            return process.wait(), output
        finally:
            timer.cancel()
            process.kill()
            process.wait()
            if process.stdout is not None:
                process.stdout.close()


def _environment(folder: Path, objects: Path) -> Mapping[str, str]:
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "TEMP", "TMP") if name in os.environ}
    return {
        **kept,
        "HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder),
        "LC_ALL": "C",
        "GIT_OBJECT_DIRECTORY": str(objects.absolute()),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_NO_LAZY_FETCH": "1",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_ALLOW_PROTOCOL": "none",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_PAGER": "cat",
    }


def parse_log(log: str, prefix: str) -> Iterator[LoggedCommit]:
    """Yield the commits of a log that change Go code of the workspace; what does not look like a commit is left out.

    A commit: \\x1e, hash, \\x1f, time, \\x1f, message, \\x1f, then a line with state, tab and path per changed file.
    """
    for record in log.split("\x1e"):
        parts = record.split("\x1f")
        if len(parts) < 4 or _HASH.fullmatch(parts[0]) is None or not parts[1].isdigit():
            continue
        message = _TRAILER.sub("", "\x1f".join(parts[2:-1]).strip()[:MESSAGE_CHARACTERS]).strip()
        size = 0
        states: dict[str, list[str]] = defaultdict(list)
        for line in parts[-1].splitlines():
            state, tab, path = line.partition("\t")
            if not tab:
                continue
            if not path.endswith(".go") or not path.startswith(prefix):
                continue
            size += 1
            if not path.endswith("_test.go"):
                states[state].append(path[len(prefix) :])
        if any(states.values()):
            files = sorted(path for state, paths in states.items() if state != "D" for path in paths)
            renamed = _renames(states["D"], states["A"])
            yield LoggedCommit(parts[0], int(parts[1]), message, size, tuple(files), renamed)


def _renames(deleted: list[str], added: list[str]) -> tuple[tuple[str, str], ...]:
    """Pair files that left one folder and came into another under the same name.

    By name and not by content: the content need not be here, and a move changes the package and the imports.
    """
    old, new = _by_name(deleted), _by_name(added)
    return tuple(
        sorted((paths[0], new[name][0]) for name, paths in old.items() if len(paths) == len(new.get(name, ())) == 1)
    )


def _by_name(paths: list[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        found[path.rsplit("/", 1)[-1]].append(path)
    return found
