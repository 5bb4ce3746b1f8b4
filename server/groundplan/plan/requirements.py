"""A requirements document as what a plan carries over from it: goal, stories, criteria, figures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial

from groundplan.model.plan import Section
from groundplan.plan.outline import read_sections
from groundplan.plan.profiles.matching import normalise_heading
from groundplan.syntax.markdown import read_markdown
from groundplan.syntax.markdown.blocks import Markdown, TextBlock, TextKind


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence or point of the document as written, on one line, and the anchor of the heading above it.

    `label` is how its story is called ("US1", "FR-3"), "" where it stands under none; `heading` is what the heading
    that bears the label says besides it.
    """

    text: str
    anchor: str
    label: str = ""
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Requirements:
    """What a requirements document says, each list in its order.

    `title` is "" where it only says that these are requirements. `goal` is the first paragraphs of the goal, else the
    document's first; `stories` are user stories or functional requirements, `criteria` those of acceptance and success,
    `figures` amounts and times, `excluded` the unwanted.
    """

    title: str
    goal: tuple[Quote, ...]
    stories: tuple[Quote, ...]
    criteria: tuple[Quote, ...]
    figures: tuple[Quote, ...]
    excluded: tuple[Quote, ...]


_GOAL = re.compile(
    r"(?:goal|objective|purpose|overview|summary|executive summary|problem statement|vision|feature overview|why"
    r"|introduction|motivation)s?"
)
_STORIES = re.compile(r".*(?:user stor(?:y|ie)|functional requirement|user scenario).*|requirement|feature|what change")
_CRITERIA = re.compile(
    r".*(?:acceptance criteri(?:a|on)|success criteri(?:a|on)|definition of done|measurable outcome|done when).*"
)
_FIGURES = re.compile(
    r"figure|number|volume|performance.*|non functional requirement|quality requirement|scale|constraint|load"
    r"|nfr|service level"
)
_EXCLUDED = re.compile(r"(?:not wanted|out of scope|non goal|not in scope|exclusion|out scope|what is not wanted)s?")

_TITLE = re.compile(
    r"^(?:(?:business |functional |product |feature )?(?:requirements?|specification|spec|brief|prd|change)"
    r"(?: document)?(?: for)?\s*[:–—-]\s*)"
    r"|\s*[:–—-]?\s*(?:business |functional |product )?(?:requirements?|specification|prd)(?: document)?$",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^\W*((?:US|UC|FR|NFR|REQ|AC|SC|R|F|Requirement|User Story|Story)[- ]?\d+(?:\.\d+)*)\b\W*\s*", re.IGNORECASE
)
_AS_A = re.compile(r"\*{0,2}as (?:an?|the) ", re.IGNORECASE)
_STORY_LABEL = re.compile(r"^[*_]{0,2}(?:User )?Story:?[*_]{0,2}:?\s+(?=[*_]{0,2}as (?:an?|the) )", re.IGNORECASE)
_NO_TITLE = re.compile(
    r"(?:business |functional |product |feature )?(?:requirements?|specification|spec)(?: document)?", re.IGNORECASE
)
_CRITERIA_LABEL = re.compile(r"\W*(?:acceptance|success) (?:criteria|criterion|scenarios?)\b", re.IGNORECASE)
_METADATA = re.compile(r"^[*_]{0,2}[A-Z][\w /-]{1,24}[*_]{0,2}:[*_]{0,2} \S{1,60}$|^Phase \d")
_MARKER = re.compile(r"^(?:[-*+]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?")
_SPACE = re.compile(r"\s+")

MOST = 40
"""Quotes of a kind; a longer document is quoted in part."""

LONGEST = 400
"""Characters of a quote; what is longer is cut at a word."""


def read_requirements(text: bytes) -> Requirements:
    """Return what a document says; one without any of the usual headings yields its title and first paragraph."""
    markdown = read_markdown(text)
    sections = read_sections(text, markdown)
    anchors = _anchors(sections)
    read = _Reader(text, markdown, sections, anchors)
    return read.all()


