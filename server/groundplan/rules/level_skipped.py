"""GP115: something new where a lower level of the reuse hierarchy has something to build on."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import takewhile

from groundplan.detect.joins.kinds import SQL_TABLE
from groundplan.discover.layer_words import layer_word
from groundplan.index.snapshot import Snapshot
from groundplan.model.candidate import TypeVerdict
from groundplan.model.finding import Finding, Related, Severity
from groundplan.model.location import Location, Span
from groundplan.model.plan import MentionKind, Plan
from groundplan.model.symbol import Symbol
from groundplan.rules import resource_twin
from groundplan.rules.new_thing import NewThing, object_to
from groundplan.rules.new_type_repeats_existing import HINT_AT
from groundplan.rules.recognised import follows_template
from groundplan.rules.reuse_levels import Level, Proposal, level_of, proposals_of
from groundplan.rules.rule import Rule
from groundplan.rules.wording import place_of, use_of
from groundplan.text.identifiers import singular, split_identifier

# What each thing of its kind has one of, or what comes and goes with others.
_OF_EACH = frozenset(("role", "rule", "parameter", "other", "secret", "service", "database"))


def check(snapshot: Snapshot, plan: Plan) -> Iterator[Finding]:
    """Yield a finding for each new resource and each new service with something below it, and no word on why."""
    if not follows_template(plan):
        return
    yield from _resources(snapshot, plan)
    # Types come first; what the rest is on has been asked above.
    for proposal in takewhile(lambda each: each.kind is MentionKind.SYMBOL, proposals_of(snapshot, plan)):
        if proposal.level is Level.NEW and not _is_reported(proposal):
            below = _service_below_remembered(snapshot, proposal.name)
            if below is not None:
                yield from object_to(plan, _service(snapshot, proposal, below))


def _is_reported(proposal: Proposal) -> bool:
    """Tell whether GP101 speaks of a type already, with a better candidate."""
    decision = proposal.decision
    if decision is None or decision.match is None:
        return False
    return decision.verdict is TypeVerdict.REPEATS and decision.match.confidence >= HINT_AT


def _resources(snapshot: Snapshot, plan: Plan) -> Iterator[Finding]:
    twins = {finding.span for finding in resource_twin.check(snapshot, plan)}
    for mention in resource_twin.new_resources(snapshot, plan):
        if mention.span in twins or mention.noun in _OF_EACH:
            continue
        proposal = level_of(snapshot, plan, mention)
        beside = proposal.beside
        # A table for each thing is how a relational database is used.
        if proposal.level is not Level.NEW or not beside or any(each.type == SQL_TABLE for each in beside):
            continue
        first, noun = beside[0], mention.noun
        title = first.logical_id.rpartition(".")[2]
        others = f"one of the {len(beside)} {noun}s there are" if len(beside) > 1 else f"the {noun} there is"
        message = (
            f"`{mention.text}` is new, level 5 of 5. {others[:1].upper()}{others[1:]}, as `{title}`"
            f" ({first.path}:{first.line}), would be level 2, and the plan does not say why not."
        )
        related = Related("resource", title, Location(first.path, first.line, first.name_span), first.type)
        yield from object_to(
            plan, _thing(mention.text, mention.span, title, message, f"why can no existing {noun} carry it?", related)
        )


def _service_below_remembered(snapshot: Snapshot, name: str) -> Symbol | None:
    return snapshot.remember(("service below", name), lambda: _service_below(snapshot, name))


def _service_below(snapshot: Snapshot, name: str) -> Symbol | None:
    """Return the type of the same layer that is about part of what a new one is about: `InvoiceService`."""
    word, subject = layer_word(name), _subject(name)
    if not word or len(subject) < 2:
        return None
    found: list[tuple[int, str, int, Symbol]] = []
    for symbol in snapshot.handwritten_structs:
        own = _subject(symbol.name)
        # The thing itself stands last: an invoice reminder is a reminder, or something of an invoice.
        if layer_word(symbol.name) == word and own and own < subject:
            found.append((-len(own), symbol.path, symbol.line, symbol))
    return min(found, key=lambda item: item[:3])[3] if found else None


@lru_cache(maxsize=16384)
def _subject(name: str) -> frozenset[str]:
    words = [singular(each) for each in split_identifier(name)]
    word = layer_word(name)
    while words and word.endswith(words[-1]):
        word = word[: -len(words.pop())]
    return frozenset(words)


def _service(snapshot: Snapshot, proposal: Proposal, below: Symbol) -> NewThing:
    message = (
        f"`{proposal.name}` is new, level 5 of 5. `{below.display_name}` ({place_of(below)};"
        f" {use_of(snapshot, below)}) could have its methods, level 1, and the plan does not say why not."
    )
    related = Related(below.kind.value, below.name, below.location, below.display_name)
    question = f"why can `{below.name}` not have its methods?"
    return _thing(proposal.name, proposal.span, below.display_name, message, question, related)


def _thing(name: str, span: Span, existing: str, message: str, question: str, related: Related) -> NewThing:
    return NewThing(LEVEL_SKIPPED.code, Severity.INFO, 0.5, name, span, existing, message, question, (), (related,))


LEVEL_SKIPPED = Rule(
    code="GP115",
    name="reuse-level-skipped",
    severity=Severity.INFO,
    summary="Something is new although a lower level of the reuse hierarchy has something to build on",
    rationale=(
        "The template's hierarchy is existing patterns, existing infrastructure, packages in use, the standard library,"
        " and something new; a level is never skipped without a reason. The rule speaks of what the rules of reuse"
        " leave open: a queue, topic, bucket, function, stream or key-value table beside others of its kind, and a"
        " service (or another type named after a layer) beside one that is about part of the same thing. A"
        " justification in the plan silences it; only a plan that follows the template is asked."
    ),
    bad="Create the SQS queue `painted-blocks`. (The template has `CutOrdersQueue`.)",
    good=(
        "Create the SQS queue `painted-blocks`.\n\n**Justification for `painted-blocks`:** orders are handled in order,"
        " paint is not."
    ),
    check=check,
)
