"""Which Go package a function resource runs, and which Go function serves it."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from groundplan.detect.joins.kinds import FUNCTION_TYPES, MODULE
from groundplan.detect.joins.stacks import Stacks
from groundplan.model.join import Confidence, Join, JoinKind
from groundplan.model.resource import Resource
from groundplan.model.route import Route
from groundplan.text.identifiers import fold_name

_GO_RUNTIME = re.compile(r"^(?:go|provided|$|!|\$)")
_GENERIC = frozenset(
    (
        *(
            "",
            "bin",
            "dist",
            "build",
            "bootstrap",
            "main",
            "handler",
            "handlers",
            "src",
            "lambda",
            "lambdas",
            "function",
        ),
        *("functions", "cmd", "deploy", "deployment", "out", "output", "target", "zip", "package", "code"),
        *("artifacts", "services", "go", "internal", "pkg", "aws"),
    )
)
_LAMBDA_MODULE = re.compile(r"^terraform-aws-modules/lambda/|/terraform-aws-lambda\b")
_AFFIX = re.compile(r"(?:Lambda)?(?:Function|Lambda|Handler|Func|Fn)$|^(?:Lambda|Function)(?=[A-Z])")
_EXTENSION = re.compile(r"\.(?:zip|go|exe|tar\.gz)$")


@dataclass(frozen=True, slots=True)
class MainPackage:
    """A `main` package: its folder, its file with `func main` (`line` 1-based) and what it hands to `lambda.Start`.

    Where several files of a folder have a `main`, each is built by itself: a package of its own.
    """

    folder: str
    import_path: str
    path: str
    line: int
    entries: tuple[Route, ...] = ()


@dataclass(frozen=True, slots=True)
class _Guess:
    package: MainPackage
    confidence: Confidence
    evidence: str


def join_functions(stacks: Stacks, packages: Sequence[MainPackage]) -> tuple[Join, ...]:
    """Return the package and the handler of each function resource whose code is Go, ordered by template.

    HIGH rests on the template or a Makefile naming the package's folder and on `lambda.Start` in it; MEDIUM on one of
    them missing, or on a name that only one package has. Where several packages fit alike there is no join.
    """
    finder = _Finder(stacks, packages)
    return tuple(
        join
        for resource in stacks.resources()
        if is_function(stacks, resource)
        for guess in finder.guess(resource)
        for join in _joins(resource, guess)
    )


def is_function(stacks: Stacks, resource: Resource) -> bool:
    """Tell whether a resource is a function: by its type, or as a Terraform module that makes functions."""
    if resource.type in FUNCTION_TYPES:
        return True
    return resource.type == MODULE and (
        _LAMBDA_MODULE.search(resource.property("Location")) is not None or stacks.makes_one_function(resource)
    )


def _joins(resource: Resource, guess: _Guess) -> Iterator[Join]:
    package, confidence = guess.package, guess.confidence
    evidence = [guess.evidence]
    if package.entries:
        first = package.entries[0]
        evidence.append(f"lambda.Start at {first.file}:{first.line}")
    elif confidence is Confidence.HIGH:
        confidence = Confidence.MEDIUM
    yield Join(
        JoinKind.PACKAGE,
        *(resource.path, resource.logical_id, package.folder or ".", package.path, package.line, confidence),
        evidence=tuple(evidence),
    )
    # With and without tracing, say: the same handler started in two branches is one.
    distinct = {(each.handler, each.handler_path, each.handler_line): each for each in reversed(package.entries)}
    if len(distinct) > 1:
        confidence = Confidence.LOW
        evidence.append(f"one of {len(distinct)} functions handed to lambda.Start")
    for entry in reversed(distinct.values()):
        yield Join(
            JoinKind.HANDLER,
            *(resource.path, resource.logical_id, entry.handler),
            path=entry.handler_path or entry.file,
            line=entry.handler_line or entry.line,
            confidence=confidence,
            detail=" → ".join(entry.middleware),
            evidence=tuple(evidence),
        )


class _Finder:
    def __init__(self, stacks: Stacks, packages: Sequence[MainPackage]) -> None:
        self._by_folder = {package.folder: package for package in reversed(packages)}
        self._by_file = {package.path: package for package in packages}
        self._owners = sorted(
            {posixpath.dirname(each.path) for each in stacks.resources() if each.type in FUNCTION_TYPES}
        )
        self._lambdas = [package for package in packages if package.entries]
        self._builds = [build for template in stacks.templates.values() for build in template.builds]
        self._code_uris: dict[str, set[str]] = {}
        for resource in stacks.resources():
            if resource.type in FUNCTION_TYPES and _is_go(resource):
                self._code_uris.setdefault(resource.path, set()).add(
                    f"{resource.property('CodeUri')} {resource.property('Handler')}"
                )

    def guess(self, resource: Resource) -> Iterable[_Guess]:
        """Return a function's package, nothing when its code is not Go or no package is likelier than the others."""
        if not _is_go(resource):
            return ()
        code = _local_path(resource)
        for attempt in (self._by_image, self._by_rule, self._by_folder_of, self._by_output, self._by_only_below):
            found = attempt(resource, code)
            if found is not None:
                return (found,)
        found = self._by_name(resource) or self._by_being_alone(resource)
        return (found,) if found is not None else ()

    def _at(self, place: str) -> MainPackage | None:
        """Return the package of a folder, or of a file among several of a folder."""
        if place.endswith(".go"):
            return self._by_file.get(place) or self._by_folder.get(posixpath.dirname(place))
        return self._by_folder.get(place)

    def _may_belong(self, package: MainPackage, resource: Resource) -> bool:
        """Tell whether no other template is nearer to a package than a function's own."""
        own = posixpath.dirname(resource.path)
        nearest = max((each for each in self._owners if _is_within(package.folder, each)), key=len, default="")
        return _is_within(own, nearest)

    def _by_image(self, resource: Resource, code: str | None) -> _Guess | None:  # noqa: ARG002 - one of five
        """`sam build` makes an image in the context that the template names, of what its Dockerfile builds."""
        given = resource.property("DockerContext")
        if not given or given.startswith(("!", "/")) or "${" in given:
            return None
        context = _normal(posixpath.join(posixpath.dirname(resource.path), given))
        dockerfile = _normal(posixpath.join(context, resource.property("Dockerfile") or "Dockerfile"))
        for build in self._builds:
            if build.target == dockerfile:
                inside = posixpath.relpath(f"/{build.package}", f"/{posixpath.dirname(dockerfile)}")
                package = self._at(_normal(posixpath.join(context, inside)))
                if package is not None:
                    return _Guess(package, Confidence.HIGH, f"{dockerfile} builds it (line {build.line})")
        package = self._at(context)
        return _Guess(package, Confidence.HIGH, "DockerContext is its folder") if package is not None else None

    def _by_rule(self, resource: Resource, code: str | None) -> _Guess | None:
        """`sam build` runs the rule `build-<logical id>` of the Makefile in the function's folder."""
        if resource.property("BuildMethod") != "makefile":
            return None
        wanted = f"build-{resource.logical_id}"
        for build in self._builds:
            stem = _matched(build.target, wanted)
            package = self._at(_with_stem(build.package, stem)) if stem is not None else None
            if package is not None and (code is None or _is_within(package.folder, code) or build.target == wanted):
                return _Guess(package, Confidence.HIGH, f"rule {build.target} of the Makefile builds it")
        return None

    def _by_folder_of(self, resource: Resource, code: str | None) -> _Guess | None:
        handler = resource.property("Handler")
        if code is None:
            return self._by_handler(resource, handler)
        folder = posixpath.dirname(code) if code.endswith(".go") else code
        package = self._at(code)
        below = self._at(_normal(posixpath.join(folder, handler))) if handler else None
        if below is not None and below is not package:
            return _Guess(below, Confidence.HIGH, "CodeUri and Handler name its folder")
        return _Guess(package, Confidence.HIGH, "CodeUri is its folder") if package is not None else None

    def _by_handler(self, resource: Resource, handler: str) -> _Guess | None:
        """Serverless Framework's plugin for Go takes a folder or a file as the handler."""
        if resource.property("CodeUri") or handler.startswith("!") or "${" in handler:
            return None
        place = _normal(posixpath.join(posixpath.dirname(resource.path), handler))
        package = self._at(place)
        return _Guess(package, Confidence.HIGH, "Handler is its folder") if package is not None and handler else None

    def _by_output(self, resource: Resource, code: str | None) -> _Guess | None:
        """CodeUri or Handler name what a `go build` of a Makefile writes."""
        handler = resource.property("Handler")
        wanted = []
        if code is not None:
            wanted = [_normal(posixpath.join(code, handler)), code, _EXTENSION.sub("", code)]
        elif handler:
            wanted = [_normal(posixpath.join(posixpath.dirname(resource.path), handler))]
        found: dict[str, _Guess] = {}
        for place in wanted:
            for build in self._builds:
                for output in {build.output, posixpath.dirname(build.output), _EXTENSION.sub("", build.output)}:
                    stem = _matched(output, place) if output.strip("*/") else None
                    package = self._at(_with_stem(build.package, stem)) if stem is not None else None
                    if package is not None:
                        evidence = f"a Makefile builds it into {place} (line {build.line})"
                        found.setdefault(package.folder, _Guess(package, Confidence.HIGH, evidence))
            if len(found) == 1:
                return next(iter(found.values()))
            if found:
                return None
        return None

    def _by_only_below(self, resource: Resource, code: str | None) -> _Guess | None:  # noqa: ARG002 - one of four
        if not code:
            return None
        below = [package for package in self._lambdas if _is_within(package.folder, code)]
        if len(below) != 1:
            return None
        return _Guess(below[0], Confidence.MEDIUM, "the only Lambda below CodeUri")

    def _by_name(self, resource: Resource) -> _Guess | None:
        candidates = [each for each in self._lambdas or self._by_folder.values() if self._may_belong(each, resource)]
        for name, whence in _names(resource):
            found = [package for package in candidates if name in _keys(package.folder)]
            if len(found) > 1:
                found = _nearest(resource.path, found)
            if len(found) == 1:
                confidence = Confidence.MEDIUM if found[0].entries else Confidence.LOW
                return _Guess(found[0], confidence, f"named as {whence}")
        return None

    def _by_being_alone(self, resource: Resource) -> _Guess | None:
        near = [package for package in self._lambdas if _is_within(package.folder, posixpath.dirname(resource.path))]
        near = near or [each for each in self._lambdas if self._may_belong(each, resource)]
        if len(near) != 1:
            return None
        alone = len(self._code_uris.get(resource.path, ())) == 1
        return _Guess(near[0], Confidence.MEDIUM if alone else Confidence.LOW, "the only Lambda here")


