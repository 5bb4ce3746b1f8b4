// Bundles the extension (dist/extension.js) or the unit tests (build/test/*.test.cjs).
// Usage: node scripts/bundle.mjs extension|tests [--production] [--watch]
import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';

import * as esbuild from 'esbuild';

import { thirdPartyNotices } from './notices.mjs';

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const [target, ...flags] = process.argv.slice(2);
const production = flags.includes('--production');

/** @type {esbuild.BuildOptions} */
const shared = {
  absWorkingDir: root,
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  logLevel: 'warning',
};

/** @type {esbuild.BuildOptions} */
const extension = {
  ...shared,
  entryPoints: ['src/extension.ts'],
  outfile: 'dist/extension.js',
  external: ['vscode'],
  minify: production,
  sourcemap: !production,
  metafile: true,
};

if (target === 'extension' && flags.includes('--watch')) {
  await (await esbuild.context(extension)).watch();
} else if (target === 'extension') {
  rmSync(path.join(root, 'dist'), { recursive: true, force: true });
  const { metafile } = await esbuild.build(extension);
  writeFileSync(path.join(root, 'dist', 'THIRD-PARTY-NOTICES.txt'), thirdPartyNotices(root, metafile));
} else if (target === 'tests') {
  rmSync(path.join(root, 'build'), { recursive: true, force: true });
  const tests = readdirSync(path.join(root, 'test')).filter((name) => name.endsWith('.test.ts')).sort();
  // vscode is not external here: a unit under test that needs it fails the build.
  await esbuild.build({
    ...shared,
    entryPoints: tests.map((name) => path.join('test', name)),
    outdir: 'build/test',
    outExtension: { '.js': '.cjs' },
    sourcemap: 'inline',
  });
} else {
  console.error('usage: node scripts/bundle.mjs extension|tests [--production] [--watch]');
  process.exitCode = 2;
}
