"""Feature slices as Markdown: one line, a list, a diagram."""

from __future__ import annotations

from groundplan.discover.feature_slice.main_way import ON_THE_WAY, main_way
from groundplan.model.feature import Linker
from groundplan.model.join import Confidence
from groundplan.model.slice import NodeKind, Slice, SliceNode

MAX_CHAIN = 7
"""Links of the one-line form; more do not fit into two lines of a hover."""

MAX_NAMED = 4
"""Functions and routes that the two-line form names."""

MAX_LINES = 40
"""Lines of the list that is inserted into a plan."""

SURE = {Confidence.HIGH: "", Confidence.MEDIUM: "probably", Confidence.LOW: "perhaps"}
"""How confidence is said."""

_SHAPES = {
    NodeKind.ROUTE: ('(["', '"])'),
    NodeKind.RESOURCE: ('[("', '")]'),
    NodeKind.TYPE: ('[["', '"]]'),
    NodeKind.API: ('{{"', '"}}'),
    NodeKind.TEST: ('>"', '"]'),
}
_CODES = (("&", "#amp;"), ('"', "#quot;"), ("<", "#lt;"), (">", "#gt;"), ("|", "#124;"))
_PLAIN_SHAPE = ('["', '"]')


def slice_chain(found: Slice, link: Linker) -> str:
    """Return the main way through a slice on one line, "" where there is nothing beside what is asked about."""
    if not found.roots:
        return ""
    root = found.roots[0]
    return _chain(root, found, link) if root.children else ""


def _chain(top: SliceNode, found: Slice, link: Linker) -> str:
    chain = main_way(top)
    shown = " → ".join(_linked(node, link) for node in chain[:MAX_CHAIN])
    tests = [node for node in found.nodes() if node.kind is NodeKind.TEST]
    tested = f" · tested by {_linked(tests[0], link)}" if tests else ""
    return f"{shown}{tested}"


def slice_lines(found: Slice, link: Linker) -> list[str]:
    """Return a slice in at most two lines: the way through it, or of a type or resource who keeps and who serves it."""
    root = found.roots[0] if found.roots else None
    if root is None or root.kind not in (NodeKind.TYPE, NodeKind.RESOURCE):
        chain = slice_chain(found, link)
        return [chain] if chain else []
    run = next((node for node in root.children if node.relation == "handler"), None)
    if run is not None:
        # A function is what its handler does.
        return [_chain(run, found, link)]
    served = [node for node in root.children if node.kind is NodeKind.ROUTE]
    keeping = [node for node in root.children if node.relation in ("stored by", "used by") and node.kind in ON_THE_WAY]
    keeping = [node for node in keeping if node.kind is not NodeKind.ROUTE]
    lines = []
    if keeping:
        shown = " · ".join(_linked(node, link) for node in keeping[:MAX_NAMED])
        more = f" and {len(keeping) - MAX_NAMED} more" if len(keeping) > MAX_NAMED else ""
        tables = {
            node.name: node
            for keeper in root.children
            for node in keeper.walk()
            if node.kind is NodeKind.RESOURCE and node.relation in ("uses", "kept in")
        }
        kept = f" → {' · '.join(_linked(node, link) for node in list(tables.values())[:2])}" if tables else ""
        lines.append(f"{_capital(keeping[0].relation)} {shown}{more}{kept}")
    if served:
        shown = " · ".join(_linked(node, link) for node in served[:MAX_NAMED])
        more = f" and {len(served) - MAX_NAMED} more" if len(served) > MAX_NAMED else ""
        lines.append(f"{_capital(served[0].relation)} {shown}{more}")
    return lines


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _linked(node: SliceNode, link: Linker) -> str:
    noun = f"{node.detail.split(',')[0]} " if node.kind is NodeKind.RESOURCE and node.detail else ""
    return f"{noun}[`{node.name}`]({link(node.path, node.line)})"


def slice_list(found: Slice, link: Linker) -> str:
    """Return a slice as a nested Markdown list, each line with a link to its evidence."""
    lines: list[str] = []
    for root in found.roots:
        _add_lines(root, link, 0, lines)
    if len(lines) > MAX_LINES:
        lines = [*lines[:MAX_LINES], f"- _{len(lines) - MAX_LINES} more: `groundplan slice '{found.title}'`_"]
    if found.left_out:
        lines.append(f"- _{found.left_out} more: `groundplan slice '{found.title}'`_")
    return "\n".join(lines)


def _add_lines(node: SliceNode, link: Linker, depth: int, lines: list[str]) -> None:
    relation = f"{node.relation} " if node.relation else ""
    sure = f" ({SURE[node.confidence]})" if SURE[node.confidence] else ""
    lines.append(f"{'  ' * depth}- {relation}{_linked(node, link)}{sure}")
    for child in node.children:
        _add_lines(child, link, depth + 1, lines)
    if node.left_out:
        lines.append(f"{'  ' * (depth + 1)}- _{node.left_out} more_")


def slice_mermaid(found: Slice) -> str:
    """Return a slice as the text of a Mermaid flowchart; what is not sure is a dotted line."""
    numbers: dict[tuple[str, int, str], str] = {}
    nodes: list[str] = []
    edges: dict[str, None] = {}

    def number_of(node: SliceNode) -> str:
        key = (node.path, node.line, node.name)
        if key not in numbers:
            numbers[key] = f"n{len(numbers) + 1}"
            before, behind = _SHAPES.get(node.kind, _PLAIN_SHAPE)
            nodes.append(f"  {numbers[key]}{before}{_escaped(node.name)}{behind}")
        return numbers[key]

    def add(node: SliceNode) -> None:
        upper = number_of(node)
        for child in node.children:
            lower = number_of(child)
            arrow = "-->" if child.confidence is Confidence.HIGH else "-.->"
            label = f"|{_escaped(child.relation)}|" if child.relation not in ("", "calls") else ""
            edges.setdefault(f"  {upper} {arrow}{label} {lower}")
            add(child)

    for root in found.roots:
        add(root)
    return "\n".join(["flowchart LR", *nodes, *edges])


def _escaped(text: str) -> str:
    for letter, code in _CODES:
        text = text.replace(letter, code)
    return text
