/** The outline's button on a blank section: the server inserts what the index has for it. */
import { window } from 'vscode';
import { ExecuteCommandRequest } from 'vscode-languageclient/node';

import type { OutlineSection } from '../answers';
import { reportFailedCommand, reportNotRunning } from '../messages';
import type { ServerSession } from '../session';
import type { PlanTracker } from '../views/planTracker';
import { SERVER_INSERT_SECTION } from './ids';

/** Fills a section of the current plan by its role. */
export async function fillSection(session: ServerSession, tracker: PlanTracker, section: OutlineSection): Promise<void> {
  const client = session.runningClient;
  const document = tracker.current?.document;
  if (client === undefined || document === undefined) {
    reportNotRunning();
    return;
  }
  try {
    const inserted: unknown = await client.sendRequest(ExecuteCommandRequest.type, {
      command: SERVER_INSERT_SECTION,
      arguments: [{ uri: document.uri.toString(), section: section.role }],
    });
    if (inserted !== true) {
      void window.showInformationMessage(`The code has nothing for “${section.title}”.`);
    }
  } catch (error) {
    reportFailedCommand('Insert Section', error);
  }
}
