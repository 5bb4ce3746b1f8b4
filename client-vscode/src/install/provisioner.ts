/** The server that travels inside the extension: installed on first use, renewed when the extension brings another. */
import { createHash } from 'node:crypto';
import { constants, promises as fs, readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';

import { type CancellationToken, type LogOutputChannel, ProgressLocation, window, workspace } from 'vscode';

import type { MissingServer } from '../server';
import {
  describeWheel,
  environmentFolder,
  environmentPython,
  type InstallHost,
  isWhole,
  leftovers,
  makeEnvironment,
  type ServerWheel,
} from './environment';
import { describeFailure, type InstallFailure } from './failure';
import { tryLock, unlock } from './lock';
import { askCommand, runCommand } from './processes';
import { chosenInterpreter } from './pythonExtension';
import { findPython, type Python, pythonCandidates } from './pythons';

const WAIT_MILLISECONDS = 500;

/** The Python of an environment that has the server; or why there is none. */
export type Provision = { readonly kind: 'ready'; readonly python: string } | MissingServer;

/** Makes private environments in the extension's storage. */
export class Provisioner {
  private readonly wheel: ServerWheel | undefined;
  private running: AbortController | undefined;

  /**
   * @param storage a folder of the extension's own that exists
   * @param extensionPath where the extension is installed
   */
  constructor(
    private readonly storage: string,
    extensionPath: string,
    private readonly log: LogOutputChannel,
  ) {
    this.wheel = bundledWheel(path.join(extensionPath, 'bundled'));
  }

  /** Whether the extension carries a server; one that is run from its sources does not. */
  get hasServer(): boolean {
    return this.wheel !== undefined;
  }

  /** Stops an installation that is under way; its environment is made anew at the next. */
  abort(): void {
    this.running?.abort();
  }

  /** Returns the environment of the wheel at hand and makes it where that was not done yet. Never rejects. */
  async provide(pythonSetting: string, onInstalling: (step: string) => void): Promise<Provision> {
    const wheel = this.wheel;
    if (wheel === undefined) {
      return missing('This build of the extension carries no server.', 'Name one in the settings.', []);
    }
    const controller = new AbortController();
    this.running = controller;
    try {
      return await this.provideWheel(wheel, pythonSetting, controller, onInstalling);
    } catch (error) {
      this.log.error('Installing the server failed.', error);
      return failed({ kind: 'files', detail: error instanceof Error ? error.message : String(error) });
    } finally {
      this.running = undefined;
    }
  }

  private async provideWheel(
    wheel: ServerWheel,
    pythonSetting: string,
    controller: AbortController,
    onInstalling: (step: string) => void,
  ): Promise<Provision> {
    const folder = environmentFolder(this.storage, wheel, pythonSetting);
    const host = this.hostFor(controller.signal);
    if (!(await isWhole(folder, wheel, host))) {
      const lock = `${folder}.lock`;
      onInstalling('waiting for another window');
      if (!(await this.waitForLock(lock, controller.signal))) {
        return failed({ kind: 'cancelled', detail: '' });
      }
      try {
        // Another window may have made it while this one waited.
        if (!(await isWhole(folder, wheel, host))) {
          const problem = await this.install(folder, wheel, pythonSetting, host, controller, onInstalling);
          if (problem !== undefined) {
            return problem;
          }
        }
      } finally {
        await unlock(lock);
      }
    }
    void this.cleanUp(path.basename(folder));
    return { kind: 'ready', python: environmentPython(folder, process.platform) };
  }

  private async install(
    folder: string,
    wheel: ServerWheel,
    pythonSetting: string,
    host: InstallHost,
    controller: AbortController,
    onInstalling: (step: string) => void,
  ): Promise<MissingServer | undefined> {
    onInstalling('looking for Python');
    const search = await this.searchPython(pythonSetting);
    search.tried.forEach((line) => { this.log.info(`Python: ${line}`); });
    if (search.kind === 'missing') {
      return { ...missing(search.reason, search.advice, search.tried), offers: ['python', 'retry', 'settings', 'log'] };
    }
    this.log.info(`Installing the server ${wheel.version} into ${folder} with ${search.python.executable}`);
    const problem = await this.showProgress(wheel, search.python, controller, (show) =>
      makeEnvironment(folder, wheel, search.python, host, (step) => {
        this.log.info(`Installing: ${step}`);
        onInstalling(step);
        show(step);
      }),
    );
    if (problem !== undefined) {
      this.log.error(`Installing the server failed (${problem.kind}): ${problem.detail}`);
      return failed(problem);
    }
    this.log.info(`The server ${wheel.version} is installed.`);
    return undefined;
  }

  private async searchPython(setting: string): ReturnType<typeof findPython> {
    // In an untrusted workspace the chosen interpreter may be a file that came with it.
    const chosen = setting === '' && workspace.isTrusted ? await chosenInterpreter() : undefined;
    const candidates = pythonCandidates(setting, chosen, process.platform);
    return await findPython(candidates, (command, args) => askCommand(command, args, this.storage));
  }

  private async showProgress(
    wheel: ServerWheel,
    python: Python,
    controller: AbortController,
    work: (show: (step: string) => void) => Promise<InstallFailure | undefined>,
  ): Promise<InstallFailure | undefined> {
    const options = {
      location: ProgressLocation.Notification,
      title: `Groundplan: setting up the server ${wheel.version} (Python ${python.version})`,
      cancellable: true,
    };
    return await window.withProgress(options, async (progress, token: CancellationToken) => {
      const cancelled = token.onCancellationRequested(() => { controller.abort(); });
      try {
        return await work((step) => { progress.report({ message: step }); });
      } finally {
        cancelled.dispose();
      }
    });
  }

  private hostFor(signal: AbortSignal): InstallHost {
    const proxy = workspace.getConfiguration('http').get<string>('proxy') ?? '';
    return {
      platform: process.platform,
      run: (command, args) => {
        this.log.info([command, ...args].join(' '));
        const onLine = (line: string): void => { this.log.info(`  ${line}`); };
        return runCommand(command, args, { directory: this.storage, signal, proxy, onLine });
      },
      isExecutable: async (file) => await fs.access(file, constants.X_OK).then(() => true, () => false),
      read: async (file) => await fs.readFile(file, 'utf8').catch(() => undefined),
      write: async (file, text) => { await fs.writeFile(file, text); },
      removeFolder: async (folder) => { await fs.rm(folder, { recursive: true, force: true, maxRetries: 3 }); },
      isCancelled: () => signal.aborted,
    };
  }

  private async waitForLock(lock: string, signal: AbortSignal): Promise<boolean> {
    while (!signal.aborted) {
      if (await tryLock(lock)) {
        return true;
      }
      await new Promise((resolve) => setTimeout(resolve, WAIT_MILLISECONDS));
    }
    return false;
  }

  /** Marks the environment as used now and removes what no window has used for long; a failure costs disk space only. */
  private async cleanUp(current: string): Promise<void> {
    try {
      const now = new Date();
      await fs.utimes(path.join(this.storage, current), now, now);
      const entries = await Promise.all(
        (await fs.readdir(this.storage)).map(async (name) => ({
          name,
          usedAt: (await fs.stat(path.join(this.storage, name))).mtimeMs,
        })),
      );
      for (const name of leftovers(entries, current, now.getTime())) {
        await fs.rm(path.join(this.storage, name), { recursive: true, force: true });
      }
    } catch (error) {
      this.log.debug('Earlier environments were not removed.', error);
    }
  }
}

function bundledWheel(folder: string): ServerWheel | undefined {
  try {
    const digestOf = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');
    return describeWheel(folder, readdirSync(folder), digestOf);
  } catch {
    // Built from sources without `make vsix`: there is no such folder.
    return undefined;
  }
}

function failed(failure: InstallFailure): MissingServer {
  const { reason, advice } = describeFailure(failure);
  return { ...missing(reason, advice, []), offers: ['retry', 'log', 'settings'] };
}

function missing(reason: string, advice: string, tried: readonly string[]): MissingServer {
  return { kind: 'missing', reason, advice, tried };
}
