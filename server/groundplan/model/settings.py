"""Settings of a workspace, as read from `groundplan.toml` and the editor."""

from __future__ import annotations

from collections.abc import Mapping
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
    """What a team can say about its workspace; SETTING_TEXTS has the meaning of each setting."""

    platform: str = ""
    plan_globs: tuple[str, ...] = DEFAULT_PLAN_GLOBS
    plan_folder: str = "docs/plans"
    style_folder: str = ""
    profile: str = "backend-plan"
    template: str = ""
    exclude: tuple[str, ...] = ()
    route_registrars: tuple[str, ...] = ()
    model_registrars: tuple[str, ...] = ()
    model_modules: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    history: bool = True


DEFAULT_SETTINGS = Settings()

PROFILE_NAMES: tuple[str, ...] = ("backend-plan", "spec-kit", "superpowers", "openspec", "kiro", "free-form")
"""The house styles that a new plan can have."""


@dataclass(frozen=True, slots=True)
class SettingText:
    """What people are told of a setting: its purpose in Markdown, and a value that a team could give it.

    `choices` are the only values that a text can have, empty where any will do.
    """

    purpose: str
    example: str | bool | tuple[str, ...]
    choices: tuple[str, ...] = ()


SETTING_TEXTS: Mapping[str, SettingText] = {
    "platform": SettingText(
        "The name that plans use for the team's platform, where a template speaks of one.",
        "Harbour",
    ),
    "plan_globs": SettingText(
        "Which Markdown files are plans, as globs relative to the workspace root. A list given here replaces the"
        " default one. A file can also say so itself: with `plan: backend` in its front matter, or with a first line"
        " `<!-- plan -->`.",
        ("docs/plans/**/*.md", "services/*/PLAN.md"),
    ),
    "plan_folder": SettingText(
        "Where a new plan of one document goes, of the default profile, `free-form` or from `template`: a folder"
        " relative to the workspace root. Where most plans in it begin with a number or a date, the new one does too.",
        "docs/design",
    ),
    "style_folder": SettingText(
        "The folder that new plans of the profiles `spec-kit`, `superpowers`, `openspec` and `kiro` go to, relative to"
        " the workspace root. Without it that is where the repository has such plans already, else `specs`,"
        " `docs/superpowers/plans`, `openspec/changes` or `.kiro/specs`.",
        "backend/specs",
    ),
    "profile": SettingText(
        "The house style of new plans: `backend-plan`, `spec-kit`, `superpowers`, `openspec`, `kiro` or `free-form`."
        " Which one an existing document follows is seen in its path and headings.",
        "spec-kit",
        PROFILE_NAMES,
    ),
    "template": SettingText(
        "The team's own template for new plans, a Markdown file relative to the workspace root; it wins over `profile`."
        " Its text is kept. A heading that means a known section is filled by what the code has for it, and so is any"
        " heading with a comment below it that names the section: `<!-- groundplan: fill similar-features -->`.",
        "docs/plan-template.md",
    ),
    "exclude": SettingText(
        "Files and folders that are left out of the index, as globs relative to the workspace root, on top of what Git"
        " ignores.",
        ("legacy/", "**/*.gen.go"),
    ),
    "route_registrars": SettingText(
        "Functions of your own that register an HTTP handler for a path: the callee as the calls write it, or its bare"
        " name. One that is called at three places or more with a path and a function is found without being named;"
        " `!name` says that it is none after all.",
        ("keel.MustRegisterHandler", "!cache.Warm"),
    ),
    "model_registrars": SettingText(
        "Functions of your own that make a type a model: the callee as the calls write it, or its bare name. One that"
        " is given three types or more in `init` functions is found without being named; `!name` says that it is none"
        " after all.",
        ("registry.MustRegisterModel",),
    ),
    "model_modules": SettingText(
        "Modules outside of the workspace whose types are models of the team's too, as module paths or globs. These"
        " types are found, and offered for extension, like those of the workspace.",
        ("github.com/acme/models", "github.com/acme/lib-*"),
    ),
    "rules": SettingText(
        "How loud rules are: a rule's code, or its beginning, with `off`, `hint`, `info`, `warning` or `error`, and"
        " behind that, where it is meant for some plans only, a glob of their paths. Of several that fit, the last one"
        " counts. What a rule shows as a hint, because it is not sure, stays a hint unless the rule is off.",
        ("GP205=off", "GP2=hint docs/archive/**"),
    ),
    "history": SettingText(
        "Whether the commits of the Git repository count in a search: what was changed for like reasons, and what"
        " changes together. Only the messages and the names of the files of the last commits are read, and nothing of"
        " the repository's configuration.",
        False,
    ),
}
"""The texts of all settings, in the order of the fields of Settings."""
