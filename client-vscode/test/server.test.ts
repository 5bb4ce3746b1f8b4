import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import {
  findConfiguredServer,
  findInstalledServer,
  isSameCommand,
  siblingCommand,
  type ServerProbe, type ServerSearch, type WorkspaceFacts } from '../src/server';
import type { ServerSettings } from '../src/settings';

const NOTHING_SET: ServerSettings = { path: '', interpreter: '', args: [], python: '' };
const TRUSTED: WorkspaceFacts = { folders: ['/shop', '/library'], trusted: true };
const UNTRUSTED: WorkspaceFacts = { ...TRUSTED, trusted: false };

function linux(...executables: readonly string[]): ServerProbe {
  return {
    platform: 'linux',
    homeDirectory: '/home/ada',
    searchPath: ['.', 'bin', '/usr/local/bin', '/usr/bin'],
    isExecutable: (file) => Promise.resolve(executables.includes(file)),
  };
}

function windows(...executables: readonly string[]): ServerProbe {
  return {
    platform: 'win32',
    homeDirectory: 'C:\\Users\\ada',
    searchPath: ['C:\\Tools'],
    isExecutable: (file) => Promise.resolve(executables.includes(file)),
  };
}

/** The whole search as a session goes through it where the extension carries no server. */
async function findServer(settings: ServerSettings, workspace: WorkspaceFacts, probe: ServerProbe): Promise<ServerSearch> {
  return (await findConfiguredServer(settings, workspace, probe)) ?? (await findInstalledServer(settings, workspace, probe));
}

function commandLine(search: ServerSearch): readonly string[] {
  assert.ok(search.kind === 'found', JSON.stringify(search));
  return [search.command.command, ...search.command.args];
}

function reason(search: ServerSearch): string {
  assert.ok(search.kind === 'missing', JSON.stringify(search));
  return search.reason;
}

describe('the order of the search', () => {
  const everything = linux('/opt/groundplan', '/opt/python', '/shop/.venv/bin/groundplan', '/usr/bin/groundplan');

  test('the path setting comes first', async () => {
    const settings = { path: '/opt/groundplan', interpreter: '/opt/python', args: ['--verbose'], python: '' };
    assert.deepEqual(commandLine(await findServer(settings, TRUSTED, everything)), ['/opt/groundplan', 'serve', '--verbose']);
  });

  test('then the interpreter, as a module and with the safe path', async () => {
    const search = await findServer({ ...NOTHING_SET, interpreter: '/opt/python' }, TRUSTED, everything);
    assert.deepEqual(commandLine(search), ['/opt/python', '-m', 'groundplan', 'serve']);
    assert.deepEqual(search.kind === 'found' && search.command.env, { PYTHONSAFEPATH: '1' });
  });

  test('then .venv of a workspace folder, the first folder that has one', async () => {
    const both = linux('/library/.venv/bin/groundplan', '/usr/bin/groundplan');
    assert.deepEqual(commandLine(await findServer(NOTHING_SET, TRUSTED, everything)), ['/shop/.venv/bin/groundplan', 'serve']);
    assert.deepEqual(commandLine(await findServer(NOTHING_SET, TRUSTED, both)), ['/library/.venv/bin/groundplan', 'serve']);
  });

  test('then PATH, in its order', async () => {
    const two = linux('/usr/bin/groundplan', '/usr/local/bin/groundplan');
    assert.deepEqual(commandLine(await findServer(NOTHING_SET, TRUSTED, two)), ['/usr/local/bin/groundplan', 'serve']);
  });

  test('a path that names nothing ends the search', async () => {
    const search = await findServer({ ...NOTHING_SET, path: '/opt/absent' }, TRUSTED, everything);
    assert.match(reason(search), /groundplan\.server\.path names "\/opt\/absent", which is not an executable file/);
  });

  test('an interpreter that names nothing ends the search', async () => {
    const search = await findServer({ ...NOTHING_SET, interpreter: 'python9' }, TRUSTED, everything);
    assert.match(reason(search), /groundplan\.server\.interpreter names "python9"/);
  });

  test('where nothing is found, every place is listed in order', async () => {
    const search = await findServer(NOTHING_SET, TRUSTED, linux());
    assert.match(reason(search), /neither in \.venv of the workspace nor on PATH/);
    assert.deepEqual(search.kind === 'missing' && search.tried, [
      '/shop/.venv/bin/groundplan',
      '/library/.venv/bin/groundplan',
      '/usr/local/bin/groundplan',
      '/usr/bin/groundplan',
    ]);
  });

  test('no folder open', async () => {
    const search = await findServer(NOTHING_SET, { folders: [], trusted: true }, linux());
    assert.equal(reason(search), 'The groundplan server was not found on PATH.');
  });
});

