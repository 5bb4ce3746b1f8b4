"""What a plan is about, as weighted pieces of text for the search of prior art."""

from __future__ import annotations

import re

from groundplan.model.plan import Fence, Intent, Mention, MentionKind, Plan, Section, SectionRole
from groundplan.plan.evidence_lines import cites_code, line_around, without_citations
from groundplan.plan.mentions.endpoints import endpoint_parts
from groundplan.plan.sections import section_of

_TITLE = 3.0
_SUMMARY = 2.0
_TYPES = 2.0
_ENDPOINTS = 1.5
_NEW_NAMES = 1.0
_ELSEWHERE = 0.5

# Sections whose first paragraphs speak of every plan alike.
_GENERAL = frozenset(
    (
        SectionRole.PHASES,
        SectionRole.PHASE_CORE,
        SectionRole.PHASE_LOGIC,
        SectionRole.PHASE_ADVANCED,
        SectionRole.TESTING,
        SectionRole.UNIT_TESTING,
        SectionRole.INTEGRATION_TESTING,
        SectionRole.RISKS,
        SectionRole.TECHNICAL_RISKS,
        SectionRole.MITIGATION,
        SectionRole.SUCCESS_CRITERIA,
        SectionRole.HANDOFF,
        SectionRole.PERFORMANCE,
        SectionRole.PERFORMANCE_TARGETS,
        SectionRole.SCALABILITY,
        SectionRole.DEPLOYMENT,
    )
)

# Sections that hold what was found in the code. They must not steer the search that fills them.
_EVIDENCE = frozenset(
    (
        SectionRole.PATTERN_ANALYSIS,
        SectionRole.SIMILAR_FEATURES,
        SectionRole.REUSABLE_INFRASTRUCTURE,
        SectionRole.MINIMAL_ARCHITECTURE,
        SectionRole.COMPONENTS_TO_EXTEND,
        SectionRole.DATA_ARCHITECTURE,
        SectionRole.API_DESIGN,
        SectionRole.ENDPOINTS,
        SectionRole.DATA_MODELS,
    )
)

# Sections whose endpoints and names are those of other sections, or of the code.
_TOLD_AGAIN = _EVIDENCE | {SectionRole.HANDOFF}

_BOILERPLATE = re.compile(
    r"\b(?:backend|frontend|technical|implementation|architecture|feature|design|development|project|plan|document|spec"
    r"|specification|proposal|tasks|pattern reuse first|draft|v\d+)\b|\d{3,4}-\d\d-\d\d",
    re.IGNORECASE,
)
_PLACEHOLDER = re.compile(rb"\[[^\[\]]*\](?!\()|\xe2\x9f\xa8(?:(?!\xe2\x9f\xa9).)*\xe2\x9f\xa9|<!--.*?-->", re.DOTALL)
_LINK = re.compile(rb"\[([^\[\]]*)\]\([^()\s]*\)")
_METADATA = re.compile(
    rb"^[ \t>*_-]*(?:feature branch|branch|date|spec|input|status|author|owner|version|language|created|updated|issue"
    rb"|ticket|epic|requirements|reviewers?|last updated|gate|target platform|project type"
    rb"|not wanted)\b[^:\n]{0,20}:.*$",
    re.IGNORECASE | re.MULTILINE,
)
_TABLE_ROW = re.compile(rb"^[ \t>]*\|.*$", re.MULTILINE)
_PARAGRAPH_END = re.compile(rb"\n[ \t]*\n")
_REQUIREMENTS = re.compile(rb"^Requirements: \[([^\]\n]{1,200})\]\(", re.MULTILINE)
_NO_WORDS = re.compile(r"[\s|#>*_`\-:=+~]+")

_LONGEST_PIECE = 1500
_SUMMARY_PARAGRAPHS = 3
_MOST_SECTIONS = 40


