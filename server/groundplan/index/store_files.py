"""Where stores are kept, and which of them are no longer needed."""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from pathlib import Path

from groundplan.index.schema import VERSION

UNUSED_SECONDS = 14 * 86_400
"""Age at which the store of another version of Groundplan is taken for abandoned."""

_SUFFIXES = ("", "-wal", "-shm")


def default_cache_folder() -> Path:
    """Return the user's cache folder for Groundplan: `GROUNDPLAN_CACHE_DIR`, else the platform's cache folder."""
    explicit = os.environ.get("GROUNDPLAN_CACHE_DIR")
    if explicit:
        return Path(explicit)
    if os.name == "nt":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / "groundplan" / "Cache"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "groundplan"


def store_path(root: Path, cache: Path) -> Path:
    """Return where the store of a workspace root lives: its folder's name, a hash of its whole path, and the version.

    Two versions of Groundplan at work on one workspace each have a store of their own, rather than emptying the
    other's again and again.
    """
    digest = hashlib.blake2b(str(root).encode("utf-8", "surrogateescape"), digest_size=8).hexdigest()
    version = hashlib.blake2b(VERSION.encode(), digest_size=4).hexdigest()
    return cache / f"{root.name or 'root'}-{digest}-{version}.db"


def remove_store(path: Path) -> None:
    """Delete a store's files; raises OSError where that is not allowed."""
    for suffix in _SUFFIXES:
        Path(f"{path}{suffix}").unlink(missing_ok=True)


def remove_unused_stores(path: Path) -> None:
    """Delete what other versions of Groundplan left of the same workspace's stores, once nobody has used it for long.

    All but the latest two go at once, for someone who works on Groundplan makes a version an hour.
    """
    stem, _, _ = path.stem.rpartition("-")
    with contextlib.suppress(OSError):
        others = [(each.stat().st_mtime, each) for each in path.parent.glob(f"{stem}-*.db") if each != path]
        others.sort(reverse=True)
        limit = time.time() - UNUSED_SECONDS
        for position, (used, other) in enumerate(others):
            if (position >= 2 and used < time.time() - 3600) or used < limit:
                remove_store(other)
