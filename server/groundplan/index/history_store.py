"""The commits of a workspace in the store: kept up to date, and asked."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path

from groundplan.index.history_source import (
    HistoryUnreadableError,
    LoggedCommit,
    find_history,
    read_commits,
)
from groundplan.index.projection import search_words
from groundplan.index.store import Store
from groundplan.model.history import Commit, HistoryState

MAX_COMMITS = 3_000
"""Commits that a reading of the whole history keeps: what is further back tells of code that has gone."""

MAX_GROWTH = 1_000
"""Commits that may be added before the history is read anew, which forgets the oldest."""

WIDE_COMMIT = 40
"""Go files changed by a commit from which on it says nothing of any of them: mass edits, moves, imports of code."""

SWITCHED_OFF = "The setting `history` is off."


def refresh_history(store: Store, root: Path, wanted: bool) -> bool:
    """Make the store agree with the history at the workspace's HEAD; tells whether that changed anything.

    Where there is none to be had, or it is not `wanted`, the store has none, and the state says why.
    """
    connection = store.connect()
    try:
        known, problem = _known_state(connection)
    finally:
        store.release(connection)
    commits: list[LoggedCommit] | None = []
    head = ""
    anew = True
    try:
        if not wanted:
            raise HistoryUnreadableError(SWITCHED_OFF)
        source = find_history(root)
        head = f"{source.head} {source.prefix}"
        if head == known:
            return False
        last, _, prefix = known.partition(" ")
        if last and prefix == source.prefix:
            commits = read_commits(source, last)
            anew = commits is None
        if anew:
            commits = read_commits(source)
        reason = ""
    except HistoryUnreadableError as error:
        head, reason = "", str(error)
        if not known and problem == reason:
            return False
    with store.writing() as connection:
        if not anew and _count(connection) + len(commits or ()) > MAX_COMMITS + MAX_GROWTH:
            # The next look reads it anew.
            _put_state(connection, "", reason)
            return False
        if anew:
            _clear(connection)
        _add(connection, (commits or [])[:MAX_COMMITS])
        _put_state(connection, head, reason)
        connection.execute("UPDATE meta SET value=value+1 WHERE key='generation'")
    return True


def _known_state(connection: sqlite3.Connection) -> tuple[str, str]:
    """Return the HEAD that the store's history ends with, "" for none, and why there is none."""
    row = connection.execute("SELECT value FROM meta WHERE key='history'").fetchone()
    head, problem = json.loads(row[0]) if row else ("", "")
    return str(head), str(problem)


def _put_state(connection: sqlite3.Connection, head: str, problem: str) -> None:
    value = json.dumps([head, problem], ensure_ascii=False)
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('history', ?)", (value,))


def _count(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM history_commit").fetchone()[0])


def _clear(connection: sqlite3.Connection) -> None:
    connection.execute("INSERT INTO history_text(history_text) VALUES ('delete-all')")
    for table in ("history_commit", "history_file", "history_change"):
        connection.execute(f"DELETE FROM {table}")


def _add(connection: sqlite3.Connection, newest_first: Sequence[LoggedCommit]) -> None:
    """Put commits behind those that the store has; ids grow with time."""
    number = int(connection.execute("SELECT ifnull(max(id), 0) FROM history_commit").fetchone()[0])
    files: dict[str, int] = {path: file for file, path in connection.execute("SELECT id, path FROM history_file")}
    entries: list[tuple[int, bytes, int, str, int]] = []
    texts: list[tuple[int, str]] = []
    changes: list[tuple[int, int]] = []
    next_file = max(files.values(), default=0)
    for commit in reversed(newest_first):
        number += 1
        for old, new in commit.renamed:
            file = files.pop(old, None)
            if file is not None and new not in files:
                files[new] = file
        subject, _, _ = commit.message.partition("\n")
        entries.append((number, bytes.fromhex(commit.hash), commit.time, subject[:200], commit.size))
        for path in commit.files:
            if path not in files:
                next_file += 1
                files[path] = next_file
            changes.append((number, files[path]))
        if commit.size <= WIDE_COMMIT and commit.files:
            texts.append((number, search_words(commit.message)))
    connection.execute("DELETE FROM history_file")
    connection.executemany(
        "INSERT INTO history_file VALUES (?,?)", sorted((file, path) for path, file in files.items())
    )
    connection.executemany("INSERT INTO history_commit VALUES (?,?,?,?,?)", entries)
    connection.executemany("INSERT OR IGNORE INTO history_change VALUES (?,?)", changes)
    connection.executemany("INSERT INTO history_text (rowid, words) VALUES (?,?)", texts)


class History:
    """The commits that the store has, by number: the newer the higher. Wide commits have no words."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    @cached_property
    def state(self) -> HistoryState:
        """How much history there is, and why there is none."""
        return HistoryState(_count(self._connection), _known_state(self._connection)[1])

    @cached_property
    def latest(self) -> int:
        """The highest number of a commit, 0 where there is none."""
        return int(self._connection.execute("SELECT ifnull(max(id), 0) FROM history_commit").fetchone()[0])

    def search(self, expression: str, limit: int) -> tuple[tuple[int, float], ...]:
        """Return numbers of commits whose message matches, by BM25, best first; `expression` is in FTS5's language."""
        rows = self._connection.execute(
            "SELECT rowid, bm25(history_text) AS score FROM history_text WHERE history_text MATCH ?"
            " ORDER BY score, rowid DESC LIMIT ?",
            (expression, limit),
        )
        return tuple((number, -score) for number, score in rows)

    def commits(self, numbers: Iterable[int]) -> dict[int, Commit]:
        """Return commits by number."""
        wanted = sorted(set(numbers))
        marks = ",".join("?" * len(wanted))
        files: dict[int, list[str]] = {number: [] for number in wanted}
        for number, path in self._connection.execute(
            "SELECT c.entry, f.path FROM history_change c JOIN history_file f ON f.id=c.file"
            f" WHERE c.entry IN ({marks}) ORDER BY f.path",
            wanted,
        ):
            files[number].append(path)
        return {
            number: Commit(digest.hex(), time, subject, size, tuple(files[number]))
            for number, digest, time, subject, size in self._connection.execute(
                f"SELECT id, hash, time, subject, size FROM history_commit WHERE id IN ({marks})", wanted
            )
        }

    def numbers_touching(self, path: str) -> tuple[int, ...]:
        """Return the numbers of the commits that changed a file, the newest first, wide ones left out."""
        rows = self._connection.execute(
            "SELECT c.entry FROM history_file f JOIN history_change c ON c.file=f.id"
            " JOIN history_commit h ON h.id=c.entry WHERE f.path=? AND h.size <= ? ORDER BY c.entry DESC",
            (path, WIDE_COMMIT),
        )
        return tuple(row[0] for row in rows)

    def changed_with(self, path: str) -> dict[str, int]:
        """Return how often each file was changed by a commit that changed a file too; the file itself among them."""
        rows = self._connection.execute(
            "SELECT g.path, count(*) FROM history_file f JOIN history_change c ON c.file=f.id"
            " JOIN history_commit h ON h.id=c.entry JOIN history_change d ON d.entry=c.entry"
            " JOIN history_file g ON g.id=d.file WHERE f.path=? AND h.size <= ? GROUP BY d.file",
            (path, WIDE_COMMIT),
        )
        return dict(rows.fetchall())
