"""What a section of a plan asks for where nothing is known yet: one precise question a line."""

from __future__ import annotations

from groundplan.model.plan import SectionRole as Role

_QUESTIONS: dict[Role, tuple[str, ...]] = {
    Role.EXECUTIVE_SUMMARY: (
        "who can do what afterwards that they cannot do now, in one sentence?",
        "which existing feature carries most of it, and what is new beside it?",
    ),
    Role.SIMILAR_FEATURES: (
        "which existing feature does something similar, and in which handler and type does it live?",
    ),
    Role.REUSABLE_INFRASTRUCTURE: ("which existing table, queue, function or middleware carries this?",),
    Role.COMPONENTS_TO_EXTEND: ("which existing component gains which method or case?",),
    Role.DATA_ARCHITECTURE: ("which existing type or table gains which fields, and who reads them?",),
    Role.EXISTING_TECHNOLOGIES: ("which package or service in use solves which part of this?",),
    Role.JUSTIFICATION: ("nothing new is needed, or: what is new, and why does nothing that exists carry it?",),
    Role.ENDPOINTS: (
        "the method and path of each endpoint, and the existing handler whose pattern it follows?",
        "what does a request carry, what does the answer hold, and which errors can come back?",
    ),
    Role.DATA_MODELS: ("the existing type that changes, as a Go fence with only the fields to add?",),
    Role.RESOURCES_TO_EXTEND: ("which existing resource of which template changes, and how little?",),
    Role.DEPLOYMENT: (
        "in which order do code, data and templates go out, and how is that undone?",
        "what tells that the new version works: which log line, metric or alarm?",
    ),
    Role.EXTERNAL_INTEGRATIONS: ("which outside service is called, by which existing client, and what if it fails?",),
    Role.INTERNAL_INTEGRATIONS: ("which components exchange which data, by a call, a queue or a shared table?",),
    Role.AUTHENTICATION: ("which users may call the new endpoints, and which existing guard checks it?",),
    Role.DATA_PROTECTION: (
        "which of the new data is personal or secret, and how is it kept and deleted?",
        "which input comes from outside, and where is it validated?",
    ),
    Role.PERFORMANCE_TARGETS: (
        "how fast must the slowest new operation answer, and how is that measured?",
        "how many calls or rows are there at the busiest time?",
    ),
    Role.SCALABILITY: ("what grows with the number of users or rows, and what limits it?",),
    Role.PHASE_CORE: ("which types, tables and resources come first, and what is shippable then?",),
    Role.PHASE_LOGIC: ("which service methods come next, and which test proves each?",),
    Role.PHASE_ADVANCED: ("which routes, permissions and alarms come last, and what can wait?",),
    Role.UNIT_TESTING: ("which new tests prove the feature, and beside which existing ones do they go?",),
    Role.INTEGRATION_TESTING: ("which request is played end to end, and what must come back?",),
    Role.TECHNICAL_RISKS: ("what can break that works today, and who would notice first?",),
    Role.MITIGATION: ("for each risk: what makes it smaller, and what is the way back?",),
    Role.SUCCESS_CRITERIA: ("what must be true, and measured how, for the feature to be done?",),
    Role.HANDOFF: ("what must whoever implements this know before the first line of code?",),
}

BLANK_LINES: dict[Role, tuple[str, ...]] = {
    role: tuple(f"- ⟨{question}⟩" for question in questions) for role, questions in _QUESTIONS.items()
}
"""The lines that stand in a section until it is filled, by its role; sections that only hold others have none."""
