"""The steps that a marker file can run, each returning the text that its golden output compares."""

from __future__ import annotations

import re
from collections.abc import Callable

from groundplan.cli.patterns import render_patterns
from groundplan.cli.routes import route_to_json
from groundplan.cli.slice import render_slice
from groundplan.cli.terminal import PLAIN
from groundplan.cli.types import render_page, render_types
from groundplan.discover.feature_slice import anchors_of, nearest_names, place_of, slice_of, title_of
from groundplan.discover.patterns import find_patterns
from groundplan.discover.resources import is_named, ties_of
from groundplan.discover.search import find_prior_art
from groundplan.discover.type_page import type_page
from groundplan.discover.type_roles import types_in_roles
from groundplan.features.actions import actions_at
from groundplan.features.completion import complete
from groundplan.features.definition import definitions
from groundplan.features.document_links import document_links
from groundplan.features.drift import drift_of
from groundplan.features.drift_document import drift_document
from groundplan.features.folding import evidence_folds
from groundplan.features.go_lenses import go_lenses
from groundplan.features.hover import hover
from groundplan.features.inlay_hints import inlay_hints
from groundplan.features.meanings import meanings_of
from groundplan.features.new_plan import make_plan
from groundplan.features.plan_lenses import phase_lenses, plan_lenses, section_insertion, section_lens_title
from groundplan.features.plans import ParsedPlans, Plans
from groundplan.features.references import references_in_go, references_in_plan
from groundplan.features.rename import CannotRenameError, rename
from groundplan.features.review.review import review_markdown, review_plan
from groundplan.features.semantic_tokens import name_tokens
from groundplan.features.slice_at import anchors_in_go, anchors_in_plan, choices_of, route_choices
from groundplan.features.slice_document import slice_document
from groundplan.features.slice_text import slice_mermaid
from groundplan.features.templates import definitions_in_template, hover_in_template
from groundplan.features.workspace_symbols import workspace_symbols
from groundplan.index.lookups import Lookups
from groundplan.index.snapshot import Snapshot
from groundplan.model.finding import Finding, Severity, TextEdit
from groundplan.model.location import Span
from groundplan.model.pattern import PatternKind
from groundplan.model.plan import Plan
from groundplan.plan import parse_plan
from groundplan.plan.drafting import Source
from groundplan.plan.feature_folder import feature_documents
from groundplan.plan.requirements import read_requirements
from groundplan.rules.check import check_plan
from groundplan.text.edits import apply_edits
from groundplan.text.positions import LineIndex

CURSOR = b"<cursor>"


class Session:
    """A plan over a snapshot; applying an edit changes the plan for the steps that follow."""

    def __init__(self, snapshot: Snapshot, path: str, marked: bytes) -> None:
        self.snapshot = snapshot
        self.path = path
        at = marked.find(CURSOR)
        self.offset = max(0, at)
        self.text = marked.replace(CURSOR, b"", 1)
        self.others: dict[str, bytes] = {}

    @property
    def plan(self) -> Plan:
        return parse_plan(self.path, self.text, self.snapshot.settings)

    def plans(self) -> Plans:
        return Plans(self.snapshot, self.read, ParsedPlans())

    def read(self, path: str) -> bytes | None:
        return self.text if path == self.path else Lookups(self.snapshot).document(path)

    def where(self, span: Span) -> str:
        index = LineIndex(self.text)
        line, column = index.position_of(span.start, "utf-32")
        return f"{line + 1}:{column + 1} {self.text[span.start : span.end].decode()!r}"

    def apply(self, edits: tuple[TextEdit, ...]) -> str:
        before = self.text.decode().splitlines()
        self.text = apply_edits(self.text, edits)
        return _diff(before, self.text.decode().splitlines())


def _diff(before: list[str], after: list[str]) -> str:
    import difflib

    lines = list(difflib.unified_diff(before, after, lineterm="", n=1))[2:]
    return "\n".join(line.rstrip() for line in lines)


def _link(path: str, line: int) -> str:
    return f"{path}#{line}" if line else path


