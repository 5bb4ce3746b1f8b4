"""What a profile is: an ordered tree of sections with the names that people give them."""

from __future__ import annotations

from dataclasses import dataclass

from groundplan.model.plan import SectionRole


@dataclass(frozen=True, slots=True)
class TemplateSection:
    """A section of a template.

    `hint` says in one sentence what belongs there; `body` is the Markdown that stands there until the author writes.
    `synonyms` are other headings for it in lower case; `*` stands for up to three words. `weak` synonyms are headings
    that mean this section only where no section with a role of another kind encloses them. `parent` is the role of the
    enclosing section. A `telling` heading is hardly found outside of plans that follow this template.
    """

    role: SectionRole
    heading: str
    level: int
    parent: SectionRole | None
    hint: str
    body: str
    synonyms: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()
    telling: bool = False


@dataclass(frozen=True, slots=True)
class StyleDocument:
    """A document of a new plan: where it goes below the folder that holds the style's plans, and its outline.

    In `path`, `{slug}` is the plan's title as a file name, `{number}` the next number and `{date}` the day. Only one
    that is `grounded` is filled with what the code has; the others say what is wanted, and the code has no part in
    that.
    """

    path: str
    outline: str
    grounded: bool = True


@dataclass(frozen=True, slots=True)
class Profile:
    """A named template: typed `sections`, or `documents` in Markdown with blanks, whose headings say what fills them.

    `title` is the first heading of a new plan made of `sections`, `{title}` in it (or in an outline) the plan's.
    `home` is the folder that the style's plans are in, relative to the workspace root, "" for that of the settings.
    The first of the `documents` is the main one.
    """

    name: str
    title: str = ""
    sections: tuple[TemplateSection, ...] = ()
    home: str = ""
    documents: tuple[StyleDocument, ...] = ()
