"""The seven points of the checklist, each judged by what can be seen in the plan and in the code."""

from __future__ import annotations

import re

from groundplan.features.review.material import Material, form_evidence, point
from groundplan.features.sections.line import count_of
from groundplan.model.pattern import PatternKind
from groundplan.model.plan import Intent, MentionKind, Plan
from groundplan.model.plan import SectionRole as Role
from groundplan.model.review import ReviewEvidence, ReviewPoint, Verdict
from groundplan.plan.sections import is_blank
from groundplan.rules.endpoint_proposals import listed_endpoints
from groundplan.rules.more_new_than_extended import extended_things, new_things
from groundplan.rules.recognised import is_written, sections_of
from groundplan.rules.used_before_made import phases_of

_ERRORS = re.compile(
    rb"\berrors?\b|(?-i:\b[Ff]ail(?:s|ed|ures?)?\b)|\bretr(?:y|ies|ied)\b|\btimeouts?\b|\broll(?:s|ed)?[- ]?back\b"
    rb"|\bfall(?:s)?[- ]?back\b|\b(?:status|returns?|with)\s+`?[45]\d\d\b|\bidempoten",
    re.IGNORECASE,
)
_SECURITY = re.compile(
    rb"\bauth(?:n|z|ent\w*|ori[sz]\w*)?\b|\bpermissions?\b|\btokens?\b|\bencrypt\w*|\bsecrets?\b|\bsaniti[sz]\w+"
    rb"|\b(?:input|request)\s+validat\w+|\bvalidat\w+\s+(?:of\s+)?(?:the\s+)?(?:input|requests?|body|payload|fields?)\b"
    rb"|\baudit\w*|\bIAM\b|\bleast privilege\b|\bJWT\b|\bCSRF\b|\brate limit\w*",
    re.IGNORECASE,
)
_PERSONAL = re.compile(
    rb"\b(?:PII|GDPR|HIPAA|PCI|SOC ?2|personal data|data retention|consent|e-?mail address(?:es)?)\b", re.IGNORECASE
)
_GROWTH = re.compile(
    rb"\bscal(?:e|es|ing|ab\w+)\b|\bthroughput\b|\blatency\b|\bcach(?:e|es|ed|ing)\b|\bindex(?:es)? on\b|\bpaginat\w+"
    rb"|\bbatch\w*|\bconcurren\w+|\bp9[59]\b|\bper second\b|\brps\b",
    re.IGNORECASE,
)
_ESTIMATE = re.compile(
    rb"\b\d+(?:[.,]\d+)?\s*(?:-|to|\xe2\x80\x93)?\s*\d*\s*(?:person[- ]?|man[- ]?|working\s+|story\s+)?"
    rb"(?:hours?|days?|weeks?|months?|sprints?|points?)\b|\b(?:deadline|by the end of|until q[1-4]|eta)\b",
    re.IGNORECASE,
)
_SECURITY_ROLES = (Role.SECURITY, Role.AUTHENTICATION, Role.DATA_PROTECTION)
_LOAD_ROLES = (Role.PERFORMANCE, Role.PERFORMANCE_TARGETS, Role.SCALABILITY)
_AWS = frozenset(("function", "queue", "topic", "bucket", "state machine", "user pool", "stream", "role", "rule"))


def leverages_what_exists(material: Material) -> ReviewPoint:
    """Judge by what of the code is named, and by the rules of reuse and grounding."""
    platform = material.snapshot.settings.platform
    title = f"Leverages existing {platform + ' ' if platform else ''}patterns and technologies"
    issues = material.issues("GP1", "GP2", "GP404", "GP5")
    evidence = [
        ReviewEvidence(f"reuses `{mention.text}`", target.location.path, target.location.line)
        for mention, target in material.reused
        if mention.kind is not MentionKind.PATH
    ] or [
        ReviewEvidence(f"names `{mention.text}`", target.location.path, target.location.line)
        for mention, target in material.reused
    ]
    new = new_things(material.snapshot, material.plan)
    extended = extended_things(material.snapshot, material.plan)
    summary = ReviewEvidence(
        f"{count_of(len(material.reused), 'thing')} of the code named, {len(extended)} extended, {len(new)} new"
    )
    if not material.reused:
        required = ("Name what the code has already for this: handlers, types, resources, each with its place.",)
        return point(title, Verdict.REJECTED, [summary], issues, required)
    return point(title, Verdict.APPROVED, [summary, *evidence], issues)


