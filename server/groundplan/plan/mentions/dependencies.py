"""Go modules and packages that a plan names.

Full module paths are certain. Short names (`gorilla/mux`, `bcrypt`) are taken only where the sentence says that they
are libraries; whether one is in use is for the index to say, by the last elements of the module paths in go.mod.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from groundplan.model.location import Span
from groundplan.model.plan import Intent, MentionKind
from groundplan.plan.mentions.passage import Found, Passage
from groundplan.plan.mentions.standard_library import is_standard_package
from groundplan.syntax.markdown.blocks import CodeSpan

# Hosts and vanity domains of public Go modules. Another host counts in an import or a `go get` only, because
# `api.example.com/v1` is more often an address than a module.
_HOSTS = r"""
    github\.com | gitlab\.com | bitbucket\.org | codeberg\.org | golang\.org | gopkg\.in | go\.uber\.org
  | google\.golang\.org | k8s\.io | sigs\.k8s\.io | cloud\.google\.com | modernc\.org | go\.opentelemetry\.io
  | go\.mongodb\.org | go\.etcd\.io | gorm\.io | entgo\.io | connectrpc\.com | nhooyr\.io | honnef\.co | rsc\.io
  | mvdan\.cc | gotest\.tools | goa\.design | gocloud\.dev | buf\.build | dario\.cat | filippo\.io | layeh\.com
  | cuelang\.org | go\.temporal\.io | goji\.io | upper\.io | gonum\.org | fyne\.io | zombiezen\.com | go\.step\.sm
