"""True statements of a plan made false: the lies that a reviewer would want to hear of.

Each is made from a mention that the code bears out, in all lines of prose that say the same; fences are changed only
where the lie is about a struct that a fence restates. What is chosen follows from the plan alone. What is planned is
left out, see `planned`.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from groundplan.discover.field_pairs import bare_type
from groundplan.index.snapshot import Snapshot
from groundplan.model.plan import Intent, Mention, MentionKind, Plan
from groundplan.model.symbol import Symbol, SymbolKind
from groundplan.plan.ground import Ground, ground
from groundplan.plan.mentions.endpoints import endpoint_parts
from groundplan.plan.promises import last_name
from groundplan.plan.targets import routes_meant
from groundplan.plan.ties import ties_of
from groundplan.syntax.golang import read_go_fragment
from groundplan.text.identifiers import split_identifier
from tests.replay.planned import is_of_another_package, tells_of_done_work

KINDS = ("name", "line", "parameter", "field", "method", "segment", "path")

_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
_WORDS = tuple("Signal Condition Reply Credential Bundle Ledger Parcel Vendor Lookup Basket".split())
_SEGMENTS = tuple("parcels vendors ledgers baskets".split())
_FOLDERS = tuple("authz apps platform vault".split())
_STEMS = tuple("entry core base".split())
_SHIFTS = (25, 60, 140, 400)

_NAME_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+")
_QUOTED_LIST = re.compile(rb"\(([^`()\n]{1,200})\)")
_FENCE_MARKS = (b"```", b"~~~")


@dataclass(frozen=True, slots=True)
class Lie:
    """A false statement: what it replaces, the plan with it, and `tokens` of which a warning must name one.

    `lines` are the 1-based lines that differ.
    """

    kind: str
    old: str
    new: str
    tokens: tuple[str, ...]
    text: bytes
    lines: frozenset[int]


_Maker = Callable[[random.Random], Lie | None]


def lies_of(snapshot: Snapshot, plan: Plan, most: int) -> Iterator[Lie]:
    """Yield at most `most` lies of each kind, chosen by the plan's path and text alone."""
    chance = random.Random(f"{plan.path}\n{len(plan.text)}")
    here = ground(snapshot, plan)
    if tells_of_done_work(here):
        return
    sources = (_names(here), _lines(here), _parameters(here), _fields(here), *_endpoints(here), _paths(here))
    for found in sources:
        makers = list(found)
        chance.shuffle(makers)
        made = 0
        for make in makers:
            lie = make(chance) if made < most else None
            if lie is not None:
                made += 1
                yield lie


def _of_prose(here: Ground, kind: MentionKind) -> Iterator[Mention]:
    """Yield the first mention of each text that stands outside of fences and that the feature nowhere announces."""
    seen = {
        _key(mention)
        for document in (here.plan, *here.feature)
        for mention in document.mentions
        if mention.kind is kind and mention.intent is Intent.NEW
    }
    for mention in here.mentions(kind):
        if not mention.in_fence and _key(mention) not in seen:
            seen.add(_key(mention))
            yield mention


def _key(mention: Mention) -> str:
    """Return what two mentions of one thing have in common: an endpoint may carry a query here and none there."""
    return " ".join(endpoint_parts(mention.text)) if mention.kind is MentionKind.ENDPOINT else mention.text


def _names(here: Ground) -> Iterator[_Maker]:
    for mention in _of_prose(here, MentionKind.SYMBOL):
        name = last_name(mention.text)
        symbols = [symbol for symbol in here.snapshot.resolve(mention.text) if not symbol.origin]
        if len(symbols) == 1 and len(split_identifier(name)) > 1:
            yield _renamer(here.plan, name)


def _renamer(plan: Plan, name: str) -> _Maker:
    def make(chance: random.Random) -> Lie | None:
        words = _NAME_WORDS.findall(name)
        if len(words) < 2 or "".join(words) != name:
            return None
        at = chance.randrange(len(words))
        word = chance.choice(_WORDS)
        words[at] = word.lower() if at == 0 and name[0].islower() else word
        new = "".join(words)
        text = _in_prose(plan.text, rb"(?<!\w)" + name.encode() + rb"(?!\w)", new)
        return _lie("name", plan, name, new, (new,), text)

    return make


