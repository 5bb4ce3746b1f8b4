"""The folders of a walk, and what Git's rules say of the files in each."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass, replace
from pathlib import Path

from groundplan.index.git_repository import GitRepository, find_repository, read_rules
from groundplan.index.ignore import IgnoreStack

IGNORE_FILE = ".gitignore"

VENDOR_LIST = "modules.txt"
"""What `go mod vendor` writes beside the code that it copies."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder to look into, and what holds in it.

    `top` is where its repository begins, as a path relative to the root ("" also where that is above the root, with the
    way down in `prefix`). `tracked_only` holds below an ignored folder, `vendored` below a vendor folder with a list of
    its modules. `real` is the folder's path with links resolved, relative to the root.
    """

    path: str
    real: str
    rules: IgnoreStack | None = None
    repository: GitRepository | None = None
    top: str = ""
    prefix: str = ""
    tracked_only: bool = False
    vendored: bool = False

    def ignores(self, path: str, name: str, is_folder: bool) -> bool:
        """Tell whether the rules leave out a path in the folder, whatever the repository tracks."""
        return self.tracked_only or (self.rules is not None and self.rules.ignores(path, name, is_folder))

    def leaves_out(self, path: str, name: str) -> bool:
        """Tell whether a file in the folder, or a link, is none of the workspace's."""
        if (self.vendored and name.endswith(".go")) or (name == "go.work" and not self.tracked_only):
            return False
        return self.ignores(path, name, False) and not self.tracks(path)

    def tracks(self, path: str) -> bool:
        """Tell whether the folder's repository tracks a path below it."""
        if self.repository is None:
            return False
        return self.repository.tracks(path[len(self.top) + 1 :] if self.top else self.prefix + path)


def first_folder(root: Path) -> Folder:
    """Return the root with the rules of the repository around it, unless they leave out the root itself."""
    nothing = Folder("", "")
    repository = find_repository(root)
    if repository is None or repository.top == root:
        return nothing
    parts = root.relative_to(repository.top).parts
    stack: IgnoreStack | None = None
    rules = repository.exclude_rules
    if rules:
        stack = IgnoreStack(rules, "", "/".join(parts) + "/")
    for depth in range(len(parts)):
        rules = read_rules(repository.top.joinpath(*parts[:depth], IGNORE_FILE))
        if rules:
            stack = IgnoreStack(rules, "", "/".join(parts[depth:]) + "/", stack)
        way = "/".join(parts[: depth + 1])
        if _ignores_way(stack, parts, depth) and not repository.tracks(way):
            return nothing
    return Folder("", "", stack, repository, "", "/".join(parts) + "/")


def enter(root: Path, folder: Folder, names: Container[str]) -> Folder:
    """Return a folder with what the files in it say: a repository of its own, ignore rules, a list of vendored modules.

    `names` are those of its entries.
    """
    if ".git" in names:
        repository = GitRepository(root / folder.path)
        rules = repository.exclude_rules
        stack = IgnoreStack(rules, folder.path) if rules else None
        folder = Folder(folder.path, folder.real, stack, repository, folder.path, vendored=folder.vendored)
    if IGNORE_FILE in names:
        rules = read_rules(root / folder.path / IGNORE_FILE)
        if rules:
            folder = replace(folder, rules=IgnoreStack(rules, folder.path, below=folder.rules))
    if VENDOR_LIST in names and folder.path.rsplit("/", 1)[-1] == "vendor":
        folder = replace(folder, vendored=True)
    return folder


def _ignores_way(stack: IgnoreStack | None, parts: tuple[str, ...], depth: int) -> bool:
    """Tell whether the rules on the way to the root ignore the folder `parts[: depth + 1]` of that way."""
    below = "/".join(parts[depth + 1 :])
    while stack is not None:
        relative = stack.prefix[: -len(below) - 2] if below else stack.prefix[:-1]
        decision = stack.rules.decide(relative, parts[depth], True)
        if decision is not None:
            return decision
        stack = stack.below
    return False
