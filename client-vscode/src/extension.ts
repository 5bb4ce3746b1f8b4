/** Where VS Code enters: puts the parts together and reacts to what changes around them. */
import { type ExtensionContext, type LogOutputChannel, window, workspace } from 'vscode';

import { registerCommands } from './commands/register';
import { ServerSession } from './session';
import { StatusItem } from './status';

let session: ServerSession | undefined;

/** Starts the server without waiting for it: the editor's start must not depend on it. */
export async function activate(context: ExtensionContext): Promise<void> {
  const log = window.createOutputChannel('Groundplan', { log: true });
  const status = new StatusItem();
  const current = new ServerSession(await serverDirectory(context, log), log, status);
  session = current;
  context.subscriptions.push(
    log,
    status,
    registerCommands(current, log),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('groundplan.server')) {
        void current.refresh();
      }
    }),
    workspace.onDidGrantWorkspaceTrust(() => void current.refresh()),
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
