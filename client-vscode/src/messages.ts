/** The messages that ask a person to act; each has a way out. */
import { commands, env, Uri, window } from 'vscode';

import { OPEN_SERVER_SETTINGS, RESTART_SERVER, SHOW_LOG } from './commands/ids';
import type { MissingServer, WayOut } from './server';

const OPEN_SETTINGS = 'Open Settings';
const RESTART = 'Restart Server';
const LOG = 'Show Log';
const RETRY = 'Retry';
const GET_PYTHON = 'Get Python';
const PYTHON_PAGE = 'https://www.python.org/downloads/';

const BUTTONS: Readonly<Record<WayOut, string>> = {
  python: GET_PYTHON,
  retry: RETRY,
  settings: OPEN_SETTINGS,
  log: LOG,
};

/** Says why no server was found, and what to do. */
export function reportMissingServer({ reason, advice, offers = ['settings', 'log'] }: MissingServer): void {
  void offer(`${reason} ${advice}`, offers.map((wayOut) => BUTTONS[wayOut]));
}

/** Says that the server ended before it could be used. */
export function reportFailedStart(): void {
  void offer('The Groundplan server could not be started. Its log says why.', [LOG, OPEN_SETTINGS]);
}

/** Says that the server ended too often to be started again. */
export function reportRepeatedCrash(): void {
  void offer('The Groundplan server stopped again and again, and was not restarted. Its log says why.', [RESTART, LOG]);
}

/** Says that a command needs a server that is not there. */
export function reportNotRunning(): void {
  void offer('The Groundplan server is not running.', [RESTART, LOG]);
}

/** Says that the server refused a command. */
export function reportFailedCommand(title: string, error: unknown): void {
  void offer(`Groundplan: ${title} failed: ${error instanceof Error ? error.message : String(error)}`, [LOG]);
}

async function offer(message: string, buttons: readonly string[]): Promise<void> {
  switch (await window.showErrorMessage(message, ...buttons)) {
    case OPEN_SETTINGS:
      await commands.executeCommand(OPEN_SERVER_SETTINGS);
      break;
    case GET_PYTHON:
      await env.openExternal(Uri.parse(PYTHON_PAGE));
      break;
    case RETRY:
    case RESTART:
      await commands.executeCommand(RESTART_SERVER);
      break;
    case LOG:
      await commands.executeCommand(SHOW_LOG);
      break;
  }
}