"""
_HOST_ENDS = (
    *(b".com/", b".org/", b".in/", b".io/", b".net/", b".dev/", b".tools/", b".design/", b".build/", b".cat/", b".cc/"),
    *(b".sm/", b"go get", b"go install"),
)
_REST = r"(?:/[\w.\-~]+)+"

MODULE_PATH = re.compile(rf"(?<![\w/.@:\-])(?:{_HOSTS}){_REST}".encode(), re.VERBOSE)
_ANY_HOST = r"[a-z0-9][a-z0-9\-]*(?:\.[a-z0-9\-]+)+"
_FURTHER = re.compile(rb"(?:/[\w.\-~]+)*(?![\w\-])")
_INSIDE_A_NAME = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./-@:")
_GO_GET = re.compile(rf"\bgo\s+(?:get|install)\s+(?:-[\w=]+\s+)*({_ANY_HOST}{_REST})".encode())
_GO_IMPORT = re.compile(rf"^[ \t>]*(?:import\s+)?(?:[\w.]+\s+)?\"({_ANY_HOST}{_REST})\"".encode(), re.MULTILINE)
_MOD_INIT = re.compile(rb"\bgo\s+mod\s+(?:init|edit)\b[^\n`]*$")

_SHORT = re.compile(rb"[a-z][\w.\-]*(?:/[a-z][\w.\-]*){0,4}")
_MIME = re.compile(rb"(?:application|text|image|audio|video|multipart|font)/")
_VERSIONED = re.compile(rb"[\w.\-]+(?:/[\w.\-]+)*/v\d+(?:/[\w.\-]+)*")
_GO_LIKE = re.compile(rb"go-[\w\-]+|[\w\-]+-go(?:-v\d+)?|golang-[\w\-]+|aws-sdk-go(?:-v2)?")

# Owners of many Go modules; `owner/name` with one of them is a module without further words.
_OWNERS = frozenset(
    b"""
    alecthomas aws caarlos0 casbin confluentinc elastic fsnotify getsentry gin-gonic go-chi go-playground gofiber
    golang-jwt golang-migrate gorilla hashicorp hibiken jackc jmoiron joho julienschmidt kelseyhightower labstack
    mattn minio mitchellh nats-io open-telemetry pressly prometheus redis robfig rs samber segmentio shopspring
    sirupsen spf13 stretchr swaggo testcontainers uber-go urfave vektra
    """.split()
)

# Those whose names are no words: `owner/name` needs no backticks with them.
_UNMISTAKABLE = _OWNERS - frozenset(b"aws casbin elastic minio nats-io prometheus redis rs".split())
_OWNED = re.compile(rb"(?<![\w/.@:\-])(?:" + b"|".join(sorted(_UNMISTAKABLE)) + rb")/[a-z][\w.\-]*(?:/v\d+)?(?![\w/])")

# First elements of the workspace's own packages.
_OWN = frozenset((b"pkg", b"internal", b"cmd", b"api", b"app", b"backend", b"server", b"src", b"lib", b"services"))

# "Package" and "module" are said of the workspace's own code as well, so they need a path with an owner.
_LIBRARY = rb"(?:librar(?:y|ies)|dependenc(?:y|ies)|sdk|driver|framework|router)"
_NOUN_BEHIND = re.compile(rb"^[`*_)]*\s+(?:go\s+)?" + _LIBRARY + rb"\b")
_PACKAGE_BEHIND = re.compile(rb"^[`*_)]*\s+(?:go\s+)?(?:packages?|modules?)\b")
_NOUN_BEFORE = re.compile(rb"\b" + _LIBRARY + rb"(?:\s+choice)?[:\s*_(]*$")
_LABEL = re.compile(
    rb"^[\W\d]*(?:(?:primary|new|external|go|third-party|key|main) )*(?:dependenc(?:y|ies)|libraries)\b[^:\n]{0,20}:",
    re.MULTILINE,
)
# An entry of a labelled list: `name`, `name (what for)`, `owner/name v1.2`.
_ENTRY = re.compile(rb"[,;:*][\s*_]*([a-z][\w.\-]*(?:/[\w.\-]+)*)(?=\s*(?:[(,;]|$|v?\d))")
_NO_ENTRY = frozenset((b"none", b"n", b"na", b"go", b"stdlib", b"and", b"standard"))


def find_dependencies(passage: Passage, modules: tuple[bytes, ...] = ()) -> Iterator[Found]:
    """Yield the modules and packages of a passage; `modules` are further module paths to be known by."""
    text = passage.text
    raw = text[passage.start : passage.end]
    if b"/" in raw and any(part in raw for part in _HOST_ENDS):
        yield from _full_paths(passage)
    for module in modules:
        if module in raw:
            yield from _of_module(passage, module)
    if passage.block.code or b"epend" in raw or b"ibrar" in raw:
        yield from _short_names(passage)
    if b"/" in raw:
        yield from _owned(passage)


def find_dependencies_in_fence(text: bytes, content: Span, go: bool) -> Iterator[Found]:
    """Yield the imports of a Go fence, or the modules that a shell fence fetches."""
    for match in (_GO_IMPORT if go else _GO_GET).finditer(text, content.start, content.end):
        intent = None if go else Intent.NEW
        span = Span(*match.span(1))
        yield Found(MentionKind.DEPENDENCY, match.group(1).decode(), span, stated=intent, in_fence=True)


def _full_paths(passage: Passage) -> Iterator[Found]:
    text = passage.text
    for match in _GO_GET.finditer(text, passage.start, passage.end):
        span = Span(match.start(1), match.start(1) + len(_trimmed(match.group(1))))
        if passage.claim(span):
            yield Found(MentionKind.DEPENDENCY, text[span.start : span.end].decode(), span, stated=Intent.NEW)
    for match in MODULE_PATH.finditer(text, passage.start, passage.end):
        path = _trimmed(match.group())
        if path.endswith((b".go", b".md", b".git")) or b"/blob/" in path or b"/tree/" in path or b"/issues/" in path:
            continue
        if _MOD_INIT.search(text, max(passage.start, match.start() - 40), match.start()):
            continue
        span = Span(match.start(), match.start() + len(path))
        if passage.claim(span):
            yield Found(MentionKind.DEPENDENCY, path.decode(), span)


def _of_module(passage: Passage, module: bytes) -> Iterator[Found]:
    text = passage.text
    at = text.find(module, passage.start, passage.end)
    while at >= 0:
        match = _FURTHER.match(text, at + len(module), passage.end)
        span = Span(at, at + len(module) + len(_trimmed(match.group())) if match else at + len(module))
        alone = at == passage.start or text[at - 1] not in _INSIDE_A_NAME
        if alone and match is not None and passage.claim(span):
            yield Found(MentionKind.DEPENDENCY, text[span.start : span.end].decode(), span)
        at = text.find(module, at + len(module), passage.end)


def _short_names(passage: Passage) -> Iterator[Found]:
    regions = _labelled(passage)
    for code in passage.free_code():
        content = passage.text[code.content.start : code.content.end]
        if len(content) > 200 or _SHORT.fullmatch(content) is None or not _may_be_library(content):
            continue
        labelled = any(start <= code.span.start < end for start, end in regions)
        if _is_library(passage, code, content, labelled) and passage.claim(code.content):
            yield Found(MentionKind.DEPENDENCY, content.decode(), code.content)
    for start, end in regions:
        for match in _ENTRY.finditer(passage.prose, start - 1 - passage.start, end - passage.start):
            name = match.group(1)
            if name in _NO_ENTRY or not _may_be_library(name) or name.partition(b"/")[0] in _OWN:
                continue
            span = Span(passage.start + match.start(1), passage.start + match.end(1))
            if passage.claim(span):
                yield Found(MentionKind.DEPENDENCY, name.decode(), span)


def _owned(passage: Passage) -> Iterator[Found]:
    """Yield `stretchr/testify` in running text: an owner of modules and a name."""
    for match in _OWNED.finditer(passage.prose):
        name = _trimmed(match.group())
        span = Span(passage.start + match.start(), passage.start + match.start() + len(name))
        if passage.claim(span):
            yield Found(MentionKind.DEPENDENCY, name.decode(), span)


def _labelled(passage: Passage) -> list[tuple[int, int]]:
    """Return the parts of a passage that list dependencies by their own words; a colon stands before each."""
    regions = []
    for match in _LABEL.finditer(passage.lower):
        end = passage.lower.find(b"\n", match.end())
        regions.append((passage.start + match.end(), passage.end if end < 0 else passage.start + end))
    return regions


def _may_be_library(name: bytes) -> bool:
    if b"/" not in name and b"." in name and name.lower() != name:
        return False  # `store.Repo.List` is a method that something depends on
    return not (_MIME.match(name) or is_standard_package(name.decode()) or _is_file(name))


def _is_library(passage: Passage, code: CodeSpan, name: bytes, labelled: bool) -> bool:
    owner, slash, _ = name.partition(b"/")
    if slash and owner in _OWN:
        return False
    if (slash and (owner in _OWNERS or _VERSIONED.fullmatch(name))) or _GO_LIKE.fullmatch(owner) or labelled:
        return True
    behind = passage.behind(code.span.end, 40)
    return (
        _NOUN_BEHIND.match(behind) is not None
        or _NOUN_BEFORE.search(passage.before(code.span.start, 40)) is not None
        or (bool(slash) and _PACKAGE_BEHIND.match(behind) is not None)
    )


def _is_file(name: bytes) -> bool:
    return name.endswith(
        (b".go", b".md", b".mod", b".sum", b".yml", b".yaml", b".json", b".sql", b".ts", b".tsx", b".js")
    )


def _trimmed(path: bytes) -> bytes:
    return path.rstrip(b".,-~")
