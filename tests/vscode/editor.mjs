// Real VS Code (code-server, from npm) with the extension installed: downloaded once into a cache folder, served on
// the loopback interface only.
import { execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const NODE_VERSION = '24.21.0';
const here = path.dirname(fileURLToPath(import.meta.url));

/** The root of the repository. */
export const repository = path.resolve(here, '..', '..');

/** Where VS Code is kept between runs. */
export const cache =
  process.env.GROUNDPLAN_VSCODE_CACHE ??
  path.join(process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'), 'groundplan-vscode');

const modules = path.join(cache, 'node_modules');
const nodePackage = `node-${process.platform}-${process.arch}`;
const node = path.join(modules, nodePackage, 'bin', 'node');
const codeServer = path.join(modules, 'code-server', 'out', 'node', 'entry.js');
const vscodeFolder = path.join(modules, 'code-server', 'lib', 'vscode');

/** Downloads VS Code where it is not there yet: about 800 MB, half a minute. Nothing it contains is compiled. */
export function prepare() {
  if (process.platform === 'win32') {
    throw new Error('code-server does not run on Windows: install groundplan.vsix into VS Code instead.');
  }
  fs.mkdirSync(cache, { recursive: true });
  if (!fs.existsSync(node) || !fs.existsSync(codeServer)) {
    console.log(`Downloading VS Code into ${cache} (once) …`);
    fs.copyFileSync(path.join(here, 'package.json'), path.join(cache, 'package.json'));
    npm(['install', '--no-save', `${nodePackage}@${NODE_VERSION}`], cache);
  }
  if (!fs.existsSync(path.join(vscodeFolder, 'node_modules', '.package-lock.json'))) {
    npm(['install', '--omit=dev'], vscodeFolder);
  }
}

/** Installs the extension into a profile and writes the user's settings there. */
export function installExtension({ profile, extensions, vsix, settings }) {
  fs.mkdirSync(path.join(profile, 'User'), { recursive: true });
  fs.mkdirSync(path.join(profile, 'Machine'), { recursive: true });
  fs.writeFileSync(path.join(profile, 'User', 'settings.json'), `${JSON.stringify(settings, null, 2)}\n`);
  execFileSync(node, [codeServer, ...folders({ profile, extensions }), '--install-extension', vsix, '--force'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/** Starts VS Code; resolves to its address and the process once it answers. */
export async function serve({ profile, extensions, port, environment = {}, log }) {
  const address = `http://127.0.0.1:${port}`;
  const quiet = ['--auth', 'none', '--disable-telemetry', '--disable-update-check', '--disable-workspace-trust'];
  const output = log === undefined ? 'ignore' : fs.openSync(log, 'w');
  const child = spawn(node, [codeServer, ...folders({ profile, extensions }), ...quiet, '--bind-addr', `127.0.0.1:${port}`], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', output, output],
  });
  for (let waited = 0; waited < 60_000; waited += 200) {
    if (child.exitCode !== null) {
      throw new Error(`VS Code ended with ${child.exitCode}`);
    }
    try {
      if ((await fetch(`${address}/healthz`)).ok) {
        return { address, child };
      }
    } catch {
      // Not listening yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  child.kill();
  throw new Error('VS Code did not answer within a minute');
}

/** The page that shows a folder, with a file of it open. */
export function pageOf(address, folder, file) {
  const open = [['openFile', `vscode-remote://${new URL(address).host}${path.join(folder, file)}`]];
  return `${address}/?folder=${encodeURI(folder)}&payload=${encodeURIComponent(JSON.stringify(open))}`;
}

/** Copies the sample workspace, so that trying things out changes nothing in the repository. */
export function copySample(target) {
  fs.rmSync(target, { recursive: true, force: true });
  fs.cpSync(path.join(repository, 'tests', 'workspaces', 'tidewater'), target, { recursive: true });
  return target;
}

/** A port of the loopback interface that nobody listens on. */
export async function freePort() {
  const probe = createServer();
  await new Promise((resolve) => probe.listen(0, '127.0.0.1', resolve));
  const { port } = probe.address();
  await new Promise((resolve) => probe.close(resolve));
  return port;
}

/** The settings of a person who has just begun, without what would distract. */
export const SETTINGS = {
  'workbench.startupEditor': 'none',
  'workbench.colorTheme': 'Default Light Modern',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'editor.minimap.enabled': false,
  'editor.wordWrap': 'on',
  'chat.disableAIFeatures': true,
  'git.enabled': false,
};

function folders({ profile, extensions }) {
  return ['--user-data-dir', profile, '--extensions-dir', extensions];
}

function npm(args, folder) {
  const bin = path.dirname(node);
  execFileSync('npm', [...args, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: folder,
    env: { ...process.env, PATH: fs.existsSync(node) ? `${bin}${path.delimiter}${process.env.PATH}` : process.env.PATH },
    stdio: 'inherit',
  });
}
