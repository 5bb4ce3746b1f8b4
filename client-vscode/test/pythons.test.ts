import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { type AskCommand, findPython, pythonCandidates, type PythonSearch } from '../src/install/pythons';

function machine(pythons: Readonly<Record<string, string>>): AskCommand {
  return (command, args) => Promise.resolve(pythons[[command, ...args.filter((arg) => arg === '-3')].join(' ')]);
}

function answer(version: readonly number[], executable: string, able = true): string {
  return `${JSON.stringify({ version, executable, able })}\n`;
}

async function search(
  pythons: Readonly<Record<string, string>>,
  { setting = '', chosen, platform = 'linux' }: { setting?: string; chosen?: string; platform?: NodeJS.Platform } = {},
): Promise<PythonSearch> {
  return await findPython(pythonCandidates(setting, chosen, platform), machine(pythons));
}

const SYSTEM = { python3: answer([3, 12, 1], '/usr/bin/python3.12') };

describe('the order', () => {
  test('a setting is asked alone', async () => {
    const found = await search({ ...SYSTEM, '/opt/py': answer([3, 13, 0], '/opt/py') }, { setting: '/opt/py', chosen: '/x' });
    assert.equal(found.kind === 'found' && found.python.executable, '/opt/py');
    const wrong = await search(SYSTEM, { setting: '/opt/none' });
    assert.match(wrong.kind === 'missing' ? wrong.reason : '', /groundplan\.server\.python names "\/opt\/none"/);
  });

  test('the Python extension comes before PATH', async () => {
    const found = await search({ ...SYSTEM, '/venv/python': answer([3, 11, 2], '/venv/python') }, { chosen: '/venv/python' });
    assert.equal(found.kind === 'found' && found.python.source, 'the Python extension');
  });

  test('what the extension chose may be too old', async () => {
    const found = await search({ ...SYSTEM, '/old': answer([3, 8, 10], '/old') }, { chosen: '/old' });
    assert.equal(found.kind === 'found' && found.python.version, '3.12.1');
    assert.match(found.tried[0] ?? '', /3\.8\.10 is too old/);
  });

  test('Windows asks the launcher first, which says what it started', async () => {
    const found = await search({ 'py -3': answer([3, 14, 0], 'C:\\Py\\python.exe') }, { platform: 'win32' });
    assert.deepEqual(found.kind === 'found' && found.python, {
      executable: 'C:\\Py\\python.exe',
      version: '3.14.0',
      source: 'the py launcher',
    });
  });
});

describe('why there is none', () => {
  test('no Python at all', async () => {
    const missing = await search({});
    assert.ok(missing.kind === 'missing');
    assert.match(missing.reason, /needs Python 3\.10 or later, and none was found/);
    assert.equal(missing.tried.length, 2);
  });

  test('only an old one', async () => {
    const missing = await search({ python3: answer([3, 9, 9], '/usr/bin/python3') });
    assert.match(missing.kind === 'missing' ? missing.reason : '', /python3 is Python 3\.9\.9/);
  });

  test('one without venv', async () => {
    const missing = await search({ python3: answer([3, 11, 2], '/usr/bin/python3', false) });
    assert.match(missing.kind === 'missing' ? missing.advice : '', /python3-venv/);
  });

  for (const output of ['', 'Python 2.7', '{', '{"version": "3"}', '{"version": [3], "executable": "/p", "able": true}']) {
    test(`an answer that is none: ${output}`, async () => {
      assert.equal((await search({ python3: output })).kind, 'missing');
    });
  }

  test('a banner before the answer does no harm', async () => {
    assert.equal((await search({ python3: `activating…\r\n${answer([3, 10, 0], '/p')}` })).kind, 'found');
  });
});
