"""Where the Go tools keep downloaded modules, without asking the `go` command."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path

_UPPER = re.compile(r"[A-Z]")


def module_cache(environment: Mapping[str, str] = os.environ) -> Path | None:
    """Return the module cache: `GOMODCACHE`, else `pkg/mod` below the first `GOPATH`, else below `~/go`.

    As the `go` command does, look into the environment first, then into what `go env -w` wrote. None where there is no
    home folder either.
    """
    written = _written_settings(environment)
    cache = environment.get("GOMODCACHE") or written.get("GOMODCACHE")
    if cache:
        return Path(cache)
    paths = environment.get("GOPATH") or written.get("GOPATH")
    first = (paths or "").split(os.pathsep)[0]
    if first:
        return Path(first) / "pkg" / "mod"
    home = _home(environment)
    return home / "go" / "pkg" / "mod" if home is not None else None


def cached_module(cache: Path, module: str, version: str) -> Path:
    """Return the folder of a module version in a module cache; each upper-case letter is `!` and the lower-case one."""
    return cache / f"{_escape(module)}@{_escape(version)}"


def _escape(text: str) -> str:
    return _UPPER.sub(lambda match: "!" + match.group().lower(), text)


def _home(environment: Mapping[str, str]) -> Path | None:
    home = environment.get("USERPROFILE" if os.name == "nt" else "HOME")
    return Path(home) if home else None


def _written_settings(environment: Mapping[str, str]) -> dict[str, str]:
    """Return what `go env -w` wrote; empty where it never did."""
    file = _settings_file(environment)
    if file is None:
        return {}
    try:
        lines = file.read_text("utf-8", "replace").splitlines()
    except OSError:
        return {}
    pairs = (line.partition("=") for line in lines if not line.startswith("#"))
    return {name.strip(): value.strip() for name, equals, value in pairs if equals}


def _settings_file(environment: Mapping[str, str]) -> Path | None:
    explicit = environment.get("GOENV")
    if explicit:
        return Path(explicit) if explicit != "off" else None
    if os.name == "nt":
        folder = environment.get("APPDATA")
        return Path(folder) / "go" / "env" if folder else None
    home = _home(environment)
    if os.uname().sysname == "Darwin":
        return home / "Library" / "Application Support" / "go" / "env" if home is not None else None
    configuration = environment.get("XDG_CONFIG_HOME")
    if configuration:
        return Path(configuration) / "go" / "env"
    return home / ".config" / "go" / "env" if home is not None else None