def follows_practices(material: Material) -> ReviewPoint:
    """Judge by the rules of house style; what AWS asks for is for a person to say."""
    title = "Follows Go and AWS best practices"
    issues = material.issues("GP3", "GP406")
    plan = material.plan
    judged = len(plan.types) + len(plan.funcs)
    announced = [each for each in plan.mentions if each.kind is MentionKind.ENDPOINT and each.intent is Intent.NEW]
    endpoints = len({each.text for each in (*announced, *listed_endpoints(material.snapshot, plan))})
    evidence = [
        ReviewEvidence(
            f"{count_of(judged, 'declaration')} and {count_of(endpoints, 'new endpoint')} held against the"
            " workspace's own conventions"
        )
    ]
    cloud = [
        each
        for each in plan.mentions
        if each.kind is MentionKind.RESOURCE and each.noun in _AWS and each.intent in (Intent.NEW, Intent.CHANGED)
    ]
    if cloud:
        names = ", ".join(f"`{name}`" for name in dict.fromkeys(each.text for each in cloud[:5]))
        question = f"Which permissions, alarms and limits are needed for {names}, and no more than those?"
        return point(title, Verdict.HUMAN, evidence, issues, questions=(question,))
    if not judged and not endpoints:
        question = "The plan shows no code and no endpoint: is its approach what Go and AWS recommend?"
        return point(title, Verdict.HUMAN, (), issues, questions=(question,))
    return point(title, Verdict.APPROVED, evidence, issues)


def handles_errors(material: Material) -> ReviewPoint:
    """Judge by whether failures are spoken of, and whether in the manner of the workspace."""
    title = "Includes comprehensive error handling"
    said = material.said(_ERRORS)
    house = [
        form_evidence(form, "the workspace")
        for form in material.forms(
            PatternKind.ERROR_TO_STATUS,
            PatternKind.ERROR_SENTINELS,
            PatternKind.ERROR_TYPES,
            PatternKind.ERROR_WRAPPING,
        )
    ]
    if not said:
        how = (
            f" The workspace's way: {house[0].text.partition(': ')[2]}, {house[0].path}:{house[0].line}."
            if house
            else ""
        )
        verdict = Verdict.REJECTED if material.makes_something else Verdict.HUMAN
        return point(title, verdict, house, (), (f"Say what happens when a call fails and what the caller sees.{how}",))
    named = {target.symbol.name for _, target in material.reused if target.symbol is not None}
    own = sorted(name for name in named if re.match(r"(?:Err[A-Z]|\w*Error(?:s|f|Handler|Response|ToStatus)?$)", name))
    if own:
        used = [
            ReviewEvidence(f"uses the workspace's `{mention.text}`", target.location.path, target.location.line)
            for mention, target in material.reused
            if target.symbol is not None and target.symbol.name in own
        ]
        return point(title, Verdict.APPROVED, [*used, *said])
    question = "Are all failures covered, and in the manner of the workspace?"
    return point(title, Verdict.HUMAN, [*said[:3], *house[:2]], questions=(question,))


def is_secure(material: Material) -> ReviewPoint:
    """Judge by the sections on security, the guards that they name and GP405."""
    title = "Addresses security and compliance requirements"
    roles = _SECURITY_ROLES
    issues = (*material.issues("GP405"), *material.unwritten(*roles))
    said = material.said(_SECURITY)
    personal = material.said(_PERSONAL, 2)
    forms = material.forms(PatternKind.AUTHENTICATION, PatternKind.AUTHORISATION, dominant=False)
    guards = [form_evidence(form, "the workspace's guard") for form in forms]
    if material.issues("GP405"):
        required = ("Say who may call the new endpoints, and by which guard.",)
        return point(title, Verdict.REJECTED, guards, issues, required)
    if not said and not is_written(material.plan, *roles):
        if not _opens_something(material.plan):
            question = "The plan says nothing of security: does it change who may do or see what?"
            return point(title, Verdict.HUMAN, guards[:1], issues, questions=(question,))
        required = ("Say who may do this, what is validated and how secrets are kept.",)
        return point(title, Verdict.REJECTED, guards, issues, required)
    if personal:
        question = "Is what the plan says of personal or regulated data enough?"
        return point(title, Verdict.HUMAN, [*personal, *said], issues, questions=(question,))
    text = material.plan.text
    named = [guard for guard, form in zip(guards, forms, strict=True) if _names_guard(text, form.name)]
    if named:
        return point(title, Verdict.APPROVED, [*named, *said], issues)
    question = "Is this all that the feature needs? No guard of the workspace is named."
    return point(title, Verdict.HUMAN, [*said, *guards[:1]], issues, questions=(question,))


