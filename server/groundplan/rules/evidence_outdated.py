"""GP209: a line of evidence says of the code what no longer holds."""

from __future__ import annotations

from collections.abc import Iterator

from groundplan.discover.users import files_naming
from groundplan.index.snapshot import Snapshot
from groundplan.model.finding import Finding, Fix, Related, Severity, TextEdit
from groundplan.model.location import Span
from groundplan.model.plan import Plan
from groundplan.model.symbol import Symbol
from groundplan.plan.evidence_lines import CitedPlace, cited_places
from groundplan.plan.ground import Ground, ground
from groundplan.plan.promises import last_name
from groundplan.rules.line_moved import TOLERANCE
from groundplan.rules.rule import Rule

_FILE_BYTES = 2_000_000


def check(snapshot: Snapshot, plan: Plan) -> Iterator[Finding]:
    """Yield a finding for each link whose file no longer has what it names, and for each count that has changed."""
    here = ground(snapshot, plan)
    fences = [fence.span for fence in plan.fences]
    for place in cited_places(plan.text):
        if not place.path.endswith(".go") or any(each.start <= place.span.start < each.end for each in fences):
            continue
        files = here.files(place.path)
        if len(files) != 1:
            # A file that is gone is missed by another rule.
            continue
        declared = _declared(snapshot, files[0], place.label)
        if not declared:
            finding = _gone(here, place, files[0])
        else:
            finding = _counted(snapshot, plan, place, declared[0]) if place.users is not None else None
        if finding is not None:
            yield finding


def _declared(snapshot: Snapshot, file: str, label: str) -> list[Symbol]:
    """Return what a file declares by a name as written; the owner in front of it must be right where it is a type."""
    name = last_name(label)
    owner = label.rpartition(".")[0].rpartition(".")[2].strip("(*)")
    return [
        symbol
        for symbol in snapshot.symbols_of_file(file)
        if symbol.name == name and (not owner or owner in (symbol.receiver, symbol.package))
    ]


def _gone(here: Ground, place: CitedPlace, file: str) -> Finding | None:
    name = last_name(place.label)
    source = here.lookups.document(file, _FILE_BYTES)
    if source is None or not name.isidentifier():
        return None
    lines = source.split(b"\n")
    if any(name.encode() in line for line in lines[max(0, place.line - 1 - TOLERANCE) : place.line + TOLERANCE]):
        # A field, a constant or a use of the name: the place still speaks of it.
        return None
    elsewhere = [symbol for symbol in here.snapshot.resolve(place.label) if symbol.path != file]
    message = f"`{place.label}` is no longer in `{file}`"
    if len(elsewhere) != 1:
        if place.line > len(lines) + TOLERANCE:
            # That the line is beyond the end is said already.
            return None
        return _finding(f"{message}.", place.span, place.label)
    now = elsewhere[0]
    related = Related(now.kind.value, now.name, now.location, now.display_name)
    written = place.path.removesuffix(file) + now.path if place.path.endswith(file) else ""
    edit = TextEdit(place.target, f"{written}#L{now.line}")
    fixes = (Fix(f"Link to {now.path}:{now.line}", (edit,), preferred=True),) if written else ()
    return _finding(f"{message}: it is at {now.path}:{now.line}.", place.span, place.label, (related,), fixes)


def _counted(snapshot: Snapshot, plan: Plan, place: CitedPlace, symbol: Symbol) -> Finding | None:
    span = place.users
    if span is None:
        return None
    said = plan.text[span.start : span.end].decode()
    count = len(files_naming(snapshot, symbol))
    now = f"{count} file" if count == 1 else f"{count} files"
    if now == said:
        return None
    message = f"`{place.label}` is used by {now} now, not by {said}."
    related = Related(symbol.kind.value, symbol.name, symbol.location, symbol.display_name)
    fix = Fix(f"Write {now}", (TextEdit(span, now),), preferred=True)
    return _finding(message, span, place.label, (related,), (fix,))


def _finding(
    message: str, span: Span, subject: str, related: tuple[Related, ...] = (), fixes: tuple[Fix, ...] = ()
) -> Finding:
    return Finding(EVIDENCE_OUTDATED.code, Severity.INFO, 0.85, message, span, subject, related, fixes)


EVIDENCE_OUTDATED = Rule(
    code="GP209",
    name="evidence-outdated",
    severity=Severity.INFO,
    summary="A line of evidence links to what its file no longer has, or counts what has changed since",
    rationale=(
        "What a plan was filled with was true on that day. A link whose name is no longer in its file, and a count"
        " of users that is another one now, are told, with a fix that changes the link or the number and no word"
        " beside it. Lines that nobody has touched are renewed when their section is completed again."
    ),
    bad="- [`InvoiceService.Issue`](../pkg/service/invoice.go#L12): used by 2 files. (It moved; five files use it.)",
    good="- [`InvoiceService.Issue`](../pkg/billing/issue.go#L30): used by 5 files.",
    check=check,
)
