import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { describe, test } from 'node:test';

import {
  describeWheel,
  environmentFolder,
  environmentPython,
  type InstallHost,
  isWhole,
  leftovers,
  makeEnvironment,
  type ServerWheel,
  type StepResult,
} from '../src/install/environment';
import { describeFailure, explainFailure } from '../src/install/failure';
import { tryLock, unlock } from '../src/install/lock';
import { askCommand, runCommand } from '../src/install/processes';

const WHEEL: ServerWheel = { file: '/x/bundled/groundplan-1.0-py3-none-any.whl', version: '1.0', digest: 'd1', hasDependencies: false };
const PYTHON = { executable: '/usr/bin/python3', version: '3.12.1', source: 'PATH' };

class FakeHost implements InstallHost {
  readonly platform = 'linux';
  readonly files = new Map<string, string>();
  readonly ran: string[] = [];
  cancelled = false;

  constructor(private readonly answers: (line: string) => StepResult = () => ({ code: 0, output: '' })) {}

  readonly run = (command: string, args: readonly string[]): Promise<StepResult> => {
    const line = [command, ...args].join(' ');
    this.ran.push(line);
    return Promise.resolve(this.answers(line));
  };
  readonly isExecutable = (file: string): Promise<boolean> => Promise.resolve(this.files.has(file));
  readonly read = (file: string): Promise<string | undefined> => Promise.resolve(this.files.get(file));
  readonly write = (file: string, text: string): Promise<void> => {
    this.files.set(file, text);
    return Promise.resolve();
  };
  readonly removeFolder = (folder: string): Promise<void> => {
    this.ran.push(`remove ${folder}`);
    return Promise.resolve();
  };
  readonly isCancelled = (): boolean => this.cancelled;
}

describe('the wheel', () => {
  test('is found among others', () => {
    const names = ['README', 'groundplan-0.9-py3-none-any.whl', 'pygls-2.1.1-py3-none-any.whl'];
    assert.deepEqual(describeWheel('/b', names, () => 'hash'), {
      file: '/b/groundplan-0.9-py3-none-any.whl',
      version: '0.9',
      digest: 'hash',
      hasDependencies: true,
    });
    assert.equal(describeWheel('/b', ['groundplan-0.9-py3-none-any.whl'], () => '')?.hasDependencies, false);
    assert.equal(describeWheel('/b', ['groundplan.txt'], () => ''), undefined);
  });

  test('another build or another Python is another folder', () => {
    const folder = environmentFolder('/s', WHEEL, '');
    assert.match(folder, /^\/s\/server-1\.0-[0-9a-f]{10}$/);
    assert.notEqual(folder, environmentFolder('/s', { ...WHEEL, digest: 'd2' }, ''));
    assert.notEqual(folder, environmentFolder('/s', WHEEL, '/opt/python'));
    assert.equal(environmentPython('C:\\s', 'win32'), 'C:\\s\\Scripts\\python.exe');
  });
});

describe('making an environment', () => {
  test('its steps, and a receipt that makes it whole', async () => {
    const host = new FakeHost();
    const shown: string[] = [];
    assert.equal(await makeEnvironment('/s/e', WHEEL, PYTHON, host, (step) => shown.push(step)), undefined);
    assert.deepEqual(
      host.ran.map((line) => line.split(' ').slice(0, 5).join(' ')),
      ['remove /s/e', '/usr/bin/python3 -I -m venv /s/e', '/s/e/bin/python -I -m pip install', '/s/e/bin/python -I -m groundplan --version'],
    );
    assert.equal(shown.length, 3);
    assert.equal(await isWhole('/s/e', WHEEL, host), false, 'its Python is not there');
    host.files.set('/s/e/bin/python', '');
    assert.equal(await isWhole('/s/e', WHEEL, host), true);
    assert.equal(await isWhole('/s/e', { ...WHEEL, digest: 'new' }, host), false, 'the extension brings another wheel');
    host.files.set('/s/e/groundplan-environment.json', '{');
    assert.equal(await isWhole('/s/e', WHEEL, host), false);
  });

  test('nothing is left behind where a step fails', async () => {
    const host = new FakeHost((line) => (line.includes(' pip ') ? { code: 1, output: 'ERROR: NewConnectionError(' } : { code: 0, output: '' }));
    const failure = await makeEnvironment('/s/e', WHEEL, PYTHON, host, () => undefined);
    assert.equal(failure?.kind, 'network');
    assert.equal(host.ran.at(-1), 'remove /s/e');
    assert.equal(host.files.size, 0);
  });

  test('cancelling is no failure of the network', async () => {
    const host = new FakeHost(() => {
      host.cancelled = true;
      return { code: null, output: '' };
    });
    assert.equal((await makeEnvironment('/s/e', WHEEL, PYTHON, host, () => undefined))?.kind, 'cancelled');
  });

  test('bundled packages are tried without the network first', async () => {
    const host = new FakeHost((line) => ({ code: line.includes('--no-index') ? 1 : 0, output: '' }));
    assert.equal(await makeEnvironment('/s/e', { ...WHEEL, hasDependencies: true }, PYTHON, host, () => undefined), undefined);
    assert.equal(host.ran.filter((line) => line.includes(' pip ')).length, 2);
    assert.match(host.ran.find((line) => line.includes('--no-index')) ?? '', /--find-links \/x\/bundled /);
  });
});

