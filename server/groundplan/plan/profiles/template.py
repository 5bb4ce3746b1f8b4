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
class Profile:
    """A named template: typed `sections`, or an `outline` in Markdown with blanks, whose headings say what fills them.

    `title` is the first heading of a new plan, `{title}` in it (or in the outline) the plan's; `place` is where a new
    plan goes, relative to the workspace root, "" for the folder of the settings. `{slug}` in it is the title as a file
    name.
    """

    name: str
    title: str = ""
    sections: tuple[TemplateSection, ...] = ()
    place: str = ""
    outline: str = ""
