// The licences of the packages inside the bundle, whose terms ask for their text to travel with it.
import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';

/** Returns the notices of every package that contributed a file to the bundle; throws where a package has no licence text. */
export function thirdPartyNotices(root, metafile) {
  const folders = new Set();
  for (const input of Object.keys(metafile.inputs)) {
    const match = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input);
    if (match) {
      folders.add(match[0]);
    }
  }
  return [...folders].sort().map((folder) => notice(path.join(root, folder))).join('\n');
}

function notice(folder) {
  const { name, version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((entry) => /^licen[cs]e(\.|$)/i.test(entry));
  if (file === undefined) {
    throw new Error(`${name} has no licence file to include in the notices`);
  }
  const text = readFileSync(path.join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim();
  return `${name} ${version} (${license})\n${'-'.repeat(72)}\n${text}\n`;
}
