import assert from 'node:assert/strict';
import { test } from 'node:test';

import { CrashPolicy } from '../src/crashPolicy';

const MINUTE = 60_000;

test('the fifth crash within three minutes is the last', () => {
  const policy = new CrashPolicy();
  assert.deepEqual([0, 1, 2, 3, 4].map((second) => policy.mayRestart(second * 1000)), [true, true, true, true, false]);
});

test('crashes long ago are forgotten', () => {
  const policy = new CrashPolicy();
  for (let crash = 0; crash < 20; crash += 1) {
    assert.equal(policy.mayRestart(crash * MINUTE), true, `crash ${crash}`);
  }
});
