"""How close a file is to given places of the tree."""

from __future__ import annotations

from collections.abc import Sequence


def closeness(path: str, near: Sequence[str]) -> float:
    """Return a number that grows with closeness: folders shared with the closest of `near`, less for detours.

    All paths are relative to the workspace root; without any to be near to it is 0.
    """
    return max((_shared(path, each) for each in near), default=0.0)


_SAMPLES = frozenset(("example", "examples", "_examples", "sample", "samples", "demo", "demos"))


def is_sample(path: str) -> bool:
    """Tell whether a file is an example of how the code is used, not of how it is written."""
    return not _SAMPLES.isdisjoint(path.split("/")[:-1])


def _shared(path: str, near: str) -> float:
    if path == near:
        return 1000.0
    folders = path.split("/")[:-1]
    wanted = near.strip("/").split("/") if near.strip("/") not in ("", ".") else []
    if wanted and wanted[-1].endswith(".go"):
        wanted.pop()
    common = 0
    for one, other in zip(folders, wanted, strict=False):
        if one != other:
            break
        common += 1
    return common - 0.1 * (len(folders) + len(wanted) - 2 * common)
