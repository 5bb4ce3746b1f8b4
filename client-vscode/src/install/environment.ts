/** The private environment: where it is, whether it is whole, and the steps that make it. Pure over an injected host. */
import { createHash } from 'node:crypto';
import * as path from 'node:path';

import { explainFailure, type InstallFailure } from './failure';
import type { Python } from './pythons';

/** The server's wheel inside the extension, and whether everything that it depends on travels beside it. */
export interface ServerWheel {
  readonly file: string;
  readonly version: string;
  /** Hash of its content: a new build of the same version is a new server. */
  readonly digest: string;
  readonly hasDependencies: boolean;
}

/** What is written into an environment once it is whole. */
export interface Receipt {
  readonly version: string;
  readonly digest: string;
  readonly python: string;
}

/** How a step ended: its exit code (`null`: not run or killed) and the last part of what it printed. */
export interface StepResult {
  readonly code: number | null;
  readonly output: string;
}

/** The machine, as far as making an environment asks about it. */
export interface InstallHost {
  readonly platform: NodeJS.Platform;
  /** Runs a command to its end. Never rejects. */
  readonly run: (command: string, args: readonly string[]) => Promise<StepResult>;
  readonly isExecutable: (file: string) => Promise<boolean>;
  readonly read: (file: string) => Promise<string | undefined>;
  readonly write: (file: string, text: string) => Promise<void>;
  readonly removeFolder: (folder: string) => Promise<void>;
  /** Whether the person has cancelled. */
  readonly isCancelled: () => boolean;
}

/** What a person sees of the steps. */
export type ShowStep = (message: string) => void;

const RECEIPT = 'groundplan-environment.json';
const WHEEL = /^groundplan-([0-9][^-]*)-py3-none-any\.whl$/;

/** Describes the wheel among the files of `bundled/`; `undefined` where the extension carries none. */
export function describeWheel(
  folder: string,
  names: readonly string[],
  digestOf: (file: string) => string,
): ServerWheel | undefined {
  const name = [...names].sort().reverse().find((each) => WHEEL.test(each));
  const version = WHEEL.exec(name ?? '')?.[1];
  if (name === undefined || version === undefined) {
    return undefined;
  }
  const file = path.join(folder, name);
  const hasDependencies = names.some((each) => each.endsWith('.whl') && each !== name);
  return { file, version, digest: digestOf(file), hasDependencies };
}

/** The folder of the environment; another wheel or another `groundplan.server.python` is another environment. */
export function environmentFolder(storage: string, wheel: ServerWheel, pythonSetting: string): string {
  const key = createHash('sha256').update(`${wheel.digest}\n${pythonSetting}`).digest('hex').slice(0, 10);
  return path.join(storage, `server-${wheel.version}-${key}`);
}

/** The Python inside an environment. */
export function environmentPython(folder: string, platform: NodeJS.Platform): string {
  return platform === 'win32'
    ? path.win32.join(folder, 'Scripts', 'python.exe')
    : path.posix.join(folder, 'bin', 'python');
}

/** Whether an environment was made to its end from this wheel, and the Python that it came from is still there. */
export async function isWhole(folder: string, wheel: ServerWheel, host: InstallHost): Promise<boolean> {
  const text = await host.read(path.join(folder, RECEIPT));
  if (text === undefined) {
    return false;
  }
  try {
    const receipt = JSON.parse(text) as Partial<Receipt>;
    return receipt.digest === wheel.digest && (await host.isExecutable(environmentPython(folder, host.platform)));
  } catch {
    return false;
  }
}

/** Makes the environment from scratch; returns why it could not be made, or `undefined` once it is whole. */
export async function makeEnvironment(
  folder: string,
  wheel: ServerWheel,
  python: Python,
  host: InstallHost,
  show: ShowStep,
): Promise<InstallFailure | undefined> {
  try {
    await host.removeFolder(folder);
  } catch (error) {
    return { kind: 'files', detail: error instanceof Error ? error.message : String(error) };
  }
  const inside = environmentPython(folder, host.platform);
  show(`making an environment with Python ${python.version}`);
  const made = await host.run(python.executable, ['-I', '-m', 'venv', folder]);
  if (made.code !== 0) {
    return await giveUp(folder, host, 'venv', made);
  }
  show('installing the server and what it depends on');
  const installed = await installWheel(inside, wheel, host);
  if (installed.code !== 0) {
    return await giveUp(folder, host, 'pip', installed);
  }
  show('trying it');
  const tried = await host.run(inside, ['-I', '-m', 'groundplan', '--version']);
  if (tried.code !== 0) {
    return await giveUp(folder, host, 'start', tried);
  }
  const receipt: Receipt = { version: wheel.version, digest: wheel.digest, python: python.executable };
  await host.write(path.join(folder, RECEIPT), `${JSON.stringify(receipt)}\n`);
  return undefined;
}

/** The environments of earlier wheels that no window is likely to use any more. */
export function leftovers(
  entries: readonly { readonly name: string; readonly usedAt: number }[],
  current: string,
  now: number,
): readonly string[] {
  const unusedFor = 14 * 24 * 60 * 60 * 1000;
  return entries
    .filter(({ name, usedAt }) => name.startsWith('server-') && name !== current && now - usedAt > unusedFor)
    .map(({ name }) => name);
}

async function installWheel(inside: string, wheel: ServerWheel, host: InstallHost): Promise<StepResult> {
  const pip = ['-I', '-m', 'pip', 'install', '--disable-pip-version-check', '--no-input', '--no-color', '--prefer-binary'];
  if (wheel.hasDependencies) {
    const offline = await host.run(inside, [...pip, '--no-index', '--find-links', path.dirname(wheel.file), wheel.file]);
    if (offline.code === 0 || host.isCancelled()) {
      return offline;
    }
  }
  return await host.run(inside, [...pip, '--progress-bar', 'off', wheel.file]);
}

async function giveUp(
  folder: string,
  host: InstallHost,
  step: 'venv' | 'pip' | 'start',
  result: StepResult,
): Promise<InstallFailure> {
  try {
    await host.removeFolder(folder);
  } catch {
    // Without its receipt what is left counts as nothing; the next attempt begins by removing it.
  }
  return host.isCancelled() ? { kind: 'cancelled', detail: '' } : explainFailure(step, result.output);
}