def step_check(session: Session, argument: str) -> str:
    """Show all findings."""
    return "\n".join(_finding(session, finding) for finding in check_plan(session.snapshot, session.plan)) or "quiet"


def _finding(session: Session, finding: Finding) -> str:
    lines = [
        f"{session.where(finding.span)} {finding.severity.value} {finding.code} {finding.confidence:.2f}",
        f"  {finding.message}",
    ]
    lines += [
        f"  related {item.kind} {item.name} {item.location.path}:{item.location.line}: {item.message}"
        for item in finding.related
    ]
    lines += [f"  fix{' *' if fix.preferred else ''} {fix.title}" for fix in finding.fixes]
    return "\n".join(lines)


def step_warnings(session: Session, argument: str) -> str:
    """Count what is loud."""
    loud = (Severity.ERROR, Severity.WARNING)
    return str(sum(item.severity in loud for item in check_plan(session.snapshot, session.plan)))


def step_hover(session: Session, argument: str) -> str:
    """Hover at the cursor, or on the first occurrence of the argument."""
    offset = session.text.index(argument.encode()) + 1 if argument else session.offset
    found = hover(session.snapshot, session.plan, offset, _link)
    return f"{session.where(found.span)}\n{found.markdown}" if found else "nothing"


def step_definition(session: Session, argument: str) -> str:
    """Go to definition at the cursor, or on the first occurrence of the argument."""
    offset = session.text.index(argument.encode()) + 1 if argument else session.offset
    found = definitions(session.snapshot, session.plan, offset)
    return "\n".join(f"{item.target.path}:{item.target.line}" for item in found) or "nothing"


def step_actions(session: Session, argument: str) -> str:
    """List the actions at the cursor."""
    plan = session.plan
    findings = check_plan(session.snapshot, plan)
    offered = actions_at(session.snapshot, plan, Span(session.offset, session.offset), findings)
    return "\n".join(f"{item.kind.value}: {item.title}" for item in offered) or "nothing"


def step_apply(session: Session, argument: str) -> str:
    """Apply the first action anywhere whose title has the argument in it, and show the change."""
    plan = session.plan
    findings = check_plan(session.snapshot, plan)
    everywhere = Span(0, len(session.text))
    for item in actions_at(session.snapshot, plan, everywhere, findings):
        if argument in item.title:
            return session.apply(item.edits)
    return "no such action"


def step_edit(session: Session, argument: str) -> str:
    """Write what stands behind "=>" for what stands before it, as an author would, and show the change."""
    old, _, new = argument.partition(" => ")
    before = session.text.decode().splitlines()
    session.text = session.text.replace(old.encode(), new.encode())
    return _diff(before, session.text.decode().splitlines())


def step_plan(session: Session, argument: str) -> str:
    """Show the plan as it is now."""
    return session.text.decode().rstrip("\n")


def step_new(session: Session, argument: str) -> str:
    """Make the plan a new one, from the requirements in the argument, in the profile that may follow."""
    path, _, profile = argument.partition(" ")
    source = Source(path, read_requirements(Lookups(session.snapshot).document(path) or b""))
    made = make_plan(session.snapshot, source.says.title.capitalize(), source, profile, today="2026-03-01")
    session.path, session.text = made.path, made.text
    session.others = {each.path: each.text for each in made.others}
    told = f"{made.path}: {len(made.filled)} sections filled, {made.blanks} open blanks"
    return "\n".join((told, *session.others))


def step_document(session: Session, argument: str) -> str:
    """Go on with another document of the new plan, the one whose path ends so, and show it."""
    session.path, session.text = next(item for item in session.others.items() if item[0].endswith(argument))
    return session.text.decode().rstrip("\n")


def step_find(session: Session, argument: str) -> str:
    """Search prior art."""
    found = find_prior_art(session.snapshot, argument, 5)
    return (
        "\n".join(
            f"{item.symbol.kind.value} {item.symbol.display_name} {item.symbol.path}:{item.symbol.line}"
            f" ({'; '.join(item.reasons)})"
            for item in found
        )
        or "nothing"
    )


