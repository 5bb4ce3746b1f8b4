import assert from 'node:assert/strict';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { after, test } from 'node:test';

import { probeHost } from '../src/hostProbe';

const folder = mkdtempSync(path.join(os.tmpdir(), 'groundplan-probe-'));
after(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('only a file that may be executed is executable', async () => {
  const { isExecutable } = probeHost();
  const script = path.join(folder, 'script');
  writeFileSync(script, '#!/bin/sh\n');
  chmodSync(script, 0o755);
  mkdirSync(path.join(folder, 'directory'));
  assert.equal(await isExecutable(script), true);
  assert.equal(await isExecutable(path.join(folder, 'directory')), false);
  assert.equal(await isExecutable(path.join(folder, 'absent')), false);
  assert.equal(await isExecutable('a\0b'), false);
});

test('a text file and a broken link are not', async () => {
  const { isExecutable } = probeHost();
  const text = path.join(folder, 'text');
  writeFileSync(text, '');
  chmodSync(text, 0o644);
  symlinkSync(path.join(folder, 'nowhere'), path.join(folder, 'link'));
  // Windows has no execute permission: whatever exists counts.
  assert.equal(await isExecutable(text), process.platform === 'win32');
  assert.equal(await isExecutable(path.join(folder, 'link')), false);
});

test('the search path has no empty entry', () => {
  assert.ok(probeHost().searchPath.every((entry) => entry !== ''));
});
