"""What a profile is: an ordered tree of sections with the names that people give them."""

from __future__ import annotations

from dataclasses import dataclass

from groundplan.model.plan import SectionRole


@dataclass(frozen=True, slots=True)
class TemplateSection:
    """A section of a template.

    `hint` says in one sentence what belongs there; `body` is the Markdown that stands there until the author writes.
    `synonyms` are other headings for it in lower case; `*` stands for one word or none. `weak` synonyms are headings
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
    """A named template. A profile without sections is known by name only: its documents are free-form."""

    name: str
    title: str = ""
    sections: tuple[TemplateSection, ...] = ()