def _opens_something(plan: Plan) -> bool:
    """Tell whether a plan makes or changes an endpoint or a resource."""
    kinds = (MentionKind.ENDPOINT, MentionKind.RESOURCE)
    return any(each.kind in kinds and each.intent in (Intent.NEW, Intent.CHANGED) for each in plan.mentions)


def _names_guard(text: bytes, form: str) -> bool:
    """Tell whether a text names the function of a form as "`auth.RequireAuth` before routes"."""
    names = re.findall(r"`(?:\w+\.)*(\w{4,})(?:\(\))?`", form)
    return any(re.search(rb"\b" + name.encode() + rb"\b", text) for name in names)


def scales(material: Material) -> ReviewPoint:
    """Judge by duplicates, which nobody maintains, and by what is said of load."""
    title = "Scalable and maintainable architecture"
    roles = _LOAD_ROLES
    issues = (*material.issues("GP101", "GP111", "GP112", "GP114", "GP115", "GP5"), *material.unwritten(*roles))
    said = material.said(_GROWTH)
    new = new_things(material.snapshot, material.plan)
    extended = extended_things(material.snapshot, material.plan)
    balance = ReviewEvidence(f"{count_of(len(extended), 'thing')} extended, {len(new)} new")
    if is_written(material.plan, *roles) and said and len(extended) >= len(new):
        return point(title, Verdict.APPROVED, [balance, *said], issues)
    question = (
        "Does this hold under the load that is expected?" if said else "Which load is expected, and what bounds it?"
    )
    return point(title, Verdict.HUMAN, [balance, *said], issues, questions=(question,))


def has_a_roadmap(material: Material) -> ReviewPoint:
    """Judge by the phases: that there are some, in an order that works, with things of the code in them.

    Sections that are still empty count here, but for those on security and load.
    """
    title = "Clear implementation roadmap"
    elsewhere = {each.span for each in material.unwritten(*_SECURITY_ROLES, *_LOAD_ROLES)}
    unwritten = [each for each in material.issues("GP402") if each.span not in elsewhere]
    issues = (*material.issues("GP401", "GP407", "GP408"), *unwritten)
    plan = material.plan
    phases = [phase for phase in phases_of(plan) if not is_blank(plan, phase)]
    steps = len(re.findall(rb"^[ \t]*(?:[-*+]|\d+\.)[ \t]+\[[ xX]\]", plan.text, re.MULTILINE))
    evidence = [material.place_of(phase) for phase in phases]
    if steps:
        evidence.append(ReviewEvidence(f"{steps} checkboxes"))
    if not phases and not steps:
        written = is_written(plan, Role.PHASES)
        required = () if written else ("Divide the work into steps that can be delivered one by one.",)
        found = [material.place_of(section) for section in sections_of(plan, Role.PHASES)]
        return point(title, Verdict.HUMAN if written else Verdict.REJECTED, found, issues, required)
    empty = [
        phase
        for phase in phases
        if not any(phase.span.start <= each.span.start < phase.span.end for each in plan.mentions)
    ]
    if phases and len(empty) == len(phases):
        question = "No phase names a file, a type or an endpoint: can the work begin from this?"
        return point(title, Verdict.HUMAN, evidence, issues, questions=(question,))
    return point(title, Verdict.APPROVED, evidence, issues)


def is_realistic(material: Material) -> ReviewPoint:
    """Gather the estimates and the size of the work; whether they fit is for a person to say."""
    title = "Realistic timelines and resource estimates"
    estimates = material.said(_ESTIMATE)
    plan = material.plan
    files = {each.text for each in plan.mentions if each.kind is MentionKind.PATH and each.intent is Intent.NEW}
    changed = {each.text for each in plan.mentions if each.kind is MentionKind.PATH and each.intent is Intent.CHANGED}
    size = ReviewEvidence(
        f"the work: {count_of(len(files), 'new path')} and {count_of(len(changed), 'changed path')};"
        f" of types, endpoints, resources and modules {len(new_things(material.snapshot, plan))} new"
    )
    question = "Do the estimates fit the work?" if estimates else "The plan estimates nothing: how long may this take?"
    return point(title, Verdict.HUMAN, [size, *estimates], questions=(question,))


POINTS = (
    leverages_what_exists,
    follows_practices,
    handles_errors,
    is_secure,
    scales,
    has_a_roadmap,
    is_realistic,
)
"""The points in the order of the checklist."""
