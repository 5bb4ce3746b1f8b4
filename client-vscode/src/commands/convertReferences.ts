/** "Convert References…": every reference of a plan, or of the selection, from lines to names or back. */
import { type CodeAction, commands, Range, window, workspace, WorkspaceEdit } from 'vscode';

import { count } from '../answers';
import type { PlanTracker } from '../views/planTracker';

const REWRITE_KIND = 'refactor.rewrite';

const DIRECTIONS = [
  { label: 'Name the symbols in place of lines', detail: 'pkg/a.go:12 becomes pkg/a.go (Create)', begins: 'Name ' },
  { label: 'Give the lines in place of names', detail: 'pkg/a.go (Create) becomes pkg/a.go:12', begins: 'Give the line of ' },
] as const;

/** Applies the server's rewrites of one direction in one edit that one undo takes back. */
export async function convertReferences(tracker: PlanTracker): Promise<void> {
  const editor = tracker.visibleEditor;
  if (editor === undefined) {
    return;
  }
  const { document, selection } = editor;
  const whole = new Range(0, 0, document.lineCount, 0);
  const range = selection.isEmpty ? whole : selection;
  const version = document.version;
  const actions = await commands.executeCommand<CodeAction[]>(
    'vscode.executeCodeActionProvider',
    document.uri,
    range,
    REWRITE_KIND,
  );
  const ways = DIRECTIONS.map((direction) => ({
    ...direction,
    actions: actions.filter((action) => action.edit !== undefined && action.title.startsWith(direction.begins)),
  })).filter((way) => way.actions.length > 0);
  if (ways.length === 0) {
    void window.showInformationMessage('There is no reference to convert: none names a line or a symbol of a Go file.');
    return;
  }
  const chosen = await window.showQuickPick(
    ways.map((way) => ({ ...way, description: count(way.actions.length, 'reference') })),
    { title: selection.isEmpty ? 'Convert References' : 'Convert References in the Selection' },
  );
  if (chosen === undefined || document.version !== version) {
    return;
  }
  const all = new WorkspaceEdit();
  for (const action of chosen.actions) {
    for (const [uri, edits] of action.edit?.entries() ?? []) {
      edits.forEach((edit) => { all.replace(uri, edit.range, edit.newText); });
    }
  }
  await workspace.applyEdit(all);
}
