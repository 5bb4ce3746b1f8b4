"""What `groundplan check` writes for machines, and what narrows its report."""

from __future__ import annotations

import json
import os
import subprocess
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from groundplan.rules.table import RULES

if TYPE_CHECKING:
    from tests.unit.cli.conftest import Outcome

Run = Callable[..., "Outcome"]
PLAN = "docs/plans/reminders.md"

LEVELS = {"none", "note", "warning", "error"}


def check_sarif(log: dict[str, Any]) -> None:
    """Hold a log against what the schema of SARIF 2.1.0 demands of the objects that are used."""
    assert set(log) == {"$schema", "version", "runs"}
    assert log["version"] == "2.1.0"
    for run in log["runs"]:
        assert set(run) <= {"tool", "invocations", "columnKind", "results"}
        assert run["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints")
        assert all(set(each) == {"executionSuccessful"} for each in run["invocations"])
        driver = run["tool"]["driver"]
        assert isinstance(driver["name"], str)
        ids = [rule["id"] for rule in driver["rules"]]
        assert len(ids) == len(set(ids))
        for rule in driver["rules"]:
            assert rule["defaultConfiguration"]["level"] in LEVELS
            assert rule["shortDescription"]["text"].endswith(".")
            assert set(rule["help"]) == {"text", "markdown"}
        for result in run["results"]:
            assert ids[result["ruleIndex"]] == result["ruleId"]
            assert result["level"] in LEVELS
            assert 0 <= result["rank"] <= 100
            assert result["message"]["text"]
            for location in (*result["locations"], *result.get("relatedLocations", ())):
                check_location(location["physicalLocation"])
            numbers = [each["id"] for each in result.get("relatedLocations", ())]
            assert numbers == sorted(set(numbers))


def check_location(place: dict[str, Any]) -> None:
    uri = place["artifactLocation"]["uri"]
    assert "\\" not in uri
    assert " " not in uri
    region = place["region"]
    assert region["startLine"] >= 1
    assert region.get("startColumn", 1) >= 1
    assert (region.get("endLine", region["startLine"]), region.get("endColumn", 1 << 30)) >= (
        region["startLine"],
        region.get("startColumn", 1),
    )


