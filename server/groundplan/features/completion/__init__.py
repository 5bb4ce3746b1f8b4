"""Completion: where the cursor stands decides what is offered, one file for each kind of thing."""

from groundplan.features.completion.complete import complete, describe_completion

__all__ = ["complete", "describe_completion"]
