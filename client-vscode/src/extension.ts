/** Where VS Code enters: puts the parts together and reacts to what changes around them. */
import { Disposable, type ExtensionContext, extensions, type LogOutputChannel, window, workspace } from 'vscode';

import { registerCommands } from './commands/register';
import { onDidChooseInterpreter } from './install/pythonExtension';
import { Provisioner } from './install/provisioner';
import { Reports } from './reports';
import { ServerSession } from './session';
import { StatusItem } from './status';
import { unfoldViewsOnce } from './views/firstLook';
import { OutlineView } from './views/outlineView';
import { PlanTracker } from './views/planTracker';
import { PriorArtView } from './views/priorArtView';

let session: ServerSession | undefined;

/** Starts the server without waiting for it: the editor's start must not depend on it. */
export async function activate(context: ExtensionContext): Promise<void> {
  const log = window.createOutputChannel('Groundplan', { log: true });
  const status = new StatusItem();
  const directory = await serverDirectory(context, log);
  const provisioner = new Provisioner(directory, context.extensionPath, log);
  const current = new ServerSession(directory, log, status, provisioner);
  session = current;
  const tracker = new PlanTracker(current);
  const priorArt = new PriorArtView(current, tracker);
  const outline = new OutlineView(tracker);
  const reports = new Reports(current);
  context.subscriptions.push(
    log,
    status,
    priorArt,
    outline,
    tracker,
    unfoldViewsOnce(context.globalState, tracker, [priorArt, outline]),
    reports,
    registerCommands({ session: current, tracker, priorArt, outline, reports, log }),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('groundplan.server')) {
        void current.refresh({ abortInstallation: true });
      }
    }),
    workspace.onDidGrantWorkspaceTrust(() => void current.refresh()),
    followInterpreter(current),
    workspace.onDidChangeWorkspaceFolders(() => {
      // A running server is told of the folders by the protocol; without one, a new folder may bring it.
      if (!current.isAlive) {
        void current.refresh();
      }
    }),
  );
  void current.refresh();
}

/** Stops the server; VS Code waits for this a few seconds. */
export async function deactivate(): Promise<void> {
  await session?.stop();
  session = undefined;
}

/** A Python that was chosen after none was found may be the one to install with. */
function followInterpreter(current: ServerSession): Disposable {
  let listening: Disposable | undefined;
  const listen = (): void => {
    listening ??= onDidChooseInterpreter(() => {
      if (!current.isAlive) {
        void current.refresh();
      }
    });
  };
  listen();
  // The Python extension may become active later than this one.
  return Disposable.from(current.onDidChange(listen), extensions.onDidChange(listen), {
    dispose: () => { listening?.dispose(); },
  });
}

/** A directory for the server to run in that exists and is not of the workspace, whose files Python could import. */
async function serverDirectory(context: ExtensionContext, log: LogOutputChannel): Promise<string> {
  try {
    await workspace.fs.createDirectory(context.globalStorageUri);
    return context.globalStorageUri.fsPath;
  } catch (error) {
    log.warn('The storage of the extension cannot be written; the server runs in the folder of the extension.', error);
    return context.extensionPath;
  }
}
