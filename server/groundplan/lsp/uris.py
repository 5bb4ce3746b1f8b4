"""URIs of documents to paths on disk, and back."""

from __future__ import annotations

import os
import re
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

_DRIVE = re.compile(r"^/[A-Za-z]:")


def path_of(uri: str) -> Path | None:
    """Return the path of a `file:` URI; None for other schemes, whose documents are on no disk.

    Percent-encoding is undone; a byte sequence that is not UTF-8 stays a name that the file system understands.
    """
    try:
        parts = urlsplit(uri)
    except ValueError:
        return None
    if parts.scheme != "file" or not parts.path:
        return None
    path = unquote(parts.path, errors="surrogateescape")
    if "\0" in path:
        return None
    if os.name == "nt" and _DRIVE.match(path):
        path = path[1:]
    elif parts.netloc and parts.netloc != "localhost":
        path = f"//{unquote(parts.netloc)}{path}"
    return Path(os.path.normpath(path))


def scheme_of(uri: str) -> str:
    """Return the scheme of a URI in lower case, "" where it has none."""
    try:
        return urlsplit(uri).scheme
    except ValueError:
        return ""


def uri_of(path: Path) -> str:
    """Return the `file:` URI of an absolute path."""
    return path.as_uri()


def join_uri(folder: str, relative: str) -> str:
    """Return the URI of a path below a folder's URI, keeping the client's own spelling of the folder."""
    return f"{folder.rstrip('/')}/{quote(relative.encode('utf-8', 'surrogateescape'))}"


def name_of(uri: str) -> str:
    """Return the path part of any URI, decoded: all that is known of a document that is on no disk."""
    try:
        return unquote(urlsplit(uri).path)
    except ValueError:
        return uri
