"""What the engine says, in the words of the protocol, for clients that can do much and for those that cannot."""

from __future__ import annotations

from pathlib import Path

import pytest
from lsprotocol import types

from groundplan.lsp.client import ClientProfile
from groundplan.lsp.documents import Document, Documents
from groundplan.lsp.folders import Folder
from groundplan.lsp.to_proto import ToProto
from groundplan.model.feature import Action, ActionKind, Definition, HoverText
from groundplan.model.finding import Finding, Fix, Related, Severity, TextEdit
from groundplan.model.location import Location, Span

PLAN = "# Plän 𝒂\n\nÄ `Visit`\n".encode()
VISIT = Span(PLAN.index(b"Visit"), PLAN.index(b"Visit") + 5)
GO = "package model // 𝒂\n\n/* é𝒂 */ type Visit struct{}\n".encode()
GO_VISIT = Span(GO.index(b"Visit"), GO.index(b"Visit") + 5)
IN_CODE = Location("model/a b.go", 3, GO_VISIT)
FINDING = Finding(
    "GP101",
    Severity.WARNING,
    0.8,
    "`Visit` is there.",
    VISIT,
    "Visit",
    (Related("struct", "Visit", IN_CODE, "model.Visit has it"),),
    (Fix("Extend it", (TextEdit(VISIT, "x"),), True),),
)
ABLE = ClientProfile(
    encoding="utf-16",
    related_information=True,
    code_description=True,
    diagnostic_data=True,
    document_changes=True,
    definition_links=True,
    markdown_hover=True,
)


def _converter(root: Path, client: ClientProfile, text: bytes = PLAN, *, documents: Documents | None = None) -> ToProto:
    document = Document((root / "plan.md").as_uri(), "markdown", 4, text)
    return ToProto(client, documents or Documents(), document, Folder(root.as_uri(), root))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "a b.go").write_bytes(GO)
    return tmp_path


def _range(line: int, start: int, end: int) -> types.Range:
    return types.Range(types.Position(line, start), types.Position(line, end))


def test_diagnostic_for_a_client_that_can_all(root: Path) -> None:
    diagnostic = _converter(root, ABLE).diagnostic(FINDING)
    assert diagnostic.range == _range(2, 3, 8)
    assert diagnostic.severity is types.DiagnosticSeverity.Warning
    assert (diagnostic.code, diagnostic.source, diagnostic.tags) == ("GP101", "groundplan", None)
    assert diagnostic.code_description is not None
    assert diagnostic.code_description.href.endswith("/docs/rules/GP101.md")
    assert diagnostic.related_information is not None
    assert diagnostic.related_information[0].location == types.Location(
        uri=f"{root.as_uri()}/model/a%20b.go", range=_range(2, 15, 20)
    )
    assert diagnostic.data == {
        "subject": "Visit",
        "confidence": 0.8,
        "fixes": [{"title": "Extend it", "preferred": True}],
    }


def test_diagnostic_for_a_client_that_can_nothing(root: Path) -> None:
    diagnostic = _converter(root, ClientProfile()).diagnostic(FINDING)
    assert diagnostic.message == "`Visit` is there.\nmodel/a b.go:3: model.Visit has it"
    assert (diagnostic.related_information, diagnostic.code_description, diagnostic.data) == (None, None, None)


@pytest.mark.parametrize(("encoding", "start"), [("utf-8", 18), ("utf-16", 15), ("utf-32", 14)])
def test_places_in_code_count_in_the_client_s_units(root: Path, encoding: str, start: int) -> None:
    client = ClientProfile(encoding=encoding)  # type: ignore[arg-type]  # one of the three
    assert _converter(root, client).location(IN_CODE).range == _range(2, start, start + 5)


def test_places_in_open_files_follow_the_buffer(root: Path) -> None:
    documents = Documents()
    buffer = b"\n\n\n\n" + GO
    documents.put(Document((root / "model" / "a b.go").as_uri(), "go", 1, buffer))
    moved = Location("model/a b.go", 7, GO_VISIT.shifted(4))
    assert _converter(root, ABLE, documents=documents).location(moved).range == _range(6, 15, 20)


def test_byte_order_mark_is_not_counted(root: Path) -> None:
    (root / "model" / "a b.go").write_bytes(b"\xef\xbb\xbfpackage x; type Visit int\n")
    place = Location("model/a b.go", 1, Span(3 + 16, 3 + 21))
    assert _converter(root, ABLE).location(place).range == _range(0, 16, 21)


def test_unreadable_file_still_has_its_line(root: Path) -> None:
    gone = Location("gone.go", 12, Span(3, 9))
    assert _converter(root, ABLE).location(gone).range == _range(11, 0, 0)


def test_definitions(root: Path) -> None:
    found = [Definition(VISIT, IN_CODE)]
    (link,) = _converter(root, ABLE).definitions(found)
    assert isinstance(link, types.LocationLink)
    assert (link.origin_selection_range, link.target_selection_range) == (_range(2, 3, 8), _range(2, 15, 20))
    (plain,) = _converter(root, ClientProfile()).definitions(found)
    assert isinstance(plain, types.Location)


def test_hover_and_links(root: Path) -> None:
    shown = _converter(root, ABLE).hover(HoverText("**Visit**", VISIT))
    assert shown.contents == types.MarkupContent(types.MarkupKind.Markdown, "**Visit**")
    assert shown.range == _range(2, 3, 8)
    assert _converter(root, ABLE).link("model/a b.go", 3) == f"{root.as_uri()}/model/a%20b.go#L3"
    assert _converter(root, ABLE).link("model/a b.go", 0) == f"{root.as_uri()}/model/a%20b.go"
    outside = (root.parent / "x.go").as_posix()
    assert _converter(root, ABLE).link(outside, 2) == f"{Path(outside).as_uri()}#L2"


def test_action_is_an_edit_of_this_version(root: Path) -> None:
    action = Action("Extend it", ActionKind.QUICK_FIX, (TextEdit(VISIT, "Y"),), FINDING, True)
    converter = _converter(root, ABLE)
    shown = [types.Diagnostic(_range(0, 0, 1), "other", code="GP101"), converter.diagnostic(FINDING)]
    shown[1].message = "as the client has it"
    made = converter.code_action(action, shown)
    assert made.kind == "quickfix"
    assert made.is_preferred is True
    assert made.diagnostics == [shown[1]]
    assert made.edit is not None and made.edit.changes is None and made.edit.document_changes is not None
    (change,) = made.edit.document_changes
    assert isinstance(change, types.TextDocumentEdit)
    assert change.text_document.version == 4
    assert list(change.edits) == [types.TextEdit(_range(2, 3, 8), "Y")]
    plain = _converter(root, ClientProfile()).code_action(action, [])
    assert plain.diagnostics is not None and plain.diagnostics[0].code == "GP101"
    assert plain.edit is not None and plain.edit.document_changes is None
    assert plain.edit.changes == {(root / "plan.md").as_uri(): [types.TextEdit(_range(2, 3, 8), "Y")]}


def test_edits_keep_the_line_ends_of_the_document(root: Path) -> None:
    action = Action("Insert", ActionKind.INSERT_SECTION, (TextEdit(Span(0, 0), "a\nb\r\n"),))
    made = _converter(root, ABLE, b"x\r\ny\r\n").code_action(action, [])
    assert made.edit is not None and made.edit.document_changes is not None
    (change,) = made.edit.document_changes
    assert isinstance(change, types.TextDocumentEdit)
    assert next(iter(change.edits)).new_text == "a\r\nb\r\n"  # type: ignore[union-attr]  # a plain text edit
