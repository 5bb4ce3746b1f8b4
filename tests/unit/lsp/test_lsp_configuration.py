"""What clients send as settings, well-formed or not."""

from __future__ import annotations

from typing import Any

import pytest
from lsprotocol import types

from groundplan.lsp.client import choose_encoding
from groundplan.lsp.configuration import overrides_from
from groundplan.model.settings import DEFAULT_PLAN_GLOBS


@pytest.mark.parametrize(
    ("section", "overrides"),
    [
        ({"groundplan": {"history": False}}, {"history": False}),
        ({"history": True}, {}),
        ({"history": "no"}, {}),
        (None, {}),
        ("nonsense", {}),
        ([1, 2], {}),
        ({}, {}),
        ({"groundplan": {"platform": "Harbour"}}, {"platform": "Harbour"}),
        ({"platform": "Harbour", "trace": {"server": "off"}, "status": True}, {"platform": "Harbour"}),
        ({"plans": {"globs": ("a.md",)}}, {"plan_globs": ("a.md",)}),
        ({"plans": {"globs": ["a.md"], "other": 1}, "server": {"path": "x"}}, {"plan_globs": ("a.md",)}),
        ({"routeRegistrars": ["keel.Handle"]}, {"route_registrars": ("keel.Handle",)}),
        ({"model-registrars": ["keel.Model"]}, {"model_registrars": ("keel.Model",)}),
        ({"plans": {"globs": list(DEFAULT_PLAN_GLOBS)}}, {}),
        ({"plans": {"globs": []}}, {}),
        ({"plans": {"globs": "a.md"}}, {}),
        ({"plans": {"globs": ["a.md", 3]}}, {}),
        ({"plans": 3, "exclude": {"a": 1}, "platform": ["x"]}, {}),
    ],
)
def test_overrides(section: object, overrides: dict[str, Any]) -> None:
    assert overrides_from(section) == overrides


@pytest.mark.parametrize(
    ("offered", "chosen"),
    [
        (None, "utf-16"),
        ([], "utf-16"),
        (["utf-16", "utf-8"], "utf-8"),
        (["utf-16", "utf-32"], "utf-16"),
        (["utf-32"], "utf-32"),
        (["utf-7"], "utf-16"),
        ([types.PositionEncodingKind.Utf8], "utf-8"),
    ],
)
def test_position_encoding(offered: list[Any] | None, chosen: str) -> None:
    general = types.GeneralClientCapabilities(position_encodings=offered)
    assert choose_encoding(types.ClientCapabilities(general=general)) == chosen
    assert choose_encoding(types.ClientCapabilities()) == "utf-16"
