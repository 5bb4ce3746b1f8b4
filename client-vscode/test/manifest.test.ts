/** package.json against the sources, and against the server where both know the same thing. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { test } from 'node:test';

import manifest from '../package.json';
import * as ids from '../src/commands/ids';
import { OLDEST } from '../src/install/pythons';

const contributed = manifest.contributes.commands.map(({ command }) => command);

interface Setting {
  readonly default?: unknown;
  readonly scope?: string;
  readonly markdownDescription?: string;
}

const settings = Object.assign({}, ...manifest.contributes.configuration.map((group) => group.properties)) as Readonly<
  Record<string, Setting>
>;

test('every contributed command has its id, and none is a command of the server', () => {
  const own = Object.entries(ids)
    .filter(([name]) => !name.startsWith('SERVER_') && !name.endsWith('_VIEW') && name !== 'OPEN_SERVER_SETTINGS')
    .map(([, id]) => id);
  assert.deepEqual([...contributed].sort(), own.sort());
  for (const id of Object.entries(ids).flatMap(([name, each]) => (name.startsWith('SERVER_') ? [each] : []))) {
    assert.ok(!contributed.includes(id), id);
  }
});

test('what menus, keys, views and the walkthrough refer to is there', () => {
  const views = manifest.contributes.views.explorer.map(({ id }) => id);
  assert.deepEqual([...views].sort(), [ids.PLAN_OUTLINE_VIEW, ids.PRIOR_ART_VIEW].sort());
  const used = [
    ...Object.values(manifest.contributes.menus).flatMap((items) =>
      items.flatMap((item) => ('command' in item ? [item.command] : [])),
    ),
    ...manifest.contributes.keybindings.map(({ command }) => command),
  ];
  for (const command of used) {
    assert.ok(contributed.includes(command), command);
  }
  for (const { description, media } of manifest.contributes.walkthroughs.flatMap(({ steps }) => steps)) {
    assert.ok(existsSync(media.markdown), media.markdown);
    for (const [, command = ''] of description.matchAll(/\(command:([^)]+)\)/g)) {
      assert.ok(contributed.includes(command) || command.startsWith('workbench.'), command);
    }
  }
});

test('a command that needs a plan or a server is hidden without one', () => {
  const conditions = new Map(manifest.contributes.menus.commandPalette.map(({ command, when }) => [command, when]));
  for (const command of contributed) {
    const always: readonly string[] = [ids.RESTART_SERVER, ids.SHOW_LOG];
    assert.equal(conditions.has(command), !always.includes(command), command);
  }
});

test('the oldest Python is that of the server', () => {
  const project = readFileSync(path.resolve('..', 'pyproject.toml'), 'utf8');
  assert.match(project, new RegExp(`requires-python = ">=${OLDEST.join('\\.')}"`));
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

test('the modifiers of semantic tokens are those of the server', () => {
  const source = readFileSync(path.resolve('..', 'server', 'groundplan', 'lsp', 'semantic_tokens.py'), 'utf8');
  const list = /TOKEN_MODIFIERS = \[([^\]]*)\]/.exec(source)?.[1] ?? '';
  const modifiers = manifest.contributes.semanticTokenModifiers.map(({ id }) => id);
  assert.deepEqual(modifiers, [...list.matchAll(/"([^"]+)"/g)].map((match) => match[1]));
  for (const { scopes } of manifest.contributes.semanticTokenScopes) {
    assert.ok(Object.keys(scopes).every((selector) => modifiers.includes(selector.replace('*.', ''))));
  }
});

test('every submenu that is shown has items', () => {
  for (const item of manifest.contributes.menus['editor/context']) {
    assert.ok(manifest.contributes.submenus.some(({ id }) => id === item.submenu));
  }
  assert.ok(manifest.contributes.menus['groundplan.editor'].length > 0);
});

test('the lock file names no registry', () => {
  assert.doesNotMatch(readFileSync('package-lock.json', 'utf8'), /"resolved"/);
});
