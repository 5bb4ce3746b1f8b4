"""GP113: a new dependency for a job that one in go.mod, or the standard library, does already."""

from __future__ import annotations

import re
from collections.abc import Iterator

from groundplan.discover.module_jobs import Job, full_path, job_of, without_version
from groundplan.index.lookups import Lookups
from groundplan.index.snapshot import Snapshot
from groundplan.model.finding import Finding, Fix, Related, Severity, TextEdit
from groundplan.model.location import Location, Span
from groundplan.model.module import Requirement
from groundplan.model.plan import Intent, Mention, MentionKind, Plan, SectionRole
from groundplan.plan.ground import ground, speaks_of_existing
from groundplan.rules.adoption import is_adopted
from groundplan.rules.new_thing import NewThing, object_to
from groundplan.rules.rule import Rule

_OF_TECHNOLOGIES = frozenset((SectionRole.TECHNOLOGY_REUSE, SectionRole.EXISTING_TECHNOLOGIES))
_ITEM = re.compile(rb"[ \t]*(?:[-*+]|\d+[.)])[ \t]+[*_`\[]*")
_FOR_BEHIND = re.compile(rb"[`*_\])]*\s*(?::|\xe2\x80[\x93\x94]|--?\s|(?:for|to)\s)")
_SHORTEST_NAME = 4
_LEVELS = 2
# Names that say which service a module is for, or nothing.
_COMMON_NAMES = frozenset(
    "client sdk golang common utils util core types proto protobuf server errors tools internal helper plugin plugins"
    " library shared models middleware contrib examples module modules config apis generated".split()
)


def check(snapshot: Snapshot, plan: Plan) -> Iterator[Finding]:
    """Yield a finding for each module that the plan adds and whose job is done already."""
    required = requirements(snapshot)
    for mention, path in new_dependencies(snapshot, plan):
        other = next((each for each in required if without_version(each) == without_version(path)), None)
        if other is not None:
            yield from object_to(plan, _second_version(snapshot, mention, path, other, required[other]))
            continue
        known = job_of(path)
        if known is None:
            namesake = _namesake(path, required)
            if namesake:
                yield from object_to(plan, _same_name(snapshot, mention, path, namesake, required[namesake]))
            continue
        job, family = known
        used = [each for each in required if _does(each, job, family)]
        if used:
            yield from object_to(plan, _other_library(snapshot, mention, path, job, used, required))
        elif (namesake := _namesake(path, required)) and job_of(namesake) is None:
            yield from object_to(plan, _same_name(snapshot, mention, path, namesake, required[namesake]))
        elif job.standard:
            yield from object_to(plan, _standard(snapshot, mention, path, job))


def requirements(snapshot: Snapshot) -> dict[str, tuple[str, Requirement]]:
    """Return what the workspace's go.mod files require directly, by path, each with its go.mod."""
    found: dict[str, tuple[str, Requirement]] = {}
    for module in snapshot.modules:
        for item in module.requirements:
            if not item.indirect:
                found.setdefault(item.path, (f"{module.folder}/go.mod".lstrip("/"), item))
    return found


def new_dependencies(snapshot: Snapshot, plan: Plan) -> Iterator[tuple[Mention, str]]:
    """Yield the first mention, with the full path, of each module that the plan adds and no go.mod requires.

    One that the plan's Go code imports is added too, whatever the prose says, and so is one that it is to use.
    """
    own = [module.path for module in snapshot.modules]
    required = [item.path for module in snapshot.modules for item in module.requirements]
    if not required:
        return
    mentions = [
        (mention, full_path(mention.text)) for mention in ground(snapshot, plan).mentions(MentionKind.DEPENDENCY)
    ]
    seen = {path for mention, path in mentions if speaks_of_existing(mention)}
    for mention, path in mentions:
        adding = mention.intent is Intent.NEW or (
            mention.intent is Intent.UNKNOWN
            and (mention.in_fence or is_adopted(plan, mention) or _is_listed(plan, mention))
        )
        if not adding or path in seen or "." not in path.split("/")[0]:
            continue
        known = any(is_inside(path, each) or is_inside(each, path) for each in (*own, *required))
        if not known and not any(is_inside(path, each) for each in seen):
            yield mention, path
        seen.add(path)


def _is_listed(plan: Plan, mention: Mention) -> bool:
    """Tell whether a list of the technologies to use begins a line with a module and says what it is for."""
    start = plan.text.rfind(b"\n", 0, mention.span.start) + 1
    if mention.section < 0 or plan.sections[mention.section].role not in _OF_TECHNOLOGIES:
        return False
    return bool(_ITEM.fullmatch(plan.text, start, mention.span.start)) and bool(
        _FOR_BEHIND.match(plan.text, mention.span.end)
    )


