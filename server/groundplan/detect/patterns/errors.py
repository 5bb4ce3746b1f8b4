"""Errors: sentinels, types, wrapping, and the functions that turn them into status codes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from groundplan.detect.patterns.code_file import CodeFile, at_func, at_type
from groundplan.model.go import BodyMarkKind, FuncDecl
from groundplan.model.pattern import Evidence, PatternKind

_CODES = re.compile(r"^(?:HTTP|Http|Status|GRPC|Grpc)[A-Za-z]*$|^(?:Error)?Code$|^ToHTTP\w*$")
_SENTINEL = re.compile(r"^(?:Err|err)[A-Z0-9]\w*$")
_MADE_BY = re.compile(r"^([A-Za-z_][\w.]*)\(")
_MADE_AS = re.compile(r"^&?([A-Za-z_][\w.]*)\{")
_WRAPPERS = {
    "github.com/pkg/errors": ("Wrap", "Wrapf", "WithMessage", "WithStack"),
    "github.com/cockroachdb/errors": ("Wrap", "Wrapf"),
    "golang.org/x/xerrors": ("Errorf",),
    "github.com/rotisserie/eris": ("Wrap", "Wrapf"),
    "emperror.dev/errors": ("Wrap", "WrapIf", "WrapIff"),
    "github.com/samber/oops": ("Wrap", "Wrapf"),
    "github.com/juju/errors": ("Trace", "Annotate", "Annotatef"),
    "github.com/go-faster/errors": ("Wrap", "Wrapf"),
    "github.com/morikuni/failure": ("Wrap", "Translate"),
}
_HOUSE_ERRORS = ("error", "errors", "errs", "apierror", "apierrors", "gtserror", "xerrors", "errutil")
_STATUSES = frozenset(("int", "error", "codes.Code", "connect.Code", "status.Status", "bool"))
_ASKING = re.compile(r"(?:[iI]s|[hH]as|[sS]hould|[cC]an|[nN]eeds?)(?=[A-Z_]|$)")
_MAPPED_NAME = re.compile(r"(?:[sS]tatus|[hH][tT][tT][pP]|[cC]ode|[hH]andle|[wW]rite|[rR]espond|[tT]ranslate|[mM]ap)")


def detect(file: CodeFile) -> Iterator[Evidence]:
    """Yield all evidence about errors in a file."""
    yield from _sentinels(file)
    yield from _types(file)
    yield from _wrapping(file)
    yield from _mappers(file)


def _sentinels(file: CodeFile) -> Iterator[Evidence]:
    for value in file.facts.values:
        if value.constant or not value.value or not _SENTINEL.match(value.name):
            continue
        made = _MADE_BY.match(value.value)
        if made is not None:
            head, _, last = made[1].rpartition(".")
            maker = f"errors.{last}" if file.packages.get(head) == "errors" else made[1]
            form = f"`var ErrX = {maker}(…)`"
        else:
            made = _MADE_AS.match(value.value)
            if made is None:
                continue
            form = f"`var ErrX = {made[1]}{{…}}`"
        yield Evidence(PatternKind.ERROR_SENTINELS, form, "variable", value.name, value.line)


def _types(file: CodeFile) -> Iterator[Evidence]:
    types = None
    for func in file.facts.funcs:
        if func.name != "Error" or not func.receiver or func.signature.params:
            continue
        if [each.type for each in func.signature.results] != ["string"]:
            continue
        types = types or {decl.name: decl for decl in file.facts.types}
        name = func.receiver
        shape = "`ErrX`" if name.startswith(("Err", "err")) and not name.startswith("Error") else "`XError`"
        if shape == "`XError`" and not name.lower().endswith(("error", "errors", "err")):
            shape = "types of other names"
        form = f"{shape} with `Error() string`"
        decl = types.get(name)
        if decl is None:
            yield Evidence(PatternKind.ERROR_TYPES, form, "type", name, func.line)
        else:
            yield at_type(PatternKind.ERROR_TYPES, form, "type", decl)


def _wrapping(file: CodeFile) -> Iterator[Evidence]:
    wrappers: dict[str, str] = {}
    for name, path in file.packages.items():
        for wrapper in _WRAPPERS.get(path, ()):
            wrappers[f"{name}.{wrapper}"] = f"`{path}`"
        if path not in _WRAPPERS and path.rpartition("/")[2] in _HOUSE_ERRORS and "/" in path:
            for wrapper in ("Wrap", "Wrapf", "Newf", "NewfAt"):
                wrappers[f"{name}.{wrapper}"] = f"`{name}.{wrapper}`"
    for func in file.facts.funcs:
        if "fmt.Errorf" in func.calls:
            wraps = file.has_mark(BodyMarkKind.WRAPPED_ERROR, func)
            form = '`fmt.Errorf("…: %w", err)`' if wraps else "`fmt.Errorf` without `%w`"
            yield at_func(PatternKind.ERROR_WRAPPING, form, "function", func)
        if wrappers:
            for form in {wrappers[call] for call in func.calls if call in wrappers}:
                yield at_func(PatternKind.ERROR_WRAPPING, form, "function", func)


def _mappers(file: CodeFile) -> Iterator[Evidence]:
    kind = PatternKind.ERROR_TO_STATUS
    for value in file.facts.values:
        if value.type == "map[error]int" or value.value.startswith("map[error]int{"):
            yield Evidence(kind, "table of errors", "variable", value.name, value.line)
    errors = {func.receiver for func in file.facts.funcs if func.name == "Error" and func.receiver}
    for func in file.facts.funcs:
        if func.receiver and _CODES.match(func.name) and func.signature.results and not func.signature.params:
            named = func.receiver.startswith(("Err", "err")) or func.receiver.endswith(("Error", "Err", "Exception"))
            if named or func.receiver in errors:
                yield at_func(kind, f"method `{func.name}()` of error types", "method", func)
    of_codes = {mark.line: mark.text for mark in file.facts.marks if mark.kind is BodyMarkKind.STATUS_CODES}
    for func in file.facts.funcs if of_codes else ():
        if func.line in of_codes and _maps_errors(func):
            sort = "HTTP status" if of_codes[func.line] == "http" else "RPC code"
            yield at_func(kind, f"function from error to {sort}", "function", func)


def _maps_errors(func: FuncDecl) -> bool:
    params = [each.type for each in func.signature.params]
    results = [each.type for each in func.signature.results]
    if "int" in params and "error" in results:
        # The other way round: what a client makes of the status that it got.
        return False
    if results and not any(each.lstrip("*") in _STATUSES or each.endswith(("Error", "Status")) for each in results):
        # A class of errors for logs or retries.
        return False
    if results == ["bool"] and _ASKING.match(func.name):
        # Whether to try again, say: no status comes out of it.
        return False
    if any(each == "error" or each.endswith(("Error", "Err")) for each in params):
        return True
    owner = func.receiver.lower()
    return owner.endswith(("error", "err")) and bool(_MAPPED_NAME.search(func.name))
