"""Reading one file's bytes into facts and rows; runs in worker processes and, for few files, in this one."""

from __future__ import annotations

import gc
import multiprocessing
import os
import sys
import threading
from dataclasses import dataclass
from hashlib import blake2b

from groundplan.index.codec import encode
from groundplan.index.rows import NO_ROWS, FileRows, go_rows, template_rows
from groundplan.model.resource import Template
from groundplan.syntax.goctl import read_api
from groundplan.syntax.golang import read_go_file
from groundplan.syntax.infrastructure import read_infrastructure
from groundplan.syntax.openapi import read_openapi
from groundplan.syntax.proto import read_proto


@dataclass(frozen=True, slots=True)
class Job:
    """A file to read: its absolute place, its path in the workspace, its kind and its package's import path.

    `external` says that it is of a model library in another module.
    """

    absolute: str
    path: str
    kind: str
    import_path: str
    external: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of a job: the content's hash, the encoded facts and the rows; or why it could not be read."""

    path: str
    hash: bytes = b""
    facts: bytes = b""
    rows: FileRows = NO_ROWS
    problem: str = ""


def prepare_worker() -> None:
    """Make this process a worker: streams of its own, an end with its parent, and no search for cyclic garbage.

    The parent's standard streams may carry the language server's messages. Facts are trees, hundreds of thousands of
    objects without a cycle: going through them again and again would take a third of the time.
    """
    nothing = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1):
        os.dup2(nothing, stream)
    os.close(nothing)
    sys.stdout = sys.stderr
    if hasattr(os, "nice"):
        # The person's keystrokes are answered by the parent, on the same processors.
        os.nice(5)
    gc.disable()
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """Wait for the parent's end, however it comes: a worker would wait for its next chunk for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def read_jobs(jobs: tuple[Job, ...]) -> list[Reading]:
    """Read a chunk of files."""
    return [read_job(job) for job in jobs]


def read_job(job: Job) -> Reading:
    """Read one file from disk into facts and rows; an unreadable file gives a Reading with its problem."""
    try:
        with open(job.absolute, "rb") as file:  # noqa: PTH123 - half the cost of Path.read_bytes, per file of the tree
            source = file.read()
    except OSError as error:
        return Reading(job.path, problem=f"{job.path} cannot be read: {error.strerror}")
    return read_source(job, source)


def read_source(job: Job, source: bytes) -> Reading:
    """Turn a file's bytes into facts and rows."""
    if job.kind == "go":
        facts = read_go_file(source, evaluated=is_evaluated(job.path))
        rows = go_rows(job.path, job.import_path, facts, external=job.external)
        return Reading(job.path, content_hash("go", source, job.path), encode(facts), rows)
    template = read_declarations(job.path, job.kind, source)
    return Reading(job.path, content_hash(job.kind, source, job.path), encode(template), template_rows(template))


def read_declarations(path: str, kind: str, source: bytes) -> Template:
    """Return what a file that is not Go declares."""
    if kind == "proto":
        return Template(declared=read_proto(source))
    if kind == "api":
        api = read_api(source)
        return Template(declared=(api,) if api is not None else ())
    specification = read_openapi(source)
    if specification is not None:
        return Template(declared=(specification,))
    return read_infrastructure(path, source) if kind == "template" else Template()


def is_evaluated(path: str) -> bool:
    """Tell whether a Go file's function bodies may say something of routes and models: a test's do not."""
    return not path.endswith("_test.go")


def content_hash(kind: str, source: bytes, path: str) -> bytes:
    """Return the key under which the facts of a content are kept: 16 bytes of BLAKE2b, apart for each kind of file.

    A template's facts name the template, so that its path is part of the key; of a Go file's path it matters only
    whether it is a test's.
    """
    if kind == "go":
        return blake2b(source, digest_size=16, person=b"go" if is_evaluated(path) else b"go test").digest()
    return blake2b(path.encode() + b"\0" + source, digest_size=16, person=kind.encode()).digest()
