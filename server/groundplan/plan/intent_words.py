"""The words by which a plan says whether something is there, is to be made, or is to be changed: lower-case bytes."""

from __future__ import annotations

from enum import Enum


class Cue(Enum):
    """What a verb does to its object."""

    MAKE = "make"
    CHANGE = "change"
    USE = "use"
    JOIN = "join"
    SILENT = "silent"


def _set(text: str) -> frozenset[bytes]:
    return frozenset(text.encode().split())


def _cues(text: str, cue: Cue) -> dict[bytes, Cue]:
    return dict.fromkeys(text.encode().split(), cue)


# Imperatives, infinitives and -ing forms.
_MAKE = """
    add adding create creating introduce introducing implement define defining build building write writing
    generate generating scaffold scaffolding develop register registering expose exposing provision declare declaring
    creation addition setup
"""
_CHANGE = """
    extend extending update updating modify modifying change changing refactor refactoring rename renaming move moving
    remove removing delete deleting replace replacing amend amending adjust adjusting enhance enhancing rewrite
    rewriting migrate migrating fix fixing deprecate deprecating rework bump upgrade upgrading convert expand
    expanding widen drop edit editing touch touching append insert inject wire annotate augment improve generalise
    generalize changes modification modifications extension
"""
_USE = """
    reuse re-use reusing reuses reused use uses using used follow follows following call calls calling see like mirror
    mirrors mirroring based same similar leverage leverages leveraging currently already copy copies read reads
    from via through consult embed embeds embedding inherit inherits invoke invokes invoking return returns returning
    accept accepts consume consumes delegate delegates inspect review compare per matching modelled modeled analogous
    today keep keeps keeping wrapping unlike skip skipping exempt bypass ignore wrap wraps depend depends piggyback
    piggybacks piggybacking rely relies relying
"""
# Third person: an announcement when the plan is its subject, else a description of what code does.
_ANNOUNCE_MAKE = "adds creates introduces defines builds writes generates registers exposes"
_ANNOUNCE_CHANGE = "extends updates modifies refactors renames moves removes deletes replaces amends adjusts enhances"
# What says nothing about its object: reports of what was done, and descriptions of what code does.
_SILENT = """
    implements implementing implemented added created introduced defined built written generated registered extended
    updated modified changed refactored renamed moved removed deleted replaced amended migrated tested testing verify
    verifies ensure ensures
"""

VERBS: dict[bytes, Cue] = {
    **_cues(_SILENT, Cue.SILENT),
    **_cues(_USE, Cue.USE),
    **_cues(_CHANGE, Cue.CHANGE),
    **_cues(_MAKE, Cue.MAKE),
    **_cues("integrate integrating connect connecting plug hooking hang hanging bolting", Cue.JOIN),
}
ANNOUNCING: dict[bytes, Cue] = {**_cues(_ANNOUNCE_MAKE, Cue.MAKE), **_cues(_ANNOUNCE_CHANGE, Cue.CHANGE)}
ANNOUNCERS = _set(
    "implementation change design approach solution this plan feature phase task change spec proposal we it pr step"
)

# What is done to a file that is named with a colon behind it: "`routes.go`: mount the group".
DONE_INSIDE = _set("add adding register registering expose exposing mount attach hook plug bind wire wrap pass")

# Verbs whose object behind "from" loses something.
REMOVING = _set("remove removing delete deleting drop dropping strip stripping extract extracting move moving")

# Words that begin a step of a scenario; what is called in it says nothing of what is there.
SCENARIO = _set("when if given while whenever")

# Verbs whose object behind "to" or "into" is a name to come, not the thing changed.
RENAMING = _set("rename renaming move moving migrate migrating convert converting")

NEGATORS = _set(
    "not don't doesn't won't never no without avoid avoiding instead rather isn't cannot can't neither nor considered"
    " consider considering rejected"
)

# Verbs that make the "to" before them an infinitive's: what follows is their object, not what something is added to.
INFINITIVES = _set(
    """
    allow apply avoid collect compute contain decode delegate detect determine dispatch display emit enable encode
    enforce exclude execute fetch filter find forward get group handle hold include keep let list load log look make
    manage map mark match monitor notify order paginate parse perform persist prevent process produce protect provide
    publish query record render represent resolve retrieve return satisfy save schedule search send serve set show sort
    start stop store subscribe support sync track translate trigger validate wait wrap
    """
)

PREPOSITIONS = _set(
    """
    to into onto in inside within on with for of at under as beside alongside below above between across after before
    over by off
    """
)
CONTAINERS = _set("to into onto inside within on")

NEW_ADJECTIVES = _set("new brand-new newly proposed planned additional upcoming")
CHANGED_ADJECTIVES = _set("modified changed updated extended amended affected")
OLD_ADJECTIVES = _set("existing current present legacy old")

# Participles behind a name: "`X` is created", "`X` will be extended".
MADE = _set("created added introduced implemented defined built written registered generated new")
CHANGED = _set(
    "extended updated modified changed refactored renamed moved removed deleted replaced amended enhanced migrated"
)
KEPT = _set("reused used unchanged kept called existing untouched")
REMAINING = _set("stay stays remain remains")
DETERMINERS = _set("a an one two three another the new")
AUXILIARIES = _set(
    """
    is are will to should must shall needs need gets get was were been be being can may would also now then
    """
)
PAST = _set("was were been already previously recently")
BESIDE = _set("beside alongside below above")
UNWANTED = _set("needed required used wanted necessary")
# Determiners in front of which a verb is a noun: "the call to".
NOUN_MARKERS = _set("a an the this that each every all any its their")

# Two words directly in front of what is there.
POINTING = frozenset(
    tuple(pair.encode().split())
    for pair in ("as in", "the way", "built on", "building on", "right after", "right before", "directly after")
)

GAINS = _set("gets gains receives needs")
