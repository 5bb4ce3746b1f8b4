"""What a plan leaves open, for the features that show it."""

from __future__ import annotations

from groundplan.plan.blanks import open_blanks

__all__ = ["open_blanks"]
