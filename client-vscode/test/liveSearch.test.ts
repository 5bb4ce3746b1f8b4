import assert from 'node:assert/strict';
import { test } from 'node:test';

import { LiveSearch } from '../src/liveSearch';

/** A search whose answers the test gives. */
function begin(isThere = true) {
  const asked: { answer: (found: string[]) => void; refuse: (error: Error) => void; signal: AbortSignal }[] = [];
  const shown: (readonly string[])[] = [];
  const failures: unknown[] = [];
  const state = { isThere, busy: false };
  const live = new LiveSearch<string>({
    ask: (signal) =>
      state.isThere
        ? new Promise<string[]>((answer, refuse) => {
            asked.push({ answer, refuse, signal });
          })
        : undefined,
    show: (found) => shown.push(found),
    setBusy: (busy) => {
      state.busy = busy;
    },
    fail: (error) => failures.push(error),
  });
  return { live, asked, shown, failures, state };
}

test('the latest search wins', async () => {
  const { live, asked, shown, state } = begin();
  const first = live.search();
  const second = live.search();
  assert.equal(asked[0]?.signal.aborted, true);
  asked[1]?.answer(['new']);
  asked[0].answer(['old']);
  await Promise.all([first, second]);
  assert.deepEqual(shown, [['new']]);
  assert.equal(state.busy, false);
});

test('nobody to ask: busy until somebody comes', async () => {
  const { live, asked, shown, state } = begin(false);
  await live.search();
  assert.equal(state.busy, true);
  state.isThere = true;
  const change = live.answererChanged();
  asked[0]?.answer(['found']);
  await change;
  assert.deepEqual(shown, [['found']]);
  assert.equal(state.busy, false);
});

test('an empty answer given before a change is asked for again', async () => {
  const { live, asked, shown } = begin();
  const search = live.search();
  await live.answererChanged();
  asked[0]?.answer([]);
  await new Promise(setImmediate);
  assert.equal(asked.length, 2);
  asked[1]?.answer(['found']);
  await search;
  assert.deepEqual(shown, [[], ['found']]);
});

test('a list that somebody reads stays as it is', async () => {
  const { live, asked, shown } = begin();
  const search = live.search();
  asked[0]?.answer(['found']);
  await search;
  await live.answererChanged();
  assert.equal(asked.length, 1);
  assert.deepEqual(shown, [['found']]);
});

test('a failure is reported once, and not that of a search given up', async () => {
  const { live, asked, failures, state } = begin();
  const first = live.search();
  const second = live.search();
  asked[0]?.refuse(new Error('given up'));
  asked[1]?.refuse(new Error('gone'));
  await Promise.all([first, second]);
  assert.deepEqual(failures.map(String), ['Error: gone']);
  assert.equal(state.busy, false);
});

test('nothing is shown after the end', async () => {
  const { live, asked, shown } = begin();
  const search = live.search();
  live.stop();
  asked[0]?.answer(['late']);
  await search;
  assert.deepEqual(shown, []);
});
