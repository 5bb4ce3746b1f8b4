// `make vscode-e2e`: a fresh profile, the VSIX, the sloppy plan; what a person does, and the pictures of it.
// Usage: node e2e.mjs [--pictures <folder>]   (needs Chromium; CHROMIUM names another than /usr/bin/chromium)
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';

import { cache, copySample, freePort, installExtension, pageOf, prepare, repository, serve, SETTINGS } from './editor.mjs';

const PLAN = 'docs/plans/vessel-notices.md';
const PATIENCE = 30_000;

/** The pictures that the pages of the repository show; --pictures takes no others. */
const SHOWN = ['diagnostic', 'fixed', 'prior-art-view', 'find-prior-art', 'plan-outline'];

const CHROMIUM_FLAGS = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

const chromiumPath = process.env.CHROMIUM ?? '/usr/bin/chromium';
if (!fs.existsSync(chromiumPath)) {
  console.error(`Chromium was not found at ${chromiumPath}: name it with CHROMIUM=/path/to/chromium.`);
  process.exit(2);
}
const chosen = process.argv.indexOf('--pictures');
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'groundplan-vscode-'));
const pictures = chosen > 0 ? path.resolve(process.argv[chosen + 1]) : path.join(work, 'pictures');
fs.mkdirSync(pictures, { recursive: true });

prepare();
const { chromium } = createRequire(path.join(cache, 'package.json'))('playwright-core');
const place = { profile: path.join(work, 'profile'), extensions: path.join(work, 'extensions') };
installExtension({
  ...place,
  vsix: path.join(repository, 'client-vscode', 'groundplan.vsix'),
  settings: { ...SETTINGS, 'explorer.openEditors.visible': 0, 'outline.showFiles': false },
});
const sample = copySample(path.join(work, 'tidewater'));
const log = path.join(work, 'server.log');
const environment = { GROUNDPLAN_CACHE_DIR: path.join(work, 'index') };
const { address, child } = await serve({ ...place, port: await freePort(), environment, log });

let browser;
let failed = false;
try {
  browser = await chromium.launch({ executablePath: chromiumPath, args: CHROMIUM_FLAGS });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.setDefaultTimeout(PATIENCE);
  await page.goto(pageOf(address, sample, PLAN), { timeout: 90_000 });
  await walk(page);
} catch (error) {
  failed = true;
  console.error(error);
  const page = browser?.contexts()[0]?.pages()[0];
  await page?.screenshot({ path: path.join(work, 'failure.png') }).catch(() => undefined);
  console.error(extensionLog());
} finally {
  await browser?.close();
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill();
  await ended;
  if (failed) {
    console.error(`What is left of the run is in ${work}`);
  } else {
    fs.rmSync(work, { recursive: true, force: true, maxRetries: 5 });
  }
}
process.exitCode = failed ? 1 : 0;

