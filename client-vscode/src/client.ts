/** The language client: its options, how it ends, and that it leaves talking to the user to the session. */
import { commands, type LogOutputChannel, Uri, workspace } from 'vscode';
import {
  CloseAction,
  ErrorAction,
  type ErrorHandler,
  LanguageClient,
  type LanguageClientOptions,
  RevealOutputChannelOn,
  State,
} from 'vscode-languageclient/node';

import { CHECK_DRIFT, SERVER_DRIFT } from './commands/ids';
import { CrashPolicy } from './crashPolicy';
import type { DocumentFilters } from './documents';
import type { ServerCommand } from './server';
import { parseInitializationOptions } from './settings';

const STOP_WITHIN_MILLISECONDS = 2000;
const KILL_EVERY_MILLISECONDS = 100;

/** The base class logs this, with a stack trace, whenever a server dies while it starts. */
const STOP_FAILED = 'Stopping server failed';

/** One server process (and its successors after a crash) with one connection; retired once, never reused. */
export class GroundplanClient extends LanguageClient {
  private isRetired = false;
  private gaveUp = false;
  private readonly crashes = new CrashPolicy();

  /**
   * @param command what to start
   * @param directory the server's working directory, which exists and is not of the workspace: Python may import from it
   * @param log gets the server's stderr, its log messages and the trace
   * @param documents what the server is told of and asked about
   */
  constructor(command: ServerCommand, directory: string, log: LogOutputChannel, documents: DocumentFilters) {
    // The handler needs the client, which exists only after super(); it is not called before start().
    const handler: ErrorHandler = {
      error: (_error, _message, count) => ({
        action: (count ?? 0) <= 3 ? ErrorAction.Continue : ErrorAction.Shutdown,
        handled: true,
      }),
      closed: () => ({ action: this.actionOnClose(), handled: true }),
    };
    super(
      'groundplan',
      'Groundplan',
      {
        command: command.command,
        args: [...command.args],
        options: { cwd: directory, env: { ...process.env, ...command.env } },
      },
      clientOptions(handler, log, documents),
    );
  }

  /** Whether the session has let go of this client: what happens to it is no news any more. */
  get retired(): boolean {
    return this.isRetired;
  }

  /** Whether the server crashed so often that it was not started again. */
  get hasGivenUp(): boolean {
    return this.gaveUp;
  }

  /**
   * Logs as the base class does, but without its own message boxes about the server's life: the session shows one.
   * What goes wrong with a server on its way out is of no interest to who reads the log for its cause.
   */
  override error(message: string, data?: unknown, showNotification?: boolean | 'force'): void {
    if (this.isRetired || message === STOP_FAILED) {
      super.debug(message, data, false);
    } else {
      super.error(message, data, showNotification === 'force' ? false : (showNotification ?? true));
    }
  }

  /** Ends the server: by `shutdown` where it answers, by a signal where it never got so far. Never rejects. */
  async retire(): Promise<void> {
    this.isRetired = true;
    for (let waited = 0; this.state === State.Starting && waited < STOP_WITHIN_MILLISECONDS; ) {
      // A client cannot be stopped while it starts; its process may appear only in a later round.
      this.serverProcess?.kill(waited > STOP_WITHIN_MILLISECONDS / 2 ? 'SIGKILL' : 'SIGTERM');
      await new Promise((resolve) => setTimeout(resolve, KILL_EVERY_MILLISECONDS));
      waited += KILL_EVERY_MILLISECONDS;
    }
    if (this.state !== State.Running) {
      this.serverProcess?.kill();
      return;
    }
    try {
      await this.dispose(STOP_WITHIN_MILLISECONDS);
    } catch (error) {
      // A server that has died or does not answer in time is killed by the base class two seconds later.
      this.warn('The server did not stop in order.', error, false);
    }
  }

  private actionOnClose(): CloseAction {
    // A server that dies before it has answered `initialize` would die again: a wrong interpreter, a broken install.
    if (this.isRetired || this.state !== State.Running) {
      return CloseAction.DoNotRestart;
    }
    this.gaveUp = !this.crashes.mayRestart(Date.now());
    return this.gaveUp ? CloseAction.DoNotRestart : CloseAction.Restart;
  }
}

function clientOptions(
  errorHandler: ErrorHandler,
  log: LogOutputChannel,
  documents: DocumentFilters,
): LanguageClientOptions {
  return {
    documentSelector: documents.map((filter) => ({ ...filter })),
    diagnosticCollectionName: 'groundplan',
    outputChannel: log,
    revealOutputChannelOn: RevealOutputChannelOn.Never,
    initializationOptions: () => {
      const section = workspace.getConfiguration('groundplan');
      return parseInitializationOptions((key) => section.get(key));
    },
    initializationFailedHandler: (error: unknown) => {
      log.error(`The server did not get through "initialize": ${error instanceof Error ? error.message : String(error)}`);
      return false;
    },
    errorHandler,
    middleware: {
      // A lens names the server's command, which only answers; the extension's own shows the answer.
      executeCommand: async (command: string, args: unknown[], next): Promise<unknown> => {
        const answer: unknown =
          command === SERVER_DRIFT
            ? await commands.executeCommand(CHECK_DRIFT, planIn(args))
            : await next(command, args);
        return answer;
      },
    },
  };
}

function planIn(args: readonly unknown[]): Uri | undefined {
  const uri = (args[0] as { readonly uri?: unknown } | undefined)?.uri;
  return typeof uri === 'string' ? Uri.parse(uri) : undefined;
}