def query_text(plan: Plan) -> tuple[tuple[str, float], ...]:
    """Return pieces of the plan's text with the weight that each has in a search; the weightiest first."""
    pieces: list[tuple[str, float]] = []
    _add(pieces, subject_of_title(plan), _TITLE)
    summary = section_of(plan, SectionRole.EXECUTIVE_SUMMARY)
    if summary is not None:
        _add(pieces, _paragraphs(plan, summary, _SUMMARY_PARAGRAPHS), _SUMMARY)
    else:
        first = next((section for section in plan.sections if section.role not in _GENERAL | _EVIDENCE), None)
        preamble = plan.text[: plan.sections[0].span.start] if plan.sections else plan.text
        _add(pieces, _clean(preamble), _SUMMARY)
        if first is not None:
            _add(pieces, _paragraphs(plan, first, 2), _SUMMARY)
    _add(pieces, " ".join(dict.fromkeys(_proposed_names(plan))), _TYPES)
    _add(pieces, " ".join(dict.fromkeys(_endpoint_words(plan))), _ENDPOINTS)
    _add(pieces, " ".join(dict.fromkeys(_new_names(plan))), _NEW_NAMES)
    for section in plan.sections[:_MOST_SECTIONS]:
        if section is not summary and section.role not in _GENERAL | _EVIDENCE and section.level > 1:
            _add(pieces, _paragraphs(plan, section, 1), _ELSEWHERE)
    return tuple(pieces)


def requirements_title(plan: Plan) -> str:
    """Return what the requirements are called that a drafted plan names above its first section, "" for none."""
    first = next((section.span.start for section in plan.sections if section.level > 1), len(plan.text))
    named = _REQUIREMENTS.search(plan.text, 0, first)
    return named.group(1).decode("utf-8", "replace") if named is not None else ""


def subject_of_title(plan: Plan) -> str:
    """Return a plan's title without the words that titles of plans have in common."""
    return _NO_WORDS.sub(" ", _BOILERPLATE.sub(" ", plan.title)).strip()


def _add(pieces: list[tuple[str, float]], text: str, weight: float) -> None:
    text = _NO_WORDS.sub(" ", text).strip()[:_LONGEST_PIECE]
    if text:
        pieces.append((text, weight))


def _proposed_names(plan: Plan) -> list[str]:
    return [proposed.decl.name for proposed in plan.types if not proposed.elided]


def _is_wanted(plan: Plan, mention: Mention) -> bool:
    if mention.intent is not Intent.NEW and cites_code(line_around(plan.text, mention.span.start)):
        return False
    if mention.section >= 0 and plan.sections[mention.section].role in _TOLD_AGAIN:
        return mention.intent is Intent.NEW
    return mention.intent is not Intent.EXISTING


def _endpoint_words(plan: Plan) -> list[str]:
    return [
        part
        for mention in plan.mentions
        if mention.kind is MentionKind.ENDPOINT and _is_wanted(plan, mention)
        for part in endpoint_parts(mention.text)[1].split("/")
        if part and part[0] not in "{:*<[" and not re.fullmatch(r"v\d+|api", part)
    ]


def _new_names(plan: Plan) -> list[str]:
    named = (MentionKind.SYMBOL, MentionKind.RESOURCE)
    return [
        mention.text
        for mention in plan.mentions
        if mention.kind in named
        and mention.intent is Intent.NEW
        and not (mention.section >= 0 and plan.sections[mention.section].role in _EVIDENCE)
    ]


def _paragraphs(plan: Plan, section: Section, most: int) -> str:
    start, end = section.body_span.start, section.body_span.end
    found: list[str] = []
    for paragraph in _PARAGRAPH_END.split(without_citations(_without_fences(plan, start, end))):
        text = _clean(_TABLE_ROW.sub(b"", _METADATA.sub(b"", paragraph)))
        if text:
            found.append(text)
        if len(found) == most:
            break
    return "\n".join(found)


def _without_fences(plan: Plan, start: int, end: int) -> bytes:
    pieces = []
    for fence in _fences_within(plan, start, end):
        pieces.append(plan.text[start : fence.span.start])
        start = fence.span.end
    pieces.append(plan.text[start:end])
    return b"\n\n".join(pieces).replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def _fences_within(plan: Plan, start: int, end: int) -> list[Fence]:
    return [fence for fence in plan.fences if start <= fence.span.start < end]


def _clean(text: bytes) -> str:
    text = _PLACEHOLDER.sub(b" ", _LINK.sub(rb"\1", text[: 2 * _LONGEST_PIECE]))
    return _NO_WORDS.sub(" ", text.decode("utf-8", "replace")).strip()
