"""A fingerprint of the code that makes facts and rows, so that a store never outlives it.

Facts depend on nearly all of the code below this layer. A number kept by hand would be forgotten one day, and wrong
answers from a store of yesterday's code are the hardest to explain. Reading the half megabyte takes 4 ms.
"""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Iterator
from hashlib import blake2b

import groundplan

_PACKAGES = ("model", "text", "syntax", "detect", "index")
"""The packages whose code decides what a store holds."""

_PARSERS = ("tree_sitter", "tree_sitter_go", "tree_sitter_yaml")
"""The parsers whose trees it is made from; the size of their libraries stands for their version."""


def code_fingerprint(packages: tuple[str, ...] = _PACKAGES) -> str:
    """Return the fingerprint of the running code of some packages: 16 hexadecimal digits."""
    digest = blake2b(digest_size=8)
    digest.update(f"{groundplan.__version__} {sys.version_info[:2]} {'.'.join(map(str, _parser_sizes()))}".encode())
    root = os.path.dirname(groundplan.__file__)  # noqa: PTH120 - 140 files at every start: pathlib takes as long again
    for package in packages:
        for folder, folders, names in os.walk(f"{root}/{package}"):
            folders.sort()
            for name in sorted(names):
                if name.endswith(".py"):
                    digest.update(_content(f"{folder}/{name}"))
    return digest.hexdigest()


def _content(path: str) -> bytes:
    try:
        with open(path, "rb") as file:  # noqa: PTH123
            return file.read()
    except OSError:
        return b""


def _parser_sizes() -> Iterator[int]:
    for parser in _PARSERS:
        spec = importlib.util.find_spec(parser)
        for folder in spec.submodule_search_locations or () if spec else ():
            with os.scandir(folder) as entries:
                yield from sorted(each.stat().st_size for each in entries if each.name.endswith((".so", ".pyd")))


CODE_FINGERPRINT = code_fingerprint()
