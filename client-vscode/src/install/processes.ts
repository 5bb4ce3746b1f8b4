/** Running commands to their end, for the steps of an installation. */
import { spawn } from 'node:child_process';

import type { StepResult } from './environment';

const KEPT_CHARACTERS = 20_000;
const QUESTION_MILLISECONDS = 15_000;

/** Variables that would lead Python or pip out of the private environment. */
const MISLEADING = ['PYTHONHOME', 'PYTHONPATH', 'PIP_TARGET', 'PIP_PREFIX', 'PIP_ROOT', 'PIP_USER', 'PIP_REQUIRE_VIRTUALENV'];

/**
 * Runs a command without a shell and hands over its output line by line. Never rejects.
 *
 * @param directory exists and is not of the workspace, whose files Python could import
 * @param proxy the editor's proxy, used where the environment names none; '' for none
 */
export function runCommand(
  command: string,
  args: readonly string[],
  options: {
    readonly directory: string;
    readonly signal: AbortSignal;
    readonly proxy?: string;
    readonly env?: Readonly<Record<string, string>>;
    readonly onLine?: (line: string) => void;
  },
): Promise<StepResult> {
  return new Promise((resolve) => {
    let output = '';
    let pending = '';
    const take = (chunk: Buffer): void => {
      const text = chunk.toString('utf8');
      output = (output + text).slice(-KEPT_CHARACTERS);
      const lines = (pending + text).split(/\r?\n/);
      pending = lines.pop() ?? '';
      lines.forEach((line) => options.onLine?.(line));
    };
    const child = spawn(command, [...args], {
      cwd: options.directory,
      env: { ...environment(options.proxy ?? ''), ...options.env },
      signal: options.signal,
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    child.once('error', (error) => {
      resolve({ code: null, output: `${output}\n${error.message}` });
    });
    child.once('close', (code) => {
      if (pending !== '') {
        options.onLine?.(pending);
      }
      resolve({ code, output });
    });
  });
}

/** Asks a command something that takes a moment; `undefined` where it fails or takes long. */
export async function askCommand(
  command: string,
  args: readonly string[],
  directory: string,
): Promise<string | undefined> {
  const result = await runCommand(command, args, { directory, signal: AbortSignal.timeout(QUESTION_MILLISECONDS) });
  return result.code === 0 ? result.output : undefined;
}

function environment(proxy: string): NodeJS.ProcessEnv {
  const variables = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !MISLEADING.includes(name.toUpperCase())),
  );
  const isNamed = Object.keys(variables).some((name) => /^(?:https|all)_proxy$/i.test(name));
  return proxy === '' || isNamed ? variables : { ...variables, HTTPS_PROXY: proxy, HTTP_PROXY: proxy };
}
