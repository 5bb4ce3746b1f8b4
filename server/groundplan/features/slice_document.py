"""A feature slice as a Markdown document of its own: the way through it, the tree with its evidence, a diagram."""

from __future__ import annotations

import re

from groundplan.features.slice_text import SURE, slice_lines, slice_mermaid
from groundplan.model.feature import Linker
from groundplan.model.slice import NodeKind, Slice, SliceNode

_MARKUP = re.compile(r"[\\`*_\[\]<>]")


def slice_document(found: Slice, link: Linker) -> str:
    """Return a slice as a Markdown document; `link` makes the target of a link to a file and a line."""
    lines = [f"# Slice of {_plain(found.title)}", ""]
    for summary in slice_lines(found, link):
        lines += [summary, ""]
    counts = _counts(found)
    if counts:
        lines += [counts, ""]
    if any(root.children for root in found.roots):
        lines += ["```mermaid", slice_mermaid(found), "```", ""]
    lines += ["## Parts", ""]
    for root in found.roots:
        _add(root, link, 0, lines)
    if found.left_out:
        lines.append(f"- _{found.left_out} more_")
    if not any(root.children for root in found.roots):
        lines += ["", "The index knows nothing that hangs together with it."]
    return "\n".join(lines) + "\n"


def _plain(text: str) -> str:
    """Return a name as prose: code in a heading is too loud."""
    return _MARKUP.sub(r"\\\g<0>", text)


def _counts(found: Slice) -> str:
    """Return how many parts of each kind there are, as "1 route · 2 services", each part counted once."""
    parts = {(node.kind, node.path, node.line, node.name) for node in found.nodes()}
    counted = [(kind, sum(part[0] is kind for part in parts)) for kind in NodeKind]
    return " · ".join(f"{number} {_noun(kind, number)}" for kind, number in counted if number)


def _noun(kind: NodeKind, number: int) -> str:
    name = "outside API" if kind is NodeKind.API else kind.value
    return name if number == 1 or kind is NodeKind.MIDDLEWARE else f"{name}s"


def _add(node: SliceNode, link: Linker, depth: int, lines: list[str]) -> None:
    relation = f"{node.relation} " if node.relation else ""
    place = f"[{node.path}:{node.line}]({link(node.path, node.line)})"
    said = [node.detail, SURE[node.confidence], *node.evidence]
    why = f" · *{'; '.join(each for each in said if each)}*" if any(said) else ""
    lines.append(f"{'  ' * depth}- {relation}**`{node.name}`** · {place}{why}")
    for child in node.children:
        _add(child, link, depth + 1, lines)
    if node.left_out:
        lines.append(f"{'  ' * (depth + 1)}- _{node.left_out} more_")
