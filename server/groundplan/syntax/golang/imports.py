"""Import declarations, and the names by which a file may call an imported package."""

from __future__ import annotations

import re
from functools import lru_cache

from groundplan.model.go import Import
from groundplan.syntax.golang.lexical import COMMENT

_SPEC = re.compile(COMMENT + rb"|(?:([\w.\x80-\xff]+)[ \t]*)?(?:\"([^\"\n]*)\"|`([^`\n]*)`)")
_MAJOR_VERSION = re.compile(r"v[0-9]+$")
_VERSION_SUFFIX = re.compile(r"\.v[0-9]+$")
_IDENTIFIER = re.compile(r"_*[^\W\d_]\w*$")


def read_imports(declaration: bytes) -> tuple[Import, ...]:
    """Read the specs of one import declaration, given its source text from the keyword `import` on."""
    found = []
    for name, quoted, raw in _SPEC.findall(declaration):
        path = quoted or raw
        if path:
            alias = "" if name == b"import" else name.decode("utf-8", "replace")
            found.append(Import(path.decode("utf-8", "replace"), alias))
    return tuple(found)


@lru_cache(maxsize=8192)
def import_names(path: str) -> tuple[str, ...]:
    """Return the names that the package of an import path may have, the likeliest first.

    The package clause is in another file; this is what Go's conventions let one expect: the last element without a
    major version (`chi/v5`, `yaml.v3`), without `go-` or `golang-` in front and `-go` or `.go` behind (`go-isatty`,
    `nats.go`), hyphens dropped.
    """
    elements = [each for each in path.split("/") if each]
    if len(elements) > 1 and _MAJOR_VERSION.match(elements[-1]):
        elements.pop()
    if not elements:
        return ()
    base = _VERSION_SUFFIX.sub("", elements[-1])
    bare = base
    for prefix in ("go-", "golang-", "go."):
        bare = bare[len(prefix) :] if bare.startswith(prefix) else bare
    for suffix in ("-go", ".go", "-golang"):
        bare = bare[: -len(suffix)] if bare.endswith(suffix) else bare
    guesses = (base, bare, re.sub(r"[-.]", "", bare), re.sub(r"[-.]", "_", bare), re.split(r"[-.]", bare)[-1])
    return tuple(dict.fromkeys(each for each in guesses if _IDENTIFIER.match(each)))


def names_in_use(imports: tuple[Import, ...]) -> frozenset[str]:
    """Return the names that may stand for a package in a file with these imports."""
    names: set[str] = set()
    for each in imports:
        if each.alias in ("", "_", "."):
            names.update(import_names(each.path) if each.alias == "" else ())
        else:
            names.add(each.alias)
    return frozenset(names)