describe('an untrusted workspace starts nothing of its own', () => {
  test('its .venv is not even looked at', async () => {
    const looked: string[] = [];
    const probe: ServerProbe = {
      ...linux(),
      isExecutable: (file) => {
        looked.push(file);
        return Promise.resolve(file.startsWith('/shop/'));
      },
    };
    const search = await findServer(NOTHING_SET, UNTRUSTED, probe);
    assert.ok(search.kind === 'missing');
    assert.deepEqual(looked, ['/usr/local/bin/groundplan', '/usr/bin/groundplan']);
    assert.match(search.reason, /not trusted is not searched/);
    assert.match(search.tried[0] ?? '', /\.venv.*not trusted/);
  });

  test('PATH still serves it', async () => {
    const probe = linux('/shop/.venv/bin/groundplan', '/usr/bin/groundplan');
    assert.deepEqual(commandLine(await findServer(NOTHING_SET, UNTRUSTED, probe)), ['/usr/bin/groundplan', 'serve']);
  });

  for (const value of ['.venv/bin/groundplan', '${workspaceFolder}/.venv/bin/groundplan', './run']) {
    test(`a setting that leads into it is refused: ${value}`, async () => {
      const probe = linux('/shop/.venv/bin/groundplan', '/shop/run');
      assert.match(reason(await findServer({ ...NOTHING_SET, path: value }, UNTRUSTED, probe)), /not trusted/);
      assert.equal((await findServer({ ...NOTHING_SET, path: value }, TRUSTED, probe)).kind, 'found');
    });
  }
});

describe('what a setting may say', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['~/bin/groundplan', '/home/ada/bin/groundplan'],
    ['${userHome}/bin/groundplan', '/home/ada/bin/groundplan'],
    ['${workspaceFolder}/tools/groundplan', '/shop/tools/groundplan'],
    ['tools/groundplan', '/shop/tools/groundplan'],
    ['../tools/groundplan', '/tools/groundplan'],
    ['groundplan-next', '/usr/bin/groundplan-next'],
    ['/opt/a b/$&/groundplan', '/opt/a b/$&/groundplan'],
  ];
  for (const [value, expected] of cases) {
    test(value, async () => {
      const search = await findServer({ ...NOTHING_SET, path: value }, TRUSTED, linux(expected));
      assert.deepEqual(commandLine(search), [expected, 'serve']);
    });
  }

  test('a relative path without a folder', async () => {
    const search = await findServer({ ...NOTHING_SET, path: 'a/b' }, { folders: [], trusted: true }, linux('/a/b'));
    assert.match(reason(search), /none is open/);
  });

  test('a relative entry of PATH is never used', async () => {
    const search = await findServer(NOTHING_SET, TRUSTED, linux('bin/groundplan', 'groundplan', '/shop/bin/groundplan'));
    assert.equal(search.kind, 'missing');
  });
});

describe('Windows', () => {
  const workspace = { folders: ['C:\\shop'], trusted: true };

  test('.venv keeps its scripts elsewhere', async () => {
    const probe = windows('C:\\shop\\.venv\\Scripts\\groundplan.exe');
    assert.deepEqual(commandLine(await findServer(NOTHING_SET, workspace, probe)), [
      'C:\\shop\\.venv\\Scripts\\groundplan.exe',
      'serve',
    ]);
  });

  test('a name without a suffix is an .exe', async () => {
    const probe = windows('C:\\Tools\\groundplan.exe', 'C:\\Users\\ada\\py\\python.exe');
    assert.equal(commandLine(await findServer(NOTHING_SET, workspace, probe))[0], 'C:\\Tools\\groundplan.exe');
    const settings = { ...NOTHING_SET, interpreter: '~\\py\\python' };
    assert.equal(commandLine(await findServer(settings, workspace, probe))[0], 'C:\\Users\\ada\\py\\python.exe');
  });

  test('a batch file is refused with what to do instead', async () => {
    const probe = windows('C:\\Tools\\groundplan.cmd');
    const search = await findServer({ ...NOTHING_SET, path: 'C:\\Tools\\groundplan.cmd' }, workspace, probe);
    assert.match(reason(search), /names a batch file/);
    assert.match(search.kind === 'missing' ? search.advice : '', /\.exe/);
  });
});

test('commands are the same where path and arguments are', () => {
  const command = { command: '/a', args: ['serve'], env: {} };
  assert.ok(isSameCommand(command, { ...command, args: ['serve'] }));
  assert.ok(!isSameCommand(command, { ...command, args: ['serve', '-v'] }));
  assert.ok(!isSameCommand(command, { ...command, command: '/b' }));
});

test('another command of the same program', () => {
  const module = { command: '/p', args: ['-m', 'groundplan', 'serve', '-v'], env: { PYTHONSAFEPATH: '1' } };
  assert.deepEqual(siblingCommand(module, 'doctor'), { ...module, args: ['-m', 'groundplan', 'doctor'] });
});