def _paths(here: Ground) -> Iterator[_Maker]:
    for mention in _of_prose(here, MentionKind.PATH):
        path = mention.text
        if not path.endswith(".go") or path.endswith("_test.go") or path.startswith(("/", ".")):
            continue
        if "/" in path and len(here.files(path)) == 1:
            yield _mover(here.plan, path)


def _mover(plan: Plan, path: str) -> _Maker:
    def make(chance: random.Random) -> Lie | None:
        folder, _, name = path.rpartition("/")
        share = chance.random()
        if share < 0.4:
            new = f"{folder}/{name.removesuffix('.go')}{chance.choice(('s', '_helper', 'er'))}.go"
        elif share < 0.6:
            new = f"{folder}/{chance.choice(_STEMS)}.go"
        else:
            parts = folder.split("/")
            parts[chance.randrange(len(parts))] = chance.choice(_FOLDERS)
            new = f"{'/'.join(parts)}/{name}"
        text = _in_prose(plan.text, rb"(?<![\w/])" + re.escape(path.encode()) + rb"(?!\w)", new)
        return _lie("path", plan, path, new, (new,), text)

    return make


def _lines(here: Ground) -> Iterator[_Maker]:
    for tie in ties_of(here.plan):
        files = here.files(tie.path.text) if tie.path.lines else ()
        held = [symbol for symbol in here.symbols(last_name(tie.symbol.text)) if symbol.path in files]
        if len(files) == 1 and len(held) == 1 and any(first <= held[0].line <= last for first, last in tie.path.lines):
            yield _shifter(here.plan, tie.path, held[0])


def _shifter(plan: Plan, mention: Mention, symbol: Symbol) -> _Maker:
    def make(chance: random.Random) -> Lie | None:
        first, last = mention.lines[0]
        by = chance.choice(_SHIFTS)
        behind = plan.text[mention.span.end : mention.span.end + 40].split(b"\n")[0]
        pattern = rb"\b%d\b" % first if first == last else rb"\b%d(\D{1,4})%d\b" % (first, last)
        written = re.search(pattern, behind)
        if written is None:
            return None
        new = str(first + by)
        said = new.encode() if first == last else b"%d%s%d" % (first + by, written.group(1), last + by)
        start, end = (mention.span.end + offset for offset in written.span())
        text = plan.text[:start] + said + plan.text[end:]
        return _lie("line", plan, f"{symbol.name}:{first}", new, (new, symbol.name), text)

    return make


def _parameters(here: Ground) -> Iterator[_Maker]:
    for mention in _of_prose(here, MentionKind.SYMBOL):
        quoted = _QUOTED_LIST.match(here.plan.text, mention.span.end)
        if quoted is None or not _is_whole_list(quoted.group(1)):
            continue
        symbols = [each for each in here.snapshot.resolve(mention.text) if not each.origin]
        kinds = {symbol.kind for symbol in symbols}
        if len(symbols) == 1 and kinds <= {SymbolKind.FUNC, SymbolKind.METHOD}:
            decl = here.snapshot.func_decl(symbols[0])
            facts = read_go_fragment(b"func quoted" + quoted.group() + b" {}")
            said = facts.funcs[0].signature.params if facts.funcs and not facts.broken else ()
            # A name with empty brackets is how people write a call: one parameter is left.
            if decl is not None and len(said) > 1 and len(said) == len(decl.signature.params):
                yield _dropper(here.plan, last_name(mention.text), quoted.group(1))


def _is_whole_list(listed: bytes) -> bool:
    """Tell whether a list of parameters gives each a name and a type."""
    return all(len(part.split()) >= 2 for part in listed.split(b","))


def _dropper(plan: Plan, name: str, listed: bytes) -> _Maker:
    def make(chance: random.Random) -> Lie | None:
        parts = listed.split(b",")
        del parts[chance.randrange(len(parts))]
        new = b",".join(parts).strip()
        pattern = rb"(?<=" + re.escape(name.encode() + b"(") + rb")" + re.escape(listed) + rb"(?=\))"
        text = _in_prose(plan.text, pattern, new.decode())
        return _lie("parameter", plan, f"{name}({listed.decode()})", f"{name}({new.decode()})", (name,), text)

    return make


