"""The words by which a plan says whether something is there, is to be made, or is to be changed: lower-case bytes."""

from __future__ import annotations


def _set(text: str) -> frozenset[bytes]:
    return frozenset(text.encode().split())


ANNOUNCERS = _set(
    "implementation change design approach solution this plan feature phase task change spec proposal we it pr step"
)

# What is done to a file that is named with a colon behind it: "`routes.go`: mount the group".
DONE_INSIDE = _set("add adding register registering expose exposing mount attach hook plug bind wire wrap pass")

# Verbs whose object behind "from" loses something.
REMOVING = _set("remove removing delete deleting drop dropping strip stripping extract extracting move moving")

# Words that begin a step of a scenario; what is called in it says nothing of what is there.
SCENARIO = _set("when if given while whenever")

# Verbs with two objects, of which only the first is changed.
GIVING = _set("grant granting give giving teach teaching")

# Verbs whose object behind "to" or "into" is a name to come, not the thing changed.
RENAMING = _set("rename renaming move moving migrate migrating convert converting")

# What is not done, and what is done in another thing's place: "instead of X", "rather than X".
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
    to into onto in inside around within on with for of at under as beside alongside below above between across
    after before during
    over by off upon behind against
    """
)
CONTAINERS = _set("to into onto inside within on")

NEW_ADJECTIVES = _set("new brand-new newly proposed planned additional upcoming one-off")
CHANGED_ADJECTIVES = _set("modified changed updated extended amended affected")
OLD_ADJECTIVES = _set("existing current present legacy old")

KEPT = _set("reused used unchanged kept called existing untouched alone as-is")
REMAINING = _set("stay stays remain remains continue continues still")
DETERMINERS = _set("a an one two three another the new")
AUXILIARIES = _set(
    """
    is are will to should must shall needs need gets get was were been be being can may would also now then has have
    could might
    """
)
PAST = _set("was were been already previously recently")
BESIDE = _set("beside alongside below above around behind against")
# Prepositions that name where something comes from or what is done the same way.
ORIGINS = _set("from via through like same per")
INDEFINITE = _set("a an one two three four")
# "The tests in `x.go` are a good model".
MODELS = _set("model example template reference precedent blueprint")
UNWANTED = _set("needed required used wanted necessary")
# Determiners in front of which a verb is a noun: "the call to".
NOUN_MARKERS = _set("a an the this that each every all any its their")

# Two words directly in front of what is there.
POINTING = frozenset(
    tuple(pair.encode().split())
    for pair in ("as in", "the way", "built on", "building on", "right after", "right before", "directly after")
)

# Verbs whose subject gets something that it has not: "`X` needs a method `Y`".
GAINS = _set("gets gains receives needs get gain receive need grows grow")
# Whole things of which a plan brings in one more: "a `X` package".
THINGS = _set(
    """
    package module struct type interface function helper service file table queue wrapper middleware handler worker job
    repository client command adapter
    """
)
# "A third route", "another flag": one more of what is there.
ORDINALS = _set("second third fourth fifth another further extra")
# What a type, a file or an interface consists of.
PARTS = _set(
    """
    method methods field fields column columns function functions route routes endpoint endpoints handler handlers
    parameter parameters param params argument arguments case cases entry entries constant constants flag flags
    index indexes attribute attributes key keys option options property properties value values variant variants hook
    hooks dependency test tests event events section sections sentinel sentinels
    """
)
# What became of an idea: its name is no thing that is there.
TURNED_DOWN = _set(
    "considered rejected evaluated discussed dropped ruled proposed planned suggested discarded dismissed postponed"
)
# "No edits", "no changes".
EDITS = _set("edit edits change changes modification modifications update updates adjustment adjustments")
# Who does something: "which we can remove".
AGENTS = _set("we i you they")
# "Make sure that `X` also ...": what follows is wished for.
WISHING = _set("make ensure must should shall will needs need has have")
NOUN_ENDS = _set("for with of to that which in from and by so at on as")