def _is_go(resource: Resource) -> bool:
    return _GO_RUNTIME.match(resource.property("Runtime")) is not None


def _local_path(resource: Resource) -> str | None:
    """Return a function's code as a path relative to the workspace root, None where it is not a path of it."""
    code = resource.property("CodeUri")
    if not code or code.startswith(("!", "{", "s3:", "/")) or "${" in code or "://" in code:
        return None
    path = _normal(posixpath.join(posixpath.dirname(resource.path), code))
    return None if path.startswith("..") else path


def _normal(path: str) -> str:
    normal = posixpath.normpath(path)
    return "" if normal == "." else normal


def _is_within(folder: str, outer: str) -> bool:
    return not outer or folder == outer or folder.startswith(outer + "/")


def _matched(pattern: str, text: str) -> str | None:
    """Return what `*` stands for where a pattern matches a text, "" without one; None where it does not match."""
    if not pattern:
        return None
    if "*" not in pattern:
        return "" if pattern == text else None
    parts = [re.escape(part) for part in pattern.split("*")]
    match = re.fullmatch(parts[0] + "([^/]+)" + "[^/]*".join(parts[1:]), text)
    return match[1] if match is not None else None


def _with_stem(package: str, stem: str | None) -> str:
    return package.replace("*", stem) if stem else package


