"""Working on a plan, as VS Code and as Neovim; one server for each editor serves all tests, on a plan for each."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from lsprotocol import types

from tests.e2e import text as editing
from tests.e2e.clinic import PLAN, write_clinic
from tests.e2e.editor import Editor, has, lacks
from tests.e2e.profiles import EDITORS

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The clinic, which no test of this file changes."""
    folder = tmp_path_factory.mktemp("session") / "the clinic (ü)"
    write_clinic(folder)
    return folder


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=EDITORS, ids=str)
async def editor(request: pytest.FixtureRequest, root: Path) -> AsyncIterator[Editor]:
    """Each editor in turn, with the clinic open."""
    started = Editor(request.param)
    await started.start(cache=root.parent / "cache")
    await started.initialize(root)
    yield started
    code = await started.end()
    await started.stop()
    assert code == 0


@pytest.fixture
def plan(request: pytest.FixtureRequest, root: Path) -> Path:
    """A new plan for each test; it is only in the editor, never on disk."""
    name = re.sub(r"\W+", "-", request.node.name)
    return root / "docs" / "plans" / f"{name}.md"


async def test_index_gets_ready(editor: Editor, plan: Path) -> None:
    editor.open(plan, PLAN)
    await editor.diagnostics(plan, has("GP101"))
    if editor.profile.options is not None:
        status = await editor.until_ready()
        assert status["types"] == 3
        assert status["routes"] == 2
        assert status["handlers"] >= 2
        assert status["files"] == 3
    else:
        assert editor.statuses == [], "only who asks for the status is told it"
    assert editor.shown == []


