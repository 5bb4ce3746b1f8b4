"""Writing a plan through the wire: completion, links, references, lenses, hints, colours, folds, renaming."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
import pytest_asyncio
from lsprotocol import types
from pygls.exceptions import JsonRpcException

from tests.e2e import text as editing
from tests.e2e.clinic import PLAN, write_clinic
from tests.e2e.editor import Editor, has
from tests.e2e.profiles import BARE, EDITORS

pytestmark = pytest.mark.asyncio(loop_scope="module")

TASKS = "# Tasks\r\n\r\n- [ ] 🐾 Add `VisitReminder` to `model/reminder.go`\r\n"

ITEMS = "\n".join(f"- [visit {number}](../../model/visit.go#L{number})" for number in range(1, 9))


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The clinic with the plan's list of tasks."""
    folder = tmp_path_factory.mktemp("editing") / "the clinic (ü)"
    write_clinic(folder)
    feature = folder / "docs" / "plans" / "reminders"
    feature.mkdir()
    (feature / "plan.md").write_text(PLAN, "utf-8", newline="")
    (feature / "tasks.md").write_text(TASKS, "utf-8", newline="")
    return folder


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=EDITORS, ids=str)
async def editor(request: pytest.FixtureRequest, root: Path) -> AsyncIterator[Editor]:
    """Each editor in turn, with the clinic and its plan open and the index ready."""
    started = Editor(request.param)
    started.client.feature(types.WORKSPACE_APPLY_EDIT)(lambda params: _apply(started, params))
    await started.start(cache=root.parent / "cache")
    await started.initialize(root)
    plan = root / "docs" / "plans" / "reminders" / "plan.md"
    started.open(plan)
    await started.diagnostics(plan, has("GP101"), "the index is ready")
    yield started
    code = await started.end()
    await started.stop()
    assert code == 0


@pytest.fixture
def plan(editor: Editor, root: Path) -> Path:
    """The plan as it is on disk, whatever the test before did to it."""
    path = root / "docs" / "plans" / "reminders" / "plan.md"
    editor.type(path, PLAN)
    return path


def _apply(editor: Editor, params: types.ApplyWorkspaceEditParams) -> types.ApplyWorkspaceEditResult:
    apply_workspace_edit(editor, params.edit)
    return types.ApplyWorkspaceEditResult(applied=True)


def apply_workspace_edit(editor: Editor, edit: types.WorkspaceEdit) -> dict[str, str]:
    """Apply an edit to the open documents; returns the texts of all changed documents."""
    changed: dict[str, Any] = dict(edit.changes or {})
    for change in edit.document_changes or ():
        assert isinstance(change, types.TextDocumentEdit)
        changed[change.text_document.uri] = change.edits
    texts = {}
    for uri, edits in changed.items():
        before = editor._texts.get(uri)
        is_open = before is not None
        if before is None:
            before = Path(unquote(urlsplit(uri).path)).read_bytes().decode()
        texts[uri] = editing.apply_edits(before, list(edits), editor.profile.encoding)
        if is_open:
            editor.type(uri, texts[uri])
    return texts


def _document(path: Path) -> types.TextDocumentIdentifier:
    return types.TextDocumentIdentifier(path.as_uri())


async def _complete(editor: Editor, plan: Path, typed: str) -> tuple[types.CompletionList | None, types.Position]:
    """Type a text behind the summary and ask what is offered."""
    editor.replace(plan, "serves both.", f"serves both. {typed}")
    at = editor.position(plan, f"both. {typed}", len(f"both. {typed}"))
    params = types.CompletionParams(_document(plan), at)
    return await editor.within(editor.client.text_document_completion_async(params)), at


def _accept(editor: Editor, plan: Path, item: types.CompletionItem) -> str:
    """Take an offer; returns the text afterwards."""
    edit = item.text_edit
    if isinstance(edit, types.InsertReplaceEdit):
        edit = types.TextEdit(edit.replace, edit.new_text)
    assert edit is not None
    return editing.apply_edits(editor.text(plan), [edit], editor.profile.encoding)


@pytest.mark.parametrize(
    ("typed", "label", "becomes"),
    [
        ("🐾 `Pat", "Patient", "🐾 `Patient"),
        ("`model.V", "Visit", "`model.Visit"),
        ("`Visit.Tri", "TriageLevel", "`Visit.TriageLevel"),
        ("`POST /v", "POST /v1/visits", "`POST /v1/visits"),
        ("`api/", "visits.go", "`api/visits.go"),
        ("é𝒂 GET /v1/visits/", "GET /v1/visits/{id}", "é𝒂 GET /v1/visits/{id}"),
    ],
)
async def test_completion(editor: Editor, plan: Path, typed: str, label: str, becomes: str) -> None:
    found, _ = await _complete(editor, plan, typed)
    assert found is not None
    (item,) = [item for item in found.items if item.label == label]
    assert _accept(editor, plan, item) == editor.text(plan).replace(f"both. {typed}", f"both. {becomes}")
    resolved = await editor.within(editor.client.completion_item_resolve_async(item))
    assert isinstance(resolved.documentation, types.MarkupContent)
    assert resolved.documentation.kind is types.MarkupKind.Markdown
    assert ".go" in resolved.documentation.value


