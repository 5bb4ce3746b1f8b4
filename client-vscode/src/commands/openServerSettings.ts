/** "Open Settings": the settings that choose the server, where VS Code shows them. */
import { commands, env } from 'vscode';

/** In a remote window settings of scope `machine` and `machine-overridable` are on the tab of the remote only. */
export async function openServerSettings(): Promise<void> {
  const editor = env.remoteName === undefined ? 'workbench.action.openSettings' : 'workbench.action.openRemoteSettings';
  await commands.executeCommand(editor, { query: 'groundplan.server' });
}