def step_routes(session: Session, argument: str) -> str:
    """List the routes."""
    return (
        "\n".join(
            f"{item.title} -> {item.handler or 'closure'} [{item.source}, {item.confidence.value}]"
            + (f" behind {', '.join(item.middleware)}" if item.middleware else "")
            for item in session.snapshot.routes
        )
        or "none"
    )


def step_resources(session: Session, argument: str) -> str:
    """List the resources, or those of one name, with what they hang together with."""
    lines = []
    for resource in session.snapshot.resources:
        if argument and not is_named(resource, argument):
            continue
        named = f" {' or '.join(resource.names)}" if resource.names else ""
        lines.append(f"{resource.path}:{resource.line} {resource.type} {resource.logical_id}{named}")
        for tie in ties_of(session.snapshot, resource):
            remark = f" ({tie.remark})" if tie.remark else ""
            lines.append(f"  {tie.relation} {tie.name} {tie.path}:{tie.line}{remark}: {'; '.join(tie.join.evidence)}")
    return "\n".join(lines) or "none"


def step_models(session: Session, argument: str) -> str:
    """List the registered models."""
    return "\n".join(sorted(f"{item.import_path}.{item.name}" for item in session.snapshot.registered_models)) or "none"


def step_handlers(session: Session, argument: str) -> str:
    """List the functions that serve requests."""
    handlers = session.snapshot.handlers
    return "\n".join(f"{item.name} {item.path}:{item.line} [{item.kind.value}]" for item in handlers) or "none"


def step_registrars(session: Session, argument: str) -> str:
    """List the registrars with their evidence."""
    return (
        "\n".join(
            f"{item.callee} ({item.kind.value}, {'configured' if item.configured else 'learned'}): {item.evidence}; "
            + ", ".join(f"{path}:{line}" for path, line in item.sites[:3])
            for item in session.snapshot.registrars
        )
        or "none"
    )


def step_route(session: Session, argument: str) -> str:
    """Show all that is known of one route, as `groundplan routes --json` does."""
    found = [route_to_json(item) for item in session.snapshot.routes if item.title == argument]
    return "\n".join(f"{key}: {value}" for each in found for key, value in each.items()) or "none"


def step_patterns(session: Session, argument: str) -> str:
    """Show the patterns of the named kinds, or all; `near PATH` at the end prefers examples there."""
    kinds, _, near = argument.partition("near ")
    found = find_patterns(session.snapshot, [PatternKind(kind) for kind in kinds.split()], [near] if near else [])
    return "\n".join(render_patterns(found, PLAIN, 0)) or "none"


def step_types(session: Session, argument: str) -> str:
    """List the types by role, or show one in detail."""
    if not argument:
        return "\n".join(render_types(session.snapshot, types_in_roles(session.snapshot), PLAIN, 0)) or "none"
    pages = [type_page(session.snapshot, symbol, ()) for symbol in session.snapshot.types_named(argument)]
    return "\n".join(line for page in pages for line in render_page(page, PLAIN)) or "none"


def step_symbols(session: Session, argument: str) -> str:
    """Find symbols of the workspace by name."""
    return (
        "\n".join(
            f"{item.kind.value} {item.name} ({item.container}) {item.location.path}:{item.location.line}"
            for item in workspace_symbols(session.snapshot, argument)
        )
        or "nothing"
    )


def step_complete(session: Session, argument: str) -> str:
    """Type the argument where the cursor is (`|` in it is the cursor, `\\n` a line end) and list what is offered."""
    typed = argument.replace("\\n", "\n").replace("\\t", "\t")
    before, _, behind = typed.partition("|")
    text = b"".join((session.text[: session.offset], before.encode(), behind.encode(), session.text[session.offset :]))
    offset = session.offset + len(before.encode())
    found = complete(session.snapshot, session.path, text, LineIndex(text), offset)
    if found is None:
        return "nothing"
    token = text[found.typed.start : found.typed.end].decode(), text[found.typed.end : found.token.end].decode()
    lines = [f"for {token[0]!r}" + (f" and {token[1]!r} behind" if token[1] else "")]
    lines += [
        f"{item.kind.value} {item.text}{item.detail}" + (f" ({item.place})" if item.place else "")
        for item in found.items[:8]
    ]
    if len(found.items) > 8:
        lines.append(f"and {len(found.items) - 8} more")
    return "\n".join(lines)


