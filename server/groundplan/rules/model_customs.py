"""GP302: a proposed model lacks the base or the registration that all models beside it have."""

from __future__ import annotations

from collections.abc import Iterator

from groundplan.detect.registrars import RegistrarKind
from groundplan.index.snapshot import Snapshot
from groundplan.model.candidate import TypeVerdict
from groundplan.model.finding import Finding, Fix, Related, Severity, TextEdit
from groundplan.model.go import TypeDecl
from groundplan.model.location import Span
from groundplan.model.plan import Plan, ProposedType
from groundplan.model.symbol import Symbol
from groundplan.rules.decisions import decisions
from groundplan.rules.new_type_repeats_existing import HINT_AT
from groundplan.rules.rule import Rule
from groundplan.rules.siblings import FEWEST, siblings_of
from groundplan.rules.wording import place_of
from groundplan.text.edits import newline_of

MOST = 0.8
"""Share of the structs beside a proposed one that are registered, from which it is to be a model as well."""


def check(snapshot: Snapshot, plan: Plan) -> Iterator[Finding]:
    """Yield a finding for each new struct among models that embeds no base or is not registered as they are."""
    if len(snapshot.registered_models) < FEWEST:
        return
    for proposed, decision in decisions(snapshot, plan):
        if decision.verdict in (TypeVerdict.EXTENDS, TypeVerdict.RESTATES) or proposed.elided:
            continue
        if decision.match is not None and decision.match.confidence >= HINT_AT:
            # GP101 asks for no new model at all.
            continue
        beside = siblings_of(snapshot, plan, proposed)
        models = [(symbol, decl) for symbol, decl in beside if snapshot.is_registered_model(symbol)]
        if len(models) >= FEWEST and len(models) >= MOST * len(beside):
            yield from _base(plan, proposed, models)
            yield from _registration(snapshot, plan, proposed, models)


def _base(plan: Plan, proposed: ProposedType, models: list[tuple[Symbol, TypeDecl]]) -> Iterator[Finding]:
    bases = [{field.type for field in decl.fields if field.embedded} for _, decl in models]
    shared = sorted(set.intersection(*bases))
    own = {field.type.lstrip("*") for field in proposed.decl.fields if field.embedded}
    missing = [base for base in shared if base.lstrip("*") not in own]
    if not missing:
        return
    opening = plan.text.find(b"{", proposed.decl.name_span.end, proposed.decl.span.end)
    newline = newline_of(plan.text)
    edits = (TextEdit(Span(opening + 1, opening + 1), "".join(f"{newline}\t{base}" for base in missing)),)
    fixes = (Fix(f"Embed {missing[0]}", edits, preferred=True),) if opening >= 0 else ()
    symbol = models[0][0]
    message = (
        f"`{proposed.decl.name}` does not embed `{missing[0]}`. All {len(models)} models beside it do,"
        f" as `{symbol.name}` ({place_of(symbol)})."
    )
    yield _finding(proposed, message, symbol, fixes)


def _registration(
    snapshot: Snapshot, plan: Plan, proposed: ProposedType, models: list[tuple[Symbol, TypeDecl]]
) -> Iterator[Finding]:
    callees = sorted(each.callee for each in snapshot.registrars if each.kind is RegistrarKind.MODEL)
    if not callees or any(callee.rpartition(".")[2].encode() in plan.text for callee in callees):
        return
    name, newline = proposed.decl.name, newline_of(plan.text)
    body = f"{newline * 2}func init() {{{newline}\t{callees[0]}(&{name}{{}}){newline}}}"
    end = proposed.decl.span.end
    fixes = (Fix(f"Register {name} by {callees[0]}", (TextEdit(Span(end, end), body),), preferred=True),)
    symbol = models[0][0]
    message = (
        f"The plan does not register `{name}`. All {len(models)} models beside it are registered by `{callees[0]}`,"
        f" as `{symbol.name}` ({place_of(symbol)})."
    )
    yield _finding(proposed, message, symbol, fixes)


def _finding(proposed: ProposedType, message: str, symbol: Symbol, fixes: tuple[Fix, ...]) -> Finding:
    related = (Related("struct", symbol.name, symbol.location, f"{symbol.display_name}: registered model"),)
    decl = proposed.decl
    return Finding(MODEL_CUSTOMS.code, Severity.INFO, 0.7, message, decl.name_span, decl.name, related, fixes)


MODEL_CUSTOMS = Rule(
    code="GP302",
    name="model-customs",
    severity=Severity.INFO,
    summary="A new model lacks the embedded base or the registration that all models beside it have",
    rationale=(
        "A model that is not registered, or has no base, is left out by whatever walks over the models: migrations,"
        " permissions, the API. The rule speaks where the fence names a file in a folder whose structs are"
        " registered, four of five of them, and all of those embed the base."
    ),
    bad="```go\n// model/lorry.go\ntype Lorry struct {\n\tPlate string\n}\n```",
    good="```go\n// model/lorry.go\ntype Lorry struct {\n\tbase.Model\n\tPlate string\n}\n```",
    check=check,
)
