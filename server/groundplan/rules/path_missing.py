"""GP201: a file that the plan speaks of as being there is not there."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator

from groundplan.index.snapshot import Snapshot
from groundplan.model.finding import Finding, Fix, Related, Severity, TextEdit
from groundplan.model.location import Location, Span
from groundplan.model.plan import Intent, Mention, MentionKind, Plan
from groundplan.plan.ground import Ground, ground, is_file, speaks_of_existing
from groundplan.plan.intent_verbs import VERBS, Cue
from groundplan.plan.nearest import NearFile, nearest_file
from groundplan.plan.promises import clean_path
from groundplan.rules.named_again import edits_everywhere, how_often
from groundplan.rules.rule import Rule
from groundplan.text.identifiers import split_identifier
from groundplan.text.likeness import is_same_word

_CHANGE_BEFORE = re.compile(rb"\b(?:modif(?:y|ies)|update|edit|extend|change)s?:?[*_]*:?\s*\[?`?$", re.IGNORECASE)

_NEW_IN_BEFORE = re.compile(
    rb"\bnew\s+(?:[a-z]+\s+){0,3}`[^`\n]{1,120}`(?:\s+(?:function|type|struct|method|helper|package)s?)?\s+(?:in|under|inside)"
    rb"\s+(?:file\s+)?\[?`?$",
    re.IGNORECASE,
)
_DOCUMENT_BEFORE = re.compile(
    rb"\b(?:document(?:s|ed|ing|ation)?|describe[ds]?|write[ -]?up|write the docs)\b"
    rb"[^.;|\n]{0,60}?\s(?:in|under)\s+\[?`?$",
    re.IGNORECASE,
)

_TEST_FILE = re.compile(
    r"_test\.\w+$|\.(?:test|spec|cy|stories)\.\w+$|(?:^|/)test_[\w.]+\.py$|_spec\.rb$|(?:^|/)__(?:tests|mocks|snapshots)__/"
)

# Hidden folders belong to tools, which make and clear away what is in them; those of forges are the team's own.
_TOOL_FOLDER = re.compile(r"\.(?!github/|gitlab/|circleci/|gitea/|forgejo/)[\w\-]+/")

SLIP = 0.8
"""Likeness to an existing file from which a path is that file got wrong, and not a new one beside it."""


_TASK_BEFORE = re.compile(rb"\s*[-*+]\s+\[[ xX]\]\s+(?:\[[^\]\n]*\]|[\W\d]|T\d+)*")
_TASK_BEHIND = re.compile(
    rb"[`*_)]*(?:\s*\([^()\n]*\))?\s*[*_]*(?::|\xe2\x80[\x93\x94]|--?(?=\s))[\s`*_]*(?P<first>[A-Za-z]*)"
)

_NUMBERED = re.compile(r"\d{2,}(?=[_\-])")

_TELLING = 5
"""Letters from which a word of a path that stands in a heading makes the file the plan's own."""


def check(snapshot: Snapshot, plan: Plan) -> Iterator[Finding]:
    """Yield a finding for the first mention of each path that leads nowhere and that nothing announces."""
    here = ground(snapshot, plan)
    seen: set[str] = set()
    for mention in here.mentions(MentionKind.PATH):
        path = clean_path(mention.text)
        if path in seen or not _may_be_missed(plan, mention):
            continue
        if here.files(mention.text) or here.promises.has_path(mention.text):
            continue
        written = _as_written_here(here, mention.text)
        if written is None or here.files(written):
            continue
        if here.lookups.is_on_disk(clean_path(written)):
            # Git ignores it, or it was written after the last look.
            continue
        near = nearest_file(here, written)
        if not _is_claimed(here, mention, written, near):
            continue
        seen.add(path)
        same = [each for each in here.mentions(MentionKind.PATH) if clean_path(each.text) == path]
        yield _finding(plan, mention, same, near)