describe('why it could not be made', () => {
  const outputs: readonly (readonly [string, string])[] = [
    ['network', "WARNING: Retrying after connection broken by 'NameResolutionError(...)': /simple/pygls/"],
    ['certificate', 'SSLError(SSLCertVerificationError(1, "[SSL: CERTIFICATE_VERIFY_FAILED]"))'],
    ['space', "OSError: [Errno 28] No space left on device: '/home'"],
    ['no-wheel', 'ERROR: Failed building wheel for tree-sitter'],
    ['files', "ERROR: [Errno 13] Permission denied: '/home/ada'"],
    ['other', 'collecting\nERROR: something new.\n[notice] a new release'],
  ];
  for (const [kind, output] of outputs) {
    test(kind, () => {
      const failure = explainFailure('pip', output);
      assert.equal(failure.kind, kind);
      const { reason, advice } = describeFailure(failure);
      assert.ok(reason.endsWith('.') && advice.endsWith('.'));
    });
  }

  test('the last error is told, without the prefix', () => {
    assert.equal(explainFailure('pip', 'a\nERROR: something new.\n').detail, 'something new');
    assert.equal(explainFailure('venv', '').kind, 'venv');
    assert.equal(explainFailure('start', 'ImportError: no').detail, 'ImportError: no');
  });
});

test('environments that nobody used for two weeks go', () => {
  const now = Date.parse('2030-01-31');
  const days = (number: number): number => now - number * 86_400_000;
  const entries = [
    { name: 'server-1.0-a', usedAt: days(40) },
    { name: 'server-1.1-b', usedAt: days(3) },
    { name: 'server-1.2-c', usedAt: days(40) },
    { name: 'other', usedAt: days(400) },
  ];
  assert.deepEqual(leftovers(entries, 'server-1.2-c', now), ['server-1.0-a']);
});

test('a lock is held by one, and taken over from the dead', async () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'groundplan-'));
  const file = path.join(folder, 'a.lock');
  try {
    assert.equal(await tryLock(file), true);
    assert.equal(await tryLock(file), false, 'this process lives');
    await unlock(file);
    writeFileSync(file, '999999999');
    assert.equal(await tryLock(file), true, 'no such process');
    const longAgo = new Date(Date.now() - 3_600_000);
    utimesSync(file, longAgo, longAgo);
    assert.equal(await tryLock(file), true, 'nothing takes an hour');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a command runs without a shell, line by line, and can be stopped', async () => {
  const lines: string[] = [];
  const options = { directory: os.tmpdir(), signal: new AbortController().signal, onLine: (line: string) => lines.push(line) };
  const script = 'console.log("a $HOME"); console.error("b"); process.exitCode = 3';
  assert.equal((await runCommand(process.execPath, ['-e', script], options)).code, 3);
  assert.deepEqual(lines.sort(), ['a $HOME', 'b']);
  assert.equal((await runCommand('/no/such/program', [], options)).code, null);
  const stopped = new AbortController();
  setTimeout(() => { stopped.abort(); }, 50);
  const waiting = await runCommand(process.execPath, ['-e', 'setTimeout(() => {}, 60000)'], { ...options, signal: stopped.signal });
  assert.equal(waiting.code, null);
  assert.equal(await askCommand(process.execPath, ['-e', 'process.exit(1)'], os.tmpdir()), undefined);
});
