"""One file as the detectors of patterns see it: its facts with what follows from its imports, worked out once."""

from __future__ import annotations

from collections.abc import Sequence

from groundplan.model.go import BodyMarkKind, FuncDecl, GoFile, TypeDecl
from groundplan.model.pattern import Evidence, PatternKind
from groundplan.syntax.golang.imports import import_names


class CodeFile:
    """A Go file; `import_path` is that of its package.

    `packages` is the import path behind each name by which the file may call a package, `import_paths` are all of them.
    """

    __slots__ = ("_callers", "_marked", "facts", "import_path", "import_paths", "packages", "path")

    def __init__(self, path: str, import_path: str, facts: GoFile) -> None:
        self.path = path
        self.import_path = import_path
        self.facts = facts
        self.import_paths = frozenset([each.path for each in facts.imports])
        self.packages: dict[str, str] = {}
        for each in facts.imports:
            if not each.alias:
                for name in import_names(each.path):
                    self.packages.setdefault(name, each.path)
            elif each.alias not in ("_", "."):
                self.packages[each.alias] = each.path
        self._marked: dict[BodyMarkKind, frozenset[int]] = {}
        self._callers: dict[str, list[FuncDecl]] | None = None

    def owns(self, import_path: str) -> bool:
        """Tell whether a package is likely of the same house: the host and the owner are shared."""
        own = self.import_path.split("/")
        shared = own[:2] if "." in own[0] else own[:1]
        return import_path.split("/")[: len(shared)] == shared

    def names_of(self, import_path: str) -> frozenset[str]:
        """Return the names by which the file may call a package."""
        return frozenset(name for name, path in self.packages.items() if path == import_path)

    def has_mark(self, kind: BodyMarkKind, func: FuncDecl) -> bool:
        """Tell whether a function carries a mark of a kind."""
        lines = self._marked.get(kind)
        if lines is None:
            lines = self._marked[kind] = frozenset(mark.line for mark in self.facts.marks if mark.kind is kind)
        return func.line in lines

    def callers(self, package: str) -> Sequence[FuncDecl]:
        """Return the functions that call something of a package, given by its name in this file."""
        found = self._callers
        if found is None:
            found = self._callers = {}
            packages = self.packages
            for func in self.facts.funcs:
                for name in {call.partition(".")[0] for call in func.calls}:
                    if name in packages:
                        found.setdefault(name, []).append(func)
        return found.get(package, ())

    def uses_of(self, import_path: str, kind: PatternKind, form: str, detail: str = "") -> list[Evidence]:
        """Return the functions that call a package as evidence; where none does, the file's first mention of it."""
        names = self.names_of(import_path)
        found = [at_func(kind, form, "place", func, detail) for name in sorted(names) for func in self.callers(name)]
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
        # What only appears in literals is most often registered: `init` is the likeliest place.
        at_start = next((func for func in self.facts.funcs if func.name == "init"), None)
        return (
            at_func(kind, form, "place", at_start, detail) if at_start else Evidence(kind, form, "place", "", 1, detail)
        )


def at_func(kind: PatternKind, form: str, unit: str, func: FuncDecl, detail: str = "") -> Evidence:
    """Return evidence that is a function."""
    return Evidence(kind, form, unit, func.qualified_name, func.line, detail)


def at_type(kind: PatternKind, form: str, unit: str, decl: TypeDecl, detail: str = "") -> Evidence:
    """Return evidence that is a type."""
    return Evidence(kind, form, unit, decl.name, decl.line, detail)
