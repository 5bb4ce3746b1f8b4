import assert from 'node:assert/strict';
import { test } from 'node:test';

import { parseInitializationOptions, parseServerSettings } from '../src/settings';

function reader(values: Readonly<Record<string, unknown>>): (key: string) => unknown {
  return (key) => values[key];
}

test('server settings are read and trimmed', () => {
  const read = reader({ 'server.path': ' /opt/groundplan ', 'server.interpreter': 'python3', 'server.args': ['-v'] });
  assert.deepEqual(parseServerSettings(read), { path: '/opt/groundplan', interpreter: 'python3', args: ['-v'], python: '' });
});

test('values of the wrong type count as not given', () => {
  const read = reader({ 'server.path': 7, 'server.interpreter': null, 'server.args': ['-v', 3, null] });
  assert.deepEqual(parseServerSettings(read), { path: '', interpreter: '', args: ['-v'], python: '' });
  assert.deepEqual(parseServerSettings(reader({ 'server.args': '-v' })).args, []);
});

test('the globs travel with initialize', () => {
  assert.deepEqual(parseInitializationOptions(reader({ 'plans.globs': ['**/plan.md'] })), {
    status: true,
    reports: true,
    plans: { globs: ['**/plan.md'] },
  });
});
