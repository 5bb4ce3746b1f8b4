import assert from 'node:assert/strict';
import { test } from 'node:test';

import { describeSection, grouped, parseNewPlan, parseOutline, parsePriorArt, parseReport, placeEvidence, sectionAt } from '../src/answers';

const FIND = {
  group: 'type',
  title: 'model.Invoice',
  detail: 'registered model in model',
  reasons: ['name shares invoice', 7],
  uri: 'file:///shop/invoice.go',
  path: 'invoice.go',
  line: 11,
  markdown: '[`model.Invoice`](../invoice.go#L12)',
};

test('finds are read, and grouped in order', () => {
  const items = parsePriorArt({ items: [FIND, { ...FIND, group: 'feature', title: 'POST /v1/x' }] });
  assert.deepEqual(items[0]?.reasons, ['name shares invoice']);
  assert.deepEqual(grouped(items).map(({ group }) => group), ['feature', 'type']);
});

for (const answer of [undefined, null, 3, {}, { items: 'x' }, { items: [null, {}, { ...FIND, group: 'ship' }, { ...FIND, uri: 1 }] }]) {
  test(`no finds: ${JSON.stringify(answer)}`, () => {
    assert.deepEqual(parsePriorArt(answer), []);
  });
}

function section(title: string, line: number, rest: object = {}): object {
  const position = { line, character: 0 };
  return { title, level: 2, parent: -1, range: { start: position, end: { line: line + 4, character: 0 } }, selectionRange: { start: position, end: position }, state: 'filled', blanks: 0, findings: 0, role: '', ...rest };
}

test('an outline is read; a parent that would make a circle is none', () => {
  const outline = parseOutline({
    isPlan: true,
    sections: [section('Plan', 0), section('Summary', 2, { parent: 0, state: 'blank', role: 'executive-summary' }), section('X', 9, { parent: 2 })],
  });
  assert.deepEqual(outline.sections.map(({ parent }) => parent), [-1, 0, -1]);
  assert.equal(sectionAt(outline, 5)?.title, 'Summary');
  assert.equal(sectionAt(parseOutline({ isPlan: true, sections: [section('Late', 3)] }), 1), undefined);
});

test('a document that is no plan has no outline', () => {
  for (const answer of [undefined, null, [], { isPlan: 'yes' }]) {
    assert.deepEqual(parseOutline(answer), { isPlan: false, sections: [] });
  }
});

test('a section says what is left to do', () => {
  const described = (rest: object): string => {
    const [only] = parseOutline({ isPlan: true, sections: [section('A', 0, rest)] }).sections;
    assert.ok(only);
    return describeSection(only);
  };
  assert.equal(described({}), '');
  assert.equal(described({ state: 'blank', blanks: 3 }), 'blank');
  assert.equal(described({ blanks: 1 }), '1 open blank');
  assert.equal(described({ state: 'flagged', findings: 2, blanks: 2 }), '2 warnings · 2 open blanks');
});

test('a new plan has a place and a text', () => {
  const others = [{ uri: 'file:///shop/docs/plans/b.md', text: '# B' }];
  const plan = { uri: 'file:///shop/docs/plans/a.md', text: '# A', others, applied: true };
  assert.deepEqual(parseNewPlan(plan), plan);
  assert.equal(parseNewPlan({ ...plan, applied: 1 })?.applied, false);
  assert.deepEqual(parseNewPlan({ ...plan, others: undefined })?.others, []);
  for (const wrong of [null, {}, { uri: 'file:///a.md' }, { text: '# A' }]) {
    assert.equal(parseNewPlan(wrong), undefined);
  }
});

test('evidence goes where it reads well', () => {
  const find = parsePriorArt({ items: [{ ...FIND, markdown: '[`a`](b.go#L1)', reasons: ['same `verb`', 'has tests'] }] });
  const item = '- [`a`](b.go#L1) · *same `verb`; has tests*';
  const link = '[`a`](b.go#L1)';
  assert.deepEqual(placeEvidence('## Heading', 0, find), { character: 10, text: `\n\n${item}` });
  assert.deepEqual(placeEvidence('', 0, find), { character: 0, text: item });
  assert.deepEqual(placeEvidence('  ', 0, [...find, ...find]), { character: 2, text: `${item}\n${item}` });
  const text = { above: 'A sentence.', below: '## Heading' };
  assert.deepEqual(placeEvidence('', 0, find, text), { character: 0, text: `\n${item}\n` });
  assert.deepEqual(placeEvidence('', 0, find, { above: '- an item', below: '' }), { character: 0, text: item });
  assert.deepEqual(placeEvidence('- uses ', 7, find), { character: 7, text: link });
  assert.deepEqual(placeEvidence('- uses', 6, [...find, ...find]), { character: 6, text: ` ${link}, ${link}` });
  assert.deepEqual(placeEvidence('#no heading', 0, find), { character: 0, text: link });
});

test('a report is read, whatever the server answers', () => {
  const choice = { name: 'GET /v1/x', detail: 'GetX', folder: 'file:///shop', uri: 'file:///shop/x.go', line: 3 };
  const report = parseReport({ title: 'Slice', markdown: '# x', choices: [choice, { detail: 'nameless' }, 3] });
  assert.equal(report.markdown, '# x');
  assert.deepEqual(report.choices, [{ name: 'GET /v1/x', detail: 'GetX', folder: 'file:///shop' }]);
  for (const nothing of [undefined, null, 3, { choices: {} }]) {
    assert.deepEqual(parseReport(nothing), { title: '', markdown: '', name: '', folder: '', choices: [] });
  }
});