def step_links(session: Session, argument: str) -> str:
    """List the document links."""
    links = document_links(session.plan, meanings_of(session.snapshot, session.plan))
    return "\n".join(f"{session.where(link.span)} -> {_link(link.path, link.line)}" for link in links) or "none"


def step_tokens(session: Session, argument: str) -> str:
    """List the coloured names."""
    tokens = name_tokens(session.plan, meanings_of(session.snapshot, session.plan))
    return "\n".join(f"{session.where(token.span)} {token.type.value} {token.standing}" for token in tokens) or "none"


def step_hints(session: Session, argument: str) -> str:
    """List the inlay hints, each behind the text that stands in front of it."""
    found = inlay_hints(session.plan, meanings_of(session.snapshot, session.plan), Span(0, len(session.text)))
    return (
        "\n".join(f"{session.text[: hint.offset].decode().splitlines()[-1][-30:]} <{hint.label}>" for hint in found)
        or "none"
    )


def step_folds(session: Session, argument: str) -> str:
    """List the folds."""
    return "\n".join(f"{fold.first}-{fold.last}" for fold in evidence_folds(session.plan)) or "none"


def step_lenses(session: Session, argument: str) -> str:
    """List the lenses of the plan, or of the Go file in the argument."""
    if argument:
        source = Lookups(session.snapshot).document(argument) or b""
        return (
            "\n".join(
                f"{source[lens.span.start : lens.span.end].decode()}: {lens.title} ("
                + ", ".join(f"{place.path}:{place.line}" for place in lens.places)
                + ")"
                for lens in go_lenses(session.snapshot, session.plans(), argument)
            )
            or "none"
        )
    plan = session.plan
    return (
        "\n".join(
            f"{session.where(lens.span)}: "
            + (
                re.sub(r"\d+", "n", section_lens_title(section_insertion(session.snapshot, plan, lens.section)))
                if lens.section
                else lens.title
            )
            for lens in (
                *plan_lenses(session.snapshot, plan, meanings_of(session.snapshot, plan)),
                *phase_lenses(plan, drift_of(session.snapshot, plan)),
            )
        )
        or "none"
    )


def step_references(session: Session, argument: str) -> str:
    """Find references from the first occurrence of the argument in the plan, or of its second word in a Go file."""
    path, _, needle = argument.partition(" ")
    if path.endswith(".go"):
        source = Lookups(session.snapshot).document(path) or b""
        offset = source.index(needle.encode()) + 1
        found = references_in_go(session.snapshot, session.plans(), path, source, offset)
    else:
        offset = session.text.index(argument.encode()) + 1
        found = references_in_plan(session.snapshot, session.plans(), session.plan, offset, with_declaration=True)
    return "\n".join(f"{place.path}:{place.line}" for place in found) or "none"


def step_rename(session: Session, argument: str) -> str:
    """Rename the first occurrence of the first word to the second, and show what changes where."""
    old, _, new = argument.partition(" ")
    siblings = session.plans().of_paths(feature_documents(session.snapshot, Lookups(session.snapshot), session.path))
    try:
        found = rename(session.snapshot, session.plan, session.text.index(old.encode()) + 1, new, siblings)
    except CannotRenameError as error:
        return f"refused: {error}"
    lines = []
    for path, edits in found.edits:
        before = session.read(path) or b""
        lines.append(f"{path}\n{_diff(before.decode().splitlines(), apply_edits(before, edits).decode().splitlines())}")
    return "\n".join(lines) or "no change"


def step_slice(session: Session, argument: str) -> str:
    """Show the slices of what a name means, as `groundplan slice` does, with the evidence of each part."""
    anchors = anchors_of(session.snapshot, argument)
    if not anchors:
        return f"nothing; nearest {', '.join(nearest_names(session.snapshot, argument)) or 'none'}"
    if len(anchors) > 1:
        return "\n".join(f"{title_of(each)} {':'.join(map(str, place_of(each)))}" for each in anchors)
    found = slice_of(session.snapshot, anchors[0])
    evidence = [
        f"  {node.name}: {node.confidence.value}; {'; '.join(node.evidence)}" for node in found.nodes() if node.evidence
    ]
    return "\n".join([*render_slice(found, PLAIN), *evidence])