async def test_prose_is_left_alone(editor: Editor, plan: Path) -> None:
    for typed in ("Owners.", "owners (", "and/or", "model"):
        editor.type(plan, PLAN)
        found, _ = await _complete(editor, plan, typed)
        assert found is None, typed


async def test_headings_are_offered(editor: Editor, plan: Path) -> None:
    editor.type(plan, "---\nplan: backend\n---\n" + PLAN.replace("## Simple API Design", "##\n\n## Simple API Design"))
    params = types.CompletionParams(_document(plan), editor.position(plan, "##\n\n## Simple", 2))
    found = await editor.within(editor.client.text_document_completion_async(params))
    assert found is not None
    item = next(item for item in found.items if item.label == "Existing Pattern Analysis")
    assert "\n## Existing Pattern Analysis\n\n## Simple API Design" in _accept(editor, plan, item)


async def test_document_links(editor: Editor, root: Path, plan: Path) -> None:
    if editor.capabilities.document_link_provider is None:
        return
    links = await editor.within(
        editor.client.text_document_document_link_async(types.DocumentLinkParams(_document(plan)))
    )
    (link,) = links
    assert editing.slice_of(editor.text(plan), link.range, editor.profile.encoding) == "api/visits.go"
    assert link.target == (root / "api" / "visits.go").as_uri()


async def test_references_from_go_and_from_the_plan(editor: Editor, root: Path, plan: Path) -> None:
    go = root / "model" / "visit.go"
    editor.open(go, language="go")
    context = types.ReferenceContext(include_declaration=True)
    params = types.ReferenceParams(context, _document(go), editor.position(go, "Visit struct"))
    found = await editor.within(editor.client.text_document_references_async(params))
    assert {place.uri for place in found} >= {plan.as_uri()}
    named = [
        editing.slice_of(PLAN, place.range, editor.profile.encoding) for place in found if place.uri == plan.as_uri()
    ]
    assert "model.Visit" in named
    params = types.ReferenceParams(context, _document(plan), editor.position(plan, "model.Visit"))
    found = await editor.within(editor.client.text_document_references_async(params))
    assert go.as_uri() in {place.uri for place in found}
    editor.close(go)


async def test_lenses_of_a_plan(editor: Editor, plan: Path) -> None:
    editor.replace(
        plan,
        "## Simple API Design",
        "## Existing Pattern Analysis\n\n### Similar Features Found\n\n## Simple API Design",
    )
    await editor.diagnostics(plan, has("GP101"))
    lenses = await editor.within(editor.client.text_document_code_lens_async(types.CodeLensParams(_document(plan))))
    title, section = lenses
    assert title.command is not None
    assert re.fullmatch(r"\d+ reused · \d+ new", title.command.title)
    assert section.command is None
    resolved = await editor.within(editor.client.code_lens_resolve_async(section))
    assert resolved.command is not None
    assert resolved.command.title.startswith("Insert ")
    arguments = types.ExecuteCommandParams(resolved.command.command, resolved.command.arguments)
    assert await editor.within(editor.client.workspace_execute_command_async(arguments)) is True
    assert "visits.go#L" in editor.text(plan)
    assert "## Simple API Design" in editor.text(plan)


async def test_lenses_of_a_go_file(editor: Editor, root: Path, plan: Path) -> None:
    go = root / "model" / "visit.go"
    editor.open(go, language="go")
    lenses = await editor.within(editor.client.text_document_code_lens_async(types.CodeLensParams(_document(go))))
    (lens,) = [
        lens for lens in lenses if editing.slice_of(editor.text(go), lens.range, editor.profile.encoding) == "Visit"
    ]
    assert lens.command is not None
    assert "in reminders" in lens.command.title
    run = types.ExecuteCommandParams(lens.command.command, lens.command.arguments)
    editor.client.shown_documents.clear()
    assert await editor.within(editor.client.workspace_execute_command_async(run)) is True
    assert editor.client.shown_documents[0].uri.endswith(".md")
    editor.close(go)


