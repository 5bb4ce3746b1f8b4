// `make vscode-e2e`: a fresh profile, the VSIX, the sloppy plan; what a person does, and the pictures of it.
// Usage: node e2e.mjs [--pictures <folder>] [--offline] [--vsix <file>]
//   --offline  no package index can be reached: for the extension that brings along all that the server needs
// Needs Chromium; CHROMIUM names another than /usr/bin/chromium.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

import { cache, copySample, freePort, installExtension, pageOf, prepare, repository, serve, SETTINGS } from './editor.mjs';
import { PATIENCE, Workbench } from './page.mjs';
import { FILES, steps } from './walk.mjs';

const PLAN = 'docs/plans/vessel-notices.md';

/** The pictures that the pages of the repository show; --pictures takes no others. */
const SHOWN = ['diagnostic', 'fixed', 'prior-art-view', 'find-prior-art', 'plan-outline', 'feature-slice', 'review'];

const CHROMIUM_FLAGS = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

/** Addresses at which nobody answers, for everything that would fetch a package. */
const NOWHERE = 'http://127.0.0.1:9';
const OFFLINE = {
  PIP_INDEX_URL: `${NOWHERE}/simple`, PIP_RETRIES: '0', PIP_NO_CACHE_DIR: '1',
  HTTP_PROXY: NOWHERE, HTTPS_PROXY: NOWHERE, http_proxy: NOWHERE, https_proxy: NOWHERE, NO_PROXY: '127.0.0.1,localhost',
};

const { values: options } = parseArgs({
  options: {
    pictures: { type: 'string' },
    offline: { type: 'boolean', default: false },
    vsix: { type: 'string', default: path.join(repository, 'client-vscode', 'groundplan.vsix') },
  },
});
const chromiumPath = process.env.CHROMIUM ?? '/usr/bin/chromium';
if (!fs.existsSync(chromiumPath)) {
  console.error(`Chromium was not found at ${chromiumPath}: name it with CHROMIUM=/path/to/chromium.`);
  process.exit(2);
}
const work = fs.mkdtempSync(path.join(os.tmpdir(), 'groundplan-vscode-'));
const pictures = options.pictures === undefined ? path.join(work, 'pictures') : path.resolve(options.pictures);
fs.mkdirSync(pictures, { recursive: true });

prepare();
const { chromium } = createRequire(path.join(cache, 'package.json'))('playwright-core');
const place = { profile: path.join(work, 'profile'), extensions: path.join(work, 'extensions') };
installExtension({
  ...place,
  vsix: options.vsix,
  settings: { ...SETTINGS, 'explorer.openEditors.visible': 0, 'outline.showFiles': false },
});
const sample = copySample(path.join(work, 'tidewater'));
for (const [file, text] of Object.entries(FILES)) {
  fs.writeFileSync(path.join(sample, file), text);
}
const environment = { GROUNDPLAN_CACHE_DIR: path.join(work, 'index'), ...(options.offline ? OFFLINE : {}) };
const { address, child } = await serve({ ...place, port: await freePort(), environment, log: path.join(work, 'server.log') });

let browser;
let failed = false;
try {
  browser = await chromium.launch({ executablePath: chromiumPath, args: CHROMIUM_FLAGS });
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  page.setDefaultTimeout(PATIENCE);
  await page.goto(pageOf(address, sample, PLAN), { timeout: 90_000 });
  const bench = new Workbench(page, { folder: sample, pictures, shown: options.pictures === undefined ? [] : SHOWN });
  for (const [what, show] of steps(bench, { find: serverProcess, kill: (id) => process.kill(id, 'SIGKILL') })) {
    const started = Date.now();
    await show();
    console.log(`ok  ${what} (${((Date.now() - started) / 1000).toFixed(1)} s)`);
  }
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
