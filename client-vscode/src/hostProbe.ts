/** The probe of the machine that the extension runs on. */
import { constants, promises as fs } from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

import type { ServerProbe } from './server';

/** Reads platform, home directory and `PATH` now, so that a changed environment is seen at the next search. */
export function probeHost(): ServerProbe {
  return {
    platform: process.platform,
    homeDirectory: os.homedir(),
    searchPath: (process.env['PATH'] ?? '').split(path.delimiter).filter((entry) => entry !== ''),
    isExecutable,
  };
}

async function isExecutable(file: string): Promise<boolean> {
  try {
    // On Windows X_OK means no more than that the file exists.
    await fs.access(file, constants.X_OK);
    return (await fs.stat(file)).isFile();
  } catch {
    // Absent, a broken link, not permitted, a name that no file can have: in each case nothing to start.
    return false;
  }
}
