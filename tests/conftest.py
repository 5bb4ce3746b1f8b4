"""Options of the test run."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--update`, which rewrites golden output instead of comparing with it."""
    parser.addoption("--update", action="store_true", help="rewrite the golden output of marker tests")