def _names(resource: Resource) -> Iterator[tuple[str, str]]:
    """Yield the names by which a function may be known, folded, with where they are from, the most telling first."""
    code = _EXTENSION.sub("", resource.property("CodeUri").rstrip("/"))
    handler = resource.property("Handler")
    if not code.startswith("!") and "${" not in code:
        yield from _telling(posixpath.basename(code), f"CodeUri {code}")
    if not handler.startswith("!") and "${" not in handler:
        yield from _telling(posixpath.basename(handler), f"Handler {handler}")
    logical = resource.logical_id.rpartition(".")[2]
    yield from _telling(logical, f"resource {resource.logical_id}")
    yield from _telling(_AFFIX.sub("", logical), f"resource {resource.logical_id}")
    for name in resource.names:
        plain = re.sub(r"\$\{[^}]*\}", "", name).strip("-_/")
        yield from _telling(plain, f"name {name}")


def _telling(name: str, whence: str) -> Iterator[tuple[str, str]]:
    folded = _folded(name)
    if folded not in _GENERIC and len(folded) > 1:
        yield folded, whence


def _folded(name: str) -> str:
    return fold_name(name.replace("-", "_").replace(".", "_").replace("/", "_"))


def _keys(folder: str) -> frozenset[str]:
    """Return the names of a package: its folder without generic parts, alone and with the one above."""
    parts = [part for part in folder.split("/") if _folded(part) not in _GENERIC]
    keys = {_folded(part) for part in parts[-1:]}
    if len(parts) > 1:
        keys |= {_folded("_".join(parts[-2:])), _folded("_".join(reversed(parts[-2:])))}
    bare = {_folded(_AFFIX.sub("", part)) for part in parts[-1:]}
    plain = {re.sub(r"(?:lambda|function|handler)$", "", key) for key in keys}
    return frozenset(key for key in keys | bare | plain if key and key not in _GENERIC)


def _nearest(template: str, packages: Sequence[MainPackage]) -> list[MainPackage]:
    """Return the packages that share the longest way from the root with a template."""
    where = posixpath.dirname(template).split("/")

    def shared(package: MainPackage) -> int:
        count = 0
        for ours, theirs in zip(where, package.folder.split("/"), strict=False):
            if ours != theirs:
                break
            count += 1
        return count

    most = max(map(shared, packages))
    return [package for package in packages if shared(package) == most]
