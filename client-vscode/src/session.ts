/** The life of the server in this window: one client for all workspace folders, replaced when what starts it changes. */
import { commands, type LogOutputChannel, workspace } from 'vscode';
import { State } from 'vscode-languageclient/node';

import { GroundplanClient } from './client';
import { probeHost } from './hostProbe';
import { reportFailedStart, reportMissingServer, reportRepeatedCrash } from './messages';
import { findServer, isSameCommand, type MissingServer, type ServerCommand } from './server';
import { parseServerSettings } from './settings';
import type { StatusItem } from './status';

/** Starts, replaces and stops the client; its steps never overlap. */
export class ServerSession {
  private current: { readonly client: GroundplanClient; readonly command: ServerCommand } | undefined;
  private steps: Promise<void> = Promise.resolve();
  private lastMissing = '';

  /** @param directory the server's working directory, which exists */
  constructor(
    private readonly directory: string,
    private readonly log: LogOutputChannel,
    private readonly status: StatusItem,
  ) {}

  /** The client, while its server answers. */
  get runningClient(): GroundplanClient | undefined {
    return this.current?.client.state === State.Running ? this.current.client : undefined;
  }

  /** Whether a server is running or on its way. */
  get isAlive(): boolean {
    const state = this.current?.client.state;
    return state === State.Running || state === State.Starting;
  }

  /** Looks again for the server; one that is alive and would be started in the same way is left alone. */
  refresh(): Promise<void> {
    return this.enqueue(() => this.replace({ evenIfSame: false }));
  }

  /** Stops the server and starts it anew. */
  restart(): Promise<void> {
    return this.enqueue(() => this.replace({ evenIfSame: true }));
  }

  /** Stops the server. */
  stop(): Promise<void> {
    return this.enqueue(() => this.retireCurrent());
  }

  private enqueue(step: () => Promise<void>): Promise<void> {
    this.steps = this.steps.then(step).catch((error: unknown) => {
      this.log.error('Starting or stopping the server failed.', error);
    });
    return this.steps;
  }

  private async replace({ evenIfSame }: { readonly evenIfSame: boolean }): Promise<void> {
    const section = workspace.getConfiguration('groundplan');
    const settings = parseServerSettings((key) => section.get(key));
    const folders = (workspace.workspaceFolders ?? []).filter((folder) => folder.uri.scheme === 'file');
    const facts = { folders: folders.map((folder) => folder.uri.fsPath), trusted: workspace.isTrusted };
    const search = await findServer(settings, facts, probeHost());
    if (search.kind === 'missing') {
      await this.retireCurrent();
      this.showMissing(search, evenIfSame);
      return;
    }
    this.lastMissing = '';
    if (!evenIfSame && this.isAlive && this.current && isSameCommand(this.current.command, search.command)) {
      return;
    }
    await this.retireCurrent();
    this.log.info(`Starting ${[search.command.command, ...search.command.args].join(' ')} (from ${search.source})`);
    this.start(search.command);
  }

  /** Not awaited to the end: a server that never answers must not hold up the restart that would replace it. */
  private start(command: ServerCommand): void {
    const client = new GroundplanClient(command, this.directory, this.log);
    this.current = { client, command };
    client.onDidChangeState(({ oldState, newState }) => {
      if (!client.retired) {
        this.showState(client, oldState, newState);
      }
    });
    client.onNotification('groundplan/status', (params: unknown) => {
      if (!client.retired && !this.status.showServer(params)) {
        this.log.warn('The server sent a status that this version of the extension does not know.');
      }
    });
    // The client has logged the error, and showState has told it.
    client.start().catch(() => undefined);
  }

  private async retireCurrent(): Promise<void> {
    const client = this.current?.client;
    this.current = undefined;
    if (client) {
      await client.retire();
      this.announceRunning(false);
      this.status.showClient({ state: 'stopped' });
    }
  }

  private showState(client: GroundplanClient, oldState: State, newState: State): void {
    this.announceRunning(newState === State.Running);
    switch (newState) {
      case State.Starting:
        this.status.showClient({ state: 'starting' });
        break;
      case State.Running:
        this.status.showClient({ state: 'running' });
        break;
      case State.StartFailed:
        this.status.showClient({ state: 'failed' });
        reportFailedStart();
        break;
      case State.Stopped:
        this.status.showClient({ state: 'stopped' });
        if (oldState === State.Running && client.hasGivenUp) {
          reportRepeatedCrash();
        }
        break;
    }
  }

  private showMissing(missing: MissingServer, asked: boolean): void {
    this.status.showClient({ state: 'missing', reason: missing.reason });
    if (missing.reason === this.lastMissing && !asked) {
      return;
    }
    this.lastMissing = missing.reason;
    this.log.error([missing.reason, ...new Set(missing.tried.map((place) => `  ${place}`))].join('\n'));
    reportMissingServer(missing);
  }

  private announceRunning(isRunning: boolean): void {
    void commands.executeCommand('setContext', 'groundplan.serverRunning', isRunning);
  }
}
