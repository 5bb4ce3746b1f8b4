"""GP202: a type, function, method or field that the plan speaks of as being there is not there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from groundplan.index.other_sources import names_in_other_sources
from groundplan.index.snapshot import Snapshot
from groundplan.model.finding import Finding, Fix, Related, Severity, TextEdit
from groundplan.model.location import Location, Span
from groundplan.model.plan import Intent, Mention, MentionKind, Plan
from groundplan.model.symbol import Origin, Symbol
from groundplan.plan.ground import Ground, ground, speaks_of_existing
from groundplan.plan.mentions.standard_library import is_standard_qualifier
from groundplan.plan.nearest import NearName, nearest_member, nearest_names
from groundplan.plan.promises import last_name
from groundplan.rules.endpoint_proposals import listed_endpoints
from groundplan.rules.members import members_of
from groundplan.rules.named_again import edits_everywhere, how_often
from groundplan.rules.rule import Rule
from groundplan.text.identifiers import fold_name, split_identifier

UNMISTAKABLE = 4
"""Words in common from which two names are one name got wrong, whatever else the plan speaks of."""


_FEWEST_NEW = 2
"""Names beside one in its line that the code does not have from which on the line lists what is to come."""


def check(snapshot: Snapshot, plan: Plan) -> Iterator[Finding]:
    """Yield a finding for the first mention of each name that the code ought to have and has not."""
    missing = list(_missing(ground(snapshot, plan)))
    # What no Go code is called may be a component of the web client: its files are read only where it matters.
    elsewhere = names_in_other_sources(snapshot, {last_name(finding.subject) for finding in missing})
    yield from (finding for finding in missing if last_name(finding.subject) not in elsewhere)


def _missing(here: Ground) -> Iterator[Finding]:
    seen: set[str] = set()
    coming = {each.line for each in listed_endpoints(here.snapshot, here.plan)}
    for mention in here.mentions(MentionKind.SYMBOL):
        name = last_name(mention.text)
        if mention.line in coming and mention.intent is Intent.UNKNOWN:
            continue  # the handler of an endpoint to come
        if mention.text in seen or mention.intent is Intent.NEW or name in here.own_promises.names:
            continue
        # The feature's other documents are read last: most names are known without them.
        if "." not in mention.text and (here.is_known(name) or name in here.promises.names):
            continue
        finding = _qualified(here, mention, name) if "." in mention.text else _by_likeness(here, mention, name)
        if finding is not None and name not in here.promises.names and not _is_among_new(here, mention):
            seen.add(mention.text)
            yield _everywhere(here, mention, finding)


def _is_among_new(here: Ground, mention: Mention) -> bool:
    """Tell whether a line lists names that the code mostly does not have, and says of none that it is there.

    "`repo.go`: `OpenBook`, `CloseBook`, `AppendPage`" lists what a file is to have.
    """
    if speaks_of_existing(mention):
        return False
    names = {
        last_name(each.text)
        for each in here.mentions(MentionKind.SYMBOL)
        if each.line == mention.line and each.intent is Intent.UNKNOWN
    }
    others = names - {last_name(mention.text)}
    missing = sum(not here.is_known(name) for name in others)
    return missing >= _FEWEST_NEW and missing * 2 >= len(others)


def _everywhere(here: Ground, mention: Mention, finding: Finding) -> Finding:
    """Return a finding with a fix that reaches all mentions of one name, and with how many there are."""
    same = [each for each in here.mentions(MentionKind.SYMBOL) if each.text == mention.text]
    if len(same) < 2:
        return finding
    fixes = []
    for fix in finding.fixes:
        edit = fix.edits[0]
        old = here.plan.text[edit.span.start : edit.span.end].decode("utf-8", "replace")
        everywhere = {edit, *edits_everywhere(here.plan, same, old, edit.text)}
        fixes.append(replace(fix, edits=tuple(sorted(everywhere, key=lambda each: each.span.start))))
    return replace(finding, message=finding.message + how_often(len({each.span for each in same})), fixes=tuple(fixes))


def _qualified(here: Ground, mention: Mention, name: str) -> Finding | None:
    parts = [part.strip("(*)") for part in mention.text.split(".")]
    owner = parts[-2]
    types = [symbol for symbol in here.symbols(owner) if symbol.kind.is_type]
    # `server` is a variable, a package or a type; `mergeEngines` is what the type of that name is.
    if types and (owner[:1].isupper() or (len(split_identifier(owner)) > 1 and owner not in here.lookups.packages)):
        return _member(here, mention, name, _meant(here, types, parts[-3] if len(parts) > 2 else ""))
    if len(parts) == 2 and not types and owner in here.lookups.packages:
        return _of_package(here, mention, name, owner)
    if is_standard_qualifier(owner) or here.is_known(name):
        return None
    return _by_likeness(here, mention, name, fewest=2)


def _meant(here: Ground, types: list[Symbol], package: str) -> list[Symbol]:
    """Return the types of one name that a mention can mean, likeliest first: of its package, else in sight."""
    inside = [symbol for symbol in types if package and symbol.display_name.startswith(f"{package}.")]
    in_files = [symbol for symbol in types if symbol.path in here.files_meant]
    return inside or sorted(types, key=lambda symbol: (symbol not in in_files, not here.is_in_sight(symbol.path)))


def _member(here: Ground, mention: Mention, name: str, types: list[Symbol]) -> Finding | None:
    members: dict[str, Location] = {}
    for symbol in types:
        known = members_of(here.snapshot, symbol)
        if known is None or fold_name(name) in {fold_name(each) for each in known}:
            # Another case is the field's name in JSON.
            return None
        members.update(known)
    near = nearest_member(name, members)
    owner = types[0]
    message = f"`{owner.display_name}` ({owner.path}:{owner.line}) has no `{name}`."
    if not speaks_of_existing(mention) and (near is None or here.feature_names(name)):
        return None
    others = _of_other_types(here, name, types)
    if others:
        other = others[0]
        return _finding(mention, mention.text, message, _short(other), other.location, 0.85, other.display_name)
    return _finding(mention, name, message, near, members.get(near or "", owner.location), 0.85)


def _of_other_types(here: Ground, name: str, types: list[Symbol]) -> list[Symbol]:
    """Return the methods of exactly this name, of several words, that types of another name have."""
    if len(split_identifier(name)) < 2:
        return []
    owners = {symbol.name for symbol in types}
    found = [
        symbol
        for symbol in here.symbols(name)
        if symbol.receiver and symbol.receiver not in owners and symbol.origin == Origin.HANDWRITTEN
    ]
    return sorted(found, key=lambda symbol: (not here.is_in_sight(symbol.path), symbol.path, symbol.line))


def _short(method: Symbol) -> str:
    return f"{method.receiver}.{method.name}"


def _of_package(here: Ground, mention: Mention, name: str, package: str) -> Finding | None:
    if here.is_known(name):
        return None
    inside = [near for near in nearest_names(here, name) if near.title.startswith(f"{package}.")]
    if inside and not here.feature_names(name) and (inside[0].own or speaks_of_existing(mention)):
        return _nothing_called(mention, name, inside[0], package)
    return _by_likeness(here, mention, name, package)


def _by_likeness(here: Ground, mention: Mention, name: str, package: str = "", fewest: int = 1) -> Finding | None:
    """Return a finding where the code has a name with at least `fewest` of the words, but one word apart."""
    if here.feature_names(name):
        return None
    for near in nearest_names(here, name):
        if near.shared >= fewest and _is_slip(here, mention, name, near):
            return _nothing_called(mention, name, near, package)
    return None


def _nothing_called(mention: Mention, name: str, near: NearName, package: str) -> Finding:
    message = f"Package `{package}` has no `{name}`." if package else f"Nothing in the code is called `{name}`."
    return _finding(mention, name, message, near.name, near.location, 0.75, near.title)


def _is_slip(here: Ground, mention: Mention, name: str, near: NearName) -> bool:
    """Tell whether a name is one of the code got wrong, and not a new one formed like those of the code."""
    if not near.own and not speaks_of_existing(mention):
        # A shorter name is as often short for the longer one.
        return False
    if len(split_identifier(name)) < 2 and not near.own:
        return False
    if near.shared >= UNMISTAKABLE:
        return True
    if any(here.speaks_of(word, name) for word in near.own):
        return False
    return near.close or near.shared > 1


def _finding(
    mention: Mention, name: str, message: str, near: str | None, place: Location, confidence: float, title: str = ""
) -> Finding:
    related: tuple[Related, ...] = ()
    fixes: tuple[Fix, ...] = ()
    if near is not None:
        message += f" The nearest is `{title or near}` ({place.path}:{place.line})."
        related = (Related("symbol", near, place, title or near),)
        end = mention.span.start + len(mention.text)
        span = Span(end - len(name), end)
        fixes = (Fix(f"Write {near}", (TextEdit(span, near),), preferred=True),)
    return Finding(
        SYMBOL_MISSING.code, Severity.WARNING, confidence, message, mention.span, mention.text, related, fixes
    )


SYMBOL_MISSING = Rule(
    code="GP202",
    name="symbol-does-not-exist",
    severity=Severity.WARNING,
    summary="The plan speaks of a type, function, method or field as existing, and the code has none of that name",
    rationale=(
        "The loudest complaint about written plans: they name functions, types and fields that the code does not"
        " have. A name is reported where that is certain: a member that a type of the workspace lacks, a name that"
        " one of its packages lacks, or a bare name one word away from one of the code, by a word that the plan"
        " uses nowhere else. What the plan or another document of its feature makes, and what belongs to the"
        " standard library or a dependency, is left alone, and so is a name that stands in a source file of another"
        " language: a component of the web client. A line most of whose names are nowhere lists what is to come. The"
        " first mention is reported, the fix reaches all."
    ),
    bad="Call `store.FetchInvoice` and set `Invoice.ReminderDate`. (The code has `FindInvoice` and `RemindedAt`.)",
    good="Call `store.FindInvoice` and set `Invoice.RemindedAt`.",
    check=check,
)
