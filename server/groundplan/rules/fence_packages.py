"""Which packages of the workspace the qualifiers in a plan's Go fence stand for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from groundplan.model.go import Import
from groundplan.model.plan import Fence
from groundplan.model.symbol import Origin
from groundplan.plan.fences import GO_LANGUAGES
from groundplan.plan.ground import Ground
from groundplan.plan.mentions.standard_library import is_standard_qualifier
from groundplan.syntax.golang import (
    QualifiedUse,
    QualifiedUses,
    import_names,
    read_qualified_uses,
)


@dataclass(frozen=True, slots=True)
class FenceCode:
    """A Go fence: its qualified names (spans are offsets into the plan), its imports, and those of its file.

    `file` is the one existing file that the fence names, "" where it names none.
    """

    fence: Fence
    uses: QualifiedUses
    imports: tuple[Import, ...]
    file: str
    file_imports: tuple[Import, ...]


def go_fences(here: Ground) -> Iterator[FenceCode]:
    """Yield the Go fences of a plan."""
    plan = here.plan
    for fence in plan.fences:
        if fence.language in GO_LANGUAGES:
            source = plan.text[fence.content_span.start : fence.content_span.end]
            files = here.files(fence.file_hint) if fence.file_hint else ()
            file = files[0] if len(files) == 1 else ""
            facts = here.snapshot.facts_of(file) if file else None
            uses = read_qualified_uses(source)
            yield FenceCode(fence, uses, uses.imports, file, facts.imports if facts is not None else ())


def package_meant(here: Ground, code: FenceCode, use: QualifiedUse) -> str:
    """Return the import path of the workspace package that a name's qualifier certainly stands for, "" if none.

    What may be a variable counts only where the name stands in the place of a type.
    """
    if use.qualifier in code.uses.bare and not use.typed:
        return ""
    if not code.imports and not use.typed:
        # Beyond the fence a variable may have the name.
        path = _imported(here, code.file_imports, use.qualifier) if use.called else ""
    else:
        path = imported_package(here, code, use.qualifier)
    return path if path and _is_own(here, path) else ""


def imported_package(here: Ground, code: FenceCode, qualifier: str) -> str:
    """Return the import path that a qualifier in front of a type stands for, "" where that is not sure.

    The fence's imports say so, else those of its file, else it is the only package of that name far and wide.
    """
    if code.imports:
        return _imported(here, code.imports, qualifier)
    path = _imported(here, code.file_imports, qualifier)
    paths = here.lookups.packages.get(qualifier, frozenset())
    if path or len(paths) != 1 or is_standard_qualifier(qualifier) or _is_required(here, qualifier):
        return path
    return next(iter(paths))


def _imported(here: Ground, imports: tuple[Import, ...], qualifier: str) -> str:
    """Return the path that a file imports under a name, "" where none or several fit."""
    if not imports:
        return ""
    own = here.lookups.packages.get(qualifier, frozenset())
    found = {
        each.path
        for each in imports
        if each.alias == qualifier
        or (not each.alias and (each.path in own or (qualifier in import_names(each.path) and each.path not in own)))
    }
    return found.pop() if len(found) == 1 else ""


def _is_own(here: Ground, path: str) -> bool:
    """Tell whether a path is that of a hand-written package of the workspace: what is generated may have more."""
    return here.snapshot.remember(("own package", path), lambda: _read_is_own(here, path))


def _read_is_own(here: Ground, path: str) -> bool:
    files = here.snapshot.files_of_package(path)
    return bool(files) and not any(each.origin & ~Origin.TEST for each in files)


def _is_required(here: Ground, qualifier: str) -> bool:
    """Tell whether a module that is required may have a package of that name."""
    return qualifier in here.snapshot.remember("names of required modules", lambda: _required_names(here))


def _required_names(here: Ground) -> frozenset[str]:
    paths = [item.path for module in here.snapshot.modules for item in module.requirements]
    return frozenset(name for path in paths for name in (*path.split("/"), *import_names(path)))
