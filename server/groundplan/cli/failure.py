"""The one way in which a command gives up."""

from __future__ import annotations


class CannotRunError(Exception):
    """A command cannot do its work; the text is one sentence for the user that says what to do."""
