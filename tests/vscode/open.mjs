// `make vscode`: VS Code in the browser with the extension installed and the sample workspace open.
import path from 'node:path';

import { cache, copySample, installExtension, pageOf, prepare, repository, serve, SETTINGS } from './editor.mjs';

const port = Number(process.env.PORT ?? 18400);
const place = { profile: path.join(cache, 'profile'), extensions: path.join(cache, 'extensions') };

prepare();
installExtension({ ...place, vsix: path.join(repository, 'client-vscode', 'groundplan.vsix'), settings: SETTINGS });
const sample = copySample(path.join(cache, 'tidewater'));
const { address, child } = await serve({ ...place, port, log: path.join(cache, 'server.log') });
console.log(`\nVS Code with Groundplan and the sample workspace, on this machine only (Ctrl+C ends it):\n`);
console.log(`  ${pageOf(address, sample, 'docs/plans/vessel-notices.md')}\n`);
console.log('The first start sets up the server, which takes half a minute and needs the Python package index.');
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => child.kill());
}
child.once('exit', (code) => process.exit(code ?? 0));
