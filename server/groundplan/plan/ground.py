"""A plan held against the code: what its mentions find, what it announces, and what its words are about."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import cached_property

from groundplan.index.lookups import Lookups
from groundplan.index.once import once
from groundplan.index.snapshot import Snapshot
from groundplan.model.plan import Intent, Mention, MentionKind, Plan
from groundplan.model.symbol import Symbol
from groundplan.plan.feature_folder import read_feature
from groundplan.plan.mentions.path_syntax import WHOLE_FILE
from groundplan.plan.promises import Promises, clean_path, last_name, promises_of
from groundplan.text.identifiers import fold_name, singular, split_identifier

_CODE = re.compile(rb"`([^`\r\n]{1,200})`")
_NAME = re.compile(rb"[A-Za-z_]\w+")
_TOKEN = re.compile(rb"[A-Za-z_][\w]*")


def ground(snapshot: Snapshot, plan: Plan) -> Ground:
    """Return a plan held against a snapshot, worked out once for both."""
    return once(snapshot, "ground", plan, lambda: Ground(snapshot, plan))


class Ground:
    """Answers about one plan and one snapshot; names and files are looked up for all mentions at once."""

    def __init__(self, snapshot: Snapshot, plan: Plan) -> None:
        self.snapshot = snapshot
        self.plan = plan
        self.lookups = Lookups(snapshot)
        self._files_of_paths: dict[str, tuple[str, ...]] = {}

    @cached_property
    def feature(self) -> tuple[Plan, ...]:
        """The other documents of the plan's feature."""
        return read_feature(self.snapshot, self.lookups, self.plan)

    @cached_property
    def own_promises(self) -> Promises:
        """What the plan itself announces; known without reading another document."""
        return promises_of((self.plan,))

    @cached_property
    def promises(self) -> Promises:
        """What the plan and the other documents of its feature announce."""
        return promises_of((self.plan, *self.feature))

    def mentions(self, kind: MentionKind) -> Iterator[Mention]:
        """Yield the plan's mentions of a kind."""
        return iter(self._by_kind.get(kind, ()))

    @cached_property
    def _by_kind(self) -> dict[MentionKind, list[Mention]]:
        found: dict[MentionKind, list[Mention]] = {}
        for mention in self.plan.mentions:
            found.setdefault(mention.kind, []).append(mention)
        return found

    # -- files ---------------------------------------------------------------------------------------------------

    @cached_property
    def _files(self) -> dict[str, tuple[str, ...]]:
        names = {posixpath.basename(clean_path(mention.text)) for mention in self.mentions(MentionKind.PATH)}
        return self.lookups.files_named(name for name in names if name)

    def files(self, text: str) -> tuple[str, ...]:
        """Return the files that a path of the plan can mean: from the root, beside the plan, or by its ending.

        A path that begins outside (an absolute one, a module's) means the files that end it.
        """
        known = self._files_of_paths.get(text)
        if known is None:
            question = ("files meant", posixpath.dirname(self.plan.path), text)
            known = self._files_of_paths[text] = self.snapshot.remember(question, lambda: self._files_of(text))
        return known

    def _files_of(self, text: str) -> tuple[str, ...]:
        path = posixpath.normpath(text.strip().replace("\\", "/").lstrip("/") or ".")
        named = self._files.get(posixpath.basename(path), ())
        if text.startswith("../"):
            beside = posixpath.normpath(posixpath.join(posixpath.dirname(self.plan.path), path))
            return (beside,) if beside in named else ()
        beside = posixpath.normpath(posixpath.join(posixpath.dirname(self.plan.path), path))
        for exact in (path, beside):
            if exact in named:
                return (exact,)
        inside = tuple(file for file in named if file.endswith(f"/{path}"))
        return inside or tuple(file for file in named if "/" in file and path.endswith(f"/{file}"))

    def files_of_name(self, text: str) -> tuple[str, ...]:
        """Return the files with the last element of a path as their name."""
        return self._files.get(posixpath.basename(clean_path(text)), ())

    @cached_property
    def files_meant(self) -> frozenset[str]:
        """The files that the plan names without doubt."""
        found = set()
        for mention in self.mentions(MentionKind.PATH):
            files = self.files(mention.text)
            if len(files) == 1:
                found.add(files[0])
        return frozenset(found)

    # -- names ---------------------------------------------------------------------------------------------------

    @cached_property
    def _symbols(self) -> dict[str, tuple[Symbol, ...]]:
        names: set[str] = set()
        for mention in self.mentions(MentionKind.SYMBOL):
            names.update(part.strip("(*)") for part in mention.text.split("."))
        return self.lookups.symbols_of_names(name for name in names if name)

    def symbols(self, name: str) -> tuple[Symbol, ...]:
        """Return the symbols of a bare name that the plan mentions."""
        return self._symbols.get(name, ())

    @cached_property
    def _fields(self) -> frozenset[str]:
        names = {fold_name(last_name(mention.text)) for mention in self.mentions(MentionKind.SYMBOL)}
        return frozenset(self.snapshot.remember_each("names of fields", sorted(names), self._names_of_fields))

    def _names_of_fields(self, names: list[str]) -> dict[str, bool]:
        found: set[str] = set().union(*self.snapshot.structs_with_fields(names).values())
        return dict.fromkeys(found, True)

    def is_known(self, name: str) -> bool:
        """Tell whether the code has or uses a bare name that the plan mentions, be it in another case.

        Or a template: without a noun beside it, the name of a resource reads like one of Go.
        """
        if self.symbols(name) or fold_name(name) in self._fields or name in self._resources:
            return True
        return self.lookups.uses_name(name)

    @cached_property
    def _resources(self) -> frozenset[str]:
        resources = self.snapshot.resources
        return frozenset(name for each in resources for name in (each.logical_id.rpartition(".")[2], *each.names))

    @cached_property
    def packages_meant(self) -> frozenset[str]:
        """The import paths of the symbols and the folders of the files that the plan names without doubt."""
        found = {posixpath.dirname(file) for file in self.files_meant}
        for symbols in self._symbols.values():
            places = {posixpath.dirname(symbol.path) for symbol in symbols if not symbol.origin}
            if len(places) == 1:
                found |= places
        return frozenset(found)

    def is_in_sight(self, path: str) -> bool:
        """Tell whether the plan speaks of the package that a file is in: by a name, a file or the folder itself."""
        folder = posixpath.dirname(path)
        return folder in self.packages_meant or (folder.count("/") > 0 and folder.encode() in self.plan.text)

    # -- words ---------------------------------------------------------------------------------------------------

    @cached_property
    def _vocabulary(self) -> dict[str, set[str]]:
        """The words of all names in code and headings, with the names that have them."""
        found: dict[str, set[str]] = {}
        for document in (self.plan, *self.feature):
            text = document.text
            pieces = [match.group(1) for match in _CODE.finditer(text)]
            pieces += [text[fence.content_span.start : fence.content_span.end] for fence in document.fences]
            pieces += [section.title.encode() for section in document.sections]
            names = {token for piece in pieces for token in _TOKEN.findall(piece)}
            for name in names:
                for word in split_identifier(name.decode()):
                    found.setdefault(singular(word), set()).add(name.decode())
        return found

    def speaks_of(self, word: str, but: str) -> bool:
        """Tell whether the feature's documents have a word in a name other than `but` or in a heading."""
        names = self._vocabulary.get(singular(word), set())
        return bool(names - {but})

    @cached_property
    def _titles(self) -> str:
        titles = [section.title for document in (self.plan, *self.feature) for section in document.sections]
        # A heading that is an endpoint itself says nothing of others.
        titles = [title for title in titles if "/" not in title]
        return fold_name(" ".join([self.plan.title, *titles]).replace(" ", ""))

    def is_about(self, word: str) -> bool:
        """Tell whether the title or a heading of the feature's documents has a word, however it is cut there."""
        return fold_name(word) in self._titles

    @cached_property
    def _spoken(self) -> frozenset[bytes]:
        found: set[bytes] = set()
        for document in self.feature:
            found.update(_NAME.findall(document.text))
        return frozenset(found)

    def feature_names(self, name: str) -> bool:
        """Tell whether another document of the feature has a name."""
        return name.encode() in self._spoken

    def feature_says(self, text: str) -> bool:
        """Tell whether another document of the feature has a piece of text."""
        wanted = text.encode()
        return any(wanted in document.text for document in self.feature)


def is_file(text: str) -> bool:
    """Tell whether a path names a file, not a folder."""
    return WHOLE_FILE.fullmatch(text.encode()) is not None and not text.endswith("/")


def speaks_of_existing(mention: Mention) -> bool:
    """Tell whether the plan speaks of a thing as being there."""
    return mention.intent in (Intent.EXISTING, Intent.CHANGED)