def _as_written_here(here: Ground, text: str) -> str | None:
    """Return a path as it would be from the workspace root; None for what lies outside of the workspace.

    A path of another checkout (`/home/me/src/shop/internal/a.go`) is cut to the part whose folders are here.
    """
    if text.startswith("../"):
        beside = posixpath.normpath(posixpath.join(posixpath.dirname(here.plan.path), text))
        return None if beside.startswith("..") else beside
    if not text.startswith("/"):
        return text
    parts = text.strip("/").split("/")
    for start in range(len(parts) - 2):
        inside = "/".join(parts[start:])
        if here.snapshot.has_folder(posixpath.dirname(inside)):
            return inside
    return None


def _may_be_missed(plan: Plan, mention: Mention) -> bool:
    """Tell whether a path names a file that ought to be in the workspace before the plan is carried out."""
    text = mention.text
    if mention.intent is Intent.NEW or not is_file(text) or _TEST_FILE.search(text):
        return False
    if mention.in_fence and mention.intent is Intent.UNKNOWN:
        return False
    if _is_place_of_new(plan, mention):
        return False
    return (
        not text.startswith("~") and "*" not in text and "..." not in text and not _TOOL_FOLDER.match(clean_path(text))
    )


def _is_place_of_new(plan: Plan, mention: Mention) -> bool:
    """Tell whether a path is where something new goes: "with a new `Contains` in `x.go`", "Document it in `x.md`"."""
    before = plan.text[plan.text.rfind(b"\n", 0, mention.span.start) + 1 : mention.span.start]
    if not mention.lines and _NEW_IN_BEFORE.search(before):
        return True
    return mention.text.endswith((".md", ".mdx", ".rst", ".adoc")) and _DOCUMENT_BEFORE.search(before) is not None


def _is_claimed(here: Ground, mention: Mention, path: str, near: NearFile | None) -> bool:
    """Tell whether the plan speaks of a file as being there, by its words or by how like it is to one that is."""
    if not path.endswith(".go") and "/" not in path:
        # A bare `results.json` is more often what a program writes than a file of the repository.
        return False
    if _is_everywhere(path) or (not path.endswith(".go") and _is_beside_plan(here.plan, path)):
        return False
    if _is_next_of_series(here, path):
        return False
    if here.promises.may_have_path(path) and not _is_to_be_changed(here.plan, mention):
        return near is not None and near.likeness >= SLIP and not here.feature_says(mention.text)
    of_task = _is_where_task_is(here.plan, mention)
    if mention.lines or (speaks_of_existing(mention) and not of_task):
        return near is not None or _is_at_home(here, path)
    if near is None or _is_everywhere(near.path) or here.feature_says(mention.text):
        return False
    if path.endswith(".go"):
        return not _is_subject(here, path, near.path)
    return _is_slip(here, path, near)


def _is_next_of_series(here: Ground, path: str) -> bool:
    """Tell whether a file is numbered on from those of its folder: the migration `008_notes.sql` behind `007_...`."""
    folder, name = posixpath.split(path)
    own = _NUMBERED.match(name)
    if own is None or not folder:
        return False
    files = here.lookups.files_below(folder) or here.lookups.files_inside(folder)
    numbers = [int(found[0]) for file in files if (found := _NUMBERED.match(posixpath.basename(file)))]
    return bool(numbers) and int(own[0]) > max(numbers)


def _is_where_task_is(plan: Plan, mention: Mention) -> bool:
    """Tell whether a task to tick off names only the file that it is about: "- [ ] `a.go`: the types".

    Such a task may be to write the file; one that goes on with "update" is not.
    """
    start = plan.text.rfind(b"\n", 0, mention.span.start) + 1
    if _TASK_BEFORE.fullmatch(plan.text, start, mention.span.start) is None:
        return False
    behind = _TASK_BEHIND.match(plan.text, mention.span.end)
    return behind is not None and VERBS.get(behind["first"].lower()) not in (Cue.CHANGE, Cue.MAKE)


