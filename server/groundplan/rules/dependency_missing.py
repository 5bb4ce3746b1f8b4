"""GP206: a module that the plan speaks of as being in use is in no go.mod."""

from __future__ import annotations

from collections.abc import Iterator

from groundplan.index.snapshot import Snapshot
from groundplan.model.finding import Finding, Fix, Related, Severity, TextEdit
from groundplan.model.location import Location, Span
from groundplan.model.plan import Intent, MentionKind, Plan
from groundplan.plan.ground import ground
from groundplan.rules.adoption import is_unwanted
from groundplan.rules.rule import Rule
from groundplan.text.likeness import letters_apart

SLIP = 3
"""Letters by which a module's path may differ from one in use to be that one got wrong."""


def check(snapshot: Snapshot, plan: Plan) -> Iterator[Finding]:
    """Yield a finding for the first mention of each full module path that is said to be there and is not."""
    here = ground(snapshot, plan)
    own = [module.path for module in snapshot.modules]
    used = {item.path: (module, item) for module in snapshot.modules for item in module.requirements}
    if not used:
        return
    seen: set[str] = set()
    for mention in here.mentions(MentionKind.DEPENDENCY):
        path = mention.text
        if mention.intent is not Intent.EXISTING or "." not in path.split("/")[0] or path in seen:
            continue
        if path in here.promises.others or any(_is_inside(path, known) for known in (*own, *used)):
            continue
        if any(_is_inside(known, path) for known in used) or is_unwanted(plan, mention):
            # A repository stands for its modules.
            continue
        seen.add(path)
        message = f"`{path}` is in no go.mod of the workspace."
        related: tuple[Related, ...] = ()
        fixes: tuple[Fix, ...] = ()
        near = min(((letters_apart(path, known, SLIP + 1), known) for known in used), default=(SLIP + 1, ""))
        if near[0] <= SLIP:
            module, item = used[near[1]]
            file = f"{module.folder}/go.mod".lstrip("/")
            message += f" The nearest is `{item.path}` ({file}:{item.line})."
            related = (Related("module", item.path, Location(file, item.line, Span(0, 0)), item.path),)
            fixes = (Fix(f"Write {item.path}", (TextEdit(mention.span, item.path),), preferred=True),)
        yield Finding(DEPENDENCY_MISSING.code, Severity.WARNING, 0.7, message, mention.span, path, related, fixes)


def _is_inside(path: str, module: str) -> bool:
    return path == module or path.startswith(f"{module}/")


DEPENDENCY_MISSING = Rule(
    code="GP206",
    name="dependency-not-in-use",
    severity=Severity.WARNING,
    summary="The plan speaks of a module as being in use, and no go.mod requires it",
    rationale=(
        "A dependency that is taken for granted and is not there is a new dependency, with everything that a new"
        " one asks for. Only full module paths are judged, and only where the plan says that they are there"
        " already."
    ),
    bad="Uses the existing `github.com/gorilla/mux` router. (go.mod requires `github.com/go-chi/chi/v5`.)",
    good="Uses the existing `github.com/go-chi/chi/v5` router.",
    check=check,
)
