/** "Show Feature Slice", "Review Plan" and "Check Plan Against Code": documents of the server beside the plan. */
import { type QuickPickItem, type TextDocument, Uri, window, workspace } from 'vscode';

import type { SliceChoice } from '../answers';
import { reportFailedCommand, reportNotRunning } from '../messages';
import type { Reports } from '../reports';
import type { ServerSession } from '../session';
import type { PlanTracker } from '../views/planTracker';
import { SERVER_DRIFT, SERVER_REVIEW, SERVER_SLICE } from './ids';

/** What these commands work with. */
export interface ReportContext {
  readonly session: ServerSession;
  readonly tracker: PlanTracker;
  readonly reports: Reports;
}

const OF_PLAN = {
  [SERVER_REVIEW]: { title: 'Review Plan', label: (name: string) => `Review of ${name}` },
  [SERVER_DRIFT]: { title: 'Check Plan Against Code', label: (name: string) => `Drift of ${name}` },
} as const;

/** Shows what the server says of a plan: the one given, else the one that is looked at. */
export async function reportOnPlan(context: ReportContext, command: keyof typeof OF_PLAN, given?: unknown): Promise<void> {
  const { session, tracker, reports } = context;
  const client = session.runningClient;
  const { title, label } = OF_PLAN[command];
  if (client === undefined) {
    reportNotRunning();
    return;
  }
  try {
    const document = given instanceof Uri ? await workspace.openTextDocument(given) : tracker.current?.document;
    if (document === undefined) {
      void window.showInformationMessage('Open the plan that is meant.');
      return;
    }
    const asked = { uri: client.code2ProtocolConverter.asUri(document.uri) };
    const report = await reports.ask(command, asked);
    await reports.show(label(nameOf(document)), { command, arguments: asked }, report);
  } catch (error) {
    reportFailedCommand(title, error);
  }
}

/** Shows the feature at the cursor of a plan or a Go file; where there is none, one that is chosen from the routes. */
export async function showFeatureSlice({ session, reports }: ReportContext): Promise<void> {
  const client = session.runningClient;
  if (client === undefined) {
    reportNotRunning();
    return;
  }
  const editor = window.activeTextEditor;
  const isAsked = editor?.document.uri.scheme === 'file' && ['markdown', 'go'].includes(editor.document.languageId);
  const place = isAsked
    ? {
        uri: client.code2ProtocolConverter.asUri(editor.document.uri),
        line: editor.selection.active.line,
        character: editor.selection.active.character,
      }
    : {};
  try {
    let report = await reports.ask(SERVER_SLICE, place);
    if (report.markdown === '') {
      const chosen = await choose(report.choices);
      if (chosen === undefined) {
        return;
      }
      report = await reports.ask(SERVER_SLICE, { name: chosen.name, folder: chosen.folder });
    }
    const question = { command: SERVER_SLICE, arguments: { name: report.name, folder: report.folder } };
    await reports.show(report.title, question, report);
  } catch (error) {
    reportFailedCommand('Show Feature Slice', error);
  }
}

async function choose(choices: readonly SliceChoice[]): Promise<SliceChoice | undefined> {
  if (choices.length === 0) {
    void window.showInformationMessage('The index knows no route: put the cursor on a type or a function.');
    return undefined;
  }
  const picks = choices.map((choice): QuickPickItem & { readonly choice: SliceChoice } => ({
    label: choice.name,
    description: choice.detail,
    choice,
  }));
  const options = {
    title: 'Show Feature Slice',
    placeHolder: 'A route, or the function that serves it',
    matchOnDescription: true,
  };
  return (await window.showQuickPick(picks, options))?.choice;
}

function nameOf(document: TextDocument): string {
  return document.uri.path.split('/').at(-1)?.replace(/\.(?:md|markdown)$/i, '') ?? 'the plan';
}
