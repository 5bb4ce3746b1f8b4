"""How two type names relate."""

from __future__ import annotations

from enum import Enum
from functools import lru_cache

from groundplan.text.identifiers import fold_name, singular, split_identifier
from groundplan.text.synonyms import mean_the_same


class NameRelation(str, Enum):
    """The relation of a proposed name to an existing one."""

    SAME = "same name"
    VARIANT = "the same name but for a filler word"
    KIND_OF = "a kind of it by name"
    SYNONYM = "the same name in other words"
    PART_OF = "named after it"
    OVERLAPPING = "shares words"
    UNRELATED = "unrelated"


NOISE = frozenset(
    """
    record entity model data info item object struct type details detail dto entry row doc document base v1 v2
    v3 new ext extended enhanced spec payload impl definition def metadata context summary view the my
    """.split()
)
"""Words that people add to a type's name without saying anything: an `AssetRecord` is an `Asset`."""

ROLES = frozenset(
    """
    request response input output params param options option config settings filter query find list get
    create update delete patch upsert bulk event message notification command job err error exception service
    client handler controller server store repository manager provider factory builder middleware router test
    mock fake stub migrator migration parser reader writer converter iterator cursor page result error body
    args flags opts
    """.split()
)
"""Words that say what a type is for in the program. Types of different roles about one subject are meant to be two."""

VERBS = frozenset("find list get create update delete patch upsert bulk search save add remove".split())
"""First words of types that are orders or questions about a thing."""


def relate_names(proposed: str, existing: str) -> tuple[NameRelation, float]:
    """Return how a proposed type name relates to an existing one and the share of words in common (Jaccard).

    English names end in what the thing is: a `WebhookDelivery` is a delivery, an `ExternalWebhook` is a webhook. So a
    name that ends in the other is a kind of it; one that merely begins with it is named after it.
    """
    if fold_name(proposed) == fold_name(existing):
        return NameRelation.SAME, 1.0
    one, two = name_words(proposed), name_words(existing)
    left, right = set(one), set(two)
    overlap = len(left & right) / len(left | right) if left | right else 0.0
    bare_one, bare_two = [w for w in one if w not in NOISE], [w for w in two if w not in NOISE]
    if bare_one and bare_one == bare_two:
        return NameRelation.VARIANT, overlap
    shorter, longer = sorted((one, two), key=len)
    if shorter and len(shorter) < len(longer) and longer[-len(shorter) :] == shorter:
        # An `UpdateVessel` is an update, not a vessel.
        verb_first = longer[0] in VERBS and shorter[0] not in VERBS
        return (NameRelation.OVERLAPPING if verb_first else NameRelation.KIND_OF), overlap
    if len(two) >= 2 and fold_name(proposed).endswith(fold_name(existing)):
        # Initialisms run together: the last words of `ProviderURLSSOPage` are `SSOPage`, whatever the splitting says.
        return NameRelation.KIND_OF, overlap
    if len(one) == len(two) and all(mean_the_same(a, b) for a, b in zip(one, two, strict=True)):
        return NameRelation.SYNONYM, overlap
    if shorter and longer[: len(shorter)] == shorter:
        return NameRelation.PART_OF, overlap
    if overlap:
        return NameRelation.OVERLAPPING, overlap
    return NameRelation.UNRELATED, 0.0


def name_words(name: str) -> list[str]:
    """Return the words of a type name, singular and in order."""
    return list(_name_words(name))


@lru_cache(maxsize=16384)
def _name_words(name: str) -> tuple[str, ...]:
    return tuple(singular(word) for word in split_identifier(name))


def same_role(proposed: str, existing: str) -> bool:
    """Tell whether two type names claim the same role (`FindTask` and `UpdateTask` do not)."""
    return set(name_words(proposed)) & ROLES == set(name_words(existing)) & ROLES
