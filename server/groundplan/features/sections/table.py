"""Which filler fills which section, in the template's order."""

from __future__ import annotations

from collections.abc import Callable

from groundplan.features.sections import (
    authentication,
    components_to_extend,
    data_architecture,
    data_models,
    data_protection,
    deployment,
    endpoints,
    executive_summary,
    existing_technologies,
    handoff,
    integrations,
    justification,
    performance,
    phases,
    resources_to_extend,
    reusable_infrastructure,
    risks,
    similar_features,
    success_criteria,
    testing,
)
from groundplan.features.sections.context import SectionContext
from groundplan.features.sections.line import Line
from groundplan.model.plan import SectionRole

Filler = Callable[[SectionContext], tuple[Line, ...]]

FILLERS: tuple[tuple[SectionRole, Filler], ...] = (
    (SectionRole.EXECUTIVE_SUMMARY, executive_summary.fill),
    (SectionRole.SIMILAR_FEATURES, similar_features.fill),
    (SectionRole.REUSABLE_INFRASTRUCTURE, reusable_infrastructure.fill),
    (SectionRole.COMPONENTS_TO_EXTEND, components_to_extend.fill),
    (SectionRole.DATA_ARCHITECTURE, data_architecture.fill),
    (SectionRole.EXISTING_TECHNOLOGIES, existing_technologies.fill),
    (SectionRole.JUSTIFICATION, justification.fill),
    (SectionRole.ENDPOINTS, endpoints.fill),
    (SectionRole.DATA_MODELS, data_models.fill),
    (SectionRole.RESOURCES_TO_EXTEND, resources_to_extend.fill),
    (SectionRole.DEPLOYMENT, deployment.fill),
    (SectionRole.EXTERNAL_INTEGRATIONS, integrations.fill_external),
    (SectionRole.INTERNAL_INTEGRATIONS, integrations.fill_internal),
    (SectionRole.AUTHENTICATION, authentication.fill),
    (SectionRole.DATA_PROTECTION, data_protection.fill),
    (SectionRole.PERFORMANCE_TARGETS, performance.fill_targets),
    (SectionRole.SCALABILITY, performance.fill_scalability),
    (SectionRole.PHASE_CORE, phases.fill_core),
    (SectionRole.PHASE_LOGIC, phases.fill_logic),
    (SectionRole.PHASE_ADVANCED, phases.fill_surface),
    (SectionRole.UNIT_TESTING, testing.fill_unit),
    (SectionRole.INTEGRATION_TESTING, testing.fill_integration),
    (SectionRole.TECHNICAL_RISKS, risks.fill_risks),
    (SectionRole.MITIGATION, risks.fill_mitigation),
    (SectionRole.SUCCESS_CRITERIA, success_criteria.fill),
    (SectionRole.HANDOFF, handoff.fill),
)

INSERTABLE: tuple[SectionRole, ...] = (
    SectionRole.EXECUTIVE_SUMMARY,
    SectionRole.PATTERN_ANALYSIS,
    SectionRole.MINIMAL_ARCHITECTURE,
    SectionRole.TECHNOLOGY_REUSE,
    SectionRole.API_DESIGN,
    SectionRole.INFRASTRUCTURE,
    SectionRole.INTEGRATION,
    SectionRole.SECURITY,
    SectionRole.PERFORMANCE,
    SectionRole.PHASES,
    SectionRole.TESTING,
    SectionRole.RISKS,
    SectionRole.SUCCESS_CRITERIA,
    SectionRole.HANDOFF,
)
"""Sections that are inserted with their subsections, in the template's order."""
