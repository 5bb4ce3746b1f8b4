"""Settings of a workspace, as read from `groundplan.toml` and the editor."""

from __future__ import annotations

from dataclasses import dataclass

DEFAULT_PLAN_GLOBS: tuple[str, ...] = (
    "**/*implementation*plan*.md",
    "**/PLAN.md",
    "**/plan.md",
    "**/*.plan.md",
    "**/*-PLAN.md",
    "**/*-plan.md",
    "**/plans/**/*.md",
    "specs/*/{plan,data-model,tasks,research}.md",
    "specs/*/contracts/*.md",
    ".kiro/specs/*/{design,tasks}.md",
    "openspec/changes/**/{proposal,design,tasks}.md",
    "docs/superpowers/{plans,specs}/**/*.md",
    ".planning/**/*-{PLAN,RESEARCH}.md",
    ".claude/plans/*.md",
    ".claude/.output/plans/**/*.md",
    ".claude/features/**/*plan*.md",
    ".feature-development/*.md",
    ".copilot/plans/*.md",
    ".cursor/plans/*.md",
    "**/architecture-plan.md",
    "**/technical-plan*.md",
)


@dataclass(frozen=True, slots=True)
class Settings:
    """What a team can say about its workspace.

    `route_registrars` and `model_registrars` are callee texts as written at the call ("keel.MustRegisterHandler",
    or a bare function name). `exclude` are globs relative to the workspace root, added to `.gitignore`.
    `platform` is the name that plans use for the team's platform, "" for the main module's name.
    """

    platform: str = ""
    plan_globs: tuple[str, ...] = DEFAULT_PLAN_GLOBS
    exclude: tuple[str, ...] = ()
    route_registrars: tuple[str, ...] = ()
    model_registrars: tuple[str, ...] = ()
    model_modules: tuple[str, ...] = ()


DEFAULT_SETTINGS = Settings()
