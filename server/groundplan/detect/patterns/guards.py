"""Names that tell who may pass: of middleware, and of the checks that handlers begin with.

The signature of middleware tells nothing: logging, recovery and CORS share it.
"""

from __future__ import annotations

from functools import lru_cache

from groundplan.text.identifiers import split_identifier, words

GUARD_WORDS = (
    *("auth", "jwt", "token", "session", "login", "signin", "role", "permission", "acl", "rbac", "guard", "protect"),
    *("principal", "bearer", "oauth", "apikey", "require", "allow"),
)
"""How the words begin by which a middleware's name tells who may pass."""

_NOT_GUARDS = frozenset(("author", "authors", "authoring", "cors", "origin", "csrf", "methods", "method", "content"))
"""Words of middleware that allows or requires something else than a person."""

_RIGHTS = (
    *("authoriz", "authoris", "role", "permi", "acl", "rbac", "admin", "scope", "access", "owner", "polic", "can"),
    *("member", "allow", "entitle", "privilege"),
)
"""How the words begin that are about what a known caller may do, not about who it is."""

_SURE = frozenset(
    (
        *("auth", "authenticate", "authenticated", "authentication", "authorize", "authorized", "authorise"),
        *("authorised", "authorization", "authorisation", "authn", "authz", "permission", "permissions", "permitted"),
        *("rbac", "acl", "jwt", "forbidden", "unauthorized"),
    )
)
_ASKING = frozenset(
    (
        *("require", "requires", "check", "ensure", "verify", "validate", "assert", "must", "is", "has", "get"),
        *("fetch", "current", "load", "extract", "parse"),
    )
)
_ASKED = frozenset(
    ("login", "role", "roles", "scope", "scopes", "access", "admin", "owner", "principal", "identity", "claims")
)
_VERBS_OF_RIGHTS = frozenset(
    ("read", "create", "update", "delete", "write", "edit", "view", "access", "manage", "do", "see", "admin", "modify")
)


@lru_cache(maxsize=8192)
def is_guard(name: str) -> bool:
    """Tell whether a middleware's name, as written, says that it decides who may pass."""
    found = words(name)
    return any(word.startswith(GUARD_WORDS) and word not in _NOT_GUARDS for word in found) and not (
        {"cors", "csrf"} & set(found)
    )


@lru_cache(maxsize=8192)
def is_about_rights(name: str) -> bool:
    """Tell whether a guard's last name says that it checks rights (`RequireAdmin`), not identity (`RequireAuth`)."""
    return any(word.startswith(_RIGHTS) for word in split_identifier(name.rpartition(".")[2]))


@lru_cache(maxsize=8192)
def is_check(call: str) -> bool:
    """Tell whether a call in a handler, by its last name, asks who the caller is or what it may do."""
    found = split_identifier(call.rpartition(".")[2])
    if not found:
        return False
    present = set(found)
    if present & _SURE:
        return found[0] not in ("new", "set", "make", "with", "create", "delete", "list", "update", "write")
    if found[0] == "can" and len(found) > 1:
        return found[1] in _VERBS_OF_RIGHTS
    if "current" in present and ("user" in present or "account" in present):
        return True
    if "user" in present and "from" in present and present & {"context", "ctx", "request", "session", "token"}:
        return True
    return found[0] in _ASKING and bool(present & _ASKED)
