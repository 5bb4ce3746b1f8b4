"""Which Go module and package a file belongs to."""

from __future__ import annotations

import posixpath
from collections.abc import Iterable

from groundplan.model.module import GoMod, Module


class ModuleMap:
    """Modules by folder, to tell the import path of any folder of the workspace."""

    def __init__(self, modules: Iterable[Module]) -> None:
        self.modules = tuple(sorted(modules, key=lambda module: (-len(module.folder), module.folder)))

    def module_of(self, path: str) -> Module | None:
        """Return the module that a file (relative path) is in, the innermost one."""
        for module in self.modules:
            if not module.folder or path.startswith(module.folder + "/"):
                return module
        return None

    def import_path_of(self, path: str) -> str:
        """Return the import path of the package in which a Go file stands.

        Below `vendor/` it is the path under it; in a tree without go.mod it is the folder's relative path.
        """
        folder = posixpath.dirname(path)
        _, marker, vendored = f"/{folder}/".rpartition("/vendor/")
        if marker and vendored:
            return vendored.strip("/")
        module = self.module_of(path)
        if module is None:
            return folder or "."
        inside = posixpath.relpath(folder, module.folder) if module.folder else folder
        return module.path if inside in ("", ".") else f"{module.path}/{inside}"


def module_at(path: str, facts: GoMod) -> Module | None:
    """Return the module that a go.mod at `path` declares, or None when it names none or is vendored."""
    if not facts.module or "/vendor/" in f"/{path}" or "/testdata/" in f"/{path}":
        return None
    return Module(facts.module, posixpath.dirname(path), facts.requirements)
