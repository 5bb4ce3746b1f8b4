/** package.json against the sources, and against the server where both know the same thing. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';

import manifest from '../package.json';
import * as ids from '../src/commands/ids';

interface Setting {
  readonly default?: unknown;
  readonly scope?: string;
  readonly markdownDescription?: string;
}

const settings = Object.assign({}, ...manifest.contributes.configuration.map((group) => group.properties)) as Readonly<
  Record<string, Setting>
>;

test('every contributed command has its id, and none is a command of the server', () => {
  const contributed = manifest.contributes.commands.map(({ command }) => command).sort();
  assert.deepEqual(contributed, [ids.REINDEX_WORKSPACE, ids.RESTART_SERVER, ids.SHOW_LOG].sort());
  assert.ok(!contributed.includes(ids.SERVER_REINDEX));
});

test('every setting has a scope, a default and a description', () => {
  for (const [name, setting] of Object.entries(settings)) {
    assert.ok(setting.scope && setting.markdownDescription && 'default' in setting, name);
  }
});

test('what chooses the process is restricted in untrusted workspaces, and can be set per machine', () => {
  const executable = Object.keys(settings).filter((name) => name.startsWith('groundplan.server.'));
  assert.deepEqual(manifest.capabilities.untrustedWorkspaces.restrictedConfigurations, executable);
  for (const name of executable) {
    assert.equal(settings[name]?.scope, 'machine-overridable', name);
  }
});

test('the default globs are those of the server', () => {
  // npm runs scripts in the package's folder.
  const source = readFileSync(path.resolve('..', 'server', 'groundplan', 'model', 'settings.py'), 'utf8');
  const tuple = /DEFAULT_PLAN_GLOBS[^=]*= \(([^)]*)\)/.exec(source)?.[1] ?? '';
  const globs = [...tuple.matchAll(/"([^"]+)"/g)].map((match) => match[1]);
  assert.ok(globs.length > 0, 'DEFAULT_PLAN_GLOBS was not found in server/groundplan/model/settings.py');
  assert.deepEqual(settings['groundplan.plans.globs']?.default, globs);
});

test('the lock file names no registry', () => {
  assert.doesNotMatch(readFileSync('package-lock.json', 'utf8'), /"resolved"/);
});
