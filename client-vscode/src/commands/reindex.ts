/** "Reindex": asks the server to read the whole workspace again. */
import { ExecuteCommandRequest } from 'vscode-languageclient/node';

import { reportFailedCommand, reportNotRunning } from '../messages';
import type { ServerSession } from '../session';
import { SERVER_REINDEX } from './ids';

/** Sends the server's command with its one argument, an empty dictionary; a failure is shown, never thrown. */
export async function reindex(session: ServerSession): Promise<void> {
  const client = session.runningClient;
  if (client === undefined) {
    reportNotRunning();
    return;
  }
  try {
    await client.sendRequest(ExecuteCommandRequest.type, { command: SERVER_REINDEX, arguments: [{}] });
  } catch (error) {
    reportFailedCommand('Reindex', error);
  }
}
