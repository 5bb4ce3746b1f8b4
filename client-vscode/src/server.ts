/** How the command that starts the server is found. Pure over an injected probe; nothing here imports vscode. */
import * as path from 'node:path';

import type { ServerSettings } from './settings';

/** A process to start: an absolute path, its arguments, and what is added to the environment. */
export interface ServerCommand {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** What is known of the window: absolute paths of its folders on disk, and whether they are trusted. */
export interface WorkspaceFacts {
  readonly folders: readonly string[];
  readonly trusted: boolean;
}

/** The machine, as far as the search asks about it. */
export interface ServerProbe {
  readonly platform: NodeJS.Platform;
  readonly homeDirectory: string;
  /** The entries of `PATH`, in order. */
  readonly searchPath: readonly string[];
  /** Whether a file (not a directory) is there that this user may execute. Never rejects. */
  readonly isExecutable: (file: string) => Promise<boolean>;
}

/**
 * The command with the place that named it; or one sentence that says what is wrong, one that says what to do,
 * and the places that were tried, in order.
 */
export type ServerSearch =
  | { readonly kind: 'found'; readonly command: ServerCommand; readonly source: string }
  | MissingServer;

/** Why there is no server to start. */
export interface MissingServer {
  readonly kind: 'missing';
  readonly reason: string;
  readonly advice: string;
  readonly tried: readonly string[];
  /** The ways out that help here, in order; where absent, the settings and the log. */
  readonly offers?: readonly WayOut[];
}

/** What a message about a missing server offers. */
export type WayOut = 'python' | 'retry' | 'settings' | 'log';

const CORRECT_IT = 'Correct the setting, or clear it to use the server that comes with the extension.';
const TRUST_IT = 'Trust the workspace, or name a server outside it.';
const INSTALL_IT = 'Install the groundplan Python package, or name a server in the settings.';

/**
 * Finds the server that a setting names: `groundplan.server.path`, else `groundplan.server.interpreter`; `undefined`
 * where neither is set. A setting that names nothing executable is an answer too: starting another server than the
 * one asked for would hide the mistake.
 */
export async function findConfiguredServer(
  settings: ServerSettings,
  workspace: WorkspaceFacts,
  probe: ServerProbe,
): Promise<ServerSearch | undefined> {
  if (settings.path !== '') {
    return await findConfigured('groundplan.server.path', settings.path, workspace, probe, (command) =>
      executableCommand(command, settings),
    );
  }
  if (settings.interpreter !== '') {
    return await findConfigured('groundplan.server.interpreter', settings.interpreter, workspace, probe, (command) =>
      interpreterCommand(command, settings),
    );
  }
  return undefined;
}

/** Starts the server with a Python that is known to have it. */
export function environmentCommand(python: string, settings: ServerSettings): ServerCommand {
  return interpreterCommand(python, settings);
}

/** Another command of the same program: what stands before `serve`, with other arguments behind. */
export function siblingCommand(command: ServerCommand, ...args: readonly string[]): ServerCommand {
  return { ...command, args: [...command.args.slice(0, command.args.indexOf('serve')), ...args] };
}

/** Whether two searches start the same process in the same way. */
export function isSameCommand(left: ServerCommand, right: ServerCommand): boolean {
  return JSON.stringify([left.command, left.args]) === JSON.stringify([right.command, right.args]);
}

function executableCommand(command: string, settings: ServerSettings): ServerCommand {
  return { command, args: ['serve', ...settings.args], env: {} };
}

function interpreterCommand(command: string, settings: ServerSettings): ServerCommand {
  // `-m` puts the current directory first on Python's module path; safe path (3.11 and later) leaves it out.
  return { command, args: ['-m', 'groundplan', 'serve', ...settings.args], env: { PYTHONSAFEPATH: '1' } };
}

async function findConfigured(
  setting: string,
  value: string,
  workspace: WorkspaceFacts,
  probe: ServerProbe,
  toCommand: (command: string) => ServerCommand,
): Promise<ServerSearch> {
  const candidates = configuredCandidates(value, workspace, probe);
  if (candidates === 'no folder') {
    return missing(`The setting ${setting} names "${value}", relative to a workspace folder, but none is open.`, CORRECT_IT);
  }
  if (candidates === 'untrusted') {
    return missing(`The setting ${setting} names "${value}", inside a workspace that is not trusted.`, TRUST_IT);
  }
  for (const candidate of candidates) {
    if (await probe.isExecutable(candidate)) {
      // Starting a batch file needs a shell, which would interpret the arguments.
      if (probe.platform === 'win32' && /\.(bat|cmd)$/i.test(candidate)) {
        return missing(`The setting ${setting} names a batch file, ${candidate}.`, 'Name the .exe instead.', [candidate]);
      }
      return { kind: 'found', command: toCommand(candidate), source: `the setting ${setting}` };
    }
  }
  return missing(`The setting ${setting} names "${value}", which is not an executable file.`, CORRECT_IT, candidates);
}

/** The absolute paths that a setting's value may mean, in order. */
function configuredCandidates(
  value: string,
  workspace: WorkspaceFacts,
  probe: ServerProbe,
): readonly string[] | 'no folder' | 'untrusted' {
  const paths = pathModule(probe);
  const expanded = value.replace(/^~(?=$|[\\/])/, () => probe.homeDirectory).replaceAll('${userHome}', () => probe.homeDirectory);
  const isBareName = !expanded.includes('${workspaceFolder}') && paths.basename(expanded) === expanded;
  if (isBareName) {
    return onSearchPath(expanded, probe);
  }
  if (paths.isAbsolute(expanded) && !expanded.includes('${workspaceFolder}')) {
    return withExecutableSuffix(expanded, probe);
  }
  const folder = workspace.folders[0];
  if (folder === undefined) {
    return 'no folder';
  }
  // The value may come from the user's own settings, but the file it leads to comes with the workspace.
  if (!workspace.trusted) {
    return 'untrusted';
  }
  return withExecutableSuffix(paths.resolve(folder, expanded.replaceAll('${workspaceFolder}', () => folder)), probe);
}

/** Finds a server that someone installed: in `.venv` of a trusted workspace folder, else on `PATH`. */
export async function findInstalledServer(
  settings: ServerSettings,
  workspace: WorkspaceFacts,
  probe: ServerProbe,
): Promise<ServerSearch> {
  const inFolders = workspace.folders.map((folder) => virtualEnvironmentServer(folder, probe));
  const tried: string[] = [];
  for (const candidate of inFolders) {
    if (!workspace.trusted) {
      tried.push(`${candidate} (not looked at: the workspace is not trusted)`);
      continue;
    }
    tried.push(candidate);
    if (await probe.isExecutable(candidate)) {
      return { kind: 'found', command: executableCommand(candidate, settings), source: 'the workspace folder' };
    }
  }
  for (const candidate of onSearchPath('groundplan', probe)) {
    tried.push(candidate);
    if (await probe.isExecutable(candidate)) {
      return { kind: 'found', command: executableCommand(candidate, settings), source: 'PATH' };
    }
  }
  if (inFolders.length === 0) {
    return missing('The groundplan server was not found on PATH.', INSTALL_IT, tried);
  }
  return workspace.trusted
    ? missing('The groundplan server was found neither in .venv of the workspace nor on PATH.', INSTALL_IT, tried)
    : missing('The groundplan server was not found on PATH; a workspace that is not trusted is not searched.', INSTALL_IT, tried);
}

function virtualEnvironmentServer(folder: string, probe: ServerProbe): string {
  return probe.platform === 'win32'
    ? pathModule(probe).join(folder, '.venv', 'Scripts', 'groundplan.exe')
    : pathModule(probe).join(folder, '.venv', 'bin', 'groundplan');
}

function onSearchPath(name: string, probe: ServerProbe): readonly string[] {
  const paths = pathModule(probe);
  // A relative entry (`.`, `node_modules/.bin`) would mean a file of whatever directory is current.
  return probe.searchPath
    .filter((entry) => paths.isAbsolute(entry))
    .flatMap((entry) => withExecutableSuffix(paths.join(entry, name), probe));
}

function withExecutableSuffix(file: string, probe: ServerProbe): readonly string[] {
  return probe.platform === 'win32' && pathModule(probe).extname(file) === '' ? [`${file}.exe`] : [file];
}

function pathModule(probe: ServerProbe): path.PlatformPath {
  return probe.platform === 'win32' ? path.win32 : path.posix;
}

function missing(reason: string, advice: string, tried: readonly string[] = []): MissingServer {
  return { kind: 'missing', reason, advice, tried };
}
