/** "Doctor": what the server's own program says of the workspace, in a document to paste into a bug report. */
import { ProgressLocation, window, workspace } from 'vscode';

import { runCommand } from '../install/processes';
import { reportFailedCommand, reportNotRunning } from '../messages';
import { siblingCommand } from '../server';
import type { ServerSession } from '../session';

const AT_MOST_MILLISECONDS = 120_000;

/** Runs `groundplan doctor` for each folder with the program that the server was started with. */
export async function runDoctor(session: ServerSession): Promise<void> {
  const { command, workingDirectory } = session;
  if (command === undefined) {
    reportNotRunning();
    return;
  }
  const folders = (workspace.workspaceFolders ?? []).filter((folder) => folder.uri.scheme === 'file');
  const options = { location: ProgressLocation.Notification, title: 'Groundplan: examining the workspace', cancellable: true };
  const report = await window.withProgress(options, async (_, token) => {
    const controller = new AbortController();
    token.onCancellationRequested(() => { controller.abort(); });
    const signal = AbortSignal.any([controller.signal, AbortSignal.timeout(AT_MOST_MILLISECONDS)]);
    const parts: string[] = [];
    for (const folder of folders) {
      const asked = siblingCommand(command, 'doctor', '--workspace', folder.uri.fsPath);
      const result = await runCommand(asked.command, asked.args, { directory: workingDirectory, signal, env: asked.env });
      if (result.code !== 0 && !controller.signal.aborted) {
        reportFailedCommand('Doctor', new Error(result.output.trim().split('\n').at(-1) ?? 'it did not run'));
      }
      parts.push(result.output.trimEnd());
    }
    return controller.signal.aborted ? '' : parts.join('\n\n');
  });
  if (report !== '') {
    await window.showTextDocument(await workspace.openTextDocument({ content: `${report}\n`, language: 'plaintext' }));
  }
}
