/** The commands, one line each. */
import { commands, Disposable, type LogOutputChannel } from 'vscode';

import type { ServerSession } from '../session';
import { OPEN_SERVER_SETTINGS, REINDEX_WORKSPACE, RESTART_SERVER, SHOW_LOG } from './ids';
import { openServerSettings } from './openServerSettings';
import { reindex } from './reindex';

/** Registers every command that package.json contributes, and the one behind the buttons. */
export function registerCommands(session: ServerSession, log: LogOutputChannel): Disposable {
  return Disposable.from(
    commands.registerCommand(RESTART_SERVER, () => session.restart()),
    commands.registerCommand(SHOW_LOG, () => {
      log.show();
    }),
    commands.registerCommand(OPEN_SERVER_SETTINGS, openServerSettings),
    commands.registerCommand(REINDEX_WORKSPACE, () => reindex(session)),
  );
}
