"""What a whole document says of a name that one place leaves open: a thing made in task 2 is new in the tests above.

A place that says nothing takes over what was said of the same thing last, else what is said of it first. One that only
uses a thing ("call `X`") speaks of what will be there by then: it yields to a place that makes the thing, unless
the document says anywhere outright that it exists.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import islice

from groundplan.model.plan import Intent, Mention, MentionKind, Plan
from groundplan.plan.derived import derived
from groundplan.plan.front_matter import front_matter_end
from groundplan.plan.labels import intent_of_label
from groundplan.plan.mentions.endpoints import endpoint_parts
from groundplan.text.identifiers import split_identifier
from groundplan.text.route_paths import path_shape

# A line that speaks of what is there by more than using it.
_OUTRIGHT_OLD = re.compile(
    rb"\b(?:exist(?:s|ing)?|current(?:ly)?|already|today|legacy|old|present(?:ly)?|reus\w+|unchanged|untouched|stays?"
    rb"|remains?|still|as[- ]is)\b",
    re.IGNORECASE,
)
_BEFORE, _BEHIND = 25, 20

_LEAD = 300

# Other ways of writing a name that are tried; more are different things with one common name.
_MOST_SPELLINGS = 8


def settled_mentions(plan: Plan) -> tuple[Mention, ...]:
    """Return a plan's mentions in their order, each with the intent that the whole document gives it.

    A type that only a fence writes down is what the line above the fence says of it.
    """
    return derived(plan, "settled mentions", _settled_mentions)


def _settled_mentions(plan: Plan) -> tuple[Mention, ...]:
    mentions = settle_intents(plan.text, plan.mentions)
    declared = _declared(plan)
    if not declared:
        return mentions
    return tuple(
        replace(mention, intent=Intent.NEW)
        if mention.intent is Intent.UNKNOWN
        and mention.kind is MentionKind.SYMBOL
        and _owner_and_name(mention.text)[1] in declared
        else mention
        for mention in mentions
    )


def _declared(plan: Plan) -> frozenset[str]:
    """Return the types and functions that fences of Go write down as new, by the line in front of each fence."""
    names = [(each.fence, each.decl.name) for each in plan.types]
    names += [(each.fence, each.decl.name) for each in plan.funcs]
    new = {
        fence
        for fence in {fence for fence, _ in names}
        if intent_of_label(_line_above(plan, plan.fences[fence].span.start)) is Intent.NEW
    }
    return frozenset(name for fence, name in names if fence in new)


def _line_above(plan: Plan, offset: int) -> bytes:
    above = plan.text[max(0, offset - _LEAD) : offset].rstrip()
    return above[above.rfind(b"\n") + 1 :]


def settle_intents(text: bytes, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Return a document's mentions, in source order, with the intents that the whole of it gives them.

    What nobody says stays open.
    """
    names: dict[str, _Name] = {}
    listed = front_matter_end(text)
    keys = [_key(mention.kind, mention.text) for mention in mentions]
    for key, mention in zip(keys, mentions, strict=True):
        # A list of the files that work touches has those that it makes among them.
        if mention.intent is not Intent.UNKNOWN and mention.span.start >= listed:
            name = names.get(key)
            if name is None:
                name = names[key] = _Name(mention.kind)
            name.add(mention)
    for key, mention in zip(keys, mentions, strict=True):
        if mention.kind is MentionKind.PATH and key in names and "/" in mention.text:
            names[key].places.add(_bare_path(mention.text))
    for name in names.values():
        name.weigh(text)
    whole = _Wholes(names.values())
    found = []
    for key, mention in zip(keys, mentions, strict=True):
        name = names.get(key)
        intent = name.settled(mention) if name is not None else mention.intent
        if intent is Intent.UNKNOWN:
            intent = whole.intent_of_part(mention)
        if name is not None and mention.intent is not Intent.UNKNOWN:
            name.last[mention.text] = intent
        found.append(mention if intent is mention.intent else replace(mention, intent=intent))
    return tuple(found)


@dataclass(slots=True)
class _Name:
    """What a document says of the things with one name, by the ways in which the name is written.

    `places` are the paths of the files with that name, `makers` the ways in which it is made when places that only use
    it yield to that; `last` is what was said up to the place that is judged.
    """

    kind: MentionKind
    changed: bool = False
    places: set[str] = field(default_factory=set)
    new: list[Mention] = field(default_factory=list)
    existing: list[Mention] = field(default_factory=list)
    first: dict[str, Intent] = field(default_factory=dict)
    last: dict[str, Intent] = field(default_factory=dict)
    makers: tuple[str, ...] = ()

    def add(self, mention: Mention) -> None:
        """Take in a mention whose place says what is intended."""
        self.first.setdefault(mention.text, mention.intent)
        if mention.intent is Intent.NEW:
            self.new.append(mention)
        elif mention.intent is Intent.EXISTING:
            self.existing.append(mention)
        else:
            self.changed = True

    def weigh(self, text: bytes) -> None:
        """Find out whether places that only use the thing yield to those that make it."""
        if self.new and self.existing and not any(_says(text, each, _OUTRIGHT_OLD) for each in self.existing):
            self.makers = tuple(islice(dict.fromkeys(each.text for each in self.new), _MOST_SPELLINGS))

    def settled(self, mention: Mention) -> Intent:
        """Return what the document says of a mention, UNKNOWN where nothing."""
        intent = mention.intent
        if intent is Intent.UNKNOWN:
            intent = self._said_of(mention)
            if intent is Intent.EXISTING and self.changed:
                # What the plan changes anywhere it is about to change.
                return Intent.CHANGED
        if intent is Intent.EXISTING and any(self._is_same(mention, text) for text in self.makers):
            return Intent.NEW
        return intent

    def _said_of(self, mention: Mention) -> Intent:
        for said in (self.last, self.first):
            if mention.text in said:
                return said[mention.text]
            for text in islice(said, _MOST_SPELLINGS):
                if self._is_same(mention, text):
                    return said[text]
        return Intent.UNKNOWN

    def _is_same(self, mention: Mention, text: str) -> bool:
        if mention.text != text and len(self.places) > 1 and "/" not in min(mention.text, text, key=len):
            # `entity.go` can be either of two files.
            return False
        return _is_same(mention, text)


