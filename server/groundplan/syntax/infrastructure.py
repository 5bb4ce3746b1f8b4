"""Files that say something of infrastructure: which they are by name, and what they say."""

from __future__ import annotations

import re

from groundplan.model.resource import Template
from groundplan.syntax.cloudformation import read_stack
from groundplan.syntax.compose import is_compose, read_compose
from groundplan.syntax.makefile import read_dockerfile, read_makefile
from groundplan.syntax.serverless import read_serverless
from groundplan.syntax.sql import read_sql
from groundplan.syntax.terraform import read_terraform

_MAKEFILE = re.compile(r"(?:^|/)(?:GNU)?[Mm]akefile$|\.mk$")
_DOCKERFILE = re.compile(r"(?:^|/)(?:[\w-]+\.)?Dockerfile(?:\.[\w.-]+)?$")
_MIGRATION = re.compile(
    r"(?i)(?:^|/)(?:[^/]*migrat[^/]*|schemas?|sql|db|database|ddl|goose|flyway|changelogs?|postgres(?:ql)?|mysql|sqlite3?)/"
    r"(?:.*/)?[^/]+\.sql$|(?:^|/)[^/]*(?:schema|migration|tables|init|create)[^/]*\.sql$|(?:^|/)(?:\d+|V\d[\w.]*_)_[^/]*\.sql$"
)
_WAY_BACK = re.compile(r"(?i)[._-]down\.sql$|(?:^|/)(?:down|rollback|U\d[\w.]*__[^/]*)(?:/[^/]*)?\.sql$")
_TEMPLATE_JSON = re.compile(
    r"(?i)(?:template|stack|cfn|cloudformation|(?:^|[/._-])sam)[^/]*\.json$"
    r"|(?:^|/)(?:[^/]*(?:cloudformation|cfn|templates?|stacks?)|infra(?:structure)?|aws)/(?:.*/)?[^/]+\.json$"
)


def is_infrastructure(path: str) -> bool:
    """Tell whether a file beside YAML may say something of infrastructure, by its path: other JSON or SQL is data."""
    if path.endswith(".sql"):
        return _MIGRATION.search(path) is not None and _WAY_BACK.search(path) is None
    if path.endswith(".json"):
        return _TEMPLATE_JSON.search(path) is not None
    return path.endswith(".tf") or _MAKEFILE.search(path) is not None or _DOCKERFILE.search(path) is not None


def read_infrastructure(path: str, source: bytes) -> Template:
    """Return what a file says of infrastructure; `path` is relative to the workspace root. Nothing is raised."""
    if path.endswith(".sql"):
        return Template(read_sql(path, source))
    if _MAKEFILE.search(path) is not None:
        return Template(builds=read_makefile(path, source))
    if _DOCKERFILE.search(path) is not None:
        return Template(builds=read_dockerfile(path, source))
    if path.endswith(".tf"):
        return read_terraform(path, source)
    if is_compose(path):
        return read_compose(path, source)
    stack = read_stack(path, source)
    return read_serverless(path, source) if stack.is_empty and path.endswith(("yml", "yaml")) else stack
