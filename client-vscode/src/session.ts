/** The life of the server in this window: one client for all workspace folders, replaced when what starts it changes. */
import { commands, EventEmitter, type LogOutputChannel, workspace } from 'vscode';
import { State } from 'vscode-languageclient/node';

import { GroundplanClient } from './client';
import { SERVER_DRIFT, SERVER_NEW_PLAN } from './commands/ids';
import { type DocumentFilters, documentsOf } from './documents';
import { probeHost } from './hostProbe';
import { reportFailedStart, reportMissingServer, reportRepeatedCrash } from './messages';
import type { Provisioner } from './install/provisioner';
import {
  environmentCommand,
  findConfiguredServer,
  findInstalledServer,
  isSameCommand,
  type MissingServer,
  type ServerCommand,
  type ServerSearch,
} from './server';
import { parseServerSettings } from './settings';
import type { StatusItem } from './status';

/** Starts, replaces and stops the client; its steps never overlap. */
export class ServerSession {
  private current: { readonly client: GroundplanClient; readonly command: ServerCommand } | undefined;
  private steps: Promise<void> = Promise.resolve();
  private lastMissing = '';
  private readonly changes = new EventEmitter<void>();

  /** Fires when the server has come or gone, and when the state of its index has changed. */
  readonly onDidChange = this.changes.event;

  /** @param directory the server's working directory, which exists */
  constructor(
    private readonly directory: string,
    private readonly log: LogOutputChannel,
    private readonly status: StatusItem,
    private readonly provisioner: Provisioner,
  ) {}

  /** What started the server, while there is one. */
  get command(): ServerCommand | undefined {
    return this.current?.command;
  }

  /** The commands that the server announced; servers of other versions have others. */
  get offeredCommands(): readonly string[] {
    return this.current?.client.initializeResult?.capabilities.executeCommandProvider?.commands ?? [];
  }

  /** The folder that the server runs in. */
  get workingDirectory(): string {
    return this.directory;
  }

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
  refresh({ abortInstallation = false } = {}): Promise<void> {
    if (abortInstallation) {
      this.provisioner.abort();
    }
    return this.enqueue(() => this.replace({ evenIfSame: false }));
  }

  /** Stops the server and starts it anew. */
  restart(): Promise<void> {
    this.provisioner.abort();
    return this.enqueue(() => this.replace({ evenIfSame: true }));
  }

  /** Stops the server. */
  stop(): Promise<void> {
    this.provisioner.abort();
    return this.enqueue(() => this.retireCurrent());
  }

  private enqueue(step: () => Promise<void>): Promise<void> {
    this.steps = this.steps.then(step).catch((error: unknown) => {
      this.log.error('Starting or stopping the server failed.', error);
    });
    return this.steps;
  }

  private async replace({ evenIfSame }: { readonly evenIfSame: boolean }): Promise<void> {
    const search = await this.findServer();
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
    this.start(search.command, documentsOf(await hasGoModule()));
  }

  /** The server that a setting names; else the extension's own; where that cannot be had, one that someone installed. */
  private async findServer(): Promise<ServerSearch> {
    const section = workspace.getConfiguration('groundplan');
    const settings = parseServerSettings((key) => section.get(key));
    const folders = (workspace.workspaceFolders ?? []).filter((folder) => folder.uri.scheme === 'file');
    const facts = { folders: folders.map((folder) => folder.uri.fsPath), trusted: workspace.isTrusted };
    const configured = await findConfiguredServer(settings, facts, probeHost());
    if (configured !== undefined) {
      return configured;
    }
    if (!this.provisioner.hasServer) {
      return await findInstalledServer(settings, facts, probeHost());
    }
    const provision = await this.provisioner.provide(settings.python, (step) => {
      this.status.showClient({ state: 'installing', step });
    });
    if (provision.kind === 'ready') {
      const source = 'the server of the extension';
      return { kind: 'found', command: environmentCommand(provision.python, settings), source };
    }
    const installed = await findInstalledServer(settings, facts, probeHost());
    if (installed.kind === 'found') {
      this.log.warn(`${provision.reason} ${installed.source} has a server, which is used instead.`);
      return installed;
    }
    return provision;
  }

  /** Not awaited to the end: a server that never answers must not hold up the restart that would replace it. */
  private start(command: ServerCommand, documents: DocumentFilters): void {
    const client = new GroundplanClient(command, this.directory, this.log, documents);
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
      this.changes.fire();
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
    const offered = isRunning ? this.offeredCommands : [];
    void commands.executeCommand('setContext', 'groundplan.serverRunning', isRunning);
    void commands.executeCommand('setContext', 'groundplan.offersNewPlan', offered.includes(SERVER_NEW_PLAN));
    void commands.executeCommand('setContext', 'groundplan.offersReports', offered.includes(SERVER_DRIFT));
    this.changes.fire();
  }
}

/** Whether a folder of the workspace has Go code, as far as a go.mod tells. */
async function hasGoModule(): Promise<boolean> {
  return (await workspace.findFiles('**/go.mod', '**/{node_modules,vendor}/**', 1)).length > 0;
}
