/** The language status item: what the server does, seen at a glance beside a plan or a Go file. */
import { type Command, type Disposable, languages, LanguageStatusSeverity } from 'vscode';

import { OPEN_SERVER_SETTINGS, REINDEX_WORKSPACE, RESTART_SERVER, SHOW_LOG } from './commands/ids';
import { DOCUMENTS } from './documents';
import {
  type ClientStatus,
  parseServerStatus,
  type StatusAction,
  type StatusView,
  viewClientStatus,
  viewServerStatus,
} from './statusView';

const SEVERITIES: Readonly<Record<StatusView['severity'], LanguageStatusSeverity>> = {
  information: LanguageStatusSeverity.Information,
  warning: LanguageStatusSeverity.Warning,
  error: LanguageStatusSeverity.Error,
};

const ACTIONS: Readonly<Record<StatusAction, Command>> = {
  reindex: { title: 'Reindex', command: REINDEX_WORKSPACE },
  restart: { title: 'Restart', command: RESTART_SERVER },
  showLog: { title: 'Show Log', command: SHOW_LOG },
  openSettings: { title: 'Open Settings', command: OPEN_SERVER_SETTINGS },
};

/** Shows one state at a time, the latest. */
export class StatusItem implements Disposable {
  private readonly item = languages.createLanguageStatusItem('groundplan.status', [...DOCUMENTS]);

  constructor() {
    this.item.name = 'Groundplan';
    this.showClient({ state: 'starting' });
  }

  /** Shows what the client knows. */
  showClient(status: ClientStatus): void {
    this.show(viewClientStatus(status));
  }

  /** Shows the parameters of `groundplan/status`; returns whether they were understood. */
  showServer(params: unknown): boolean {
    const status = parseServerStatus(params);
    if (status === undefined) {
      return false;
    }
    this.show(viewServerStatus(status));
    return true;
  }

  dispose(): void {
    this.item.dispose();
  }

  private show(view: StatusView): void {
    this.item.text = view.text;
    this.item.detail = view.detail;
    this.item.severity = SEVERITIES[view.severity];
    this.item.busy = view.busy;
    this.item.command = ACTIONS[view.action];
  }
}