async def test_capabilities_follow_the_editor(editor: Editor) -> None:
    said = editor.capabilities
    assert said.position_encoding == editor.profile.encoding
    assert (said.diagnostic_provider is not None) == editor.profile.pulls
    assert isinstance(said.execute_command_provider, types.ExecuteCommandOptions)
    names = ("reindex", "insertSection", "show", "newPlan", "slice", "review", "drift")
    commands = [f"groundplan.{name}" for name in names]
    assert list(said.execute_command_provider.commands) == commands
    can = editor.profile.capabilities.text_document
    assert can is not None
    for provided, wanted in (
        (said.completion_provider, can.completion),
        (said.references_provider, can.references),
        (said.document_link_provider, can.document_link),
        (said.code_lens_provider, can.code_lens),
        (said.inlay_hint_provider, can.inlay_hint),
        (said.semantic_tokens_provider, can.semantic_tokens),
        (said.folding_range_provider, can.folding_range),
        (said.rename_provider, can.rename),
    ):
        assert (provided is not None) == (wanted is not None)
    assert isinstance(said.text_document_sync, types.TextDocumentSyncOptions)
    assert said.text_document_sync.change is types.TextDocumentSyncKind.Incremental
    if editor.profile.watches:
        await editor.until(lambda: len(editor.registrations) == 2, "watch my files")
        watched = next(r for r in editor.registrations if r.method == types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
        patterns = [watcher.get("globPattern") for watcher in _options(watched)["watchers"]]
        assert {"**/*.go", "**/go.mod", "**/go.work", "**/*.md"} <= set(patterns)
    else:
        assert editor.registrations == []


async def test_diagnostic_shows_the_evidence(editor: Editor, root: Path, plan: Path) -> None:
    editor.open(plan, PLAN)
    found = await editor.diagnostics(plan, has("GP101"))
    (diagnostic,) = [item for item in found if item.code == "GP101"]
    assert editing.slice_of(editor.text(plan), diagnostic.range, editor.profile.encoding) == "VisitReminder"
    assert diagnostic.source == "groundplan"
    assert diagnostic.severity is types.DiagnosticSeverity.Warning
    assert "Visit" in diagnostic.message
    assert diagnostic.related_information is not None
    place = diagnostic.related_information[0].location
    assert place.uri == (root / "model" / "visit.go").as_uri()
    code = (root / "model" / "visit.go").read_text("utf-8")
    assert editing.slice_of(code, place.range, editor.profile.encoding) == "Visit"
    if editor.profile.pulls:
        assert diagnostic.code_description is not None
        assert diagnostic.code_description.href.endswith("/GP101.md")


async def test_quick_fix_is_applied_and_the_diagnostic_is_gone(editor: Editor, plan: Path) -> None:
    editor.open(plan, PLAN)
    found = await editor.diagnostics(plan, has("GP101"))
    (diagnostic,) = [item for item in found if item.code == "GP101"]
    actions = await editor.actions(plan, diagnostic.range, [diagnostic], automatic=True)
    assert {action.kind for action in actions} == {"quickfix"}
    (best,) = [action for action in actions if action.is_preferred]
    assert best.diagnostics == (diagnostic,) or best.diagnostics == [diagnostic]
    editor.apply(plan, best)
    assert "VisitReminder" not in editor.text(plan).split("```go")[1]
    assert "type Visit struct" in editor.text(plan)
    await editor.diagnostics(plan, lacks("GP101"))


async def test_fix_that_keeps_the_type_asks_for_a_reason(editor: Editor, plan: Path) -> None:
    editor.open(plan, PLAN)
    found = await editor.diagnostics(plan, has("GP101"))
    (diagnostic,) = [item for item in found if item.code == "GP101"]
    actions = await editor.actions(plan, diagnostic.range, [diagnostic])
    keep = next(action for action in actions if action.title.startswith("Keep"))
    editor.apply(plan, keep)
    assert "type VisitReminder struct" in editor.text(plan)
    await editor.diagnostics(
        plan,
        lambda found: {item.severity for item in found if item.code == "GP101"} == {types.DiagnosticSeverity.Hint},
        "a hint that the reason is still blank",
    )
    blank = editor.text(plan).split("⟨", 1)[1].split("⟩", 1)[0]
    editor.replace(plan, f"⟨{blank}⟩", "Reminders outlive the visits that they are about.")
    await editor.diagnostics(plan, lacks("GP101"))


async def test_section_inserted_twice_is_there_once(editor: Editor, plan: Path) -> None:
    editor.open(plan, PLAN)
    await editor.diagnostics(plan, has("GP101"))
    headings = ("Existing Pattern Analysis", "Minimal Architecture", "Simple API Design")
    for heading in headings:
        for _ in range(2):
            offered = await editor.actions(plan, "# Technical", only=["source"])
            matching = [action for action in offered if heading in action.title]
            if matching:
                editor.apply(plan, matching[0])
        lines = editor.text(plan).splitlines()
        assert len([line for line in lines if line.startswith("## ") and heading in line]) == 1, heading
    text = editor.text(plan)
    assert len(text.splitlines()) == len(set(text.splitlines()) - {""}) + text.splitlines().count("") + _repeats(text)
    assert "Owners forget visits." in text
    assert "visit.go" in text
    for heading in headings:
        again = await editor.actions(plan, "# Technical", only=["source"])
        assert not [action for action in again if heading in action.title], "there is nothing left to insert"


async def test_automatic_code_actions_are_quick_fixes_only(editor: Editor, plan: Path) -> None:
    editor.open(plan, PLAN)
    await editor.diagnostics(plan, has("GP101"))
    looked = await editor.actions(plan, "VisitReminder", automatic=True)
    assert {action.kind for action in looked} == {"quickfix"}
    asked = await editor.actions(plan, "VisitReminder")
    assert {action.kind for action in asked} > {"quickfix"}
    narrowed = await editor.actions(plan, "VisitReminder", only=["source.groundplan"])
    assert {action.kind for action in narrowed} == {"source.groundplan.section"}
    assert await editor.actions(plan, "VisitReminder", only=["source.organizeImports"]) == []
    assert await editor.actions(plan, "VisitReminder", only=["source"], automatic=True) == []


async def test_hover_tells_what_a_name_is(editor: Editor, plan: Path) -> None:
    editor.open(plan, PLAN)
    await editor.diagnostics(plan, has("GP101"))
    hover = await editor.hover(plan, "model.Visit")
    assert hover is not None and isinstance(hover.contents, types.MarkupContent) and hover.range is not None
    assert hover.contents.kind is types.MarkupKind.Markdown
    assert "TriageLevel" in hover.contents.value
    assert "model/visit.go" in hover.contents.value
    assert editing.slice_of(editor.text(plan), hover.range, editor.profile.encoding).strip("`") == "model.Visit"
    route = await editor.hover(plan, "POST /v1/visits")
    assert route is not None and isinstance(route.contents, types.MarkupContent)
    assert "CreateVisit" in route.contents.value
    behind_astral = await editor.hover(plan, "model.Patient")
    assert behind_astral is not None and isinstance(behind_astral.contents, types.MarkupContent)
    assert "OwnerEmail" in behind_astral.contents.value
    assert await editor.hover(plan, "forget") is None


async def test_definition_goes_from_plan_to_code(editor: Editor, root: Path, plan: Path) -> None:
    editor.open(plan, PLAN)
    await editor.diagnostics(plan, has("GP101"))
    for needle, file, line in (
        ("model.Visit", "model/visit.go", "type Visit struct {"),
        ("model.Patient", "model/base.go", "type Patient struct {"),
        ("POST /v1/visits", "api/visits.go", "func CreateVisit("),
    ):
        lines = (root / file).read_text("utf-8").splitlines()
        places = await editor.definitions(plan, needle)
        targets = [lines[where.start.line] for uri, where in places if uri == (root / file).as_uri()]
        assert any(target.startswith(line) for target in targets), f"{needle}: {places}"
    assert (await editor.definitions(plan, "api/visits.go"))[0][0] == (root / "api" / "visits.go").as_uri()
    assert await editor.definitions(plan, "forget") == []


async def test_half_typed_fence(editor: Editor, plan: Path) -> None:
    editor.open(plan, PLAN)
    await editor.diagnostics(plan, has("GP101"))
    head, tail = PLAN.split("\tTriageLevel  int\n")
    for cut in (head, head[:-9], head.replace("struct {", "struct"), "```go\ntype", "```", "", "#"):
        editor.type(plan, cut)
        if cut:
            await editor.hover(plan, cut[-1])
    editor.type(plan, head + "\tTriageLevel  int\n" + tail)
    await editor.diagnostics(plan, has("GP101"))
    assert not [m for m in editor.client.log_messages if m.type is types.MessageType.Error]


async def test_typing_of_any_characters_keeps_text_in_step(editor: Editor, plan: Path) -> None:
    editor.open(plan, PLAN)
    await editor.diagnostics(plan, has("GP101"))
    for old, new in (
        ("visits. We", "visits 𝄞𝄞 \u2028 é\u0301. We"),
        ("𝄞𝄞 \u2028", "𝄞\r\n🐾\u2029\x0c𝄞\r"),
        ("🐕‍🦺 ", "\r\n\r\n🐕‍🦺\t"),
        ("\x0c𝄞\r", "\x0b\x85"),
    ):
        editor.replace(plan, old, new)
    hover = await editor.hover(plan, "model.Patient")
    assert hover is not None and hover.range is not None
    assert editing.slice_of(editor.text(plan), hover.range, editor.profile.encoding).strip("`") == "model.Patient"
    found = await editor.diagnostics(plan, lambda items: _stands_at(editor, plan, items, "VisitReminder"))
    assert found


async def test_plan_that_is_huge(editor: Editor, plan: Path) -> None:
    editor.open(plan, PLAN + "\n" + "Lorem `ipsum` dolor sit amet, `POST /v1/x`.\n" * 20_000)
    await editor.hover(plan, "model.Visit")
    await editor.diagnostics(plan, has("GP101"))


async def test_unchanged_diagnostics_are_not_sent_again(editor: Editor, plan: Path) -> None:
    if not editor.profile.pulls:
        return
    editor.open(plan, PLAN)
    await editor.diagnostics(plan, has("GP101"))
    document = types.TextDocumentIdentifier(plan.as_uri())
    params = types.DocumentDiagnosticParams(document, identifier="groundplan")
    first = await editor.within(editor.client.text_document_diagnostic_async(params))
    params.previous_result_id = first.result_id
    again = await editor.within(editor.client.text_document_diagnostic_async(params))
    assert again == types.RelatedUnchangedDocumentDiagnosticReport(result_id=first.result_id)
    editor.replace(plan, "# Technical", "\n# Technical")
    moved = await editor.within(editor.client.text_document_diagnostic_async(params))
    assert moved.kind == "full"


def _options(registration: types.Registration) -> dict[str, list[dict[str, object]]]:
    options = registration.register_options
    assert isinstance(options, dict)
    return options


def _repeats(text: str) -> int:
    lines = [line for line in text.splitlines() if line]
    return len(lines) - len(set(lines))


def _stands_at(editor: Editor, plan: Path, items: object, name: str) -> bool:
    try:
        return any(
            editing.slice_of(editor.text(plan), item.range, editor.profile.encoding) == name
            for item in items  # type: ignore[attr-defined]  # a sequence of diagnostics
        )
    except (IndexError, AssertionError):
        # Ranges of the version before.
        return False


async def test_workspace_symbols_find_routes_and_names(editor: Editor, root: Path) -> None:
    plan = root / "docs" / "plans" / "symbols.md"
    editor.open(plan, PLAN)
    await editor.diagnostics(plan, has("GP101"), "the index is ready")
    found = await editor.symbols("GET /")
    assert found
    assert all(name.startswith(("GET ", "ANY ")) for name, _ in found)
    assert ("Visit", (root / "model" / "visit.go").as_uri()) in await editor.symbols("Visit")
    assert await editor.symbols("no such thing anywhere") == []
