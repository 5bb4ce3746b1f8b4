"""Code actions: one file per action, one ordered table."""

from groundplan.features.actions.table import actions_at

__all__ = ["actions_at"]
