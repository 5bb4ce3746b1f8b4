"""The main way through a feature: the one line that says it all."""

from __future__ import annotations

from groundplan.discover.feature_slice.roles import COMMON_WORDS, words_of
from groundplan.discover.type_names import VERBS
from groundplan.model.join import Confidence
from groundplan.model.slice import NodeKind, SliceNode
from groundplan.text.identifiers import split_identifier

ON_THE_WAY = (NodeKind.ROUTE, NodeKind.HANDLER, NodeKind.SERVICE, NodeKind.STORE, NodeKind.CLIENT)
OUTSIDE = (NodeKind.RESOURCE, NodeKind.API)
ENDS = (NodeKind.TYPE, *OUTSIDE)

_NAMED_BY_PACKAGE = (NodeKind.SERVICE, NodeKind.STORE, NodeKind.CLIENT)

_OF_ITS_OWN = {NodeKind.STORE: 0.7, NodeKind.RESOURCE: 0.5, NodeKind.CLIENT: -0.2, NodeKind.TYPE: -0.7}
_SAME_VERB = 0.5
"""What a function counts more that does what the feature's first one does: `DeleteInvoice` below `handleDelete`."""

_NEXT_LEVEL = 0.5
"""What the way below a part counts beside the part itself: the next step matters more than how far it goes on."""

_ASTRAY = -0.6
"""What a part counts that shares no word with the feature: who calls whom on the way to the person who asks, say."""


def main_way(node: SliceNode, noun: str = "") -> list[SliceNode]:
    """Return the way down from a node that stays with the feature the longest, to a type, a table or a service outside.

    What a feature is about, the words of the node and of the handler below it say, and `noun`, what its path ends in.
    """
    subject = _words(node) | (words_of(noun) - COMMON_WORDS)
    first = _handler_of(node)
    return _way(node, subject | _words(first), _verbs(first))[1]


def _handler_of(node: SliceNode) -> SliceNode:
    """Return the handler that a node leads to: below a handler only one that it hands all of its work to.

    Others that take a request and its answer are guards, as `CheckUser(w, r)`, and speak of everybody's features.
    """
    following = [child for child in node.children if child.kind in ON_THE_WAY]
    if node.kind is NodeKind.HANDLER and len(following) != 1:
        return node
    return next((child for child in following if child.kind is NodeKind.HANDLER), node)


def about(node: SliceNode, top: SliceNode) -> int:
    """Return how many telling words a part of a feature shares with its top."""
    return len(_words(node) & _words(top))


def _words(node: SliceNode) -> frozenset[str]:
    return words_of(node.name) - COMMON_WORDS


def _verbs(node: SliceNode) -> frozenset[str]:
    return frozenset(split_identifier(node.name.rpartition(".")[2])) & VERBS


def _way(node: SliceNode, subject: frozenset[str], verbs: frozenset[str]) -> tuple[float, list[SliceNode]]:
    best, below = 0.0, list[SliceNode]()
    for child in node.children:
        if child.kind in ON_THE_WAY:
            value, way = _way(child, subject, verbs)
            if value > best:
                best, below = value, way
    if not below:
        best, below = _end(node, subject)
    same_verb = _SAME_VERB if verbs & _verbs(node) else 0.0
    return _value(node, subject) + same_verb + _NEXT_LEVEL * best, [node, *below]


def _end(node: SliceNode, subject: frozenset[str]) -> tuple[float, list[SliceNode]]:
    """Return the type, table and service outside at which a way ends: of each the one nearest to the feature."""
    ends = [child for child in node.children if child.kind in ENDS and child.relation != "runs in"]
    found: list[SliceNode] = []
    for kind in ENDS:
        of_kind = [child for child in ends if child.kind is kind]
        if of_kind:
            found.append(max(of_kind, key=lambda child: len(_words(child) & subject)))
    return max(0.0, sum(_value(each, subject) for each in found)), found


def _value(node: SliceNode, subject: frozenset[str]) -> float:
    said = _words(node)
    if node.kind in _NAMED_BY_PACKAGE:
        # `alarm.Service` is about alarms, as its package says.
        said |= words_of(node.detail) - COMMON_WORDS
    shared = len(said & subject)
    told = min(2, shared) * 0.5 + 0.5 if shared else _ASTRAY
    unsure = -0.2 if node.confidence is Confidence.LOW else 0.0
    return told + _OF_ITS_OWN.get(node.kind, 0.0) + unsure
