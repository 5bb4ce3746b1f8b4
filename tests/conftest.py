"""Options of the test run."""

from __future__ import annotations

import pytest
from hypothesis import settings

# How long an example takes is the machine's business; time is measured by `make bench`.
settings.register_profile("groundplan", deadline=None)
settings.load_profile("groundplan")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--update`, which rewrites golden output instead of comparing with it."""
    parser.addoption("--update", action="store_true", help="rewrite the golden output of marker tests")
