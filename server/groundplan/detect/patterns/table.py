"""Which detectors look at which files, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from groundplan.detect.patterns import (
    authentication,
    aws,
    configuration,
    errors,
    house,
    integrations,
    migrations,
    models,
    technologies,
    tests,
    validation,
    wiring,
)
from groundplan.detect.patterns.code_file import CodeFile
from groundplan.model.pattern import Evidence

Detector = Callable[[CodeFile], Iterable[Evidence]]

HANDWRITTEN: tuple[tuple[str, Detector], ...] = (
    ("authentication", authentication.detect),
    ("validation", validation.detect),
    ("errors", errors.detect),
    ("technologies", technologies.detect),
    ("models", models.detect),
    ("migrations", migrations.detect),
    ("integrations", integrations.detect),
    ("aws", aws.detect),
    ("configuration", configuration.detect),
    ("house", house.detect),
    ("house packages", house.detect_packages),
    ("wiring", wiring.detect),
)
"""For code that people wrote and that is no test."""

MIGRATIONS: tuple[tuple[str, Detector], ...] = (
    ("technologies", technologies.detect),
    ("migrations", migrations.detect),
)
"""For the steps of migrations: the rest of their code is how things were done on their day."""

TESTS: tuple[tuple[str, Detector], ...] = (("tests", tests.detect),)
"""For tests and what exists for them."""

MOCKS: tuple[tuple[str, Detector], ...] = (("mocks", tests.detect_mocks),)
"""For files of mocks, made by hand or by a tool."""