def spellings_of(path: str) -> tuple[str, ...]:
    """Return how people name a module: its path, and the last two and the last element of it without its version."""
    bare = without_version(path)
    return path, bare, "/".join(bare.split("/")[-2:]), bare.rpartition("/")[2]


def is_inside(path: str, module: str) -> bool:
    """Tell whether a path is a module or a package of it."""
    return path == module or path.startswith(f"{module}/")


def _does(path: str, job: Job, family: str) -> bool:
    known = job_of(path)
    return known is not None and known[0] is job and known[1] != family


def _namesake(path: str, required: dict[str, tuple[str, Requirement]]) -> str:
    """Return the required module of the same last name by another author, a fork or a rival; "" where none is."""
    name = spellings_of(path)[-1]
    if len(name) < _SHORTEST_NAME or name in _COMMON_NAMES or path.count("/") < _LEVELS:
        return ""
    same = (
        each
        for each in required
        if spellings_of(each)[-1] == name and each.count("/") >= _LEVELS and each.split("/")[:2] != path.split("/")[:2]
    )
    return min(same, default="")


def _same_name(snapshot: Snapshot, mention: Mention, path: str, other: str, place: tuple[str, Requirement]) -> NewThing:
    message = (
        f"`{path}` has the name of `{other}` ({place[0]}:{place[1].line}{_files(snapshot, other)}), which the code"
        " uses. Use that one, or say what it lacks."
    )
    return _thing(Severity.INFO, 0.6, mention, path, other, message, (_related(*place),))


def _second_version(
    snapshot: Snapshot, mention: Mention, path: str, other: str, place: tuple[str, Requirement]
) -> NewThing:
    files = _files(snapshot, other)
    message = (
        f"`{path}` is a second version of `{other}` ({place[0]}:{place[1].line}{files}). Stay with the one in use."
    )
    return _thing(Severity.WARNING, 0.85, mention, path, other, message, (_related(*place),))


def _other_library(
    snapshot: Snapshot,
    mention: Mention,
    path: str,
    job: Job,
    used: list[str],
    required: dict[str, tuple[str, Requirement]],
) -> NewThing:
    lookups = Lookups(snapshot)
    other = max(used, key=lambda each: (len(lookups.files_importing(each)), each))
    file, item = required[other]
    message = (
        f"For {job.name} the code uses `{other}` ({file}:{item.line}{_files(snapshot, other)}). Use it, or say why not."
    )
    related = tuple(_related(*required[each]) for each in sorted(used))
    return _thing(Severity.WARNING, 0.75, mention, path, other, message, related)


def _standard(snapshot: Snapshot, mention: Mention, path: str, job: Job) -> NewThing:
    lookups = Lookups(snapshot)
    files = max((len(lookups.files_importing(package)) for package in job.packages), default=0)
    used = f", imported by {files} file{'s' if files != 1 else ''}" if files else ""
    message = f"`{path}` is a new dependency for {job.name}. The standard library has {job.standard}{used}."
    return _thing(
        Severity.INFO, 0.6, mention, path, job.packages[0] if job.packages else "the standard library", message, ()
    )


def _thing(
    severity: Severity,
    confidence: float,
    mention: Mention,
    path: str,
    existing: str,
    message: str,
    related: tuple[Related, ...],
) -> NewThing:
    fixes: tuple[Fix, ...] = ()
    if related and not mention.in_fence:
        fixes = (Fix(f"Write {existing}", (TextEdit(mention.span, existing),), preferred=True),)
    question = f"why does `{existing}` not do?"
    name = mention.text
    return NewThing(
        DEPENDENCY_TWIN.code,
        severity,
        confidence,
        name,
        mention.span,
        existing,
        message,
        question,
        spellings_of(path),
        related,
        fixes,
    )


def _related(file: str, item: Requirement) -> Related:
    return Related("module", item.path, Location(file, item.line, Span(0, 0)), f"{item.path} {item.version}")


def _files(snapshot: Snapshot, module: str) -> str:
    count = len(Lookups(snapshot).files_importing(module))
    return f"; imported by {count} file{'s' if count != 1 else ''}" if count else ""


DEPENDENCY_TWIN = Rule(
    code="GP113",
    name="dependency-for-a-job-already-done",
    severity=Severity.WARNING,
    summary="A new dependency does what one in go.mod, or the standard library, does already",
    rationale=(
        "Two routers, two loggers or two versions of one module mean two ways to do everything, twice the updates"
        " and an argument in each review. The rule knows which well-known modules do the same job. It names the"
        " one that go.mod requires, with the number of files that import it; where none is in use but the"
        " standard library has an answer, it is a note, and so is a module of another author under the name of"
        " one in use. A module that the plan speaks of as existing is left to GP206."
    ),
    bad="Add `github.com/sirupsen/logrus` for the worker's log. (go.mod requires `go.uber.org/zap`.)",
    good="The worker logs with `go.uber.org/zap`.",
    check=check,
)
