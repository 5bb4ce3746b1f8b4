"""docs/configuration.md tells of every setting what the code says of it."""

from __future__ import annotations

import re
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from groundplan.index.configuration import describe_settings, settings_from
from groundplan.model.settings import SETTING_TEXTS, Settings

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

PAGE = Path(__file__).parents[2] / "docs" / "configuration.md"

GENERATED = re.compile(r"(?<=--update`\. -->\n\n).*?(?=\n## |\Z)", re.DOTALL)


def test_every_setting_has_a_text() -> None:
    assert list(SETTING_TEXTS) == [field.name for field in fields(Settings)]


def test_the_page_is_up_to_date(request: pytest.FixtureRequest) -> None:
    text = PAGE.read_text("utf-8")
    if request.config.getoption("--update"):
        PAGE.write_text(GENERATED.sub(lambda _: describe_settings(), text, count=1), "utf-8")
    else:
        found = GENERATED.search(text)
        assert found is not None
        assert found[0] == describe_settings()


def test_every_piece_of_toml_on_the_page_is_understood() -> None:
    pieces = re.findall(r"^```toml\n(.*?)^```", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert len(pieces) > len(SETTING_TEXTS)
    for piece in pieces:
        assert settings_from(tomllib.loads(piece))[1] == (), piece


def test_the_example_of_every_setting_is_of_its_kind() -> None:
    for name, text in SETTING_TEXTS.items():
        settings, problems = settings_from({name: text.example})
        assert (getattr(settings, name), problems) == (text.example, ())
