"""Groundplan grounds backend plans in the Go code that already exists."""

__version__ = "0.1.0"
