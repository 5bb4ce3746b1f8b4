"""Which Markdown files are plans."""

from __future__ import annotations

import re

from groundplan.model.settings import DEFAULT_SETTINGS, Settings
from groundplan.plan.front_matter import front_matter_value, has_key
from groundplan.syntax.markdown.lines import find_front_matter, text_start
from groundplan.text.globs import matches
from groundplan.text.positions import LineIndex

_MARKDOWN = (".md", ".markdown", ".mdown", ".mdx")

# Files that look like plans and are none: templates, what agents are told, what is over, what others wrote.
_NEVER = (
    "**/templates/**",
    "**/template/**",
    "**/*-template.md",
    "**/*.template.md",
    "**/.{claude,gemini,codex,cursor,opencode,github,windsurf,kilocode,qwen,roo,augment,continue}/"
    "{agents,agent,skills,skill,commands,command,prompts,prompt,rules,workflows,instructions,modes}/**",
    "**/.specify/{templates,memory,scripts}/**",
    "**/{archive,archived,archives}/**",
    "**/node_modules/**",
    "**/vendor/**",
    "**/.git/**",
)

_OPT_IN_COMMENT = re.compile(rb"[ \t]*<!--\s*(?:groundplan\s*:\s*)?plan\b[^>]*-->", re.IGNORECASE)
_TITLE = re.compile(rb"[ \t]{0,3}#[ \t]+([^\r\n]+)")
_PLAN_TITLE = re.compile(rb"\b(?:technical|implementation)\b.*\bplan\b", re.IGNORECASE)
_REFUSALS = frozenset(("false", "no", "off", "none"))

# The title of a document stands near its top; more is not read.
_HEAD = 4000


def is_plan(path: str, text: bytes, settings: Settings = DEFAULT_SETTINGS) -> bool:
    """Tell whether a document is served as a plan.

    `path` is relative to the workspace root, or absolute for a document outside of it; then the globs of the settings
    may match any end of it. Matching ignores case. Front matter with `plan: no` refuses, any other value opts in.
    """
    name = path.replace("\\", "/").lstrip("/").lower()
    if "." in name.rpartition("/")[2] and not name.endswith(_MARKDOWN):
        return False
    if matches(name, tuple(glob.lower() for glob in settings.exclude)) or matches(name, _NEVER):
        return False
    head = text[:_HEAD]
    said = _opted(head)
    if said is not None:
        return said
    globs = tuple(glob.lower() for glob in settings.plan_globs)
    if path.startswith("/") or re.match(r"[A-Za-z]:[\\/]", path):
        globs += tuple(f"**/{glob}" for glob in globs if not glob.startswith("**/"))
    return matches(name, globs) or _has_plan_title(head)


def _opted(head: bytes) -> bool | None:
    """Return what the document says of itself, None when it says nothing."""
    lines = LineIndex(head).spans
    front_matter, row = find_front_matter(head, lines)
    if front_matter is not None:
        content = head[front_matter.content.start : front_matter.content.end]
        if has_key(content, "plan"):
            return front_matter_value(content, "plan").lower() not in _REFUSALS
        if has_key(content, "description") and has_key(content, "name"):
            # The head of an agent's prompt.
            return False
    first = next((span for span in lines[row:] if head[span[0] : span[1]].strip(b" \t\xef\xbb\xbf")), None)
    if first is not None and _OPT_IN_COMMENT.match(head, max(first[0], text_start(head)), first[1]):
        return True
    return None


def _has_plan_title(head: bytes) -> bool:
    for start, end in LineIndex(head).spans:
        title = _TITLE.match(head, start, end)
        if title is not None:
            return _PLAN_TITLE.search(title.group(1)) is not None
    return False
