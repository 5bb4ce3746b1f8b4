"""Settings are read with clear words for what is wrong."""

from __future__ import annotations

from pathlib import Path

from groundplan.index.configuration import load_settings
from groundplan.model.settings import DEFAULT_SETTINGS


def test_defaults_without_a_file(tmp_path: Path) -> None:
    assert load_settings(tmp_path) == (DEFAULT_SETTINGS, ())


def test_values_and_complaints(tmp_path: Path) -> None:
    (tmp_path / "groundplan.toml").write_text(
        'platform = "Harbour"\nplan-globs = ["docs/*.md"]\nexlude = ["x"]\nmodel_registrars = "Must"\n'
    )
    settings, problems = load_settings(tmp_path)
    assert (settings.platform, settings.plan_globs) == ("Harbour", ("docs/*.md",))
    assert problems == (
        "groundplan.toml: unknown setting `exlude`. Did you mean `exclude`?",
        "groundplan.toml: `model_registrars` must be a list of strings.",
    )


def test_a_broken_file_leaves_the_defaults(tmp_path: Path) -> None:
    (tmp_path / "groundplan.toml").write_text("platform = \n")
    settings, problems = load_settings(tmp_path)
    assert settings == DEFAULT_SETTINGS
    assert "cannot be read" in problems[0]


def test_the_editor_wins_over_the_file(tmp_path: Path) -> None:
    (tmp_path / "groundplan.toml").write_text('platform = "Harbour"\n')
    assert load_settings(tmp_path, {"platform": "Quay"})[0].platform == "Quay"
