"""Similar Features Found: existing features as chains from route to type."""

from __future__ import annotations

import posixpath

from groundplan.discover.reasons import NAMED
from groundplan.discover.type_names import VERBS
from groundplan.features.sections.context import SectionContext
from groundplan.features.sections.line import Line
from groundplan.model.slice import Chain, NodeKind, SliceNode, StepRole
from groundplan.model.symbol import Symbol, SymbolKind
from groundplan.text.identifiers import fold_name, singular, split_identifier
from groundplan.text.identifiers import words as words_in

SHOWN = 4
"""Features listed; the rest is a count and a command."""

WORTH_SHOWING = 0.3
"""Score, relative to the best, below which a feature only pads the list."""

_SAYING_NOTHING = ("tx", "ctx")

_OF_ANYTHING = VERBS | {"by", "id", "ids", "all", "one", "many", "handle", "serve", "http", "index"}

_PARAMETER = frozenset("{:*<$")
"""What a segment of a path begins with that stands for any value."""

_DOING = frozenset(("run", "handle", "execute", "process", "serve", "do", "main"))
"""Names of functions that do whatever their receiver or package is named after."""

_SAID_BY_PATH = ("one", "index")
"""Words that a handler's name needs and the noun of its path does not: `GetOne` of `/projects/{id}`."""

ROLE_WORDS = ("handler", "handlers", "service", "controller", "api", "store", "repository", "repo", "server")
"""Words that say what code is for, not what the feature is about."""


def fill(context: SectionContext) -> tuple[Line, ...]:
    """Return a line per similar feature: what it is, its chain, and why it was chosen."""
    good = [item for item in context.slices if item.score >= WORTH_SHOWING]
    lines = [
        Line(_text(context, item), context.links.target(item.entry.path, item.entry.line)) for item in good[:SHOWN]
    ]
    if len(good) > SHOWN:
        words = " ".join(context.query.words[:8])
        more = f'- _{len(good) - SHOWN} more: `groundplan find "{words}"`_'
        lines.append(Line(more, "more: `groundplan find"))
    if lines and context.title_query.words and not any(_bears_title(context, item) for item in good):
        said = " or ".join(f"“{word}”" for word in context.title_query.words[:3])
        lines.append(
            Line(f"- ⟨none of these is named after {said}: which is like it, if any?⟩", "⟨none of these is named")
        )
    if not lines:
        for candidate in context.candidates[:SHOWN]:
            symbol = candidate.symbol
            text = f"- {context.links.symbol(symbol, symbol.display_name)}: {'; '.join(candidate.reasons)}."
            lines.append(Line(text, context.links.target(symbol.path, symbol.line)))
    return tuple(lines)


def _bears_title(context: SectionContext, found: Chain) -> bool:
    """Whether anything on a feature's way, or what it was found by, is named after a word of the title."""
    named = " ".join(
        (*(step.symbol.qualified_name for step in found.steps), *(each for each in found.reasons if NAMED in each))
    )
    return bool(context.named_in_title(found) or set(context.title_query.words) & set(words_in(named)))


def _text(context: SectionContext, found: Chain) -> str:
    parts = [f"**{_title(found)}**"]
    if found.routes:
        parts.append(" · ".join(f"`{route.title}`" for route in found.routes[:2]))
    chain = " → ".join(_step(context, found, position) for position in range(len(found.steps)))
    why = list(found.reasons)
    if found.tests:
        why.append(f"tests in {posixpath.basename(found.tests[0])}")
    ends = [f"{_noun(node)}[`{node.name}`]({context.links.target(node.path, node.line)})" for node in found.kept_in]
    kept = f" → {', '.join(ends)}" if ends else ""
    return f"- {' · '.join(parts)} → {chain}{kept}. *{_sentence(why) or _said_by_path(context, found)}*"


def _noun(node: SliceNode) -> str:
    return f"{node.detail.split(',')[0]} " if node.kind is NodeKind.RESOURCE and node.detail else ""


def _step(context: SectionContext, found: Chain, position: int) -> str:
    step = found.steps[position]
    label = step.symbol.display_name if step.role is StepRole.TYPE else ""
    return context.links.symbol(step.symbol, label)


def _title(found: Chain) -> str:
    entry = found.entry
    if entry.kind.is_type:
        return " ".join(split_identifier(entry.name)).capitalize()
    words = [word for word in split_identifier(entry.name) if word not in _SAYING_NOTHING]
    for generic in ("handle", "handler"):
        if generic in words and len(words) > 1:
            words.remove(generic)
    # `Create` alone says nothing: the next step, the route, the package or the receiver says of what.
    if len(words) >= 2 and not _OF_ANYTHING.issuperset(words):
        return " ".join(words).capitalize()
    step = found.steps[1].symbol if len(found.steps) > 1 else None
    below = split_identifier(step.name) if step is not None and not step.kind.is_type else ()
    if len(below) > 1 and not _OF_ANYTHING.issuperset(below) and set(words) & set(below):
        # It does the same of something: what helps on the way, as `buildViewModel` does, is another matter.
        return " ".join(below).capitalize()
    noun = _noun_of_path(found.routes[0].path, words) if found.routes else ""
    if noun and len(words) > 1:
        words = [word for word in words if word not in _SAID_BY_PATH]
    if noun and set(words) <= {"get"}:
        noun = singular(noun) if found.routes[0].path.rpartition("/")[2][:1] in _PARAMETER else noun
    if not noun:
        owner = entry.receiver if entry.kind is SymbolKind.METHOD else _package_in_words(entry)
        if owner == "main":
            # The program's name says more than that it is one.
            owner = posixpath.basename(posixpath.dirname(entry.path)) or owner
            words = [word for word in words if word not in ROLE_WORDS]
        elif set(split_identifier(owner)) <= set(ROLE_WORDS):
            owner = _package_in_words(entry)
        noun = " ".join(word for word in split_identifier(owner) if word not in ROLE_WORDS)
    if noun and _DOING.issuperset(words):
        words = []
    said = [word for word in noun.split() if word not in words]
    return " ".join((*words, *said)).capitalize()


def _package_in_words(entry: Symbol) -> str:
    """A package's name, as its folder writes it where that is the same with the words apart: `alarm-executor`."""
    folder = posixpath.basename(posixpath.dirname(entry.path))
    return folder if fold_name(folder) == fold_name(entry.package) else entry.package


def _noun_of_path(path: str, said: list[str]) -> str:
    """The last literal segment of a route's path that says something new, as words."""
    for segment in reversed(path.strip("/").split("/")):
        words = split_identifier(segment)
        if words and segment[0] not in _PARAMETER and not set(words) <= set(said) and not words[0].startswith("v1"):
            return " ".join(words)
    return ""


def _sentence(reasons: list[str]) -> str:
    text = "; ".join(reason for reason in reasons if not reason.startswith("serves "))
    return (text[:1].upper() + text[1:] + ".") if text else ""


def _said_by_path(context: SectionContext, found: Chain) -> str:
    """Why a feature was chosen of which only the path speaks of the plan."""
    said = words_in(" ".join(route.path for route in found.routes))
    hits = [word for word in context.query.words if word in said][:2]
    return f"Its path speaks of {' and '.join(f'“{word}”' for word in hits)}." if hits else "1 match."
