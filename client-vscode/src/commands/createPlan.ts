/** "New Plan…" and "New Plan from Requirements…": the server writes the text, this makes it a document. */
import { RelativePattern, Uri, window, workspace, WorkspaceEdit, type WorkspaceFolder } from 'vscode';
import { ExecuteCommandRequest } from 'vscode-languageclient/node';

import { type NewPlan, parseNewPlan } from '../answers';
import type { GroundplanClient } from '../client';
import { reportFailedCommand, reportNotRunning } from '../messages';
import type { ServerSession } from '../session';
import { SERVER_NEW_PLAN } from './ids';

const TITLES = { plain: 'New Plan', fromRequirements: 'New Plan from Requirements' } as const;
const MOST_FILES = 500;

/** Asks for what the plan is about; `given` is the requirements document that the command was called on. */
export async function createPlan(session: ServerSession, how: keyof typeof TITLES, given?: unknown): Promise<void> {
  const client = session.runningClient;
  if (client === undefined) {
    reportNotRunning();
    return;
  }
  const folders = (workspace.workspaceFolders ?? []).filter(({ uri }) => uri.scheme === 'file');
  if (folders.length === 0) {
    void window.showInformationMessage('Open the folder of a Go workspace: the plan goes there.');
    return;
  }
  const folder = given instanceof Uri ? workspace.getWorkspaceFolder(given) ?? folders[0] : await chooseFolder(folders);
  if (folder === undefined) {
    return;
  }
  let requirements: Uri | undefined;
  if (how === 'fromRequirements') {
    requirements = given instanceof Uri ? given : await chooseRequirements(folder);
    if (requirements === undefined) {
      return;
    }
  }
  const title = await window.showInputBox({
    title: TITLES[how],
    prompt: 'The feature in a few words; it becomes the title of the plan',
    placeHolder: 'Invoice reminders',
    value: requirements === undefined ? '' : await titleOf(requirements),
    validateInput: (text) => (text.trim() === '' ? 'A plan needs a title.' : undefined),
  });
  if (title === undefined) {
    return;
  }
  try {
    await openPlan(await askServer(client, title.trim(), requirements, folder));
  } catch (error) {
    reportFailedCommand(TITLES[how], error);
  }
}

async function askServer(
  client: GroundplanClient,
  title: string,
  requirements: Uri | undefined,
  folder: WorkspaceFolder,
): Promise<NewPlan> {
  const asked = {
    title,
    folder: client.code2ProtocolConverter.asUri(folder.uri),
    ...(requirements === undefined ? {} : { requirements: client.code2ProtocolConverter.asUri(requirements) }),
  };
  const answer: unknown = await client.sendRequest(ExecuteCommandRequest.type, { command: SERVER_NEW_PLAN, arguments: [asked] });
  const plan = parseNewPlan(answer);
  if (plan === undefined) {
    throw new Error('the server gave no plan');
  }
  return plan;
}

/** Shows the plan, and makes its files where the server could not; one that is there is left as it is. */
async function openPlan(plan: NewPlan): Promise<void> {
  if (!plan.applied) {
    const edit = new WorkspaceEdit();
    for (const { uri, text } of [plan, ...plan.others]) {
      edit.createFile(Uri.parse(uri), { contents: new TextEncoder().encode(text), ignoreIfExists: true });
    }
    await workspace.applyEdit(edit);
  }
  for (const { uri } of plan.applied ? plan.others : []) {
    // Nobody looks at these yet: they would stay open and unsaved behind the plan.
    await (await workspace.openTextDocument(Uri.parse(uri))).save();
  }
  await window.showTextDocument(Uri.parse(plan.uri), { preview: false });
}

async function chooseFolder(folders: readonly WorkspaceFolder[]): Promise<WorkspaceFolder | undefined> {
  return folders.length > 1 ? await window.showWorkspaceFolderPick({ placeHolder: 'Where the plan goes' }) : folders[0];
}

async function chooseRequirements(folder: WorkspaceFolder): Promise<Uri | undefined> {
  const files = workspace.findFiles(new RelativePattern(folder, '**/*.{md,markdown}'), '**/{node_modules,vendor,.git}/**', MOST_FILES);
  const picks = files.then((found) =>
    found
      .map((uri) => ({ label: workspace.asRelativePath(uri, false), uri }))
      .sort((left, right) => rank(left.label) - rank(right.label) || left.label.localeCompare(right.label)),
  );
  const chosen = await window.showQuickPick(picks, {
    title: TITLES.fromRequirements,
    placeHolder: `The document that says what is wanted, in ${folder.name}`,
  });
  return chosen?.uri;
}

function rank(file: string): number {
  return /requirement|spec|prd|story|feature/i.test(file) ? 0 : 1;
}

async function titleOf(requirements: Uri): Promise<string> {
  const document = await workspace.openTextDocument(requirements);
  const heading = /^#\s+(.+)$/m.exec(document.getText())?.[1] ?? '';
  return heading.replace(/^(?:requirements?|spec(?:ification)?|prd)\s*[:–-]\s*/i, '').trim();
}