class _Reader:
    """Goes through a document's paragraphs and points once, each under the headings that hold it."""

    def __init__(self, text: bytes, markdown: Markdown, sections: tuple[Section, ...], anchors: list[str]) -> None:
        self._text = text
        self._markdown = markdown
        self._sections = sections
        self._anchors = anchors
        self._found: dict[str, list[Quote]] = {
            name: [] for name in ("goal", "first", "stories", "criteria", "figures", "excluded")
        }

    def all(self) -> Requirements:
        """Return the document's quotes by kind."""
        introduced = False
        section = -1
        for block in self._markdown.blocks:
            if block.kind is TextKind.HEADING:
                continue
            at = self._section_at(block.span.start)
            if at != section:
                section, introduced = at, False
            said = self._said(block)
            if not said or block.table >= 0:
                continue
            is_point = block.kind is TextKind.ITEM
            if not is_point and _CRITERIA_LABEL.match(said):
                introduced = True
                continue
            introduced = introduced and is_point
            self._sort(said, at, is_point, introduced)
        title = self._sections[0].title if self._sections and self._sections[0].level == 1 else ""
        found = self._found
        return Requirements(
            "" if _NO_TITLE.fullmatch(title.strip()) else _TITLE.sub("", title).strip() or title,
            tuple((found["goal"] or found["first"][:1])[:2]),
            *(tuple(found[name][:MOST]) for name in ("stories", "criteria", "figures", "excluded")),
        )

    def _sort(self, said: str, at: int, is_point: bool, introduced: bool) -> None:
        headings = self._headings(at)
        under = [normalise_heading(title) for title in headings]
        labelled = next((title for title in headings if _label_of(title)), "")
        label = _label_of(labelled)
        own = _label_of(said) if is_point else ""
        quote = Quote(
            _without_label(said) if own else said,
            self._anchors[at] if at >= 0 else "",
            own or label,
            "" if own else _without_label(labelled).strip(" -–—"),
        )
        below = partial(any_matches, under)
        if introduced or below(_CRITERIA):
            self._found["criteria"] += [quote] if is_point else []
        elif below(_EXCLUDED):
            self._found["excluded"] += [quote] if is_point else []
        elif below(_FIGURES):
            self._found["figures"] += [quote] if is_point else []
        elif _AS_A.match(_without_label(said)) or (
            is_point and own and not own.upper().startswith(("AC", "SC", "NFR"))
        ):
            self._found["stories"].append(quote)
        elif is_point and own:
            self._found["criteria" if own.upper().startswith(("AC", "SC")) else "figures"].append(quote)
        elif is_point and under and _STORIES.fullmatch(under[0]) and not _label_of(headings[0]):
            self._found["stories"].append(quote)
        elif not is_point and below(_GOAL):
            self._found["goal"].append(quote)
        elif not is_point and not _METADATA.match(said):
            self._found["first"].append(quote)

    def _section_at(self, offset: int) -> int:
        at = -1
        for index, section in enumerate(self._sections):
            if section.span.start <= offset:
                at = index
        return at

    def _headings(self, at: int) -> list[str]:
        """The titles of a section and of those around it, the innermost first, the document's title left out."""
        titles = []
        while at >= 0:
            if not (at == 0 and self._sections[at].level == 1):
                titles.append(self._sections[at].title)
            at = self._sections[at].parent
        return titles

    def _said(self, block: TextBlock) -> str:
        text = self._text[block.span.start : block.span.end].decode("utf-8", "replace")
        text = _STORY_LABEL.sub("", _SPACE.sub(" ", _MARKER.sub("", text.strip())).strip())
        if len(text) <= LONGEST:
            return text
        return text[:LONGEST].rpartition(" ")[0] + " …"


def any_matches(titles: list[str], pattern: re.Pattern[str]) -> bool:
    """Tell whether a pattern matches one of the titles as a whole."""
    return any(pattern.fullmatch(title) for title in titles)


def _label_of(text: str) -> str:
    found = _LABEL.match(text)
    return found.group(1) if found is not None else ""


def _without_label(text: str) -> str:
    return _LABEL.sub("", text, count=1).lstrip("*: ")


def _anchors(sections: tuple[Section, ...]) -> list[str]:
    """Return the anchors of the headings as Git hosts make them: lower case, hyphens, a number where repeated."""
    seen: dict[str, int] = {}
    anchors = []
    for section in sections:
        slug = re.sub(r"[^\w\- ]", "", section.title.lower()).strip().replace(" ", "-")
        count = seen.get(slug, 0)
        seen[slug] = count + 1
        anchors.append(f"{slug}-{count}" if count else slug)
    return anchors
