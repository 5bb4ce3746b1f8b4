"""Code and templates that stand in for the real thing: what tests, examples and developers' tools need."""

from __future__ import annotations

from dataclasses import replace

from groundplan.discover.closeness import is_sample
from groundplan.model.pattern import Pattern

_FOLDERS = frozenset(("test", "tests", "testdata", "testing", "testutil", "testutils", "testonly", "e2e", "fixtures"))
_TEMPLATES_ONLY = frozenset(("integration",))
_BEGINNINGS = ("mock", "fake", "stub")


def is_stand_in(path: str) -> bool:
    """Tell whether a file lies among tests, examples or stand-ins for services (`devtools/mockslack`)."""
    folders = path.split("/")[:-1]
    return (
        is_sample(path) or not _FOLDERS.isdisjoint(folders) or any(folder.startswith(_BEGINNINGS) for folder in folders)
    )


def is_of_tests(path: str) -> bool:
    """Tell whether a template only stands up what tests or examples need."""
    return is_stand_in(path) or not _TEMPLATES_ONLY.isdisjoint(path.split("/")[:-1])


def without_stand_ins(pattern: Pattern) -> Pattern | None:
    """Return a pattern without the forms that only stand-ins show, the examples of the others outside of them first.

    A pattern of tests alone is left as it is by the caller: there they are what is looked for.
    """
    forms = []
    for form in pattern.forms:
        examples = tuple(sorted(form.examples, key=lambda site: is_stand_in(site.path)))
        if examples and not is_stand_in(examples[0].path):
            forms.append(replace(form, examples=examples))
    return replace(pattern, forms=tuple(forms)) if forms else None
