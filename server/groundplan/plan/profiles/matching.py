"""Which section of the template a heading stands for, and which profile a document follows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from groundplan.model.plan import SectionRole as Role
from groundplan.plan.profiles import BACKEND_PLAN, FREE_FORM, PROFILES, Profile
from groundplan.plan.profiles.house_styles import MARKS
from groundplan.text.identifiers import singular

_NOISE = re.compile(r"<[^<>]*>|\{#[^{}]*\}|\[([^\[\]]*)\]\([^()]*\)|\[[^\[\]]*\]|\([^()]*\)")
_NUMBERING = re.compile(
    r"^\W*(?:(?:section|part|step|chapter)\s+)?(?:\d+(?:\.\d+)*[.):]?|[ivx]{1,5}[.):]|[a-z][.):])\s+", re.IGNORECASE
)
_WORD = re.compile(r"[^\W_]+")
_SUBTITLE = re.compile(r":|\s[-–—|]\s|\s[–—]|[–—]\s")
_PHASE = re.compile(r"(?:implementation )?(?:phase|stage|iteration|milestone) (\d+)\b")
_ARTICLES = frozenset(("the", "a", "an"))

_PHASE_ROLES = {"1": Role.PHASE_CORE, "2": Role.PHASE_LOGIC, "3": Role.PHASE_ADVANCED}

# Inside these a heading such as "Testing" or "Overview" speaks of the phase, the test or the risk, not of the plan.
_CLOSED = frozenset(
    (
        Role.EXECUTIVE_SUMMARY,
        Role.PHASES,
        Role.PHASE_CORE,
        Role.PHASE_LOGIC,
        Role.PHASE_ADVANCED,
        Role.TESTING,
        Role.UNIT_TESTING,
        Role.INTEGRATION_TESTING,
        Role.RISKS,
        Role.TECHNICAL_RISKS,
        Role.MITIGATION,
        Role.SUCCESS_CRITERIA,
        Role.HANDOFF,
    )
)

# Distinct sections of the template that make a document a backend plan; telling headings count double.
_ENOUGH = 4

# Sections that hardly any other house style has, by whatever name.
_UNIQUE = frozenset(
    (Role.PATTERN_ANALYSIS, Role.SIMILAR_FEATURES, Role.REUSABLE_INFRASTRUCTURE, Role.COMPONENTS_TO_EXTEND)
)

_PARENTS = {section.role: section.parent for section in BACKEND_PLAN.sections}


@lru_cache(maxsize=4096)
def normalise_heading(title: str) -> str:
    """Return a heading reduced to lower-case words in the singular: no numbering, emoji, brackets or articles."""
    text = _NOISE.sub(r" \1 ", title)
    text = _NUMBERING.sub("", text, count=1)
    text = text.replace("&", " and ")
    return " ".join(singular(word) for word in _WORD.findall(text.lower()) if word not in _ARTICLES)


def _expression(name: str) -> re.Pattern[str]:
    parts = [re.escape(normalise_heading(part)) for part in name.split("*")]
    joined = r"(?: \w+){0,3}".join(parts[:-1]) + r"(?: \w+){0,3}" if len(parts) > 1 else ""
    return re.compile(joined + (f" {parts[-1]}" if joined and parts[-1] else parts[-1]))


def _patterns() -> tuple[dict[str, Role], dict[str, Role], list[tuple[re.Pattern[str], Role]]]:
    strong: dict[str, Role] = {}
    weak: dict[str, Role] = {}
    open_ended: list[tuple[re.Pattern[str], Role]] = []
    for section in BACKEND_PLAN.sections:
        for name in (section.heading.replace("{platform}", "*"), *section.synonyms):
            if "*" in name:
                open_ended.append((_expression(name), section.role))
            else:
                strong.setdefault(normalise_heading(name), section.role)
        for name in section.weak:
            weak.setdefault(normalise_heading(name), section.role)
    return strong, weak, open_ended


_STRONG, _WEAK, _OPEN_ENDED = _patterns()
_TELLING = tuple(
    _expression(section.heading.replace("{platform}", "*")) for section in BACKEND_PLAN.sections if section.telling
)


@lru_cache(maxsize=4096)
def _telling_role(title: str) -> Role | None:
    """Return the role of a heading that shows which template its author had in mind."""
    found = _match(title)
    if found is None or not found[1]:
        return None
    role = found[0]
    name = normalise_heading(title)
    return role if role in _UNIQUE or any(expression.fullmatch(name) for expression in _TELLING) else None


@lru_cache(maxsize=4096)
def _match(title: str) -> tuple[Role, bool] | None:
    """Return the role that a heading names and whether it does so unmistakably."""
    subtitle = _SUBTITLE.search(title)
    candidates = [normalise_heading(title)]
    if subtitle is not None and subtitle.start() > 0:
        candidates.append(normalise_heading(title[: subtitle.start()]))
    for name in candidates:
        if name in _STRONG:
            return _STRONG[name], True
        for expression, role in _OPEN_ENDED:
            if expression.fullmatch(name):
                return role, True
        phase = _PHASE.match(name)
        if phase is not None and phase.group(1) in _PHASE_ROLES:
            return _PHASE_ROLES[phase.group(1)], True
        if name in _WEAK:
            return _WEAK[name], False
    return None


def match_role(title: str, enclosing: Role | None) -> Role | None:
    """Return the role of a section by its heading's text.

    `enclosing` is the role of the nearest enclosing section that has one. Inside phases, tests, risks and criteria
    only the sections that the template puts there are recognised, and loose names ("Security") need either no
    enclosing role or the template's.
    """
    found = _match(title)
    if found is None:
        return None
    role, certain = found
    if enclosing is None or _is_within(role, enclosing):
        return role
    return role if certain and enclosing not in _CLOSED else None


def _is_within(role: Role, enclosing: Role) -> bool:
    parent: Role | None = role
    while parent is not None:
        if parent is enclosing:
            return True
        parent = _PARENTS[parent]
    return False


def recognise_profile(path: str, headings: Sequence[str], roles: Sequence[Role], declared: str = "") -> Profile:
    """Return the profile that a document follows; `declared` is the value of its front matter's `plan` key.

    `headings` are the titles as written, `roles` those found among them.
    """
    if declared == "backend":
        return BACKEND_PLAN
    said = next((profile for profile in PROFILES if profile.name == declared), None)
    if said is not None:
        return said
    names = {normalise_heading(title) for title in headings}
    # A document full of phases has shown one habit, not three.
    phases = {Role.PHASE_CORE, Role.PHASE_LOGIC, Role.PHASE_ADVANCED}
    distinct = set(roles)
    telling = len({role for title in headings if (role := _telling_role(title)) is not None})
    titled = any("pattern reuse" in name or "backend technical implementation plan" in name for name in names)
    telling += 2 * titled
    score = telling + len(distinct - phases) + bool(distinct & phases)
    is_backend = telling >= 2 and score >= _ENOUGH
    # What a house style holds of similar features and what to extend does not make it the template.
    unmistakable = is_backend and (titled or Role.PATTERN_ANALYSIS in distinct)
    for profile, marks in MARKS:
        if not unmistakable and marks.fit(path, names):
            return profile
    return BACKEND_PLAN if score >= _ENOUGH else FREE_FORM
