"""docs/configuration.md tells of every setting what the code says of it."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from groundplan.features.sections.table import FILLERS
from groundplan.index.configuration import describe_settings, settings_from
from groundplan.index.settings_files import RULE_PATTERN, commented_settings, settings_schema
from groundplan.model.settings import SETTING_TEXTS, Settings

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

PAGE = Path(__file__).parents[2] / "docs" / "configuration.md"
SCHEMA = PAGE.with_name("groundplan.schema.json")

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


def test_the_schema_is_up_to_date(request: pytest.FixtureRequest) -> None:
    text = json.dumps(settings_schema(), ensure_ascii=False, indent=2) + "\n"
    if request.config.getoption("--update"):
        SCHEMA.write_text(text, "utf-8")
    else:
        assert SCHEMA.read_text("utf-8") == text


def test_the_schema_says_what_the_settings_accept() -> None:
    properties = settings_schema()["properties"]
    for name, text in SETTING_TEXTS.items():
        for choice in text.choices:
            assert settings_from({name: choice})[1] == ()
        (example,) = properties[name]["examples"]
        assert settings_from({name: example})[1] == ()
        assert settings_from({name.replace("_", "-"): example})[1] == ()
        assert not text.choices or settings_from({name: "no such choice"})[1] != ()
    assert re.fullmatch(RULE_PATTERN, "GP205=off") and not re.fullmatch(RULE_PATTERN, "GP205=loud")


def test_the_page_names_every_role_that_can_be_filled() -> None:
    text = PAGE.read_text("utf-8")
    assert [role.value for role, _ in FILLERS if f"`{role.value}`" not in text] == []


def test_a_file_to_begin_with_changes_nothing_and_every_setting_in_it_can_be_uncommented() -> None:
    text = commented_settings()
    assert tomllib.loads(text) == {}
    first_letters = re.sub(r"^# (?=[a-z_]+ = |  |\])", "", text, flags=re.MULTILINE)
    settings, problems = settings_from(tomllib.loads(first_letters))
    assert problems == ()
    assert all(getattr(settings, name) == text.example for name, text in SETTING_TEXTS.items())
