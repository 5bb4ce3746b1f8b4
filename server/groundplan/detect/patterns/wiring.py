"""How parts get what they need: constructors with dependencies, options, globals."""

from __future__ import annotations

from collections.abc import Iterator

from groundplan.detect.patterns.code_file import CodeFile, at_func
from groundplan.model.go import FuncDecl
from groundplan.model.pattern import Evidence, PatternKind

_PART_NAMES = (
    *("Service", "Handler", "Controller", "Repository", "Repo", "Store", "Storage", "UseCase", "Usecase", "Manager"),
    *("Server", "API", "Processor", "Client", "Provider", "Gateway", "Worker"),
)


def detect(file: CodeFile) -> Iterator[Evidence]:
    """Yield the constructors of services, handlers and stores, by what they take."""
    for func in file.facts.funcs:
        if func.receiver or not func.name.startswith(("New", "new")) or not func.signature.results:
            continue
        result = func.signature.results[0].type.lstrip("*").rpartition(".")[2]
        if not (func.name.endswith(_PART_NAMES) or result.endswith(_PART_NAMES)):
            continue
        form = _form(func)
        if form:
            yield at_func(PatternKind.WIRING, form, "constructor", func)


def _form(func: FuncDecl) -> str:
    params = [each.type for each in func.signature.params if each.type != "context.Context"]
    if any(each.startswith("...") and each.endswith(("Option", "Opt", "Options")) for each in params):
        return "`NewX(…, opts ...Option)`"
    # A string or a number is a setting; a name that starts with a capital is a part.
    parts = [each for each in params if each.lstrip("*").rpartition(".")[2][:1].isupper()]
    return "`NewX(dependencies…)`" if parts else ""