def _is_subject(here: Ground, path: str, near: str) -> bool:
    """Tell whether a path has the plan's subject in its name, and the file most like it has not: it is to come."""
    own, others = (set(re.split(r"[/_.\-]", posixpath.splitext(each)[0])) for each in (path, near))
    telling = [word for word in sorted(own) if len(word) >= _TELLING and here.is_about(word)]
    return any(not any(is_same_word(word, other) for other in others) for word in telling)


def _is_slip(here: Ground, path: str, near: NearFile) -> bool:
    """Tell whether a file that is not Go is one that exists got wrong, and not a new one named like it."""
    if near.likeness >= SLIP:
        return True
    stem, other = (posixpath.splitext(posixpath.basename(each))[0] for each in (path, near.path))
    own = set(split_identifier(stem)) - set(split_identifier(other))
    if not own:
        # The same name elsewhere, or of another kind; in a folder that has nothing in common it is another file.
        return posixpath.basename(path) == posixpath.basename(near.path) and near.likeness > 0.5
    return not any(here.is_about(word) or here.speaks_of(word, stem) for word in own)


def _is_beside_plan(plan: Plan, path: str) -> bool:
    """Tell whether a path lies in the plan's own folder: the paper of the work, which comes while it goes on."""
    folder = posixpath.dirname(plan.path)
    return folder.count("/") > 0 and f"/{clean_path(path)}".startswith(f"/{folder}/")


def _is_to_be_changed(plan: Plan, mention: Mention) -> bool:
    """Tell whether a path is itself what is changed: "Modify: `a.go`"."""
    before = plan.text[max(0, mention.span.start - 24) : mention.span.start]
    return _CHANGE_BEFORE.search(before) is not None


def _is_everywhere(near: str) -> bool:
    """Tell whether a file's name says nothing: every folder may have one of its own."""
    name = posixpath.basename(near).lower()
    return name in ("readme.md", "doc.go", "__init__.py") or name.startswith("index.")


def _is_at_home(here: Ground, text: str) -> bool:
    """Tell whether a path begins in a folder of the workspace; others lie in other repositories."""
    first = clean_path(text).split("/")[0]
    return "/" in text and here.snapshot.has_folder(first)


def _finding(plan: Plan, mention: Mention, same: list[Mention], near: NearFile | None) -> Finding:
    """Return the finding at the first of the mentions of one path; its fix writes the file that is there in all."""
    message = f"`{mention.text}` does not exist."
    related: tuple[Related, ...] = ()
    fixes: tuple[Fix, ...] = ()
    if near is not None:
        path = near.path
        message += f" The nearest is `{path}`."
        related = (Related("file", posixpath.basename(path), Location(path, 1, Span(0, 0)), path),)
        edits = {edit for each in same for edit in edits_everywhere(plan, (each,), each.text, path)}
        edits.add(TextEdit(mention.span, path))
        fixes = (Fix(f"Write {path}", tuple(sorted(edits, key=lambda edit: edit.span.start)), preferred=True),)
    message += how_often(len({each.span for each in same}))
    confidence = 0.8 if near is not None else 0.6
    return Finding(PATH_MISSING.code, Severity.WARNING, confidence, message, mention.span, mention.text, related, fixes)


PATH_MISSING = Rule(
    code="GP201",
    name="path-does-not-exist",
    severity=Severity.WARNING,
    summary="The plan speaks of a file as existing, and there is none",
    rationale=(
        "Work that begins in a file that is not there begins with a search, or with a second file beside the"
        " right one. A path counts as known when the workspace has it from the root, from the plan's folder or by"
        " its ending, when the plan or another document of its feature announces it, and when it is a test file."
        " So do the files in the hidden folders of tools and, if they are not Go, those in the plan's own folder. A"
        " list in the front matter is of files that are there or to come."
        " What remains is reported where the plan speaks of the file as existing, or where it is one slip away"
        " from a file that exists; not where only the plan's own subject, a word of its headings, tells the two apart."
        " The first mention is reported, the fix reaches all."
    ),
    bad="- Modify: `internal/billing/invoices.go` (there is `internal/billing/invoice.go`)",
    good="- Modify: `internal/billing/invoice.go`",
    check=check,
)
