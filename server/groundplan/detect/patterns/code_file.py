"""One file as the detectors of patterns see it: its facts with what follows from its imports, worked out once."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from groundplan.model.go import BodyMarkKind, FuncDecl, GoFile, TypeDecl
from groundplan.model.pattern import Evidence, PatternKind
from groundplan.syntax.golang.imports import import_names


@dataclass(frozen=True)
class CodeFile:
    """A Go file; `import_path` is that of its package."""

    path: str
    import_path: str
    facts: GoFile
    _marked: dict[BodyMarkKind, frozenset[int]] = field(default_factory=dict)

    @cached_property
    def packages(self) -> dict[str, str]:
        """The import path behind each name by which the file may call a package."""
        names: dict[str, str] = {}
        for each in self.facts.imports:
            if each.alias and each.alias not in ("_", "."):
                names[each.alias] = each.path
            elif not each.alias:
                for name in import_names(each.path):
                    names.setdefault(name, each.path)
        return names

    @cached_property
    def import_paths(self) -> frozenset[str]:
        """The import paths of the file."""
        return frozenset(each.path for each in self.facts.imports)

    def names_of(self, import_path: str) -> frozenset[str]:
        """Return the names by which the file may call a package."""
        return frozenset(name for name, path in self.packages.items() if path == import_path)

    def has_mark(self, kind: BodyMarkKind, func: FuncDecl) -> bool:
        """Tell whether a function carries a mark of a kind."""
        lines = self._marked.get(kind)
        if lines is None:
            lines = self._marked[kind] = frozenset(mark.line for mark in self.facts.marks if mark.kind is kind)
        return func.line in lines

    @cached_property
    def callers(self) -> dict[str, list[FuncDecl]]:
        """The functions that call something of a package, by the package's name in this file."""
        found: dict[str, list[FuncDecl]] = {}
        packages = self.packages
        for func in self.facts.funcs:
            for name in {call.partition(".")[0] for call in func.calls if "." in call}:
                if name in packages:
                    found.setdefault(name, []).append(func)
        return found

    def uses_of(self, import_path: str, kind: PatternKind, form: str, detail: str = "") -> list[Evidence]:
        """Return the functions that call a package as evidence; where none does, the file's first mention of it."""
        names = self.names_of(import_path)
        found = [
            at_func(kind, form, "place", func, detail)
            for name in sorted(names)
            for func in self.callers.get(name, ())
        ]
        return found or [self._mention(names, kind, form, detail)]

    def _mention(self, names: frozenset[str], kind: PatternKind, form: str, detail: str) -> Evidence:
        prefixes = tuple(f"{name}." for name in names)
        for decl in self.facts.types:
            texts = [decl.underlying, *(each.type for each in decl.fields)]
            if any(prefix in text for prefix in prefixes for text in texts):
                return at_type(kind, form, "place", decl, detail)
        for func in self.facts.funcs:
            texts = [each.type for each in (*func.signature.params, *func.signature.results)]
            if any(prefix in text for prefix in prefixes for text in texts):
                return at_func(kind, form, "place", func, detail)
        return Evidence(kind, form, "place", "", 1, detail)


def at_func(kind: PatternKind, form: str, unit: str, func: FuncDecl, detail: str = "") -> Evidence:
    """Return evidence that is a function."""
    return Evidence(kind, form, unit, func.qualified_name, func.line, detail)


def at_type(kind: PatternKind, form: str, unit: str, decl: TypeDecl, detail: str = "") -> Evidence:
    """Return evidence that is a type."""
    return Evidence(kind, form, unit, decl.name, decl.line, detail)