async function walk(page) {
  await step('the plan is open', () => page.locator('.monaco-editor .view-line').first().waitFor({ timeout: 90_000 }));
  await step('the server sets itself up and finds something', () =>
    page.locator('.monaco-editor .squiggly-warning').first().waitFor({ timeout: 240_000 }));
  await pause(page, 1500);
  await page.keyboard.press('Escape');

  await step('the hover says what is there', async () => {
    const word = await boxOf(page, 'InvoiceReminder');
    await page.mouse.move(word.x + 20, word.y + 8);
    await page.mouse.move(word.x + 30, word.y + 8);
    await page.locator('.monaco-hover:not(.hidden) .hover-contents', { hasText: 'GP101' }).first().waitFor();
    await pause(page, 1200);
    await picture(page, 'diagnostic');
  });

  await step('the Prior Art view follows the cursor', async () => {
    await page.mouse.move(900, 760);
    await clickWord(page, 'InvoiceReminder');
    await page.keyboard.press('Control+Home');
    await clickWord(page, 'InvoiceReminder');
    // The files give room to what the picture is of.
    await page.locator('.pane-header[aria-label*="tidewater"]').click();
    await pane(page, 'Prior Art').locator('.pane-header').click();
    await pane(page, 'Prior Art').locator('.monaco-list-row', { hasText: 'model.Invoice' }).first().waitFor();
    await pane(page, 'Plan Outline').locator('.pane-header').click();
    await page.mouse.move(900, 760);
    await pane(page, 'Plan Outline').locator('.monaco-list-row', { hasText: 'warning' }).first().waitFor();
    await pause(page, 800);
    await picture(page, 'prior-art-view');
  });

  await step('the quick fix extends the existing type', async () => {
    await clickWord(page, 'InvoiceReminder');
    await page.keyboard.press('Control+.');
    await page.locator('.action-widget .monaco-list-row.action', { hasText: 'extension of' }).first().waitFor();
    await pause(page, 500);
    await picture(page, 'quick-fix');
    await page.keyboard.press('Enter');
    await until(page, 'the warning to go', async () => !(await text(page)).includes('type InvoiceReminder struct'));
    await pause(page, 1500);
    await picture(page, 'fixed');
  });

  await step('a section is inserted', async () => {
    await run(page, 'Groundplan: Insert Section');
    const rows = page.locator('.quick-input-list .monaco-list-row');
    await rows.filter({ hasText: 'discovered' }).first().waitFor();
    await pause(page, 400);
    await picture(page, 'insert-section');
    await page.keyboard.press('Enter');
    await until(page, 'the section to appear', async () => (await saved(page, 'vessel-notices.md')).includes('#L'));
  });

  await step('the outline fills a blank section, the view inserts a link', async () => {
    await openFile(page, 'half-written.md');
    const blank = pane(page, 'Plan Outline').locator('.monaco-list-row', { hasText: 'Similar Features Found' }).first();
    await blank.hover();
    await blank.locator('.action-label[aria-label*="Insert What the Code Has"]').click();
    await until(page, 'the section to be filled', async () => (await saved(page, 'half-written.md')).includes('#L'));
    const before = links(await saved(page, 'half-written.md'));
    // The views follow the edit; a click meanwhile would go to a row that is just being replaced.
    await pause(page, 2000);
    // The cursor is on the title: the link goes below it, as an item.
    const find = pane(page, 'Prior Art').locator('.monaco-list-row', { hasText: 'model.' }).first();
    await find.hover();
    await find.locator('.action-label[aria-label*="Insert Link into Plan"]').click();
    await until(page, 'the link', async () => links(await saved(page, 'half-written.md')) === before + 1);
    await until(page, 'it to stand below', async () => /Alerts\n\n- \[`model\./.test(await saved(page, 'half-written.md')));
    await page.locator('.tabs-container .tab', { hasText: 'vessel-notices.md' }).click();
    await page.locator('.tabs-container .tab.active', { hasText: 'vessel-notices.md' }).waitFor();
  });

  await step('prior art is found while typing, and opened', async () => {
    await run(page, 'Groundplan: Find Prior Art');
    await page.locator('.quick-input-widget input[placeholder*="in a few words"]').waitFor();
    await page.keyboard.type('remind owners of unpaid invoices', { delay: 15 });
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'nvoice' }).first().waitFor();
    await pause(page, 900);
    await picture(page, 'find-prior-art');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.locator('.tabs-container .tab.active[data-resource-name$=".go"]').waitFor();
  });

  await step('a plan is drafted from requirements', async () => {
    await run(page, 'Groundplan: New Plan from Requirements');
    const documents = page.locator('.quick-input-list .monaco-list-row', { hasText: 'requirements/' });
    await documents.first().waitFor();
    await pause(page, 300);
    await page.keyboard.press('Enter');
    await page.locator('.quick-input-widget input[placeholder*="Invoice reminders"]').waitFor();
    await picture(page, 'new-plan');
    await page.keyboard.press('Enter');
    await page.locator('.tabs-container .tab.active:not([data-resource-name$=".go"])').waitFor();
    await pane(page, 'Prior Art').locator('.pane-header').click();
    await pane(page, 'Plan Outline').locator('.monaco-list-row', { hasText: 'Similar Features Found' }).first().waitFor();
    await page.mouse.move(900, 760);
    await pause(page, 2500);
    await picture(page, 'plan-outline');
  });

  await step('a server that dies is started again', async () => {
    const before = serverProcess();
    process.kill(before, 'SIGKILL');
    await until(page, 'another server', async () => ![undefined, before].includes(serverProcess()));
    await run(page, 'Groundplan: Find Prior Art');
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'nvoice' }).first().waitFor();
    await page.keyboard.press('Escape');
  });

  await step('the doctor reports', async () => {
    await run(page, 'Groundplan: Doctor');
    await page.locator('.tabs-container .tab.active', { hasText: 'Untitled' }).waitFor({ timeout: 60_000 });
  });

  await step('the walkthrough opens', async () => {
    await run(page, 'Welcome: Open Walkthrough');
    await page.keyboard.type('Ground a plan', { delay: 10 });
    await page.locator('.quick-input-list .monaco-list-row', { hasText: 'Ground a plan' }).first().waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.gettingStartedContainer', { hasText: 'Let sections fill themselves' }).first().waitFor();
    await pause(page, 1500);
    await picture(page, 'walkthrough');
  });
}

async function step(what, work) {
  const started = Date.now();
  await work();
  console.log(`ok  ${what} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
}

async function until(page, what, happened) {
  for (let waited = 0; waited < PATIENCE; waited += 200) {
    if (await happened()) {
      return;
    }
    await pause(page, 200);
  }
  throw new Error(`waited in vain for ${what}`);
}

/** Runs a command by its title, as a person does from the palette: again where it is not offered yet. */
async function run(page, title) {
  const row = page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first();
  for (let attempt = 1; ; attempt += 1) {
    await page.keyboard.press('F1');
    await page.locator('.quick-input-widget input').waitFor();
    await page.keyboard.type(title, { delay: 8 });
    try {
      await row.waitFor({ timeout: 5000 });
      await page.keyboard.press('Enter');
      return;
    } catch (error) {
      await page.keyboard.press('Escape');
      if (attempt === 5) {
        throw error;
      }
    }
  }
}

function pane(page, title) {
  return page.locator('.pane', { has: page.locator(`.pane-header[aria-label*="${title}"]`) });
}

async function clickWord(page, word) {
  const box = await boxOf(page, word);
  await page.mouse.click(box.x + 20, box.y + 8);
  await pause(page, 300);
}

/** The place of a word in the editor, in pixels. */
async function boxOf(page, word) {
  const box = await page.evaluate((wanted) => {
    for (const line of document.querySelectorAll('.monaco-editor .view-line')) {
      const walker = document.createTreeWalker(line, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        const at = node.textContent.indexOf(wanted);
        if (at >= 0) {
          const range = document.createRange();
          range.setStart(node, at);
          range.setEnd(node, at + wanted.length);
          const { x, y, width, height } = range.getBoundingClientRect();
          return { x, y, width, height };
        }
      }
    }
    return null;
  }, word);
  if (box === null) {
    throw new Error(`${word} is not in view`);
  }
  return box;
}

/** The lines in view. */
async function text(page) {
  const lines = await page.locator('.monaco-editor .view-line').allInnerTexts();
  return lines.join('\n').replaceAll('\u00a0', ' ');
}

/** The text of the plan that is being edited, as it is on disk after saving. */
async function saved(page, name) {
  await page.keyboard.press('Control+s');
  await pause(page, 500);
  return fs.readFileSync(path.join(sample, path.dirname(PLAN), name), 'utf8');
}

function links(plan) {
  return plan.split('#L').length - 1;
}

/** Opens a file of the workspace by its name. */
async function openFile(page, name) {
  await page.keyboard.press('Control+p');
  await page.locator('.quick-input-widget input').waitFor();
  await page.keyboard.type(name, { delay: 10 });
  await page.locator('.quick-input-list .monaco-list-row.focused', { hasText: name }).first().waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.tabs-container .tab.active', { hasText: name }).waitFor();
  await pause(page, 1500);
}

async function picture(page, name) {
  if (chosen > 0 && !SHOWN.includes(name)) {
    return;
  }
  // Bringing something into view may have scrolled the workbench itself by a few pixels, which a person never sees.
  await page.evaluate(() => {
    for (const part of document.querySelectorAll('body, body *')) {
      if (part.scrollTop + part.scrollLeft > 0 && part.scrollTop + part.scrollLeft < 12) {
        part.scrollTo(0, 0);
      }
    }
  });
  await page.screenshot({ path: path.join(pictures, `${name}.png`) });
}

function pause(page, milliseconds) {
  return page.waitForTimeout(milliseconds);
}

/** The process of the server that the extension has installed. */
function serverProcess() {
  const lines = execFileSync('ps', ['-eo', 'pid=,args=', '-ww']).toString().split('\n');
  const own = lines.find((line) => line.includes(place.profile) && line.includes('-m groundplan serve'));
  return own === undefined ? undefined : Number.parseInt(own, 10);
}

/** What the extension wrote into its log. */
function extensionLog() {
  const found = fs.readdirSync(place.profile, { recursive: true }).filter((file) => /Groundplan\.log$/.test(String(file)));
  return found.map((file) => fs.readFileSync(path.join(place.profile, String(file)), 'utf8')).join('\n');
}
