"""Spans, findings and actions to the protocol's positions and structures. With `from_proto`, the only place for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lsprotocol import types

from groundplan.lsp.client import ClientProfile
from groundplan.lsp.documents import Document, Documents
from groundplan.lsp.folders import Folder
from groundplan.lsp.source_texts import SourceTexts
from groundplan.model.feature import Action, Definition, HoverText
from groundplan.model.finding import Finding, Severity, TextEdit
from groundplan.model.location import Location, Span
from groundplan.text.edits import newline_of, with_newlines
from groundplan.text.positions import Encoding, LineIndex

SOURCE = "groundplan"

RULE_PAGE = "https://github.com/groundplan/groundplan/blob/main/docs/rules/{code}.md"
"""Where a rule is explained."""

_SEVERITIES = {
    Severity.ERROR: types.DiagnosticSeverity.Error,
    Severity.WARNING: types.DiagnosticSeverity.Warning,
    Severity.INFO: types.DiagnosticSeverity.Information,
    Severity.HINT: types.DiagnosticSeverity.Hint,
}


def to_range(lines: LineIndex, span: Span, encoding: Encoding) -> types.Range:
    """Return the range of a span of a text."""
    start = lines.position_of(span.start, encoding)
    end = lines.position_of(span.end, encoding)
    return types.Range(start=types.Position(*start), end=types.Position(*end))


def to_edits(text: bytes, edits: Iterable[TextEdit], encoding: Encoding) -> list[types.TextEdit]:
    """Return edits of a text, written in its own line ends."""
    newline = newline_of(text)
    lines = LineIndex(text)
    return [
        types.TextEdit(
            range=to_range(lines, edit.span, encoding),
            new_text=with_newlines(edit.text.replace("\r\n", "\n"), newline),
        )
        for edit in edits
    ]


class ToProto:
    """Converts what is said of one document, at the version at hand, for one client."""

    def __init__(self, client: ClientProfile, documents: Documents, document: Document, folder: Folder) -> None:
        self._client = client
        self._document = document
        self._folder = folder
        self._sources = SourceTexts(documents, folder)

    def link(self, path: str, line: int) -> str:
        """Return a link that editors open at a 1-based line; see `model.feature.Linker`."""
        return self._folder.link(path, line)

    def range(self, span: Span) -> types.Range:
        """Return the range of a span of the document."""
        return to_range(self._document.lines, span, self._client.encoding)

    def position(self, offset: int) -> types.Position:
        """Return the position of a byte offset of the document."""
        return types.Position(*self._document.lines.position_of(offset, self._client.encoding))

    def location(self, location: Location) -> types.Location:
        """Return a place in the code."""
        return types.Location(uri=self._folder.uri_of(location.path), range=self._range_in(location))

    def diagnostic(self, finding: Finding) -> types.Diagnostic:
        """Return a finding as the client can show it; evidence that it cannot link goes into the message."""
        message = finding.message
        related = None
        if self._client.related_information:
            related = [
                types.DiagnosticRelatedInformation(location=self.location(item.location), message=item.message)
                for item in finding.related
            ] or None
        else:
            for item in finding.related:
                message += f"\n{item.location.path}:{item.location.line}: {item.message}"
        return types.Diagnostic(
            range=self.range(finding.span),
            message=message,
            severity=_SEVERITIES[finding.severity],
            code=finding.code,
            code_description=types.CodeDescription(href=RULE_PAGE.format(code=finding.code))
            if self._client.code_description
            else None,
            source=SOURCE,
            related_information=related,
            data={
                "subject": finding.subject,
                "confidence": finding.confidence,
                "fixes": [{"title": fix.title, "preferred": fix.preferred} for fix in finding.fixes],
            }
            if self._client.diagnostic_data
            else None,
        )

    def hover(self, hover: HoverText) -> types.Hover:
        """Return a hover; clients that show no Markdown get its source, which reads well enough."""
        kind = types.MarkupKind.Markdown if self._client.markdown_hover else types.MarkupKind.PlainText
        return types.Hover(contents=types.MarkupContent(kind=kind, value=hover.markdown), range=self.range(hover.span))

    def definitions(self, definitions: Sequence[Definition]) -> list[types.LocationLink] | list[types.Location]:
        """Return places in the code, with the range that leads there where the client can use it."""
        if not self._client.definition_links:
            return [self.location(definition.target) for definition in definitions]
        links = []
        for definition in definitions:
            target = self.location(definition.target)
            links.append(
                types.LocationLink(
                    target_uri=target.uri,
                    target_range=target.range,
                    target_selection_range=target.range,
                    origin_selection_range=self.range(definition.origin),
                )
            )
        return links

    def code_action(self, action: Action, shown: Sequence[types.Diagnostic]) -> types.CodeAction:
        """Return an action with its edit; `shown` are the client's diagnostics at that place."""
        diagnostics = None
        if action.finding is not None:
            own = self.diagnostic(action.finding)
            same = (item for item in shown if item.code == own.code and item.range == own.range)
            diagnostics = [next(same, own)]
        return types.CodeAction(
            title=action.title,
            kind=action.kind.value,
            diagnostics=diagnostics,
            is_preferred=True if action.preferred else None,
            edit=self.workspace_edit(action.edits),
        )

    def workspace_edit(self, changes: Iterable[TextEdit]) -> types.WorkspaceEdit:
        """Return edits of the document at the version at hand."""
        document = self._document
        edits = to_edits(document.text, changes, self._client.encoding)
        if not self._client.document_changes:
            return types.WorkspaceEdit(changes={document.uri: edits})
        return types.WorkspaceEdit(
            document_changes=[
                types.TextDocumentEdit(
                    text_document=types.OptionalVersionedTextDocumentIdentifier(
                        uri=document.uri, version=document.version
                    ),
                    edits=edits,
                )
            ]
        )

    def _range_in(self, location: Location) -> types.Range:
        source = self._sources.text_of(location.path)
        only_line_known = location.span == Span(0, 0) and location.line > 1
        if source is None or only_line_known:
            line = types.Position(line=max(0, location.line - 1), character=0)
            return types.Range(start=line, end=line)
        span = location.span.shifted(-source.skipped)
        return to_range(source.lines, span, self._client.encoding)
