"""Documents with labels in them: what a plan names, written down by a person before the parser saw it.

A label stands around the words that it is about and is taken out before the document is read:

    Extend `⟦symbol~ BookingService⟧` in `⟦path~@40-52 pkg/booking.go⟧:40-52` by `⟦endpoint+ GET /v1/pilots⟧`.

The first word is the kind, the sign the intent: `+` new, `=` existing, `~` changed, `?` the document does not say.
Several signs mean that a reader could say either. `@` gives line numbers, `>` says that a fence belongs to the path,
braces give the text of the mention where it differs from the words, `&` between several mentions of the same words.
`no` marks words that name nothing, `any` words that are not judged. `open` is a blank that the author has to fill in;
`type` and `func` are declarations in a Go fence (`~`: the type says that it leaves fields out). A mention where no
label stands is wrong. Intents are those that the whole document gives to a mention, see `plan.intent_settled`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from groundplan.model.location import Span
from groundplan.model.plan import Intent, Mention, MentionKind, Plan
from groundplan.plan import parse_plan
from groundplan.plan.blanks import open_blanks
from groundplan.plan.intent_settled import settled_mentions

HERE = Path(__file__).parent

_LABEL = re.compile(
    r"⟦(?P<kind>path|symbol|endpoint|dependency|resource|field|type|func|open|no|any)(?P<signs>[+=~?]*)"
    r"(?:@(?P<lines>[\d,\-]+))?(?P<fence>>?)(?:\{(?P<texts>(?:[^{}]|\{[^{}]*\})*)\})? (?P<words>[^⟦⟧]*)⟧"
)
_SIGNS = {"+": Intent.NEW, "=": Intent.EXISTING, "~": Intent.CHANGED, "?": Intent.UNKNOWN}

# Places of documents by their house style, so that profiles are recognised as they would be.
_PLACES = {
    "speckit": "specs/012-harbour/{}.md",
    "superpowers": "docs/superpowers/plans/{}.md",
    "openspec": "openspec/changes/harbour/{}.md",
    "kiro": ".kiro/specs/harbour/{}.md",
}


@dataclass(frozen=True, slots=True)
class Label:
    """What a reader says of the bytes of `span`; `texts` are the names of the mentions there, in order."""

    kind: str
    intents: tuple[Intent, ...]
    span: Span
    texts: tuple[str, ...]
    lines: tuple[tuple[int, int], ...] | None
    of_fence: bool
    line: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """How one label fared, or a mention where none stands: is its range right, its kind, its intent?"""

    kind: str
    found: bool
    named: bool
    intended: bool
    where: str

    @property
    def right(self) -> bool:
        """Whether range, kind and intent are right."""
        return self.found and self.named and self.intended


def read_labels(source: str) -> tuple[bytes, tuple[Label, ...]]:
    """Return a document without its labels, and the labels with their places in it."""
    text = ""
    labels = []
    done = 0
    for match in _LABEL.finditer(source):
        text += source[done : match.start()]
        words = match["words"]
        start = len(text.encode())
        names = tuple(part.strip() for part in match["texts"].split(" & ")) if match["texts"] else (words,)
        labels.append(
            Label(
                match["kind"],
                tuple(_SIGNS[sign] for sign in match["signs"]),
                Span(start, start + len(words.encode())),
                names,
                _ranges(match["lines"]) if match["lines"] else None,
                bool(match["fence"]),
                text.count("\n") + 1,
            )
        )
        text += words
        done = match.end()
    text += source[done:]
    if "⟦" in text or "⟧" in text:
        raise ValueError(f"a label is not well formed: {text[text.index('⟦') :][:80] if '⟦' in text else text[:80]}")
    return text.encode(), tuple(labels)


def _ranges(lines: str) -> tuple[tuple[int, int], ...]:
    parts = [part.partition("-") for part in lines.split(",")]
    return tuple((int(first), int(last or first)) for first, _, last in parts)


def judge_set(folder: Path, line_end: str = "\n") -> list[Verdict]:
    """Return how the parser fares on all documents of a folder, read with the given line ends."""
    verdicts: list[Verdict] = []
    for path in sorted(folder.glob("*.md")):
        verdicts += judge_document(path.stem, path.read_text("utf-8").replace("\n", line_end))
    return verdicts


def judge_document(name: str, source: str) -> Iterator[Verdict]:
    """Yield a verdict for each label of a document, and one for each mention that has none."""
    text, labels = read_labels(source)
    place = _PLACES.get(name.partition("_")[0], "docs/plans/{}.md").format(name.partition("_")[2] or name)
    plan = parse_plan(place, text)
    left = list(settled_mentions(plan))
    for label in labels:
        where = f"{name}:{label.line}: {text[label.span.start : label.span.end].decode()!r}"
        if label.kind == "any":
            left = [mention for mention in left if not _overlap(mention.span, label.span)]
        elif label.kind == "open":
            blanks = open_blanks(plan)
            yield Verdict("open", any(blank == label.span for blank in blanks), True, True, where)
        elif label.kind in ("type", "func"):
            yield _of_declaration(plan, label, where)
        elif label.kind == "no":
            wrong = [mention for mention in left if _overlap(mention.span, label.span)]
            wrong_blank = any(_overlap(blank, label.span) for blank in open_blanks(plan))
            left = [mention for mention in left if mention not in wrong]
            said = "".join(f" taken for {_shown(mention)}" for mention in wrong)
            yield Verdict("no", not wrong and not wrong_blank, True, True, where + said)
        else:
            yield from _of_mention(plan, label, left, where)
    for mention in left:
        yield Verdict("no", False, True, True, f"{name}:{mention.line}: {_shown(mention)} where no label is")


def _of_mention(plan: Plan, label: Label, left: list[Mention], where: str) -> Iterator[Verdict]:
    kind = MentionKind.SYMBOL if label.kind == "field" else MentionKind(label.kind)
    for text in label.texts:
        here = [mention for mention in left if mention.span == label.span and mention.text == text]
        if not here:
            here = [mention for mention in left if mention.span == label.span][:1]
        for mention in here:
            left.remove(mention)
        if not here:
            others = [mention for mention in left if _overlap(mention.span, label.span)]
            for mention in others:
                left.remove(mention)
            said = ", ".join(map(_shown, others)) or "nothing"
            yield Verdict(label.kind, False, False, False, f"{where}: found {said}")
            continue
        mention = here[0]
        ranged = mention.text == text and (label.lines is None or mention.lines == label.lines)
        if label.of_fence:
            ranged = ranged and any(fence.file_hint == text for fence in plan.fences)
        yield Verdict(
            label.kind,
            ranged,
            mention.kind is kind,
            mention.intent in label.intents,
            f"{where}: found {_shown(mention)}, {'/'.join(each.value for each in label.intents)} is right",
        )


def _of_declaration(plan: Plan, label: Label, where: str) -> Verdict:
    if label.kind == "type":
        types = [each for each in plan.types if each.decl.name_span == label.span]
        elided = Intent.CHANGED in label.intents
        return Verdict("type", bool(types), bool(types), bool(types) and types[0].elided is elided, where)
    found = any(each.decl.name_span == label.span for each in plan.funcs)
    return Verdict("func", found, found, found, where)


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


def _shown(mention: Mention) -> str:
    lines = f" {mention.lines}" if mention.lines else ""
    return f"{mention.kind.value} {mention.text!r}{lines} {mention.intent.value}"


def table(verdicts: list[Verdict]) -> str:
    """Return the figures by kind as lines of text."""
    rows = [f"{'kind':<12}{'labels':>8}{'range':>8}{'kind':>8}{'intent':>8}"]
    kinds = Counter(verdict.kind for verdict in verdicts)
    for kind in (*sorted(kinds), "all"):
        of_kind = [verdict for verdict in verdicts if kind in (verdict.kind, "all")]
        figures = [sum(getattr(verdict, name) for verdict in of_kind) for name in ("found", "named", "intended")]
        rows.append(f"{kind:<12}{len(of_kind):>8}" + "".join(f"{figure:>8}" for figure in figures))
    return "\n".join(rows)


def share_right(verdicts: list[Verdict]) -> float:
    """Return the share of labels that are right in range, kind and intent at once."""
    return sum(verdict.right for verdict in verdicts) / max(1, len(verdicts))
