import assert from 'node:assert/strict';
import { test } from 'node:test';

import { relinked, reportName } from '../src/reportText';

const ROOT = '/home/jo/the clinic (ü)';

test('links to files of the first folder begin at it', () => {
  const given = 'see [`A`](file:///home/jo/the%20clinic%20%28%C3%BC%29/api/a%20b.go#L12), [docs](https://example.org/x)';
  assert.equal(relinked(given, ROOT), 'see [`A`](/api/a%20b.go#L12), [docs](https://example.org/x)');
});

test('links to other folders lead out of it', () => {
  assert.equal(relinked('[x](file:///home/jo/other/x.go)', ROOT), '[x](/../other/x.go)');
  assert.equal(relinked('[x](file:///opt/mod/x%28y%29.go#L3)', ROOT), '[x](/../../../opt/mod/x%28y%29.go#L3)');
});

test('drives count as folders, whatever their case', () => {
  assert.equal(relinked('[x](file:///C%3A/code/api/x.go#L3)', '/c:/code'), '[x](/api/x.go#L3)');
  assert.equal(relinked('[x](file:///D:/mod/x.go)', '/c:/code'), '[x](/../../d%3A/mod/x.go)');
});

test('what is no such link stays', () => {
  for (const given of ['file:///a.go', '[x](file:///a%ZZ.go)', '[x](#L3)', '[x](file://server/share/x.go)']) {
    assert.equal(relinked(given, ROOT), given);
  }
});

test('a tab has a name without slashes', () => {
  assert.equal(reportName('Slice of POST /v1/invoices/{id}'), 'Slice of POST ∕v1∕invoices∕{id}');
  assert.equal(reportName('Slice of a?b#c\\d'), 'Slice of a b c d');
});
