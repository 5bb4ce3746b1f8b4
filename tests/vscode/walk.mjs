// What the end-to-end run does, step by step, in the window that has the sloppy plan open.
const PLAN = 'docs/plans/vessel-notices.md';
const HALF = 'docs/plans/half-written.md';
const SERVICE = 'backend/pkg/service/notification.go';
const CHANNEL = 'charts/model/alert_channel.go';
const PHASED = 'docs/plans/quay-lights.md';

/** A plan in phases, for what is built of it; the run writes it into its copy of the sample. */
export const PHASED_PLAN = `# Backend Technical Implementation Plan - Quay Lights

## Executive Summary

Lights on the quay are listed, so that the crew knows which ones are out.

## Implementation Phases

### Phase 1: Core

- The table \`BerthsTable\` stays as it is.

\`\`\`go
type QuayLight struct {
	BerthID string
	IsOut   bool
}
\`\`\`

### Phase 2: Serving

- Create the endpoint \`GET /v1/quay-lights\`
`;

export const FILES = { [PHASED]: PHASED_PLAN };

/** The steps with what each shows; `server` finds and ends the server's process. */
export function steps(bench, server) {
  const { page, keyboard } = bench;
  return [
    ['the plan is open', () => bench.locator('.monaco-editor .view-line').first().waitFor({ timeout: 90_000 })],
    ['the server sets itself up and finds something', () =>
      bench.locator('.monaco-editor .squiggly-warning').first().waitFor({ timeout: 300_000 })],

    ['the hover says what is there', async () => {
      // What the editor tells once at its start would lie over the word.
      await keyboard.press('Escape');
      const hover = bench.locator('.monaco-hover:not(.hidden) .hover-contents', { hasText: 'GP101' }).first();
      await bench.until('the hover', async () => {
        const word = await bench.boxOf('InvoiceReminder');
        await page.mouse.move(word.x + 20, word.y + 8);
        await page.mouse.move(word.x + 30, word.y + 8);
        return await hover.waitFor({ timeout: 3000 }).then(() => true, () => bench.rest().then(() => false));
      });
      await bench.picture('diagnostic', 1200);
    }],

    ['the Prior Art view and the Plan Outline are there, and follow the cursor', async () => {
      await bench.rest();
      await bench.row('Plan Outline', 'warning').waitFor();
      await bench.row('Prior Art', '/').waitFor();
      // The files give room to what the picture is of.
      await bench.locator('.pane-header[aria-label*="tidewater"]').click();
      await bench.lower('Plan Outline', 240);
      await bench.clickWord('InvoiceReminder');
      await bench.row('Prior Art', 'model.Invoice').waitFor();
      await bench.picture('prior-art-view');
    }],

    ['the quick fix extends the existing type', async () => {
      await bench.clickWord('InvoiceReminder');
      const fix = bench.locator('.action-widget .monaco-list-row.action', { hasText: 'extension of' }).first();
      await bench.until('the quick fix', async () => {
        await keyboard.press('Control+.');
        return await fix.waitFor({ timeout: 3000 }).then(() => true, () => keyboard.press('Escape').then(() => false));
      });
      await bench.picture('quick-fix');
      await keyboard.press('Enter');
      await bench.until('the type to go', async () => !(await bench.text()).includes('type InvoiceReminder struct'));
      await bench.until('the warning to go', async () => (await bench.row('Plan Outline', 'Data Models').innerText()).includes('2 warnings'));
      await bench.picture('fixed');
    }],

    ['prior art is dragged into the plan', async () => {
      const before = links(await bench.saved(PLAN));
      await bench.drag(bench.row('Prior Art', '/'), 'does not have to be touched', true);
      await bench.until('the line of evidence', async () => links(await bench.saved(PLAN)) === before + 1);
      await bench.until('it to be an item of its own', async () =>
        /touched\.\n\n- \[`[^\n]+`\]\([^\n]+#L\d+\) · \*[^\n]+\*\n\n## Data Models/.test(await bench.saved(PLAN)));
      await bench.picture('dragged');
      await keyboard.press('Control+z');
      await bench.until('undo to take it back', async () => links(await bench.saved(PLAN)) === before);
    }],

    ['a section is inserted', async () => {
      const before = links(await bench.saved(PLAN));
      await bench.run('Groundplan: Insert Section');
      await bench.picks('discovered').first().waitFor();
      await bench.picture('insert-section');
      await keyboard.press('Enter');
      await bench.until('the section to appear', async () => links(await bench.saved(PLAN)) > before);
    }],

    ['completion knows the names of the code', async () => {
      await bench.locator('.monaco-editor').first().click({ position: { x: 400, y: 300 } });
      await keyboard.press('Control+End');
      await keyboard.type('\nThe queue is read by `NotificationSer', { delay: 20 });
      const offered = bench.locator('.suggest-widget.visible .monaco-list-row', { hasText: 'NotificationService' }).first();
      await bench.until('the completion', async () =>
        await offered.waitFor({ timeout: 4000 }).then(() => true, () => keyboard.press('Control+Space').then(() => false)));
      await bench.picture('completion');
      await keyboard.press('Enter');
      await bench.until('the name', async () => /read by `NotificationService/.test(await bench.saved(PLAN)));
    }],

    ['a definition is opened', async () => {
      await bench.find('NotificationService.Send');
      await keyboard.press('ArrowLeft');
      await keyboard.press('F12');
      await bench.active('notification.go');
      await bench.until('the method', async () => (await bench.text()).includes(') Send('));
    }],

    ['a Go file is edited, and the plan reacts', async () => {
      await keyboard.press('Control+Shift+m');
      await bench.locator('.markers-panel .monaco-list-row').first().waitFor();
      const objected = async () => (await bench.problems()).some((row) => row.includes('BroadcastToOwners'));
      await bench.until('the objection', objected);
      await bench.openFile('service/notification.go');
      await keyboard.press('Control+End');
      await keyboard.type('\nfunc (s *NotificationService) BroadcastToOwners() {}', { delay: 5 });
      await bench.until('the objection to go', async () => !(await objected()));
      await bench.undo(SERVICE, 'BroadcastToOwners');
      await bench.until('the objection to come back', objected);
      await bench.openFile('vessel-notices.md');
      await keyboard.press('Control+j');
      await bench.locator('.markers-panel .monaco-list-row').first().waitFor({ state: 'hidden' });
    }],

    ['the review opens beside the plan', async () => {
      await bench.run('Groundplan: Review Plan');
      const review = await bench.document('Review of Backend Technical Implementation Plan - Vessel Notices');
      await review.locator('body', { hasText: 'Required Changes' }).waitFor();
      await bench.picture('review', 1200);
      await bench.run('View: Close Editors in Other Groups');
    }],

    ['the slice at the cursor is a document with a diagram and links', async () => {
      await bench.openFile('overdue-reminders.md');
      await bench.find('POST /v1/invoices/{id}/issue');
      await keyboard.press('ArrowLeft');
      await bench.run('Groundplan: Show Feature Slice');
      const slice = await bench.document('Slice of POST /v1/invoices/{id}/issue');
      await slice.locator('svg').first().waitFor();
      // The diagram gets the room.
      await keyboard.press('Control+b');
      await bench.picture('feature-slice', 2000);
      await keyboard.press('Control+b');
      await slice.locator('a', { hasText: 'invoice.go:' }).first().click();
      await bench.active('invoice.go');
      await bench.run('View: Close All Editors');
    }],

    ['a slice is chosen among the routes', async () => {
      await bench.openFile('model/alert_channel.go');
      await keyboard.press('Control+Home');
      await bench.run('Groundplan: Show Feature Slice');
      await bench.picks('POST /v1/').first().waitFor();
      await keyboard.type('alerts/channels', { delay: 10 });
      await bench.picks('GET /v1/alerts/channels').first().waitFor();
      await bench.picture('choose-slice');
      await bench.picks('GET /v1/alerts/channels').first().click();
      await bench.document('Slice of GET /v1/alerts/channels');
      await bench.run('View: Close Editors in Other Groups');
    }],

    ['what is built of a plan stands above its phases, and in a document', async () => {
      const lens = bench.locator('.codelens-decoration a', { hasText: 'built' });
      await bench.openFile('quay-lights.md');
      await bench.locator('.codelens-decoration', { hasText: 'new' }).first().waitFor();
      if (await lens.count() > 0) {
        throw new Error('something is said to be built of a plan that nobody has begun');
      }
      await bench.openFile('model/alert_channel.go');
      await keyboard.press('Control+End');
      await keyboard.type('\ntype QuayLight struct { BerthID string; IsOut bool }', { delay: 5 });
      await bench.openFile('quay-lights.md');
      await lens.filter({ hasText: '1 of 1 built' }).first().waitFor();
      await lens.filter({ hasText: '0 of 1 built' }).first().waitFor();
      await lens.first().click();
      const drift = await bench.document('Quay Lights: the plan against the code');
      await drift.locator('li', { hasText: 'GET /v1/quay-lights' }).first().waitFor();
      await bench.picture('drift', 1200);
      await bench.run('View: Close Editors in Other Groups');
      await bench.openFile('model/alert_channel.go');
      await bench.undo(CHANNEL, 'QuayLight');
      await bench.openFile('quay-lights.md');
      await bench.until('the lenses to go', async () => await lens.count() === 0);
      await bench.run('Groundplan: Check Plan Against Code');
      const again = await bench.document('Quay Lights: the plan against the code');
      await again.locator('body', { hasText: '0 of 2 built' }).waitFor();
      await bench.run('View: Close All Editors');
    }],

    ['the outline fills a blank section, the view inserts a line', async () => {
      await bench.openFile('half-written.md');
      const blank = bench.row('Plan Outline', 'Similar Features Found');
      await bench.until('the section to be filled', async () => {
        if ((await blank.innerText()).includes('blank')) {
          await blank.hover();
          await blank.locator('.action-label[aria-label*="Insert What the Code Has"]').click({ timeout: 3000 });
        }
        // A second click would find nothing left to insert.
        return await bench.soon(async () => (await bench.saved(HALF)).includes('#L'));
      });
      await bench.until('the outline to know', async () => !(await blank.innerText()).includes('blank'));
      const before = links(await bench.saved(HALF));
      // The cursor is on the title: the line goes below it, as an item.
      const find = bench.row('Prior Art', 'model.');
      await find.hover();
      await find.locator('.action-label[aria-label*="Insert Link into Plan"]').click();
      await bench.until('the line', async () => links(await bench.saved(HALF)) === before + 1);
      await bench.until('it to stand below', async () => /Alerts\n\n- \[`model\.[^\n]+ · \*/.test(await bench.saved(HALF)));
    }],

    ['prior art is found while typing, and opened', async () => {
      await bench.openFile('vessel-notices.md');
      await bench.run('Groundplan: Find Prior Art');
      await bench.locator('.quick-input-widget input[placeholder*="in a few words"]').waitFor();
      await keyboard.type('remind owners of unpaid invoices', { delay: 15 });
      await bench.picks('nvoice').first().waitFor();
      await bench.rest();
      await bench.picture('find-prior-art', 1000);
      await keyboard.press('ArrowDown');
      await keyboard.press('Enter');
      await bench.locator('.tabs-container .tab.active[data-resource-name$=".go"]').waitFor();
    }],

    ['a plan is drafted from requirements', async () => {
      await bench.run('Groundplan: New Plan from Requirements');
      await bench.picks('requirements/').first().waitFor();
      await keyboard.press('Enter');
      await bench.locator('.quick-input-widget input[placeholder*="Invoice reminders"]').waitFor();
      await bench.picture('new-plan');
      await keyboard.press('Enter');
      await bench.locator('.tabs-container .tab.active:not([data-resource-name$=".go"])').waitFor();
      // The outline gets the room.
      await bench.pane('Prior Art').locator('.pane-header').click();
      await bench.row('Plan Outline', 'Similar Features Found').waitFor();
      await bench.row('Plan Outline', 'blank').waitFor();
      await bench.rest();
      await bench.picture('plan-outline', 2500);
    }],

    ['a server that dies is started again', async () => {
      const before = server.find();
      server.kill(before);
      await bench.until('another server', () => ![undefined, before].includes(server.find()));
      await bench.run('Groundplan: Find Prior Art');
      await bench.locator('.quick-input-title', { hasText: 'Find Prior Art' }).waitFor();
      await bench.picks('nvoice').first().waitFor();
      await bench.dismiss();
      await bench.openFile('vessel-notices.md');
      await bench.locator('.monaco-editor .squiggly-warning').first().waitFor();
    }],

    ['the doctor reports', async () => {
      await bench.run('Groundplan: Doctor');
      await bench.locator('.tabs-container .tab.active', { hasText: 'Untitled' }).waitFor({ timeout: 120_000 });
    }],

    ['the walkthrough opens', async () => {
      await bench.run('Welcome: Open Walkthrough');
      await keyboard.type('Ground a plan', { delay: 10 });
      await bench.picks('Ground a plan').first().waitFor();
      await keyboard.press('Enter');
      await bench.locator('.gettingStartedContainer', { hasText: 'Let sections fill themselves' }).first().waitFor();
      await bench.picture('walkthrough', 1500);
    }],
  ];
}

function links(plan) {
  return plan.split('#L').length - 1;
}