def _fields(here: Ground) -> Iterator[_Maker]:
    """Yield a lie for each field of a struct in a fence that the code has with the same type."""
    for proposed in here.plan.types:
        owners = [symbol for symbol in here.snapshot.types_named(proposed.decl.name) if not symbol.origin]
        if len(owners) != 1 or is_of_another_package(here, proposed, owners[0]):
            continue
        known = {field.name: field.type for field in here.snapshot.type_fields(owners[0])}
        shared = [
            field for field in proposed.decl.fields if bare_type(known.get(field.name, "")) == bare_type(field.type)
        ]
        for field in shared if len(shared) > 1 else ():
            if not field.embedded and field.type:
                yield _retyper(here.plan, proposed.decl.name, field.name, field.type, field.line)


def _retyper(plan: Plan, owner: str, name: str, spelled: str, line: int) -> _Maker:
    def make(chance: random.Random) -> Lie | None:
        new = chance.choice([each for each in ("string", "int64", "bool", "[]string") if each != bare_type(spelled)])
        lines = plan.text.split(b"\n")
        pattern = rb"(\b" + name.encode() + rb"\b[^`/]*?)" + re.escape(spelled.encode()) + rb"(?![\w.\[\]])"
        if not 0 < line <= len(lines):
            return None
        lines[line - 1] = re.sub(pattern, rb"\g<1>" + new.encode(), lines[line - 1], count=1)
        return _lie("field", plan, f"{owner}.{name} {spelled}", new, (f"{owner}.{name}", name), b"\n".join(lines))

    return make


def _endpoints(here: Ground) -> tuple[list[_Maker], list[_Maker]]:
    methods: list[_Maker] = []
    segments: list[_Maker] = []
    for mention in _of_prose(here, MentionKind.ENDPOINT):
        method, path = endpoint_parts(mention.text)
        if method in _METHODS and routes_meant(here.snapshot, f"{method} {path}"):
            written = here.plan.text[mention.span.start : mention.span.end]
            if written == mention.text.encode():
                methods.append(_method_changer(here, method, path, written))
                segments.append(_segment_changer(here, method, path, written))
    return methods, segments


def _method_changer(here: Ground, method: str, path: str, written: bytes) -> _Maker:
    def make(chance: random.Random) -> Lie | None:
        wrong = [each for each in _METHODS if not routes_meant(here.snapshot, f"{each} {path}")]
        return (
            _other_endpoint(here.plan, "method", method, path, chance.choice(wrong), path, written) if wrong else None
        )

    return make


def _segment_changer(here: Ground, method: str, path: str, written: bytes) -> _Maker:
    def make(chance: random.Random) -> Lie | None:
        parts = path.split("/")
        places = [place for place, part in enumerate(parts) if place > 1 and part and part[0] not in "{:*<"]
        if not places:
            return None
        parts[chance.choice(places)] = chance.choice(_SEGMENTS)
        new = "/".join(parts)
        if routes_meant(here.snapshot, f"{method} {new}"):
            return None
        return _other_endpoint(here.plan, "segment", method, path, method, new, written)

    return make


def _other_endpoint(plan: Plan, kind: str, method: str, path: str, new: str, place: str, written: bytes) -> Lie | None:
    said = f"{new} {place}"
    text = _in_prose(plan.text, re.escape(written) + rb"(?![\w/{:\-])", said)
    return _lie(kind, plan, f"{method} {path}", said, (said,), text)


def _in_prose(text: bytes, pattern: bytes, new: str) -> bytes:
    """Return a document with a pattern replaced in all lines that no fence holds."""
    wanted = re.compile(pattern)
    lines, inside = [], False
    for line in text.split(b"\n"):
        if line.lstrip(b" >\t-*").startswith(_FENCE_MARKS):
            inside = not inside
        lines.append(line if inside else wanted.sub(lambda _: new.encode(), line))
    return b"\n".join(lines)


def _lie(kind: str, plan: Plan, old: str, new: str, tokens: tuple[str, ...], text: bytes) -> Lie | None:
    if text == plan.text:
        return None
    before, after = plan.text.split(b"\n"), text.split(b"\n")
    lines = frozenset(row for row, (one, other) in enumerate(zip(before, after, strict=True), 1) if one != other)
    return Lie(kind, old, new, tokens, text, lines)
