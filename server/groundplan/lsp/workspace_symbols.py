"""`workspace/symbol`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lsprotocol import types

from groundplan.model.feature import FoundSymbolKind

if TYPE_CHECKING:
    from groundplan.index.snapshot import Snapshot
    from groundplan.lsp.folders import Folder
    from groundplan.lsp.session import Session

_KINDS = {
    FoundSymbolKind.ROUTE: types.SymbolKind.Event,
    FoundSymbolKind.RESOURCE: types.SymbolKind.Object,
    FoundSymbolKind.STRUCT: types.SymbolKind.Struct,
    FoundSymbolKind.INTERFACE: types.SymbolKind.Interface,
    FoundSymbolKind.TYPE: types.SymbolKind.Class,
    FoundSymbolKind.FUNCTION: types.SymbolKind.Function,
    FoundSymbolKind.METHOD: types.SymbolKind.Method,
    FoundSymbolKind.CONSTANT: types.SymbolKind.Constant,
    FoundSymbolKind.VARIABLE: types.SymbolKind.Variable,
}


async def workspace_symbol(ls: Session, params: types.WorkspaceSymbolParams) -> list[types.SymbolInformation] | None:
    """Find routes, resources and declarations by name in all folders."""

    def answer(snapshot: Snapshot, folder: Folder) -> list[types.SymbolInformation]:
        from groundplan.features.workspace_symbols import workspace_symbols

        found = []
        for each in workspace_symbols(snapshot, params.query):
            line = types.Position(line=max(0, each.location.line - 1), character=0)
            place = types.Location(uri=folder.uri_of(each.location.path), range=types.Range(start=line, end=line))
            found.append(
                types.SymbolInformation(
                    name=each.name, kind=_KINDS[each.kind], container_name=each.container or None, location=place
                )
            )
        return found

    found: list[types.SymbolInformation] = []
    for folder in ls.folders:
        found += await ls.queries.ask_folder("Workspace symbols", folder, answer) or ()
    return found or None
