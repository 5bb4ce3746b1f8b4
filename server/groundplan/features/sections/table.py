"""Which filler fills which section, in the template's order."""

from __future__ import annotations

from collections.abc import Callable

from groundplan.features.sections import (
    components_to_extend,
    data_architecture,
    data_models,
    endpoints,
    reusable_infrastructure,
    similar_features,
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
)

INSERTABLE: tuple[SectionRole, ...] = (
    SectionRole.PATTERN_ANALYSIS,
    SectionRole.MINIMAL_ARCHITECTURE,
    SectionRole.API_DESIGN,
)
"""Sections that are inserted with their subsections, in the template's order."""