def test_sarif_has_what_its_schema_demands(harbour: Path, groundplan: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    (harbour / "docs/plans/with space.md").write_bytes((harbour / PLAN).read_bytes())
    monkeypatch.chdir(harbour)
    outcome = groundplan("check", "docs", "--format", "sarif")
    log = json.loads(outcome.out)
    check_sarif(log)
    results = log["runs"][0]["results"]
    assert outcome.code == 1
    assert [each["ruleId"] for each in results] == ["GP101", "GP101"]
    uris = [each["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for each in results]
    assert uris == ["docs/plans/reminders.md", "docs/plans/with%20space.md"]
    assert results[0]["relatedLocations"][0]["physicalLocation"]["region"]["startLine"] == 6
    assert results[0]["partialFingerprints"] != results[1]["partialFingerprints"]
    assert len(log["runs"][0]["tool"]["driver"]["rules"]) == len(RULES)


def test_sarif_of_a_quiet_plan_has_no_results(harbour: Path, groundplan: Run) -> None:
    outcome = groundplan("check", harbour / "docs/plans/quiet.md", "--format", "sarif")
    log = json.loads(outcome.out)
    check_sarif(log)
    assert (outcome.code, log["runs"][0]["results"]) == (0, [])
    missing = groundplan("check", harbour / "docs/plans/quiet.md", harbour / "gone.md", "--format", "sarif")
    assert json.loads(missing.out)["runs"][0]["invocations"] == [{"executionSuccessful": False}]


def test_annotations_are_workflow_commands(harbour: Path, groundplan: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(harbour.parent)
    outcome = groundplan("check", harbour / PLAN, "--format", "github")
    assert len(outcome.out.splitlines()) == 1
    command, _, message = outcome.out.strip().removeprefix("::").partition("::")
    assert command == (
        "warning file=harbour/docs/plans/reminders.md,line=6,endLine=6,title=GP101 new-type-repeats-existing"
        ",col=6,endColumn=21"
    )
    assert "`billing.Invoice`" in message
    assert "%0AFix: " in message


def test_junit_has_a_suite_for_each_plan(harbour: Path, groundplan: Run) -> None:
    outcome = groundplan("check", harbour / "docs", "--format", "junit")
    root = ElementTree.fromstring(outcome.out.encode())
    suites = {suite.get("name"): suite for suite in root}
    assert (root.get("tests"), root.get("failures")) == ("2", "1")
    assert list(suites) == ["docs/plans/quiet.md", PLAN]
    assert suites["docs/plans/quiet.md"].find("testcase/failure") is None
    failure = suites[PLAN].find("testcase/failure")
    assert failure is not None
    assert failure.get("type") == "GP101"


def test_statistics_take_the_place_of_findings(harbour: Path, groundplan: Run) -> None:
    outcome = groundplan("check", harbour / "docs", "--statistics")
    assert outcome.code == 1
    assert outcome.out == "    1 in   1 plan   warning  GP101 new-type-repeats-existing\n"
    counted = json.loads(groundplan("check", harbour / "docs", "--statistics", "--format", "json").out)
    assert [(each["code"], each["count"], each["plans"]) for each in counted["statistics"]] == [("GP101", 1, 1)]
    assert groundplan("check", harbour / "docs", "--statistics", "--format", "junit").code == 2


def test_a_baseline_covers_what_was_there(harbour: Path, groundplan: Run, tmp_path: Path) -> None:
    file = tmp_path / "baseline.json"
    written = groundplan("check", harbour / "docs", "--write-baseline", file)
    assert (written.code, written.out, written.err) == (0, "", f"1 finding in {file}\n")
    assert groundplan("check", harbour / "docs", "--baseline", file).code == 0
    plan = harbour / PLAN
    plan.write_text(f"# Moved\n\n{plan.read_text('utf-8')}", "utf-8")
    assert groundplan("check", harbour / "docs", "--baseline", file).code == 0
    plan.write_text(plan.read_text("utf-8").replace("InvoiceReminder", "InvoiceRecord"), "utf-8")
    assert groundplan("check", harbour / "docs", "--baseline", file).code == 1


@pytest.mark.parametrize("content", ["", "[]", '{"version": 2, "findings": []}', '{"version": 1, "findings": [{}]}'])
def test_what_is_no_baseline_is_said(harbour: Path, groundplan: Run, tmp_path: Path, content: str) -> None:
    file = tmp_path / "baseline.json"
    file.write_text(content, "utf-8")
    outcome = groundplan("check", harbour / "docs", "--baseline", file)
    assert outcome.code == 2
    assert "--write-baseline" in outcome.err
    assert groundplan("check", harbour / "docs", "--baseline", tmp_path / "none.json").code == 2


def git(root: Path, *arguments: str) -> None:
    identity = {
        f"GIT_{who}_{what}": "dock@example.com" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    environment = {**os.environ, **identity, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    subprocess.run(["git", "-C", str(root), *arguments], check=True, env=environment, capture_output=True)


def test_a_difference_reports_changed_lines_only(harbour: Path, groundplan: Run) -> None:
    git(harbour, "init", "--initial-branch=main")
    git(harbour, "add", ".")
    git(harbour, "commit", "--message=plans")
    git(harbour, "tag", "v1")
    assert groundplan("check", harbour / "docs", "--diff", "HEAD").code == 0
    plan = harbour / PLAN
    original = plan.read_text("utf-8")
    plan.write_text(f"{original}\nMore.\n", "utf-8")
    assert groundplan("check", harbour / "docs", "--diff", "main").code == 0
    plan.write_text(original.replace("InvoiceReminder", "InvoiceRecord"), "utf-8")
    git(harbour, "commit", "--all", "--message=renamed")
    assert groundplan("check", harbour / "docs", "--diff", "HEAD").code == 0
    for revision in ("HEAD~1", "v1", "refs/tags/v1"):
        assert groundplan("check", harbour / "docs", "--diff", revision).code == 1
    git(harbour, "pack-refs", "--all")
    assert groundplan("check", harbour / "docs", "--diff", "v1").code == 1
    (harbour / "docs/plans/fresh.md").write_text(original, "utf-8")
    assert groundplan("check", harbour / "docs/plans/fresh.md", "--diff", "HEAD").code == 1


def test_a_difference_runs_nothing_of_the_repository(harbour: Path, groundplan: Run) -> None:
    git(harbour, "init", "--initial-branch=main")
    git(harbour, "add", ".")
    git(harbour, "commit", "--message=plans")
    ran = harbour / "ran"
    for key in ("core.fsmonitor", "core.pager", "core.sshCommand", "diff.external", "core.hooksPath"):
        git(harbour, "config", key, f"touch {ran}")
    (harbour / ".gitattributes").write_text("*.md diff=evil filter=evil\n", "utf-8")
    git(harbour, "config", "diff.evil.textconv", f"touch {ran};cat")
    git(harbour, "config", "filter.evil.clean", f"touch {ran};cat")
    assert groundplan("check", harbour / "docs", "--diff", "HEAD").code == 0
    assert not ran.exists()


@pytest.mark.parametrize("revision", ["none", "--all", "HEAD..main", "../HEAD", "HEAD^{/plans}", "main:docs"])
def test_what_is_no_revision_is_said(harbour: Path, groundplan: Run, revision: str) -> None:
    git(harbour, "init", "--initial-branch=main")
    git(harbour, "add", ".")
    git(harbour, "commit", "--message=plans")
    outcome = groundplan("check", harbour / "docs", f"--diff={revision}")
    assert outcome.code == 2
    assert "no revision" in outcome.err


def test_outside_of_a_repository_there_is_no_difference(harbour: Path, groundplan: Run) -> None:
    outcome = groundplan("check", harbour / "docs", "--diff", "HEAD")
    assert outcome.code == 2
    assert "not in a Git repository" in outcome.err


def test_rules_are_listed_and_explained(groundplan: Run) -> None:
    listed = groundplan("rules")
    assert len(listed.out.splitlines()) == len(RULES)
    assert "GP201  warning  " in listed.out
    assert [each["code"] for each in json.loads(groundplan("rules", "--json").out)["rules"]] == [
        rule.code for rule in RULES
    ]
    explained = groundplan("explain", "gp201")
    assert explained.out.startswith("# GP201 path-does-not-exist\n")
    assert groundplan("explain", "path-does-not-exist").out == explained.out
    unknown = groundplan("explain", "GP999")
    assert (unknown.code, unknown.err) == (2, "groundplan: There is no rule GP999. `groundplan rules` lists them.\n")
