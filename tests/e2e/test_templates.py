"""In a template: hover on a function shows its Go handler, definition goes there; as the text is, saved or not."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio
from lsprotocol import types

from tests.e2e.clinic import PLAN, write_clinic
from tests.e2e.editor import Editor, has
from tests.e2e.profiles import EDITORS

pytestmark = pytest.mark.asyncio(loop_scope="module")

TEMPLATE = """Transform: AWS::Serverless-2016-10-31
Resources:
  RemindFunction:
    Type: AWS::Serverless::Function
    Properties:
      CodeUri: cmd/remind/
      Handler: bootstrap
      Environment:
        Variables:
          VISITS_TABLE: !Ref VisitsTable
  VisitsTable:
    Type: AWS::DynamoDB::Table
    Properties:
      TableName: visits
"""

LAMBDA = """package main

import (
	"os"

	"github.com/aws/aws-lambda-go/lambda"
)

func main() { lambda.Start(Remind) }

// Remind writes to the owners of patients.
func Remind() error {
	_ = os.Getenv("VISITS_TABLE")
	return nil
}
"""


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The clinic with a function in the cloud."""
    folder = tmp_path_factory.mktemp("templates") / "clinic"
    write_clinic(folder)
    (folder / "template.yaml").write_text(TEMPLATE)
    (folder / "cmd" / "remind").mkdir(parents=True)
    (folder / "cmd" / "remind" / "main.go").write_text(LAMBDA)
    return folder


@pytest_asyncio.fixture(scope="module", loop_scope="module", params=EDITORS, ids=str)
async def editor(request: pytest.FixtureRequest, root: Path) -> AsyncIterator[Editor]:
    """Each editor in turn, with the clinic open and its index ready."""
    started = Editor(request.param)
    await started.start(cache=root.parent / "cache")
    await started.initialize(root)
    plan = root / "docs" / "plans" / "ready.md"
    started.open(plan, PLAN)
    await started.diagnostics(plan, has("GP101"))
    yield started
    code = await started.end()
    await started.stop()
    assert code == 0


async def test_a_function_shows_its_handler_and_leads_there(editor: Editor, root: Path) -> None:
    template = root / "template.yaml"
    # What is not saved yet moves the places of the text, not the answers.
    editor.open(template, f"# 𝄞 moved\n\n{TEMPLATE}", language="yaml")
    for needle in ("RemindFunction", "Handler: bootstrap", "CodeUri"):
        hover = await editor.hover(template, needle)
        assert hover is not None and isinstance(hover.contents, types.MarkupContent), needle
        assert "Remind" in hover.contents.value and "cmd/remind/main.go" in hover.contents.value
        places = await editor.definitions(template, needle)
        handler = (root / "cmd" / "remind" / "main.go").as_uri()
        assert [(uri, where.start.line) for uri, where in places] == [(handler, 11)], needle
    places = await editor.definitions(template, "VisitsTable")
    assert [(uri, where.start.line) for uri, where in places] == [(template.as_uri(), 12)]
    assert await editor.hover(template, "Transform") is None
    assert await editor.definitions(template, "Transform") == []
    editor.close(template)


async def test_other_documents_of_such_names_have_nothing_to_say(editor: Editor, root: Path) -> None:
    for name, text in (("values.yaml", "Handler: x\n"), ("data.json", '{"Handler": [1'), ("half.tf", 'resource "')):
        document = root / name
        editor.open(document, text, language=document.suffix[1:])
        assert await editor.hover(document, text[:4]) is None
        assert await editor.definitions(document, text[:4]) == []
        editor.close(document)
