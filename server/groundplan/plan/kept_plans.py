"""Plans read before, by this process or an earlier one: parsing costs thirty times as much as looking them up."""

from __future__ import annotations

import logging
import threading
from collections import OrderedDict
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b

from groundplan.index.codec import DecodeError, decode, encode
from groundplan.index.fingerprint import code_fingerprint
from groundplan.index.snapshot import Snapshot
from groundplan.model.plan import Fence, Justification, Mention, Plan, ProposedFunc, ProposedType, Section
from groundplan.plan.parse import parse_plan

MOST_IN_MEMORY = 128


@dataclass(frozen=True, slots=True)
class Reading:
    """What a document was read as: a plan without its path and its text."""

    title: str
    profile: str
    sections: tuple[Section, ...]
    fences: tuple[Fence, ...]
    mentions: tuple[Mention, ...]
    types: tuple[ProposedType, ...]
    funcs: tuple[ProposedFunc, ...]
    justifications: tuple[Justification, ...]


log = logging.getLogger(__name__)

_lock = threading.Lock()
_recent: OrderedDict[tuple[str, bytes, tuple[str, ...]], Plan] = OrderedDict()


def plan_of(snapshot: Snapshot, path: str, text: bytes) -> Plan:
    """Return a document as a plan, as `parse_plan` does, without parsing it where its content was read before.

    Two calls with the same document give the same plan as long as not many others are read in between.
    """
    question = (path, text, snapshot.settings.model_modules)
    with _lock:
        known = _recent.get(question)
        if known is not None:
            _recent.move_to_end(question)
            return known
    plan = _look_up(snapshot, path, text)
    with _lock:
        _recent[question] = plan
        while len(_recent) > MOST_IN_MEMORY:
            _recent.popitem(last=False)
    return plan


def _look_up(snapshot: Snapshot, path: str, text: bytes) -> Plan:
    readings = snapshot.readings
    if readings is None:
        return parse_plan(path, text, snapshot.settings)
    key = _key(path, text, snapshot.settings.model_modules)
    data = readings.get(key)
    if data is not None:
        try:
            return _with_text(path, text, decode(Reading, data))
        except DecodeError as error:
            log.info("%s is parsed again: what was kept of it cannot be read (%s)", path, error)
    plan = parse_plan(path, text, snapshot.settings)
    readings.put(key, encode(_reading_of(plan)))
    return plan


def _key(path: str, text: bytes, model_modules: tuple[str, ...]) -> bytes:
    """Return what a reading depends on: the document, what of the settings parsing looks at, and the code that parses.

    A store goes with the version of all code below this layer; what is left is the code of this layer.
    """
    said = "\0".join((_parser_version(), path, *model_modules, ""))
    return blake2b(said.encode("utf-8", "surrogateescape") + text, digest_size=16).digest()


@lru_cache(maxsize=1)
def _parser_version() -> str:
    return code_fingerprint(("plan",))


def _reading_of(plan: Plan) -> Reading:
    return Reading(
        plan.title,
        plan.profile,
        plan.sections,
        plan.fences,
        plan.mentions,
        plan.types,
        plan.funcs,
        plan.justifications,
    )


def _with_text(path: str, text: bytes, reading: Reading) -> Plan:
    return Plan(
        path,
        text,
        reading.title,
        reading.profile,
        reading.sections,
        reading.fences,
        reading.mentions,
        reading.types,
        reading.funcs,
        reading.justifications,
    )
