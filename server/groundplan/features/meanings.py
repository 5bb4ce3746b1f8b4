"""What each name of a plan stands for: something of the code, something that the plan will make, or nothing known."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from groundplan.features.members import member_named
from groundplan.index.snapshot import Snapshot
from groundplan.model.plan import Intent, Mention, MentionKind, Plan
from groundplan.plan.ground import ground
from groundplan.plan.intent_settled import settled_mentions
from groundplan.plan.mentions.endpoints import endpoint_parts
from groundplan.plan.mentions.standard_library import is_standard_package, is_standard_qualifier
from groundplan.plan.promises import Promises, clean_path, last_name
from groundplan.plan.targets import Target, targets_of
from groundplan.text.route_paths import path_shape

# All of a mention that its meaning in the code rests on.
_Name = tuple[MentionKind, str, tuple[tuple[int, int], ...]]


class Standing(str, Enum):
    """How a name stands to the code; `OUTSIDE` is what neither the workspace nor the plan can know."""

    KNOWN = "known"
    PLANNED = "planned"
    UNKNOWN = "unknown"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Meaning:
    """A mention's standing, and what of the code it can mean, best first."""

    standing: Standing
    targets: tuple[Target, ...] = ()


def meanings_of(snapshot: Snapshot, plan: Plan) -> tuple[Meaning, ...]:
    """Return the meaning of each of the plan's mentions, in their order."""
    promises = ground(snapshot, plan).promises
    named = {_name(mention): mention for mention in plan.mentions}
    in_code = snapshot.remember_each(
        ("meanings", plan.path),
        named,
        lambda names: {name: _meaning_in_code(snapshot, plan, named[name]) for name in names},
    )
    known: dict[tuple[_Name, bool], Meaning] = {}
    found = []
    for mention in settled_mentions(plan):
        key = (_name(mention), mention.intent is Intent.NEW)
        meaning = known.get(key)
        if meaning is None:
            meaning = in_code[key[0]]
            if meaning.standing is not Standing.KNOWN and (key[1] or _is_promised(mention, promises)):
                meaning = Meaning(Standing.PLANNED)
            known[key] = meaning
        found.append(meaning)
    return tuple(found)


def _name(mention: Mention) -> _Name:
    return mention.kind, mention.text, mention.lines


def _meaning_in_code(snapshot: Snapshot, plan: Plan, mention: Mention) -> Meaning:
    """Return what a mention means as far as the plan's own promises do not count."""
    targets = targets_of(snapshot, plan, mention)
    if targets:
        return Meaning(Standing.KNOWN, targets)
    if _is_there(snapshot, mention):
        return Meaning(Standing.KNOWN)
    return Meaning(Standing.OUTSIDE if _is_outside(snapshot, mention) else Standing.UNKNOWN)


def _is_there(snapshot: Snapshot, mention: Mention) -> bool:
    """Tell whether the workspace has a member, a folder or a requirement of that name."""
    if mention.kind is MentionKind.SYMBOL:
        return member_named(snapshot, mention.text) is not None
    if mention.kind is MentionKind.PATH:
        return snapshot.has_folder(clean_path(mention.text)) if clean_path(mention.text) else False
    if mention.kind is not MentionKind.DEPENDENCY:
        return False
    text = mention.text
    for module in snapshot.modules:
        for path in (module.path, *(need.path for need in module.requirements)):
            if path == text or path.endswith(f"/{text}") or text.startswith(f"{path}/"):
                return True
    return False


def _is_promised(mention: Mention, promises: Promises) -> bool:
    if mention.kind is MentionKind.PATH:
        return promises.has_path(mention.text) or promises.may_have_path(mention.text)
    if mention.kind is MentionKind.SYMBOL:
        return last_name(mention.text) in promises.names
    if mention.kind is MentionKind.ENDPOINT:
        method, path = endpoint_parts(mention.text)
        return promises.has_endpoint(method, path_shape(path))
    return mention.text in promises.others


def _is_outside(snapshot: Snapshot, mention: Mention) -> bool:
    """Tell whether a name belongs to a package that is not of the workspace: Go's own or a dependency's."""
    if mention.kind is MentionKind.DEPENDENCY:
        return is_standard_package(mention.text)
    if mention.kind is not MentionKind.SYMBOL or "." not in mention.text:
        return False
    owner = mention.text.lstrip("(*&[]").split(".")[0]
    if is_standard_qualifier(owner):
        # A package of the workspace may have the same name; then the name in it is not there, which proves nothing.
        return True
    return owner not in snapshot.names.packages and not snapshot.names.named(owner)
