/** "Insert Section…": the sections that the index can fill now, with how much each would get. */
import { type CodeAction, commands, type QuickPickItem, window, workspace } from 'vscode';

import type { PlanTracker } from '../views/planTracker';

const SECTION_KIND = 'source.groundplan.section';

/** Lets the author choose among the server's own code actions, so that both ways insert the same. */
export async function chooseSection(tracker: PlanTracker): Promise<void> {
  const editor = tracker.visibleEditor;
  if (editor === undefined) {
    return;
  }
  const { document, selection } = editor;
  const version = document.version;
  const offered = commands
    .executeCommand<CodeAction[]>('vscode.executeCodeActionProvider', document.uri, selection, SECTION_KIND)
    .then((actions) => actions.filter((action) => action.edit !== undefined).map(toPick));
  const chosen = await window.showQuickPick(offered, {
    title: 'Insert Section',
    placeHolder: 'Sections that the index has something for',
    matchOnDescription: true,
  });
  if (chosen?.action.edit === undefined) {
    return;
  }
  if (document.version !== version) {
    void window.showWarningMessage('The plan changed meanwhile; choose the section again.');
    return;
  }
  await workspace.applyEdit(chosen.action.edit);
  await window.showTextDocument(document, editor.viewColumn);
}

function toPick(action: CodeAction): QuickPickItem & { readonly action: CodeAction } {
  // Complete “API Design” (5 discovered entries)
  const parts = /^(\S+) “(.*)” \((.*)\)$/.exec(action.title);
  return parts === null
    ? { label: action.title, action }
    : { label: parts[2] ?? action.title, description: `${parts[1] === 'Complete' ? 'complete' : 'new'} · ${parts[3] ?? ''}`, action };
}