async def test_inlay_hints(editor: Editor, plan: Path) -> None:
    editor.replace(plan, "serves both.", "serves both; 🐾 `visit.go` too.")
    whole = types.Range(types.Position(0, 0), types.Position(1000, 0))
    hints = await editor.within(
        editor.client.text_document_inlay_hint_async(types.InlayHintParams(_document(plan), whole))
    )
    (hint,) = hints
    assert hint.label == "in model"
    assert hint.position == editor.position(plan, "`visit.go`", len("`visit.go`"))


async def test_semantic_tokens(editor: Editor, plan: Path) -> None:
    options = editor.capabilities.semantic_tokens_provider
    if options is None:
        return
    assert isinstance(options, types.SemanticTokensOptions)
    tokens = await editor.within(
        editor.client.text_document_semantic_tokens_full_async(types.SemanticTokensParams(_document(plan)))
    )
    seen = []
    line = character = 0
    for at in range(0, len(tokens.data), 5):
        down, right, length, kind, modifiers = tokens.data[at : at + 5]
        line, character = line + down, right if down else character + right
        where = types.Range(types.Position(line, character), types.Position(line, character + length))
        text = editing.slice_of(editor.text(plan), where, editor.profile.encoding)
        legend = options.legend
        seen.append((text, legend.token_types[kind], legend.token_modifiers[modifiers.bit_length() - 1]))
    assert ("POST /v1/visits", "event", "known") in seen
    assert ("model.Visit", "struct", "known") in seen
    assert ("model.Patient", "struct", "known") in seen


async def test_folding(editor: Editor, plan: Path) -> None:
    if editor.capabilities.folding_range_provider is None:
        return
    editor.replace(plan, "## Simple API Design", f"{ITEMS}\n\n## Simple API Design")
    folds = await editor.within(
        editor.client.text_document_folding_range_async(types.FoldingRangeParams(_document(plan)))
    )
    (fold,) = folds
    lines = editor.text(plan).splitlines()
    assert lines[fold.start_line].startswith("- [visit 3]")
    assert lines[fold.end_line].startswith("- [visit 8]")


async def test_rename_in_all_documents_of_the_feature(editor: Editor, root: Path, plan: Path) -> None:
    at = editor.position(plan, "VisitReminder struct")
    can = await editor.within(
        editor.client.text_document_prepare_rename_async(types.PrepareRenameParams(_document(plan), at))
    )
    assert can.placeholder == "VisitReminder"
    edit = await editor.within(
        editor.client.text_document_rename_async(types.RenameParams(_document(plan), at, "OwnerNotice"))
    )
    tasks = root / "docs" / "plans" / "reminders" / "tasks.md"
    assert apply_workspace_edit(editor, edit) == {
        plan.as_uri(): PLAN.replace("VisitReminder", "OwnerNotice"),
        tasks.as_uri(): TASKS.replace("VisitReminder", "OwnerNotice"),
    }


async def test_rename_of_what_exists_is_refused(editor: Editor, plan: Path) -> None:
    at = editor.position(plan, "model.Visit", len("model.V"))
    with pytest.raises(JsonRpcException, match=r"declared in model/visit\.go"):
        await editor.within(
            editor.client.text_document_prepare_rename_async(types.PrepareRenameParams(_document(plan), at))
        )


async def test_line_reference_becomes_a_name(editor: Editor, plan: Path) -> None:
    editor.replace(plan, "`api/visits.go` serves both.", "`api/visits.go:19` serves 🐾 both.")
    offered = await editor.actions(plan, "api/visits.go:19", only=["refactor.rewrite"])
    (action,) = [each for each in offered if each.title.startswith("Name `CreateVisit`")]
    editor.apply(plan, action)
    assert "`api/visits.go` (`CreateVisit`) serves 🐾 both." in editor.text(plan)


async def test_lenses_are_asked_for_again_when_the_code_changes(editor: Editor, root: Path, plan: Path) -> None:
    capabilities = editor.profile.capabilities.workspace
    if capabilities is None or capabilities.code_lens is None:
        assert editor.lens_refreshes == 0
        return
    before = editor.lens_refreshes
    go = root / "model" / "base.go"
    editor.open(go, language="go")
    editor.replace(go, "type Patient struct", "type Animal struct")
    await editor.until(lambda: editor.lens_refreshes > before, "look at the lenses again")
    editor.close(go)


async def test_who_says_nothing_of_itself_is_told_of_nothing(root: Path, tmp_path: Path) -> None:
    bare = Editor(BARE)
    await bare.start(cache=tmp_path / "cache")
    said = (await bare.initialize(root)).capabilities
    assert said.completion_provider is None
    assert said.references_provider is None
    assert said.document_link_provider is None
    assert said.code_lens_provider is None
    assert said.inlay_hint_provider is None
    assert said.semantic_tokens_provider is None
    assert said.folding_range_provider is None
    assert said.rename_provider is None
    assert await bare.end() == 0
    await bare.stop()
