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
    ("migrations", migrations.detect),
    ("integrations", integrations.detect),
    ("aws", aws.detect),
    ("configuration", configuration.detect),
    ("house", house.detect),
    ("wiring", wiring.detect),
)
"""For code that people wrote and that is no test."""

TESTS: tuple[tuple[str, Detector], ...] = (("tests", tests.detect),)
"""For tests and what exists for them."""

MOCKS: tuple[tuple[str, Detector], ...] = (("mocks", tests.detect_mocks),)
"""For files of mocks, made by hand or by a tool."""
