"""Which filler fills which section, in the template's order."""

from __future__ import annotations

from collections.abc import Callable

from groundplan.features.sections import (
    authentication,
    components_to_extend,
    data_architecture,
    data_models,
    endpoints,
    reusable_infrastructure,
    similar_features,
    testing,
)
from groundplan.features.sections.context import SectionContext
from groundplan.features.sections.line import Line
from groundplan.model.plan import SectionRole

Filler = Callable[[SectionContext], tuple[Line, ...]]

FILLERS: tuple[tuple[SectionRole, Filler], ...] = (
    (SectionRole.SIMILAR_FEATURES, similar_features.fill),
    (SectionRole.REUSABLE_INFRASTRUCTURE, reusable_infrastructure.fill),
    (SectionRole.COMPONENTS_TO_EXTEND, components_to_extend.fill),
    (SectionRole.DATA_ARCHITECTURE, data_architecture.fill),
    (SectionRole.ENDPOINTS, endpoints.fill),
    (SectionRole.DATA_MODELS, data_models.fill),
    (SectionRole.AUTHENTICATION, authentication.fill),
    (SectionRole.UNIT_TESTING, testing.fill_unit),
    (SectionRole.INTEGRATION_TESTING, testing.fill_integration),
)

INSERTABLE: tuple[SectionRole, ...] = (
    SectionRole.PATTERN_ANALYSIS,
    SectionRole.MINIMAL_ARCHITECTURE,
    SectionRole.API_DESIGN,
    SectionRole.SECURITY,
    SectionRole.TESTING,
)
"""Sections that are inserted with their subsections, in the template's order."""
