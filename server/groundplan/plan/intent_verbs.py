"""The verbs by which a plan says what it does with a thing, in all their forms: lower-case bytes.

Only the stems are listed; their forms follow from the rules of English spelling.
"""

from __future__ import annotations

import re
from enum import Enum


class Cue(Enum):
    """What a verb does to its object."""

    MAKE = "make"
    CHANGE = "change"
    USE = "use"
    JOIN = "join"
    SILENT = "silent"


class Form(Enum):
    """The form of a verb: imperative or infinitive, -ing form, third person, past or participle."""

    BASE = "base"
    ING = "ing"
    THIRD = "third"
    PAST = "past"


_MAKE = """
    add create introduce implement define build write generate scaffold develop register expose provision declare
    establish bootstrap extract
"""
_CHANGE = """
    extend update modify change refactor rename move remove delete replace amend adjust enhance rewrite migrate fix
    deprecate rework bump upgrade convert expand widen drop edit touch annotate augment
    improve generalise generalize adapt alter tweak revise simplify split merge rearrange restructure reorganise
    reorganize harden correct patch strip prune retire relax tighten narrow broaden enrich grant give teach swap inline
    lift thread
    decouple consolidate unify throw rip kill eliminate sunset overhaul shorten shrink trim purge supersede parametrise
    parameterise parameterize repoint relocate revert clean
"""
_USE = """
    reuse re-use use follow call see mirror leverage copy read consult embed inherit invoke return accept consume
    delegate inspect review compare depend wrap piggyback rely exempt bypass ignore skip keep yield import look
    resemble imitate preserve report retain respect honour honor emulate borrow subscribe satisfy apply
"""
_JOIN = "append insert inject wire integrate connect plug hook hang bolt attach put place slot go document"

# Words of other classes that govern a name in the same way.
_USE_WORDS = """
    like based same similar currently already from via through per matching modelled modeled analogous today unlike
    consistent identical
"""
# Nouns made of verbs: "the addition of", "an extension of", "changes to".
_MAKING_NOUNS = "addition additions creation introduction setup"
_CHANGING_NOUNS = """
    changes modification modifications extension extensions removal deletion deprecation migration adjustment
    adjustments adaptation refactoring amendment amendments rid
"""
# "Make sure that X ...": what follows is a wish, not what is made.
_SILENT = "tested testing verify verifies ensure ensures"

_IRREGULAR = {
    "write": ("writes", "writing", "written wrote"),
    "rewrite": ("rewrites", "rewriting", "rewritten rewrote"),
    "build": ("builds", "building", "built"),
    "give": ("gives", "giving", "given gave"),
    "teach": ("teaches", "teaching", "taught"),
    "throw": ("throws", "throwing", "thrown threw"),
    "split": ("splits", "splitting", "split"),
    "shrink": ("shrinks", "shrinking", "shrunk"),
    "keep": ("keeps", "keeping", ""),
    "see": ("", "", "seen"),
    "call": ("calls", "calling", ""),
    "read": ("reads", "reading", "read"),
    "hang": ("hangs", "hanging", "hung"),
    "put": ("puts", "putting", "put"),
    "go": ("goes", "going", ""),
    "look": ("looks", "looking", "looked"),
    "embed": ("embeds", "embedding", "embedded"),
    "place": ("", "placing", "placed"),
    "slot": ("", "slotting", "slotted"),
}

_VOWELS = "aeiou"
_ONE_SHORT_VOWEL = re.compile(r"[^aeiouy]+[aeiou][^aeiouwxy]")


def forms_of(stem: str) -> dict[Form, tuple[str, ...]]:
    """Return the forms of a verb."""
    irregular = _IRREGULAR.get(stem)
    if irregular is not None:
        of_form = [tuple(part.split()) for part in irregular]
        return {Form.BASE: (stem,), Form.THIRD: of_form[0], Form.ING: of_form[1], Form.PAST: of_form[2]}
    if stem.endswith("y") and stem[-2] not in _VOWELS:
        third, past = stem[:-1] + "ies", stem[:-1] + "ied"
        return {Form.BASE: (stem,), Form.THIRD: (third,), Form.ING: (stem + "ing",), Form.PAST: (past,)}
    third = stem + ("es" if stem.endswith(("s", "x", "z", "ch", "sh")) else "s")
    if stem.endswith("e"):
        root = stem if stem.endswith(("ee", "oe")) else stem[:-1]
        return {Form.BASE: (stem,), Form.THIRD: (third,), Form.ING: (root + "ing",), Form.PAST: (stem + "d",)}
    # One short vowel in front of the last consonant doubles it: drop, dropping; not in load, add, mirror.
    root = stem + stem[-1] if _ONE_SHORT_VOWEL.fullmatch(stem) else stem
    return {Form.BASE: (stem,), Form.THIRD: (third,), Form.ING: (root + "ing",), Form.PAST: (root + "ed",)}


def _words(stems: str, *forms: Form) -> frozenset[bytes]:
    return frozenset(word.encode() for stem in stems.split() for form in forms for word in forms_of(stem)[form])


def _cues(words: frozenset[bytes], cue: Cue) -> dict[bytes, Cue]:
    return dict.fromkeys(words, cue)


def _set(text: str) -> frozenset[bytes]:
    return frozenset(text.encode().split())


# Participles that report or describe: "was added", "implemented in". What is to come is told by the words around.
MADE = _words(_MAKE, Form.PAST) | {b"new"}
CHANGED = _words(_CHANGE, Form.PAST)
USED = _words(_USE, Form.PAST)

VERBS: dict[bytes, Cue] = {
    **_cues(MADE - {b"new"} | CHANGED | _set(_SILENT) | _words("implement", Form.THIRD, Form.ING), Cue.SILENT),
    **_cues(_words(_USE, *Form) | _set(_USE_WORDS), Cue.USE),
    **_cues(_words(_CHANGE, Form.BASE, Form.ING) | _set(_CHANGING_NOUNS), Cue.CHANGE),
    **_cues(_words(_MAKE, Form.BASE) | _words(_MAKE, Form.ING) - {b"implementing"} | _set(_MAKING_NOUNS), Cue.MAKE),
    **_cues(_words(_JOIN, *Form), Cue.JOIN),
}
"""What the forms of verbs say of their objects where nothing else is around them."""

ANNOUNCING: dict[bytes, Cue] = {
    **_cues(_words(_MAKE, Form.THIRD) - {b"implements"}, Cue.MAKE),
    **_cues(_words(_CHANGE, Form.THIRD) - {b"changes"}, Cue.CHANGE),
}
"""Third persons: an announcement when the plan is their subject, else a description of what code does."""

NOUNS: frozenset[bytes] = _set(f"{_MAKING_NOUNS} {_CHANGING_NOUNS}") - _set("changes rid creation setup")

BASE_FORMS: frozenset[bytes] = _words(f"{_MAKE} {_CHANGE} {_USE} {_JOIN}", Form.BASE)

# Changes that happen to their subject: "`X` becomes a wrapper", "`X` loses its cache".
BECOMING = _set("become becomes lose loses grow grows gain gains shed sheds")
# What is there has such things.
STATIVE = _set("defined implemented declared written built located registered generated")
