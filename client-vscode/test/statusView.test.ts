import assert from 'node:assert/strict';
import { test } from 'node:test';

import { parseServerStatus, type StatusView, viewClientStatus, viewServerStatus } from '../src/statusView';

function viewOf(params: unknown): StatusView {
  const status = parseServerStatus(params);
  assert.ok(status, 'the status was not understood');
  return viewServerStatus(status);
}

test('indexing is busy and says how far it is', () => {
  assert.deepEqual(viewOf({ state: 'indexing', message: '120 of 1,900 files', files: 120 }), {
    text: 'Groundplan: indexing',
    detail: '120 of 1,900 files',
    severity: 'information',
    busy: true,
    action: 'showLog',
  });
});

test('ready shows the counts', () => {
  const view = viewOf({ state: 'ready', message: '', files: 1900, types: 1, handlers: 0, routes: 42 });
  assert.equal(view.text, 'Groundplan');
  assert.equal(view.detail, '1,900 files · 1 type · 0 handlers · 42 routes');
  assert.equal(view.action, 'reindex');
  assert.equal(view.busy, false);
});

test('ready without counts still says something', () => {
  assert.equal(viewOf({ state: 'ready' }).detail, 'ready');
});

test('partial warns with the cause and what there is', () => {
  const view = viewOf({ state: 'partial', message: '3 files could not be read', files: 80 });
  assert.equal(view.severity, 'warning');
  assert.equal(view.detail, '3 files could not be read · 80 files');
});

test('an error shows its cause and leads to the log', () => {
  const view = viewOf({ state: 'error', message: 'the cache is full' });
  assert.deepEqual([view.severity, view.detail, view.action], ['error', 'the cache is full', 'showLog']);
});

test('counts of the wrong type are left out', () => {
  assert.equal(viewOf({ state: 'ready', message: 7, files: '12', types: NaN, routes: 3 }).detail, '3 routes');
});

for (const params of [undefined, null, 'ready', 3, [], {}, { state: 'sleeping' }]) {
  test(`no status: ${JSON.stringify(params)}`, () => {
    assert.equal(parseServerStatus(params), undefined);
  });
}

test('a missing server leads to the settings, a stopped one to a restart', () => {
  assert.equal(viewClientStatus({ state: 'missing', reason: 'Not on PATH.' }).action, 'openSettings');
  assert.equal(viewClientStatus({ state: 'missing', reason: 'Not on PATH.' }).detail, 'Not on PATH.');
  assert.equal(viewClientStatus({ state: 'stopped' }).action, 'restart');
  assert.equal(viewClientStatus({ state: 'failed' }).action, 'showLog');
  assert.equal(viewClientStatus({ state: 'starting' }).busy, true);
  assert.equal(viewClientStatus({ state: 'running' }).busy, false);
});