class _Wholes:
    """The types and folders that a document makes, with all that is in them."""

    def __init__(self, names: Iterable[_Name]) -> None:
        self._types: set[str] = set()
        folders: list[str] = []
        inside: dict[str, set[Intent]] = {}
        files: Counter[str] = Counter()
        for name in names:
            if name.kind is MentionKind.SYMBOL:
                if set(name.first.values()) == {Intent.NEW}:
                    self._types.update(_owner_and_name(text)[1] for text in name.first)
            elif name.kind is MentionKind.PATH:
                for path, intent in name.first.items():
                    folder, _, last = path.rstrip("/").rpartition("/")
                    inside.setdefault(folder, set()).add(intent)
                    files[folder] += 1
                    if intent is Intent.NEW and "." not in last:
                        folders.append(f"{path.strip('/')}/")
        self._folders = tuple(folders)
        self._old_folders = {folder for folder, said in inside.items() if folder and said - {Intent.NEW}}
        # All that is named in it is made: the folder is made with it.
        self._new_folders = {
            folder for folder, said in inside.items() if "/" in folder and files[folder] > 1 and said == {Intent.NEW}
        }

    def intent_of_part(self, mention: Mention) -> Intent:
        """Return that a method of a new type and a file in a new folder are new, UNKNOWN for other things.

        A folder with files in it that are there is there.
        """
        if mention.kind is MentionKind.SYMBOL:
            owner = _owner_and_name(mention.text)[0]
            return Intent.NEW if owner[:1].isupper() and owner in self._types else Intent.UNKNOWN
        if mention.kind is MentionKind.PATH and mention.text.strip("/") in self._old_folders:
            return Intent.EXISTING
        if mention.kind is MentionKind.PATH and (
            mention.text.rpartition("/")[0] in self._new_folders
            or (self._folders and mention.text.startswith(self._folders))
        ):
            return Intent.NEW
        return Intent.UNKNOWN


def _says(text: bytes, mention: Mention, words: re.Pattern[bytes]) -> bool:
    """Whether the line around a mention has one of some words."""
    start = max(text.rfind(b"\n", 0, mention.span.start) + 1, mention.span.start - _BEFORE)
    end = text.find(b"\n", mention.span.end, mention.span.end + _BEHIND)
    return words.search(text, start, end if end >= 0 else mention.span.end + _BEHIND) is not None


# Names come again and again, within a plan and from one version of it to the next.
@lru_cache(maxsize=8192)
def _key(kind: MentionKind, text: str) -> str:
    """Return what mentions of the same thing share at least."""
    if kind is MentionKind.SYMBOL:
        text = _owner_and_name(text)[1]
    elif kind is MentionKind.PATH:
        text = text.rstrip("/").rpartition("/")[2]
    elif kind is MentionKind.ENDPOINT:
        method, path = endpoint_parts(text)
        text = f"{method} {'/'.join(path_shape(path))}"
    return f"{kind.value}: {text}"


def _is_same(mention: Mention, text: str) -> bool:
    """Whether a name with the same key as a mention's can mean the same thing."""
    if mention.text == text:
        return True
    if mention.kind is MentionKind.PATH:
        short, long = sorted((_bare_path(mention.text), _bare_path(text)), key=len)
        return long == short or long.endswith(f"/{short}")
    if mention.kind is not MentionKind.SYMBOL:
        return True
    owner, name = _owner_and_name(mention.text)
    other = _owner_and_name(text)[0]
    # `Close` can be anybody's, `CloseExpiredStays` hardly.
    return owner.lower() == other.lower() or ((not owner or not other) and len(split_identifier(name)) > 1)


def _bare_path(text: str) -> str:
    return text.removeprefix("./").strip("/")


@lru_cache(maxsize=8192)
def _owner_and_name(text: str) -> tuple[str, str]:
    """Return the last two parts of a qualified name: `(*a.T).M` is `T` and `M`; "" for an owner that is not there."""
    parts = text.replace("(", "").replace(")", "").replace("*", "").rsplit(".", 2)
    return (parts[-2] if len(parts) > 1 else "", parts[-1])
