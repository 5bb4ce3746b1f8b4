"""GP208: Go in the plan uses a name that neither the code nor the plan has."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator

from groundplan.index.snapshot import Snapshot
from groundplan.model.finding import Finding, Fix, Related, Severity, TextEdit
from groundplan.model.location import Location, Span
from groundplan.model.plan import Fence, Plan
from groundplan.model.symbol import Symbol, SymbolKind
from groundplan.plan.ground import Ground, ground
from groundplan.plan.nearest import nearest_member
from groundplan.rules.fence_members import MissingMember, missing_members
from groundplan.rules.fence_packages import FenceCode, go_fences, package_meant
from groundplan.rules.rule import Rule
from groundplan.rules.wording import place_of
from groundplan.syntax.golang import QualifiedUse

MOST_BESIDE = 80
"""Other plans of the folder, the last by name, that are searched for a name before it is called missing."""


def check(snapshot: Snapshot, plan: Plan) -> Iterator[Finding]:
    """Yield a finding for the first use of each name that a package or a type of the workspace ought to have."""
    here = ground(snapshot, plan)
    codes = {code.fence: code for code in go_fences(here)}
    yield from _of_packages(here, codes.values())
    yield from _of_types(here, codes)


def _of_packages(here: Ground, codes: Iterable[FenceCode]) -> Iterator[Finding]:
    meant: list[tuple[FenceCode, QualifiedUse, str]] = []
    for code in codes:
        for use in code.uses.uses:
            path = package_meant(here, code, use)
            if path:
                meant.append((code, use, path))
    known = here.lookups.symbols_of_names(use.name for _, use, _ in meant)
    seen: set[tuple[str, str]] = set()
    for code, use, path in meant:
        has = any(each.import_path == path and not each.receiver for each in known.get(use.name, ()))
        if not has and (path, use.name) not in seen:
            seen.add((path, use.name))
            if not _is_spoken_of(here, use.name):
                yield _not_in_package(here, code, use, path)


def _of_types(here: Ground, codes: dict[Fence, FenceCode]) -> Iterator[Finding]:
    seen: set[tuple[int, str]] = set()
    for proposed in here.plan.funcs:
        code = codes.get(here.plan.fences[proposed.fence])
        for missing in missing_members(here, code, proposed) if code is not None else ():
            if (missing.owner.id, missing.name) not in seen:
                seen.add((missing.owner.id, missing.name))
                if not _is_spoken_of(here, missing.name):
                    yield _not_in_type(missing)


def _is_spoken_of(here: Ground, name: str) -> bool:
    """Tell whether the plan, or another document of its feature, has a name other than behind a dot in Go code.

    What is declared in a fence is, and so is what a text announces, in whatever words.
    """
    pattern = re.compile(rb"(?<![\w])" + re.escape(name.encode()) + rb"\b")
    text = here.plan.text
    go = [fence.content_span for fence in here.plan.fences if fence.language in ("go", "golang")]
    for match in pattern.finditer(text):
        inside = any(span.start <= match.start() < span.end for span in go)
        if not inside or text[match.start() - 1 : match.start()] != b".":
            return True
    return here.feature_names(name) or _is_in_another_plan(here, pattern)


def _is_in_another_plan(here: Ground, pattern: re.Pattern[bytes]) -> bool:
    """Tell whether a document beside the plan has a name: one plan goes on where another one ended."""
    folder = posixpath.dirname(here.plan.path)
    beside = here.lookups.files_below(folder, ".md") if folder and not folder.startswith("/") else ()
    beside = tuple(path for path in beside if path != here.plan.path)[-MOST_BESIDE:]
    return here.snapshot.remember(
        ("in plans beside", beside, pattern.pattern),
        lambda: any(pattern.search(here.lookups.document(path) or b"") for path in beside),
    )


def _not_in_package(here: Ground, code: FenceCode, use: QualifiedUse, path: str) -> Finding:
    files = here.snapshot.files_of_package(path)
    names = {
        symbol.name: symbol
        for file in files
        for symbol in here.snapshot.symbols_of_file(file.path)
        if symbol.exported and not symbol.receiver
    }
    # Where a type stands only a type can, and what is called is a function.
    fitting = [name for name, symbol in names.items() if not (use.typed or use.called) or _fits(symbol, use)]
    near = nearest_member(use.name, fitting)
    end = code.fence.content_span.start + use.span.end
    message = f"Package `{use.qualifier}` ({posixpath.dirname(files[0].path)}) has no `{use.name}`,"
    title = names[near].display_name if near is not None else ""
    place = names[near].location if near is not None else None
    return _finding(message, use.name, f"{use.qualifier}.{use.name}", end, near or "", title, place)


def _fits(symbol: Symbol, use: QualifiedUse) -> bool:
    return symbol.kind.is_type if use.typed else symbol.kind is SymbolKind.FUNC


def _not_in_type(missing: MissingMember) -> Finding:
    owner, name = missing.owner, missing.name
    near = nearest_member(name, [each for each in missing.members if each[:1].isupper() is name[:1].isupper()])
    message = f"`{owner.display_name}` ({place_of(owner)}) has no `{name}`,"
    title = f"{owner.name}.{near}"
    return _finding(
        message, name, f"{owner.name}.{name}", missing.span.end, near or "", title, missing.members.get(near or "")
    )


def _finding(message: str, name: str, subject: str, end: int, near: str, title: str, place: Location | None) -> Finding:
    span = Span(end - len(name.encode()), end)
    message += " and the plan does not make it."
    related: tuple[Related, ...] = ()
    fixes: tuple[Fix, ...] = ()
    if near and place is not None:
        message += f" The nearest is `{title}` ({place.path}:{place.line})."
        related = (Related("symbol", near, place, title),)
        fixes = (Fix(f"Write {near}", (TextEdit(span, near),), preferred=True),)
    severity, confidence = (Severity.WARNING, 0.75) if fixes else (Severity.INFO, 0.6)
    if not fixes and not name[:1].isupper():
        # A sketch calls what its own package will have.
        severity, confidence = Severity.HINT, 0.5
    return Finding(NAME_IN_FENCE.code, severity, confidence, message, span, subject, related, fixes)


NAME_IN_FENCE = Rule(
    code="GP208",
    name="name-in-code-does-not-exist",
    severity=Severity.WARNING,
    summary="Go code in the plan uses a name that neither the code nor the plan has",
    rationale=(
        "Code that is copied from a plan has to build. The rule resolves what stands behind a package of the workspace,"
        " as far as the fence's imports, those of the file that it names, or the place of a type leave no doubt, and"
        " what functions call on their receiver and their parameters. A name that the plan or one beside it declares or"
        " mentions, generated packages, dependencies and whatever may be a variable are left alone; so is the standard"
        " library, whose names cannot be looked up without it. It is a warning where the code has a name like it, a"
        " note where it has none, and a hint where the name is private."
    ),
    bad=(
        "```go\n// api/handlers.go\nfunc (h *Handler) Void(w http.ResponseWriter, r *http.Request) {\n"
        '\th.store.FetchInvoice(r.Context(), r.PathValue("id"))\n}\n```\n(`Handler.store` has `FindInvoice`.)'
    ),
    good=(
        "```go\n// api/handlers.go\nfunc (h *Handler) Void(w http.ResponseWriter, r *http.Request) {\n"
        '\th.store.FindInvoice(r.Context(), r.PathValue("id"))\n}\n```'
    ),
    check=check,
)
