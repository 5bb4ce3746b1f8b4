"""Declarations of the program by package, type and name, loaded as evaluation asks for them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from groundplan.detect.routes.values import FuncRef, TypeRef
from groundplan.model.expression import Function
from groundplan.model.go import FuncDecl, TypeDecl, TypeKind, ValueDecl
from groundplan.model.source import Program, SourceFile
from groundplan.model.symbol import Origin

_SKIPPED = Origin.TEST | Origin.VENDORED | Origin.MOCK
_VERSION = re.compile(r"^v\d+$")
_GOPKG_VERSION = re.compile(r"\.v\d+$")
_PREDECLARED = frozenset(
    [
        "any",
        "bool",
        "byte",
        "comparable",
        "complex128",
        "complex64",
        "error",
        "float32",
        "float64",
        "int",
        "int16",
        "int32",
        "int64",
        "int8",
        "rune",
        "string",
        "uint",
        "uint16",
        "uint32",
        "uint64",
        "uint8",
        "uintptr",
    ]
)


@dataclass(slots=True)
class Package:
    """What a package of the program declares, outside of its tests."""

    funcs: dict[tuple[str, str], tuple[SourceFile, FuncDecl]] = field(default_factory=dict)
    types: dict[str, tuple[SourceFile, TypeDecl]] = field(default_factory=dict)
    values: dict[str, tuple[SourceFile, ValueDecl]] = field(default_factory=dict)
    name: str = ""


class Lookup:
    """Finds declarations and bodies of a program."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._packages: dict[str, Package] = {}
        self._imports: dict[str, dict[str, str]] = {}
        self._methods: dict[str, list[FuncRef]] | None = None
        self.bodies: list[tuple[SourceFile, Function]] = []
        self.library_bodies: list[tuple[SourceFile, Function]] = []
        self.by_ref: dict[FuncRef, tuple[SourceFile, Function]] = {}
        for file in program.files_with_functions():
            if file.origin & _SKIPPED:
                continue
            if file.origin & Origin.EXTERNAL:
                # A model library registers its models; what else it does is not this program's doing.
                self.library_bodies.extend((file, function) for function in file.facts.functions)
            else:
                self._add_bodies(file)

    def _add_bodies(self, file: SourceFile) -> None:
        for function in file.facts.functions:
            self.bodies.append((file, function))
            self.by_ref.setdefault(FuncRef(file.import_path, function.receiver, function.name), (file, function))

    def package(self, import_path: str) -> Package:
        """Return a package's declarations; an empty package when it is not of the program."""
        found = self._packages.get(import_path)
        if found is None:
            found = self._packages[import_path] = Package()
            for file in self._program.package(import_path):
                if not file.origin & (Origin.TEST | Origin.MOCK | Origin.VENDORED):
                    _add_declarations(found, file)
        return found

    def in_program(self, import_path: str) -> bool:
        """Tell whether a package belongs to the program."""
        return bool(self.package(import_path).name)

    def import_of(self, file: SourceFile, name: str) -> str | None:
        """Return the import path that a name stands for in a file."""
        table = self._imports.get(file.path)
        if table is None:
            table = self._imports[file.path] = self._import_table(file)
        return table.get(name)

    def _import_table(self, file: SourceFile) -> dict[str, str]:
        table: dict[str, str] = {}
        for each in file.facts.imports:
            if each.alias in ("_", "."):
                continue
            if each.alias:
                table[each.alias] = each.path
                continue
            declared = self.package(each.path).name
            for name in (declared,) if declared else _likely_names(each.path):
                table.setdefault(name, each.path)
        return table

    def func(self, ref: FuncRef) -> tuple[SourceFile, FuncDecl] | None:
        """Return a function's declaration, with the file that it is in."""
        return self.package(ref.package).funcs.get((ref.receiver, ref.name))

    def method_names(self, ref: TypeRef) -> list[str]:
        """Return the names of a type's own methods, ordered."""
        return sorted(name for receiver, name in self.package(ref.package).funcs if receiver == ref.name)

    def type(self, ref: TypeRef | None) -> tuple[SourceFile, TypeDecl] | None:
        """Return a type's declaration; aliases and types defined by another named type are followed."""
        for _ in range(8):
            found = self.package(ref.package).types.get(ref.name) if ref is not None and ref.package else None
            if found is None:
                return None
            file, decl = found
            if decl.kind is not TypeKind.ALIAS:
                return found
            ref = self.type_ref(decl.underlying, file)
            if ref is None or self.package(ref.package).types.get(ref.name) is None:
                return found
        return None

    def type_ref(self, text: str, file: SourceFile) -> TypeRef | None:
        """Resolve a type's text as written in a file; None for unnamed types."""
        bare = bare_type(text)
        if not bare or not re.fullmatch(r"\w+(?:\.\w+)?", bare):
            return None
        if "." in bare:
            alias, name = bare.split(".")
            path = self.import_of(file, alias)
            return TypeRef(path, name) if path is not None else None
        if bare in _PREDECLARED:
            return TypeRef("", bare)
        return TypeRef(file.import_path, bare)

    def methods_named(self, name: str) -> list[FuncRef]:
        """Return the methods of that name of all types in packages with bodies and in what they import."""
        if self._methods is None:
            self._methods = self._index_methods()
        return self._methods.get(name, [])

    def _index_methods(self) -> dict[str, list[FuncRef]]:
        paths: dict[str, None] = {}
        for file, _ in self.bodies:
            paths[file.import_path] = None
            for each in file.facts.imports:
                paths[each.path] = None
        found: dict[str, list[FuncRef]] = {}
        for path in sorted(paths):
            for receiver, name in self.package(path).funcs:
                if receiver:
                    found.setdefault(name, []).append(FuncRef(path, receiver, name))
        return found


def bare_type(text: str) -> str:
    """Return a type's text without pointers and type arguments: `*chi.Mux` is `chi.Mux`."""
    text = text.strip().lstrip("*").strip()
    return text.split("[", 1)[0].strip() if not text.startswith(("[", "map[", "func")) else text


def element_type(text: str) -> str:
    """Return the element type of a slice's, array's or map's type text, "" for other types."""
    text = text.strip().lstrip("*")
    if text.startswith("..."):
        return text[3:].strip()
    if text.startswith(("map[", "[")):
        depth = 0
        for index, char in enumerate(text):
            depth += (char == "[") - (char == "]")
            if char == "]" and depth == 0:
                return text[index + 1 :].strip()
    return ""


def _add_declarations(package: Package, file: SourceFile) -> None:
    package.name = package.name or file.facts.package
    for func in file.facts.funcs:
        package.funcs.setdefault((func.receiver, func.name), (file, func))
    for decl in file.facts.types:
        package.types.setdefault(decl.name, (file, decl))
    for value in file.facts.values:
        package.values.setdefault(value.name, (file, value))


def _likely_names(path: str) -> list[str]:
    """Return the names that a package outside of the program may have, the likeliest first."""
    parts = path.split("/")
    last = parts[-2] if len(parts) > 1 and _VERSION.match(parts[-1]) else parts[-1]
    last = _GOPKG_VERSION.sub("", last)
    names = [last]
    if "-" in last:
        names += [last.replace("-", ""), last.replace("-", "_"), last.rsplit("-", 1)[-1], last.split("-", 1)[0]]
    if "." in last:
        names += [last.replace(".", "_"), last.split(".", 1)[0]]
    return names