def step_mermaid(session: Session, argument: str) -> str:
    """Show the slice of what a name means as a diagram."""
    return "\n".join(slice_mermaid(slice_of(session.snapshot, each)) for each in anchors_of(session.snapshot, argument))


def step_template(session: Session, argument: str) -> str:
    """Hover and go to definition in a template of the workspace, on the first occurrence of what follows its path."""
    path, _, needle = argument.partition(" ")
    source = Lookups(session.snapshot).document(path) or b""
    offset = source.index(needle.encode()) + len(needle) - 1
    found = hover_in_template(session.snapshot, path, source, offset, _link)
    lines = [source[found.span.start : found.span.end].decode(), found.markdown] if found else ["nothing"]
    places = definitions_in_template(session.snapshot, path, source, offset)
    return "\n".join([*lines, *(f"-> {item.target.path}:{item.target.line}" for item in places)])


def step_review(session: Session, argument: str) -> str:
    """Hold the plan against the review checklist."""
    plan = session.plan
    review = review_plan(session.snapshot, plan, check_plan(session.snapshot, plan))
    return review_markdown(review, plan, _link).rstrip("\n")


def step_drift(session: Session, argument: str) -> str:
    """Compare what the plan promised with the code; the argument names changed files."""
    drift = drift_of(session.snapshot, session.plan, argument.split() if argument else None)
    lines = [
        f"{session.where(item.span)} {item.state.value} {item.kind} {item.name}"
        + (f" in {item.phase!r}" if item.phase else "")
        + (f" {item.path}:{item.line}" if item.path else "")
        + "".join(f"\n  {each}" for each in item.how)
        for item in drift.items
    ]
    return "\n".join([*lines, *(f"unplanned {path}" for path in drift.unplanned or ())]) or "nothing"


def step_drift_document(session: Session, argument: str) -> str:
    """Show the comparison of plan and code as a document; the argument names changed files."""
    drift = drift_of(session.snapshot, session.plan, argument.split() if argument else None)
    return drift_document(drift, session.plan, _link)


def step_slice_document(session: Session, argument: str) -> str:
    """Show the slice of a name as a document; of what is at the cursor without a name, on a line of `path.go:12`."""
    place = re.fullmatch(r"line (\S+\.go):(\d+)", argument)
    if place is not None:
        anchors = anchors_in_go(session.snapshot, place.group(1), int(place.group(2)))
    elif argument:
        anchors = anchors_of(session.snapshot, argument)
    else:
        anchors = anchors_in_plan(session.snapshot, session.plan, session.offset)
    if len(anchors) == 1:
        return slice_document(slice_of(session.snapshot, anchors[0]), _link)
    choices = choices_of(anchors) if anchors else route_choices(session.snapshot)
    return "\n".join(f"{choice.name} ({choice.detail}) {choice.path}:{choice.line}" for choice in choices) or "none"


STEPS: dict[str, Callable[[Session, str], str]] = {
    "check": step_check,
    "symbols": step_symbols,
    "warnings": step_warnings,
    "hover": step_hover,
    "definition": step_definition,
    "actions": step_actions,
    "apply": step_apply,
    "plan": step_plan,
    "edit": step_edit,
    "new": step_new,
    "document": step_document,
    "find": step_find,
    "routes": step_routes,
    "models": step_models,
    "resources": step_resources,
    "handlers": step_handlers,
    "registrars": step_registrars,
    "route": step_route,
    "patterns": step_patterns,
    "types": step_types,
    "complete": step_complete,
    "links": step_links,
    "tokens": step_tokens,
    "hints": step_hints,
    "folds": step_folds,
    "lenses": step_lenses,
    "references": step_references,
    "rename": step_rename,
    "slice": step_slice,
    "mermaid": step_mermaid,
    "template": step_template,
    "review": step_review,
    "drift": step_drift,
    "drift-document": step_drift_document,
    "slice-document": step_slice_document,
}
